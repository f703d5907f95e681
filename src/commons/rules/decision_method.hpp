// The methods by which a procedure decides: "the charter chooses among five plain methods (majority, consent, approval,
// ranked, budget), every other method stays reachable by name". Budgets are decided in a room of their own.
#pragma once
#include "commons/rules/charter.hpp"
#include <vector>

namespace reef::rules {

inline constexpr std::string_view by_majority = "majority";
inline constexpr std::string_view by_consent = "consent";

/// What a ballot says: for, against or abstain; or, of each of several options, whether it is approved, its place, or
/// its score.
enum class BallotForm { choice, approvals, ranking, scores };
BallotForm ballot_form(const ProcedureCharter& procedure);
/// Whether other values may be set beside a proposed one, and the ballot is about all of them.
bool chooses_among_options(const ProcedureCharter& procedure);
/// The method of math/tally that puts the options in order: `approval`, for `ranked` Schulze's with winning votes, any
/// other that finds one of several by its own name.
std::string_view counted_by(const ProcedureCharter& procedure);
/// What `method` may say.
std::vector<std::string> decision_methods();

/// Whether a proposal passes by consent: unless somebody objects.
bool is_by_consent(const ProcedureCharter& procedure);
/// What a proposal needs: the majority; by consent the part of the weighted votes that may not object.
Percent needed(const ProcedureCharter& procedure);
/// Half must be exceeded; more than that, and whatever is needed by consent, must be reached.
bool needs_at_least(const ProcedureCharter& procedure);
/// The same procedure where a proposal goes back to the value before, and needs so much more.
ProcedureCharter raised_by(ProcedureCharter procedure, Percent margin);
/// The same procedure for a vote that nobody proposed: between two outcomes, so by majority.
ProcedureCharter for_called_vote(ProcedureCharter procedure);
/// The same procedure for what has no options: texts, the charter, and what a body decides for others.
ProcedureCharter without_options(ProcedureCharter procedure);

} // namespace reef::rules
