// Quantiles of the usual distributions: Boost.Math, which takes seconds to compile, behind four plain functions.
#pragma once

namespace reef::measure {

/// The z with P(Z <= z) = probability, Z standard normal. 0 < probability < 1, here and below.
double normal_quantile(double probability);
/// The t with P(T <= t) = probability, T with `degrees` > 0 degrees of freedom.
double student_quantile(double probability, double degrees);
/// The x with P(X <= x) = probability, X chi-squared with `degrees` > 0 degrees of freedom.
double chi_squared_quantile(double probability, double degrees);
/// The x with P(X <= x) = probability, X Beta(a, b), a, b > 0.
double beta_quantile(double probability, double a, double b);

} // namespace reef::measure
