#include "math/measure/generators.hpp"
#include "math/measure/shapley_value.hpp"
#include <algorithm>
#include <bit>
#include <cmath>
#include <gmpxx.h>
#include <numeric>

namespace reef::measure {
namespace {

std::vector<std::string> fractions(std::size_t count, const CoalitionValue& value) {
    std::vector<std::string> out;
    for (const auto& part : shapley_value(count, value).value()) out.push_back(part.fraction);
    return out;
}

// One left glove, two right ones: a pair is worth 1.
std::int64_t gloves(std::uint64_t coalition) { return (coalition & 1) && (coalition & 6); }
// A runway of length 1, 2 or 4 serves the first, second, third kind of aircraft: its cost is the longest needed.
std::int64_t runway(std::uint64_t coalition) { return coalition & 4 ? 4 : coalition & 2 ? 2 : coalition & 1; }

TEST(ShapleyValue, of_gloves_and_of_a_runway) {
    EXPECT_EQ(fractions(3, gloves), (std::vector<std::string>{"2/3", "1/6", "1/6"}));
    EXPECT_EQ(fractions(3, runway), (std::vector<std::string>{"1/3", "5/6", "17/6"}));
}

TEST(ShapleyValue, holds_values_as_large_as_money_gets) {
    const auto great = [](std::uint64_t coalition) {
        return coalition == 3 ? INT64_MAX : coalition == 1 ? INT64_MIN : 0;
    };
    // ((MIN - 0) + (MAX - 0)) / 2 and ((MAX - MIN) + 0) / 2
    EXPECT_EQ(fractions(2, great), (std::vector<std::string>{"-1/2", "18446744073709551615/2"}));
}

TEST(ShapleyValue, refuses_none_too_many_and_a_value_of_nobody) {
    EXPECT_EQ(shapley_value(0, gloves).refusal()->code, "measure.too_many_contributors");
    EXPECT_EQ(shapley_value(21, gloves).refusal()->sentence(),
              "The value is computed among 1 to 20 contributors, not 21.");
    EXPECT_EQ(shapley_value(3, [](auto) { return 7; }).refusal()->code, "measure.nobody_has_value");
    EXPECT_EQ(shapley_value_sampled(61, gloves, {}).refusal()->code, "measure.too_many_contributors");
    EXPECT_EQ(shapley_value_sampled(3, gloves, {.error_share_max = -1}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(shapley_value_sampled(3, gloves, {.orders_min = 9, .orders_max = 8}).refusal()->code,
              "measure.out_of_range");
    EXPECT_EQ(shapley_value_sampled(3, gloves, {.truncation_share = 2}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(*shapley_value_sampled(3, [](auto) { return 0; }, {}).shortage(),
              (Shortage{"units of value among all", 1, 0}));
}

TEST(ShapleyValueSampled, comes_near_the_exact_value_and_follows_its_seed) {
    const auto sales = [](std::uint64_t coalition) { // the more parts, the more each adds; part 0 counts double
        const auto parts = std::popcount(coalition) + static_cast<int>(coalition & 1);
        return std::int64_t{100} * parts * parts;
    };
    const auto exact = *shapley_value(12, sales);
    const auto sampled = *shapley_value_sampled(12, sales, {.seed = 5, .error_share_max = 0.001});
    for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(sampled.parts[i], exact[i].decimal, 5 * sampled.error + 1e-9);
    EXPECT_LE(sampled.error, 0.001 * 16'900);
    EXPECT_NEAR(std::accumulate(sampled.parts.begin(), sampled.parts.end(), 0.0), 16'900, 1e-6);
    EXPECT_EQ(shapley_value_sampled(12, sales, {.seed = 5})->parts,
              shapley_value_sampled(12, sales, {.seed = 5})->parts);
    EXPECT_NE(shapley_value_sampled(3, gloves, {.seed = 5})->parts,
              shapley_value_sampled(3, gloves, {.seed = 6})->parts);
}

TEST(ShapleyValueSampled, cuts_orders_short_where_little_is_left_and_still_sums_to_the_whole) {
    int asked = 0;
    const auto first_is_nearly_all = [&](std::uint64_t coalition) {
        ++asked;
        return static_cast<std::int64_t>((coalition & 1) * 10'000 +
                                         static_cast<std::uint64_t>(std::popcount(coalition)));
    };
    const Sampling full{.seed = 1, .orders_min = 1000, .orders_max = 1000};
    auto cut = full;
    cut.truncation_share = 0.01;
    (void)shapley_value_sampled(30, first_is_nearly_all, full);
    const int asked_full = std::exchange(asked, 0);
    const auto sampled = *shapley_value_sampled(30, first_is_nearly_all, cut);
    EXPECT_LT(asked, 0.6 * asked_full);
    EXPECT_NEAR(std::accumulate(sampled.parts.begin(), sampled.parts.end(), 0.0), 10'030, 1e-6);
}

TEST(ShapleyValueSampled, stops_at_the_most_orders_allowed_and_shows_its_error) {
    const auto sampled =
        *shapley_value_sampled(3, gloves, {.seed = 1, .error_share_max = 0, .orders_min = 50, .orders_max = 50});
    EXPECT_EQ(sampled.orders_count, 50);
    EXPECT_GT(sampled.error, 0);
}

std::vector<std::int64_t> some_game(std::size_t count) {
    std::vector<std::int64_t> values(std::size_t{1} << count);
    for (std::size_t coalition = 1; coalition < values.size(); ++coalition)
        values[coalition] = *rc::gen::inRange(-50, 51);
    return values;
}

RC_GTEST_PROP(ShapleyValue, is_the_mean_over_all_orders_and_sums_to_the_whole, ()) {
    const auto n = *rc::gen::inRange<std::size_t>(1, 7);
    const auto values = some_game(n);
    const auto parts = *shapley_value(n, [&](std::uint64_t coalition) { return values[coalition]; });
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::vector<long> added(n);
    long orders = 0;
    do {
        std::size_t coalition = 0;
        for (const auto next : order) {
            added[next] -= values[coalition];
            added[next] += values[coalition |= std::size_t{1} << next];
        }
        ++orders;
    } while (std::ranges::next_permutation(order).found);
    mpq_class sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
        mpq_class mean(added[i], orders);
        mean.canonicalize();
        RC_ASSERT(parts[i].fraction == mean.get_str());
        sum += mean;
    }
    RC_ASSERT(sum == values.back());
}

RC_GTEST_PROP(ShapleyValue, gives_a_dummy_nothing_and_equals_the_same, ()) {
    const auto n = *rc::gen::inRange<std::size_t>(3, 7);
    const auto values = some_game(n - 2);
    // The last adds nothing to anyone; the one before is worth to each coalition what the first is.
    const auto value = [&](std::uint64_t coalition) {
        const auto others = coalition & ((std::uint64_t{1} << (n - 2)) - 1);
        const bool twin = coalition >> (n - 2) & 1, first = others & 1;
        return values[(others | 1)] * (twin && first) + values[(others | 1)] * (twin != first);
    };
    const auto parts = *shapley_value(n, [&](std::uint64_t c) { return c == 0 ? 0 : value(c); });
    RC_ASSERT(parts[n - 1].fraction == "0");
    RC_ASSERT(parts[n - 2].fraction == parts[0].fraction);
}

} // namespace
} // namespace reef::measure
