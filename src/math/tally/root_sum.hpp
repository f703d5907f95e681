// Sums of square roots, compared exactly.
#pragma once
#include "math/tally/exact.hpp"
#include <gmpxx.h>
#include <map>

namespace reef::tally {

/// a√d + b√e + … with rational coefficients. The roots of different square-free numbers are linearly independent over
/// the rationals (Besicovitch 1940), so two sums are equal exactly if their coefficients are; if they are not,
/// evaluating the difference with more and more digits ends with its sign.
class RootSum {
  public:
    /// Adds `times` the root of `radicand`, which is not negative. Refused: tally.root_too_large, where numerator times
    /// denominator is above 10^10.
    Result<void> add_root(const Exact& radicand, const Exact& times = 1);
    friend std::strong_ordering operator<=>(const RootSum& a, const RootSum& b);
    friend bool operator==(const RootSum& a, const RootSum& b) { return (a <=> b) == 0; }
    /// A decimal, cut after so many digits; exactly rational sums as they are.
    std::string text(int digits) const;

  private:
    std::map<std::int64_t, mpq_class> coefficients_; // by the square-free number under the root; none is zero
    void add(std::int64_t square_free, const mpq_class& coefficient);
};

} // namespace reef::tally
