// Rule-making: how stable a domain's rules are, and which mode of change its features speak for. Advice, never a
// decision.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula stability_formula{
    "rule_stability", 1, "STAB = exp(-N / N0) (1 - mean move), N changes in 90 days, N0 = 3",
    "0 to 1 (nothing changed)", "Reef, after the principle of constancy in Fuller, The Morality of Law (1964)"};
inline constexpr Formula predictability_formula{"rule_predictability", 1,
                                                "changes announced in time and within bounds / changes",
                                                "share of changes, 0 to 1", "Reef, after Fuller 1964"};
inline constexpr Formula mode_scores_formula{
    "mode_scores", 1,
    "directive .5S + .2(1-R) + .2(1-K) - .3U; self-regulated .4R + .4K - .4S - .2X; negotiated .4X + .3P + .3U - .3S",
    "scores, -0.6 to 1; the highest is advised", "Reef: after the modes of governance in the founding texts"};
inline constexpr Formula volatility_formula{"volatility", 1, "standard deviation / mean of monthly volumes, at most 1",
                                            "0 (steady) to 1", "coefficient of variation, clipped"};

struct RuleChange {
    /// How far the parameter moved, as a share of its bounds: 0 to 1.
    double move = 0;
    bool is_announced_in_time = false;
    bool is_within_bounds = false;
};
/// The changes of a domain in the last 90 days. The mean move is that of the changes, not of all parameters: many
/// parameters that never move must not make up for one that jumps. No minimum: without a change a domain is stable.
/// Refuses moves outside 0 to 1 and a `changes_scale` (N0) that is not above 0.
Measured<double> rule_stability(const std::vector<RuleChange>& changes, double changes_scale = 3);
/// Needs one change.
Measured<double> rule_predictability(const std::vector<RuleChange>& changes);

/// How long a parameter rests after a change: `base`, doubled for each change in the last year, three times at most.
Duration cool_down(std::int64_t changes_in_year, Duration base = days(30));

/// Features of a domain, each 0 to 1.
struct DomainFeatures {
    double severity = 0;
    double cross_class_effect = 0;
    double volatility = 0;
    double reversibility = 0;
    double compliance = 0;
    double few_parties = 0;
};
struct ModeScores {
    double directive = 0;
    double self_regulated = 0;
    double negotiated = 0;
};
/// Refuses features outside 0 to 1.
Measured<ModeScores> mode_scores(const DomainFeatures& features);

/// False for a domain still in flux in which little is at stake: there no directive may stand without an end.
bool allows_permanent_directive(const DomainFeatures& features);

/// How much the volume of a domain swings. The deviation is that of a sample (over n - 1): the months shown stand for
/// those to come. Needs 3 months and a positive mean. Refuses negative volumes.
Measured<double> volatility(const std::vector<double>& monthly_volumes);
/// 1 / (1 + n/10): near 1 for a few parties, near 0 for many.
double few_parties(std::int64_t parties_count);

} // namespace reef::measure
