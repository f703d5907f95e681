#include "math/tally/budget.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

constexpr RefusalKind no_budget{"tally.no_budget", "A budget to share out is above zero; this file states {}.", 422};

} // namespace

Result<BudgetCase> BudgetCase::of(const Election& election, Satisfaction satisfaction) {
    if (election.budget.sign() <= 0) return refuse(no_budget, "budget", {election.budget.text()});
    auto support = support_of(election, satisfaction);
    if (!support) return std::unexpected(support.error());
    BudgetCase out{.election = &election, .satisfaction = satisfaction, .support = std::move(*support)};
    std::vector<Exact> amounts{election.budget};
    Exact sum;
    for (const auto& project : election.candidates) amounts.push_back(project.cost), sum += project.cost;
    amounts.push_back(sum); // so that sums of costs are whole numbers without overflow too
    auto whole = whole_amounts(amounts);
    if (!whole) return std::unexpected(whole.error());
    out.factor = whole->factor;
    out.budget = whole->amounts.front();
    out.costs.assign(whole->amounts.begin() + 1, whole->amounts.end() - 1);
    return out;
}

std::int64_t BudgetCase::cost_of(const CandidateList& projects) const {
    std::int64_t sum = 0;
    for (const auto project : projects) sum += costs[project];
    return sum;
}

bool BudgetCase::exhaustive(const CandidateList& projects) const {
    const auto left = budget - cost_of(projects);
    for (CandidateIndex project = 0; project < costs.size(); ++project)
        if (stands(project) && costs[project] <= left && std::ranges::find(projects, project) == projects.end())
            return false;
    return true;
}

OptionSpec satisfaction_option() {
    return {.name = "satisfaction",
            .purpose =
                "what a voter gains by a project of hers: its cost, one (cardinality), or the points that she gave; "
                "auto is points where the ballots have them, otherwise cost",
            .fallback = "auto",
            .values = {"auto", "cost", "cardinality", "points"}};
}

Satisfaction satisfaction_of(const Election& election, const Options& options) {
    const auto name = options.text("satisfaction");
    const bool has_points = election.kind == BallotKind::points || election.kind == BallotKind::score;
    if (name == "points" || (name == "auto" && has_points)) return Satisfaction::points;
    return name == "cardinality" ? Satisfaction::cardinality : Satisfaction::cost;
}

Exact total_satisfaction(const BudgetCase& given, CandidateIndex project) {
    const Exact utility = Exact(given.support.utility(project)) / given.support.utility_factor;
    return given.satisfaction == Satisfaction::cost ? utility * given.election->candidates[project].cost : utility;
}

void complete_greedily(const BudgetCase& given, TieOrder& ties, CandidateList& chosen) {
    struct Offer {
        CandidateIndex project;
        bool is_free; // costs nothing and is wanted: before all others
        Exact density;
    };
    std::vector<Offer> offers;
    for (CandidateIndex project = 0; project < given.costs.size(); ++project) {
        if (!given.stands(project) || std::ranges::find(chosen, project) != chosen.end()) continue;
        const Exact satisfaction = total_satisfaction(given, project), cost = given.election->candidates[project].cost;
        const bool is_free = cost.sign() == 0 && satisfaction.sign() > 0;
        offers.push_back({project, is_free, cost.sign() == 0 ? Exact() : satisfaction / cost});
    }
    const auto equal = [](const Offer& a, const Offer& b) { return a.is_free == b.is_free && a.density == b.density; };
    std::ranges::sort(offers, [&](const Offer& a, const Offer& b) {
        if (equal(a, b)) return ties.before(a.project, b.project);
        return a.is_free != b.is_free ? a.is_free : a.density > b.density;
    });
    auto left = given.budget - given.cost_of(chosen);
    for (std::size_t i = 0; i < offers.size(); ++i) {
        const auto project = offers[i].project;
        if (given.costs[project] > left) continue;
        // A tie matters where an equal project that would have fitted no longer does.
        CandidateList among{project};
        const auto after = left - given.costs[project];
        for (auto j = i + 1; j < offers.size() && equal(offers[i], offers[j]); ++j)
            if (const auto cost = given.costs[offers[j].project]; cost <= left && cost > after)
                among.push_back(offers[j].project);
        if (among.size() > 1) ties.record("project", among, {project});
        chosen.push_back(project);
        left = after;
    }
}

void finish_budget(const BudgetCase& given, const CandidateList& chosen, TieOrder& ties, Outcome& outcome) {
    outcome.winners = chosen;
    outcome.ties = ties.take();
    BudgetAccount account{.total = given.election->budget, .spent = Exact(given.cost_of(chosen)) / given.factor};
    account.facts.push_back({"left", account.total - account.spent});
    account.facts.push_back({"exhaustive", given.exhaustive(chosen)});
    outcome.account.budget = std::move(account);
}

Result<Outcome> count_pb_greedy(const Election& election, const Options& options) {
    const auto given = BudgetCase::of(election, satisfaction_of(election, options));
    if (!given) return std::unexpected(given.error());
    TieOrder ties(election, options);
    CandidateList chosen;
    complete_greedily(*given, ties, chosen);
    Outcome outcome;
    for (const auto project : chosen) {
        const Exact cost = election.candidates[project].cost;
        Stage stage{.action = "choose", .candidates = {project}};
        stage.facts = {{"cost", cost}, {"supporters", Exact(given->support.approvals(project))}};
        if (cost.sign() > 0)
            stage.facts.push_back({"satisfaction_for_cost", total_satisfaction(*given, project) / cost});
        outcome.account.stages.push_back(std::move(stage));
    }
    finish_budget(*given, chosen, ties, outcome);
    return outcome;
}

} // namespace reef::tally
