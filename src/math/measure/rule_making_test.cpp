#include "math/measure/apportionment.hpp"
#include "math/measure/generators.hpp"
#include "math/measure/rule_making.hpp"
#include <cmath>

namespace reef::measure {
namespace {

TEST(RuleStability, falls_with_every_change_and_with_its_size) {
    EXPECT_DOUBLE_EQ(*rule_stability({}), 1);
    EXPECT_NEAR(*rule_stability({{0.5}, {0.1}, {0.3}}), std::exp(-1) * 0.7, 1e-12);
    EXPECT_DOUBLE_EQ(*rule_stability({{1}}), 0);
    EXPECT_EQ(rule_stability({{1.5}}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(rule_stability({}, 0).refusal()->code, "measure.out_of_range");
}

TEST(RulePredictability, counts_changes_announced_in_time_and_within_bounds) {
    EXPECT_DOUBLE_EQ(*rule_predictability({{0, true, true}, {0, true, false}, {0, false, true}, {0, true, true}}), 0.5);
    EXPECT_EQ(*rule_predictability({}).shortage(), (Shortage{"changes", 1, 0}));
    EXPECT_EQ(rule_predictability({{-1}}).refusal()->code, "measure.out_of_range");
}

TEST(CoolDown, doubles_with_each_change_three_times_at_most) {
    EXPECT_EQ(cool_down(0), days(30));
    EXPECT_EQ(cool_down(2), days(120));
    EXPECT_EQ(cool_down(9), days(240));
    EXPECT_THROW(cool_down(-1), BrokenAssumption);
}

TEST(ModeScores, of_car_hailing_child_safety_and_etiquette) {
    const auto near = [](const DomainFeatures& features, double directive, double self_regulated, double negotiated) {
        const auto scores = *mode_scores(features);
        EXPECT_NEAR(scores.directive, directive, 1e-12);
        EXPECT_NEAR(scores.self_regulated, self_regulated, 1e-12);
        EXPECT_NEAR(scores.negotiated, negotiated, 1e-12);
    };
    near({.4, .7, .8, .6, .5, .5}, .14, .14, .55);
    near({1, .4, .2, 0, .3, .1}, .78, -.36, -.05);
    near({.1, .1, .3, 1, .9, .1}, -.02, .70, .13);
    EXPECT_EQ(mode_scores({1.1}).refusal()->code, "measure.out_of_range");
}

TEST(PermanentDirective, is_not_for_a_domain_in_flux_unless_much_is_at_stake) {
    EXPECT_FALSE(allows_permanent_directive({.severity = .4, .volatility = .8}));
    EXPECT_TRUE(allows_permanent_directive({.severity = .8, .volatility = .8}));
    EXPECT_TRUE(allows_permanent_directive({.severity = .4, .volatility = .5}));
}

TEST(Volatility, is_the_coefficient_of_variation_up_to_one) {
    EXPECT_NEAR(*volatility({8, 10, 12}), 0.2, 1e-12);
    EXPECT_DOUBLE_EQ(*volatility({0, 0, 9}), 1);
    EXPECT_EQ(*volatility({1, 2}).shortage(), (Shortage{"months", 3, 2}));
    EXPECT_EQ(*volatility({0, 0, 0}).shortage(), (Shortage{"months with a volume", 1, 0}));
    EXPECT_EQ(volatility({1, 2, -3}).refusal()->code, "measure.negative_amount");
    EXPECT_DOUBLE_EQ(few_parties(10), 0.5);
    EXPECT_THROW(few_parties(-1), BrokenAssumption);
}

TEST(Apportionment, gives_what_is_left_to_the_largest_remainders) {
    EXPECT_EQ(apportionment(10'000, {1, 1, 1})->parts, (std::vector<std::int64_t>{3334, 3333, 3333}));
    EXPECT_TRUE(apportionment(10'000, {1, 1, 1})->is_decided_by_place);
    const auto patronage = apportionment(100'000, {1234, 877, 555});
    EXPECT_EQ(patronage->parts, (std::vector<std::int64_t>{46286, 32896, 20818}));
    EXPECT_FALSE(patronage->is_decided_by_place);
    EXPECT_NEAR(patronage->deviation_max, 46286.571643 - 46286, 1e-6);
    EXPECT_FALSE(apportionment(9, {1, 1, 1})->is_decided_by_place); // nothing was left
    EXPECT_EQ(*apportionment(5, {0, 0}).shortage(), (Shortage{"parties with a positive weight", 1, 0}));
    EXPECT_EQ(apportionment(-1, {1}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(apportionment(1, {-1}).refusal()->code, "measure.negative_amount");
}

RC_GTEST_PROP(Apportionment, is_decided_by_place_exactly_when_another_order_gives_other_parts, ()) {
    std::vector<std::int64_t> weights;
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) weights.push_back(*rc::gen::inRange<std::int64_t>(0, 6));
    weights.push_back(1);
    const auto total = *rc::gen::inRange<std::int64_t>(0, 30);
    const auto forward = apportionment(total, weights);
    const std::vector<std::int64_t> turned(weights.rbegin(), weights.rend());
    auto backward = apportionment(total, turned)->parts;
    std::ranges::reverse(backward);
    RC_ASSERT(forward->is_decided_by_place == (forward->parts != backward));
    RC_ASSERT(forward->deviation_max < 1);
}

} // namespace
} // namespace reef::measure
