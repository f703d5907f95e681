#include "math/tally/ties.hpp"
#include "math/tally/transferable_methods.hpp"
#include <algorithm>
#include <array>

namespace reef::tally {
namespace {

enum class Ended { exhausted, overvoted, skipped, repeated };
constexpr std::array<std::string_view, 4> ended_names = {"exhausted", "ended_by_overvote", "ended_by_skipped",
                                                         "ended_by_repetition"};

/// Where a ballot stands: with a candidate, or at its end.
struct Standing {
    std::optional<CandidateIndex> candidate = {};
    Ended ended = Ended::exhausted;
};

class Count {
  public:
    Count(const Election& election, const Options& options, std::vector<std::int64_t> votes)
        : election_(election),
          votes_(std::move(votes)),
          ties_(election, options),
          exhaust_overvotes_(options.is("overvotes", "exhaust")),
          skip_overvotes_(options.is("overvotes", "skip")),
          exhaust_repeated_(options.is("repeated", "exhaust")),
          skipped_max_(options.whole("skipped-max")),
          batches_(options.is("elimination", "batch")),
          until_two_(options.is("until", "two")),
          write_ins_first_(options.is("write-ins", "first")),
          continues_(election.candidates.size(), false),
          tally_(election.candidates.size(), 0),
          piles_(election.candidates.size()) {
        for (const auto candidate : election.standing()) continues_[candidate] = true;
    }

    Outcome run() {
        for (std::size_t ballot = 0; ballot < election_.ballots.size(); ++ballot) {
            const auto marks = election_.ballots[ballot];
            if (marks.candidates.empty() && marks.spoilt.empty())
                blank_ += votes_[ballot];
            else
                place(ballot);
        }
        while (true) {
            const auto left = continuing();
            const auto leader = *std::ranges::max_element(left, {}, [&](auto i) { return tally_[i]; });
            const bool has_majority = 2 * static_cast<__int128>(tally_[leader]) > active();
            if (left.size() == 1 || (has_majority && (!until_two_ || left.size() == 2))) {
                state_stage("elect", {leader});
                winner_ = leader;
                break;
            }
            const auto out = next_out(left);
            if (out.empty()) {
                state_stage("tie", ties_reported_);
                break;
            }
            state_stage("exclude", out);
            exclude(out);
        }
        return finished();
    }

  private:
    const Election& election_;
    std::vector<std::int64_t> votes_;
    TieBreaker ties_;
    bool exhaust_overvotes_, skip_overvotes_, exhaust_repeated_;
    std::int64_t skipped_max_;
    bool batches_, until_two_, write_ins_first_;
    std::vector<bool> continues_;
    std::vector<std::int64_t> tally_;
    std::vector<std::vector<std::size_t>> piles_;
    std::array<std::int64_t, 4> ended_ = {};
    std::int64_t blank_ = 0;
    std::vector<CandidateList> excluded_;
    std::vector<Stage> stages_;
    std::optional<CandidateIndex> winner_;
    CandidateList ties_reported_;

    CandidateList continuing() const {
        CandidateList out;
        for (CandidateIndex i = 0; i < continues_.size(); ++i)
            if (continues_[i]) out.push_back(i);
        return out;
    }
    std::int64_t active() const {
        std::int64_t sum = 0;
        for (const auto votes : tally_) sum += votes;
        return sum;
    }

    /// Reads a ballot from the top: the first continuing candidate, unless an empty, overvoted or repeated place ends
    /// it before.
    Standing read(const BallotView& ballot) const {
        std::int64_t last = -1;
        std::size_t mark = 0, spoilt = 0;
        while (mark < ballot.candidates.size() || spoilt < ballot.spoilt.size()) {
            const bool is_spoilt = spoilt < ballot.spoilt.size() && (mark == ballot.candidates.size() ||
                                                                     ballot.spoilt[spoilt].level < ballot.levels[mark]);
            const std::int64_t level = is_spoilt ? ballot.spoilt[spoilt].level : ballot.levels[mark];
            if (level - last - 1 > skipped_max_) return {{}, Ended::skipped};
            last = level;
            if (is_spoilt) {
                const auto reason = ballot.spoilt[spoilt++].reason;
                if (reason == SpoiltReason::overvote && !skip_overvotes_) return {{}, Ended::overvoted};
                if (reason == SpoiltReason::repeated && exhaust_repeated_) return {{}, Ended::repeated};
                continue;
            }
            std::size_t end = mark;
            while (end < ballot.candidates.size() && ballot.levels[end] == level) ++end;
            const auto group = ballot.candidates.subspan(mark, end - mark);
            mark = end;
            CandidateList open;
            std::ranges::copy_if(group, std::back_inserter(open),
                                 [&](auto candidate) { return continues_[candidate]; });
            if (group.size() > 1 && (exhaust_overvotes_ || (open.size() > 1 && !skip_overvotes_)))
                return {{}, Ended::overvoted};
            if (group.size() > 1 && skip_overvotes_) continue;
            if (!open.empty()) return {open[0], {}};
        }
        return {};
    }

    void place(std::size_t ballot) {
        const auto standing = read(election_.ballots[ballot]);
        if (standing.candidate) {
            tally_[*standing.candidate] += votes_[ballot];
            piles_[*standing.candidate].push_back(ballot);
        } else {
            ended_[static_cast<std::size_t>(standing.ended)] += votes_[ballot];
        }
    }

    void exclude(const CandidateList& out) {
        for (const auto candidate : out) continues_[candidate] = false;
        for (const auto candidate : out) {
            const auto pile = std::move(piles_[candidate]);
            tally_[candidate] = 0;
            for (const auto ballot : pile) place(ballot);
        }
        excluded_.push_back(out);
    }

    /// Who goes out next; nobody where a tie stands.
    CandidateList next_out(const CandidateList& left) {
        CandidateList write_ins;
        std::ranges::copy_if(left, std::back_inserter(write_ins),
                             [&](auto i) { return election_.candidates[i].is_write_in; });
        if (write_ins_first_ && !write_ins.empty() && write_ins.size() < left.size()) return write_ins;

        auto order = left;
        std::ranges::stable_sort(order, {}, [&](auto i) { return tally_[i]; });
        if (batches_)
            if (const auto losers = sure_losers(order); !losers.empty()) return losers;
        CandidateList lowest;
        std::int64_t together = 0;
        for (const auto candidate : order)
            if (tally_[candidate] == tally_[order[0]]) {
                lowest.push_back(candidate);
                together += tally_[candidate];
            }
        if (lowest.size() == 1) return lowest;
        // If all of them together stay below the next one, each goes out before him whatever the order, and the rest of
        // the count is the same: they go out together.
        if (lowest.size() + keep_at_least() <= order.size() && together < tally_[order[lowest.size()]]) {
            ties_.broken_by_rule("exclusion", lowest, lowest, "order_is_immaterial");
            return lowest;
        }
        const bool decides = lowest.size() == left.size();
        const auto drawn = ties_.order(decides ? "winner" : "exclusion", lowest);
        if (!drawn) {
            ties_reported_ = lowest;
            return {};
        }
        // The one drawn first wins where all are tied, and goes out where the lowest are.
        if (!decides) return {drawn->front()};
        return {drawn->begin() + 1, drawn->end()};
    }

    std::size_t keep_at_least() const { return until_two_ ? 2 : 1; }

    /// The largest set at the bottom that together has fewer votes than the next one, as long as enough are kept.
    CandidateList sure_losers(CandidateList order) const {
        std::int64_t sum = 0;
        std::size_t losers = 0;
        for (std::size_t i = 0; i + keep_at_least() < order.size(); ++i) {
            sum += tally_[order[i]];
            if (sum < tally_[order[i + 1]]) losers = i + 1;
        }
        order.resize(losers);
        std::ranges::sort(order);
        return order;
    }

    /// Where everyone stood in this round, and what was decided on it.
    void state_stage(std::string action, const CandidateList& candidates) {
        Stage stage{.action = std::move(action), .candidates = candidates};
        for (const auto candidate : election_.standing()) stage.tally[candidate] = tally_[candidate];
        stage.facts.push_back({"active", Exact(active())});
        stage.facts.push_back({"threshold", Exact(active() / 2 + 1)});
        for (std::size_t i = 0; i < ended_.size(); ++i)
            stage.facts.push_back({std::string(ended_names[i]), Exact(ended_[i])});
        stages_.push_back(std::move(stage));
    }

    Outcome finished() {
        Outcome outcome;
        if (winner_) {
            outcome.winners = {*winner_};
            outcome.ranking.push_back({*winner_});
            PerCandidate rest;
            for (const auto candidate : continuing())
                if (candidate != *winner_) rest[candidate] = tally_[candidate];
            for (auto& group : ranked_by(rest)) outcome.ranking.push_back(std::move(group));
            for (auto out = excluded_.rbegin(); out != excluded_.rend(); ++out) outcome.ranking.push_back(*out);
        }
        outcome.ties = ties_.take();
        outcome.account.state("blank", Exact(blank_));
        outcome.account.stages = std::move(stages_);
        return outcome;
    }
};

constexpr RefusalKind one_seat_only{"tally.one_seat_only",
                                    "{} elects one; for {} seats count by stv-scottish, stv-wigm or stv-meek.", 422};

} // namespace

Result<Outcome> count_irv(const Election& election, const Options& options) {
    if (election.seats != 1) return refuse(one_seat_only, "seats", {"irv", std::to_string(election.seats)});
    auto votes = whole_votes(election);
    if (!votes) return std::unexpected(votes.error());
    return Count(election, options, std::move(*votes)).run();
}

} // namespace reef::tally
