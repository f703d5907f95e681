// What members put forward in a budget: what it costs, whom it pays, and whether it can be done.
#pragma once
#include "commons/budgets/budget.hpp"

namespace reef::budgets {

struct PutForward {
    IdValue budget;
    Vaulted<std::string> title;
    Vaulted<std::string> plan;
    Money cost;
    std::optional<std::string> receiver;
    static constexpr std::string_view name = "budgets.put_forward";
    static constexpr std::string_view about = "Puts a project forward in a budget, for its vote.";
    static constexpr auto fields() {
        return FieldTable{
            field("budget", &PutForward::budget, "which"),
            field("title", &PutForward::title, "in a few words", Audience::everyone, 160),
            field("plan", &PutForward::plan, "what will be done with the money"),
            field("cost", &PutForward::cost, "what it costs; it is paid all of that or nothing"),
            field("receiver", &PutForward::receiver,
                  "the account that is paid: member:NUMBER, body:ID, fund:NAME or reserve:NAME; nothing: one's own")};
    }
};
struct ProjectPutForward {
    IdValue budget;
    IdValue project;
    MemberId member;
    Vaulted<std::string> title;
    Vaulted<std::string> plan;
    Money cost;
    std::string receiver;
    static constexpr std::string_view name = "budgets.project_put_forward";
    static constexpr std::string_view about = "A project was put forward in a budget.";
    static constexpr auto fields() {
        return FieldTable{
            field("budget", &ProjectPutForward::budget, "which"),
            field("project", &ProjectPutForward::project, "its number"),
            field("member", &ProjectPutForward::member, "who put it forward", Audience::members),
            field("title", &ProjectPutForward::title, "in a few words"),
            field("plan", &ProjectPutForward::plan, "what will be done with the money"),
            field("cost", &ProjectPutForward::cost, "what it costs"),
            field("receiver", &ProjectPutForward::receiver, "the account that is paid", Audience::members)};
    }
    std::string topic() const { return address_of(budget); }
};

struct WithdrawProject {
    IdValue project;
    static constexpr std::string_view name = "budgets.withdraw_project";
    static constexpr std::string_view about = "Takes back a project that one put forward. Possible until voting opens.";
    static constexpr auto fields() { return FieldTable{field("project", &WithdrawProject::project, "which")}; }
};
struct ProjectWithdrawn {
    IdValue budget;
    IdValue project;
    static constexpr std::string_view name = "budgets.project_withdrawn";
    static constexpr std::string_view about = "A project was taken back by whoever put it forward.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &ProjectWithdrawn::budget, "which"),
                          field("project", &ProjectWithdrawn::project, "of it")};
    }
    std::string topic() const { return address_of(budget); }
};

enum class Finding { feasible, infeasible };
constexpr auto names_of(Finding) { return std::array{"feasible"sv, "infeasible"sv}; }

struct CheckProject {
    IdValue project;
    Finding finding = Finding::feasible;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "budgets.check_project";
    static constexpr std::string_view about =
        "Says whether a project can be done, and why. What cannot does not stand for the vote, and stays to be read.";
    static constexpr auto fields() {
        return FieldTable{field("project", &CheckProject::project, "which"),
                          field("finding", &CheckProject::finding, "feasible or infeasible"),
                          field("reason", &CheckProject::reason, "why; everybody reads it")};
    }
};
struct ProjectChecked {
    IdValue budget;
    IdValue project;
    Finding finding = Finding::feasible;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "budgets.project_checked";
    static constexpr std::string_view about = "It was said whether a project can be done. A later word replaces it.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &ProjectChecked::budget, "which"),
                          field("project", &ProjectChecked::project, "of it"),
                          field("finding", &ProjectChecked::finding, "feasible or infeasible"),
                          field("reason", &ProjectChecked::reason, "why")};
    }
    std::string topic() const { return address_of(budget); }
};

/// A project as it stands.
struct ProjectRow {
    IdValue project;
    IdValue budget;
    MemberId member;
    std::string receiver;
    Hash title;
    Hash plan;
    std::int64_t cost_minor = 0;
    bool withdrawn = false;
    std::optional<Finding> finding;
    std::optional<Hash> reason;
    std::optional<std::int64_t> place; // on the ballot, from 1
    std::optional<std::int64_t> approvals;
    bool funded = false;
    bool passed_over = false;
    /// What nobody found infeasible stands: silence keeps nothing from the vote.
    bool stands() const { return !withdrawn && finding != Finding::infeasible; }
    bool is_of(MemberId who) const { return member == who || receiver == ledger::account_of(who); }
    static constexpr auto fields() {
        return FieldTable{
            field("project", &ProjectRow::project, ""), field("budget", &ProjectRow::budget, ""),
            field("member", &ProjectRow::member, ""),   field("receiver", &ProjectRow::receiver, ""),
            field("title", &ProjectRow::title, ""),     field("plan", &ProjectRow::plan, ""),
            field("cost", &ProjectRow::cost_minor, ""), field("withdrawn", &ProjectRow::withdrawn, ""),
            field("finding", &ProjectRow::finding, ""), field("reason", &ProjectRow::reason, ""),
            field("place", &ProjectRow::place, ""),     field("approvals", &ProjectRow::approvals, ""),
            field("funded", &ProjectRow::funded, ""),   field("passed_over", &ProjectRow::passed_over, "")};
    }
};
std::optional<ProjectRow> find_project(store::Connection& connection, IdValue project);
/// In the order of the ballot, or by number while there is none.
std::vector<ProjectRow> projects_of(store::Connection& connection, IdValue budget);

/// Whether the viewer or actor belongs to one of the classes that take part.
bool takes_part(const BudgetRow& budget, const engine::Standing& standing);

/// How many projects a budget takes: a ballot lists all of them.
inline constexpr std::int64_t projects_max = 200;

struct PutFacts {
    std::optional<BudgetRow> budget;
    bool has_receiver = true; // where it names one: there is such a member or body
    std::int64_t mine = 0;
    std::int64_t projects = 0;
    std::int64_t costs_minor = 0; // of all of them
};
PutFacts load(store::Connection&, const engine::Context&, const PutForward&);
/// Refused: budgets.no_such_budget, .voting_opened, .budget_over, .projects_over, .not_taking_part, .project_currency,
/// .no_cost, .cost_too_large, .too_much_to_count, .not_a_receiver, .projects_enough, .budget_full.
engine::Decision decide(const PutFacts&, const PutForward&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ProjectPutForward&);

struct ProjectFacts {
    std::optional<ProjectRow> project;
    std::optional<BudgetRow> budget;
};
ProjectFacts load(store::Connection&, const engine::Context&, const WithdrawProject&);
/// Refused: budgets.no_such_project, .not_your_project, .withdrawn, .voting_opened, .budget_over.
engine::Decision decide(const ProjectFacts&, const WithdrawProject&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ProjectWithdrawn&);
ProjectFacts load(store::Connection&, const engine::Context&, const CheckProject&);
/// Refused: budgets.no_such_project, .not_a_checker, .own_project, .withdrawn, .voting_opened, .budget_over.
engine::Decision decide(const ProjectFacts&, const CheckProject&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ProjectChecked&);

} // namespace reef::budgets
