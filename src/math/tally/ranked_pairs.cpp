#include "math/tally/ranked_methods.hpp"
#include <algorithm>
#include <set>

namespace reef::tally {
namespace {

constexpr RefusalKind too_many_ties{
    "tally.too_many_ties",
    "More than {} orders of equally strong majorities would have to be tried. Break them with ties=order or ties=lot.",
    422};
constexpr std::size_t states_max = 20'000;

struct Majority {
    CandidateIndex winner, loser;
    std::int64_t strength;
};

/// What is locked in: a relation without circles, closed under "and so above".
class Locked {
  public:
    explicit Locked(std::size_t size) : size_(size), above_(size * size, false) {}
    bool above(CandidateIndex a, CandidateIndex b) const { return above_[a * size_ + b]; }
    bool contradicts(const Majority& pair) const { return above(pair.loser, pair.winner); }
    void lock(const Majority& pair) {
        if (above(pair.winner, pair.loser)) return;
        for (CandidateIndex a = 0; a < size_; ++a) {
            if (a != pair.winner && !above(a, pair.winner)) continue;
            for (CandidateIndex b = 0; b < size_; ++b)
                if (b == pair.loser || above(pair.loser, b)) above_[a * size_ + b] = true;
        }
    }
    auto operator<=>(const Locked&) const = default;

  private:
    std::size_t size_;
    std::vector<bool> above_;
};

/// Locks majorities in from the strongest down. Where equally strong ones contradict each other, every order of them is
/// followed.
class Resolver {
  public:
    Resolver(CandidateList standing, std::vector<std::vector<Majority>> groups)
        : standing_(std::move(standing)), groups_(std::move(groups)) {}

    Result<void> follow(Locked locked, std::size_t group) {
        for (; group < groups_.size(); ++group) {
            std::vector<Majority> open;
            for (const auto& pair : groups_[group])
                if (!locked.contradicts(pair)) open.push_back(pair);
            Locked all = locked;
            bool is_circular = false;
            for (const auto& pair : open) {
                is_circular = is_circular || all.contradicts(pair);
                if (!is_circular) all.lock(pair);
            }
            if (is_circular) return branch(locked, open, group);
            locked = std::move(all);
        }
        rankings_.insert(layers(standing_, [&](auto a, auto b) { return locked.above(a, b); }));
        return {};
    }

    const std::set<std::vector<CandidateList>>& rankings() const { return rankings_; }

  private:
    CandidateList standing_;
    std::vector<std::vector<Majority>> groups_;
    std::set<std::pair<std::size_t, Locked>> seen_;
    std::set<std::vector<CandidateList>> rankings_;

    /// Tries each open majority of the group as the next one; two orders that lock the same pairs are one state.
    Result<void> branch(const Locked& locked, const std::vector<Majority>& open, std::size_t group) {
        for (const auto& pair : open) {
            if (locked.above(pair.winner, pair.loser)) continue;
            Locked next = locked;
            next.lock(pair);
            if (!seen_.emplace(group, next).second) continue;
            if (seen_.size() > states_max) return refuse(too_many_ties, "ties", {std::to_string(states_max)});
            if (const auto done = follow(next, group); !done) return done;
        }
        return {};
    }
};

/// Majorities grouped by strength, the strongest first.
std::vector<std::vector<Majority>> grouped(std::vector<Majority> pairs) {
    std::ranges::stable_sort(pairs, std::ranges::greater(), &Majority::strength);
    std::vector<std::vector<Majority>> groups;
    for (const auto& pair : pairs) {
        if (groups.empty() || groups.back()[0].strength != pair.strength) groups.emplace_back();
        groups.back().push_back(pair);
    }
    return groups;
}

/// One majority for each group: equally strong ones come by the place of the winner, then of the loser, in `order`.
std::vector<std::vector<Majority>> one_by_one(std::vector<std::vector<Majority>> groups, const CandidateList& order) {
    std::vector<std::vector<Majority>> out;
    const auto place = [&](CandidateIndex candidate) { return std::ranges::find(order, candidate) - order.begin(); };
    for (auto& group : groups) {
        std::ranges::sort(group, {},
                          [&](const Majority& pair) { return std::pair(place(pair.winner), place(pair.loser)); });
        for (const auto& pair : group) out.push_back({pair});
    }
    return out;
}

} // namespace

Result<Outcome> count_ranked_pairs(const Election& election, const Options& options) {
    auto count = count_pairs(election, options);
    if (!count) return std::unexpected(count.error());
    std::vector<Majority> pairs;
    for (const auto a : count->standing)
        for (const auto b : count->standing)
            if (const auto lead = margin(count->votes, a, b); lead > 0) pairs.push_back({a, b, lead});
    const auto groups = grouped(std::move(pairs));
    const Locked nothing(election.candidates.size());
    Resolver every_order(count->standing, groups);
    const auto followed = every_order.follow(nothing, 0);
    if (followed && every_order.rankings().size() == 1)
        return pairwise_outcome(election, options, std::move(*count), *every_order.rankings().begin());

    // Orders of equally strong majorities lead to different rankings.
    TieBreaker ties(election, options);
    if (const auto order = ties.order("order of equal majorities", count->standing, count->standing.size())) {
        Resolver one_order(count->standing, one_by_one(groups, *order));
        ensure(one_order.follow(nothing, 0).has_value(), "one majority at a time leaves nothing open");
        auto outcome = pairwise_outcome(election, options, std::move(*count), *one_order.rankings().begin());
        outcome.ties.insert(outcome.ties.begin(), ties.take()[0]);
        return outcome;
    }
    if (!followed) return std::unexpected(followed.error());
    // Whoever leads one of the rankings is tied for the first place; a ranking there is none.
    std::vector<CandidateList> seating(2);
    for (const auto candidate : count->standing) {
        const bool leads = std::ranges::any_of(every_order.rankings(), [&](const auto& ranking) {
            return std::ranges::find(ranking[0], candidate) != ranking[0].end();
        });
        seating[leads ? 0 : 1].push_back(candidate);
    }
    auto outcome = pairwise_outcome(election, options, std::move(*count), {}, &seating);
    outcome.account.state("possible_rankings", Exact(static_cast<std::int64_t>(every_order.rankings().size())));
    return outcome;
}

} // namespace reef::tally
