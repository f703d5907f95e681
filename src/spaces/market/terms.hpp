// What a ride costs and earns: the rules, pinned when it is requested, and the arithmetic that a receipt shows.
#pragma once
#include "commons/ledger/module.hpp"
#include "core/base/weekly_hours.hpp"

namespace reef::market {

using namespace std::literals;

extern const engine::Rule<Percent> commission;
extern const engine::Rule<Money> fare_start, fare_per_km, fare_per_minute, pay_floor_per_km, pay_floor_per_minute;
extern const engine::Rule<WeeklyHours> night_hours;
extern const engine::Rule<Percent> night_supplement;
std::vector<engine::RuleDeclaration> fare_rules();

/// A rule's value, version and scope as a ride began under it.
struct Term {
    std::string value;
    std::int64_t version = 0;
    std::optional<rules::Scope> scope = {};
    bool operator==(const Term&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("value", &Term::value, "as it was written"),
                          field("version", &Term::version, "of the rule"),
                          field("scope", &Term::scope, "whose version it is; none: the whole platform's")};
    }
};

/// "An order in progress keeps the version it began under."
struct Terms {
    Term commission;
    Term fare_start;
    Term fare_per_km;
    Term fare_per_minute;
    Term pay_floor_per_km;
    Term pay_floor_per_minute;
    std::optional<Term> night_hours = {}; // none: requested before there were such hours
    std::optional<Term> night_supplement = {};
    static constexpr auto fields() {
        return FieldTable{field("commission", &Terms::commission, "market.commission"),
                          field("fare_start", &Terms::fare_start, "market.fare_start"),
                          field("fare_per_km", &Terms::fare_per_km, "market.fare_per_km"),
                          field("fare_per_minute", &Terms::fare_per_minute, "market.fare_per_minute"),
                          field("pay_floor_per_km", &Terms::pay_floor_per_km, "market.pay_floor_per_km"),
                          field("pay_floor_per_minute", &Terms::pay_floor_per_minute, "market.pay_floor_per_minute"),
                          field("night_hours", &Terms::night_hours, "market.night_hours"),
                          field("night_supplement", &Terms::night_supplement, "market.night_supplement")};
    }
};
/// The rules of fare, asked for who rides, and of pay, for who drives; in that space, and of that category.
Terms terms_at(store::Connection& connection, const rules::SpaceCharter& space,
               const std::optional<std::string>& category, Time at);
/// The part of the fare that a ride bears on top, where it is requested within the night hours of its terms.
std::optional<Percent> supplement_at(const Terms& terms, Time requested_at);

/// What was driven. Engaged time runs from accepting the ride to its end, trip time from its start.
struct Driven {
    std::int64_t distance_m = 0;
    Duration engaged;
    Duration trip;
    std::optional<Time> requested_at = {};
    static constexpr auto fields() {
        return FieldTable{field("distance_m", &Driven::distance_m, "metres"),
                          field("engaged", &Driven::engaged, "from accepting to the end"),
                          field("trip", &Driven::trip, "from the start to the end"),
                          field("requested_at", &Driven::requested_at, "by which night hours are told")};
    }
};

/// The whole computation, each line rounded to the cent (half away from zero):
///     price = start + distance · per_km + trip · per_minute
///     fare = price + night_supplement of price, where it was requested within the night hours
///     net = price − commission of price
///     floor = distance · floor_per_km + engaged · floor_per_minute          (the form of New York City's pay floor)
///     top-up = what net falls short of the floor; the driver gets net + top-up, and the supplement whole
struct Settlement {
    Driven driven;
    Money distance_fare;
    Money time_fare;
    Money fare;
    Money commission;
    Money floor_distance;
    Money floor_time;
    Money pay_floor;
    Money top_up;
    Money to_driver;
    std::optional<Money> supplement = {};
    Money price() const { return supplement ? fare - *supplement : fare; }
    static constexpr auto fields() {
        return FieldTable{
            field("driven", &Settlement::driven, "distance and times"),
            field("distance_fare", &Settlement::distance_fare, "distance · fare_per_km"),
            field("time_fare", &Settlement::time_fare, "trip time · fare_per_minute"),
            field("fare", &Settlement::fare, "what the rider pays"),
            field("commission", &Settlement::commission, "the platform's part of the fare, not of a supplement"),
            field("floor_distance", &Settlement::floor_distance, "distance · pay_floor_per_km"),
            field("floor_time", &Settlement::floor_time, "engaged time · pay_floor_per_minute"),
            field("pay_floor", &Settlement::pay_floor, "the least that the driver gets"),
            field("top_up", &Settlement::top_up, "paid by the platform to reach the floor"),
            field("to_driver", &Settlement::to_driver, "fare − commission + top-up"),
            field("supplement", &Settlement::supplement,
                  "of the fare, for a ride requested at night: the driver's, without commission")};
    }
};
Settlement settle(const Terms& terms, const Driven& driven);

/// The movements of a settlement: card payment, fare, commission, top-up. They sum to zero.
std::vector<ledger::Movement> movements_of(const Settlement& settlement, MemberId rider, MemberId driver);

} // namespace reef::market
