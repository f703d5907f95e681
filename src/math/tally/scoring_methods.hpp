// The methods that add up marks: choices, approvals, scores, grades, objections. One file each.
#pragma once
#include "math/tally/ties.hpp"

namespace reef::tally {

/// Who is named by most. On ranked ballots the first preference counts; candidates tied for it share the vote equally.
Result<Outcome> count_plurality(const Election& election, const Options& options);
/// Plurality with a threshold and a quorum: nobody is elected who does not reach both. Refused:
/// tally.electorate_too_small.
Result<Outcome> count_majority(const Election& election, const Options& options);
/// A score below 0 objects, above 0 consents, 0 stands aside; objections block. Refused: tally.electorate_too_small.
Result<Outcome> count_consent(const Election& election, const Options& options);
/// Brams & Fishburn 1978, "Approval voting".
Result<Outcome> count_approval(const Election& election, const Options& options);
/// The greatest sum, or mean, of scores.
Result<Outcome> count_score(const Election& election, const Options& options);
/// Score, then automatic runoff: of the two with the greatest sums, whom more ballots score higher (equal.vote).
Result<Outcome> count_star(const Election& election, const Options& options);
/// Balinski & Laraki 2007, "A theory of measuring, electing, and ranking": the best median grade; equal ones are told
/// apart by taking away median grades one by one. Refused: tally.votes_not_whole.
Result<Outcome> count_majority_judgment(const Election& election, const Options& options);

/// First choices of every standing candidate, with the votes of those who name nobody.
struct FirstChoices {
    PerCandidate votes;
    Exact blank;
};
FirstChoices first_choices(const Election& election);

/// Who took part, and whether they are enough: the options `electorate` and `quorum`.
struct Turnout {
    Exact ballots, electorate, share;
    bool is_enough = false;
};
Result<Turnout> turnout_of(const Election& election, const Options& options);

} // namespace reef::tally
