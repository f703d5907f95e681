#include "math/tally/ranked_methods.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

Result<Outcome> count_minimax(const Election& election, const Options& options, Strength strength) {
    auto count = count_pairs(election, options);
    if (!count) return std::unexpected(count.error());
    PerCandidate worst_defeats, scores;
    for (const auto candidate : count->standing) {
        std::int64_t worst = 0;
        for (const auto other : count->standing)
            worst = std::max(worst, strength_of(count->votes, strength, other, candidate));
        worst_defeats[candidate] = worst;
        scores[candidate] = -worst;
    }
    auto outcome = pairwise_outcome(election, options, std::move(*count), ranked_by(scores));
    outcome.account.state("worst_defeats", std::move(worst_defeats));
    return outcome;
}

} // namespace

Result<Outcome> count_minimax_margins(const Election& election, const Options& options) {
    return count_minimax(election, options, Strength::margins);
}

Result<Outcome> count_minimax_winning_votes(const Election& election, const Options& options) {
    return count_minimax(election, options, Strength::winning_votes);
}

} // namespace reef::tally
