#include "spaces/market/indicators.hpp"

namespace reef::market {
using namespace engine;
namespace {

constexpr std::int64_t minute_ms = 60'000, hour_ms = 60 * minute_ms;

Measurement completed_within(store::Connection& connection, const Span& span) {
    const auto [count, riders] = connection.one<std::tuple<std::int64_t, std::int64_t>>(
        "SELECT count(*), count(DISTINCT rider) FROM {market_rides} WHERE completed_at >= $1 AND completed_at < $2",
        span.from, span.until);
    // No ride tells of nobody.
    return {whole(count), {}, count == 0 ? std::nullopt : std::optional(riders)};
}

/// Of an even number, the lower of the two in the middle.
Measurement median_wait(store::Connection& connection, const Span& span) {
    const auto [count, riders] = connection.one<std::tuple<std::int64_t, std::int64_t>>(
        "SELECT count(*), count(DISTINCT rider) FROM {market_rides} WHERE completed_at >= $1 AND completed_at < $2 AND "
        "started_at IS NOT NULL",
        span.from, span.until);
    if (count == 0) return {{}, 0, 0};
    const auto wait_ms = connection.one<std::int64_t>(
        "SELECT started_at - requested_at AS wait FROM {market_rides} WHERE completed_at >= $1 AND completed_at < $2 "
        "AND started_at IS NOT NULL ORDER BY wait, ride LIMIT 1 OFFSET $3",
        span.from, span.until, (count - 1) / 2);
    return {wait_ms * ten_thousandths / minute_ms, count, riders};
}

Measurement engaged_pay(store::Connection& connection, const Span& span) {
    const auto [count, drivers, minor, engaged_ms] =
        connection.one<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>>(
            "SELECT count(*), count(DISTINCT driver), CAST(coalesce(sum(to_driver_minor), 0) AS BIGINT), "
            "CAST(coalesce(sum(engaged_ms), 0) AS BIGINT) FROM {market_rides} WHERE completed_at >= $1 AND "
            "completed_at < $2",
            span.from, span.until);
    if (engaged_ms == 0) return {{}, 0, 0};
    return {scaled(Money{minor}, hour_ms, engaged_ms).minor, count, drivers};
}

Measurement cancelled_share(store::Connection& connection, const Span& span) {
    const auto [asked, cancelled, riders] = connection.one<std::tuple<std::int64_t, std::int64_t, std::int64_t>>(
        "SELECT count(*), CAST(coalesce(sum(CASE WHEN stage = 'cancelled' THEN 1 ELSE 0 END), 0) AS BIGINT), "
        "count(DISTINCT rider) FROM {market_rides} WHERE requested_at >= $1 AND requested_at < $2",
        span.from, span.until);
    if (asked == 0) return {{}, 0, 0};
    return {whole(cancelled * 100) / asked, asked, riders};
}

} // namespace

std::vector<Indicator> indicators() {
    return {{.name = "market.rides_completed",
             .title = "Rides brought to their end",
             .meaning = "How many rides were completed.",
             .formula = "Counted by the time at which each was completed.",
             .read = completed_within},
            {.name = "market.waiting_time",
             .title = "Waiting time of a rider",
             .meaning = "How long riders wait from asking until the trip starts.",
             .formula = "The median of the rides completed.",
             .unit = IndicatorUnit::minutes,
             .read = median_wait},
            {.name = "market.engaged_pay",
             .title = "Pay of a driver for an engaged hour",
             .meaning = "What drivers are paid for an hour from accepting a ride until its end.",
             .formula = "All that drivers were paid for rides completed, by the hours they were engaged for them.",
             .unit = IndicatorUnit::amount_an_hour,
             .read = engaged_pay},
            {.name = "market.cancelled_share",
             .title = "Rides cancelled",
             .meaning = "How many of a hundred rides asked for were called off.",
             .formula = "Rides called off, by all rides that were asked for.",
             .unit = IndicatorUnit::percent,
             .read = cancelled_share}};
}

} // namespace reef::market
