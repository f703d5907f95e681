// The methods that start from pairwise counts, one file each.
#pragma once
#include "math/tally/pairwise.hpp"

namespace reef::tally {

/// Schulze 2011, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
/// election method".
Result<Outcome> count_schulze_margins(const Election& election, const Options& options);
Result<Outcome> count_schulze_winning_votes(const Election& election, const Options& options);
/// Tideman 1987, "Independence of clones as a criterion for voting rules". Refused: tally.too_many_ties.
Result<Outcome> count_ranked_pairs(const Election& election, const Options& options);
/// Simpson 1969, Kramer 1977: the smallest greatest defeat.
Result<Outcome> count_minimax_margins(const Election& election, const Options& options);
Result<Outcome> count_minimax_winning_votes(const Election& election, const Options& options);
/// Copeland 1951: one point for each candidate beaten, half for each tied.
Result<Outcome> count_copeland(const Election& election, const Options& options);
/// Kemeny 1959, exact for up to `kemeny_candidates_max` candidates. Refused: tally.too_many_candidates.
Result<Outcome> count_kemeny(const Election& election, const Options& options);
constexpr std::size_t kemeny_candidates_max = 18;
/// de Borda 1781: a point for each candidate below, half for each tied.
Result<Outcome> count_borda(const Election& election, const Options& options);

/// Of `a` over `b`: the margin or the winning votes if a majority prefers a to b, otherwise 0.
enum class Strength { margins, winning_votes };
std::int64_t strength_of(const Pairwise& pairwise, Strength strength, CandidateIndex a, CandidateIndex b);

} // namespace reef::tally
