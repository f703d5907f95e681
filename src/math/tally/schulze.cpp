#include "math/tally/ranked_methods.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

/// The strength of the strongest path from each candidate to each other: Floyd and Warshall's scheme with min and max
/// (Schulze 2011, 2.3).
Pairwise strongest_paths(const PairwiseCount& count, Strength strength) {
    Pairwise paths(count.votes.size);
    for (const auto a : count.standing)
        for (const auto b : count.standing)
            if (a != b) paths.at(a, b) = strength_of(count.votes, strength, a, b);
    for (const auto middle : count.standing)
        for (const auto from : count.standing) {
            const auto first = paths.at(from, middle);
            if (first == 0 || from == middle) continue;
            for (const auto to : count.standing)
                if (to != from)
                    paths.at(from, to) = std::max(paths.at(from, to), std::min(first, paths.at(middle, to)));
        }
    return paths;
}

Result<Outcome> count_schulze(const Election& election, const Options& options, Strength strength) {
    auto count = count_pairs(election, options);
    if (!count) return std::unexpected(count.error());
    const auto paths = strongest_paths(*count, strength);
    auto ranking = layers(count->standing, [&](auto a, auto b) { return paths.at(a, b) > paths.at(b, a); });
    auto outcome = pairwise_outcome(election, options, std::move(*count), std::move(ranking));
    for (const auto from : election.standing()) {
        PerCandidate row;
        for (const auto to : election.standing())
            if (to != from) row[to] = paths.at(from, to);
        outcome.account.stages.push_back({"strongest_paths_from", {from}, std::move(row), {}});
    }
    return outcome;
}

} // namespace

Result<Outcome> count_schulze_margins(const Election& election, const Options& options) {
    return count_schulze(election, options, Strength::margins);
}

Result<Outcome> count_schulze_winning_votes(const Election& election, const Options& options) {
    return count_schulze(election, options, Strength::winning_votes);
}

} // namespace reef::tally
