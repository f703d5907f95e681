#include "commons/ledger/indicators.hpp"
#include "commons/ledger/chart.hpp"
#include "commons/rules/module.hpp"
#include <set>

namespace reef::ledger {
using namespace engine;
namespace {

/// What went one way, less what corrections sent back, in the currency of the books.
Measurement treasury_sum(store::Connection& connection, const Span& span, std::string_view there,
                         std::string_view back) {
    const auto currency = rules::founded_platform(connection).charter.currency;
    const auto sum = [&](std::string_view side, std::string_view corrections) {
        return connection.one<std::int64_t>(
            "SELECT CAST(coalesce(sum(minor), 0) AS BIGINT) FROM {ledger_transfers} WHERE " + std::string(side) +
                " = $1 AND currency = $2 AND at >= $3 AND at < $4 AND reverses IS " + std::string(corrections),
            treasury, currency.text(), span.from, span.until);
    };
    return {sum(there, "NULL") - sum(back, "NOT NULL")};
}

/// What members paid and were paid counts once, whichever side of it the charter counts.
Measurement turnover_within(store::Connection& connection, const Span& span) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    std::set<std::string> purposes;
    for (const auto& each : charter.governance.patronage) purposes.insert(each.purposes.begin(), each.purposes.end());
    if (purposes.empty()) return {};
    std::int64_t minor = 0;
    for (const auto& purpose : purposes)
        minor += connection.one<std::int64_t>(
            "SELECT CAST(coalesce(sum(CASE WHEN reverses IS NULL THEN minor ELSE -minor END), 0) AS BIGINT) FROM "
            "{ledger_transfers} WHERE purpose = $1 AND currency = $2 AND at >= $3 AND at < $4",
            purpose, charter.currency.text(), span.from, span.until);
    return {minor};
}

} // namespace

std::vector<Indicator> indicators() {
    return {{.name = "ledger.turnover",
             .title = "Turnover",
             .meaning = "What was paid here for what members do for one another.",
             .formula = "All transfers of the purposes by which the charter counts patronage, less those that were "
                        "corrected.",
             .unit = IndicatorUnit::amount,
             .read = turnover_within},
            {.name = "ledger.treasury_received",
             .title = "Received by the treasury",
             .meaning = "What came into the treasury, commissions and contributions among it.",
             .formula = "All transfers to the treasury, less those that were corrected.",
             .unit = IndicatorUnit::amount,
             .read = [](store::Connection& connection,
                        const Span& span) { return treasury_sum(connection, span, "to_account", "from_account"); }},
            {.name = "ledger.treasury_paid",
             .title = "Paid by the treasury",
             .meaning = "What left the treasury.",
             .formula = "All transfers from the treasury, less those that were corrected.",
             .unit = IndicatorUnit::amount,
             .read = [](store::Connection& connection, const Span& span) {
                 return treasury_sum(connection, span, "from_account", "to_account");
             }}};
}

} // namespace reef::ledger
