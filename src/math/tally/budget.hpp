// Participatory budgeting: what its methods share.
#pragma once
#include "math/tally/support.hpp"

namespace reef::tally {

/// A budget in whole numbers.
struct BudgetCase {
    const Election* election;
    Satisfaction satisfaction;
    Support support;
    std::vector<std::int64_t> costs; // of each project
    std::int64_t budget = 0;
    Exact factor = 1; // costs and budget are the file's amounts times this

    /// Refused: what `support_of` and `whole_amounts` refuse, tally.no_budget.
    static Result<BudgetCase> of(const Election& election, Satisfaction satisfaction);
    std::int64_t cost_of(const CandidateList& projects) const;
    /// No further standing project fits.
    bool exhaustive(const CandidateList& projects) const;
    bool stands(CandidateIndex project) const { return !election->candidates[project].withdrawn; }
};

/// cardinality, cost, points as an option, and `auto`: points where ballots have them, otherwise cost.
OptionSpec satisfaction_option();
Satisfaction satisfaction_of(const Election& election, const Options& options);

/// Adds to `chosen` what still fits, by satisfaction for money, best first: pb-greedy, and the completion `greedy`.
void complete_greedily(const BudgetCase& given, TieOrder& ties, CandidateList& chosen);
/// The satisfaction that a project brings to all voters together.
Exact total_satisfaction(const BudgetCase& given, CandidateIndex project);

/// Fills winners, budget and ties from the projects in the order of their choice.
void finish_budget(const BudgetCase& given, const CandidateList& chosen, TieOrder& ties, Outcome& outcome);

Result<Outcome> count_pb_greedy(const Election& election, const Options& options);
Result<Outcome> count_pb_mes(const Election& election, const Options& options);
Result<Outcome> count_pb_seq_phragmen(const Election& election, const Options& options);

} // namespace reef::tally
