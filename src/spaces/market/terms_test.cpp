#include "spaces/market/dispatch.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::market {
namespace {

Terms terms(std::string_view commission_value = "15%") {
    return {{std::string(commission_value), 1},
            {"3.00 EUR", 1},
            {"1.40 EUR", 1},
            {"0.25 EUR", 1},
            {"0.85 EUR", 1},
            {"0.36 EUR", 1}};
}

// 8.4 km, 31 minutes engaged, 26 of them on the way, by hand:
//   fare  = 3.00 + 8.4 · 1.40 + 26 · 0.25 = 3.00 + 11.76 + 6.50 = 21.26
//   net   = 21.26 − 15 % (3.189, to the cent 3.19)              = 18.07
//   floor = 8.4 · 0.85 + 31 · 0.36 = 7.14 + 11.16               = 18.30, so the top-up is 0.23
TEST(Settlement, is_the_sum_that_one_can_do_by_hand) {
    const auto settled = settle(terms(), {8'400, minutes(31), minutes(26)});
    EXPECT_EQ(settled.fare.text(), "21.26 EUR");
    EXPECT_EQ(settled.commission.text(), "3.19 EUR");
    EXPECT_EQ(settled.pay_floor.text(), "18.30 EUR");
    EXPECT_EQ(settled.top_up.text(), "0.23 EUR");
    EXPECT_EQ(settled.to_driver.text(), "18.30 EUR");
}

// At 12 % the same ride earns 21.26 − 2.55 = 18.71, above the floor.
TEST(Settlement, pays_no_top_up_above_the_floor) {
    const auto settled = settle(terms("12%"), {8'400, minutes(31), minutes(26)});
    EXPECT_EQ(settled.commission.text(), "2.55 EUR");
    EXPECT_EQ(settled.top_up.text(), "0.00 EUR");
    EXPECT_EQ(settled.to_driver.text(), "18.71 EUR");
}

Terms night_terms(std::string_view hours = "Mon-Fri 22:00-06:00", std::string_view part = "20%") {
    auto all = terms();
    all.night_hours = Term{std::string(hours), 2};
    all.night_supplement = Term{std::string(part), 3};
    return all;
}
Driven driven_from(std::string_view requested_at) {
    return {8'400, minutes(31), minutes(26), *Time::parse(requested_at)};
}

// The same ride on a Friday at 23:10: 20 % of 21.26 is 4.252, to the cent 4.25. The platform keeps 15 % of 21.26, the
// pay floor is reached without the supplement, and the supplement comes on top of it: 18.30 + 4.25.
TEST(Settlement, of_a_ride_requested_at_night_gives_the_driver_all_of_the_supplement) {
    const auto settled = settle(night_terms(), driven_from("2026-03-06T23:10:00Z"));
    EXPECT_EQ(settled.supplement->text(), "4.25 EUR");
    EXPECT_EQ(settled.fare.text(), "25.51 EUR");
    EXPECT_EQ(settled.price().text(), "21.26 EUR");
    EXPECT_EQ(settled.commission.text(), "3.19 EUR");
    EXPECT_EQ(settled.top_up.text(), "0.23 EUR");
    EXPECT_EQ(settled.to_driver.text(), "22.55 EUR");
}

TEST(Settlement, bears_a_supplement_by_the_time_of_the_request_alone) {
    // Friday's night lasts until Saturday at six; Saturday has none.
    for (const auto* night : {"2026-03-06T22:00:00Z", "2026-03-07T05:59:59Z"})
        EXPECT_TRUE(settle(night_terms(), driven_from(night)).supplement) << night;
    for (const auto* day : {"2026-03-06T21:59:59Z", "2026-03-07T06:00:00Z", "2026-03-07T23:00:00Z"})
        EXPECT_EQ(settle(night_terms(), driven_from(day)).fare.text(), "21.26 EUR") << day;
    EXPECT_FALSE(settle(night_terms("none"), driven_from("2026-03-06T23:10:00Z")).supplement);
    EXPECT_FALSE(settle(night_terms("Mon-Fri 22:00-06:00", "0%"), driven_from("2026-03-06T23:10:00Z")).supplement);
}

// A ride requested before there were night hours was settled without: its entry names neither.
TEST(Settlement, of_terms_without_night_hours_is_what_it_was) {
    const auto settled = settle(terms(), driven_from("2026-03-06T23:10:00Z"));
    EXPECT_FALSE(settled.supplement);
    EXPECT_EQ(settled.to_driver.text(), "18.30 EUR");
    const auto old = from_recorded<Terms>(R"({"commission":{"value":"15%","version":1},"fare_start":{"value":"3.00 EUR",
        "version":1},"fare_per_km":{"value":"1.40 EUR","version":1},"fare_per_minute":{"value":"0.25 EUR","version":1},
        "pay_floor_per_km":{"value":"0.85 EUR","version":1},"pay_floor_per_minute":{"value":"0.36 EUR","version":1}})");
    EXPECT_FALSE(old.night_hours);
}

RC_GTEST_PROP(Settlement, never_pays_below_the_floor_and_its_movements_sum_to_zero, ()) {
    const Driven driven{*rc::gen::inRange<std::int64_t>(0, 1'000'000),
                        {*rc::gen::inRange<std::int64_t>(0, 36'000'000)},
                        {*rc::gen::inRange<std::int64_t>(0, 36'000'000)},
                        *Time::parse("2026-03-06") + minutes(*rc::gen::inRange<std::int64_t>(0, 2'880))};
    auto agreed = night_terms("Mon-Fri 22:00-06:00", Percent{*rc::gen::inRange<std::int64_t>(0, 10'001)}.text());
    agreed.commission.value = Percent{*rc::gen::inRange<std::int64_t>(0, 3'001)}.text();
    const auto settled = settle(agreed, driven);
    const auto supplement = settled.supplement.value_or(Money{});
    RC_ASSERT(settled.to_driver >= settled.pay_floor + supplement);
    RC_ASSERT(settled.to_driver == settled.fare - settled.commission + settled.top_up);
    std::map<std::string, std::int64_t> balances;
    for (const auto& movement : movements_of(settled, MemberId(1), MemberId(2))) {
        RC_ASSERT(movement.amount.minor > 0);
        balances[movement.from] -= movement.amount.minor;
        balances[movement.to] += movement.amount.minor;
    }
    std::int64_t sum = 0;
    for (const auto& [account, balance] : balances) sum += balance;
    RC_ASSERT(sum == 0);
    RC_ASSERT(balances["member:2"] == settled.to_driver.minor);
    RC_ASSERT(balances["member:1"] == 0);
}

TEST(Dispatch, offers_to_the_nearest_first_when_the_rest_is_equal) {
    const OfferTerms terms{offer_weights.default_value, {10'000}, hours(1)};
    const auto offers = rank({{MemberId(1), 4'000, minutes(30), 9, 8},
                              {MemberId(2), 1'000, minutes(30), 9, 8},
                              {MemberId(3), 4'000, minutes(30), 9, 8}},
                             terms);
    EXPECT_EQ(offers.at(0).driver, MemberId(2));
    EXPECT_EQ(offers.at(1).driver, MemberId(1)) << "equal scores: the lower number";
    // 0.5 · (1 − 1/10) + 0.3 · 0.5 + 0.2 · 9/10 = 0.45 + 0.15 + 0.18
    EXPECT_EQ(offers.at(0).score, 780'000);
    EXPECT_EQ(offers.at(0).pickup_part + offers.at(0).idle_part + offers.at(0).reliability_part, offers.at(0).score);
}

TEST(Dispatch, waiting_long_makes_up_for_being_farther) {
    const auto offers = rank({{MemberId(1), 1'000, minutes(0), 0, 0}, {MemberId(2), 2'000, minutes(60), 0, 0}},
                             {offer_weights.default_value, {10'000}, hours(1)});
    EXPECT_EQ(offers.at(0).driver, MemberId(2));
}

TEST(Place, is_read_strictly_and_measured_over_ground) {
    EXPECT_EQ(Place::parse("52.3702,4.8952")->text(), "52.370200,4.895200");
    for (const auto* wrong : {"52.37", "91,0", "0,181", "north,south", "52.3702000001,4"})
        EXPECT_EQ(Place::parse(wrong).error().code, "market.not_a_place") << wrong;
    // One hundredth of a degree of latitude is 1.11 km.
    EXPECT_EQ(distance_m(*Place::parse("52.36,4.9"), *Place::parse("52.37,4.9")), 1'112);
}

} // namespace
} // namespace reef::market
