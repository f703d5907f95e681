// quadratic: quadratic voting. Whoever gives an option v votes pays v² credits from her purse, so a voter speaks louder
// where she cares more, at a rising price. Lalley and Weyl, "Quadratic Voting", AEA Papers and Proceedings 108, 2018.
#include "math/tally/quadratic.hpp"
#include "math/tally/root_sum.hpp"
#include <algorithm>
#include <map>

namespace reef::tally {
namespace {

constexpr int decimals_shown = 6;

Exact magnitude(const Exact& value) { return value.sign() < 0 ? -value : value; }

/// What a ballot pays: the credits marked, or the squares of the votes marked.
Exact price_of(const BallotView& ballot, bool marks_are_credits) {
    Exact price;
    for (const auto& mark : ballot.values) price += marks_are_credits ? magnitude(mark) : mark * mark;
    return price;
}

struct QuadraticCount {
    std::vector<RootSum> votes;                               // where credits are marked: sums of roots
    std::map<CandidateIndex, std::map<Exact, Exact>> credits; // per option: how many voters spent each amount, signed
    PerCandidate plain;                                       // where votes are marked
    PerCandidate spent;
    std::int64_t over_purse = 0;
    Exact spent_total;
};

Result<QuadraticCount> counted(const Election& election, const Options& options) {
    const bool credits = options.is("marks", "credits");
    const Exact purse = options.number("credits");
    QuadraticCount out{.votes = std::vector<RootSum>(election.candidates.size())};
    for (const auto option : election.standing()) out.plain[option], out.spent[option];
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        if (const auto price = price_of(ballot, credits); purse.sign() > 0 && price > purse) {
            out.over_purse += ballot.count;
            continue;
        }
        for (std::size_t place = 0; place < ballot.candidates.size(); ++place) {
            const auto option = ballot.candidates[place];
            const auto& mark = ballot.values[place];
            if (!out.plain.contains(option)) continue;
            out.spent[option] += ballot.votes() * (credits ? magnitude(mark) : mark * mark);
            if (credits)
                out.credits[option][mark] += ballot.votes();
            else
                out.plain[option] += ballot.votes() * mark;
        }
    }
    for (const auto& [option, amounts] : out.credits)
        for (const auto& [amount, voters] : amounts) {
            const auto added = out.votes[option].add_root(magnitude(amount), amount.sign() < 0 ? -voters : voters);
            if (!added) return std::unexpected(added.error());
        }
    for (const auto& [option, votes] : out.plain)
        if (votes.sign() != 0)
            if (const auto added = out.votes[option].add_root(1, votes); !added) return std::unexpected(added.error());
    for (const auto& [option, amount] : out.spent) out.spent_total += amount;
    return out;
}

} // namespace

Result<Outcome> count_quadratic(const Election& election, const Options& options) {
    const auto count = counted(election, options);
    if (!count) return std::unexpected(count.error());
    auto order = election.standing();
    std::ranges::stable_sort(order, [&](auto a, auto b) { return count->votes[a] > count->votes[b]; });
    Outcome outcome;
    for (const auto option : order) {
        const bool tied =
            !outcome.ranking.empty() && count->votes[outcome.ranking.back().front()] == count->votes[option];
        if (!tied) outcome.ranking.emplace_back();
        outcome.ranking.back().push_back(option);
    }
    TieBreaker ties(election, options);
    outcome.winners = winners_of(outcome.ranking, election.seats, ties);
    outcome.ties = ties.take();
    for (const auto& group : outcome.ranking)
        for (const auto option : group)
            outcome.account.stages.push_back({.action = "count",
                                              .candidates = {option},
                                              .facts = {{"votes", count->votes[option].text(decimals_shown)},
                                                        {"credits_spent", count->spent.at(option)}}});
    outcome.account.state("credits_spent", count->spent_total);
    outcome.account.state("ballots_over_purse", Exact(count->over_purse));
    return outcome;
}

} // namespace reef::tally
