#include "math/measure/shapley_value.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/lots.hpp"
#include <algorithm>
#include <bit>
#include <cmath>
#include <gmpxx.h>
#include <numeric>

namespace reef::measure {
namespace {

std::optional<Refusal> refusal_of(std::size_t count, std::size_t count_max, const CoalitionValue& value) {
    if (count < 1 || count > count_max)
        return refuse(too_many_contributors, "contributors", {std::to_string(count_max), std::to_string(count)})
            .error();
    if (const auto nobody = value(0); nobody != 0)
        return refuse(nobody_has_value, "value", {std::to_string(nobody)}).error();
    return {};
}

/// Running mean and variance (Welford).
struct Estimate {
    double mean = 0;
    double squares = 0;
    void add(double sample, double count) {
        const double away = sample - mean;
        mean += away / count;
        squares += away * (sample - mean);
    }
};

/// What each contributor adds, coming in this order.
std::vector<double> added_in(const std::vector<std::size_t>& order, const CoalitionValue& value, double whole,
                             double truncation) {
    std::vector<double> added(order.size());
    std::uint64_t coalition = 0;
    double before = 0;
    for (const auto next : order) {
        if (std::abs(whole - before) < truncation) break;
        coalition |= std::uint64_t{1} << next;
        const auto after = static_cast<double>(value(coalition));
        added[next] = after - before;
        before = after;
    }
    return added;
}

std::optional<Refusal> refusal_of(const Sampling& sampling) {
    if (auto wrong = refusal_outside("error_share_max", sampling.error_share_max, 0, 1)) return wrong;
    if (auto wrong = refusal_outside("truncation_share", sampling.truncation_share, 0, 1)) return wrong;
    if (auto wrong = refusal_outside("orders_max", static_cast<double>(sampling.orders_max), 4, 1e9)) return wrong;
    return refusal_outside("orders_min", static_cast<double>(sampling.orders_min), 4,
                           static_cast<double>(sampling.orders_max));
}

} // namespace

Measured<std::vector<Part>> shapley_value(std::size_t contributors_count, const CoalitionValue& value) {
    const std::size_t n = contributors_count;
    if (auto wrong = refusal_of(n, 20, value)) return {shapley_value_formula, n, std::move(*wrong)};
    std::vector<std::int64_t> values(std::size_t{1} << n);
    for (std::size_t coalition = 1; coalition < values.size(); ++coalition) values[coalition] = value(coalition);

    mpz_class orders;
    mpz_fac_ui(orders.get_mpz_t(), n);
    std::vector<Part> parts;
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<__int128> added(n); // by the size of the coalition that i joins
        for (std::size_t coalition = 0; coalition < values.size(); ++coalition)
            if ((coalition >> i & 1) == 0)
                added[static_cast<std::size_t>(std::popcount(coalition))] +=
                    static_cast<__int128>(values[coalition | std::size_t{1} << i]) - values[coalition];
        mpz_class sum;
        for (std::size_t size = 0; size < n; ++size) {
            mpz_class before, after, total(static_cast<long>(added[size] >> 32)); // in two halves: mpz knows 64 bits
            mpz_fac_ui(before.get_mpz_t(), size);
            mpz_fac_ui(after.get_mpz_t(), n - size - 1);
            total = (total << 32) + static_cast<unsigned long>(added[size] & 0xffffffff);
            sum += total * before * after;
        }
        mpq_class part(sum, orders);
        part.canonicalize();
        parts.push_back({part.get_d(), part.get_str()});
    }
    return {shapley_value_formula, n, std::move(parts)};
}

Measured<SampledParts> shapley_value_sampled(std::size_t contributors_count, const CoalitionValue& value,
                                             const Sampling& sampling) {
    const Formula& formula = shapley_value_sampled_formula;
    const std::size_t n = contributors_count;
    if (auto wrong = refusal_of(n, 60, value)) return {formula, n, std::move(*wrong)};
    if (auto wrong = refusal_of(sampling)) return {formula, n, std::move(*wrong)};
    const auto whole = static_cast<double>(value((std::uint64_t{1} << n) - 1));
    if (whole == 0) return {formula, n, Shortage{"units of value among all", 1, 0}};

    Lots lots(sampling.seed);
    const double truncation = sampling.truncation_share * std::abs(whole);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::vector<Estimate> estimates(n);
    SampledParts sampled;
    for (double pairs = 1; sampled.orders_count + 2 <= sampling.orders_max; ++pairs) {
        lots.shuffle(order);
        auto added = added_in(order, value, whole, truncation);
        std::ranges::reverse(order);
        const auto reversed = added_in(order, value, whole, truncation);
        sampled.error = 0;
        for (std::size_t i = 0; i < n; ++i) {
            estimates[i].add((added[i] + reversed[i]) / 2, pairs); // a pair is one sample: its halves hang together
            sampled.error = std::max(sampled.error, std::sqrt(estimates[i].squares / pairs / std::max(pairs - 1, 1.0)));
        }
        sampled.orders_count += 2;
        if (sampled.orders_count >= sampling.orders_min && sampled.error <= sampling.error_share_max * std::abs(whole))
            break;
    }
    // What truncation left over is shared out evenly, so that the parts sum to the whole.
    double left = whole;
    for (const auto& estimate : estimates) left -= estimate.mean;
    for (const auto& estimate : estimates) sampled.parts.push_back(estimate.mean + left / static_cast<double>(n));
    return {formula, n, std::move(sampled)};
}

} // namespace reef::measure
