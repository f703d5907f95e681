// The engine of the transferable votes that move papers in parcels: Scottish, WIGM, Minneapolis.
#pragma once
#include "math/tally/preferences.hpp"
#include "math/tally/reserved.hpp"
#include "math/tally/ties.hpp"
#include <algorithm>

namespace reef::tally {

/// How a rule counts; see the three instances in stv_scottish.cpp and stv_wigm.cpp.
struct TransferRule {
    bool needs_more_than_quota = false; // elected above the quota; otherwise at it
    bool earlier_stages_break_ties =
        false; // "the candidate who had fewer votes at the most recent stage at which they differed"
    // Minneapolis: everyone who cannot catch up goes out together before any surplus moves, and who has the quota goes
    // on collecting votes until his own surplus is moved, unless all who have it fill the seats.
    bool excludes_sure_losers_first = false;
};

/// A count in progress. `Arithmetic` has a type Number with + - += and comparisons, and
///   Number votes(int64 papers)                          the value of so many papers of value 1
///   Number one()                                        the value of one paper
///   Number times(Number value, int64 papers)
///   Number reduced(Number value, Number surplus, Number total)   the value of a paper after its candidate's surplus is
///   passed on Exact exact(Number)
template <class Arithmetic>
class TransferCount {
  public:
    using Number = typename Arithmetic::Number;

    TransferCount(const Election& election, const Options& options, std::vector<std::int64_t> votes, TransferRule rule,
                  Arithmetic arithmetic)
        : election_(election),
          votes_(std::move(votes)),
          rule_(rule),
          arithmetic_(arithmetic),
          ties_(election, options),
          reservation_(election),
          preferences_(election),
          state_(election.candidates.size(), State::withdrawn),
          tally_(election.candidates.size()),
          parcels_(election.candidates.size()),
          next_papers_(election.candidates.size()) {
        for (const auto candidate : election.standing()) state_[candidate] = State::hopeful;
    }

    /// Papers that name somebody who stands.
    std::int64_t valid_papers() const {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < preferences_.size(); ++i)
            if (!preferences_.of(i).empty()) sum += votes_[i];
        return sum;
    }

    Outcome run(Number quota) {
        quota_ = quota;
        first_preferences();
        while (!is_complete()) {
            if (!exclude_doomed() && !exclude_sure_losers() && !transfer_surplus()) {
                if (fill_with_remaining()) break;
                exclude_lowest();
            }
            if (stands_tied_) break;
            elect_those_with_quota();
        }
        return finished();
    }

  private:
    enum class State { hopeful, pending, elected, excluded, withdrawn };
    /// Papers of one value lying with a candidate: distinct ballots, each looked at from `position` on.
    struct Paper {
        std::uint32_t ballot, position;
    };
    struct Parcel {
        Number value;
        std::vector<Paper> papers;
    };

    const Election& election_;
    std::vector<std::int64_t> votes_;
    TransferRule rule_;
    Arithmetic arithmetic_;
    TieBreaker ties_;
    Reservation reservation_;
    Preferences preferences_;
    std::vector<State> state_;
    std::vector<Number> tally_;
    std::vector<std::vector<Parcel>> parcels_;
    std::vector<std::vector<Paper>> next_papers_; // by candidate, while one parcel is dealt out
    std::vector<std::vector<Number>> history_;    // the tally after each stage
    CandidateList winners_, excluded_, elected_by_transfer_;
    std::vector<Stage> stages_;
    Number quota_{}, total_{};
    bool stands_tied_ = false;

    CandidateList in_state(State state) const {
        CandidateList out;
        for (CandidateIndex i = 0; i < state_.size(); ++i)
            if (state_[i] == state) out.push_back(i);
        return out;
    }
    std::size_t seats_left() const { return static_cast<std::size_t>(election_.seats) - winners_.size(); }
    bool has_quota(CandidateIndex candidate) const {
        return rule_.needs_more_than_quota ? tally_[candidate] > quota_ : tally_[candidate] >= quota_;
    }

    /// Lays one paper with the next hopeful candidate after `position`, in `next_papers_`; a paper without one is not
    /// transferable.
    void deal(Paper paper) {
        const auto order = preferences_.of(paper.ballot);
        for (auto at = paper.position; at < order.size(); ++at)
            if (state_[order[at]] == State::hopeful) {
                next_papers_[order[at]].push_back({paper.ballot, at + 1});
                return;
            }
    }

    /// Gives what was dealt to the candidates as parcels of `value`.
    void hand_over(Number value) {
        for (CandidateIndex candidate = 0; candidate < next_papers_.size(); ++candidate) {
            auto& papers = next_papers_[candidate];
            if (papers.empty()) continue;
            std::int64_t count = 0;
            for (const auto& paper : papers) count += votes_[paper.ballot];
            tally_[candidate] += arithmetic_.times(value, count);
            parcels_[candidate].push_back({value, std::move(papers)});
            papers = {};
        }
    }

    void first_preferences() {
        for (std::uint32_t ballot = 0; ballot < preferences_.size(); ++ballot) deal({ballot, 0});
        hand_over(arithmetic_.one());
        for (const auto& tally : tally_) total_ += tally;
        stages_.push_back({.action = "first_preferences"});
        elect_those_with_quota();
    }

    bool is_doomed(CandidateIndex candidate) const {
        return !reservation_.is_empty() && reservation_.is_doomed(candidate, seats_left());
    }
    void win(CandidateIndex candidate) {
        winners_.push_back(candidate);
        reservation_.elected(candidate);
    }

    /// Everyone hopeful who has the quota, the highest first. Closes the account of the stage.
    void elect_those_with_quota() {
        auto reached = in_state(State::hopeful);
        std::erase_if(reached, [&](auto candidate) { return !has_quota(candidate); });
        std::ranges::stable_sort(reached, [&](auto a, auto b) { return tally_[a] > tally_[b]; });
        if (rule_.excludes_sure_losers_first && reached.size() != seats_left()) reached.clear();
        std::erase_if(reached, [&](auto candidate) {
            if (is_doomed(candidate)) return true; // by those before
            state_[candidate] = tally_[candidate] > quota_ ? State::pending : State::elected;
            win(candidate);
            return false;
        });
        history_.push_back(tally_);
        auto& stage = stages_.back();
        Number sum{};
        for (CandidateIndex i = 0; i < tally_.size(); ++i) {
            if (state_[i] != State::withdrawn) stage.tally[i] = arithmetic_.exact(tally_[i]);
            sum += tally_[i];
        }
        reached.insert(reached.begin(), elected_by_transfer_.begin(), elected_by_transfer_.end());
        elected_by_transfer_.clear();
        stage.facts.push_back({"elected", std::move(reached)});
        stage.facts.push_back({"nontransferable", arithmetic_.exact(total_ - sum)});
    }

    bool is_complete() { return seats_left() == 0 || (!rule_.excludes_sure_losers_first && fill_with_remaining()); }

    /// Where only as many hopefuls are left as seats, they are elected without a stage of their own.
    bool fill_with_remaining() {
        auto hopeful = in_state(State::hopeful);
        if (hopeful.size() > seats_left()) return false;
        std::ranges::stable_sort(hopeful, [&](auto a, auto b) { return tally_[a] > tally_[b]; });
        for (const auto candidate : hopeful) {
            state_[candidate] = State::elected;
            win(candidate);
        }
        stages_.back().facts.push_back({"elected_to_remaining_seats", hopeful});
        return true;
    }

    /// One of several with equal votes: by earlier stages if the rule says so, then by the named rule of the count.
    std::optional<CandidateIndex> pick(CandidateList tied, std::string_view about, bool wants_most) {
        if (tied.size() == 1) return tied[0];
        const auto all = tied;
        if (rule_.earlier_stages_break_ties)
            for (auto stage = history_.rbegin(); stage != history_.rend() && tied.size() > 1; ++stage) {
                const auto value = [&](auto candidate) { return (*stage)[candidate]; };
                const auto best = wants_most ? std::ranges::max(tied, {}, value) : std::ranges::min(tied, {}, value);
                const auto bound = value(best);
                std::erase_if(tied, [&](auto candidate) { return value(candidate) != bound; });
            }
        if (tied.size() == 1) {
            ties_.broken_by_rule(about, all, tied, "earlier_stages");
            return tied[0];
        }
        const auto order = ties_.order(about, tied);
        if (!order) {
            stands_tied_ = true;
            return {};
        }
        return order->front();
    }

    /// Those whose surplus is still to be moved.
    CandidateList with_surplus() const {
        if (!rule_.excludes_sure_losers_first) return in_state(State::pending);
        auto hopeful = in_state(State::hopeful);
        std::erase_if(hopeful, [&](auto candidate) { return tally_[candidate] <= quota_; });
        return hopeful;
    }

    bool transfer_surplus() {
        auto pending = with_surplus();
        if (pending.empty()) return false;
        const auto most = tally_[std::ranges::max(pending, {}, [&](auto candidate) { return tally_[candidate]; })];
        std::erase_if(pending, [&](auto candidate) { return tally_[candidate] != most; });
        const auto picked = pick(pending, "order of surpluses", true);
        if (!picked) return true;
        const auto candidate = *picked;
        const Number surplus = tally_[candidate] - quota_, total = tally_[candidate];
        if (state_[candidate] == State::hopeful) {
            win(candidate);
            elected_by_transfer_ = {candidate};
        }
        state_[candidate] = State::elected;
        const auto parcels = std::move(parcels_[candidate]);
        for (const auto& parcel : parcels) {
            for (const auto& paper : parcel.papers) deal(paper);
            hand_over(arithmetic_.reduced(parcel.value, surplus, total));
        }
        tally_[candidate] = quota_;
        stages_.push_back({.action = "transfer_surplus",
                           .candidates = {candidate},
                           .facts = {{"surplus", arithmetic_.exact(surplus)}}});
        return true;
    }

    void exclude(const CandidateList& candidates, std::string_view action = "exclude") {
        for (const auto candidate : candidates) {
            state_[candidate] = State::excluded;
            excluded_.push_back(candidate);
        }
        for (const auto candidate : candidates) {
            const auto parcels = std::move(parcels_[candidate]);
            for (const auto& parcel : parcels) {
                for (const auto& paper : parcel.papers) deal(paper);
                hand_over(parcel.value);
            }
            tally_[candidate] = Number{};
        }
        stages_.push_back({.action = std::string(action), .candidates = candidates});
    }

    /// Those for whom no seat is left besides the reserved ones go out together.
    bool exclude_doomed() {
        auto doomed = in_state(State::hopeful);
        std::erase_if(doomed, [&](auto candidate) { return !is_doomed(candidate); });
        if (doomed.empty()) return false;
        exclude(doomed, "exclude_doomed");
        return true;
    }

    void exclude_lowest() {
        auto lowest = in_state(State::hopeful);
        CandidateList guarded;
        std::erase_if(lowest, [&, hopeful = lowest](auto candidate) {
            const bool is_guarded = reservation_.is_guarded(candidate, hopeful);
            if (is_guarded) guarded.push_back(candidate);
            return is_guarded;
        });
        const auto least = tally_[std::ranges::min(lowest, {}, [&](auto candidate) { return tally_[candidate]; })];
        std::erase_if(lowest, [&](auto candidate) { return tally_[candidate] != least; });
        const auto picked = pick(lowest, "exclusion", false);
        if (!picked) return;
        std::erase_if(guarded, [&](auto candidate) { return tally_[candidate] > least; });
        exclude({*picked});
        if (!guarded.empty()) stages_.back().facts.push_back({"guarded", std::move(guarded)});
    }

    /// The largest set of hopefuls at the bottom who together with all surpluses have fewer votes than the next one
    /// above, as long as enough hopefuls are left for the seats.
    bool exclude_sure_losers() {
        if (!rule_.excludes_sure_losers_first || !reservation_.is_empty()) return false;
        auto order = in_state(State::hopeful);
        std::ranges::stable_sort(order, [&](auto a, auto b) { return tally_[a] < tally_[b]; });
        Number sum{};
        for (const auto candidate : with_surplus()) sum += tally_[candidate] - quota_;
        std::size_t losers = 0;
        for (std::size_t i = 0; i + seats_left() < order.size() && i + 1 < order.size(); ++i) {
            sum += tally_[order[i]];
            if (sum < tally_[order[i + 1]]) losers = i + 1;
        }
        if (losers == 0) return false;
        order.resize(losers);
        std::ranges::sort(order);
        exclude(order);
        return true;
    }

    Outcome finished() {
        Outcome outcome;
        outcome.winners = winners_;
        if (!stands_tied_) {
            for (const auto winner : winners_) outcome.ranking.push_back({winner});
            auto rest = in_state(State::hopeful);
            PerCandidate left;
            for (const auto candidate : rest) left[candidate] = arithmetic_.exact(tally_[candidate]);
            for (auto& group : ranked_by(left)) outcome.ranking.push_back(std::move(group));
            for (auto out = excluded_.rbegin(); out != excluded_.rend(); ++out) outcome.ranking.push_back({*out});
        }
        outcome.ties = ties_.take();
        outcome.account.state("quota", arithmetic_.exact(quota_));
        outcome.account.state("votes", arithmetic_.exact(total_));
        outcome.account.stages = std::move(stages_);
        return outcome;
    }
};

/// Decimal numbers of a fixed count of digits as integers; what is left over beyond them is cut off.
class FixedDecimals {
  public:
    using Number = std::int64_t;
    explicit FixedDecimals(int digits) : digits_(digits), unit_(power_of_ten(digits).whole()) {}
    /// Whether so many votes can be held.
    bool holds(std::int64_t votes) const { return votes <= 4'000'000'000'000'000'000 / unit_; }
    Number one() const { return unit_; }
    Number votes(std::int64_t papers) const { return papers * unit_; }
    Number times(Number value, std::int64_t papers) const { return value * papers; }
    Number reduced(Number value, Number surplus, Number total) const {
        return static_cast<Number>(static_cast<__int128>(value) * surplus / total);
    }
    Exact exact(Number value) const { return Exact::ratio(value, unit_); }
    int digits() const { return digits_; }

  private:
    int digits_;
    std::int64_t unit_;
};

/// Rational numbers: nothing is cut off.
struct ExactRationals {
    using Number = Exact;
    Number one() const { return 1; }
    Number votes(std::int64_t papers) const { return papers; }
    Number times(const Number& value, std::int64_t papers) const { return value * Exact(papers); }
    Number reduced(const Number& value, const Number& surplus, const Number& total) const {
        return value * surplus / total;
    }
    Exact exact(const Number& value) const { return value; }
};

/// The votes of the election, at most as many as the arithmetic holds. Refused: tally.votes_not_whole,
/// tally.too_many_votes.
Result<std::vector<std::int64_t>> votes_for(const Election& election, const FixedDecimals& arithmetic);

} // namespace reef::tally
