#include "spaces/market/ride.hpp"
#include <gtest/gtest.h>

namespace reef::market {
namespace {

using namespace engine;

const Time noon = *Time::parse("2026-03-06T12:00:00Z");
const MemberId clara(3), anna(7), boris(8);

/// The name of the first event that follows, or the refusal's code and field.
template <class Facts, class Command>
std::string outcome(const Facts& facts, const Command& command, MemberId by) {
    IdSource ids{100};
    Context context{Actor::of(by), {}, noon, 100, &ids};
    const auto decision = decide(facts, command, context);
    if (decision) return decision->recorded().at(0).name;
    const auto& refusal = decision.error();
    return refusal.field.empty() ? refusal.code : refusal.code + " " + refusal.field;
}

/// Clara asked for a ride; it is offered to Anna.
RideFacts ride(Stage stage) {
    const Term amount{"1.00 EUR", 1};
    RideRow row{.ride = IdValue{50}, .rider = clara, .driver = anna, .stage = stage};
    row.terms = json_text(to_json(Terms{{"15%", 1}, amount, amount, amount, amount, amount}));
    row.offers = json_text(to_json(std::vector<RankedOffer>{{anna}}));
    row.accepted_at = noon - minutes(9);
    row.started_at = noon - minutes(6);
    return {row, {}, {}};
}
const RideFacts none;

TEST(RequestRide, is_for_who_rides_one_ride_at_a_time_while_a_driver_is_free) {
    RequestRide request{{{Hash{}, 3}}, {{Hash{}, 3}}, {}, {{anna}}};
    RequestFacts facts{.is_rider = true,
                       .offer_terms = {offer_weights.default_value, {10'000}, hours(1)},
                       .offer_time = Term{"30 seconds", 1}};
    EXPECT_EQ(outcome(facts, request, clara), "market.ride_requested");
    request.candidates.clear();
    EXPECT_EQ(outcome(facts, request, clara), "market.no_driver");
    facts.has_ride = true;
    EXPECT_EQ(outcome(facts, request, clara), "market.one_ride_at_a_time");
    facts.is_rider = false;
    EXPECT_EQ(outcome(facts, request, clara), "market.not_a_rider");
}

TEST(Rides, are_taken_or_left_by_the_driver_whom_they_are_offered_to) {
    const AcceptRide accept{IdValue{50}};
    const DeclineRide decline{IdValue{50}};
    EXPECT_EQ(outcome(ride(Stage::offered), accept, anna), "market.ride_accepted");
    EXPECT_EQ(outcome(ride(Stage::offered), decline, anna), "market.offer_passed_on");
    for (const auto by : {boris, clara}) {
        EXPECT_EQ(outcome(ride(Stage::offered), accept, by), "market.not_offered_to_you");
        EXPECT_EQ(outcome(ride(Stage::offered), decline, by), "market.not_offered_to_you");
    }
    EXPECT_EQ(outcome(ride(Stage::accepted), accept, anna), "market.wrong_stage ride");
    EXPECT_EQ(outcome(ride(Stage::accepted), decline, anna), "market.wrong_stage ride");
    EXPECT_EQ(outcome(none, accept, anna), "market.no_such_ride ride");
    EXPECT_EQ(outcome(none, decline, anna), "market.no_such_ride ride");
}

TEST(Rides, are_driven_by_nobody_but_who_accepted_them) {
    const StartTrip start{IdValue{50}};
    const CompleteTrip complete{IdValue{50}, 1'000};
    EXPECT_EQ(outcome(ride(Stage::accepted), start, anna), "market.trip_started");
    EXPECT_EQ(outcome(ride(Stage::under_way), complete, anna), "market.ride_settled");
    for (const auto by : {boris, clara}) {
        EXPECT_EQ(outcome(ride(Stage::accepted), start, by), "market.not_your_ride");
        EXPECT_EQ(outcome(ride(Stage::under_way), complete, by), "market.not_your_ride");
    }
    EXPECT_EQ(outcome(ride(Stage::offered), start, anna), "market.wrong_stage ride");
    EXPECT_EQ(outcome(ride(Stage::accepted), complete, anna), "market.wrong_stage ride");
    EXPECT_EQ(outcome(none, start, anna), "market.no_such_ride ride");
    EXPECT_EQ(outcome(none, complete, anna), "market.no_such_ride ride");
}

TEST(Rides, are_at_most_a_thousand_kilometres_long) {
    const auto after = [](std::int64_t distance_m) {
        return outcome(ride(Stage::under_way), CompleteTrip{IdValue{50}, distance_m}, anna);
    };
    for (const auto possible : {0, 1'000'000}) EXPECT_EQ(after(possible), "market.ride_settled") << possible;
    for (const auto impossible : {-1, 1'000'001})
        EXPECT_EQ(after(impossible), "market.distance_impossible distance_m") << impossible;
}

TEST(Rides, are_called_off_by_the_rider_or_the_driver_who_accepted) {
    const CancelRide cancel{IdValue{50}};
    EXPECT_EQ(outcome(ride(Stage::offered), cancel, clara), "market.ride_cancelled");
    EXPECT_EQ(outcome(ride(Stage::accepted), cancel, clara), "market.ride_cancelled");
    EXPECT_EQ(outcome(ride(Stage::accepted), cancel, anna), "market.ride_cancelled");
    EXPECT_EQ(outcome(ride(Stage::offered), cancel, anna), "market.not_your_ride") << "it can be declined";
    EXPECT_EQ(outcome(ride(Stage::accepted), cancel, boris), "market.not_your_ride");
    EXPECT_EQ(outcome(ride(Stage::under_way), cancel, clara), "market.wrong_stage ride");
    EXPECT_EQ(outcome(none, cancel, clara), "market.no_such_ride ride");
}

TEST(Rides, are_passed_on_by_the_clock_once_the_time_to_answer_is_over) {
    auto facts = ride(Stage::offered);
    const ExpireOffer expire{IdValue{50}};
    facts.ride->offer_ends_at = noon;
    EXPECT_EQ(outcome(facts, expire, {}), "market.offer_passed_on");
    facts.ride->offer_ends_at = noon + Duration{1};
    EXPECT_THROW(outcome(facts, expire, {}), BrokenAssumption);
}

TEST(Shifts, are_for_who_drives_and_end_after_the_ride) {
    ShiftFacts facts{.is_driver = true};
    EXPECT_EQ(outcome(facts, GoOnline{}, anna), "market.went_online");
    facts.online = true;
    EXPECT_EQ(outcome(facts, GoOffline{}, anna), "market.went_offline");
    facts.has_ride = true;
    EXPECT_EQ(outcome(facts, GoOffline{}, anna), "market.ride_not_over");
    facts.is_driver = false;
    EXPECT_EQ(outcome(facts, GoOffline{}, anna), "market.not_a_driver");
    EXPECT_EQ(outcome(facts, GoOnline{}, anna), "market.not_a_driver");
}

} // namespace
} // namespace reef::market
