#include "math/measure/exposure.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/concentration.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {
namespace {

std::optional<Refusal> refusal_of_relevance(const std::vector<double>& relevance, double most) {
    for (const double value : relevance)
        if (auto wrong = refusal_outside("relevance", value, 0, most)) return wrong;
    return {};
}

double gain_of(const std::vector<double>& relevance) {
    double gain = 0;
    for (std::size_t i = 0; i < relevance.size(); ++i) gain += (std::exp2(relevance[i]) - 1) * position_bias(i + 1);
    return gain;
}

} // namespace

double position_bias(std::size_t place) {
    ensure(place > 0, "places count from 1");
    return 1 / std::log2(1 + static_cast<double>(place));
}

Measured<double> dcg(const std::vector<double>& relevance) {
    const auto n = relevance.size();
    if (auto wrong = refusal_of_relevance(relevance, 30)) return {dcg_formula, n, std::move(*wrong)};
    if (n == 0) return {dcg_formula, n, Shortage{"items", 1, 0}};
    return {dcg_formula, n, gain_of(relevance)};
}

Measured<double> truth_loss(const std::vector<double>& relevance) {
    const auto n = relevance.size();
    if (auto wrong = refusal_of_relevance(relevance, 30)) return {truth_loss_formula, n, std::move(*wrong)};
    auto truthful = relevance;
    std::ranges::sort(truthful, std::greater());
    const double best = gain_of(truthful);
    if (best <= 0) return {truth_loss_formula, n, Shortage{"items of some relevance", 1, 0}};
    return {truth_loss_formula, n, std::max(1 - gain_of(relevance) / best, 0.0)};
}

Measured<double> attention_bought(const std::vector<bool>& paid) {
    if (paid.empty()) return {attention_bought_formula, 0, Shortage{"items", 1, 0}};
    double bought = 0, all = 0;
    for (std::size_t i = 0; i < paid.size(); ++i) {
        all += position_bias(i + 1);
        if (paid[i]) bought += position_bias(i + 1);
    }
    return {attention_bought_formula, paid.size(), bought / all};
}

std::vector<Exposed> exposed_in_order(const std::vector<double>& relevance, const std::vector<int>& groups) {
    ensure(relevance.size() == groups.size(), "every item has one group");
    std::vector<Exposed> items;
    for (std::size_t i = 0; i < relevance.size(); ++i) items.push_back({position_bias(i + 1), relevance[i], groups[i]});
    return items;
}

Measured<double> disparate_treatment_ratio(const std::vector<Exposed>& items) {
    double exposure[2] = {}, relevance[2] = {};
    std::int64_t count[2] = {};
    for (const auto& item : items) {
        if (auto wrong = refusal_of_amounts({item.exposure, item.relevance}))
            return {dtr_formula, items.size(), std::move(*wrong)};
        if (auto wrong = refusal_outside("group", item.group, 0, 1))
            return {dtr_formula, items.size(), std::move(*wrong)};
        exposure[item.group] += item.exposure;
        relevance[item.group] += item.relevance;
        ++count[item.group];
    }
    if (count[0] == 0 || count[1] == 0) return {dtr_formula, items.size(), Shortage{"items in each group", 1, 0}};
    if (relevance[0] <= 0 || relevance[1] <= 0)
        return {dtr_formula, items.size(), Shortage{"items of some relevance in each group", 1, 0}};
    if (exposure[1] <= 0) return {dtr_formula, items.size(), Shortage{"items of group 1 that were seen", 1, 0}};
    // The means within a group share its size, so that sums give the same quotient.
    return {dtr_formula, items.size(), (exposure[0] / relevance[0]) / (exposure[1] / relevance[1])};
}

Measured<double> feed_exposure_gini(const std::vector<Author>& authors) {
    std::vector<double> reach;
    for (const Author& author : authors) {
        if (auto wrong = refusal_of_amounts({author.impressions, static_cast<double>(author.followers)}))
            return {feed_gini_formula, authors.size(), std::move(*wrong)};
        if (author.followers > 0) reach.push_back(author.impressions / static_cast<double>(author.followers));
    }
    const auto found = static_cast<std::int64_t>(reach.size());
    if (found < 2) return {feed_gini_formula, authors.size(), Shortage{"authors with a follower", 2, found}};
    const auto inequality = gini(reach);
    if (!inequality) return {feed_gini_formula, authors.size(), Shortage{"authors with an impression", 1, 0}};
    return {feed_gini_formula, authors.size(), *inequality};
}

} // namespace reef::measure
