// The register of law: what laws outside of the platform say of its rules, so far as a machine can hold values to it.
// Where none says anything is a grey zone: nothing is forbidden there, and nothing is settled.
#pragma once
#include "commons/rules/charter_check.hpp"

namespace reef::rules {

/// How far a law lets a rule go. Where it names another rule, that one's value is the bound: in force or coming.
struct LawBound {
    std::string law;
    std::string reference;
    bool is_highest = false;
    std::string value;
    std::string by_rule; // empty: the law's own figure
};
std::vector<LawBound> law_bounds(store::Connection& connection, const Charter& charter, std::string_view rule, Time at);
/// Refused as rules.breaks_law: what lies beyond a bound.
std::optional<Refusal> refusal_under_law(const std::vector<LawBound>& bounds, const engine::RuleDeclaration& rule,
                                         std::string_view value);

/// The value of a rule in a scope as it is written for good (rule_value), where no law forbids it either, nor the room
/// that the charter leaves there (rules.beyond_parent). In a scope also that it has none of its own: the parent's.
Result<std::string> lawful_value(store::Connection& connection, const Charter& charter,
                                 const engine::RuleDeclaration& rule, const std::optional<Scope>& scope,
                                 std::string_view text, Time at);

struct LawLine {
    std::string name;
    std::string reference;
    std::vector<std::string> says;
    static constexpr auto fields() {
        return FieldTable{field("name", &LawLine::name, "as people know it"),
                          field("reference", &LawLine::reference, "where it can be read"),
                          field("says", &LawLine::says, "what a machine can hold values to")};
    }
};
/// What the register says of a rule.
struct LawView {
    bool is_grey_zone = false;
    std::vector<LawLine> laws;
    static constexpr auto fields() {
        return FieldTable{field("is_grey_zone", &LawView::is_grey_zone, "no law of the register speaks of it"),
                          field("laws", &LawView::laws, "that speak of it")};
    }
};
LawView law_view(const engine::PageRequest& request, const Charter& charter, std::string_view rule);

} // namespace reef::rules
