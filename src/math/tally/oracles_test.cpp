// The same answers by the plainest way, which only works on small elections.
#include "math/tally/generators.hpp"
#include "math/tally/pairwise.hpp"
#include <array>
#include <numeric>
#include <set>
#include <utility>

namespace reef::tally {
namespace {

using namespace testing;

RC_GTEST_PROP(Oracle, pairwise_votes_are_counted_ballot_by_ballot, ()) {
    const auto election = arbitrary_election(2, 6, false);
    const auto votes = *whole_votes(election);
    const auto last = pairwise_of(election, votes, Unranked::last),
               ignored = pairwise_of(election, votes, Unranked::ignored);
    for (CandidateIndex a = 0; a < election.candidates.size(); ++a)
        for (CandidateIndex b = 0; b < election.candidates.size(); ++b) {
            RC_ASSERT(last.at(a, b) == (a == b ? 0 : preferring(election, a, b)));
            std::int64_t both = 0;
            for (std::size_t i = 0; i < election.ballots.size(); ++i) {
                const auto ballot = election.ballots[i];
                const auto at = [&](CandidateIndex c) {
                    return std::ranges::find(ballot.candidates, c) - ballot.candidates.begin();
                };
                const auto size = std::ssize(ballot.candidates);
                if (at(a) < size && at(b) < size &&
                    ballot.levels[static_cast<std::size_t>(at(a))] < ballot.levels[static_cast<std::size_t>(at(b))])
                    both += ballot.count;
            }
            RC_ASSERT(ignored.at(a, b) == both);
        }
}

TEST(Pairwise, is_the_same_in_narrow_and_wide_lanes_beyond_their_capacity) {
    // 300 candidates use wide lanes; 600 single ballots overflow a narrow lane twice.
    for (const std::size_t size : {3u, 126u, 127u, 300u}) {
        Election election;
        for (std::size_t i = 0; i < size; ++i) election.candidates.push_back({std::to_string(i)});
        for (int i = 0; i < 600; ++i) election.ballots.add({.candidates = {0, 1}, .levels = {0, 1}});
        election.ballots.add({.candidates = {1}, .levels = {0}, .count = 50});
        const auto pairs = pairwise_of(election, *whole_votes(election), Unranked::last);
        EXPECT_EQ(pairs.at(0, 1), 600);
        EXPECT_EQ(pairs.at(1, 0), 50);
        EXPECT_EQ(pairs.at(1, 2), 650);
        EXPECT_EQ(pairs.at(2, 1), 0);
    }
}

/// The strongest path by walking every path without repetition.
std::int64_t strongest(const Election& election, bool margins, CandidateIndex from, CandidateIndex to,
                       std::vector<bool> visited) {
    visited[from] = true;
    std::int64_t best = 0;
    for (CandidateIndex next = 0; next < election.candidates.size(); ++next) {
        if (visited[next]) continue;
        const auto ahead = lead(election, from, next);
        if (ahead <= 0) continue;
        const auto link = margins ? ahead : preferring(election, from, next);
        best = std::max(best, next == to ? link : std::min(link, strongest(election, margins, next, to, visited)));
    }
    return best;
}

RC_GTEST_PROP(Oracle, schulze_walks_every_path, ()) {
    const auto election = arbitrary_election(2, 5, false);
    const auto size = election.candidates.size();
    for (const bool margins : {true, false}) {
        const auto outcome = outcome_of(margins ? "schulze-margins" : "schulze-winning-votes", election);
        CandidateList unbeaten;
        for (CandidateIndex a = 0; a < size; ++a) {
            bool is_beaten = false;
            for (CandidateIndex b = 0; b < size; ++b) {
                if (a == b) continue;
                const auto ours = outcome.account.stages[a].tally.at(b);
                RC_ASSERT(ours == Exact(strongest(election, margins, a, b, std::vector<bool>(size))));
                is_beaten = is_beaten || outcome.account.stages[b].tally.at(a) > ours;
            }
            if (!is_beaten) unbeaten.push_back(a);
        }
        RC_ASSERT(outcome.ranking[0] == unbeaten);
    }
}

RC_GTEST_PROP(Oracle, kemeny_tries_every_ranking, ()) {
    const auto election = arbitrary_election(2, 5, false);
    CandidateList order(election.candidates.size());
    std::iota(order.begin(), order.end(), 0u);
    std::int64_t best = -1;
    std::set<CandidateIndex> firsts;
    std::set<CandidateList> rankings;
    do {
        std::int64_t agreement = 0;
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t k = i + 1; k < order.size(); ++k) agreement += preferring(election, order[i], order[k]);
        if (agreement > best) firsts.clear(), rankings.clear();
        best = std::max(best, agreement);
        if (agreement == best) firsts.insert(order[0]), rankings.insert(order);
    } while (std::ranges::next_permutation(order).found);
    const auto outcome = outcome_of("kemeny", election);
    RC_ASSERT(fact<Exact>(outcome.account.facts, "agreement") == Exact(best));
    RC_ASSERT(leading(outcome) == CandidateList(firsts.begin(), firsts.end()));
    if (rankings.size() == 1) RC_ASSERT(outcome.ranking.size() == order.size());
    for (const auto& ranking : rankings) { // every best ranking goes through the groups from the top down
        auto next = ranking.begin();
        for (const auto& group : outcome.ranking) {
            CandidateList part(next, next + std::ssize(group));
            next += std::ssize(group);
            std::ranges::sort(part);
            RC_ASSERT(part == group);
        }
    }
}

RC_GTEST_PROP(Oracle, minimax_and_copeland_follow_their_definitions, ()) {
    const auto election = arbitrary_election(2, 5, false);
    const auto size = static_cast<CandidateIndex>(election.candidates.size());
    std::int64_t least_margin = INT64_MAX, least_votes = INT64_MAX, most = -1;
    CandidateList by_margin, by_votes, by_wins;
    for (CandidateIndex a = 0; a < size; ++a) {
        std::int64_t worst_margin = 0, worst_votes = 0, halves = 0;
        for (CandidateIndex b = 0; b < size; ++b) {
            if (a == b) continue;
            const auto behind = lead(election, b, a);
            worst_margin = std::max(worst_margin, behind);
            if (behind > 0) worst_votes = std::max(worst_votes, preferring(election, b, a));
            halves += behind < 0 ? 2 : behind == 0 ? 1 : 0;
        }
        const auto keep = [a](CandidateList& list, bool better, bool equal) {
            if (better) list.clear();
            if (better || equal) list.push_back(a);
        };
        keep(by_margin, worst_margin < least_margin, worst_margin == least_margin);
        keep(by_votes, worst_votes < least_votes, worst_votes == least_votes);
        keep(by_wins, halves > most, halves == most);
        least_margin = std::min(least_margin, worst_margin);
        least_votes = std::min(least_votes, worst_votes);
        most = std::max(most, halves);
    }
    RC_ASSERT(leading(outcome_of("minimax-margins", election)) == by_margin);
    RC_ASSERT(leading(outcome_of("minimax-winning-votes", election)) == by_votes);
    RC_ASSERT(leading(outcome_of("copeland", election)) == by_wins);
}

RC_GTEST_PROP(Oracle, ranked_pairs_tries_every_order_of_equal_majorities, ()) {
    // A circle of three equal majorities, and a few voters who may break it or make further equal ones.
    auto election = arbitrary_election(3, 4, true);
    const auto drawn = std::exchange(election.ballots, {});
    auto paper = paper_of(drawn[0]);
    paper.count = 1;
    for (int turn = 0; turn < 3; ++turn) {
        std::ranges::rotate(paper.candidates.begin(), paper.candidates.begin() + 1, paper.candidates.begin() + 3);
        election.ballots.add(paper);
    }
    for (std::size_t i = 1; i < std::min<std::size_t>(drawn.size(), 4); ++i) {
        paper = paper_of(drawn[i]);
        paper.count = 1;
        election.ballots.add(paper);
    }
    const auto size = static_cast<CandidateIndex>(election.candidates.size());
    std::vector<std::array<std::int64_t, 3>> pairs; // minus the margin, winner, loser
    for (CandidateIndex a = 0; a < size; ++a)
        for (CandidateIndex b = 0; b < size; ++b)
            if (lead(election, a, b) > 0) pairs.push_back({-lead(election, a, b), a, b});
    std::ranges::sort(pairs);
    std::set<CandidateIndex> leaders;
    do {
        if (!std::ranges::is_sorted(pairs, {}, [](const auto& pair) { return pair[0]; })) continue;
        std::vector<std::vector<bool>> above(size, std::vector<bool>(size, false));
        for (const auto& [strength, winner, loser] : pairs) {
            const auto w = static_cast<std::size_t>(winner), l = static_cast<std::size_t>(loser);
            if (above[l][w]) continue;
            for (std::size_t a = 0; a < size; ++a)
                for (std::size_t b = 0; b < size; ++b)
                    if ((a == w || above[a][w]) && (b == l || above[l][b])) above[a][b] = true;
        }
        for (CandidateIndex b = 0; b < size; ++b)
            if (std::ranges::none_of(above, [&](const auto& row) { return row[b]; })) leaders.insert(b);
    } while (std::ranges::next_permutation(pairs).found);
    RC_ASSERT(leading(outcome_of("ranked-pairs", election)) == CandidateList(leaders.begin(), leaders.end()));
}

RC_GTEST_PROP(Oracle, instant_runoff_recounts_everything_in_every_round, ()) {
    const auto election = arbitrary_election(2, 5, true);
    CandidateList left = election.standing();
    for (const auto& stage : outcome_of("irv", election, {{"ties", "order"}}).account.stages) {
        std::map<CandidateIndex, std::int64_t> tally;
        for (const auto candidate : left) tally[candidate] = 0;
        for (std::size_t i = 0; i < election.ballots.size(); ++i) {
            const auto order = election.ballots[i].candidates;
            tally[*std::ranges::find_if(order, [&](auto c) { return tally.contains(c); })] += election.ballots[i].count;
        }
        for (const auto& [candidate, votes] : tally) RC_ASSERT(stage.tally.at(candidate) == Exact(votes));
        for (const auto candidate : stage.candidates) {
            const auto own = tally[candidate];
            if (stage.action == "elect") {
                RC_ASSERT(left.size() == 1 || 2 * own > election.ballots.voters());
                continue;
            }
            for (const auto& [other, votes] : tally) RC_ASSERT(own <= votes);
            std::erase(left, candidate);
        }
    }
}

RC_GTEST_PROP(Oracle, majority_judgment_takes_medians_away_one_by_one, ()) {
    // Three grades and many ballots, so that medians are often equal and the grades further out decide.
    auto election = candidates_named(*rc::gen::inRange<std::size_t>(2, 6));
    election.kind = BallotKind::score;
    const auto ballots = *rc::gen::inRange(1, 12);
    std::vector<std::vector<std::int64_t>> grades(election.candidates.size());
    for (int i = 0; i < ballots; ++i) {
        BallotPaper paper;
        for (CandidateIndex c = 0; c < election.candidates.size(); ++c) {
            const auto grade = *rc::gen::inRange<std::int64_t>(0, 3);
            grades[c].push_back(grade);
            if (grade == 0 && *rc::gen::arbitrary<bool>()) continue; // not graded: the lowest
            paper.candidates.push_back(c);
            paper.values.push_back(grade);
        }
        election.ballots.add(paper);
    }
    const auto removal = [](std::vector<std::int64_t> own) {
        std::vector<std::int64_t> medians;
        std::ranges::sort(own);
        while (!own.empty()) {
            const auto middle = own.begin() + (std::ssize(own) - 1) / 2;
            medians.push_back(*middle);
            own.erase(middle);
        }
        return medians;
    };
    const auto outcome = outcome_of("majority-judgment", election);
    for (std::size_t i = 0; i < outcome.ranking.size(); ++i) {
        for (const auto candidate : outcome.ranking[i])
            RC_ASSERT(removal(grades[candidate]) == removal(grades[outcome.ranking[i][0]]));
        if (i > 0) RC_ASSERT(removal(grades[outcome.ranking[i - 1][0]]) > removal(grades[outcome.ranking[i][0]]));
    }
}

} // namespace
} // namespace reef::tally
