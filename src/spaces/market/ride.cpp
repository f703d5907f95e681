#include "spaces/market/ride.hpp"
#include <algorithm>

namespace reef::market {
using namespace engine;
namespace {

constexpr RefusalKind not_a_rider{"market.not_a_rider", "Only members of the class that rides can ask for a ride.",
                                  403};
constexpr RefusalKind one_ride_at_a_time{"market.one_ride_at_a_time",
                                         "You have a ride already. Finish it or call it off first.", 409};
constexpr RefusalKind no_driver{"market.no_driver", "No driver is free just now. Please try again in a few minutes.",
                                409};
constexpr RefusalKind no_such_category{"market.no_such_category",
                                       "There is no kind of ride \"{}\" here. There are: {}.", 422};
constexpr RefusalKind no_such_ride{"market.no_such_ride", "There is no ride with this number.", 404};
constexpr RefusalKind not_offered_to_you{"market.not_offered_to_you", "This ride is not offered to you.", 403};
constexpr RefusalKind not_your_ride{"market.not_your_ride", "This is not your ride.", 403};
constexpr RefusalKind wrong_stage{"market.wrong_stage", "This cannot be done now: the ride is {}.", 409};
constexpr RefusalKind distance_impossible{"market.distance_impossible", "A ride is between 0 and 1,000 km long.", 422};

template <Document T>
std::string text_of(const T& document) {
    return json_text(to_json(document));
}

/// How long a driver may think: whom it binds is the driver, with their bodies and classes.
Term time_to_answer(store::Connection& connection, MemberId driver, Time at) {
    auto selector = people::selector_of(connection, rules::founded_platform(connection).charter, driver);
    if (const auto space = rides_space(connection)) selector.space = space->id;
    const auto in_force = rules::in_force(connection, offer_time, at, selector);
    return {in_force.value.text(), in_force.version, in_force.scope};
}
Duration span_of(const Term& offer_time) { return *Duration::parse(offer_time.value); }

/// The next in the published order who is still free.
std::optional<std::size_t> next_place(const RideFacts& facts) {
    const auto offers = offers_of(*facts.ride);
    for (auto place = static_cast<std::size_t>(facts.ride->offer_place) + 1; place < offers.size(); ++place)
        if (std::ranges::find(facts.free, offers[place].driver) != facts.free.end()) return place;
    return {};
}

RideFacts ride_facts(store::Connection& connection, const Context& context, IdValue ride) {
    RideFacts facts{
        find_ride(connection, ride),
        connection.all<MemberId>(
            "SELECT driver FROM {market_drivers} d WHERE online AND NOT EXISTS (SELECT 1 FROM {market_rides} r "
            "WHERE r.driver = d.driver AND r.stage IN ('offered', 'accepted', 'under-way')) ORDER BY driver"),
        {}};
    if (const auto next = facts.ride ? next_place(facts) : std::nullopt)
        facts.offer_time = time_to_answer(connection, offers_of(*facts.ride)[*next].driver, context.at);
    return facts;
}

std::unexpected<Refusal> refuse_stage(Stage stage) {
    return refuse(wrong_stage, "ride", {std::string(names_of(stage).at(static_cast<std::size_t>(stage)))});
}

/// The ride at a stage in which one of its two people may go on with it.
std::optional<Refusal> cannot_go_on(const RideFacts& facts, Stage needed, MemberId driver) {
    if (!facts.ride) return refuse(no_such_ride, "ride").error();
    if (facts.ride->driver != driver) return refuse(not_your_ride).error();
    if (facts.ride->stage != needed) return refuse_stage(facts.ride->stage).error();
    return {};
}

/// The offer goes to the next in the published order who is still free.
OfferPassedOn pass_on(const RideFacts& facts, Time at) {
    const auto& ride = *facts.ride;
    const auto offers = offers_of(ride);
    OfferPassedOn passed{.ride = ride.ride, .from = *ride.driver, .offer_place = ride.offer_place};
    const auto place = next_place(facts);
    if (!place) return passed;
    passed.next = offers[*place].driver;
    passed.offer_place = static_cast<std::int64_t>(*place);
    passed.offer_ends_at = at + span_of(*facts.offer_time);
    passed.offer_time = facts.offer_time;
    return passed;
}

void count_offer(store::Connection& connection, MemberId driver) {
    connection.run("UPDATE {market_drivers} SET offered = offered + 1 WHERE driver = $1", driver);
}

} // namespace

std::optional<RideRow> find_ride(store::Connection& connection, IdValue ride) {
    return connection.first<RideRow>(std::string(ride_columns) + "WHERE ride = $1", ride);
}
Terms terms_of(const RideRow& row) { return from_recorded<Terms>(row.terms); }
std::vector<RankedOffer> offers_of(const RideRow& row) { return from_recorded<std::vector<RankedOffer>>(row.offers); }
std::optional<Settlement> settlement_of(const RideRow& row) {
    if (!row.settlement) return {};
    return from_recorded<Settlement>(*row.settlement);
}

RidesOfWeek week_of_rides(store::Connection& connection, Time now) {
    using Row = std::tuple<std::int64_t, std::int64_t, Duration>;
    const auto [count, to_drivers_minor, engaged] =
        connection.one<Row>("SELECT count(*), CAST(coalesce(sum(to_driver_minor), 0) AS BIGINT), "
                            "CAST(coalesce(sum(engaged_ms), 0) AS BIGINT) "
                            "FROM {market_rides} WHERE completed_at > $1",
                            now - days(7));
    return {count, to_drivers_minor, engaged};
}

std::optional<IdValue> newest_receipt_under(store::Connection& connection, std::int64_t commission_version,
                                            std::optional<MemberId> party) {
    return connection.first<IdValue>(
        "SELECT ride FROM {market_rides} WHERE commission_version = $1 AND completed_at IS NOT NULL "
        "AND ($2 = 0 OR rider = $2 OR driver = $2) ORDER BY completed_at DESC, ride DESC LIMIT 1",
        commission_version, party ? party->value : 0);
}

void observe(store::Connection& connection, const Context& context, RequestRide& request) {
    request.candidates.clear();
    using Row = std::tuple<MemberId, Time, std::int64_t, std::int64_t, std::optional<std::string>>;
    const auto rows = connection.all<Row>(
        "SELECT d.driver, d.idle_since, d.offered, d.accepted, p.place FROM {market_drivers} d LEFT JOIN "
        "{market_positions} p ON p.driver = d.driver WHERE d.online AND NOT EXISTS (SELECT 1 FROM {market_rides} r "
        "WHERE r.driver = d.driver AND r.stage IN ('offered', 'accepted', 'under-way')) ORDER BY d.driver");
    for (const auto& [driver, idle_since, offered, accepted, place] : rows) {
        if (driver == context.actor.member) continue; // nobody drives themselves
        // Where one of the two places is unknown, nobody is nearer than another.
        const auto pickup_m = request.place && place ? distance_m(*request.place, *Place::parse(*place)) : 0;
        request.candidates.push_back({driver, pickup_m, context.at - idle_since, offered, accepted});
    }
    request.place.reset();
}
RequestFacts load(store::Connection& connection, const Context& context, const RequestRide& request) {
    const auto space = rides_space(connection);
    RequestFacts facts{
        space && space->requester && context.standing.has("class:" + *space->requester),
        connection
            .first<IdValue>(
                "SELECT ride FROM {market_rides} WHERE rider = $1 AND stage IN ('offered', 'accepted', 'under-way') "
                "ORDER BY ride LIMIT 1",
                context.actor.member)
            .has_value(),
        space ? space->categories : std::vector<std::string>{},
        space ? terms_at(connection, *space, request.category, context.at) : Terms{},
        {rules::in_force(connection, offer_weights, context.at).value,
         rules::in_force(connection, offer_far_m, context.at).value,
         rules::in_force(connection, offer_long_wait, context.at).value},
        {}};
    const auto offers = rank(request.candidates, facts.offer_terms);
    if (!offers.empty()) facts.offer_time = time_to_answer(connection, offers.front().driver, context.at);
    return facts;
}
Decision decide(const RequestFacts& facts, const RequestRide& request, Context& context) {
    if (!facts.is_rider) return refuse(not_a_rider);
    if (facts.has_ride) return refuse(one_ride_at_a_time);
    if (request.category && std::ranges::find(facts.categories, *request.category) == facts.categories.end())
        return refuse(no_such_category, "category", {*request.category, join(facts.categories, ", ")});
    const auto offers = rank(request.candidates, facts.offer_terms);
    if (offers.empty()) return refuse(no_driver);
    return Events{RideRequested{context.new_id(), context.actor.member, request.origin, request.destination,
                                facts.terms, offers, context.at + span_of(*facts.offer_time), request.category,
                                facts.offer_time}};
}
void apply(store::Connection& connection, const Meta& meta, const RideRequested& event) {
    connection.run("INSERT INTO {market_rides} (ride, entry, rider, driver, stage, origin, destination, terms, offers, "
                   "offer_place, requested_at, offer_ends_at, commission_version, category) VALUES ($1, $2, $3, $4, "
                   "$5, $6, $7, $8, $9, 0, $10, $11, $12, $13)",
                   event.ride, meta.entry, event.rider, event.offers.front().driver, Stage::offered,
                   event.origin.reference.commitment, event.destination.reference.commitment, text_of(event.terms),
                   json_text(to_json(event.offers)), meta.at, event.offer_ends_at,
                   event.terms.commission.scope ? 0 : event.terms.commission.version, event.category);
    count_offer(connection, event.offers.front().driver);
}

RideFacts load(store::Connection& connection, const Context& context, const AcceptRide& accept) {
    return ride_facts(connection, context, accept.ride);
}
Decision decide(const RideFacts& facts, const AcceptRide& accept, Context& context) {
    if (!facts.ride) return refuse(no_such_ride, "ride");
    if (facts.ride->stage != Stage::offered) return refuse_stage(facts.ride->stage);
    if (facts.ride->driver != context.actor.member) return refuse(not_offered_to_you);
    return Events{RideAccepted{accept.ride, context.actor.member}};
}
void apply(store::Connection& connection, const Meta& meta, const RideAccepted& event) {
    connection.run("UPDATE {market_rides} SET stage = $1, accepted_at = $2, offer_ends_at = $3 WHERE ride = $4",
                   Stage::accepted, meta.at, std::optional<Time>(), event.ride);
    connection.run("UPDATE {market_drivers} SET accepted = accepted + 1 WHERE driver = $1", event.driver);
}

RideFacts load(store::Connection& connection, const Context& context, const DeclineRide& decline) {
    return ride_facts(connection, context, decline.ride);
}
Decision decide(const RideFacts& facts, const DeclineRide&, Context& context) {
    if (!facts.ride) return refuse(no_such_ride, "ride");
    if (facts.ride->stage != Stage::offered) return refuse_stage(facts.ride->stage);
    if (facts.ride->driver != context.actor.member) return refuse(not_offered_to_you);
    return Events{pass_on(facts, context.at)};
}
RideFacts load(store::Connection& connection, const Context& context, const ExpireOffer& expire) {
    return ride_facts(connection, context, expire.ride);
}
Decision decide(const RideFacts& facts, const ExpireOffer&, Context& context) {
    ensure(facts.ride && facts.ride->stage == Stage::offered && *facts.ride->offer_ends_at <= context.at,
           "the clock passes on offers whose time to answer is over");
    return Events{pass_on(facts, context.at)};
}
void apply(store::Connection& connection, const Meta&, const OfferPassedOn& event) {
    connection.run(
        "UPDATE {market_rides} SET stage = $1, driver = $2, offer_place = $3, offer_ends_at = $4 WHERE ride = $5",
        event.next ? Stage::offered : Stage::unserved, event.next, event.offer_place, event.offer_ends_at, event.ride);
    if (event.next) count_offer(connection, *event.next);
}

RideFacts load(store::Connection& connection, const Context& context, const StartTrip& start) {
    return ride_facts(connection, context, start.ride);
}
Decision decide(const RideFacts& facts, const StartTrip& start, Context& context) {
    if (auto refusal = cannot_go_on(facts, Stage::accepted, context.actor.member))
        return std::unexpected(std::move(*refusal));
    return Events{TripStarted{start.ride}};
}
void apply(store::Connection& connection, const Meta& meta, const TripStarted& event) {
    connection.run("UPDATE {market_rides} SET stage = $1, started_at = $2 WHERE ride = $3", Stage::under_way, meta.at,
                   event.ride);
}

RideFacts load(store::Connection& connection, const Context& context, const CompleteTrip& complete) {
    return ride_facts(connection, context, complete.ride);
}
Decision decide(const RideFacts& facts, const CompleteTrip& complete, Context& context) {
    if (auto refusal = cannot_go_on(facts, Stage::under_way, context.actor.member))
        return std::unexpected(std::move(*refusal));
    if (complete.distance_m < 0 || complete.distance_m > 1'000'000) return refuse(distance_impossible, "distance_m");
    const auto& ride = *facts.ride;
    const Driven driven{complete.distance_m, context.at - *ride.accepted_at, context.at - *ride.started_at,
                        ride.requested_at};
    const auto terms = terms_of(ride);
    return Events{RideSettled{complete.ride, ride.rider, *ride.driver, terms, settle(terms, driven)}};
}
void apply(store::Connection& connection, const Meta& meta, const RideSettled& event) {
    connection.run("UPDATE {market_rides} SET stage = $1, completed_at = $2, settlement = $3, to_driver_minor = $4, "
                   "engaged_ms = $5 WHERE ride = $6",
                   Stage::completed, meta.at, text_of(event.settlement), event.settlement.to_driver.minor,
                   event.settlement.driven.engaged, event.ride);
    connection.run("UPDATE {market_drivers} SET idle_since = $1 WHERE driver = $2", meta.at, event.driver);
}

RideFacts load(store::Connection& connection, const Context& context, const CancelRide& cancel) {
    return ride_facts(connection, context, cancel.ride);
}
Decision decide(const RideFacts& facts, const CancelRide& cancel, Context& context) {
    if (!facts.ride) return refuse(no_such_ride, "ride");
    const auto& ride = *facts.ride;
    const bool accepted_driver = ride.stage == Stage::accepted && ride.driver == context.actor.member;
    if (ride.rider != context.actor.member && !accepted_driver) return refuse(not_your_ride);
    if (ride.stage != Stage::offered && ride.stage != Stage::accepted) return refuse_stage(ride.stage);
    return Events{RideCancelled{cancel.ride, context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const RideCancelled& event) {
    connection.run("UPDATE {market_rides} SET stage = $1, offer_ends_at = $2 WHERE ride = $3", Stage::cancelled,
                   std::optional<Time>(), event.ride);
}

Schedule offer_schedule() {
    return schedule<IdValue>("market.offers", "an offer that nobody answers goes to the next driver",
                             "SELECT offer_ends_at, ride FROM {market_rides} WHERE stage = 'offered' AND offer_ends_at "
                             "<= $1 ORDER BY offer_ends_at, ride LIMIT 1",
                             [](IdValue ride) { return call(ExpireOffer{ride}); });
}

} // namespace reef::market
