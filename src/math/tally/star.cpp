#include "math/tally/scoring_methods.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

using Scorecard = std::vector<Exact>; // of one ballot, by candidate; 0 where nothing is given

class Star {
  public:
    Star(const Election& election, const Options& options)
        : election_(election), ties_(election, options), standing_(election.standing()) {
        for (const auto candidate : standing_) scores_[candidate] = 0;
        for (std::size_t i = 0; i < election.ballots.size(); ++i) {
            const auto ballot = election.ballots[i];
            Scorecard card(election.candidates.size());
            for (std::size_t k = 0; k < ballot.candidates.size(); ++k) card[ballot.candidates[k]] = ballot.values[k];
            for (const auto candidate : standing_) scores_[candidate] += card[candidate] * ballot.votes();
            cards_.emplace_back(std::move(card), ballot.votes());
        }
    }

    Outcome run() {
        Outcome outcome;
        outcome.account.state("scores", scores_);
        const auto finalists = top_two();
        if (finalists.size() == 1) outcome.winners = finalists;
        if (finalists.size() == 2) {
            const auto first = preferring(finalists[0], finalists[1]), second = preferring(finalists[1], finalists[0]);
            outcome.account.state("finalists", finalists);
            outcome.account.stages.push_back({.action = "runoff",
                                              .candidates = finalists,
                                              .tally = {{finalists[0], first}, {finalists[1], second}}});
            outcome.winners = winner(finalists, first, second);
        }
        if (!outcome.winners.empty()) { // the winner, the other finalist, and the rest by score
            auto rest = scores_;
            for (const auto finalist : finalists) rest.erase(finalist);
            outcome.ranking = {outcome.winners};
            for (const auto finalist : finalists)
                if (finalist != outcome.winners[0]) outcome.ranking.push_back({finalist});
            std::ranges::move(ranked_by(rest), std::back_inserter(outcome.ranking));
        }
        outcome.ties = ties_.take();
        return outcome;
    }

  private:
    const Election& election_;
    TieBreaker ties_;
    CandidateList standing_;
    PerCandidate scores_;
    std::vector<std::pair<Scorecard, Exact>> cards_;

    Exact preferring(CandidateIndex a, CandidateIndex b) const {
        Exact sum;
        for (const auto& [card, votes] : cards_)
            if (card[a] > card[b]) sum += votes;
        return sum;
    }

    /// The two with the greatest sums. A tie for the second place goes to who wins most contests among the tied, then
    /// to the named rule.
    CandidateList top_two() {
        CandidateList out;
        for (const auto& group : ranked_by(scores_)) {
            const auto free = 2 - out.size();
            if (free == 0) break;
            if (group.size() <= free) {
                out.insert(out.end(), group.begin(), group.end());
                continue;
            }
            for (const auto candidate : chosen_among(group, free)) out.push_back(candidate);
            if (out.size() < 2) return {}; // the tie stands
        }
        return out;
    }

    CandidateList chosen_among(const CandidateList& group, std::size_t free) {
        PerCandidate wins;
        for (const auto a : group) {
            wins[a] = 0;
            for (const auto b : group)
                if (a != b && preferring(a, b) > preferring(b, a)) wins[a] += 1;
        }
        CandidateList chosen;
        for (const auto& level : ranked_by(wins)) {
            if (chosen.size() + level.size() > free) break;
            chosen.insert(chosen.end(), level.begin(), level.end());
        }
        if (chosen.size() == free) {
            ties_.broken_by_rule("finalist", group, chosen, "contests_among_the_tied");
            return chosen;
        }
        const auto order = ties_.order("finalist", group, free);
        if (!order) return {};
        return {order->begin(), order->begin() + static_cast<std::ptrdiff_t>(free)};
    }

    CandidateList winner(const CandidateList& finalists, const Exact& first, const Exact& second) {
        if (first != second) return {finalists[first > second ? 0 : 1]};
        const auto &a = scores_.at(finalists[0]), &b = scores_.at(finalists[1]);
        if (a != b) {
            const CandidateList higher = {finalists[a > b ? 0 : 1]};
            ties_.broken_by_rule("winner", finalists, higher, "higher_score");
            return higher;
        }
        const auto order = ties_.order("winner", finalists);
        return order ? CandidateList{order->front()} : CandidateList{};
    }
};

constexpr RefusalKind star_elects_one{"tally.one_seat_only", "star elects one, and {} seats are to be filled.", 422};

} // namespace

Result<Outcome> count_star(const Election& election, const Options& options) {
    if (election.seats != 1) return refuse(star_elects_one, "seats", {std::to_string(election.seats)});
    return Star(election, options).run();
}

} // namespace reef::tally
