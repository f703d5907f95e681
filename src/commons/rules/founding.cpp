#include "commons/rules/founding.hpp"
#include "commons/rules/index_window.hpp"

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind already_founded{"rules.already_founded", "This platform was founded already.", 409};
constexpr RefusalKind charter_has_faults{"rules.charter_has_faults", "The charter has a fault at {}: {}", 422};

CharterFacts charter_facts(store::Connection& connection, const Context& context, const Charter& charter) {
    const auto row = platform(connection);
    return {row ? std::optional(row->launched()) : std::nullopt, check_charter(charter, *context.registry)};
}

std::optional<Refusal> refusal_for_faults(const CharterFacts& facts) {
    if (facts.faults.empty()) return {};
    const auto& first = facts.faults.front();
    return refuse(charter_has_faults, "charter." + first.key, {first.key, first.sentence()}).error();
}

void record_first_values(store::Connection& connection, const Meta& meta, const std::vector<RuleValue>& rules) {
    for (const auto& rule : rules)
        connection.run("INSERT INTO {rules_versions} (rule, scope, version, value, effective_at, entry, published_at, "
                       "origin, by_law) VALUES ($1, '', 1, $2, $3, $4, $3, $5, FALSE)",
                       rule.rule, rule.value, meta.at, meta.entry, Origin::founding);
}

} // namespace

std::vector<RuleValue> first_values(const Registry& registry, const Charter& charter) {
    std::vector<RuleValue> values;
    for (const auto& room : registry.modules()) {
        for (const auto& rule : room.rules) {
            RuleValue value{std::string(rule.name), default_value(charter, rule)};
            for (const auto& chosen : charter.governance.rules)
                if (chosen.rule == rule.name) value.value = rule.normalise(chosen.value).value_or(chosen.value);
            values.push_back(std::move(value));
        }
    }
    return values;
}

void observe(store::Connection&, const Context& context, FoundPlatform& found) {
    found.rules = first_values(*context.registry, found.charter);
}
CharterFacts load(store::Connection& connection, const Context& context, const FoundPlatform& found) {
    return charter_facts(connection, context, found.charter);
}
Decision decide(const CharterFacts& facts, const FoundPlatform& found, Context&) {
    if (facts.launched) return refuse(already_founded);
    if (auto refusal = refusal_for_faults(facts)) return std::unexpected(*refusal);
    return Events{PlatformFounded{found.charter, found.rules}};
}
void apply(store::Connection& connection, const Meta& meta, const PlatformFounded& event) {
    connection.run("INSERT INTO {rules_platform} (platform, charter, entry, founded_at) VALUES (1, $1, $2, $3)",
                   json_text(to_json(event.charter)), meta.entry, meta.at);
    record_first_values(connection, meta, event.rules);
}

void observe(store::Connection&, const Context& context, AmendDraft& amend) {
    amend.rules = first_values(*context.registry, amend.charter);
}
CharterFacts load(store::Connection& connection, const Context& context, const AmendDraft& amend) {
    return charter_facts(connection, context, amend.charter);
}
/// "Until launch the founder edits freely; after it only decisions do."
Decision decide(const CharterFacts& facts, const AmendDraft& amend, Context&) {
    ensure(facts.launched == false, "there is a founder while there is a draft");
    if (auto refusal = refusal_for_faults(facts)) return std::unexpected(*refusal);
    return Events{DraftAmended{amend.charter, amend.rules}};
}
void apply(store::Connection& connection, const Meta& meta, const DraftAmended& event) {
    connection.run("UPDATE {rules_platform} SET charter = $1, entry = $2 WHERE platform = 1",
                   json_text(to_json(event.charter)), meta.entry);
    connection.run("DELETE FROM {rules_versions}"); // nothing was bound by a draft's rules
    record_first_values(connection, meta, event.rules);
}

std::optional<PlatformRow> load(store::Connection& connection, const Context&, const EnterIntoForce&) {
    return platform(connection);
}
Decision decide(const std::optional<PlatformRow>& row, const EnterIntoForce&, Context&) {
    ensure(row && !row->launched(), "a draft comes into force, once");
    return Events{CharterInForce{}};
}
void apply(store::Connection& connection, const Meta& meta, const CharterInForce&) {
    connection.run("UPDATE {rules_platform} SET launched_at = $1 WHERE platform = 1", meta.at);
    begin_indexes(connection, founded_platform(connection).charter, meta.at);
}

NoFacts load(store::Connection&, const Context&, const AdoptNewRules&) { return {}; }
Decision decide(const NoFacts&, const AdoptNewRules& adopt, Context&) {
    if (adopt.rules.empty()) return Events{};
    return Events{NewRulesAdopted{adopt.rules}};
}
void apply(store::Connection& connection, const Meta& meta, const NewRulesAdopted& event) {
    record_first_values(connection, meta, event.rules);
}

} // namespace reef::rules
