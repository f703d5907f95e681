#include "commons/budgets/project.hpp"
#include <algorithm>

namespace reef::budgets {
using namespace engine;
namespace {

constexpr RefusalKind projects_over{"budgets.projects_over", "Projects could be put forward until {}.", 409};
constexpr RefusalKind not_taking_part{"budgets.not_taking_part", "You belong to no class that takes part in budget {}.",
                                      403};
constexpr RefusalKind project_currency{"budgets.project_currency", "This budget is held in {}.", 422};
constexpr RefusalKind no_cost{"budgets.no_cost", "A project costs more than nothing.", 422};
constexpr RefusalKind cost_too_large{"budgets.cost_too_large", "A project of this budget costs {} at most.", 422};
constexpr RefusalKind not_a_receiver{
    "budgets.not_a_receiver",
    "\"{}\" cannot be paid by a budget. Name a member, a body of the charter, a fund or a reserve, such as "
    "\"body:office\".",
    422};
constexpr RefusalKind projects_enough{
    "budgets.projects_enough",
    "You put {} projects forward, as many as this budget's terms allow, so that all are seen.", 409};
constexpr RefusalKind budget_full{"budgets.budget_full", "This budget has {} projects, as many as a ballot can list.",
                                  409};
constexpr RefusalKind no_such_project{"budgets.no_such_project", "There is no project {} in a budget.", 404};
constexpr RefusalKind not_your_project{"budgets.not_your_project",
                                       "Project {} is for whoever put it forward to take "
                                       "back.",
                                       403};
constexpr RefusalKind withdrawn{"budgets.withdrawn", "Project {} was taken back.", 409};
constexpr RefusalKind not_a_checker{"budgets.not_a_checker", "Projects of this budget are checked by members of {}.",
                                    403};
constexpr RefusalKind own_project{"budgets.own_project", "This is yours: whether it can be done is for others to say.",
                                  403};

constexpr std::string_view project_columns =
    "SELECT project, budget, member, receiver, title, plan, cost, withdrawn, finding, reason, place, approvals, "
    "funded, passed_over FROM {budgets_projects} ";

/// Money that belongs to nobody else's account: what is owed and what is put by has ways of its own.
bool can_be_paid(const std::string& receiver) {
    const auto account = ledger::Account::parse(receiver);
    if (!account) return false;
    using enum ledger::AccountKind;
    return account->kind == member || account->kind == body || account->kind == fund || account->kind == reserve;
}

bool is_there(store::Connection& connection, const std::string& receiver) {
    const auto account = ledger::Account::parse(receiver);
    if (!account) return false;
    if (const auto member = account->member()) return people::is_member(connection, *member);
    if (account->kind != ledger::AccountKind::body) return true;
    return rules::founded_platform(connection).charter.find_body(account->of) != nullptr;
}

ProjectFacts project_facts(store::Connection& connection, IdValue project) {
    ProjectFacts facts{.project = find_project(connection, project), .budget = {}};
    if (facts.project) facts.budget = find_budget(connection, facts.project->budget);
    return facts;
}

/// What keeps a project from being changed, if anything.
std::optional<Refusal> settled(const ProjectFacts& facts) {
    if (facts.project->withdrawn) return refuse(withdrawn, "project", {facts.project->project.text()}).error();
    return not_preparing(*facts.budget);
}

} // namespace

std::optional<ProjectRow> find_project(store::Connection& connection, IdValue project) {
    return connection.first<ProjectRow>(std::string(project_columns) + "WHERE project = $1", project);
}
std::vector<ProjectRow> projects_of(store::Connection& connection, IdValue budget) {
    return connection.all<ProjectRow>(
        std::string(project_columns) + "WHERE budget = $1 ORDER BY coalesce(place, 0), project", budget);
}

bool takes_part(const BudgetRow& budget, const Standing& standing) {
    return std::ranges::any_of(budget.classes, [&](const auto& each) { return standing.has("class:" + each); });
}

PutFacts load(store::Connection& connection, const Context& context, const PutForward& put) {
    PutFacts facts{.budget = find_budget(connection, put.budget)};
    if (put.receiver) facts.has_receiver = is_there(connection, *put.receiver);
    using Row = std::tuple<std::int64_t, std::int64_t, std::optional<std::int64_t>>;
    std::optional<std::int64_t> costs;
    std::tie(facts.projects, facts.mine, costs) =
        connection.one<Row>("SELECT count(*), count(CASE WHEN member = $2 THEN 1 END), CAST(sum(cost) AS BIGINT) FROM "
                            "{budgets_projects} WHERE budget = $1",
                            put.budget, context.actor.member);
    facts.costs_minor = costs.value_or(0);
    return facts;
}
/// Those taken back count too: nobody puts forward and takes back without end.
Decision decide(const PutFacts& facts, const PutForward& put, Context& context) {
    if (!facts.budget) return refuse(no_such_budget, "budget", {put.budget.text()});
    const auto& budget = *facts.budget;
    if (auto wrong = not_preparing(budget)) return std::unexpected(std::move(*wrong));
    if (context.at >= budget.projects_until)
        return refuse(projects_over, "budget", {budget.projects_until.date_text()});
    if (!takes_part(budget, context.standing)) return refuse(not_taking_part, "budget", {budget.budget.text()});
    if (put.cost.currency != budget.sum.currency) return refuse(project_currency, "cost", {budget.sum.currency.text()});
    if (put.cost.minor <= 0) return refuse(no_cost, "cost");
    if (const auto most = budget.terms.project_part.of(budget.sum); put.cost > most)
        return refuse_by_rule(cost_too_large, project_part.name, "cost", {most.text()});
    if (put.cost.minor > countable_minor - facts.costs_minor)
        return refuse(too_much_to_count, "cost", {Money{countable_minor, put.cost.currency}.text()});
    const auto receiver = put.receiver.value_or(ledger::account_of(context.actor.member));
    if (!facts.has_receiver || !can_be_paid(receiver))
        return refuse(not_a_receiver, "receiver", {receiver.substr(0, 60)});
    if (facts.mine >= budget.terms.projects_each)
        return refuse_by_rule(projects_enough, projects_each.name, "budget", {std::to_string(facts.mine)});
    if (facts.projects >= projects_max) return refuse(budget_full, "budget", {std::to_string(facts.projects)});
    return Events{
        ProjectPutForward{put.budget, context.new_id(), context.actor.member, put.title, put.plan, put.cost, receiver}};
}
void apply(store::Connection& connection, const Meta&, const ProjectPutForward& event) {
    connection.run("INSERT INTO {budgets_projects} (project, budget, member, receiver, title, plan, cost, withdrawn, "
                   "funded, passed_over) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, FALSE, FALSE)",
                   event.project, event.budget, event.member, event.receiver, event.title.reference.commitment,
                   event.plan.reference.commitment, event.cost.minor);
}

ProjectFacts load(store::Connection& connection, const Context&, const WithdrawProject& withdraw) {
    return project_facts(connection, withdraw.project);
}
Decision decide(const ProjectFacts& facts, const WithdrawProject& withdraw, Context& context) {
    if (!facts.project) return refuse(no_such_project, "project", {withdraw.project.text()});
    if (facts.project->member != context.actor.member)
        return refuse(not_your_project, "project", {withdraw.project.text()});
    if (auto wrong = settled(facts)) return std::unexpected(std::move(*wrong));
    return Events{ProjectWithdrawn{facts.project->budget, withdraw.project}};
}
void apply(store::Connection& connection, const Meta&, const ProjectWithdrawn& event) {
    connection.run("UPDATE {budgets_projects} SET withdrawn = TRUE WHERE project = $1", event.project);
}

ProjectFacts load(store::Connection& connection, const Context&, const CheckProject& check) {
    return project_facts(connection, check.project);
}
Decision decide(const ProjectFacts& facts, const CheckProject& check, Context& context) {
    if (!facts.project) return refuse(no_such_project, "project", {check.project.text()});
    const auto& checkers = facts.budget->terms.checked_by;
    if (!checkers.held_by(context.standing)) return refuse(not_a_checker, "project", {checkers.text()});
    if (facts.project->is_of(context.actor.member)) return refuse(own_project, "project");
    if (auto wrong = settled(facts)) return std::unexpected(std::move(*wrong));
    return Events{ProjectChecked{facts.project->budget, check.project, check.finding, check.reason}};
}
void apply(store::Connection& connection, const Meta&, const ProjectChecked& event) {
    connection.run("UPDATE {budgets_projects} SET finding = $1, reason = $2 WHERE project = $3", event.finding,
                   event.reason.reference.commitment, event.project);
}

} // namespace reef::budgets
