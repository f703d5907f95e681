#include "commons/rules/enactment.hpp"
#include <algorithm>

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind unknown_rule{"rules.unknown_rule", "There is no rule \"{}\".", 404};
constexpr RefusalKind no_such_version{"rules.no_such_version", "Decision {} put no version of a rule in force.", 404};

} // namespace

std::vector<Version> load(store::Connection& connection, const Context&, const EnactRule& enact) {
    return versions_of(connection, enact.rule);
}
Decision decide(const std::vector<Version>& versions, const EnactRule& enact, Context& context) {
    if (versions.empty()) return refuse(unknown_rule, "rule", {enact.rule});
    // A version never takes effect before the one before it, nor before it was decided.
    const Time effective_at = std::max({enact.effective_at, versions.back().effective_at, context.at});
    return Events{RuleEnacted{enact.rule, versions.back().version + 1, enact.value, enact.decision, effective_at,
                              enact.reason, enact.author, enact.expected, enact.sunset_at}};
}
void apply(store::Connection& connection, const Meta& meta, const RuleEnacted& event) {
    const auto expected = event.expected ? std::optional(json_text(to_json(*event.expected))) : std::nullopt;
    connection.run("INSERT INTO {rules_versions} (rule, version, value, effective_at, entry, decision, reason, "
                   "published_at, origin, author, expected, sunset_at) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                   event.rule, event.version, event.value, event.effective_at, meta.entry, event.decision,
                   event.reason.reference.commitment, meta.at, Origin::decision, event.author, expected,
                   event.sunset_at);
}

std::optional<Version> load(store::Connection& connection, const Context&, const RecordResult& record) {
    const auto rule = connection.first<std::string>(
        "SELECT rule FROM {rules_versions} WHERE decision = $1 AND origin = $2", record.decision, Origin::decision);
    if (!rule) return {};
    const auto versions = versions_of(connection, *rule);
    return *std::ranges::find(versions, std::optional(record.decision), &Version::decision);
}
Decision decide(const std::optional<Version>& version, const RecordResult& record, Context& context) {
    if (!version) return refuse(no_such_version, "decision", {record.decision.text()});
    return Events{
        ResultRecorded{version->rule, version->version, {record.finding, record.measured, record.source, context.at}}};
}
void apply(store::Connection& connection, const Meta&, const ResultRecorded& event) {
    connection.run("UPDATE {rules_versions} SET result = $1 WHERE rule = $2 AND version = $3",
                   json_text(to_json(event.result)), event.rule, event.version);
}

} // namespace reef::rules
