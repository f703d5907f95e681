// Cross-side network effects: whether one side of a platform grows after the other did. An association, not a cause.
#pragma once
#include "math/measure/intervals.hpp"

namespace reef::measure {

inline constexpr Formula network_effect_formula{
    "network_effect", 1,
    "d ln B_t = alpha + beta d ln A_(t-1) + gamma d ln B_(t-1) + e, least squares; errors by Newey and West with "
    "floor(4 (n/100)^(2/9)) lags, scaled n/(n-3); Student's t with n - 3 degrees",
    "elasticities from week to week, any sign", "Newey and West, Econometrica 55 (1987) 703-708"};

/// Rows of the regression, each taking three weeks in a row.
inline constexpr std::int64_t network_effect_rows_min = 26;

struct Coefficient95 {
    double value = 0;
    double error = 0;
    /// 95 %.
    Interval interval;
};
struct NetworkEffect {
    Coefficient95 constant;
    /// beta: growth of the other side after growth of the acting one.
    Coefficient95 cross_side;
    /// gamma: growth after own growth; negative where crowding repels.
    Coefficient95 same_side;
    std::int64_t lags = 0;
};
/// `acting`, `responding`: weekly sizes of the two sides, oldest first, of one length, >= 0. Uses the latest unbroken
/// run of weeks in which both sides were above 0. Needs 28 such weeks (26 rows) and growth that varies on both sides.
/// Refuses sizes that differ and negative ones.
Measured<NetworkEffect> network_effect(const std::vector<double>& acting, const std::vector<double>& responding);

} // namespace reef::measure
