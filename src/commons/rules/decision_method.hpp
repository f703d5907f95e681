// The methods by which a procedure decides: "the charter chooses among five plain methods (majority, consent, approval,
// ranked, budget), every other method stays reachable by name". Budgets are decided in a room of their own.
#pragma once
#include "commons/rules/charter.hpp"

namespace reef::rules {

inline constexpr std::string_view by_majority = "majority";
inline constexpr std::string_view by_consent = "consent";

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

} // namespace reef::rules
