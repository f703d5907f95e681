#include "commons/rules/lapse.hpp"

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind superseded{
    "rules.superseded", "Version {} of {} cannot end: another one has taken its place, or none stood before it.", 409};

} // namespace

std::vector<Version> load(store::Connection& connection, const Context&, const Lapse& lapse) {
    return versions_of(connection, lapse.rule);
}
Decision decide(const std::vector<Version>& versions, const Lapse& lapse, Context& context) {
    const auto before = versions.empty() ? std::nullopt : value_before(versions, versions.size() - 1);
    if (!before || versions.back().version != lapse.version)
        return refuse(superseded, "version", {std::to_string(lapse.version), lapse.rule});
    const auto& ending = versions.back();
    return Events{RuleLapsed{.rule = lapse.rule,
                             .ended_version = ending.version,
                             .version = ending.version + 1,
                             .value = *before,
                             .because = lapse.because,
                             .decision = ending.decision,
                             // A sunset was announced with the version that it ends.
                             .published_at = lapse.because == Origin::sunset ? ending.published_at : context.at,
                             .effective_at = std::max({lapse.effective_at, ending.effective_at, context.at})}};
}
void apply(store::Connection& connection, const Meta& meta, const RuleLapsed& event) {
    connection.run("INSERT INTO {rules_versions} (rule, version, value, effective_at, entry, decision, published_at, "
                   "origin) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                   event.rule, event.version, event.value, event.effective_at, meta.entry, event.decision,
                   event.published_at, event.because);
}

/// A version that was superseded, or is about to be by one already decided, does not lapse any more.
Schedule sunset_schedule() {
    return {"rules.sunset", "rules end at their sunset",
            [](store::Connection& connection, Time now) -> std::optional<Due> {
                using Row = std::tuple<std::string, std::int64_t, Time>;
                const auto due = connection.first<Row>(
                    "SELECT rule, version, sunset_at FROM {rules_versions} v WHERE sunset_at <= $1 AND NOT EXISTS "
                    "(SELECT 1 FROM {rules_versions} later WHERE later.rule = v.rule AND later.version > v.version) "
                    "ORDER BY sunset_at, rule LIMIT 1",
                    now);
                if (!due) return {};
                const auto& [rule, version, at] = *due;
                return Due{at, call(Lapse{rule, version, Origin::sunset, at})};
            }};
}

} // namespace reef::rules
