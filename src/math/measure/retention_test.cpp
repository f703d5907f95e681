#include "math/measure/generators.hpp"
#include "math/measure/retention.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {
namespace {

/// A member who joined on a day and was active on others.
Presence member(std::int64_t joined, std::vector<std::int64_t> active) {
    Presence out{Time{} + days(joined), {}};
    for (const auto day : active) out.active.push_back(Time{} + days(day));
    return out;
}
Time day(std::int64_t number) { return Time{} + days(number); }

TEST(Retention, counts_who_came_back_in_the_window_among_those_observed_through_it) {
    const std::vector<Presence> cohort = {member(0, {7}), member(0, {13}),    member(0, {14}), member(0, {6}),
                                          member(1, {2}), member(2, {3, 10}), member(90, {99})};
    const auto d7 = retention(cohort, day(100), days(7));
    EXPECT_EQ(d7->observed, 6); // the last has been here for ten days only
    EXPECT_EQ(d7->returned, 3); // on days 7, 13 and 10; days 14 and 6 lie outside
    EXPECT_DOUBLE_EQ(d7->share, 0.5);
    EXPECT_EQ(*retention(cohort, day(100), days(98)).shortage(), (Shortage{"members observed that long", 5, 0}));
    EXPECT_EQ(retention({member(5, {4})}, day(9), days(1)).refusal()->code, "measure.active_out_of_time");
    EXPECT_EQ(half_life({member(5, {10})}, day(9)).refusal()->code, "measure.active_out_of_time");
}

TEST(HalfLife, of_six_members_worked_by_hand) {
    // Silence of more than 10 days is an exit. Observed until day 100.
    const std::vector<Presence> members = {
        member(0, {}),            // left at once: exit at 0
        member(0, {10, 20}),      // exit at 20
        member(0, {10, 20, 50}),  // the same: what comes after the silence does not count
        member(60, {70, 80, 90}), // there: seen for 40 days
        member(50, {60}),         // exit at 10
        member(95, {}),           // there: seen for 5 days
    };
    const auto life = half_life(members, day(100), days(10));
    // At 0: 1 of 6 leave. At 5 one is out of sight. At 10: 1 of 4. At 20: 2 of 3. At 40 the last is out of sight.
    ASSERT_EQ(life->curve.size(), 3U);
    EXPECT_NEAR(life->curve[0].survival, 5.0 / 6, 1e-12);
    EXPECT_NEAR(life->curve[1].survival, 5.0 / 6 * 3 / 4, 1e-12);
    EXPECT_NEAR(life->curve[2].survival, 5.0 / 6 * 3 / 4 / 3, 1e-12);
    EXPECT_EQ(life->curve[2].at_risk, 3);
    EXPECT_NEAR(life->curve[1].error, 5.0 / 6 * 3 / 4 * std::sqrt(1 / 30.0 + 1 / 12.0), 1e-12); // Greenwood
    EXPECT_DOUBLE_EQ(*life->days, 20);
    EXPECT_EQ(life->exits, 4);
}

TEST(HalfLife, is_not_known_while_most_are_there) {
    const std::vector<Presence> loyal(5, member(90, {95}));
    EXPECT_FALSE(half_life(loyal, day(100))->days.has_value());
    EXPECT_EQ(*half_life({member(0, {})}, day(100)).shortage(), (Shortage{"members", 5, 1}));
}

RC_GTEST_PROP(HalfLife, without_anyone_out_of_sight_is_the_share_still_there, ()) {
    std::vector<Presence> members;
    std::vector<double> stays;
    for (int i = *rc::gen::inRange(5, 30); i > 0; --i) {
        const auto stay = *rc::gen::inRange<std::int64_t>(0, 20);
        members.push_back(member(0, {stay}));
        stays.push_back(static_cast<double>(stay));
    }
    const auto life = half_life(members, day(1000), days(20));
    for (const auto& step : life->curve) {
        const auto left = std::ranges::count_if(stays, [&](double stay) { return stay > step.days; });
        const auto n = static_cast<double>(stays.size()), share = static_cast<double>(left) / n;
        RC_ASSERT(std::abs(step.survival - share) < 1e-9);
        RC_ASSERT(std::abs(step.error - std::sqrt(share * (1 - share) / n)) < 1e-9); // then it is the binomial one
    }
}

} // namespace
} // namespace reef::measure
