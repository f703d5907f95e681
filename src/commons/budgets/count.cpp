#include "commons/budgets/count.hpp"
#include <algorithm>

namespace reef::budgets {
using namespace engine;
namespace {

tally::Exact exact_of(const Money& amount) {
    return *tally::Exact::parse(decimal_text(amount.minor, amount.currency.digits()));
}

CountFacts count_facts(store::Connection& connection, const Context& context, IdValue id) {
    CountFacts facts{.budget = *find_budget(connection, id), .projects = {}};
    const bool is_opening = !facts.budget.frozen_entry;
    facts.frozen_entry = facts.budget.frozen_entry.value_or(context.entry - 1);
    facts.least_assurance = is_opening ? people::assurance_asked(connection, context.at) : facts.budget.least_assurance;
    facts.electors =
        is_opening ? std::ssize(people::keep_voters(
                         connection, people::members_of_any_at(connection, facts.budget.classes, facts.frozen_entry),
                         facts.least_assurance, facts.frozen_entry))
                   : facts.budget.electors;
    for (const auto& each : projects_of(connection, id)) {
        if (is_opening ? !each.stands() : !each.place) continue;
        const auto receiver = ledger::Account::parse(each.receiver)->member();
        const bool has_left = receiver && !people::is_member(connection, *receiver);
        if (is_opening && has_left) continue;
        facts.projects.push_back(
            {.project = each.project, .cost = {each.cost_minor, facts.budget.sum.currency}, .passed_over = has_left});
    }
    return facts;
}

BudgetDecided decided(const CountFacts& facts, BudgetOutcome outcome) {
    const Money nothing{0, facts.budget.sum.currency};
    return {.budget = facts.budget.budget,
            .outcome = outcome,
            .electors = facts.electors,
            .ballots = 0,
            .projects = facts.projects,
            .spent = nothing,
            .left = facts.budget.sum,
            .account = {}};
}

} // namespace

Counting counting_of(std::vector<ProjectResult> projects, const std::vector<PublishedApprovals>& ballots) {
    std::vector<std::vector<std::size_t>> marks;
    for (const auto& ballot : ballots) {
        auto& places = marks.emplace_back();
        for (std::size_t i = 0; i < projects.size(); ++i)
            if (std::ranges::find(ballot.approvals, projects[i].project) != ballot.approvals.end()) {
                places.push_back(i);
                ++projects[i].approvals;
            }
    }
    Counting counting{.projects = std::move(projects), .counted = {}, .ballots = {}, .trackers = {}};
    for (std::size_t i = 0; i < counting.projects.size(); ++i)
        if (counting.projects[i].approvals > 0 && !counting.projects[i].passed_over) counting.counted.push_back(i);
    for (std::size_t ballot = 0; ballot < marks.size(); ++ballot) {
        std::vector<tally::CandidateIndex> indices;
        for (const auto place : marks[ballot]) {
            const auto found = std::ranges::lower_bound(counting.counted, place);
            if (found != counting.counted.end() && *found == place)
                indices.push_back(static_cast<tally::CandidateIndex>(found - counting.counted.begin()));
        }
        if (indices.empty()) continue;
        counting.ballots.push_back(std::move(indices));
        counting.trackers.push_back(ballots[ballot].tracker);
    }
    return counting;
}

tally::Election election_of(const Counting& counting, const Money& sum) {
    tally::Election election{.kind = tally::BallotKind::approval, .budget = exact_of(sum)};
    for (const auto place : counting.counted) {
        const auto& project = counting.projects[place];
        election.candidates.push_back(
            {.id = project.project.text(), .name = project.project.text(), .cost = exact_of(project.cost)});
    }
    for (const auto& ballot : counting.ballots) election.ballots.add({.candidates = ballot});
    election.ballots.compress();
    return election;
}

std::pair<std::string, std::map<std::string, std::string>> tally_method(const Method& chosen, const Hash& seed) {
    std::map<std::string, std::string> options{{"satisfaction", "cost"}, {"ties", "lot"}, {"seed", seed.text()}};
    if (chosen.name == "greedy") return {"pb-greedy", options};
    options["completion"] = chosen.name == "equal-shares" ? "increment+greedy" : "none";
    return {"pb-mes", options};
}

std::optional<tally::Counted> count(const Counting& counting, const Method& chosen, const Money& sum,
                                    const Hash& seed) {
    if (counting.counted.empty()) return {};
    const auto [name, options] = tally_method(chosen, seed);
    auto counted = tally::count(name, election_of(counting, sum), options);
    ensure(counted.has_value(), "a budget's sum and costs are such as the method takes");
    return std::move(*counted);
}

void observe(store::Connection& connection, const Context& context, OpenVoting& open) {
    open.seed = proof_of(connection, context.entry - 1)->hash;
}
CountFacts load(store::Connection& connection, const Context& context, const OpenVoting& open) {
    return count_facts(connection, context, open.budget);
}
/// No project is first on the ballot because it came first: the order is drawn.
Decision decide(const CountFacts& facts, const OpenVoting& open, Context&) {
    if (facts.projects.empty() || facts.electors == 0) return Events{decided(facts, BudgetOutcome::nothing_to_vote_on)};
    ensure(open.seed.has_value(), "a seed is fixed when voting opens");
    std::vector<IdValue> drawn;
    for (const auto& each : facts.projects) drawn.push_back(each.project);
    std::ranges::sort(drawn, {}, [&](const IdValue& each) { return sha256({open.seed->text(), each.text()}); });
    return Events{VotingOpened{open.budget, facts.frozen_entry, *open.seed, facts.electors, std::move(drawn),
                               facts.least_assurance}};
}

void observe(store::Connection& connection, const Context&, CloseBudget& close) {
    const auto budget = find_budget(connection, close.budget);
    close.opened = PublishedBallots{*budget->seed, {}, {}};
    auto& list = budget->electors < people::shown_from ? close.opened->withheld : close.opened->ballots;
    for (const auto& sealed :
         connection.all<Hash>("SELECT sealed FROM {budgets_ballots} WHERE budget = $1 ORDER BY voter", close.budget))
        if (auto approvals = opened_approvals(connection, sealed))
            list.push_back({decisions::trackers_of(connection, sealed, 1).at(0), std::move(*approvals)});
    decisions::shuffle_by_seed(close.opened->seed, list);
}
CountFacts load(store::Connection& connection, const Context& context, const CloseBudget& close) {
    return count_facts(connection, context, close.budget);
}
Decision decide(const CountFacts& facts, const CloseBudget& close, Context&) {
    ensure(close.opened.has_value(), "ballots are opened when voting ends");
    const auto& opened = *close.opened;
    const auto& ballots = opened.ballots.empty() ? opened.withheld : opened.ballots;
    auto ordered = ballots;
    decisions::shuffle_by_seed(*facts.budget.seed, ordered);
    ensure(opened.seed == *facts.budget.seed && ordered == ballots, "ballots stand in the order of the seed");
    ensure(std::ssize(ballots) <= facts.electors, "no more ballots are opened than members may cast");
    const bool enough_voted =
        std::ssize(ballots) * percent(100).hundredths >= facts.electors * facts.budget.terms.turnout.hundredths;
    auto result = decided(facts, enough_voted ? BudgetOutcome::counted : BudgetOutcome::too_few_voted);
    result.ballots = std::ssize(ballots);
    auto counting = counting_of(facts.projects, ballots);
    if (enough_voted)
        if (const auto counted = count(counting, facts.budget.terms.method, facts.budget.sum, opened.seed)) {
            result.account = tally::json_of(counted->method->name, counted->options,
                                            election_of(counting, facts.budget.sum), counted->outcome);
            for (const auto winner : counted->outcome.winners) {
                auto& project = counting.projects[counting.counted[winner]];
                project.funded = true;
                result.spent = result.spent + project.cost;
            }
        }
    result.projects = std::move(counting.projects);
    result.left = facts.budget.sum - result.spent;
    ensure(result.left.minor >= 0, "no method spends more than the sum");
    return Events{std::move(result), BallotsPublished{close.budget, opened}};
}

void apply(store::Connection& connection, const Meta& meta, const BudgetDecided& event) {
    connection.run("UPDATE {budgets_budgets} SET stage = $1, over_entry = $2, outcome = $3, spent = $4, account = $5, "
                   "electors = $6 WHERE budget = $7",
                   Stage::decided, meta.entry, event.outcome, event.spent.minor, event.account, event.electors,
                   event.budget);
    for (const auto& each : event.projects)
        connection.run("UPDATE {budgets_projects} SET funded = $1, passed_over = $2, approvals = $3 WHERE project = $4",
                       each.funded, each.passed_over, each.approvals, each.project);
}
void apply(store::Connection& connection, const Meta&, const BallotsPublished& event) {
    std::int64_t place = 0;
    for (const auto& each : event.published.ballots)
        connection.run("INSERT INTO {budgets_published} (budget, place, tracker, approvals) VALUES ($1, $2, $3, $4)",
                       event.budget, ++place, each.tracker, json_text(to_json(each.approvals)));
}

/// A posting of its own for each project, so that whoever is paid reads their own. The account holds the sum and
/// nothing else, so none is refused.
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const BudgetDecided& event) {
    std::vector<Call> calls;
    for (const auto& each : event.projects) {
        if (!each.funded) continue;
        const auto project = *find_project(connection, each.project);
        std::vector<MemberId> parties;
        if (const auto member = ledger::Account::parse(project.receiver)->member()) parties.push_back(*member);
        calls.push_back(
            call(ledger::Post{{{escrow_of(event.budget), project.receiver, each.cost, std::string(purpose::project)}},
                              address_of(event.budget),
                              std::move(parties)}));
    }
    if (event.left.minor > 0) calls.push_back(sum_back(event.budget, event.left));
    return calls;
}

std::vector<PublishedApprovals> published_of(store::Connection& connection, IdValue budget) {
    using Row = std::tuple<std::string, std::string>;
    std::vector<PublishedApprovals> all;
    for (const auto& [tracker, approvals] : connection.all<Row>(
             "SELECT tracker, approvals FROM {budgets_published} WHERE budget = $1 ORDER BY place", budget))
        all.push_back({tracker, from_recorded<std::vector<IdValue>>(approvals)});
    return all;
}

std::vector<Schedule> budget_schedules() {
    return {schedule<IdValue>("budgets.open", "votes on budgets open at their time",
                              "SELECT voting_from, budget FROM {budgets_budgets} WHERE stage = 'preparing' AND "
                              "voting_from <= $1 ORDER BY voting_from, budget LIMIT 1",
                              [](IdValue budget) {
                                  return call(OpenVoting{budget, {}});
                              }),
            schedule<IdValue>("budgets.close", "and are counted at theirs",
                              "SELECT closes_at, budget FROM {budgets_budgets} WHERE stage = 'voting' AND closes_at "
                              "<= $1 ORDER BY closes_at, budget LIMIT 1",
                              [](IdValue budget) {
                                  return call(CloseBudget{budget, {}});
                              })};
}

} // namespace reef::budgets
