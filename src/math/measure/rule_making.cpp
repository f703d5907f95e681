#include "math/measure/rule_making.hpp"
#include "math/measure/checks.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {
namespace {

std::optional<Refusal> refusal_of(const std::vector<RuleChange>& changes) {
    for (const RuleChange& change : changes)
        if (auto wrong = refusal_outside("move", change.move, 0, 1)) return wrong;
    return {};
}

} // namespace

Measured<double> rule_stability(const std::vector<RuleChange>& changes, double changes_scale) {
    const auto n = changes.size();
    if (auto wrong = refusal_of(changes)) return {stability_formula, n, std::move(*wrong)};
    if (auto wrong = refusal_outside("changes_scale", changes_scale, 1e-9, 1e9))
        return {stability_formula, n, std::move(*wrong)};
    double moves = 0;
    for (const RuleChange& change : changes) moves += change.move;
    const auto count = static_cast<double>(n);
    return {stability_formula, n, std::exp(-count / changes_scale) * (1 - moves / std::max(count, 1.0))};
}

Measured<double> rule_predictability(const std::vector<RuleChange>& changes) {
    const auto n = changes.size();
    if (auto wrong = refusal_of(changes)) return {predictability_formula, n, std::move(*wrong)};
    if (n == 0) return {predictability_formula, n, Shortage{"changes", 1, 0}};
    const auto foreseen = std::ranges::count_if(
        changes, [](const RuleChange& change) { return change.is_announced_in_time && change.is_within_bounds; });
    return {predictability_formula, n, static_cast<double>(foreseen) / static_cast<double>(n)};
}

Duration cool_down(std::int64_t changes_in_year, Duration base) {
    ensure(changes_in_year >= 0, "changes are counted from 0");
    return {base.ms << std::min<std::int64_t>(changes_in_year, 3)};
}

Measured<ModeScores> mode_scores(const DomainFeatures& f) {
    for (const double value :
         {f.severity, f.cross_class_effect, f.volatility, f.reversibility, f.compliance, f.few_parties})
        if (auto wrong = refusal_outside("feature", value, 0, 1)) return {mode_scores_formula, 6, std::move(*wrong)};
    return {mode_scores_formula, 6,
            ModeScores{.5 * f.severity + .2 * (1 - f.reversibility) + .2 * (1 - f.compliance) - .3 * f.volatility,
                       .4 * f.reversibility + .4 * f.compliance - .4 * f.severity - .2 * f.cross_class_effect,
                       .4 * f.cross_class_effect + .3 * f.few_parties + .3 * f.volatility - .3 * f.severity}};
}

bool allows_permanent_directive(const DomainFeatures& features) {
    return !(features.volatility > 0.5 && features.severity < 0.8);
}

Measured<double> volatility(const std::vector<double>& monthly_volumes) {
    const auto n = monthly_volumes.size();
    if (auto wrong = refusal_of_amounts(monthly_volumes)) return {volatility_formula, n, std::move(*wrong)};
    if (n < 3) return {volatility_formula, n, Shortage{"months", 3, static_cast<std::int64_t>(n)}};
    const double mean = sum_of(monthly_volumes) / static_cast<double>(n);
    if (mean <= 0) return {volatility_formula, n, Shortage{"months with a volume", 1, 0}};
    double squares = 0;
    for (const double volume : monthly_volumes) squares += (volume - mean) * (volume - mean);
    return {volatility_formula, n, std::min(std::sqrt(squares / static_cast<double>(n - 1)) / mean, 1.0)};
}

double few_parties(std::int64_t parties_count) {
    ensure(parties_count >= 0, "parties are counted from 0");
    return 1 / (1 + static_cast<double>(parties_count) / 10);
}

} // namespace reef::measure
