#include "math/measure/concentration.hpp"
#include "math/measure/checks.hpp"
#include <algorithm>
#include <map>

namespace reef::measure {
namespace {

template <class Computation>
Measured<double> of_parties(const Formula& formula, const std::vector<double>& amounts, std::size_t parties_min,
                            Computation&& compute) {
    if (auto wrong = refusal_of_amounts(amounts)) return {formula, amounts.size(), std::move(*wrong)};
    if (amounts.size() < parties_min)
        return {formula, amounts.size(),
                Shortage{"parties", static_cast<std::int64_t>(parties_min), static_cast<std::int64_t>(amounts.size())}};
    if (sum_of(amounts) <= 0) return {formula, amounts.size(), Shortage{"parties with a positive amount", 1, 0}};
    return {formula, amounts.size(), compute()};
}

double gini_of(std::vector<double> amounts) {
    std::ranges::sort(amounts);
    const auto n = static_cast<double>(amounts.size());
    double ranked = 0;
    // Ranks counted from the middle: 2i - n - 1. The same sum, without subtracting two large ones.
    for (std::size_t i = 0; i < amounts.size(); ++i) ranked += (2 * static_cast<double>(i + 1) - n - 1) * amounts[i];
    return std::max(ranked / (n * sum_of(amounts)), 0.0);
}

double hhi_of(const std::vector<double>& amounts) {
    double sum = 0;
    for (const double share : positive_shares(amounts)) sum += 100 * share * 100 * share;
    return sum;
}

} // namespace

Measured<double> gini(const std::vector<double>& amounts) {
    return of_parties(gini_formula, amounts, 2, [&] { return gini_of(amounts); });
}

Measured<double> gini_corrected(const std::vector<double>& amounts) {
    return of_parties(gini_corrected_formula, amounts, 2, [&] {
        const auto n = static_cast<double>(amounts.size());
        return gini_of(amounts) * n / (n - 1);
    });
}

Measured<double> hhi(const std::vector<double>& amounts) {
    return of_parties(hhi_formula, amounts, 1, [&] { return hhi_of(amounts); });
}

Measured<double> effective_number(const std::vector<double>& amounts) {
    return of_parties(effective_number_formula, amounts, 1, [&] { return 10'000 / hhi_of(amounts); });
}

Measured<double> concentration_ratio(const std::vector<double>& amounts, std::size_t largest_count) {
    return of_parties(concentration_ratio_formula, amounts, 1, [&] {
        auto shares = positive_shares(amounts);
        std::ranges::sort(shares, std::greater());
        shares.resize(std::min(shares.size(), largest_count));
        return sum_of(shares);
    });
}

std::vector<double> merged_by_owner(const std::vector<double>& amounts, const std::vector<std::int64_t>& owners) {
    ensure(amounts.size() == owners.size(), "every account has one owner");
    std::map<std::int64_t, double> by_owner;
    for (std::size_t i = 0; i < amounts.size(); ++i) by_owner[owners[i]] += amounts[i];
    std::vector<double> merged;
    for (const auto& [owner, amount] : by_owner) merged.push_back(amount);
    return merged;
}

} // namespace reef::measure
