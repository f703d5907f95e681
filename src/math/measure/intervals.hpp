// Intervals: what a count of a few cases can and cannot say.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula wilson_formula{
    "wilson_interval", 1, "(p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)", "probabilities, 0 to 1",
    "Wilson, Journal of the American Statistical Association 22 (1927) 209-212"};
inline constexpr Formula poisson_upper_formula{"poisson_upper_limit", 1, "chi^2_{confidence; 2(k+1)} / 2",
                                               "expected events in the same exposure, above 0",
                                               "Garwood, Biometrika 28 (1936) 437-442"};
inline constexpr Formula kept_promises_formula{"kept_promises", 1, "Beta(1 + kept, 1 + broken): mean and quantiles",
                                               "probabilities, 0 to 1",
                                               "Josang and Ismail, The Beta Reputation System (2002)"};

/// Where the true rate lies when `successes` of `trials` were seen. Needs one trial. Refuses more successes than
/// trials.
Measured<Interval> wilson_interval(std::int64_t successes, std::int64_t trials, double confidence = 0.95);

/// The greatest rate that `events` rare events still allow, exact and one-sided: with a greater one, so few would be
/// seen with probability below 1 - confidence. No minimum: no event at all has an upper limit too. Refuses fewer than
/// 0.
Measured<double> poisson_upper_limit(std::int64_t events, double confidence = 0.95);

struct KeptPromises {
    double mean = 0;
    /// A credible interval, equal tails.
    Interval interval;
};
/// How far a party keeps its promises, by Bayes from an even prior. `kept`, `broken`: counts >= 0, or counts faded by
/// `faded`. No minimum: without any promise the interval is as wide as ignorance. Never a single score for a person.
Measured<KeptPromises> kept_promises(double kept, double broken, double confidence = 0.90);

/// What one promise of that age still counts for: halved every `half_life`.
double faded(Duration age, Duration half_life = days(180));

} // namespace reef::measure
