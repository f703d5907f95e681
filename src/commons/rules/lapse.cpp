#include "commons/rules/lapse.hpp"
#include "commons/rules/by_law.hpp"

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind superseded{
    "rules.superseded", "Version {} of {} cannot end: another one has taken its place, or none stood before it.", 409};

using Standing = std::vector<const Version*>;

/// The one on top ends, and with it those below whose end has come; the founding's stands whatever comes.
void end_top(Standing& standing, Time at) {
    standing.pop_back();
    while (standing.size() > 1 && standing.back()->sunset_at && *standing.back()->sunset_at <= at) standing.pop_back();
}

/// A decision is put on top of what stands, a renewal in the place of what it renews; one that goes back takes away
/// what it goes back on.
void put(Standing& standing, const Version& version) {
    const auto size = standing.size();
    const bool goes_back =
        size > 1 && standing[size - 2]->value == version.value && standing[size - 2]->sunset_at == version.sunset_at;
    if (goes_back) return standing.pop_back();
    if (size > 1 && standing.back()->value == version.value) standing.pop_back();
    standing.push_back(&version);
}

/// Another charter leaves less room: the nearest value is in the place of what stood, or nothing is left at all.
void narrow_top(Standing& standing, const Version& version) {
    if (version.value == parents_value) standing.resize(1);
    if (standing.size() > 1) standing.back() = &version;
}
} // namespace

std::optional<Version> returns_after(const std::vector<Version>& versions, Time at) {
    if (versions.size() < 2) return {};
    Standing standing;
    for (const auto& version : versions) {
        if (version.origin == Origin::narrowed) {
            narrow_top(standing, version);
            continue;
        }
        const bool is_lapse = version.origin == Origin::sunset || version.origin == Origin::missed_promise;
        if (is_lapse && standing.size() > 1) end_top(standing, version.effective_at);
        if (!is_lapse || standing.back()->value != version.value) put(standing, version);
    }
    if (standing.size() > 1) end_top(standing, at);
    return *standing.back();
}

LapseFacts load(store::Connection& connection, const Context& context, const Lapse& lapse) {
    LapseFacts facts{versions_of(connection, lapse.rule, lapse.scope), {}};
    const auto* rule = context.registry->rule(lapse.rule);
    const auto before = returns_after(facts.versions, std::max(lapse.effective_at, context.at));
    if (!lapse.scope || !rule || !before) return facts;
    const auto platform = founded_platform(connection);
    const auto& charter = platform.charter;
    if (const auto* room = charter.room_for(lapse.rule, lapse.scope))
        facts.by_room = confined(*rule, *room, before->value);
    else if (before->by_law)
        facts.by_room = std::string(parents_value);
    return facts;
}
Decision decide(const LapseFacts& facts, const Lapse& lapse, Context& context) {
    const auto& [versions, by_room] = facts;
    const auto before = returns_after(versions, std::max(lapse.effective_at, context.at));
    if (!before || versions.back().version != lapse.version)
        return refuse(superseded, "version", {std::to_string(lapse.version), lapse.rule});
    const auto& ending = versions.back();
    return Events{RuleLapsed{.rule = lapse.rule,
                             .ended_version = ending.version,
                             .version = ending.version + 1,
                             .value = by_room.value_or(before->value),
                             .because = lapse.because,
                             .decision = ending.decision,
                             // A sunset was announced with the version that it ends.
                             .published_at = lapse.because == Origin::sunset ? ending.published_at : context.at,
                             .effective_at = std::max({lapse.effective_at, ending.effective_at, context.at}),
                             .sunset_at = before->sunset_at,
                             .scope = lapse.scope,
                             .by_law = before->by_law ? std::optional(true) : std::nullopt}};
}
void apply(store::Connection& connection, const Meta& meta, const RuleLapsed& event) {
    connection.run("INSERT INTO {rules_versions} (rule, scope, version, value, effective_at, entry, decision, "
                   "published_at, origin, sunset_at, by_law) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                   event.rule, recorded_scope(event.scope), event.version, event.value, event.effective_at, meta.entry,
                   event.decision, event.published_at, event.because, event.sunset_at, event.by_law.value_or(false));
}

/// A version that was superseded, or is about to be by one already decided, does not lapse any more.
Schedule sunset_schedule() {
    return schedule<std::string, std::string, std::int64_t, Time>(
        "rules.sunset", "rules end at their sunset",
        "SELECT sunset_at, rule, scope, version, sunset_at FROM {rules_versions} v WHERE sunset_at <= $1 AND NOT "
        "EXISTS (SELECT 1 FROM {rules_versions} later WHERE later.rule = v.rule AND later.scope = v.scope AND "
        "later.version > v.version) ORDER BY sunset_at, rule, scope LIMIT 1",
        [](const std::string& rule, const std::string& scope, std::int64_t version, Time at) {
            return call(Lapse{rule, version, Origin::sunset, at, scope_from_record(scope)});
        });
}

} // namespace reef::rules
