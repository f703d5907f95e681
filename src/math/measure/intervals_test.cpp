#include "math/measure/generators.hpp"
#include "math/measure/intervals.hpp"
#include "math/measure/quantiles.hpp"
#include <cmath>
#include <gtest/gtest.h>

namespace reef::measure {
namespace {

TEST(WilsonInterval, of_eight_in_ten_and_none_in_ten) {
    EXPECT_NEAR(wilson_interval(8, 10)->low, 0.490162, 5e-7);
    EXPECT_NEAR(wilson_interval(8, 10)->high, 0.943318, 5e-7);
    EXPECT_DOUBLE_EQ(wilson_interval(0, 10)->low, 0);
    EXPECT_NEAR(wilson_interval(0, 10)->high, 0.277533, 5e-7);
}

TEST(WilsonInterval, refuses_what_cannot_be_counted) {
    EXPECT_EQ(*wilson_interval(0, 0).shortage(), (Shortage{"trials", 1, 0}));
    EXPECT_EQ(wilson_interval(11, 10).refusal()->sentence(), "successes is 11; it must lie from 0 to 10.");
    EXPECT_EQ(wilson_interval(-1, 10).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(wilson_interval(0, -1).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(wilson_interval(1, 10, 1).refusal()->code, "measure.not_a_confidence");
}

TEST(PoissonUpperLimit, of_no_to_three_events) {
    const double limits[] = {2.9957, 4.7439, 6.2958, 7.7537};
    for (int events = 0; events < 4; ++events) EXPECT_NEAR(*poisson_upper_limit(events), limits[events], 5e-5);
    EXPECT_EQ(poisson_upper_limit(-1).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(poisson_upper_limit(1, 0).refusal()->code, "measure.not_a_confidence");
}

TEST(KeptPromises, starts_from_ignorance_and_fades) {
    EXPECT_DOUBLE_EQ(kept_promises(0, 0)->mean, 0.5);
    EXPECT_NEAR(kept_promises(0, 0)->interval.low, 0.05, 1e-12); // the even prior
    EXPECT_DOUBLE_EQ(kept_promises(8, 0)->mean, 0.9);
    EXPECT_NEAR(kept_promises(8, 0)->interval.low, std::pow(0.05, 1.0 / 9), 1e-12); // Beta(9, 1): P(X <= x) = x^9
    EXPECT_EQ(kept_promises(1, -1).refusal()->code, "measure.negative_amount");
    EXPECT_EQ(kept_promises(1, 1, 2).refusal()->code, "measure.not_a_confidence");
    EXPECT_DOUBLE_EQ(faded(days(360)), 0.25);
    EXPECT_THROW(faded(days(-1)), BrokenAssumption);
}

TEST(Quantiles, agree_with_printed_tables) {
    EXPECT_NEAR(normal_quantile(0.975), 1.959964, 5e-7);
    EXPECT_NEAR(student_quantile(0.975, 10), 2.228139, 5e-7);
    EXPECT_NEAR(chi_squared_quantile(0.95, 10), 18.307038, 5e-7);
}

RC_GTEST_PROP(WilsonInterval, holds_the_rate_solves_its_equation_and_narrows, ()) {
    const auto trials = *rc::gen::inRange<std::int64_t>(1, 10'000);
    const auto successes = *rc::gen::inRange<std::int64_t>(0, trials + 1);
    const auto [low, high] = *wilson_interval(successes, trials);
    const double n = static_cast<double>(trials), rate = static_cast<double>(successes) / n, z = 1.959963984540054;
    RC_ASSERT(0 <= low && low <= rate + 1e-12 && rate <= high + 1e-12 && high <= 1);
    // Both ends are the rates p from which the observed one is z standard errors away.
    for (const double p : {low, high}) RC_ASSERT(std::abs((rate - p) * (rate - p) - z * z * p * (1 - p) / n) < 1e-9);
    const auto wider = *wilson_interval(successes, trials, 0.99);
    RC_ASSERT(wider.low <= low && wider.high >= high);
}

RC_GTEST_PROP(PoissonUpperLimit, is_the_rate_at_which_so_few_events_have_probability_a_twentieth, ()) {
    const auto events = *rc::gen::inRange(0, 60);
    const double rate = *poisson_upper_limit(events);
    double term = std::exp(-rate), sum = 0;
    for (int k = 0; k <= events; term *= rate / ++k) sum += term;
    RC_ASSERT(std::abs(sum - 0.05) < 1e-9);
}

} // namespace
} // namespace reef::measure
