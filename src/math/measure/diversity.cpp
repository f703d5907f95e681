#include "math/measure/diversity.hpp"
#include "math/measure/checks.hpp"
#include <algorithm>
#include <cmath>
#include <limits>

namespace reef::measure {
namespace {

/// Checks `amounts`, then gives the formula the shares of the groups that are present.
template <class Computation>
Measured<double> of_shares(const Formula& formula, const std::vector<double>& amounts, std::size_t groups_min,
                           Computation&& compute) {
    if (auto wrong = refusal_of_amounts(amounts)) return {formula, amounts.size(), std::move(*wrong)};
    const auto shares = positive_shares(amounts);
    if (shares.size() < groups_min)
        return {formula, amounts.size(),
                Shortage{"groups with a positive amount", static_cast<std::int64_t>(groups_min),
                         static_cast<std::int64_t>(shares.size())}};
    return {formula, amounts.size(), compute(shares)};
}

double entropy(const std::vector<double>& shares) {
    double sum = 0;
    for (const double share : shares) sum -= share * std::log(share);
    return std::max(sum, 0.0); // one group: not -0
}

double hill(const std::vector<double>& shares, double order) {
    if (order == 0) return static_cast<double>(shares.size());
    if (order == 1) return std::exp(entropy(shares));
    const double largest = std::ranges::max(shares);
    if (std::isinf(order)) return 1 / largest;
    // With the largest share taken out of the sum, no high order underflows.
    double sum = 0;
    for (const double share : shares) sum += std::pow(share / largest, order);
    return std::exp((order * std::log(largest) + std::log(sum)) / (1 - order));
}

} // namespace

Measured<double> hill_number(const std::vector<double>& amounts, double order) {
    if (auto wrong = refusal_outside("order", order, 0, std::numeric_limits<double>::infinity()))
        return {hill_number_formula, amounts.size(), std::move(*wrong)};
    return of_shares(hill_number_formula, amounts, 1, [&](const auto& shares) { return hill(shares, order); });
}

Measured<double> shannon(const std::vector<double>& amounts) { return of_shares(shannon_formula, amounts, 1, entropy); }

Measured<double> simpson(const std::vector<double>& amounts) {
    return of_shares(simpson_formula, amounts, 1, [](const auto& shares) { return 1 - 1 / hill(shares, 2); });
}

Measured<double> pielou(const std::vector<double>& amounts) {
    return of_shares(pielou_formula, amounts, 2,
                     [](const auto& shares) { return entropy(shares) / std::log(static_cast<double>(shares.size())); });
}

Measured<Richness> chao1(const std::vector<std::int64_t>& counts) {
    Richness richness;
    std::int64_t individuals = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] < 0)
            return {chao1_formula, counts.size(),
                    refuse(negative_amount, "counts", {std::to_string(i + 1), std::to_string(counts[i])})};
        individuals += counts[i];
        richness.observed += counts[i] > 0;
        richness.singletons += counts[i] == 1;
        richness.doubletons += counts[i] == 2;
    }
    const auto inputs_count = static_cast<std::size_t>(individuals);
    if (individuals == 0) return {chao1_formula, inputs_count, Shortage{"individuals", 1, 0}};
    const auto f1 = static_cast<double>(richness.singletons), f2 = static_cast<double>(richness.doubletons);
    const double unseen = f2 > 0 ? f1 * f1 / (2 * f2) : f1 * (f1 - 1) / 2;
    richness.estimated = static_cast<double>(richness.observed) + unseen;
    return {chao1_formula, inputs_count, richness};
}

} // namespace reef::measure
