#include "commons/rules/enactment.hpp"
#include "commons/rules/by_law.hpp"
#include <algorithm>

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind unknown_rule{"rules.unknown_rule", "There is no rule \"{}\".", 404};
constexpr RefusalKind no_such_version{"rules.no_such_version", "Decision {} put no version of a rule in force.", 404};

} // namespace

EnactFacts load(store::Connection& connection, const Context& context, const EnactRule& enact) {
    if (!version_at(connection, enact.rule, context.at)) return {};
    EnactFacts facts{versions_of(connection, enact.rule, enact.scope), {}};
    const auto* rule = context.registry->rule(enact.rule);
    if (!enact.scope || !rule) return facts;
    const auto platform = founded_platform(connection);
    const auto& charter = platform.charter;
    const auto* room = charter.room_for(enact.rule, enact.scope);
    if (room)
        facts.by_room = confined(*rule, *room, enact.value);
    else if (enact.by_law.value_or(false)) // the room that it was decided in is gone
        facts.by_room = std::string(parents_value);
    return facts;
}
Decision decide(const EnactFacts& facts, const EnactRule& enact, Context& context) {
    if (facts.versions.empty()) return refuse(unknown_rule, "rule", {enact.rule});
    const auto& last = facts.versions.back();
    // A version never takes effect before the one before it, nor before it was decided.
    const Time effective_at = std::max({enact.effective_at, last.effective_at, context.at});
    return Events{RuleEnacted{enact.rule, last.version + 1, facts.by_room.value_or(enact.value), enact.decision,
                              effective_at, enact.reason, enact.author, enact.expected, enact.sunset_at, enact.scope,
                              enact.by_law}};
}
void apply(store::Connection& connection, const Meta& meta, const RuleEnacted& event) {
    const auto expected = event.expected ? std::optional(json_text(to_json(*event.expected))) : std::nullopt;
    connection.run("INSERT INTO {rules_versions} (rule, scope, version, value, effective_at, entry, decision, reason, "
                   "published_at, origin, author, expected, sunset_at, by_law) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                   event.rule, recorded_scope(event.scope), event.version, event.value, event.effective_at, meta.entry,
                   event.decision, event.reason.reference.commitment, meta.at, Origin::decision, event.author, expected,
                   event.sunset_at, event.by_law.value_or(false));
}

std::optional<Version> load(store::Connection& connection, const Context&, const RecordResult& record) {
    const auto found = connection.first<std::tuple<std::string, std::string>>(
        "SELECT rule, scope FROM {rules_versions} WHERE decision = $1 AND origin = $2", record.decision,
        Origin::decision);
    if (!found) return {};
    const auto& [rule, scope] = *found;
    const auto versions = versions_of(connection, rule, scope_from_record(scope));
    return *std::ranges::find(versions, std::optional(record.decision), &Version::decision);
}
Decision decide(const std::optional<Version>& version, const RecordResult& record, Context& context) {
    if (!version) return refuse(no_such_version, "decision", {record.decision.text()});
    return Events{ResultRecorded{version->rule,
                                 version->version,
                                 {record.finding, record.measured, record.source, context.at},
                                 scope_from_record(version->scope)}};
}
void apply(store::Connection& connection, const Meta&, const ResultRecorded& event) {
    connection.run("UPDATE {rules_versions} SET result = $1 WHERE rule = $2 AND version = $3 AND scope = $4",
                   json_text(to_json(event.result)), event.rule, event.version, recorded_scope(event.scope));
}

} // namespace reef::rules
