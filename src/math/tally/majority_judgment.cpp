#include "math/tally/scoring_methods.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

/// The grades of one candidate in ascending order, as runs of equal ones.
class Grades {
  public:
    explicit Grades(const std::map<Exact, std::int64_t>& counts) {
        for (const auto& [grade, count] : counts)
            if (count > 0) runs_.push_back({grade, end_ += count});
    }
    std::int64_t size() const { return end_; }
    const Exact& at(std::int64_t index) const { return runs_[run_of(index)].grade; }
    /// The first index after the run that `index` lies in, and the first index of the run.
    std::int64_t run_end(std::int64_t index) const { return runs_[run_of(index)].end; }
    std::int64_t run_begin(std::int64_t index) const {
        const auto run = run_of(index);
        return run == 0 ? 0 : runs_[run - 1].end;
    }

  private:
    struct Run {
        Exact grade;
        std::int64_t end; // the number of grades up to here
    };
    std::vector<Run> runs_;
    std::int64_t end_ = 0;
    std::size_t run_of(std::int64_t index) const {
        return static_cast<std::size_t>(std::ranges::upper_bound(runs_, index, {}, &Run::end) - runs_.begin());
    }
};

/// Compares the grades in the order in which medians are taken away: the lower middle one, then outwards to both sides
/// in turn. Runs of equal grades are passed in one step, so a million voters cost no more than a few.
std::strong_ordering compared(const Grades& a, const Grades& b) {
    const auto size = a.size();
    if (size == 0) return std::strong_ordering::equal;
    const auto middle = (size - 1) / 2;
    if (const auto order = a.at(middle) <=> b.at(middle); order != 0) return order;
    const bool left_first = size % 2 == 1;
    for (std::int64_t step = 1; middle + step < size;) {
        const auto left = middle - step, right = middle + step;
        const auto by_left = left < 0 ? std::strong_ordering::equal : a.at(left) <=> b.at(left);
        const auto by_right = a.at(right) <=> b.at(right);
        for (const auto order : {left_first ? by_left : by_right, left_first ? by_right : by_left})
            if (order != 0) return order;
        auto next = std::min(a.run_end(right), b.run_end(right)) - middle;
        if (left >= 0) next = std::min(next, middle - std::max(a.run_begin(left), b.run_begin(left)) + 1);
        step = next;
    }
    return std::strong_ordering::equal;
}

} // namespace

Result<Outcome> count_majority_judgment(const Election& election, const Options& options) {
    const auto votes = whole_votes(election);
    if (!votes) return std::unexpected(votes.error());
    std::map<CandidateIndex, std::map<Exact, std::int64_t>> counts;
    Exact lowest;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        for (std::size_t k = 0; k < ballot.candidates.size(); ++k) {
            counts[ballot.candidates[k]][ballot.values[k]] += (*votes)[i];
            lowest = std::min(lowest, ballot.values[k]);
        }
        all += (*votes)[i];
    }
    // Whom a ballot does not grade gets the lowest grade.
    std::map<CandidateIndex, Grades> grades;
    PerCandidate medians;
    for (const auto candidate : election.standing()) {
        auto& own = counts[candidate];
        std::int64_t given = 0;
        for (const auto& [grade, count] : own) given += count;
        own[lowest] += all - given;
        const auto& sorted = grades.emplace(candidate, own).first->second;
        if (sorted.size() > 0) medians[candidate] = sorted.at((sorted.size() - 1) / 2);
    }
    CandidateList order = election.standing();
    std::ranges::stable_sort(order, [&](auto a, auto b) { return compared(grades.at(a), grades.at(b)) > 0; });
    TieBreaker ties(election, options);
    Outcome outcome;
    for (const auto candidate : order) {
        auto& ranking = outcome.ranking;
        if (ranking.empty() || compared(grades.at(ranking.back()[0]), grades.at(candidate)) != 0)
            ranking.emplace_back();
        ranking.back().push_back(candidate);
    }
    outcome.winners = winners_of(outcome.ranking, election.seats, ties);
    outcome.ties = ties.take();
    outcome.account.state("medians", std::move(medians));
    return outcome;
}

} // namespace reef::tally
