#include "spaces/market/terms.hpp"

namespace reef::market {
using namespace engine;

namespace {
/// A ride is in a space, may be of a category, and binds those who ask and those who serve there.
const std::vector<ScopeKind> by_ride{ScopeKind::category, ScopeKind::space, ScopeKind::stakeholder_class};
} // namespace

const Rule<Percent> commission{"market.commission",
                               "Commission on a fare",
                               "The part of each fare that the platform keeps for its costs and its reserve.",
                               percent(15),
                               percent(0),
                               percent(30),
                               by_ride};
const Rule<Money> fare_start{"market.fare_start",
                             "Price of the start",
                             "What every ride costs before it moves.",
                             {300, {}},
                             Money{0, {}},
                             Money{2'000, {}},
                             by_ride};
const Rule<Money> fare_per_km{"market.fare_per_km",
                              "Price of a kilometre",
                              "What a rider pays for each kilometre.",
                              {140, {}},
                              Money{0, {}},
                              Money{1'000, {}},
                              by_ride};
const Rule<Money> fare_per_minute{"market.fare_per_minute",
                                  "Price of a minute",
                                  "What a rider pays for each minute of the trip.",
                                  {25, {}},
                                  Money{0, {}},
                                  Money{500, {}},
                                  by_ride};
const Rule<Money> pay_floor_per_km{"market.pay_floor_per_km",
                                   "Pay floor for a kilometre",
                                   "What a driver gets at least for each kilometre of a ride.",
                                   {85, {}},
                                   Money{0, {}},
                                   Money{1'000, {}},
                                   by_ride};
const Rule<Money> pay_floor_per_minute{"market.pay_floor_per_minute",
                                       "Pay floor for a minute",
                                       "What a driver gets at least for each minute from accepting a ride to its end.",
                                       {36, {}},
                                       Money{0, {}},
                                       Money{500, {}},
                                       by_ride};

const Rule<WeeklyHours> night_hours{
    "market.night_hours",
    "Night hours",
    "The hours of the week at which the fare of a ride that is requested bears the night supplement.",
    WeeklyHours{},
    {},
    {},
    by_ride};
const Rule<Percent> night_supplement{
    "market.night_supplement",
    "Night supplement",
    "What a rider pays on top of the fare in the night hours. All of it goes to the driver.",
    percent(0),
    percent(0),
    percent(100),
    by_ride};

std::vector<RuleDeclaration> fare_rules() {
    return {commission.declaration(),      fare_start.declaration(),       fare_per_km.declaration(),
            fare_per_minute.declaration(), pay_floor_per_km.declaration(), pay_floor_per_minute.declaration(),
            night_hours.declaration(),     night_supplement.declaration()};
}

namespace {

template <Textual T>
Term term(store::Connection& connection, const Rule<T>& rule, const rules::Selector& selector, Time at) {
    const auto in_force = rules::in_force(connection, rule, at, selector);
    return {in_force.value.text(), in_force.version, in_force.scope};
}

template <Textual T>
T value_of(const Term& term) {
    const auto value = T::parse(term.value);
    ensure(value.has_value(), "a pinned term has a value of its type");
    return *value;
}

constexpr std::int64_t metres_in_km = 1'000;
constexpr std::int64_t ms_in_minute = 60'000;

} // namespace

Terms terms_at(store::Connection& connection, const rules::SpaceCharter& space,
               const std::optional<std::string>& category, Time at) {
    const auto binding = [&](const std::optional<std::string>& bound) {
        rules::Selector selector{.category = category, .space = space.id};
        if (bound) selector.classes.push_back(*bound);
        return selector;
    };
    const auto rider = binding(space.requester), driver = binding(space.provider);
    return {term(connection, commission, driver, at),       term(connection, fare_start, rider, at),
            term(connection, fare_per_km, rider, at),       term(connection, fare_per_minute, rider, at),
            term(connection, pay_floor_per_km, driver, at), term(connection, pay_floor_per_minute, driver, at),
            term(connection, night_hours, rider, at),       term(connection, night_supplement, rider, at)};
}

std::optional<Percent> supplement_at(const Terms& terms, Time requested_at) {
    if (!terms.night_hours || !terms.night_supplement) return {};
    const auto part = value_of<Percent>(*terms.night_supplement);
    if (part == Percent{} || !value_of<WeeklyHours>(*terms.night_hours).contains(requested_at)) return {};
    return part;
}

Settlement settle(const Terms& terms, const Driven& driven) {
    Settlement all{.driven = driven};
    // 1. What the rider pays.
    all.distance_fare = scaled(value_of<Money>(terms.fare_per_km), driven.distance_m, metres_in_km);
    all.time_fare = scaled(value_of<Money>(terms.fare_per_minute), driven.trip.ms, ms_in_minute);
    const Money price = value_of<Money>(terms.fare_start) + all.distance_fare + all.time_fare;
    if (const auto part = driven.requested_at ? supplement_at(terms, *driven.requested_at) : std::nullopt)
        all.supplement = part->of(price);
    all.fare = all.supplement ? price + *all.supplement : price;
    // 2. What the platform keeps.
    all.commission = value_of<Percent>(terms.commission).of(price);
    // 3. What the driver gets at least.
    all.floor_distance = scaled(value_of<Money>(terms.pay_floor_per_km), driven.distance_m, metres_in_km);
    all.floor_time = scaled(value_of<Money>(terms.pay_floor_per_minute), driven.engaged.ms, ms_in_minute);
    all.pay_floor = all.floor_distance + all.floor_time;
    const Money net = price - all.commission;
    all.top_up = net < all.pay_floor ? all.pay_floor - net : Money{0, all.fare.currency};
    all.to_driver = all.fare - all.commission + all.top_up;
    return all;
}

std::vector<ledger::Movement> movements_of(const Settlement& settlement, MemberId rider, MemberId driver) {
    const auto from = ledger::account_of(rider), to = ledger::account_of(driver);
    const std::string treasury(ledger::treasury), outside(ledger::outside);
    std::vector<ledger::Movement> movements;
    if (settlement.fare.minor > 0) {
        movements.push_back({outside, from, settlement.fare, "card payment"});
        movements.push_back({from, to, settlement.fare, "fare"});
    }
    if (settlement.commission.minor > 0) movements.push_back({to, treasury, settlement.commission, "commission"});
    if (settlement.top_up.minor > 0) movements.push_back({treasury, to, settlement.top_up, "pay floor, top-up"});
    return movements;
}

} // namespace reef::market
