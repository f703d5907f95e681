#include "math/tally/transfer_count.hpp"
#include "math/tally/transferable_methods.hpp"
#include <numeric>

namespace reef::tally {
namespace {

constexpr RefusalKind too_many_for_scottish{
    "tally.too_many_votes", "This rule counts to {} decimals, which leaves room for fewer votes than these.", 422};

} // namespace

Result<std::vector<std::int64_t>> votes_for(const Election& election, const FixedDecimals& arithmetic) {
    auto votes = whole_votes(election);
    if (votes && !arithmetic.holds(std::accumulate(votes->begin(), votes->end(), std::int64_t{0})))
        return refuse(too_many_for_scottish, "ballots", {std::to_string(arithmetic.digits())});
    return votes;
}

Result<Outcome> count_stv_scottish(const Election& election, const Options& options) {
    const FixedDecimals five(5);
    auto votes = votes_for(election, five);
    if (!votes) return std::unexpected(votes.error());
    TransferCount count(election, options, std::move(*votes), {.earlier_stages_break_ties = true}, five);
    // Rule 46: "the total number of valid ballot papers divided by a number exceeding by one the number of councillors
    // to be elected; the result increased by one, disregarding any fraction".
    return count.run(five.votes(count.valid_papers() / (election.seats + 1) + 1));
}

} // namespace reef::tally
