#include "commons/budgets/pages.hpp"
#include <algorithm>

namespace reef::budgets {
using namespace engine;
namespace {

struct ClassChoice {
    std::string value;
    std::string label;
    static constexpr auto fields() {
        return FieldTable{field("value", &ClassChoice::value, "to send"),
                          field("label", &ClassChoice::label, "as people see it")};
    }
};
struct BudgetsPage {
    std::string summary;
    std::vector<BudgetLine> budgets;
    std::optional<Pagination> pagination;
    bool may_open = false;
    std::optional<Money> sum_most;
    std::vector<ClassChoice> classes;
    std::string projects_time;
    std::string checking_time;
    std::string voting_time;
    std::optional<std::string> opened_by;
    static constexpr auto fields() {
        return FieldTable{field("summary", &BudgetsPage::summary, "what this is"),
                          field("budgets", &BudgetsPage::budgets, "those that go on first, the newest first"),
                          field("pagination", &BudgetsPage::pagination, "where there are many"),
                          field("may_open", &BudgetsPage::may_open, "whether the viewer may open one"),
                          field("sum_most", &BudgetsPage::sum_most, "that may be set aside now, for those who may"),
                          field("classes", &BudgetsPage::classes, "that may take part"),
                          field("projects_time", &BudgetsPage::projects_time, "the least time to put projects forward"),
                          field("checking_time", &BudgetsPage::checking_time, "the least time to check them"),
                          field("voting_time", &BudgetsPage::voting_time, "the least time to vote"),
                          field("opened_by", &BudgetsPage::opened_by, "the bodies and classes that open budgets")};
    }
};

Result<BudgetsPage> show_budgets(PageRequest& request) {
    constexpr std::int64_t size = 20;
    auto& connection = request.connection;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto now = [&](const auto& rule) { return rules::in_force(connection, rule, request.now).value; };
    const auto number = request.asked_page();
    const auto openers = now(opened_by);
    BudgetsPage page{
        .summary = request.say("A sum of the treasury is set aside. Members put projects forward, and their vote says "
                               "which of them it pays for; what is left goes back."),
        .pagination =
            Pagination::of(number, size, connection.one<std::int64_t>("SELECT count(*) FROM {budgets_budgets}")),
        .may_open = openers.held_by(request.viewer).has_value(),
        .projects_time = rules::value_in_words(request, now(projects_time).text()),
        .checking_time = rules::value_in_words(request, now(checking_time).text()),
        .voting_time = rules::value_in_words(request, now(voting_time).text())};
    std::vector<std::string> names;
    for (const auto& role : openers.roles) names.push_back(mandate_name(charter, role));
    if (!names.empty()) page.opened_by = join(names, ", ");
    for (const auto& budget : budgets(connection, size, (number - 1) * size))
        page.budgets.push_back(budget_line(request, charter, budget));
    if (!page.may_open) return page;
    const auto held = ledger::balance_and_pending_of(connection, ledger::treasury, charter.currency).available();
    page.sum_most = now(treasury_part).of(std::max(held, Money{0, charter.currency}));
    for (const auto& each : charter.governance.classes) page.classes.push_back({each.id, each.name});
    return page;
}

} // namespace

std::string in_words(const PageRequest& request, const BudgetRow& budget) {
    switch (budget.stage) {
    case Stage::preparing:
        return request.now < budget.projects_until ? request.say("takes projects")
                                                   : request.say("projects are checked");
    case Stage::voting:
        return request.say("Voting is open");
    case Stage::cancelled:
        return request.say("cancelled");
    case Stage::decided:
        break;
    }
    return budget.spent().minor > 0 ? request.say("paid out") : request.say("nothing spent");
}

std::string classes_in_words(const rules::Charter& charter, const BudgetRow& budget) {
    std::vector<std::string> names;
    for (const auto& each : budget.classes) names.push_back(people::class_chip(charter, each).class_name);
    return join(names, ", ");
}

bool are_published(const BudgetRow& budget) {
    return budget.stage == Stage::decided && budget.seed && budget.electors >= people::shown_from;
}
bool sees_count(const PageRequest& request, const BudgetRow& budget) {
    return budget.electors >= people::shown_from || request.viewer.audience() >= Audience::auditors;
}

BudgetLine budget_line(PageRequest& request, const rules::Charter& charter, const BudgetRow& budget) {
    BudgetLine line{.number = budget.budget.text(),
                    .title = request.revealed(budget.title),
                    .href = address_of(budget.budget),
                    .state = in_words(request, budget),
                    .is_open = !budget.over_entry,
                    .sum = budget.sum,
                    .spent = budget.spent(),
                    .projects = request.connection.one<std::int64_t>(
                        "SELECT count(*) FROM {budgets_projects} WHERE budget = $1 AND NOT withdrawn AND "
                        "coalesce(finding, '') <> 'infeasible'",
                        budget.budget),
                    .classes = classes_in_words(charter, budget),
                    .opened_by = mandate_name(charter, budget.mandate)};
    if (budget.stage == Stage::preparing)
        line.until = request.now < budget.projects_until ? budget.projects_until : budget.voting_from;
    if (budget.stage != Stage::voting) return line;
    line.until = budget.closes_at;
    line.needs_my_voice = request.signed_in() && may_vote(request.connection, budget, request.member()) &&
                          !ballot_of(request.connection, budget.budget, request.member());
    return line;
}

std::vector<BudgetLine> open_budgets(PageRequest& request) {
    const auto running = running_budgets(request.connection);
    if (running.empty()) return {};
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    std::vector<BudgetLine> lines;
    for (const auto& budget : running) lines.push_back(budget_line(request, charter, budget));
    return lines;
}

PageType budgets_page() {
    return page<show_budgets>("/budgets", "src/commons/budgets/budgets.html",
                              "Participatory budgets: what members vote to spend.", anyone());
}
std::vector<PageType> pages() {
    auto all = ballot_files();
    all.push_back(budgets_page());
    all.push_back(budget_page());
    return all;
}

} // namespace reef::budgets
