#include "math/measure/generators.hpp"
#include "math/measure/lots.hpp"
#include "math/measure/network_effect.hpp"
#include <cmath>

namespace reef::measure {
namespace {

const std::vector<double> acting = {1000, 1033, 1061, 1067, 1085, 1087, 1117, 1145, 1153, 1171, 1169, 1178, 1211, 1234,
                                    1251, 1278, 1299, 1326, 1339, 1343, 1351, 1380, 1388, 1388, 1390, 1413, 1436, 1454,
                                    1488, 1507, 1542, 1564, 1578, 1593, 1604, 1618, 1648, 1643, 1656, 1680};
const std::vector<double> responding = {500, 519, 533, 538, 545, 552, 571, 581, 600, 609, 624, 628, 653, 659,
                                        656, 661, 662, 684, 685, 684, 701, 697, 721, 746, 746, 743, 760, 775,
                                        785, 802, 815, 813, 829, 854, 859, 877, 879, 885, 910, 911};

TEST(NetworkEffect, agrees_with_a_computation_by_the_double_sum_over_all_pairs_of_weeks) {
    const auto effect = network_effect(acting, responding);
    EXPECT_EQ(effect.inputs_count(), 38);
    EXPECT_EQ(effect->lags, 3);
    EXPECT_NEAR(effect->constant.value, 0.016387952612764094, 1e-10);
    EXPECT_NEAR(effect->cross_side.value, 0.08548184842262913, 1e-10);
    EXPECT_NEAR(effect->same_side.value, -0.17236868751445436, 1e-10);
    EXPECT_NEAR(effect->cross_side.error, 0.21775651774265029, 1e-10);
    EXPECT_NEAR(effect->same_side.error, 0.10191531601494029, 1e-10);
    EXPECT_NEAR(effect->same_side.interval.high, -0.17236868751445436 + 2.0301079 * 0.10191531601494029, 1e-7);
}

TEST(NetworkEffect, recovers_a_known_coefficient) {
    Lots lots(11);
    const auto noise = [&] { return (static_cast<double>(lots.below(2001)) - 1000) / 1000; };
    std::vector<double> a = {1000}, b = {1000};
    double growth_a = 0, growth_b = 0;
    for (int week = 1; week < 400; ++week) {
        const double next_b = 0.002 + 0.6 * growth_a - 0.3 * growth_b + 0.002 * noise();
        growth_a = 0.02 * noise(), growth_b = next_b;
        a.push_back(a.back() * std::exp(growth_a));
        b.push_back(b.back() * std::exp(growth_b));
    }
    const auto effect = network_effect(a, b);
    EXPECT_NEAR(effect->cross_side.value, 0.6, 0.02);
    EXPECT_NEAR(effect->same_side.value, -0.3, 0.03);
    EXPECT_LT(effect->cross_side.interval.low, 0.6);
    EXPECT_GT(effect->cross_side.interval.high, 0.6);
}

TEST(NetworkEffect, needs_half_a_year_in_a_row_in_which_both_sides_were_there) {
    auto with_a_gap = responding;
    with_a_gap[20] = 0; // 19 weeks follow: 17 rows
    EXPECT_EQ(network_effect(acting, with_a_gap).shortage()->found, 17);
    with_a_gap = responding;
    with_a_gap[11] = 0; // 28 weeks follow: just enough
    EXPECT_EQ(network_effect(acting, with_a_gap).inputs_count(), 26);
    EXPECT_EQ(network_effect({1, 2}, {1, 2}).shortage()->minimum, 26);
    const std::vector<double> steady(40, 7);
    EXPECT_EQ(*network_effect(steady, responding).shortage(),
              (Shortage{"weeks of varying growth on both sides", 2, 0}));
    EXPECT_EQ(network_effect({1}, {}).refusal()->code, "measure.sizes_differ");
    EXPECT_EQ(network_effect({1}, {-1}).refusal()->code, "measure.negative_amount");
}

} // namespace
} // namespace reef::measure
