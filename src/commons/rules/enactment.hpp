// Enactment: a decision's outcome becomes the next version of a rule, and what came of it is set beside it. There is no
// other way to change one but its end (lapse.hpp).
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
    std::optional<MemberId> author;
    std::optional<ExpectedResult> expected;
    std::optional<Time> sunset_at;
    std::optional<Scope> scope = {};
    std::optional<bool> by_law = {};
    static constexpr std::string_view name = "rules.enact";
    static constexpr std::string_view about = "Puts a new version of a rule in force, as a decision said.";
    static constexpr auto fields() {
        return FieldTable{field("rule", &EnactRule::rule, "which rule"),
                          field("value", &EnactRule::value, "its new value", Audience::everyone, prose_characters_max),
                          field("decision", &EnactRule::decision, "that decided it"),
                          field("effective_at", &EnactRule::effective_at, "after notice"),
                          field("reason", &EnactRule::reason, "why"),
                          field("author", &EnactRule::author, "who proposed it"),
                          field("expected", &EnactRule::expected, "the result that it promises"),
                          field("sunset_at", &EnactRule::sunset_at, "when it ends by itself"),
                          field("scope", &EnactRule::scope, "for which it holds; none: the whole platform"),
                          field("by_law", &EnactRule::by_law, "whether it was decided within a room for by-laws")};
    }
};

struct RuleEnacted {
    std::string rule;
    std::int64_t version = 0;
    std::string value;
    IdValue decision;
    Time effective_at;
    Vaulted<std::string> reason;
    std::optional<MemberId> author;
    std::optional<ExpectedResult> expected;
    std::optional<Time> sunset_at;
    std::optional<Scope> scope = {};
    std::optional<bool> by_law = {};
    static constexpr std::string_view name = "rules.rule_enacted";
    static constexpr std::string_view about = "A new version of a rule was published; it is in force from its time on.";
    static constexpr auto fields() {
        return FieldTable{field("rule", &RuleEnacted::rule, "which rule"),
                          field("version", &RuleEnacted::version, "its number"),
                          field("value", &RuleEnacted::value, "its value", Audience::everyone, prose_characters_max),
                          field("decision", &RuleEnacted::decision, "that decided it"),
                          field("effective_at", &RuleEnacted::effective_at, "from when"),
                          field("reason", &RuleEnacted::reason, "why"),
                          field("author", &RuleEnacted::author, "who proposed it"),
                          field("expected", &RuleEnacted::expected, "the result that it promises"),
                          field("sunset_at", &RuleEnacted::sunset_at, "when it ends by itself"),
                          field("scope", &RuleEnacted::scope, "for which it holds; none: the whole platform"),
                          field("by_law", &RuleEnacted::by_law, "whether it was decided within a room for by-laws")};
    }
    std::string topic() const { return "/rules/" + rule; }
};

/// Given only by a review's conclusion.
struct RecordResult {
    IdValue decision;
    Finding finding = Finding::achieved;
    std::optional<std::string> measured;
    std::optional<Vaulted<std::string>> source;
    static constexpr std::string_view name = "rules.record_result";
    static constexpr std::string_view about = "Sets what was measured beside what a version of a rule promised.";
    static constexpr auto fields() {
        return FieldTable{field("decision", &RecordResult::decision, "that decided the version"),
                          field("finding", &RecordResult::finding, "whether the promise was kept"),
                          field("measured", &RecordResult::measured, "by how much the figure moved as was promised"),
                          field("source", &RecordResult::source, "where that is from")};
    }
};
struct ResultRecorded {
    std::string rule;
    std::int64_t version = 0;
    ReviewResult result;
    std::optional<Scope> scope = {};
    static constexpr std::string_view name = "rules.result_recorded";
    static constexpr std::string_view about = "What was measured stands beside what a version of a rule promised.";
    static constexpr auto fields() {
        return FieldTable{field("rule", &ResultRecorded::rule, "which rule"),
                          field("version", &ResultRecorded::version, "of the rule"),
                          field("result", &ResultRecorded::result, "what the review found"),
                          field("scope", &ResultRecorded::scope, "of the version; none: the whole platform")};
    }
    std::string topic() const { return "/rules/" + rule; }
};

std::optional<Version> load(store::Connection&, const engine::Context&, const RecordResult&);
engine::Decision decide(const std::optional<Version>&, const RecordResult&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ResultRecorded&);

struct EnactFacts {
    std::vector<Version> versions;      // of its scope; none: there is no such rule
    std::optional<std::string> by_room; // in a scope: the value as the room that there is now lets it be
};
EnactFacts load(store::Connection&, const engine::Context&, const EnactRule&);
engine::Decision decide(const EnactFacts&, const EnactRule&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RuleEnacted&);

} // namespace reef::rules
