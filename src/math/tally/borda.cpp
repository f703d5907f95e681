#include "math/tally/ranked_methods.hpp"

namespace reef::tally {
namespace {

/// Voters who name both candidates, for `unranked=ignored`: only they can have them tied.
Pairwise both_ranked(const Election& election, std::span<const std::int64_t> votes) {
    Pairwise both(election.candidates.size());
    for (std::size_t i = 0; i < election.ballots.size(); ++i)
        for (const auto a : election.ballots[i].candidates)
            for (const auto b : election.ballots[i].candidates) both.at(a, b) += votes[i];
    return both;
}

} // namespace

Result<Outcome> count_borda(const Election& election, const Options& options) {
    auto count = count_pairs(election, options);
    if (!count) return std::unexpected(count.error());
    const auto votes = *whole_votes(election);
    std::int64_t all = 0;
    for (const auto each : votes) all += each;
    const bool is_last = options.is("unranked", "last");
    const auto both = is_last ? Pairwise() : both_ranked(election, votes);
    PerCandidate scores;
    for (const auto candidate : count->standing) {
        Exact score;
        for (const auto other : count->standing) {
            if (other == candidate) continue;
            const auto compared = is_last ? all : both.at(candidate, other);
            const auto above = count->votes.at(candidate, other), below = count->votes.at(other, candidate);
            score += Exact(above) + Exact::ratio(compared - above - below, 2);
        }
        scores[candidate] = score;
    }
    auto outcome = pairwise_outcome(election, options, std::move(*count), ranked_by(scores));
    outcome.account.state("scores", std::move(scores));
    return outcome;
}

} // namespace reef::tally
