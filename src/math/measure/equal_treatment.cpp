#include "math/measure/equal_treatment.hpp"
#include "math/measure/checks.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {
namespace {

std::optional<Refusal> refusal_of(const GroupRate& group) {
    if (auto wrong = refusal_outside("members", static_cast<double>(group.members), 0, 1e6)) return wrong;
    return refusal_outside("affected", static_cast<double>(group.affected), 0, static_cast<double>(group.members));
}

double log_choose(double n, double k) { return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1); }

} // namespace

Measured<double> dissimilarity(const std::vector<double>& those_present, const std::vector<double>& population) {
    const Formula& formula = dissimilarity_formula;
    const auto n = those_present.size();
    if (auto wrong = refusal_of_sizes("those_present", n, "population", population.size()))
        return {formula, n, std::move(*wrong)};
    for (const auto* amounts : {&those_present, &population})
        if (auto wrong = refusal_of_amounts(*amounts)) return {formula, n, std::move(*wrong)};
    const double all_present = sum_of(those_present), all = sum_of(population);
    if (all_present <= 0 || all <= 0) return {formula, n, Shortage{"people present and in the population", 1, 0}};
    double sum = 0;
    for (std::size_t g = 0; g < n; ++g) sum += std::abs(those_present[g] / all_present - population[g] / all);
    return {formula, n, sum / 2};
}

Measured<double> four_fifths_ratio(const std::vector<GroupRate>& groups) {
    std::vector<double> rates;
    for (const GroupRate& group : groups) {
        if (auto wrong = refusal_of(group)) return {four_fifths_formula, groups.size(), std::move(*wrong)};
        if (group.members > 0)
            rates.push_back(static_cast<double>(group.affected) / static_cast<double>(group.members));
    }
    if (rates.size() < 2)
        return {four_fifths_formula, groups.size(),
                Shortage{"groups with members", 2, static_cast<std::int64_t>(rates.size())}};
    const auto [least, greatest] = std::ranges::minmax(rates);
    if (greatest <= 0) return {four_fifths_formula, groups.size(), Shortage{"members affected", 1, 0}};
    return {four_fifths_formula, groups.size(), least / greatest};
}

Measured<double> fisher_exact(const GroupRate& one, const GroupRate& other) {
    for (const auto* group : {&one, &other})
        if (auto wrong = refusal_of(*group)) return {fisher_formula, 2, std::move(*wrong)};
    const auto least_members = std::min(one.members, other.members);
    if (least_members == 0) return {fisher_formula, 2, Shortage{"members in each group", 1, 0}};

    const auto affected = one.affected + other.affected;
    const auto first = std::max<std::int64_t>(0, affected - other.members), last = std::min(affected, one.members);
    const auto log_chance = [&](std::int64_t k) {
        return log_choose(static_cast<double>(one.members), static_cast<double>(k)) +
               log_choose(static_cast<double>(other.members), static_cast<double>(affected - k));
    };
    // Tables as likely as this one count, up to rounding (a ten-millionth, as in R).
    const double here = log_chance(one.affected), as_likely = here + std::log1p(1e-7);
    double all = 0, unlikely = 0;
    for (auto k = first; k <= last; ++k) {
        const double chance = std::exp(log_chance(k) - here);
        all += chance;
        if (log_chance(k) <= as_likely) unlikely += chance;
    }
    return {fisher_formula, 2, std::min(unlikely / all, 1.0)};
}

} // namespace reef::measure
