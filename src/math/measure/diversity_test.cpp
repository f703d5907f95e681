#include "math/measure/diversity.hpp"
#include "math/measure/generators.hpp"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>

namespace reef::measure {
namespace {

TEST(Diversity, of_three_groups_of_a_half_three_tenths_and_a_fifth) {
    const std::vector<double> groups = {.5, .3, .2};
    EXPECT_DOUBLE_EQ(*hill_number(groups, 0), 3);
    EXPECT_NEAR(*hill_number(groups, 1), 2.800094, 5e-7);
    EXPECT_NEAR(*hill_number(groups, 2), 2.631579, 5e-7);
    EXPECT_DOUBLE_EQ(*hill_number(groups, std::numeric_limits<double>::infinity()), 2);
    EXPECT_NEAR(*shannon(groups), std::log(2.800094), 5e-7);
    EXPECT_NEAR(*simpson(groups), 0.62, 1e-12);
    EXPECT_NEAR(*pielou(groups), 0.937231, 5e-7);
}

TEST(Diversity, does_not_count_groups_that_are_absent) {
    EXPECT_DOUBLE_EQ(*hill_number({5, 0, 5, 0}, 0), 2);
    EXPECT_DOUBLE_EQ(*pielou({5, 0, 5, 0}), 1);
    EXPECT_FALSE(std::signbit(*shannon({7})));
}

TEST(Diversity, high_orders_neither_underflow_nor_overflow) { EXPECT_NEAR(*hill_number({.5, .3, .2}, 5000), 2, 1e-3); }

TEST(Diversity, without_anything_present_is_insufficient_data) {
    EXPECT_EQ(*hill_number({}, 1).shortage(), (Shortage{"groups with a positive amount", 1, 0}));
    EXPECT_EQ(*simpson({0, 0}).shortage(), (Shortage{"groups with a positive amount", 1, 0}));
    EXPECT_EQ(*shannon({}).shortage(), (Shortage{"groups with a positive amount", 1, 0}));
    EXPECT_EQ(pielou({3, 0}).why_not(), "insufficient data: needs at least 2 groups with a positive amount, has 1");
}

TEST(Diversity, refuses_negative_amounts_and_orders) {
    EXPECT_EQ(hill_number({1, -2}, 1).refusal()->code, "measure.negative_amount");
    EXPECT_EQ(hill_number({1, -2}, 1).why_not(),
              "Amount number 2 is -2. An amount that is measured is a number of at least 0.");
    EXPECT_EQ(hill_number({1, 2}, -1).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(shannon({1, std::nan("")}).refusal()->code, "measure.negative_amount");
    EXPECT_EQ(chao1({1, -1}).refusal()->code, "measure.negative_amount");
}

TEST(Chao1, adds_what_the_groups_seen_once_and_twice_hint_at) {
    const auto richness = chao1({10, 4, 2, 2, 1, 1, 1, 0});
    EXPECT_EQ(richness->observed, 7);
    EXPECT_EQ(richness->singletons, 3);
    EXPECT_EQ(richness->doubletons, 2);
    EXPECT_DOUBLE_EQ(richness->estimated, 7 + 9.0 / 4);
    EXPECT_EQ(richness.inputs_count(), 21);
    EXPECT_DOUBLE_EQ(chao1({5, 1, 1, 1})->estimated, 4 + 3); // no doubletons: 3 * 2 / 2
    EXPECT_EQ(*chao1({0, 0}).shortage(), (Shortage{"individuals", 1, 0}));
}

RC_GTEST_PROP(Diversity, hill_numbers_fall_as_the_order_rises, ()) {
    const auto groups = some_amounts(1, 12);
    const double low = *rc::gen::inRange(0, 400) / 100.0, high = low + *rc::gen::inRange(1, 400) / 100.0;
    RC_ASSERT(*hill_number(groups, low) >= *hill_number(groups, high) - 1e-9);
    RC_ASSERT(*hill_number(groups, high) >= 1 - 1e-9);
}

RC_GTEST_PROP(Diversity, is_continuous_where_the_formula_changes, ()) {
    const auto groups = some_amounts(1, 12);
    RC_ASSERT(std::abs(*hill_number(groups, 1) - *hill_number(groups, 1.00001)) < 1e-3);
}

RC_GTEST_PROP(Diversity, two_equal_communities_without_a_common_group_are_twice_as_diverse, ()) {
    const auto groups = some_amounts(1, 12);
    auto both = groups;
    both.insert(both.end(), groups.begin(), groups.end());
    const double order = *rc::gen::inRange(0, 30) / 10.0;
    RC_ASSERT(std::abs(*hill_number(both, order) - 2 * *hill_number(groups, order)) <
              1e-9 * static_cast<double>(both.size()));
}

RC_GTEST_PROP(Diversity, does_not_depend_on_the_unit, ()) {
    auto groups = some_amounts(2, 12);
    groups.front() += 1;
    auto scaled = groups;
    for (double& amount : scaled) amount *= 137;
    RC_ASSERT(std::abs(*pielou(groups) - *pielou(scaled)) < 1e-12);
    RC_ASSERT(std::abs(*simpson(groups) - *simpson(scaled)) < 1e-12);
}

} // namespace
} // namespace reef::measure
