#include "commons/budgets/terms.hpp"
#include <algorithm>

namespace reef::budgets {
using namespace engine;

const Rule<Mandates> opened_by{"budgets.opened_by", "Who opens participatory budgets",
                               "The bodies and classes whose members set a sum aside for all to vote on; none: nobody "
                               "does.",
                               Mandates{}};
const Rule<Mandates> checked_by{"budgets.checked_by", "Who checks projects of a budget",
                                "The bodies and classes whose members say, with reasons, whether a project can be "
                                "done; none: those of the body or class that opened the budget.",
                                Mandates{}};
const Rule<Percent> treasury_part{"budgets.treasury_part",
                                  "Largest participatory budget",
                                  "The most of what the treasury holds that one budget sets aside.",
                                  percent(20),
                                  percent(0),
                                  percent(100)};
const Rule<Duration> projects_time{"budgets.projects_time",
                                   "Least time to put projects forward",
                                   "From the opening of a budget until no more projects are taken, at least.",
                                   days(7),
                                   days(1),
                                   days(60)};
const Rule<Duration> checking_time{"budgets.checking_time",
                                   "Least time to check projects",
                                   "From the last day for projects until voting opens, at least.",
                                   days(3),
                                   days(1),
                                   days(60)};
const Rule<Duration> voting_time{"budgets.voting_time",
                                 "Least time to vote on a budget",
                                 "From the opening of the vote until ballots are counted, at least.",
                                 days(7),
                                 days(1),
                                 days(60)};
const Rule<Duration> longest{"budgets.longest",
                             "Longest participatory budget",
                             "A budget is counted at most so long after it was opened.",
                             days(180),
                             days(3),
                             days(730)};
const Rule<Method> method{"budgets.method", "How participatory budgets are counted",
                          "By equal shares every voter steers an equal part of the sum; greedy funds what most approve "
                          "first, and a bare majority may spend everything.",
                          Method{"equal-shares"}};
const Rule<Percent> turnout{"budgets.turnout",
                            "Turnout that a budget needs",
                            "Where a smaller part of those who may vote does, nothing is spent.",
                            percent(10),
                            percent(0),
                            percent(75)};
const Rule<Count> projects_each{"budgets.projects_each",
                                "Projects that one member puts forward",
                                "How many projects one member puts into one budget, so that all are seen.",
                                {3},
                                Count{1},
                                Count{100}};
const Rule<Percent> project_part{"budgets.project_part",
                                 "Largest project of a budget",
                                 "The most of a budget's sum that one project may cost.",
                                 percent(100),
                                 percent(1),
                                 percent(100)};

namespace {

constexpr RefusalKind not_a_mandate{"budgets.not_a_mandate",
                                    "\"{}\" names no body or class. Write them as in \"body:office, class:driver\", or "
                                    "\"none\".",
                                    422};
constexpr RefusalKind no_such_method{"budgets.no_such_method", "\"{}\" is no way to count a budget. There are: {}.",
                                     422};

constexpr std::array method_names{"equal-shares"sv, "equal-shares-alone"sv, "greedy"sv};

bool is_short_name(std::string_view text) {
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= 60 && std::ranges::all_of(text, is_plain);
}

} // namespace

Result<Mandates> Mandates::parse(std::string_view text) {
    if (text == "none") return Mandates{};
    Mandates mandates;
    for (const auto part : split(text, ',')) {
        const auto role = trimmed(part);
        const auto colon = role.find(':');
        const auto kind = role.substr(0, colon);
        const bool is_role = colon != std::string_view::npos && (kind == "body" || kind == "class") &&
                             is_short_name(role.substr(colon + 1));
        if (!is_role || std::ranges::find(mandates.roles, role) != mandates.roles.end())
            return refuse(not_a_mandate, {}, {std::string(role.substr(0, 60))});
        mandates.roles.emplace_back(role);
    }
    return mandates;
}
std::optional<std::string> Mandates::held_by(const Standing& standing) const {
    const auto held = std::ranges::find_if(roles, [&](const auto& role) { return standing.has(role); });
    return held == roles.end() ? std::nullopt : std::optional(*held);
}

Result<Method> Method::parse(std::string_view text) {
    if (std::ranges::find(method_names, text) != method_names.end()) return Method{std::string(text)};
    return refuse(no_such_method, {},
                  {std::string(text.substr(0, 60)),
                   join(std::vector<std::string>(method_names.begin(), method_names.end()), ", ")});
}

std::string mandate_name(const rules::Charter& charter, std::string_view role) {
    const auto id = role.substr(role.find(':') + 1);
    if (role.starts_with("body:")) {
        const auto* body = charter.find_body(id);
        return body ? body->name : std::string(id);
    }
    const auto* found = charter.find_class(id);
    return found ? found->name : std::string(id);
}

std::vector<RuleDeclaration> rules_of_room() {
    return {opened_by.declaration(),     checked_by.declaration(),    treasury_part.declaration(),
            projects_time.declaration(), checking_time.declaration(), voting_time.declaration(),
            longest.declaration(),       method.declaration(),        turnout.declaration(),
            projects_each.declaration(), project_part.declaration()};
}

} // namespace reef::budgets
