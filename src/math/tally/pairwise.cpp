#include "math/tally/pairwise.hpp"
#include <algorithm>
#include <limits>

namespace reef::tally {
namespace {

// Ballots cast by fewer voters than this are cheaper to add one by one in narrow lanes than once in wide ones.
constexpr std::int64_t narrow_votes_max = 6;

/// Adds ballots to the matrix through lanes of `Lane` bits, emptied before they overflow. `Rank` holds the places of
/// one ballot.
template <class Rank, class Lane>
class PairCounter {
  public:
    PairCounter(std::size_t candidates, Unranked unranked)
        : size_(candidates),
          stride_((candidates + 15) / 16 * 16),
          ranks_(stride_),
          lanes_(candidates * stride_, 0),
          result_(candidates),
          unranked_(unranked == Unranked::last ? std::numeric_limits<Rank>::max() : Rank{-1}) {}

    void add(const BallotView& ballot, std::int64_t votes) {
        std::ranges::fill(ranks_, unranked_);
        Rank place = -1;
        for (std::size_t i = 0; i < ballot.candidates.size(); ++i) {
            if (i == 0 || ballot.levels[i] != ballot.levels[i - 1]) ++place;
            ranks_[ballot.candidates[i]] = place;
        }
        if (votes > narrow_votes_max) return add_wide(ballot, votes);
        for (std::int64_t i = 0; i < votes; ++i) add_narrow(ballot);
    }

    Pairwise take() {
        empty_lanes();
        for (std::size_t i = 0; i < size_; ++i) result_.at(i, i) = 0;
        return std::move(result_);
    }

  private:
    std::size_t size_, stride_;
    std::vector<Rank> ranks_;
    std::vector<Lane> lanes_;
    std::size_t in_lanes_ = 0; // ballots since the lanes were last emptied
    Pairwise result_;
    Rank unranked_;

    void add_narrow(const BallotView& ballot) {
        const Rank* ranks = ranks_.data();
        for (const auto candidate : ballot.candidates) {
            Lane* lanes = lanes_.data() + candidate * stride_;
            const Rank place = ranks[candidate];
            for (std::size_t other = 0; other < stride_; ++other)
                lanes[other] = static_cast<Lane>(lanes[other] + (place < ranks[other]));
        }
        if (++in_lanes_ == std::numeric_limits<Lane>::max()) empty_lanes();
    }

    void add_wide(const BallotView& ballot, std::int64_t votes) {
        for (const auto candidate : ballot.candidates)
            for (std::size_t other = 0; other < size_; ++other)
                if (ranks_[candidate] < ranks_[other]) result_.at(candidate, other) += votes;
    }

    void empty_lanes() {
        for (std::size_t row = 0; row < size_; ++row)
            for (std::size_t column = 0; column < size_; ++column)
                result_.at(row, column) += lanes_[row * stride_ + column];
        std::ranges::fill(lanes_, Lane{0});
        in_lanes_ = 0;
    }
};

template <class Counter>
Pairwise counted(Counter counter, const Election& election, std::span<const std::int64_t> votes) {
    for (std::size_t i = 0; i < election.ballots.size(); ++i) counter.add(election.ballots[i], votes[i]);
    return counter.take();
}

} // namespace

Pairwise pairwise_of(const Election& election, std::span<const std::int64_t> votes, Unranked unranked) {
    const auto size = election.candidates.size();
    if (size < 127) return counted(PairCounter<std::int8_t, std::uint8_t>(size, unranked), election, votes);
    return counted(PairCounter<std::int32_t, std::uint32_t>(size, unranked), election, votes);
}

std::int64_t margin(const Pairwise& pairwise, CandidateIndex a, CandidateIndex b) {
    return pairwise.at(a, b) - pairwise.at(b, a);
}

Result<PairwiseCount> count_pairs(const Election& election, const Options& options) {
    const auto votes = whole_votes(election);
    if (!votes) return std::unexpected(votes.error());
    const auto unranked = options.is("unranked", "last") ? Unranked::last : Unranked::ignored;
    PairwiseCount count{election.standing(), pairwise_of(election, *votes, unranked)};
    for (CandidateIndex out = 0; out < election.candidates.size(); ++out)
        if (election.candidates[out].withdrawn)
            for (CandidateIndex other = 0; other < election.candidates.size(); ++other)
                count.votes.at(out, other) = count.votes.at(other, out) = 0;
    return count;
}

std::optional<CandidateIndex> condorcet_winner(const PairwiseCount& count) {
    for (const auto candidate : count.standing)
        if (std::ranges::all_of(count.standing, [&](auto other) {
                return other == candidate || margin(count.votes, candidate, other) > 0;
            }))
            return candidate;
    return {};
}

CandidateList smith_set(const PairwiseCount& count) {
    // Whoever wins most contests is in the set; so is everyone whom a member does not beat, until nobody is added.
    const auto wins = [&](CandidateIndex candidate) {
        return std::ranges::count_if(count.standing,
                                     [&](auto other) { return margin(count.votes, candidate, other) > 0; });
    };
    CandidateList members = {*std::ranges::max_element(count.standing, {}, wins)};
    std::vector<bool> is_member(count.votes.size, false);
    is_member[members[0]] = true;
    for (std::size_t i = 0; i < members.size(); ++i)
        for (const auto other : count.standing)
            if (!is_member[other] && margin(count.votes, members[i], other) <= 0) {
                is_member[other] = true;
                members.push_back(other);
            }
    std::ranges::sort(members);
    return members;
}

Outcome pairwise_outcome(const Election& election, const Options& options, PairwiseCount count,
                         std::vector<CandidateList> ranking, const std::vector<CandidateList>* seating) {
    Outcome outcome;
    TieBreaker ties(election, options);
    outcome.winners = winners_of(seating ? *seating : ranking, election.seats, ties);
    outcome.ranking = std::move(ranking);
    outcome.ties = ties.take();
    const auto winner = condorcet_winner(count);
    outcome.account.state("condorcet_winner", winner ? CandidateList{*winner} : CandidateList{});
    outcome.account.state("smith_set", smith_set(count));
    outcome.account.pairwise = std::move(count.votes);
    return outcome;
}

std::vector<CandidateList> layers(CandidateList candidates,
                                  const std::function<bool(CandidateIndex, CandidateIndex)>& above) {
    std::vector<CandidateList> groups;
    while (!candidates.empty()) {
        CandidateList top, rest;
        for (const auto candidate : candidates) {
            const bool is_below = std::ranges::any_of(candidates, [&](auto other) { return above(other, candidate); });
            (is_below ? rest : top).push_back(candidate);
        }
        ensure(!top.empty(), "a transitive relation has a top");
        groups.push_back(std::move(top));
        candidates = std::move(rest);
    }
    return groups;
}

OptionSpec unranked_option() {
    return {.name = "unranked",
            .purpose = "what a candidate whom a ballot does not rank means: below all ranked ones, or no statement",
            .fallback = "last",
            .values = {"last", "ignored"}};
}

std::vector<OptionSpec> pairwise_options() { return {unranked_option(), ties_option(), seed_option()}; }

} // namespace reef::tally
