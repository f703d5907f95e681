#include "math/tally/phragmen.hpp"
#include "math/tally/exact_purses.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace reef::tally {

Phragmen::Phragmen(const Support& support, std::vector<std::int64_t> costs)
    : support_(&support), costs_(std::move(costs)), moments_{0}, approximate_{0}, load_of_(support.votes.size(), 0) {
    for (CandidateIndex candidate = 0; candidate < support.candidates(); ++candidate) {
        approvals_.push_back(support.approvals(candidate));
        open_.push_back(approvals_.back() > 0);
    }
}

Phragmen::Phragmen(const Support& support, std::vector<std::int64_t> costs, std::vector<mpq_class> loads,
                   std::span<const CandidateIndex> elected)
    : Phragmen(support, std::move(costs)) {
    std::map<mpq_class, std::uint32_t> places;
    moments_.clear();
    approximate_.clear();
    for (std::size_t ballot = 0; ballot < loads.size(); ++ballot) {
        const auto [place, is_new] = places.try_emplace(loads[ballot], static_cast<std::uint32_t>(moments_.size()));
        if (is_new) {
            moments_.push_back(loads[ballot]);
            approximate_.push_back(loads[ballot].get_d());
        }
        load_of_[ballot] = place->second;
    }
    for (const auto candidate : elected) open_[candidate] = false;
}

mpq_class Phragmen::moment(CandidateIndex candidate) const {
    std::vector<std::int64_t> votes(moments_.size(), 0);
    for (const auto ballot : support_->supporters(candidate)) votes[load_of_[ballot]] += support_->votes[ballot];
    mpq_class sum(static_cast<long>(costs_[candidate]));
    for (std::size_t load = 0; load < votes.size(); ++load)
        if (votes[load] != 0 && moments_[load] != 0) sum += moments_[load] * static_cast<long>(votes[load]);
    return sum / static_cast<long>(approvals_[candidate]);
}

Phragmen::Estimate Phragmen::estimate(CandidateIndex candidate) const {
    auto sum = static_cast<double>(costs_[candidate]), size = sum;
    const auto supporters = support_->supporters(candidate);
    for (const auto ballot : supporters) {
        const double paid = static_cast<double>(support_->votes[ballot]) * approximate_[load_of_[ballot]];
        sum += paid;
        size += std::abs(paid);
    }
    const double error = static_cast<double>(supporters.size() + 8) * 0x1p-51 * size;
    const auto approvals = static_cast<double>(approvals_[candidate]);
    return {candidate, (sum - error) / approvals, (sum + error) / approvals};
}

CandidateList Phragmen::next() const {
    std::vector<Estimate> estimates;
    double least_high = std::numeric_limits<double>::infinity();
    for (CandidateIndex candidate = 0; candidate < open_.size(); ++candidate) {
        if (!open_[candidate]) continue;
        estimates.push_back(estimate(candidate));
        least_high = std::min(least_high, estimates.back().high);
    }
    CandidateList first;
    for (const auto& [candidate, low, high] : estimates)
        if (low <= least_high) first.push_back(candidate);
    if (first.size() < 2) return first;
    CandidateList tied;
    mpq_class earliest;
    for (const auto candidate : first) {
        const auto exact = moment(candidate);
        if (!tied.empty() && exact > earliest) continue;
        if (tied.empty() || exact < earliest) tied.clear();
        earliest = exact;
        tied.push_back(candidate);
    }
    return tied;
}

mpq_class Phragmen::elect(CandidateIndex candidate) {
    ensure(open_[candidate], "a candidate is elected once, and only with support");
    moments_.push_back(moment(candidate));
    approximate_.push_back(moments_.back().get_d());
    for (const auto ballot : support_->supporters(candidate))
        load_of_[ballot] = static_cast<std::uint32_t>(moments_.size() - 1);
    open_[candidate] = false;
    return moments_.back();
}

} // namespace reef::tally
