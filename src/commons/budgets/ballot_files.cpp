// The ballots of a budget as files, so that anyone counts them again: as pabulib publishes budgets, and as a table in
// which voters find theirs.
#include "commons/budgets/pages.hpp"
#include "core/base/csv.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::budgets {
using namespace engine;
namespace {

struct BallotFile {
    BudgetRow budget;
    std::vector<ProjectRow> projects; // on the ballot, in its order
    std::vector<PublishedApprovals> ballots;
    std::string title_of(PageRequest& request, IdValue project) const {
        const auto found = std::ranges::find(projects, project, &ProjectRow::project);
        return found == projects.end() ? project.text() : request.revealed(found->title);
    }
};
Result<BallotFile> ballot_file(PageRequest& request) {
    auto budget = asked_budget(request);
    if (!budget) return std::unexpected(budget.error());
    if (!are_published(*budget)) return refuse(not_found);
    BallotFile file{.budget = std::move(*budget), .projects = {}, .ballots = {}};
    file.projects = projects_of(request.connection, file.budget.budget);
    std::erase_if(file.projects, [](const ProjectRow& each) { return !each.place; });
    file.ballots = published_of(request.connection, file.budget.budget);
    return file;
}

/// A field of a pabulib file: one line, quoted where it holds a separator or a quote.
std::string quoted(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < ' '; }, ' ');
    if (text.find_first_of(";\"") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

std::string amount(const Money& money) { return decimal_text(money.minor, money.currency.digits()); }

/// What the count was made of: projects that somebody approved and that were not passed over.
Result<File> show_pabulib(PageRequest& request) {
    const auto file = ballot_file(request);
    if (!file) return std::unexpected(file.error());
    const auto& budget = file->budget;
    std::vector<ProjectResult> projects;
    for (const auto& each : file->projects)
        projects.push_back({.project = each.project,
                            .cost = {each.cost_minor, budget.sum.currency},
                            .funded = each.funded,
                            .passed_over = each.passed_over});
    const auto counting = counting_of(std::move(projects), file->ballots);
    const auto [method_name, options] = tally_method(budget.terms.method, *budget.seed);
    std::string rule = method_name;
    for (const auto& [name, value] : options) rule += " " + name + "=" + value;
    auto text = fmt::format("META\nkey;value\ndescription;{}\nunit;{}\ncurrency;{}\nnum_projects;{}\nnum_votes;{}\n"
                            "budget;{}\nvote_type;approval\ndate_end;{}\nrule;{}\n",
                            quoted(request.revealed(budget.title)),
                            quoted(rules::founded_platform(request.connection).charter.name),
                            budget.sum.currency.text(), counting.counted.size(), counting.ballots.size(),
                            amount(budget.sum), budget.closes_at.date_text(), quoted(rule));
    text += "PROJECTS\nproject_id;cost;votes;name;selected\n";
    for (const auto place : counting.counted) {
        const auto& project = counting.projects[place];
        text += fmt::format("{};{};{};{};{}\n", project.project.text(), amount(project.cost), project.approvals,
                            quoted(file->title_of(request, project.project)), project.funded ? 1 : 0);
    }
    text += "VOTES\nvoter_id;vote\n";
    for (std::size_t i = 0; i < counting.ballots.size(); ++i) {
        std::vector<std::string> ids;
        for (const auto index : counting.ballots[i])
            ids.push_back(counting.projects[counting.counted[index]].project.text());
        text += counting.trackers[i] + ";" + join(ids, ",") + "\n";
    }
    return File{"ballots.pb", std::move(text)};
}

Result<File> show_table(PageRequest& request) {
    const auto file = ballot_file(request);
    if (!file) return std::unexpected(file.error());
    std::vector<CsvCell> head{{"tracker"}};
    for (const auto& each : file->projects) head.push_back({request.revealed(each.title)});
    std::string text(csv_begin(CsvDialect::plain));
    text += csv_row(CsvDialect::plain, head);
    for (const auto& ballot : file->ballots) {
        std::vector<CsvCell> cells{{ballot.tracker}};
        for (const auto& each : file->projects)
            cells.push_back({std::ranges::find(ballot.approvals, each.project) == ballot.approvals.end() ? "" : "1"});
        text += csv_row(CsvDialect::plain, cells);
    }
    return File{"ballots.csv", std::move(text)};
}

} // namespace

std::vector<PageType> ballot_files() {
    return {page<show_pabulib>("/budgets/{budget}/ballots.pb", "",
                               "The ballots on a budget without names, as pabulib has them, for any counting program.",
                               anyone()),
            page<show_table>("/budgets/{budget}/ballots.csv", "",
                             "The ballots on a budget under their trackers, as a table.", anyone())};
}

} // namespace reef::budgets
