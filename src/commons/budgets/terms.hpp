// Who opens a participatory budget and who checks its projects, how it is counted, and what else rules say of it.
#pragma once
#include "commons/decisions/module.hpp"
#include "commons/ledger/module.hpp"

namespace reef::budgets {
using namespace std::literals;

/// Bodies and classes whose members may do something, as the roles of whoever belongs to them; or nobody.
struct Mandates {
    std::vector<std::string> roles; // `body:office`, `class:driver`
    bool operator==(const Mandates&) const = default;
    /// Refused: budgets.not_a_mandate.
    static Result<Mandates> parse(std::string_view text);
    std::string text() const { return roles.empty() ? "none" : join(roles, ", "); }
    /// The first of them that somebody has.
    std::optional<std::string> held_by(const engine::Standing& standing) const;
    static constexpr std::string_view form = "bodies and classes such as \"body:office, class:driver\", or \"none\"";
};

/// How ballots become a list of projects: `equal-shares`, completed until nothing more fits; `equal-shares-alone`,
/// which leaves what no group can pay for; `greedy`, by the number of approvals.
struct Method {
    std::string name;
    bool operator==(const Method&) const = default;
    /// Refused: budgets.no_such_method.
    static Result<Method> parse(std::string_view text);
    const std::string& text() const { return name; }
    static constexpr std::string_view form = "\"equal-shares\", \"equal-shares-alone\" or \"greedy\"";
};

extern const engine::Rule<Mandates> opened_by;
extern const engine::Rule<Mandates> checked_by;
extern const engine::Rule<Percent> treasury_part;
extern const engine::Rule<Duration> projects_time;
extern const engine::Rule<Duration> checking_time;
extern const engine::Rule<Duration> voting_time;
extern const engine::Rule<Duration> longest;
extern const engine::Rule<Method> method;
extern const engine::Rule<Percent> turnout;
extern const engine::Rule<engine::Count> projects_each;
extern const engine::Rule<Percent> project_part;

/// What binds a budget to its end, whatever is decided meanwhile.
struct Terms {
    Method method;
    Percent turnout;
    std::int64_t projects_each = 0;
    Percent project_part;
    Mandates checked_by; // never nobody
    bool operator==(const Terms&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("method", &Terms::method, "by which ballots are counted"),
            field("turnout", &Terms::turnout, "of those who may vote must, or nothing is spent"),
            field("projects_each", &Terms::projects_each, "that one member may put forward"),
            field("project_part", &Terms::project_part, "of the sum is the most that one project may cost"),
            field("checked_by", &Terms::checked_by, "whose members say whether projects can be done")};
    }
};

/// Named as in the charter.
std::string mandate_name(const rules::Charter& charter, std::string_view role);

std::vector<engine::RuleDeclaration> rules_of_room();

} // namespace reef::budgets
