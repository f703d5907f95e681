// Checks of inputs that several measures share. Not for other rooms.
#pragma once
#include "math/measure/measured.hpp"
#include <optional>

namespace reef::measure {

/// The shortest text that reads back as the same number.
std::string number_text(double number);

std::optional<Refusal> refusal_of_amounts(const std::vector<double>& amounts);
std::optional<Refusal> refusal_of_confidence(double confidence);
/// Refuses `value` outside `low` to `high`, and what is not a number.
std::optional<Refusal> refusal_outside(std::string_view name, double value, double low, double high);
std::optional<Refusal> refusal_of_sizes(std::string_view one, std::size_t one_count, std::string_view other,
                                        std::size_t other_count);

double sum_of(const std::vector<double>& amounts);
/// The shares of the positive amounts, in their order; empty where nothing is positive.
std::vector<double> positive_shares(const std::vector<double>& amounts);

} // namespace reef::measure
