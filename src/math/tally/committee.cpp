#include "math/tally/committee.hpp"
#include "math/tally/ties.hpp"
#include <algorithm>
#include <set>

namespace reef::tally {
namespace {

CandidateList sorted(CandidateList candidates) {
    std::ranges::sort(candidates);
    return candidates;
}

/// All ways to take `count` of `from`, as far as there is room in `out`.
void add_choices(const CandidateList& certain, const CandidateList& from, std::size_t count,
                 std::vector<CandidateList>& out) {
    std::vector<bool> taken(from.size(), false);
    std::fill(taken.begin(), taken.begin() + static_cast<std::ptrdiff_t>(count), true);
    do {
        CandidateList committee = certain;
        for (std::size_t i = 0; i < from.size(); ++i)
            if (taken[i]) committee.push_back(from[i]);
        out.push_back(sorted(std::move(committee)));
    } while (out.size() <= committees_max && std::prev_permutation(taken.begin(), taken.end()));
}

/// The ways in which ties can be broken, followed depth first.
class Search {
  public:
    Search(std::int64_t seats, TieOrder& ties)
        : seats_(static_cast<std::size_t>(seats)),
          ties_(ties),
          branches_left_(std::min(branches_max, branches_times_candidates_max / ties.candidates())) {}

    /// The winners by the order that breaks ties.
    void first_way(const SequentialRule& start, Outcome& outcome) {
        auto rule = start.copy();
        while (outcome.winners.size() < seats_) {
            const auto next = rule->next();
            if (next.empty()) break;
            const auto candidate = ties_.first("seat " + std::to_string(outcome.winners.size() + 1), next);
            Stage stage{.action = "elect", .candidates = {candidate}};
            stage.facts = rule->elect(candidate);
            outcome.winners.push_back(candidate);
            outcome.account.stages.push_back(std::move(stage));
        }
        outcome.ties = ties_.take();
    }

    void every_way(std::unique_ptr<SequentialRule> rule, CandidateList elected) {
        if (!complete_) return;
        if (branches_left_ == 0 || found_.size() > committees_max) {
            complete_ = false;
            return;
        }
        --branches_left_;
        while (elected.size() < seats_) {
            const auto next = rule->next();
            if (next.empty()) break;
            if (!rule->order_matters() && !seen_.insert(sorted(elected)).second) return;
            for (std::size_t i = 1; i < next.size() && complete_; ++i) {
                auto branch = rule->copy();
                branch->elect(next[i]);
                auto longer = elected;
                longer.push_back(next[i]);
                every_way(std::move(branch), std::move(longer));
            }
            rule->elect(next.front());
            elected.push_back(next.front());
        }
        found_.insert(sorted(std::move(elected)));
    }

    std::vector<CandidateList> found() const { return {found_.begin(), found_.end()}; }
    bool complete() const { return complete_; }

  private:
    std::size_t seats_;
    TieOrder& ties_;
    std::set<CandidateList> found_, seen_;
    std::size_t branches_left_;
    bool complete_ = true;
};

} // namespace

void state_committees(std::vector<CandidateList> committees, bool complete, Outcome& outcome) {
    if (committees.size() > committees_max) {
        committees.resize(committees_max);
        complete = false;
    }
    const auto own = sorted(outcome.winners);
    if (std::ranges::find(committees, own) == committees.end()) committees.insert(committees.begin(), own);
    outcome.account.state("committees", std::move(committees));
    outcome.account.state("committees_complete", complete);
}

Outcome count_sequentially(const SequentialRule& start, std::int64_t seats, TieOrder& ties) {
    Outcome outcome;
    Search search(seats, ties);
    search.first_way(start, outcome);
    if (outcome.ties.empty()) {
        state_committees({sorted(outcome.winners)}, true, outcome);
        return outcome;
    }
    search.every_way(start.copy(), {});
    state_committees(search.found(), search.complete(), outcome);
    return outcome;
}

Outcome committee_by_score(const Election& election, const PerCandidate& scores, TieOrder& ties) {
    Outcome outcome;
    outcome.ranking = ranked_by(scores);
    const auto seats = static_cast<std::size_t>(election.seats);
    std::vector<CandidateList> committees;
    for (auto group : outcome.ranking) {
        const auto free = seats - outcome.winners.size();
        if (free == 0) break;
        std::ranges::sort(group, [&](auto a, auto b) { return ties.before(a, b); });
        if (group.size() > free) {
            add_choices(outcome.winners, group, free, committees);
            const CandidateList chosen(group.begin(), group.begin() + static_cast<std::ptrdiff_t>(free));
            ties.record("last seats", group, chosen);
            group = chosen;
        }
        outcome.winners.insert(outcome.winners.end(), group.begin(), group.end());
    }
    outcome.ties = ties.take();
    if (committees.empty()) committees = {sorted(outcome.winners)};
    std::ranges::sort(committees);
    outcome.account.state("scores", scores);
    state_committees(std::move(committees), true, outcome);
    return outcome;
}

} // namespace reef::tally
