// A profile: the steps that a surplus takes before it is shared out, as a law or the members' custom has them. Data
// (`charters/surplus/*.toml`), dated, and frozen when a period begins: "under an obligation existing before the income"
// (26 CFR 1.1388-1).
#pragma once
#include "commons/rules/module.hpp"

namespace reef::ledger {

using namespace std::literals;

/// What a step does: sets aside, pays a levy, keeps apart what was earned with others than members, pays for the use of
/// capital, or shares the rest out among those who made it.
enum class StepKind { reserve, levy, non_members, capital_return, patronage };
constexpr auto names_of(StepKind) {
    return std::array{"reserve"sv, "levy"sv, "non-members"sv, "capital-return"sv, "patronage"sv};
}

/// What a part is a part of: the surplus after losses, what the steps before have left, the paid-up capital, what the
/// treasury received.
enum class PartOf { surplus, rest, capital, turnover };
constexpr auto names_of(PartOf) { return std::array{"surplus"sv, "rest"sv, "capital"sv, "turnover"sv}; }

/// A step as a profile has it. Its part is fixed, or the value of a rule within what the law asks.
struct ProfileStep {
    std::string id;
    std::string name;
    StepKind kind = StepKind::reserve;
    std::optional<std::string> account;
    std::optional<Percent> part;
    std::optional<std::string> rule;
    std::optional<Percent> at_least;
    std::optional<Percent> at_most;
    PartOf of = PartOf::rest;
    std::optional<Percent> until;
    std::optional<PartOf> until_of;
    std::string reason;
    static constexpr auto fields() {
        return FieldTable{field("id", &ProfileStep::id, "short name"),
                          field("name", &ProfileStep::name, "as people see it"),
                          field("kind", &ProfileStep::kind, "what it does"),
                          field("account", &ProfileStep::account, "where it goes"),
                          field("part", &ProfileStep::part, "how much, where that is fixed"),
                          field("rule", &ProfileStep::rule, "whose value says how much, where members decide"),
                          field("at_least", &ProfileStep::at_least, "whatever the rule says"),
                          field("at_most", &ProfileStep::at_most, "whatever the rule says"),
                          field("of", &ProfileStep::of, "of what"),
                          field("until", &ProfileStep::until, "the account holds this part"),
                          field("until_of", &ProfileStep::until_of, "of this"),
                          field("reason", &ProfileStep::reason, "statute or custom")};
    }
};
struct ProfileVersion {
    Time from;
    Percent cash_at_least;
    std::vector<ProfileStep> steps;
    static constexpr auto fields() {
        return FieldTable{field("from", &ProfileVersion::from, "the law is so from this day on"),
                          field("cash_at_least", &ProfileVersion::cash_at_least, "of each member's patronage"),
                          field("steps", &ProfileVersion::steps, "in this order")};
    }
};
struct Profile {
    std::string name;
    std::string about;
    std::vector<ProfileVersion> versions;
    static constexpr auto fields() {
        return FieldTable{field("name", &Profile::name, "as people see it"),
                          field("about", &Profile::about, "in a sentence"),
                          field("versions", &Profile::versions, "the oldest first")};
    }
};
/// A profile that the charter's check let through.
Profile profile_named(std::string_view name);

/// A step as it binds a period: its part is settled.
struct Step {
    std::string id;
    std::string name;
    StepKind kind = StepKind::reserve;
    std::optional<std::string> account;
    Percent part;
    PartOf of = PartOf::rest;
    std::optional<Percent> until;
    std::optional<PartOf> until_of;
    std::string reason;
    bool operator==(const Step&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("id", &Step::id, "short name"),
                          field("name", &Step::name, "as people see it"),
                          field("kind", &Step::kind, "what it does"),
                          field("account", &Step::account, "where it goes; none for what members get"),
                          field("part", &Step::part, "how much"),
                          field("of", &Step::of, "of what"),
                          field("until", &Step::until, "the account holds this part"),
                          field("until_of", &Step::until_of, "of this"),
                          field("reason", &Step::reason, "statute or custom")};
    }
};

/// What binds a period from its first day: "formula frozen at period start, later change refused for that period"
/// (mechanisms 6.2).
struct PeriodTerms {
    std::string profile;
    std::vector<Step> steps;
    std::vector<rules::PatronageCharter> patronage;
    Percent cash;
    std::int64_t retained_years = 0;
    static constexpr auto fields() {
        return FieldTable{field("profile", &PeriodTerms::profile, "the law that it follows"),
                          field("steps", &PeriodTerms::steps, "what becomes of the surplus, in this order"),
                          field("patronage", &PeriodTerms::patronage, "who shares in the rest, and by what"),
                          field("cash", &PeriodTerms::cash, "of each member's patronage, paid at once"),
                          field("retained_years", &PeriodTerms::retained_years, "after which the other part is paid")};
    }
};

std::vector<engine::RuleDeclaration> surplus_rules();
/// How many months a period lasts; periods end with calendar months.
extern const engine::Rule<engine::Count> period_months;

/// The terms of a period that begins at `from`: the profile as the law is then, the rules in force then.
PeriodTerms terms_at(store::Connection& connection, const rules::GovernanceCharter& charter, Time from);

} // namespace reef::ledger
