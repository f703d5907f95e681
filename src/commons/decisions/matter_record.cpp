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
                       std::string_view rule, Time at) {
    MatterRecord record;
    const auto* domain = charter.domain_of(rule);
    const auto is_of_it = [&](std::string_view other) {
        const auto* its = charter.domain_of(other);
        return domain && its && its->rules == domain->rules;
    };
    for (const auto& room : registry.modules())
        for (const auto& each : room.rules) {
            if (!is_of_it(each.name)) continue;
            ++record.rules;
            for (const auto& version : rules::versions_of(connection, each.name))
                if (version.version > 1 && version.effective_at > at - days(365) && version.effective_at <= at)
                    ++record.changes;
        }
    using Row = std::tuple<std::string, rules::Finding>;
    for (const auto& [about, finding] : connection.all<Row>(
             "SELECT p.matter, r.finding FROM {decisions_reviews} r, {decisions_proposals} p WHERE p.proposal = "
             "r.proposal AND r.finding IS NOT NULL AND r.concluded_at > $1",
             at - days(730))) {
        if (!is_of_it(about)) continue;
        ++record.looked_at;
        if (finding == rules::Finding::achieved) ++record.kept;
    }
    return record;
}

} // namespace reef::decisions
