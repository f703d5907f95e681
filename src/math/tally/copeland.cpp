#include "math/tally/ranked_methods.hpp"

namespace reef::tally {

Result<Outcome> count_copeland(const Election& election, const Options& options) {
    auto count = count_pairs(election, options);
    if (!count) return std::unexpected(count.error());
    PerCandidate scores;
    for (const auto candidate : count->standing) {
        std::int64_t halves = 0;
        for (const auto other : count->standing) {
            if (other == candidate) continue;
            const auto lead = margin(count->votes, candidate, other);
            halves += lead > 0 ? 2 : lead == 0 ? 1 : 0;
        }
        scores[candidate] = Exact::ratio(halves, 2);
    }
    auto outcome = pairwise_outcome(election, options, std::move(*count), ranked_by(scores));
    outcome.account.state("scores", std::move(scores));
    return outcome;
}

} // namespace reef::tally
