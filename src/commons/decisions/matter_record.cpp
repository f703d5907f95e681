#include "commons/decisions/matter_record.hpp"
#include "commons/decisions/review.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

Percent volatility_of(const MatterRecord& record) {
    if (record.rules == 0) return {};
    return std::min(percent(100), Percent{record.changes * percent(25).hundredths / record.rules});
}

std::optional<Percent> compliance_of(const MatterRecord& record) {
    if (record.looked_at == 0) return {};
    return Percent{record.kept * percent(100).hundredths / record.looked_at};
}

MatterRecord record_of(store::Connection& connection, const Registry& registry, const rules::Charter& charter,
                       std::string_view rule, const std::optional<rules::Scope>& scope, Time at) {
    MatterRecord record;
    const auto* domain = charter.domain_of(rule);
    const auto is_of_it = [&](std::string_view other) {
        if (scope) return other == rule;
        const auto* its = charter.domain_of(other);
        return domain && its && its->rules == domain->rules;
    };
    const std::int64_t first = scope ? 0 : 1; // version: nobody decided it
    for (const auto& room : registry.modules())
        for (const auto& each : room.rules) {
            if (!is_of_it(each.name)) continue;
            ++record.rules;
            for (const auto& version : rules::versions_of(connection, each.name, scope))
                if (version.version > first && version.effective_at > at - days(365) && version.effective_at <= at)
                    ++record.changes;
        }
    using Row = std::tuple<std::string, rules::Finding>;
    for (const auto& [about, finding] : connection.all<Row>(
             "SELECT c.rule, r.finding FROM {decisions_reviews} r, {decisions_changes} c WHERE c.proposal = r.proposal "
             "AND c.scope = $1 AND r.finding IS NOT NULL AND r.concluded_at > $2",
             rules::recorded_scope(scope), at - days(730))) {
        if (!is_of_it(about)) continue;
        ++record.looked_at;
        if (finding == rules::Finding::achieved) ++record.kept;
    }
    return record;
}

} // namespace reef::decisions
