#include "math/measure/retention.hpp"
#include <algorithm>
#include <cmath>
#include <map>

namespace reef::measure {
namespace {

std::optional<Refusal> refusal_of(const std::vector<Presence>& members, Time until) {
    for (std::size_t i = 0; i < members.size(); ++i)
        for (const Time moment : members[i].active)
            if (moment < members[i].joined || moment > until)
                return refuse(active_out_of_time, "active", {std::to_string(i + 1)}).error();
    return {};
}

double in_days(Duration span) { return static_cast<double>(span.ms) / static_cast<double>(days(1).ms); }

struct Stay {
    Duration length;
    bool has_left;
};

/// From joining to the last activity before the first silence longer than `gap`.
Stay stay_of(const Presence& member, Time until, Duration gap) {
    auto active = member.active;
    std::ranges::sort(active);
    Time last = member.joined;
    for (const Time moment : active) {
        if (moment - last > gap) break;
        last = moment;
    }
    return {last - member.joined, until - last > gap};
}

} // namespace

Measured<Retention> retention(const std::vector<Presence>& cohort, Time until, Duration day, Duration window) {
    if (auto wrong = refusal_of(cohort, until)) return {retention_formula, cohort.size(), std::move(*wrong)};
    Retention out;
    for (const Presence& member : cohort) {
        const Time first = member.joined + day, end = first + window;
        if (end > until) continue;
        ++out.observed;
        out.returned +=
            std::ranges::any_of(member.active, [&](Time moment) { return moment >= first && moment < end; });
    }
    if (out.observed < cohort_min)
        return {retention_formula, cohort.size(), Shortage{"members observed that long", cohort_min, out.observed}};
    out.share = static_cast<double>(out.returned) / static_cast<double>(out.observed);
    return {retention_formula, cohort.size(), out};
}

Measured<HalfLife> half_life(const std::vector<Presence>& members, Time until, Duration gap) {
    if (auto wrong = refusal_of(members, until)) return {half_life_formula, members.size(), std::move(*wrong)};
    struct Ends {
        std::int64_t exits = 0, censored = 0;
    };
    std::map<Duration, Ends> ends;
    HalfLife out;
    for (const Presence& member : members) {
        if (member.joined >= until) continue;
        const auto [length, has_left] = stay_of(member, until, gap);
        // Who is still there has been so up to the end of the observation, not only up to the last activity.
        ++(has_left ? ends[length].exits : ends[until - member.joined].censored);
        ++out.members;
    }
    if (out.members < cohort_min)
        return {half_life_formula, members.size(), Shortage{"members", cohort_min, out.members}};

    std::int64_t at_risk = out.members;
    double survival = 1, variance_sum = 0;
    for (const auto& [length, end] : ends) {
        if (end.exits > 0) {
            const auto risk = static_cast<double>(at_risk), exits = static_cast<double>(end.exits);
            survival *= 1 - exits / risk;
            if (at_risk > end.exits) variance_sum += exits / (risk * (risk - exits));
            out.curve.push_back({in_days(length), survival, survival * std::sqrt(variance_sum), at_risk, end.exits});
            if (!out.days && survival <= 0.5 + 1e-12) out.days = in_days(length);
            out.exits += end.exits;
        }
        at_risk -= end.exits + end.censored;
    }
    return {half_life_formula, members.size(), std::move(out)};
}

} // namespace reef::measure
