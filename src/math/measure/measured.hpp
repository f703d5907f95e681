// What every measure answers: a value, or why there is none. A page cites the formula's id and version beside it.
#pragma once
#include "core/base/module.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace reef::measure {

/// A published way of computing a figure. `version` grows when the same inputs could give another value;
/// docs/measures.md has one section for each id, with an example that a test works out.
struct Formula {
    std::string_view id;
    int version;
    std::string_view statement;
    /// Unit and range of the value.
    std::string_view range;
    std::string_view source;
};

/// Every formula of this room, in the order of docs/measures.md.
const std::vector<Formula>& formulas();

/// Too little to say anything: "insufficient data", never a zero that misleads.
struct Shortage {
    /// What is counted, in the plural: "weeks", "trials".
    std::string_view of_what;
    std::int64_t minimum;
    std::int64_t found;
    bool operator==(const Shortage&) const = default;
    /// `insufficient data: needs at least 26 weeks, has 12`
    std::string sentence() const;
};

/// A value of a formula; or the shortage, or the refusal of a bad input, that stands in its place.
/// `inputs_count` is the number of observations that went in.
template <class T>
class [[nodiscard]] Measured {
  public:
    using Outcome = std::variant<T, Shortage, Refusal>;
    Measured(const Formula& formula, std::size_t inputs_count, Outcome outcome)
        : formula_(formula), inputs_count_(static_cast<std::int64_t>(inputs_count)), outcome_(std::move(outcome)) {}
    Measured(const Formula& formula, std::size_t inputs_count, std::unexpected<Refusal> refused)
        : Measured(formula, inputs_count, Outcome(std::move(refused).error())) {}

    const Formula& formula() const { return formula_; }
    std::int64_t inputs_count() const { return inputs_count_; }

    explicit operator bool() const { return std::holds_alternative<T>(outcome_); }
    const T& value() const& {
        ensure(static_cast<bool>(*this), "a measured value is read only where there is one");
        return std::get<T>(outcome_);
    }
    /// Of a temporary: the value itself, so that a loop over it does not dangle.
    T value() && {
        ensure(static_cast<bool>(*this), "a measured value is read only where there is one");
        return std::get<T>(std::move(outcome_));
    }
    const T& operator*() const& { return value(); }
    T operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }

    /// Null unless the data were too few.
    const Shortage* shortage() const { return std::get_if<Shortage>(&outcome_); }
    /// Null unless the input was refused.
    const Refusal* refusal() const { return std::get_if<Refusal>(&outcome_); }
    /// The sentence to show in place of the value; empty where there is one.
    std::string why_not() const {
        if (shortage()) return shortage()->sentence();
        return refusal() ? refusal()->sentence() : std::string();
    }

  private:
    Formula formula_;
    std::int64_t inputs_count_;
    Outcome outcome_;
};

/// Ends of a confidence interval, or of a credible one where the declaration says so.
struct Interval {
    double low = 0;
    double high = 0;
    bool operator==(const Interval&) const = default;
};

inline constexpr RefusalKind negative_amount{
    "measure.negative_amount", "Amount number {} is {}. An amount that is measured is a number of at least 0.", 422};
inline constexpr RefusalKind not_a_confidence{
    "measure.not_a_confidence", "A confidence of {} has no meaning. Give one above 0 and below 1, such as 0.95.", 422};
inline constexpr RefusalKind sizes_differ{
    "measure.sizes_differ", "{} and {} belong together one by one, but there are {} and {} of them.", 422};
inline constexpr RefusalKind out_of_range{"measure.out_of_range", "{} is {}; it must lie from {} to {}.", 422};

} // namespace reef::measure
