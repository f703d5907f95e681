#include "math/measure/agreement.hpp"
#include "math/measure/checks.hpp"
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

namespace reef::measure {
namespace {

/// How often each pair of values met in a unit, weighted so that a unit of m scores counts m.
class Coincidences {
  public:
    explicit Coincidences(const std::vector<std::vector<std::optional<double>>>& scores) {
        for (std::size_t unit = 0; !scores.empty() && unit < scores.front().size(); ++unit) {
            std::vector<double> given;
            for (const auto& judge : scores)
                if (judge[unit]) given.push_back(*judge[unit]);
            if (given.size() < 2) continue;
            ++units_;
            for (std::size_t i = 0; i < given.size(); ++i)
                for (std::size_t j = 0; j < given.size(); ++j)
                    if (i != j) pairs_[{given[i], given[j]}] += 1 / static_cast<double>(given.size() - 1);
        }
        for (const auto& [pair, count] : pairs_) totals_[pair.first] += count, all_ += count;
    }
    std::int64_t units() const { return units_; }
    std::size_t values() const { return totals_.size(); }
    double alpha(Scale scale) const {
        double observed = 0, expected = 0;
        for (const auto& [pair, count] : pairs_) observed += count * difference(pair.first, pair.second, scale);
        for (const auto& [one, one_count] : totals_)
            for (const auto& [other, other_count] : totals_)
                expected += one_count * other_count * difference(one, other, scale);
        return 1 - (all_ - 1) * observed / expected;
    }

  private:
    /// The squared difference that the scale gives to two values.
    double difference(double one, double other, Scale scale) const {
        if (one == other) return 0;
        const auto [low, high] = std::minmax(one, other);
        switch (scale) {
        case Scale::nominal:
            return 1;
        case Scale::interval:
            return (high - low) * (high - low);
        case Scale::ratio:
            return (high - low) * (high - low) / ((high + low) * (high + low));
        case Scale::ordinal:
            break;
        }
        double between = -(totals_.at(low) + totals_.at(high)) / 2;
        for (auto at = totals_.find(low); at->first <= high; ++at) {
            between += at->second;
            if (at->first == high) break;
        }
        return between * between;
    }
    std::map<std::pair<double, double>, double> pairs_;
    std::map<double, double> totals_;
    double all_ = 0;
    std::int64_t units_ = 0;
};

double jaccard_of(const std::vector<std::int64_t>& one, const std::vector<std::int64_t>& other) {
    const std::set<std::int64_t> a(one.begin(), one.end()), b(other.begin(), other.end());
    std::vector<std::int64_t> common;
    std::ranges::set_intersection(a, b, std::back_inserter(common));
    const auto either = a.size() + b.size() - common.size();
    return either == 0 ? 0 : static_cast<double>(common.size()) / static_cast<double>(either);
}

struct Mean {
    double value = 0;
    double error_squared = 0;
};
Mean mean_of(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    Mean mean{sum_of(values) / n};
    for (const double value : values) mean.error_squared += (value - mean.value) * (value - mean.value);
    mean.error_squared /= (n - 1) * n;
    return mean;
}

} // namespace

Measured<double> krippendorff_alpha(const std::vector<std::vector<std::optional<double>>>& scores, Scale scale) {
    const Formula& formula = krippendorff_formula;
    for (const auto& judge : scores) {
        if (auto wrong = refusal_of_sizes("the units of the first judge", scores.front().size(),
                                          "those of another judge", judge.size()))
            return {formula, scores.size(), std::move(*wrong)};
        for (const auto& score : judge)
            if (score && (std::isnan(*score) || scale == Scale::ratio))
                if (auto wrong = refusal_of_amounts({*score})) return {formula, scores.size(), std::move(*wrong)};
    }
    const Coincidences coincidences(scores);
    const auto units = static_cast<std::size_t>(coincidences.units());
    if (units == 0) return {formula, units, Shortage{"units with two scores", 1, 0}};
    if (coincidences.values() < 2) return {formula, units, Shortage{"different scores", 2, 1}};
    return {formula, units, coincidences.alpha(scale)};
}

Measured<double> jaccard(const std::vector<std::int64_t>& one, const std::vector<std::int64_t>& other) {
    if (one.empty() && other.empty()) return {jaccard_formula, 2, Shortage{"features", 1, 0}};
    return {jaccard_formula, 2, jaccard_of(one, other)};
}

Measured<double> precedent_consistency(const std::vector<Precedent>& precedents, double alike_from) {
    if (auto wrong = refusal_outside("alike_from", alike_from, 0, 1))
        return {consistency_formula, precedents.size(), std::move(*wrong)};
    std::int64_t like = 0, held_alike = 0;
    for (std::size_t i = 0; i < precedents.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (jaccard_of(precedents[i].features, precedents[j].features) < alike_from) continue;
            ++like;
            held_alike += precedents[i].holding == precedents[j].holding;
        }
    if (like == 0) return {consistency_formula, precedents.size(), Shortage{"pairs of like cases", 1, 0}};
    return {consistency_formula, precedents.size(), static_cast<double>(held_alike) / static_cast<double>(like)};
}

Measured<Difference> difference_in_differences(const BeforeAfter& treated, const BeforeAfter& compared) {
    const std::vector<double>* all[] = {&treated.before, &treated.after, &compared.before, &compared.after};
    std::size_t inputs_count = 0, least = treated.before.size();
    for (const auto* values : all) inputs_count += values->size(), least = std::min(least, values->size());
    if (least < static_cast<std::size_t>(observations_min))
        return {difference_formula, inputs_count,
                Shortage{"observations before and after on both sides", observations_min,
                         static_cast<std::int64_t>(least)}};
    const Mean t0 = mean_of(treated.before), t1 = mean_of(treated.after), c0 = mean_of(compared.before),
               c1 = mean_of(compared.after);
    return {difference_formula, inputs_count,
            Difference{(t1.value - t0.value) - (c1.value - c0.value),
                       std::sqrt(t0.error_squared + t1.error_squared + c0.error_squared + c1.error_squared)}};
}

} // namespace reef::measure
