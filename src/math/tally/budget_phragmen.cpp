// pb-seq-phragmen: Phragmén's sequential method with costs. It stops before the first project that it would choose and
// the budget no longer holds (Los, Christoff and Grossi, "Proportional Budget Allocations", IJCAI 2022, section 3).
#include "math/tally/budget.hpp"
#include "math/tally/exact_purses.hpp"
#include "math/tally/phragmen.hpp"
#include <algorithm>

namespace reef::tally {

Result<Outcome> count_pb_seq_phragmen(const Election& election, const Options& options) {
    auto given = BudgetCase::of(election, Satisfaction::cardinality);
    if (!given) return std::unexpected(given.error());
    // Projects that cost more than the whole budget do not take part.
    auto& support = given->support;
    std::vector<CandidateIndex> too_dear;
    for (CandidateIndex project = 0; project < given->costs.size(); ++project)
        if (given->costs[project] > given->budget) too_dear.push_back(project);
    Phragmen phragmen(support, given->costs, std::vector<mpq_class>(support.votes.size()), too_dear);
    TieOrder ties(election, options);
    Outcome outcome;
    CandidateList chosen;
    auto left = given->budget;
    const auto fits = [&](CandidateIndex project) { return given->costs[project] <= left; };
    for (auto next = phragmen.next(); !next.empty() && std::ranges::all_of(next, fits); next = phragmen.next()) {
        const auto project = ties.first("project", next);
        const mpq_class moment = phragmen.elect(project) / rational(given->factor);
        left -= given->costs[project];
        chosen.push_back(project);
        outcome.account.stages.push_back({.action = "choose",
                                          .candidates = {project},
                                          .facts = {{"cost", election.candidates[project].cost},
                                                    {"load", fact_of(moment)},
                                                    {"supporters", Exact(support.approvals(project))}}});
    }
    finish_budget(*given, chosen, ties, outcome);
    return outcome;
}

} // namespace reef::tally
