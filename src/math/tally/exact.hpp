// Exact numbers: rationals that never round. Every comparison that decides a count is made with these or with integers.
#pragma once
#include "core/base/module.hpp"
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace reef::tally {

/// A rational number. Fractions that fit into 64 bits stay in the object itself; larger ones live in GMP, immutable and
/// shared. Always in lowest terms with a positive denominator, so equal numbers are equal member by member.
class Exact {
  public:
    Exact() = default;
    Exact(std::int64_t whole) : numerator_(whole) {} // NOLINT: whole numbers are exact numbers
    /// `numerator / denominator`; the denominator is not zero (an assertion).
    static Exact ratio(std::int64_t numerator, std::int64_t denominator);
    /// `12`, `-0.25`, `7/3`. Refused: tally.not_a_number.
    static Result<Exact> parse(std::string_view text);

    Exact operator-() const;
    friend Exact operator+(const Exact& a, const Exact& b) { return sum(a, b, false); }
    friend Exact operator-(const Exact& a, const Exact& b) { return sum(a, b, true); }
    friend Exact operator*(const Exact& a, const Exact& b) { return product(a, b); }
    /// The divisor is not zero (an assertion).
    friend Exact operator/(const Exact& a, const Exact& b) { return product(a, b.inverse()); }
    Exact& operator+=(const Exact& other) { return *this = *this + other; }
    Exact& operator-=(const Exact& other) { return *this = *this - other; }
    Exact& operator*=(const Exact& other) { return *this = *this * other; }
    Exact& operator/=(const Exact& other) { return *this = *this / other; }

    friend std::strong_ordering operator<=>(const Exact& a, const Exact& b) { return compared(a, b); }
    friend bool operator==(const Exact& a, const Exact& b) { return compared(a, b) == 0; }

    int sign() const;
    bool is_whole() const;
    /// The largest whole number not above this one.
    Exact floor() const;
    /// Cut to `digits` decimals towards minus infinity, as statutes that "ignore the remainder" say.
    Exact rounded_down(int digits) const;
    Exact rounded_up(int digits) const;
    /// The value as a 64-bit integer; it is whole and fits (an assertion).
    std::int64_t whole() const;
    bool fits_whole() const;
    /// For charts and benchmarks only; never decides anything.
    double approximate() const;

    /// The shortest exact text: a decimal (`12`, `0.125`) where the fraction ends, otherwise `p/q`.
    std::string text() const;

  private:
    struct Big;
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
    std::shared_ptr<const Big> big_ = {}; // holds the value if set

    static Exact sum(const Exact& a, const Exact& b, bool subtract);
    static Exact product(const Exact& a, const Exact& b);
    static std::strong_ordering compared(const Exact& a, const Exact& b);
    static Exact of_wide(__int128 numerator, __int128 denominator);
    static Exact of_big(Big&& big);
    static Big big_of(const Exact& value);
    Exact inverse() const;
};

/// 10 to the power of `digits`.
Exact power_of_ten(int digits);

} // namespace reef::tally
