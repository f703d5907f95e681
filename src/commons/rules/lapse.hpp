// Lapse: a rule falls back to what stood before, when its sunset comes or when it did not do what was promised and the
// decision said that it should end then.
#pragma once
#include "commons/rules/in_force.hpp"

namespace reef::rules {

/// Given by the clock at a sunset, and by a review that found the promise missed.
struct Lapse {
    std::string rule;
    std::int64_t version = 0;
    Origin because = Origin::sunset;
    Time effective_at;
    std::optional<Scope> scope = {};
    static constexpr std::string_view name = "rules.lapse";
    static constexpr std::string_view about = "Lets a version of a rule end: the value before it returns.";
    static constexpr auto fields() {
        return FieldTable{field("rule", &Lapse::rule, "which rule"), field("version", &Lapse::version, "that ends"),
                          field("because", &Lapse::because, "its sunset, or a promise that was missed"),
                          field("effective_at", &Lapse::effective_at, "from when"),
                          field("scope", &Lapse::scope, "of the version; none: the whole platform")};
    }
};

struct RuleLapsed {
    std::string rule;
    std::int64_t ended_version = 0;
    std::int64_t version = 0;
    std::string value;
    Origin because = Origin::sunset;
    std::optional<IdValue> decision;
    Time published_at;
    Time effective_at;
    std::optional<Time> sunset_at;
    std::optional<Scope> scope = {};
    std::optional<bool> by_law = {};
    static constexpr std::string_view name = "rules.rule_lapsed";
    static constexpr std::string_view about = "A version of a rule ended; the value before it is the next version.";
    static constexpr auto fields() {
        return FieldTable{
            field("rule", &RuleLapsed::rule, "which rule"),
            field("ended_version", &RuleLapsed::ended_version, "that ended"),
            field("version", &RuleLapsed::version, "the next one"),
            field("value", &RuleLapsed::value, "as before the version that ended", Audience::everyone,
                  prose_characters_max),
            field("because", &RuleLapsed::because, "its sunset, or a promise that was missed"),
            field("decision", &RuleLapsed::decision, "that said so"),
            field("published_at", &RuleLapsed::published_at, "when everybody could know"),
            field("effective_at", &RuleLapsed::effective_at, "from when"),
            field("sunset_at", &RuleLapsed::sunset_at, "of the version that returns, where it has one"),
            field("scope", &RuleLapsed::scope, "of both versions; none: the whole platform"),
            field("by_law", &RuleLapsed::by_law, "whether what returns was decided within a room for by-laws")};
    }
    std::string topic() const { return "/rules/" + rule; }
};

/// The version that returns where the last one ends: the one below it whose own sunset has not come. Nothing where the
/// last one is the first.
std::optional<Version> returns_after(const std::vector<Version>& versions, Time at);

struct LapseFacts {
    std::vector<Version> versions;      // of its scope
    std::optional<std::string> by_room; // in a scope: its value as the room that there is now lets it be
};
LapseFacts load(store::Connection&, const engine::Context&, const Lapse&);
engine::Decision decide(const LapseFacts&, const Lapse&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RuleLapsed&);

engine::Schedule sunset_schedule();

} // namespace reef::rules
