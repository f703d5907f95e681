#include "math/measure/measured.hpp"
#include "math/measure/checks.hpp"
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace reef::measure {

std::string Shortage::sentence() const {
    return fmt::format("insufficient data: needs at least {} {}, has {}", minimum, of_what, found);
}

std::string number_text(double number) { return fmt::format("{}", number); }

std::optional<Refusal> refusal_of_amounts(const std::vector<double>& amounts) {
    for (std::size_t i = 0; i < amounts.size(); ++i)
        if (!(amounts[i] >= 0) || std::isinf(amounts[i]))
            return refuse(negative_amount, "amounts", {std::to_string(i + 1), number_text(amounts[i])}).error();
    return {};
}

std::optional<Refusal> refusal_of_confidence(double confidence) {
    if (confidence > 0 && confidence < 1) return {};
    return refuse(not_a_confidence, "confidence", {number_text(confidence)}).error();
}

std::optional<Refusal> refusal_outside(std::string_view name, double value, double low, double high) {
    if (value >= low && value <= high) return {};
    return refuse(out_of_range, name, {std::string(name), number_text(value), number_text(low), number_text(high)})
        .error();
}

std::optional<Refusal> refusal_of_sizes(std::string_view one, std::size_t one_count, std::string_view other,
                                        std::size_t other_count) {
    if (one_count == other_count) return {};
    return refuse(sizes_differ, other,
                  {std::string(one), std::string(other), std::to_string(one_count), std::to_string(other_count)})
        .error();
}

double sum_of(const std::vector<double>& amounts) { return std::accumulate(amounts.begin(), amounts.end(), 0.0); }

std::vector<double> positive_shares(const std::vector<double>& amounts) {
    const double total = sum_of(amounts);
    std::vector<double> shares;
    for (const double amount : amounts)
        if (amount > 0) shares.push_back(amount / total);
    return shares;
}

} // namespace reef::measure
