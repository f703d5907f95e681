#include "math/measure/intervals.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/quantiles.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {

Measured<Interval> wilson_interval(std::int64_t successes, std::int64_t trials, double confidence) {
    const auto n = static_cast<double>(trials);
    const auto inputs_count = static_cast<std::size_t>(std::max<std::int64_t>(trials, 0));
    if (auto wrong = refusal_of_confidence(confidence)) return {wilson_formula, inputs_count, std::move(*wrong)};
    if (auto wrong = refusal_outside("trials", n, 0, 9e15)) return {wilson_formula, 0, std::move(*wrong)};
    if (auto wrong = refusal_outside("successes", static_cast<double>(successes), 0, n))
        return {wilson_formula, inputs_count, std::move(*wrong)};
    if (trials == 0) return {wilson_formula, 0, Shortage{"trials", 1, 0}};

    const double p = static_cast<double>(successes) / n;
    const double z = normal_quantile(0.5 + confidence / 2);
    const double middle = p + z * z / (2 * n);
    const double reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    // At the ends the exact value is 0 or 1, which rounding would miss.
    return {wilson_formula, inputs_count,
            Interval{successes == 0 ? 0.0 : (middle - reach) / scale,
                     successes == trials ? 1.0 : (middle + reach) / scale}};
}

Measured<double> poisson_upper_limit(std::int64_t events, double confidence) {
    const auto inputs_count = static_cast<std::size_t>(std::max<std::int64_t>(events, 0));
    if (auto wrong = refusal_of_confidence(confidence)) return {poisson_upper_formula, inputs_count, std::move(*wrong)};
    if (auto wrong = refusal_outside("events", static_cast<double>(events), 0, 9e15))
        return {poisson_upper_formula, inputs_count, std::move(*wrong)};
    return {poisson_upper_formula, inputs_count,
            chi_squared_quantile(confidence, 2 * (static_cast<double>(events) + 1)) / 2};
}

Measured<KeptPromises> kept_promises(double kept, double broken, double confidence) {
    if (auto wrong = refusal_of_confidence(confidence)) return {kept_promises_formula, 0, std::move(*wrong)};
    if (auto wrong = refusal_of_amounts({kept, broken})) return {kept_promises_formula, 0, std::move(*wrong)};
    const double a = 1 + kept, b = 1 + broken, tail = (1 - confidence) / 2;
    return {kept_promises_formula, static_cast<std::size_t>(std::ceil(kept + broken)),
            KeptPromises{a / (a + b), {beta_quantile(tail, a, b), beta_quantile(1 - tail, a, b)}}};
}

double faded(Duration age, Duration half_life) {
    ensure(age.ms >= 0 && half_life.ms > 0, "what fades lies in the past and has a half-life");
    return std::exp2(-static_cast<double>(age.ms) / static_cast<double>(half_life.ms));
}

} // namespace reef::measure
