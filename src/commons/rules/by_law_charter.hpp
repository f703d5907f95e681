// What a charter says of by-laws: the room that it leaves, and for whom.
#pragma once
#include "commons/rules/procedure_charter.hpp"
#include "commons/rules/scope.hpp"

namespace reef::rules {

/// The room that the platform leaves for by-laws: within these bounds those named here decide on the value that a rule
/// has in a scope, without a vote of anybody else. Who decides is said as in a domain; self-regulated with a body and
/// no classes: that body's members.
struct ByLawCharter {
    std::string rule;
    Scope scope;
    std::string lowest;
    std::string highest;
    Mode mode = Mode::self_regulated;
    std::string procedure;
    std::vector<std::string> classes;
    std::optional<std::string> body;
    static constexpr auto fields() {
        return FieldTable{
            field("rule", &ByLawCharter::rule, "the rule, such as \"market.offer_time\""),
            field("scope", &ByLawCharter::scope, "where they hold: a class, space, body or category"),
            field("lowest", &ByLawCharter::lowest, "they may not go below it"),
            field("highest", &ByLawCharter::highest, "they may not go above it"),
            field("mode", &ByLawCharter::mode, "how they may change"),
            field("procedure", &ByLawCharter::procedure, "phases and count"),
            field("classes", &ByLawCharter::classes, "the classes that decide"),
            field("body", &ByLawCharter::body, "the body that decides: for itself (self-regulated), or mandated")};
    }
};

} // namespace reef::rules
