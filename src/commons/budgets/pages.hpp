// The room's pages: all budgets, one budget, its ballots as files; and what others say of budgets.
#pragma once
#include "commons/budgets/count.hpp"

namespace reef::budgets {

std::vector<engine::PageType> pages();
/// `/budgets`
engine::PageType budgets_page();
/// `/budgets/{budget}`
engine::PageType budget_page();
/// `/budgets/{budget}/ballots.pb` and `.csv`
std::vector<engine::PageType> ballot_files();

/// Where a budget stands, in a word.
std::string in_words(const engine::PageRequest& request, const BudgetRow& budget);
/// The classes that take part.
std::string classes_in_words(const rules::Charter& charter, const BudgetRow& budget);
/// Whether there was a vote, and enough who could vote for its ballots to be shown.
bool are_published(const BudgetRow& budget);
/// Whether the viewer sees how many voted and how it was counted: where few could vote, auditors alone.
bool sees_count(const engine::PageRequest& request, const BudgetRow& budget);
Result<BudgetRow> asked_budget(const engine::PageRequest& request);

/// A budget as lists show it.
struct BudgetLine {
    std::string number;
    std::string title;
    std::string href;
    std::string state;
    bool is_open = false;
    std::optional<Time> until;
    bool needs_my_voice = false;
    Money sum;
    Money spent;
    std::int64_t projects = 0;
    std::string classes;
    std::string opened_by;
    static constexpr auto fields() {
        return FieldTable{field("number", &BudgetLine::number, "of the budget"),
                          field("title", &BudgetLine::title, "in a few words"),
                          field("href", &BudgetLine::href, "its page"),
                          field("state", &BudgetLine::state, "in a word"),
                          field("is_open", &BudgetLine::is_open, "whether it goes on"),
                          field("until", &BudgetLine::until, "what happens now lasts"),
                          field("needs_my_voice", &BudgetLine::needs_my_voice, "the viewer may vote and has not"),
                          field("sum", &BudgetLine::sum, "set aside"),
                          field("spent", &BudgetLine::spent, "once it is counted"),
                          field("projects", &BudgetLine::projects, "how many stand"),
                          field("classes", &BudgetLine::classes, "that take part"),
                          field("opened_by", &BudgetLine::opened_by, "the body or class")};
    }
};
BudgetLine budget_line(engine::PageRequest& request, const rules::Charter& charter, const BudgetRow& budget);
/// Those that are not over.
std::vector<BudgetLine> open_budgets(engine::PageRequest& request);

/// What the count says of one project, as its account has it.
struct ProjectAccount {
    std::string sentence;               // why it is funded or not
    std::optional<std::string> figures; // who paid what, or what it lacked
};
/// By number of the project; empty where nothing was counted.
std::map<std::string, ProjectAccount> accounts_of(const engine::PageRequest& request, const BudgetRow& budget,
                                                  const std::vector<ProjectRow>& projects);

} // namespace reef::budgets
