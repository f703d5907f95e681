// The Shapley value: what each contributor adds, averaged over all orders in which they could have come together.
#pragma once
#include "math/measure/measured.hpp"
#include <functional>

namespace reef::measure {

inline constexpr Formula shapley_value_formula{
    "shapley_value", 1, "phi_i = sum over S without i of |S|! (n-|S|-1)! / n! [v(S + i) - v(S)]",
    "the unit of v; the values sum to v of all", "Shapley, Contributions to the Theory of Games II (1953) 307-317"};
inline constexpr Formula shapley_value_sampled_formula{
    "shapley_value_sampled", 1,
    "mean of v(S + i) - v(S) over orders drawn by lot and their reverses, cut short where "
    "v(all) - v(S) is small; what is left of v of all is shared out evenly",
    "the unit of v; the values sum to v of all",
    "Castro et al. 2009; truncation: Ghorbani and Zou, ICML (2019); antithetic pairs: Mitchell et al., JMLR 23 (2022)"};

/// The value of a coalition, in minor units or any whole unit; bit i set: contributor i is in it. Must be the same each
/// time it is asked, 0 for nobody, and a stated formula (such as sales of a bundle if only these parts existed).
using CoalitionValue = std::function<std::int64_t(std::uint64_t coalition)>;

inline constexpr RefusalKind too_many_contributors{"measure.too_many_contributors",
                                                   "The value is computed among 1 to {} contributors, not {}.", 422};
inline constexpr RefusalKind nobody_has_value{"measure.nobody_has_value",
                                              "A coalition of nobody is worth {}; it must be worth 0.", 422};

/// A contributor's part: exact in lowest terms ("17/6"), and as a decimal.
struct Part {
    double decimal = 0;
    std::string fraction;
};
/// Exact, over all coalitions. Refuses fewer than 1 and more than 20 contributors, and a value of nobody.
Measured<std::vector<Part>> shapley_value(std::size_t contributors_count, const CoalitionValue& value);

struct SampledParts {
    /// Sum to v of all.
    std::vector<double> parts;
    /// The greatest standard error among them.
    double error = 0;
    std::int64_t orders_count = 0;
};
struct Sampling {
    std::uint64_t seed = 0;
    /// Stop when the error is at most this share of v of all ...
    double error_share_max = 0.01;
    /// ... but not before so many orders, nor after so many.
    std::int64_t orders_min = 100;
    std::int64_t orders_max = 1'000'000;
    /// An order is cut short where what is left to gain is below this share of v of all.
    double truncation_share = 0;
};
/// For up to 60 contributors. Refuses more, a value of nobody, and bounds that contradict each other. Insufficient
/// where the coalition of all is worth nothing, since then no error is small against it.
Measured<SampledParts> shapley_value_sampled(std::size_t contributors_count, const CoalitionValue& value,
                                             const Sampling& sampling);

} // namespace reef::measure
