// committee-pav (proportional approval voting, Thiele 1895): of all committees the one with the greatest sum over
// voters of 1 + 1/2 + … + 1/(members whom she approves). Exact by branch and bound in whole numbers: all scores are
// multiplied by the least common multiple of 1 to the number of seats.
#include "math/tally/committee.hpp"
#include <algorithm>
#include <numeric>

namespace reef::tally {
namespace {

constexpr RefusalKind committee_too_large{
    "tally.committee_too_large",
    "Proportional approval voting of more than {} seats is not computed exactly. committee-seq-pav comes near it.",
    422};
constexpr RefusalKind search_too_long{
    "tally.search_too_long",
    "The best of so many committees was not found by looking at {} marks. committee-seq-pav comes near it.", 422};
constexpr std::int64_t seats_max = 40;             // lcm(1..40) < 2^53, so that scores stay below 2^113
constexpr std::int64_t marks_max = 10'000'000'000; // some ten seconds

using Score = __int128;

/// The search decides for one candidate after the other, in the order of what they add to nobody.
class PavSearch {
  public:
    PavSearch(const Support& support, CandidateList candidates, std::int64_t seats)
        : support_(support),
          order_(std::move(candidates)),
          seats_(static_cast<std::size_t>(seats)),
          elected_of_(support.votes.size(), 0) {
        for (std::int64_t i = 1; i <= seats; ++i) multiple_ = std::lcm(multiple_, i);
        std::vector<Score> gain(support.candidates());
        for (const auto candidate : order_) gain[candidate] = gain_of(candidate);
        std::ranges::stable_sort(order_, [&](auto a, auto b) { return gain[a] > gain[b]; });
        begin_with_greedy();
    }

    bool run() {
        extend(0, 0);
        std::ranges::sort(best_);
        return marks_ <= marks_max;
    }
    const std::vector<CandidateList>& best() const { return best_; }
    bool complete() const { return best_.size() <= committees_max; }
    Exact best_score() const {
        constexpr Score half = Score{1} << 60;
        return (Exact(static_cast<std::int64_t>(best_score_ / half)) * Exact(std::int64_t{1} << 60) +
                Exact(static_cast<std::int64_t>(best_score_ % half))) /
               Exact(multiple_);
    }

  private:
    const Support& support_;
    CandidateList order_;
    std::size_t seats_;
    std::int64_t multiple_ = 1;
    std::vector<std::uint32_t> elected_of_; // by ballot: how many of the chosen it approves
    CandidateList chosen_;
    std::vector<CandidateList> best_;
    Score best_score_ = 0;
    std::int64_t marks_ = 0; // looked at so far

    Score gain_of(CandidateIndex candidate) const {
        Score gain = 0;
        for (const auto ballot : support_.supporters(candidate))
            gain += static_cast<Score>(support_.votes[ballot]) * (multiple_ / (elected_of_[ballot] + 1));
        return gain;
    }

    void choose(CandidateIndex candidate) {
        for (const auto ballot : support_.supporters(candidate)) ++elected_of_[ballot];
        chosen_.push_back(candidate);
    }
    void unchoose() {
        for (const auto ballot : support_.supporters(chosen_.back())) --elected_of_[ballot];
        chosen_.pop_back();
    }

    /// A good score to begin with, so that most branches end early. The committee itself is found again by the search.
    void begin_with_greedy() {
        for (std::size_t seat = 0; seat < seats_; ++seat) {
            Score most = -1;
            CandidateIndex best = 0;
            for (const auto candidate : order_) {
                if (std::ranges::find(chosen_, candidate) != chosen_.end()) continue;
                if (const auto gain = gain_of(candidate); gain > most) most = gain, best = candidate;
            }
            best_score_ += most;
            choose(best);
        }
        while (!chosen_.empty()) unchoose();
    }

    /// Nobody adds more to a larger committee than to a smaller one, so the best gains now bound what the rest can add.
    void extend(std::size_t place, Score score) {
        marks_ += static_cast<std::int64_t>(support_.ballots.size()) + 1;
        if (marks_ > marks_max) return;
        if (chosen_.size() == seats_) return keep(score);
        const auto missing = seats_ - chosen_.size();
        if (order_.size() - place < missing) return;
        std::vector<Score> gains;
        for (auto i = place; i < order_.size(); ++i) gains.push_back(gain_of(order_[i]));
        const Score first = gains.front();
        std::ranges::nth_element(gains, gains.begin() + static_cast<std::ptrdiff_t>(missing) - 1, std::greater());
        Score bound = score;
        for (std::size_t i = 0; i < missing; ++i) bound += gains[i];
        if (bound < best_score_ || (bound == best_score_ && best_.size() > committees_max)) return;
        choose(order_[place]);
        extend(place + 1, score + first);
        unchoose();
        extend(place + 1, score);
    }

    void keep(Score score) {
        if (score < best_score_) return;
        if (score > best_score_) best_.clear();
        best_score_ = score;
        auto committee = chosen_;
        std::ranges::sort(committee);
        best_.push_back(std::move(committee));
    }
};

/// Of tied committees the one whose members come first in the order that breaks ties, compared member by member.
CandidateList first_of(const std::vector<CandidateList>& committees, TieOrder& ties) {
    const auto before = [&](CandidateIndex a, CandidateIndex b) { return ties.before(a, b); };
    CandidateList first;
    for (auto committee : committees) {
        std::ranges::sort(committee, before);
        if (first.empty() || std::ranges::lexicographical_compare(committee, first, before))
            first = std::move(committee);
    }
    if (committees.size() < 2) return first;
    CandidateList among, chosen;
    for (const auto& committee : committees)
        for (const auto candidate : committee) among.push_back(candidate);
    std::ranges::sort(among);
    CandidateList in_some;
    for (auto at = among.begin(); at != among.end();) {
        const auto next = std::ranges::upper_bound(at, among.end(), *at);
        if (static_cast<std::size_t>(next - at) < committees.size()) in_some.push_back(*at);
        at = next;
    }
    for (const auto candidate : first)
        if (std::ranges::find(in_some, candidate) != in_some.end()) chosen.push_back(candidate);
    ties.record("committee", in_some, chosen);
    return first;
}

} // namespace

Result<Outcome> count_committee_pav(const Election& election, const Options& options) {
    const auto support = support_of(election, Satisfaction::cardinality);
    if (!support) return std::unexpected(support.error());
    if (election.seats > seats_max) return refuse(committee_too_large, "seats", {std::to_string(seats_max)});
    PavSearch search(*support, election.standing(), election.seats);
    if (!search.run()) return refuse(search_too_long, "ballots", {std::to_string(marks_max)});
    TieOrder ties(election, options);
    Outcome outcome;
    outcome.winners = first_of(search.best(), ties);
    outcome.ties = ties.take();
    outcome.account.state("score", search.best_score());
    state_committees(search.best(), search.complete(), outcome);
    return outcome;
}

} // namespace reef::tally
