// What the record says of a matter, beside the word of whoever proposes: how often its rules changed, and how many
// promises of decisions on them were kept.
#pragma once
#include "commons/people/module.hpp"

namespace reef::decisions {

/// Of the rules of one domain, or of one rule in one scope.
struct MatterRecord {
    std::int64_t rules = 0;
    std::int64_t changes = 0;   // of their values, in the last year
    std::int64_t looked_at = 0; // promises of decisions on them, in the last two years
    std::int64_t kept = 0;
    bool operator==(const MatterRecord&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("rules", &MatterRecord::rules, "of the domain"),
            field("changes", &MatterRecord::changes, "of their values in the last year"),
            field("looked_at", &MatterRecord::looked_at, "promises of decisions on them, in the last two years"),
            field("kept", &MatterRecord::kept, "of those promises")};
    }
};
/// Four changes of each rule in a year, one in a quarter, are 100%.
Percent volatility_of(const MatterRecord& record);
/// The share of the promises that was kept; nothing where none was looked at.
std::optional<Percent> compliance_of(const MatterRecord& record);

MatterRecord record_of(store::Connection& connection, const engine::Registry& registry, const rules::Charter& charter,
                       std::string_view rule, const std::optional<rules::Scope>& scope, Time at);

} // namespace reef::decisions
