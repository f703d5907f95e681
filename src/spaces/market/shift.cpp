// Drivers going on and off line, and where they are (observed, not recorded).
#include "spaces/market/ride.hpp"

namespace reef::market {
using namespace engine;
namespace {

constexpr RefusalKind not_a_driver{"market.not_a_driver", "Only members of the class that drives can take rides.", 403};
constexpr RefusalKind ride_not_over{"market.ride_not_over", "Please finish your ride first.", 409};

ShiftFacts shift_facts(store::Connection& connection, const Context& context) {
    const auto space = rides_space(connection);
    return {space && space->provider && context.standing.has("class:" + *space->provider),
            connection.first<bool>("SELECT online FROM {market_drivers} WHERE driver = $1", context.actor.member),
            connection
                .first<IdValue>(
                    "SELECT ride FROM {market_rides} WHERE driver = $1 AND stage IN ('accepted', 'under-way') LIMIT 1",
                    context.actor.member)
                .has_value()};
}

} // namespace

std::vector<store::Migration> migrations() {
    return {{"market.1_positions",
             "CREATE TABLE {market_positions} (driver BIGINT PRIMARY KEY, place TEXT NOT NULL, at BIGINT NOT NULL)"}};
}

std::optional<rules::SpaceCharter> rides_space(store::Connection& connection) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    for (const auto& space : platform->charter.technology.spaces)
        if (space.kind == "rides") return space;
    return {};
}

void observe(store::Connection& connection, const Context& context, GoOnline& online) {
    if (online.place)
        connection.run("INSERT INTO {market_positions} (driver, place, at) VALUES ($1, $2, $3) "
                       "ON CONFLICT (driver) DO UPDATE SET place = $2, at = $3",
                       context.actor.member, online.place->text(), context.at);
    online.place.reset();
}
ShiftFacts load(store::Connection& connection, const Context& context, const GoOnline&) {
    return shift_facts(connection, context);
}
Decision decide(const ShiftFacts& facts, const GoOnline&, Context& context) {
    if (!facts.is_driver) return refuse(not_a_driver);
    if (facts.online == true) return Events{}; // only the place is new
    return Events{WentOnline{context.actor.member}};
}
void apply(store::Connection& connection, const Meta& meta, const WentOnline& event) {
    connection.run(
        "INSERT INTO {market_drivers} (driver, online, idle_since, offered, accepted) VALUES ($1, TRUE, $2, 0, 0) "
        "ON CONFLICT (driver) DO UPDATE SET online = TRUE, idle_since = $2",
        event.driver, meta.at);
}

ShiftFacts load(store::Connection& connection, const Context& context, const GoOffline&) {
    return shift_facts(connection, context);
}
Decision decide(const ShiftFacts& facts, const GoOffline&, Context& context) {
    if (!facts.is_driver) return refuse(not_a_driver);
    if (facts.has_ride) return refuse(ride_not_over);
    if (facts.online != true) return Events{};
    return Events{WentOffline{context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const WentOffline& event) {
    connection.run("UPDATE {market_drivers} SET online = FALSE WHERE driver = $1", event.driver);
}

} // namespace reef::market
