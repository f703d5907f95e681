// Enactment: a decision's outcome becomes the next version of a rule. There is no other way to change one.
#pragma once
#include "commons/rules/in_force.hpp"

namespace reef::rules {

/// Given only by a decision's outcome.
struct EnactRule {
    std::string rule;
    std::string value;
    IdValue decision;
    Time effective_at;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "rules.enact";
    static constexpr std::string_view about = "Puts a new version of a rule in force, as a decision said.";
    static constexpr auto fields() {
        return std::tuple{field("rule", &EnactRule::rule, "which rule"),
                          field("value", &EnactRule::value, "its new value"),
                          field("decision", &EnactRule::decision, "that decided it"),
                          field("effective_at", &EnactRule::effective_at, "after notice"),
                          field("reason", &EnactRule::reason, "why")};
    }
};

struct RuleEnacted {
    std::string rule;
    std::int64_t version = 0;
    std::string value;
    IdValue decision;
    Time effective_at;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "rules.rule_enacted";
    static constexpr std::string_view about = "A new version of a rule was published; it is in force from its time on.";
    static constexpr auto fields() {
        return std::tuple{field("rule", &RuleEnacted::rule, "which rule"),
                          field("version", &RuleEnacted::version, "its number"),
                          field("value", &RuleEnacted::value, "its value"),
                          field("decision", &RuleEnacted::decision, "that decided it"),
                          field("effective_at", &RuleEnacted::effective_at, "from when"),
                          field("reason", &RuleEnacted::reason, "why")};
    }
    std::string topic() const { return "/rules/" + rule; }
};

std::vector<Version> load(store::Connection&, const engine::Context&, const EnactRule&);
engine::Decision decide(const std::vector<Version>&, const EnactRule&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RuleEnacted&);

} // namespace reef::rules
