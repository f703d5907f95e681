#include "math/measure/concentration.hpp"
#include "math/measure/generators.hpp"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace reef::measure {
namespace {

TEST(Gini, of_four_parties) {
    EXPECT_DOUBLE_EQ(*gini({1, 2, 3, 4}), 0.25);
    EXPECT_DOUBLE_EQ(*gini({0, 0, 0, 1}), 0.75);
    EXPECT_DOUBLE_EQ(*gini_corrected({0, 0, 0, 1}), 1);
    EXPECT_DOUBLE_EQ(*gini({7, 7, 7}), 0);
}

TEST(Gini, needs_two_parties_and_something_to_share) {
    EXPECT_EQ(*gini({5}).shortage(), (Shortage{"parties", 2, 1}));
    EXPECT_EQ(*gini_corrected({0, 0}).shortage(), (Shortage{"parties with a positive amount", 1, 0}));
    EXPECT_EQ(gini({5, -1}).refusal()->code, "measure.negative_amount");
}

TEST(Concentration, of_a_market_of_five) {
    const std::vector<double> receipts = {50, 20, 15, 10, 5};
    EXPECT_DOUBLE_EQ(*hhi(receipts), 2500 + 400 + 225 + 100 + 25);
    EXPECT_NEAR(*effective_number(receipts), 10'000 / 3250.0, 1e-12);
    EXPECT_NEAR(*concentration_ratio(receipts), 0.95, 1e-12);
    EXPECT_NEAR(*concentration_ratio(receipts, 1), 0.5, 1e-12);
    EXPECT_DOUBLE_EQ(*hhi({8}), 10'000);
    EXPECT_EQ(*hhi({}).shortage(), (Shortage{"parties", 1, 0}));
    EXPECT_EQ(*effective_number({0}).shortage(), (Shortage{"parties with a positive amount", 1, 0}));
    EXPECT_EQ(concentration_ratio({-1}).refusal()->code, "measure.negative_amount");
}

TEST(Concentration, rises_when_accounts_are_merged_by_owner) {
    EXPECT_EQ(merged_by_owner({1, 2, 4, 8}, {7, 3, 7, 9}), (std::vector<double>{2, 5, 8}));
    EXPECT_THROW(merged_by_owner({1, 2}, {1}), BrokenAssumption);
}

/// The mean difference between all ordered pairs, over twice the mean.
double gini_by_pairs(const std::vector<double>& amounts) {
    double differences = 0, sum = 0;
    for (const double a : amounts) {
        sum += a;
        for (const double b : amounts) differences += std::abs(a - b);
    }
    return differences / (2 * static_cast<double>(amounts.size()) * sum);
}

RC_GTEST_PROP(Gini, is_half_the_relative_mean_difference_of_all_pairs, ()) {
    const auto amounts = some_amounts(2, 20);
    RC_ASSERT(std::abs(*gini(amounts) - gini_by_pairs(amounts)) < 1e-12);
}

RC_GTEST_PROP(Gini, ignores_the_unit_and_the_order_and_falls_with_a_gift_from_rich_to_poor, ()) {
    auto amounts = some_amounts(2, 20);
    const double before = *gini(amounts);
    auto scaled = amounts;
    for (double& amount : scaled) amount *= 0.01;
    std::ranges::reverse(scaled);
    RC_ASSERT(std::abs(*gini(scaled) - before) < 1e-12);
    const auto poor = std::ranges::min_element(amounts), rich = std::ranges::max_element(amounts);
    const double gift = (*rich - *poor) / 4;
    *rich -= gift;
    *poor += gift;
    RC_ASSERT(*gini(amounts) <= before + 1e-12);
}

RC_GTEST_PROP(Concentration, of_equal_parties_is_their_number, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 200);
    const std::vector<double> equal(count, 3.0);
    RC_ASSERT(std::abs(*effective_number(equal) - static_cast<double>(count)) < 1e-9);
    RC_ASSERT(std::abs(*concentration_ratio(equal) - std::min(1.0, 4.0 / static_cast<double>(count))) < 1e-12);
}

RC_GTEST_PROP(Concentration, never_falls_when_two_accounts_turn_out_to_have_one_owner, ()) {
    const auto amounts = some_amounts(2, 12);
    std::vector<std::int64_t> owners(amounts.size());
    for (std::size_t i = 0; i < owners.size(); ++i) owners[i] = *rc::gen::inRange<std::int64_t>(0, 6);
    const auto merged = merged_by_owner(amounts, owners);
    RC_ASSERT(*hhi(merged) >= *hhi(amounts) - 1e-9);
}

} // namespace
} // namespace reef::measure
