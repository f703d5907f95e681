#include "math/measure/equal_treatment.hpp"
#include "math/measure/generators.hpp"
#include <cmath>
#include <gmpxx.h>

namespace reef::measure {
namespace {

TEST(Dissimilarity, is_half_the_sum_of_what_the_shares_differ_by) {
    EXPECT_NEAR(*dissimilarity({70, 30}, {500, 500}), 0.2, 1e-12);
    EXPECT_DOUBLE_EQ(*dissimilarity({5, 0}, {0, 9}), 1);
    EXPECT_EQ(*dissimilarity({0}, {9}).shortage(), (Shortage{"people present and in the population", 1, 0}));
    EXPECT_EQ(dissimilarity({1}, {1, 2}).refusal()->code, "measure.sizes_differ");
    EXPECT_EQ(dissimilarity({1}, {-1}).refusal()->code, "measure.negative_amount");
}

TEST(FourFifthsRatio, compares_the_least_rate_with_the_greatest) {
    EXPECT_NEAR(*four_fifths_ratio({{48, 80}, {12, 40}, {0, 0}}), 0.5, 1e-12);
    EXPECT_EQ(*four_fifths_ratio({{1, 2}, {0, 0}}).shortage(), (Shortage{"groups with members", 2, 1}));
    EXPECT_EQ(*four_fifths_ratio({{0, 2}, {0, 3}}).shortage(), (Shortage{"members affected", 1, 0}));
    EXPECT_EQ(four_fifths_ratio({{3, 2}}).refusal()->code, "measure.out_of_range");
}

TEST(FisherExact, of_the_lady_tasting_tea_and_of_the_convicted_twins) {
    EXPECT_NEAR(*fisher_exact({3, 4}, {1, 4}), 34.0 / 70, 1e-12);
    EXPECT_NEAR(*fisher_exact({2, 17}, {10, 13}), 0.0005367241, 1e-10);
    EXPECT_EQ(*fisher_exact({0, 0}, {1, 4}).shortage(), (Shortage{"members in each group", 1, 0}));
    EXPECT_EQ(fisher_exact({5, 4}, {1, 4}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(fisher_exact({5, 1'000'001}, {1, 4}).refusal()->code, "measure.out_of_range");
}

RC_GTEST_PROP(FisherExact, agrees_with_exact_fractions_and_ignores_the_order_of_groups, ()) {
    const auto group = [] {
        const auto members = *rc::gen::inRange<std::int64_t>(1, 30);
        return GroupRate{*rc::gen::inRange<std::int64_t>(0, members + 1), members};
    };
    const auto one = group(), other = group();
    const auto choose = [](std::int64_t n, std::int64_t k) {
        mpz_class count;
        if (k >= 0) mpz_bin_uiui(count.get_mpz_t(), static_cast<unsigned long>(n), static_cast<unsigned long>(k));
        return count;
    };
    const auto affected = one.affected + other.affected;
    const auto ways = [&](std::int64_t k) -> mpz_class {
        return choose(one.members, k) * choose(other.members, affected - k);
    };
    mpz_class all, unlikely;
    for (std::int64_t k = 0; k <= affected; ++k) {
        all += ways(k);
        if (ways(k) <= ways(one.affected)) unlikely += ways(k);
    }
    RC_ASSERT(std::abs(*fisher_exact(one, other) - mpq_class(unlikely, all).get_d()) < 1e-9);
    RC_ASSERT(std::abs(*fisher_exact(one, other) - *fisher_exact(other, one)) < 1e-9);
}

} // namespace
} // namespace reef::measure
