// A ride: requested, offered, accepted, under way, completed and settled. Also cancelled, or left without a driver.
#pragma once
#include "spaces/market/dispatch.hpp"

namespace reef::market {

enum class Stage { offered, accepted, under_way, completed, cancelled, unserved };
constexpr auto names_of(Stage) {
    return std::array{"offered"sv, "accepted"sv, "under-way"sv, "completed"sv, "cancelled"sv, "unserved"sv};
}

/// Whether a driver takes rides. The place is observed and never recorded.
struct GoOnline {
    std::optional<Place> place;
    static constexpr std::string_view name = "market.go_online";
    static constexpr std::string_view about = "A driver is ready for rides.";
    static constexpr auto fields() {
        return FieldTable{field("place", &GoOnline::place, "where you wait; used to offer rides, not recorded")};
    }
};
struct WentOnline {
    MemberId driver;
    static constexpr std::string_view name = "market.went_online";
    static constexpr std::string_view about = "A driver is ready for rides.";
    static constexpr auto fields() {
        return FieldTable{field("driver", &WentOnline::driver, "who", Audience::members)};
    }
};
struct GoOffline {
    static constexpr std::string_view name = "market.go_offline";
    static constexpr std::string_view about = "A driver takes no more rides for now.";
    static constexpr auto fields() { return FieldTable{}; }
};
struct WentOffline {
    MemberId driver;
    static constexpr std::string_view name = "market.went_offline";
    static constexpr std::string_view about = "A driver takes no more rides for now.";
    static constexpr auto fields() {
        return FieldTable{field("driver", &WentOffline::driver, "who", Audience::members)};
    }
};

struct RequestRide {
    Vaulted<std::string> origin;
    Vaulted<std::string> destination;
    std::optional<Place> place;
    std::vector<Candidate> candidates; // observed as the request comes in
    std::optional<std::string> category = {};
    static constexpr std::string_view name = "market.request_ride";
    static constexpr std::string_view about = "Asks for a ride. It is offered to free drivers in the published order.";
    static constexpr auto fields() {
        return FieldTable{
            field("origin", &RequestRide::origin, "where you are", Audience::parties, 200),
            field("destination", &RequestRide::destination, "where you want to go", Audience::parties, 200),
            field("place", &RequestRide::place, "your position; used to find a driver, not recorded"),
            field("candidates", &RequestRide::candidates, "filled in: the drivers who were free", Audience::parties),
            field("category", &RequestRide::category, "of those that the charter names for the space",
                  Audience::parties)};
    }
};
struct RideRequested {
    IdValue ride;
    MemberId rider;
    Vaulted<std::string> origin;
    Vaulted<std::string> destination;
    Terms terms;
    std::vector<RankedOffer> offers;
    Time offer_ends_at;
    std::optional<std::string> category = {};
    std::optional<Term> offer_time = {};
    static constexpr std::string_view name = "market.ride_requested";
    static constexpr std::string_view about =
        "A ride was requested and offered to the first driver. Its terms are settled from here on.";
    static constexpr auto fields() {
        return FieldTable{field("ride", &RideRequested::ride, "its number"),
                          field("rider", &RideRequested::rider, "who asks", Audience::parties),
                          field("origin", &RideRequested::origin, "from where", Audience::parties),
                          field("destination", &RideRequested::destination, "to where", Audience::parties),
                          field("terms", &RideRequested::terms, "the rules it began under"),
                          field("offers", &RideRequested::offers, "the order of offers", Audience::parties),
                          field("offer_ends_at", &RideRequested::offer_ends_at, "until when the first may answer"),
                          field("category", &RideRequested::category, "that the rider named", Audience::parties),
                          field("offer_time", &RideRequested::offer_time, "market.offer_time, for the first driver",
                                Audience::parties)};
    }
    std::string topic() const { return "/rides"; }
};

struct AcceptRide {
    IdValue ride;
    static constexpr std::string_view name = "market.accept_ride";
    static constexpr std::string_view about = "Takes a ride that is offered to you.";
    static constexpr auto fields() { return FieldTable{field("ride", &AcceptRide::ride, "which")}; }
};
struct RideAccepted {
    IdValue ride;
    MemberId driver;
    static constexpr std::string_view name = "market.ride_accepted";
    static constexpr std::string_view about = "A driver took the ride. Engaged time runs from here.";
    static constexpr auto fields() {
        return FieldTable{field("ride", &RideAccepted::ride, "which"),
                          field("driver", &RideAccepted::driver, "who", Audience::parties)};
    }
    std::string topic() const { return "/rides/" + ride.text(); }
};

struct DeclineRide {
    IdValue ride;
    static constexpr std::string_view name = "market.decline_ride";
    static constexpr std::string_view about = "Leaves a ride that is offered to you to the next driver.";
    static constexpr auto fields() { return FieldTable{field("ride", &DeclineRide::ride, "which")}; }
};
/// Given by the clock when a driver did not answer in time.
struct ExpireOffer {
    IdValue ride;
    static constexpr std::string_view name = "market.expire_offer";
    static constexpr std::string_view about = "Offers a ride to the next driver when the first did not answer in time.";
    static constexpr auto fields() { return FieldTable{field("ride", &ExpireOffer::ride, "which")}; }
};
struct OfferPassedOn {
    IdValue ride;
    MemberId from;
    std::optional<MemberId> next;
    std::int64_t offer_place = 0;
    std::optional<Time> offer_ends_at;
    std::optional<Term> offer_time = {};
    static constexpr std::string_view name = "market.offer_passed_on";
    static constexpr std::string_view about = "A ride was offered to the next driver, or nobody was left.";
    static constexpr auto fields() {
        return FieldTable{
            field("ride", &OfferPassedOn::ride, "which"),
            field("from", &OfferPassedOn::from, "who did not take it", Audience::parties),
            field("next", &OfferPassedOn::next, "to whom it is offered now", Audience::parties),
            field("offer_place", &OfferPassedOn::offer_place, "place in the order of offers"),
            field("offer_ends_at", &OfferPassedOn::offer_ends_at, "until when they may answer"),
            field("offer_time", &OfferPassedOn::offer_time, "market.offer_time, for that driver", Audience::parties)};
    }
    std::string topic() const { return "/rides/" + ride.text(); }
};

struct StartTrip {
    IdValue ride;
    static constexpr std::string_view name = "market.start_trip";
    static constexpr std::string_view about = "The rider is on board.";
    static constexpr auto fields() { return FieldTable{field("ride", &StartTrip::ride, "which")}; }
};
struct TripStarted {
    IdValue ride;
    static constexpr std::string_view name = "market.trip_started";
    static constexpr std::string_view about = "The rider is on board.";
    static constexpr auto fields() { return FieldTable{field("ride", &TripStarted::ride, "which")}; }
    std::string topic() const { return "/rides/" + ride.text(); }
};

struct CompleteTrip {
    IdValue ride;
    std::int64_t distance_m = 0;
    static constexpr std::string_view name = "market.complete_trip";
    static constexpr std::string_view about =
        "The rider has arrived. The ride is settled under the terms it began under.";
    static constexpr auto fields() {
        return FieldTable{field("ride", &CompleteTrip::ride, "which"),
                          field("distance_m", &CompleteTrip::distance_m, "metres driven with the rider")};
    }
};
struct RideSettled {
    IdValue ride;
    MemberId rider;
    MemberId driver;
    Terms terms;
    Settlement settlement;
    static constexpr std::string_view name = "market.ride_settled";
    static constexpr std::string_view about =
        "A ride was completed and settled. Its receipt can be recomputed from this.";
    static constexpr auto fields() {
        return FieldTable{field("ride", &RideSettled::ride, "which"),
                          field("rider", &RideSettled::rider, "who rode", Audience::parties),
                          field("driver", &RideSettled::driver, "who drove", Audience::parties),
                          field("terms", &RideSettled::terms, "the rules it began under"),
                          field("settlement", &RideSettled::settlement, "the whole computation", Audience::parties)};
    }
    std::string topic() const { return "/rides/" + ride.text(); }
};

struct CancelRide {
    IdValue ride;
    static constexpr std::string_view name = "market.cancel_ride";
    static constexpr std::string_view about = "Calls a ride off, before it starts.";
    static constexpr auto fields() { return FieldTable{field("ride", &CancelRide::ride, "which")}; }
};
struct RideCancelled {
    IdValue ride;
    MemberId by;
    static constexpr std::string_view name = "market.ride_cancelled";
    static constexpr std::string_view about = "A ride was called off before it started.";
    static constexpr auto fields() {
        return FieldTable{field("ride", &RideCancelled::ride, "which"),
                          field("by", &RideCancelled::by, "who called it off", Audience::parties)};
    }
    std::string topic() const { return "/rides/" + ride.text(); }
};

/// A ride as it stands.
struct RideRow {
    IdValue ride;
    EntryNumber entry = 0;
    MemberId rider;
    std::optional<MemberId> driver;
    Stage stage = Stage::offered;
    Hash origin;
    Hash destination;
    std::string terms;
    std::string offers;
    std::int64_t offer_place = 0;
    Time requested_at;
    std::optional<Time> offer_ends_at;
    std::optional<Time> accepted_at;
    std::optional<Time> started_at;
    std::optional<Time> completed_at;
    std::optional<std::string> settlement;
    std::optional<std::string> category;
    static constexpr auto fields() {
        return FieldTable{field("ride", &RideRow::ride, ""),
                          field("entry", &RideRow::entry, ""),
                          field("rider", &RideRow::rider, ""),
                          field("driver", &RideRow::driver, ""),
                          field("stage", &RideRow::stage, ""),
                          field("origin", &RideRow::origin, ""),
                          field("destination", &RideRow::destination, ""),
                          field("terms", &RideRow::terms, ""),
                          field("offers", &RideRow::offers, ""),
                          field("offer_place", &RideRow::offer_place, ""),
                          field("requested_at", &RideRow::requested_at, ""),
                          field("offer_ends_at", &RideRow::offer_ends_at, ""),
                          field("accepted_at", &RideRow::accepted_at, ""),
                          field("started_at", &RideRow::started_at, ""),
                          field("completed_at", &RideRow::completed_at, ""),
                          field("settlement", &RideRow::settlement, ""),
                          field("category", &RideRow::category, "")};
    }
};
inline constexpr std::string_view ride_columns =
    "SELECT ride, entry, rider, driver, stage, origin, destination, terms, offers, offer_place, requested_at, "
    "offer_ends_at, accepted_at, started_at, completed_at, settlement, category FROM {market_rides} ";
std::optional<RideRow> find_ride(store::Connection& connection, IdValue ride);
Terms terms_of(const RideRow& row);
std::vector<RankedOffer> offers_of(const RideRow& row);
std::optional<Settlement> settlement_of(const RideRow& row);

struct ShiftFacts {
    bool is_driver = false;
    std::optional<bool> online;
    bool has_ride = false;
};
void observe(store::Connection&, const engine::Context&, GoOnline&);
ShiftFacts load(store::Connection&, const engine::Context&, const GoOnline&);
engine::Decision decide(const ShiftFacts&, const GoOnline&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const WentOnline&);
ShiftFacts load(store::Connection&, const engine::Context&, const GoOffline&);
engine::Decision decide(const ShiftFacts&, const GoOffline&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const WentOffline&);

struct RequestFacts {
    bool is_rider = false;
    bool has_ride = false;
    std::vector<std::string> categories; // of the space
    Terms terms;
    OfferTerms offer_terms;
    std::optional<Term> offer_time; // for the first in the order of offers
};
void observe(store::Connection&, const engine::Context&, RequestRide&);
RequestFacts load(store::Connection&, const engine::Context&, const RequestRide&);
engine::Decision decide(const RequestFacts&, const RequestRide&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RideRequested&);

/// What every step of a ride is decided on.
struct RideFacts {
    std::optional<RideRow> ride;
    std::vector<MemberId> free;     // drivers online without a ride
    std::optional<Term> offer_time; // for the next driver who would be asked
};
RideFacts load(store::Connection&, const engine::Context&, const AcceptRide&);
engine::Decision decide(const RideFacts&, const AcceptRide&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RideAccepted&);
RideFacts load(store::Connection&, const engine::Context&, const DeclineRide&);
engine::Decision decide(const RideFacts&, const DeclineRide&, engine::Context&);
RideFacts load(store::Connection&, const engine::Context&, const ExpireOffer&);
engine::Decision decide(const RideFacts&, const ExpireOffer&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const OfferPassedOn&);
RideFacts load(store::Connection&, const engine::Context&, const StartTrip&);
engine::Decision decide(const RideFacts&, const StartTrip&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const TripStarted&);
RideFacts load(store::Connection&, const engine::Context&, const CompleteTrip&);
engine::Decision decide(const RideFacts&, const CompleteTrip&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RideSettled&);
RideFacts load(store::Connection&, const engine::Context&, const CancelRide&);
engine::Decision decide(const RideFacts&, const CancelRide&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RideCancelled&);

engine::Schedule offer_schedule();

/// Positions are observations: erasable, outside the chronicle.
std::vector<store::Migration> migrations();

/// Completed rides of the last seven days.
struct RidesOfWeek {
    std::int64_t count = 0;
    std::int64_t to_drivers_minor = 0;
    Duration engaged;
};
RidesOfWeek week_of_rides(store::Connection& connection, Time now);
/// The newest ride that was settled under a version of the whole platform's commission: of all, or of a member's own.
std::optional<IdValue> newest_receipt_under(store::Connection& connection, std::int64_t commission_version,
                                            std::optional<MemberId> party = {});

/// The space for rides in the charter, if there is one.
std::optional<rules::SpaceCharter> rides_space(store::Connection& connection);

} // namespace reef::market
