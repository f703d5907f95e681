#include "math/tally/transfer_count.hpp"
#include "math/tally/transferable_methods.hpp"

namespace reef::tally {
namespace {

/// Rationals throughout; a candidate needs more than votes / (seats + 1).
Result<Outcome> count_exactly(const Election& election, const Options& options) {
    auto votes = whole_votes(election);
    if (!votes) return std::unexpected(votes.error());
    TransferCount count(election, options, std::move(*votes), {.needs_more_than_quota = true}, ExactRationals());
    return count.run(Exact::ratio(count.valid_papers(), election.seats + 1));
}

/// The Reference WIGM Rule (prfound.org): four decimals, the quota is votes / (seats + 1) cut to them plus 0.0001.
Result<Outcome> count_by_reference_rule(const Election& election, const Options& options) {
    const FixedDecimals four(4);
    auto votes = votes_for(election, four);
    if (!votes) return std::unexpected(votes.error());
    TransferCount count(election, options, std::move(*votes), {}, four);
    return count.run(four.votes(count.valid_papers()) / (election.seats + 1) + 1);
}

/// Minneapolis Code of Ordinances 167.20 and 167.70: four decimals, a whole quota, sure losers go out together before
/// surpluses move. Where the ordinance would let out somebody who could still tie with the next one, he stays (so do
/// other counters of this rule).
Result<Outcome> count_by_minneapolis(const Election& election, const Options& options) {
    const FixedDecimals four(4);
    auto votes = votes_for(election, four);
    if (!votes) return std::unexpected(votes.error());
    TransferCount count(election, options, std::move(*votes), {.excludes_sure_losers_first = true}, four);
    return count.run(four.votes(count.valid_papers() / (election.seats + 1) + 1));
}

} // namespace

Result<Outcome> count_stv_wigm(const Election& election, const Options& options) {
    if (options.is("rule", "reference")) return count_by_reference_rule(election, options);
    if (options.is("rule", "minneapolis")) return count_by_minneapolis(election, options);
    return count_exactly(election, options);
}

} // namespace reef::tally
