// Pairwise comparison: how many voters prefer each candidate to each other.
#pragma once
#include "math/tally/method.hpp"
#include "math/tally/ties.hpp"
#include <functional>

namespace reef::tally {

/// What an unranked candidate means: below every ranked one and tied with the other unranked ones, or no statement at
/// all.
enum class Unranked { last, ignored };

/// Counts every pair, in one pass over the distinct ballots: each costs (candidates it ranks) x (all candidates) byte
/// comparisons, 16 at a time, so a million full ballots over 100 candidates take well under a second. `votes` are those
/// of each ballot.
Pairwise pairwise_of(const Election& election, std::span<const std::int64_t> votes, Unranked unranked);

/// The margin of a over b; negative if b is preferred.
std::int64_t margin(const Pairwise& pairwise, CandidateIndex a, CandidateIndex b);

/// A pairwise count with what every method that starts from it needs.
struct PairwiseCount {
    CandidateList standing;
    Pairwise votes;
};
/// Reads the option `unranked`. Refused: tally.votes_not_whole.
Result<PairwiseCount> count_pairs(const Election& election, const Options& options);

/// The candidate who beats every other, or nobody.
std::optional<CandidateIndex> condorcet_winner(const PairwiseCount& count);
/// The smallest set whose members beat everyone outside it (Smith 1973), ascending.
CandidateList smith_set(const PairwiseCount& count);

/// Winners, and the facts that all pairwise methods state: `condorcet_winner`, `smith_set`, the matrix. Seats are
/// filled from the ranking, or from `seating` where the tied candidates of a ranking have not all the same claim to its
/// place.
Outcome pairwise_outcome(const Election& election, const Options& options, PairwiseCount count,
                         std::vector<CandidateList> ranking, const std::vector<CandidateList>* seating = nullptr);

/// Orders candidates into groups by a relation "a is placed above b" that is transitive: each group is those whom
/// nobody left is above.
std::vector<CandidateList> layers(CandidateList candidates,
                                  const std::function<bool(CandidateIndex, CandidateIndex)>& above);

OptionSpec unranked_option();
/// unranked, ties, seed.
std::vector<OptionSpec> pairwise_options();

} // namespace reef::tally
