#include "commons/budgets/budget.hpp"
#include <algorithm>

namespace reef::budgets {
using namespace engine;
namespace {

constexpr RefusalKind not_launched{"budgets.not_launched", "This platform has not launched yet.", 409};
constexpr RefusalKind not_mandated{
    "budgets.not_mandated", "Budgets are opened by members of the bodies and classes that the rule names: {}.", 403};
constexpr RefusalKind other_currency{"budgets.other_currency", "Budgets are held in {}.", 422};
constexpr RefusalKind no_sum{"budgets.no_sum", "A budget is more than nothing.", 422};
constexpr RefusalKind sum_too_large{"budgets.sum_too_large",
                                    "A budget sets aside {} of what the treasury holds at most: {} now.", 409};
constexpr RefusalKind no_classes{"budgets.no_classes", "Say which classes put projects forward and vote.", 422};
constexpr RefusalKind no_such_class{"budgets.no_such_class", "The charter has no class \"{}\".", 422};
constexpr RefusalKind projects_too_short{"budgets.projects_too_short",
                                         "Members have at least {} to put projects forward: until {}.", 422};
constexpr RefusalKind checking_too_short{
    "budgets.checking_too_short", "At least {} lie between the last day for projects and the vote: until {}.", 422};
constexpr RefusalKind voting_too_short{"budgets.voting_too_short", "Members have at least {} to vote: until {}.", 422};
constexpr RefusalKind closes_too_late{"budgets.closes_too_late", "A budget is counted within {}: by {}.", 422};
constexpr RefusalKind not_your_budget{"budgets.not_your_budget",
                                      "This is for whoever opened the budget: members of {}.", 403};

constexpr std::string_view budget_columns =
    "SELECT budget, entry, mandate, title, purpose, opened_at, projects_until, voting_from, closes_at, sum, currency, "
    "classes, terms, stage, frozen_entry, least_assurance, electors, seed, over_entry, reasons, outcome, spent, "
    "account FROM {budgets_budgets} ";

template <store::Argument... A>
std::vector<BudgetRow> budgets_where(store::Connection& connection, std::string_view where, const A&... arguments) {
    using Row =
        std::tuple<IdValue, EntryNumber, std::string, Hash, Hash, Time, Time, Time, Time, std::int64_t, Currency,
                   std::string, std::string, Stage, std::optional<EntryNumber>, std::optional<people::AssuranceLevel>,
                   std::int64_t, std::optional<Hash>, std::optional<EntryNumber>, std::optional<Hash>,
                   std::optional<BudgetOutcome>, std::optional<std::int64_t>, std::optional<std::string>>;
    std::vector<BudgetRow> found;
    for (const auto& [budget, entry, mandate, title, purpose, opened_at, projects_until, voting_from, closes_at, sum,
                      currency, classes, terms, stage, frozen, least, electors, seed, over, reasons, outcome, spent,
                      account] : connection.all<Row>(std::string(budget_columns) + std::string(where), arguments...))
        found.push_back({budget,
                         entry,
                         mandate,
                         title,
                         purpose,
                         opened_at,
                         projects_until,
                         voting_from,
                         closes_at,
                         Money{sum, currency},
                         from_recorded<std::vector<std::string>>(classes),
                         from_recorded<Terms>(terms),
                         stage,
                         frozen,
                         least,
                         electors,
                         seed,
                         over,
                         reasons,
                         outcome,
                         spent,
                         account});
    return found;
}

} // namespace

std::optional<BudgetRow> find_budget(store::Connection& connection, IdValue budget) {
    auto found = budgets_where(connection, "WHERE budget = $1", budget);
    if (found.empty()) return {};
    return std::move(found.front());
}
std::vector<BudgetRow> budgets(store::Connection& connection, std::int64_t limit, std::int64_t offset) {
    return budgets_where(connection,
                         "ORDER BY CASE WHEN over_entry IS NULL THEN 0 ELSE 1 END, budget DESC LIMIT $1 OFFSET $2",
                         limit, offset);
}
std::vector<BudgetRow> running_budgets(store::Connection& connection) {
    return budgets_where(connection, "WHERE over_entry IS NULL ORDER BY budget");
}

std::optional<Refusal> not_preparing(const BudgetRow& budget) {
    if (budget.stage == Stage::preparing) return {};
    return refuse(budget.stage == Stage::voting ? voting_opened : budget_over, {}, {budget.budget.text()}).error();
}

std::string address_of(IdValue budget) { return "/budgets/" + budget.text(); }
std::string escrow_of(IdValue budget) { return "escrow:budget-" + budget.text(); }
Call sum_back(IdValue budget, const Money& amount) {
    return call(ledger::Post{{{escrow_of(budget), std::string(ledger::treasury), amount, std::string(purpose::back)}},
                             address_of(budget),
                             {}});
}

OpenFacts load(store::Connection& connection, const Context& context, const OpenBudget&) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    const auto now = [&](const auto& rule) { return rules::in_force(connection, rule, context.at).value; };
    const auto currency = platform->charter.currency;
    std::vector<std::string> classes;
    for (const auto& each : platform->charter.governance.classes) classes.push_back(each.id);
    return {.launched = platform->launched(),
            .currency = currency,
            .held = ledger::balance_and_pending_of(connection, ledger::treasury, currency).available(),
            .classes = std::move(classes),
            .opened_by = now(opened_by),
            .treasury_part = now(treasury_part),
            .projects_time = now(projects_time),
            .checking_time = now(checking_time),
            .voting_time = now(voting_time),
            .longest = now(longest),
            .terms = {now(method), now(turnout), now(projects_each).number, now(project_part), now(checked_by)}};
}

namespace {

/// No phase is cut short: who works by day and who works by night shall both come to it.
std::optional<Refusal> wrong_times(const OpenFacts& facts, const OpenBudget& open, Time now) {
    const auto wrong = [](const RefusalKind& kind, const auto& rule, std::string_view field, Duration span,
                          Time bound) {
        return refuse_by_rule(kind, rule.name, field, {span.text(), bound.text()}).error();
    };
    if (const auto least = now + facts.projects_time; open.projects_until < least)
        return wrong(projects_too_short, projects_time, "projects_until", facts.projects_time, least);
    if (const auto least = open.projects_until + facts.checking_time; open.voting_from < least)
        return wrong(checking_too_short, checking_time, "voting_from", facts.checking_time, least);
    if (const auto least = open.voting_from + facts.voting_time; open.closes_at < least)
        return wrong(voting_too_short, voting_time, "closes_at", facts.voting_time, least);
    if (const auto most = now + facts.longest; open.closes_at > most)
        return wrong(closes_too_late, longest, "closes_at", facts.longest, most);
    return {};
}

std::optional<Refusal> wrong_classes(const OpenFacts& facts, const OpenBudget& open) {
    if (open.classes.empty()) return refuse(no_classes, "classes").error();
    for (const auto& each : open.classes)
        if (std::ranges::find(facts.classes, each) == facts.classes.end())
            return refuse(no_such_class, "classes", {each.substr(0, 60)}).error();
    return {};
}

/// In the charter's order, each once.
std::vector<std::string> in_order(const OpenFacts& facts, const OpenBudget& open) {
    std::vector<std::string> classes;
    for (const auto& each : facts.classes)
        if (std::ranges::find(open.classes, each) != open.classes.end()) classes.push_back(each);
    return classes;
}

} // namespace

/// The sum is a part of what is there, and is put by at once: what members vote for can be paid for certain.
Decision decide(const OpenFacts& facts, const OpenBudget& open, Context& context) {
    if (!facts.launched) return refuse(not_launched);
    const auto mandate = facts.opened_by.held_by(context.standing);
    if (!mandate) return refuse(not_mandated, {}, {facts.opened_by.text()});
    if (open.sum.currency != facts.currency) return refuse(other_currency, "sum", {facts.currency.text()});
    if (open.sum.minor <= 0) return refuse(no_sum, "sum");
    const auto held = std::max(facts.held, Money{0, facts.currency});
    if (const auto most = facts.treasury_part.of(held); open.sum > most)
        return refuse_by_rule(sum_too_large, treasury_part.name, "sum", {facts.treasury_part.text(), most.text()});
    if (open.sum.minor > countable_minor)
        return refuse(too_much_to_count, "sum", {Money{countable_minor, facts.currency}.text()});
    if (auto wrong = wrong_classes(facts, open)) return std::unexpected(std::move(*wrong));
    if (auto wrong = wrong_times(facts, open, context.at)) return std::unexpected(std::move(*wrong));
    auto terms = facts.terms;
    if (terms.checked_by.roles.empty()) terms.checked_by.roles.push_back(*mandate);
    return Events{BudgetOpened{context.new_id(), *mandate, open.title, open.purpose, open.sum, in_order(facts, open),
                               open.projects_until, open.voting_from, open.closes_at, std::move(terms)}};
}
void apply(store::Connection& connection, const Meta& meta, const BudgetOpened& event) {
    connection.run(
        "INSERT INTO {budgets_budgets} (budget, entry, mandate, title, purpose, opened_at, projects_until, "
        "voting_from, closes_at, sum, currency, classes, terms, stage, electors) VALUES ($1, $2, $3, $4, $5, $6, $7, "
        "$8, $9, $10, $11, $12, $13, $14, 0)",
        event.budget, meta.entry, event.mandate, event.title.reference.commitment, event.purpose.reference.commitment,
        meta.at, event.projects_until, event.voting_from, event.closes_at, event.sum.minor, event.sum.currency,
        json_text(to_json(event.classes)), json_text(to_json(event.terms)), Stage::preparing);
}
std::vector<Call> ledger_calls(store::Connection&, const Meta&, const BudgetOpened& opened) {
    return {call(ledger::Post{
        {{std::string(ledger::treasury), escrow_of(opened.budget), opened.sum, std::string(purpose::set_aside)}},
        address_of(opened.budget),
        {}})};
}

BudgetFacts load(store::Connection& connection, const Context&, const CancelBudget& cancel) {
    return {find_budget(connection, cancel.budget)};
}
Decision decide(const BudgetFacts& facts, const CancelBudget& cancel, Context& context) {
    if (!facts.budget) return refuse(no_such_budget, "budget", {cancel.budget.text()});
    if (!context.standing.has(facts.budget->mandate)) return refuse(not_your_budget, "budget", {facts.budget->mandate});
    if (auto wrong = not_preparing(*facts.budget)) return std::unexpected(std::move(*wrong));
    return Events{BudgetCancelled{cancel.budget, cancel.reasons}};
}
void apply(store::Connection& connection, const Meta& meta, const BudgetCancelled& event) {
    connection.run("UPDATE {budgets_budgets} SET stage = $1, over_entry = $2, reasons = $3 WHERE budget = $4",
                   Stage::cancelled, meta.entry, event.reasons.reference.commitment, event.budget);
}
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const BudgetCancelled& event) {
    return {sum_back(event.budget, find_budget(connection, event.budget)->sum)};
}

} // namespace reef::budgets
