// Committees: worked examples, and properties against brute force.
#include "math/tally/committee.hpp"
#include "math/tally/phragmen.hpp"
#include "math/tally/testing.hpp"
#include <algorithm>
#include <bit>
#include <rapidcheck/gtest.h>

namespace reef::tally {
namespace {

using testing::election_from;
using testing::ids;
using testing::outcome_of;

/// Six of ten approve 0, 1 and 2; four approve 3 and 4. Three seats.
constexpr auto two_groups = R"(description: "two groups"
profile: [[0, 1, 2], [0, 1, 2], [0, 1, 2], [0, 1, 2], [0, 1, 2], [0, 1, 2], [3, 4], [3, 4], [3, 4], [3, 4]]
num_cand: 5
committeesize: 3
)";

std::string elected(std::string_view method, const Election& election,
                    std::map<std::string, std::string> options = {}) {
    return ids(election, outcome_of(method, election, options).winners);
}

TEST(Committee, approvals_give_the_larger_group_every_seat_and_the_others_share) {
    const auto election = election_from(two_groups);
    EXPECT_EQ(elected("committee-av", election), "0 1 2");
    // By shared votes: 6/3 for each of the larger group's, 4/2 for the others: all five are tied.
    const auto sav = outcome_of("committee-sav", election);
    EXPECT_EQ(sav.ranking.size(), 1U);
    EXPECT_EQ(testing::fact<std::vector<CandidateList>>(sav.account.facts, "committees").size(), 10U);
    for (const auto* method : {"committee-pav", "committee-seq-pav", "committee-seq-phragmen", "committee-mes"})
        EXPECT_EQ(elected(method, election), std::string(method) == "committee-pav" ? "0 1 3" : "0 3 1") << method;
}

TEST(Committee, pav_adds_harmonic_numbers) {
    // 6 (1 + 1/2) + 4 = 13 for two and one; 6 (1 + 1/2 + 1/3) = 11 for three of the larger group.
    const auto outcome = outcome_of("committee-pav", election_from(two_groups));
    EXPECT_EQ(testing::fact<Exact>(outcome.account.facts, "score").text(), "13");
    EXPECT_EQ(testing::fact<std::vector<CandidateList>>(outcome.account.facts, "committees").size(), 6U);
    EXPECT_EQ(outcome.ties.at(0).rule, "order");
}

TEST(Committee, phragmen_shows_how_the_load_spreads) {
    const auto election = election_from(two_groups);
    const auto outcome = outcome_of("committee-seq-phragmen", election);
    const auto load = [&](std::size_t seat) {
        return testing::fact<Exact>(outcome.account.stages[seat].facts, "load").text();
    };
    EXPECT_EQ(load(0), "1/6");
    EXPECT_EQ(load(1), "0.25");
    EXPECT_EQ(load(2), "1/3");
}

TEST(Committee, equal_shares_may_leave_seats_open_and_the_completion_is_named) {
    // Purses of 3/4 and pairs who share nobody: every seat would need 4/3 voters.
    const auto election = election_from("profile: [[0], [1], [2], [3, 4]]\nnum_cand: 6\ncommitteesize: 3\n");
    EXPECT_EQ(elected("committee-mes", election, {{"completion", "none"}}), "");
    EXPECT_EQ(elected("committee-mes", election, {{"completion", "phragmen"}}), "0 1 2");
    EXPECT_EQ(elected("committee-mes", election, {{"completion", "av"}}), "0 1 2");
    EXPECT_EQ(elected("committee-mes", election, {{"completion", "increment"}}), "0 1 2");
}

TEST(Committee, fills_seats_with_those_whom_nobody_supports_only_at_last) {
    const auto election = election_from("profile: [[2]]\nnum_cand: 3\ncommitteesize: 2\n");
    for (const auto* method : {"committee-pav", "committee-seq-pav", "committee-seq-phragmen", "committee-mes"})
        EXPECT_EQ(elected(method, election), std::string(method) == "committee-pav" ? "0 2" : "2 0") << method;
}

TEST(Committee, stops_listing_ties_where_there_are_too_many) {
    Election election{.kind = BallotKind::approval, .seats = 6};
    for (int i = 0; i < 30; ++i) election.candidates.push_back({.id = std::to_string(i)});
    election.ballots.add({.candidates = {}});
    for (const auto* method :
         {"committee-av", "committee-pav", "committee-seq-pav", "committee-seq-phragmen", "committee-mes"}) {
        const auto outcome = outcome_of(method, election);
        EXPECT_EQ(ids(election, outcome.winners), "0 1 2 3 4 5") << method;
        EXPECT_FALSE(testing::fact<bool>(outcome.account.facts, "committees_complete")) << method;
        EXPECT_LE(testing::fact<std::vector<CandidateList>>(outcome.account.facts, "committees").size(),
                  committees_max + 1);
    }
}

TEST(Committee, counts_elections_without_a_single_vote) {
    const auto election = election_from("profile: []\nnum_cand: 2\ncommitteesize: 1\n");
    for (const auto* method : {"committee-av", "committee-sav", "committee-pav", "committee-seq-pav",
                               "committee-seq-phragmen", "committee-mes"})
        EXPECT_EQ(elected(method, election), "0") << method;
    EXPECT_EQ(elected("committee-mes", election, {{"completion", "increment"}}), "0");
    EXPECT_EQ(elected("committee-mes", election, {{"completion", "none"}}), "");
}

TEST(Committee, refuses_what_takes_too_long) {
    Election election{.kind = BallotKind::approval, .seats = 41};
    for (int i = 0; i < 60; ++i) election.candidates.push_back({.id = std::to_string(i)});
    EXPECT_EQ(count("committee-pav", election, {}).error().code, "tally.committee_too_large");
}

Election any_profile() {
    const auto below = [](int bound) { return *rc::gen::inRange(0, bound); };
    Election election{.kind = BallotKind::approval};
    const int candidates = 2 + below(5), voters = 1 + below(8);
    election.seats = 1 + below(std::min(candidates, 4));
    for (int i = 0; i < candidates; ++i) election.candidates.push_back({.id = std::to_string(i)});
    for (int voter = 0; voter < voters; ++voter) {
        BallotPaper paper;
        for (CandidateIndex candidate = 0; candidate < election.candidates.size(); ++candidate)
            if (below(2) == 0) paper.candidates.push_back(candidate);
        election.ballots.add(paper);
    }
    election.ballots.compress();
    return election;
}

using Members = std::uint32_t; // a set of candidates as bits
Members bits_of(std::span<const CandidateIndex> candidates) {
    Members out = 0;
    for (const auto candidate : candidates) out |= 1U << candidate;
    return out;
}
std::vector<Members> voters_of(const Election& election) {
    std::vector<Members> out;
    for (std::size_t i = 0; i < election.ballots.size(); ++i)
        out.insert(out.end(), static_cast<std::size_t>(election.ballots[i].count),
                   bits_of(election.ballots[i].candidates));
    return out;
}

Exact pav_score(const std::vector<Members>& voters, Members committee) {
    Exact score;
    for (const auto voter : voters)
        for (int i = 1; i <= std::popcount(voter & committee); ++i) score += Exact::ratio(1, i);
    return score;
}

RC_GTEST_PROP(Committee, pav_finds_every_best_committee, ()) {
    const auto election = any_profile();
    const auto voters = voters_of(election);
    Exact best = -1;
    std::vector<Members> committees;
    for (Members committee = 0; committee < 1U << election.candidates.size(); ++committee) {
        if (std::popcount(committee) != election.seats) continue;
        const auto score = pav_score(voters, committee);
        if (score > best) committees.clear();
        best = std::max(best, score);
        if (score == best) committees.push_back(committee);
    }
    const auto outcome = outcome_of("committee-pav", election);
    RC_ASSERT(testing::fact<Exact>(outcome.account.facts, "score") == best);
    std::vector<Members> found;
    for (const auto& committee : testing::fact<std::vector<CandidateList>>(outcome.account.facts, "committees"))
        found.push_back(bits_of(committee));
    std::ranges::sort(found);
    RC_ASSERT(found == committees);
}

/// Proportional justified representation (Sánchez-Fernández and others 2017): a group of at least l/k of the voters who
/// agree on l candidates has at least l members in the committee whom somebody of the group approves.
bool is_proportional(const std::vector<Members>& voters, Members committee, std::int64_t seats,
                     std::size_t candidates) {
    for (std::uint32_t group = 1; group < 1U << voters.size(); ++group) {
        Members agreed = (1U << candidates) - 1, approved = 0;
        for (std::size_t voter = 0; voter < voters.size(); ++voter)
            if (group >> voter & 1) agreed &= voters[voter], approved |= voters[voter];
        const auto deserved = std::min<std::int64_t>(
            std::popcount(agreed), std::popcount(group) * seats / static_cast<std::int64_t>(voters.size()));
        if (std::popcount(approved & committee) < deserved) return false;
    }
    return true;
}

RC_GTEST_PROP(Committee, equal_shares_pav_and_phragmen_represent_proportionally, ()) {
    const auto election = any_profile();
    const auto voters = voters_of(election);
    for (const auto* method : {"committee-mes", "committee-pav", "committee-seq-phragmen"}) {
        const auto outcome = outcome_of(method, election);
        for (const auto& committee : testing::fact<std::vector<CandidateList>>(outcome.account.facts, "committees"))
            RC_ASSERT(is_proportional(voters, bits_of(committee), election.seats, election.candidates.size()));
    }
    // Already what equal shares buy, before any completion.
    const auto bought = outcome_of("committee-mes", election, {{"completion", "none"}});
    RC_ASSERT(is_proportional(voters, bits_of(bought.winners), election.seats, election.candidates.size()));
}

RC_GTEST_PROP(Committee, lists_the_same_committees_whatever_the_candidates_are_called, ()) {
    const auto election = any_profile();
    const auto last = static_cast<CandidateIndex>(election.candidates.size() - 1);
    auto turned = election;
    turned.ballots = {};
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        BallotPaper paper{.count = election.ballots[i].count};
        for (const auto candidate : election.ballots[i].candidates) paper.candidates.push_back(last - candidate);
        std::ranges::reverse(paper.candidates);
        turned.ballots.add(paper);
    }
    for (const auto* method : {"committee-av", "committee-sav", "committee-pav", "committee-seq-pav",
                               "committee-seq-phragmen", "committee-mes"}) {
        const auto all = [&](const Election& of, bool back) {
            std::vector<Members> out;
            auto committees =
                testing::fact<std::vector<CandidateList>>(outcome_of(method, of).account.facts, "committees");
            for (auto& committee : committees) {
                for (auto& member : committee) member = back ? last - member : member;
                out.push_back(bits_of(committee));
            }
            std::ranges::sort(out);
            return out;
        };
        RC_ASSERT(all(election, false) == all(turned, true));
    }
}

} // namespace
} // namespace reef::tally
