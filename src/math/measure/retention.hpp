// Retention: who comes back, and how long members stay.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula retention_formula{
    "retention", 1, "members active within 7 days from day N after joining / members observed that long",
    "share of the cohort, 0 to 1", "Reef: the usual cohort table, with its window stated"};
inline constexpr Formula half_life_formula{
    "half_life", 1, "the first t with S(t) <= 1/2; S(t) = product over exits up to t of (1 - exits / at risk)",
    "days, above 0; S from 1 down to 0",
    "Kaplan and Meier, Journal of the American Statistical Association 53 (1958) "
    "457-481; errors: Greenwood 1926"};

/// When a member joined and was active, in any order, all up to `until` of the measure.
struct Presence {
    Time joined;
    std::vector<Time> active;
};

inline constexpr std::int64_t cohort_min = 5;
inline constexpr RefusalKind active_out_of_time{
    "measure.active_out_of_time", "Member number {} was active before joining, or after the end of the observation.",
    422};

struct Retention {
    double share = 0;
    std::int64_t returned = 0;
    /// Members who joined early enough to be observed through the whole window.
    std::int64_t observed = 0;
};
/// D7, D30, D90: `day` after joining, up to `window` later. A window, because on one day a small cohort shows little
/// but which weekday it was. Needs 5 members observed that long. Refuses activity before joining or after `until`.
Measured<Retention> retention(const std::vector<Presence>& cohort, Time until, Duration day, Duration window = days(7));

struct SurvivalStep {
    double days = 0;
    double survival = 1;
    /// Greenwood's standard error.
    double error = 0;
    std::int64_t at_risk = 0;
    std::int64_t exits = 0;
};
struct HalfLife {
    /// Nothing while more than half are still there at the end of the observation.
    std::optional<double> days;
    std::vector<SurvivalStep> curve;
    std::int64_t members = 0;
    std::int64_t exits = 0;
};
/// How long until half have left. A member exits at the last activity before a silence longer than `gap`; one who is
/// still within `gap` of the last activity at `until` is there (censored). Joining counts as activity. Needs 5 members
/// who joined before `until`. Same refusal.
Measured<HalfLife> half_life(const std::vector<Presence>& members, Time until, Duration gap = days(28));

} // namespace reef::measure
