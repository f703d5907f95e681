#include "math/tally/delegation.hpp"
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace reef::tally {
namespace {

enum Name : MemberIndex { anna, bert, chen, dora, emil, fatma };
using Trustees = std::vector<MemberIndex>;

DelegatedVotes votes(const Trustees& trustees, std::initializer_list<MemberIndex> who_voted) {
    std::vector<bool> voted(trustees.size(), false);
    for (const auto member : who_voted) voted[member] = true;
    return *delegated_votes(trustees, voted);
}

TEST(Delegation, goes_from_hand_to_hand_until_somebody_votes) {
    // Given Anna lends to Bert, Bert to Chen, Chen to Dora; when only Dora votes, then she casts four votes.
    const Trustees trustees{bert, chen, dora, nobody, nobody};
    const auto all = votes(trustees, {dora});
    EXPECT_EQ(all.weight, (std::vector<std::int64_t>{0, 0, 0, 4, 0}));
    EXPECT_EQ(all.cast_by[anna], dora);
    EXPECT_EQ(all.steps[anna], 3U);
    EXPECT_EQ(all.not_cast, 1); // Emil
}

TEST(Delegation, is_taken_back_by_voting_with_all_that_was_lent) {
    const Trustees trustees{bert, chen, dora, nobody, nobody};
    const auto all = votes(trustees, {bert, dora});
    EXPECT_EQ(all.weight, (std::vector<std::int64_t>{0, 2, 0, 2, 0}));
    EXPECT_EQ(all.cast_by[bert], bert);
}

TEST(Delegation, in_a_circle_counts_for_nothing_unless_one_of_them_votes) {
    const Trustees circle{bert, chen, anna, anna};
    const auto silent = votes(circle, {});
    EXPECT_EQ(silent.in_circles, 4); // Dora's chain ends in it
    EXPECT_EQ(silent.direct + silent.delegated, 0);
    EXPECT_EQ(votes(circle, {bert}).weight, (std::vector<std::int64_t>{0, 4, 0, 0}));
}

TEST(Delegation, of_the_nearest_domain_counts) {
    // Domains: 0 everything, 1 prices within it, 2 rides within prices, 3 rooms within everything.
    const std::vector<DomainIndex> wider{no_domain, 0, 1, 0};
    const std::vector<Delegation> given{
        {anna, 0, bert}, {anna, 2, chen}, {bert, 0, dora}, {bert, 1, nobody}, {chen, 3, dora}};
    EXPECT_EQ(*trustees_in(0, 4, wider, given), (Trustees{bert, dora, nobody, nobody}));
    EXPECT_EQ(*trustees_in(1, 4, wider, given), (Trustees{bert, nobody, nobody, nobody}));
    EXPECT_EQ(*trustees_in(2, 4, wider, given), (Trustees{chen, nobody, nobody, nobody}));
    EXPECT_EQ(*trustees_in(3, 4, wider, given), (Trustees{bert, dora, dora, nobody}));
}

TEST(Delegation, refuses_what_makes_no_sense_by_name) {
    const std::vector<DomainIndex> wider{no_domain, 0};
    const auto code = [&](std::vector<Delegation> given) { return trustees_in(1, 2, wider, given).error().code; };
    EXPECT_EQ(code({{anna, 0, anna}}), "tally.delegated_to_self");
    EXPECT_EQ(code({{anna, 0, chen}}), "tally.unknown_member");
    EXPECT_EQ(code({{chen, 0, anna}}), "tally.unknown_member");
    EXPECT_EQ(code({{anna, 2, bert}}), "tally.unknown_domain");
    EXPECT_EQ(code({{anna, 1, bert}, {anna, 1, nobody}}), "tally.delegated_twice");
    EXPECT_EQ(trustees_in(7, 2, wider, {}).error().code, "tally.unknown_domain");
    EXPECT_EQ(trustees_in(0, 2, std::vector<DomainIndex>{1, 0}, {}).error().code, "tally.domains_in_a_circle");
    EXPECT_EQ(delegated_votes(Trustees{5}, {false}).error().code, "tally.unknown_member");
}

struct Society {
    Trustees trustees;
    std::vector<bool> voted;
};

Society any_society() {
    const auto members = *rc::gen::inRange<MemberIndex>(1, 30);
    Society made;
    for (MemberIndex member = 0; member < members; ++member) {
        auto trustee = *rc::gen::inRange<MemberIndex>(0, members + 2);
        if (trustee >= members || trustee == member) trustee = nobody;
        made.trustees.push_back(trustee);
        made.voted.push_back(*rc::gen::inRange(0, 4) == 0);
    }
    return made;
}

/// LiquidFeedback's own way: from each direct voter back along the delegations, skipping whoever voted or was counted.
std::int64_t weight_by_recursion(const Society& given, MemberIndex voter, std::vector<bool>& counted) {
    std::int64_t weight = 1;
    for (MemberIndex member = 0; member < given.trustees.size(); ++member) {
        if (given.trustees[member] != voter || given.voted[member] || counted[member]) continue;
        counted[member] = true;
        weight += weight_by_recursion(given, member, counted);
    }
    return weight;
}

RC_GTEST_PROP(Delegation, gives_the_weights_of_the_recursion, ()) {
    const auto given = any_society();
    const auto all = *delegated_votes(given.trustees, given.voted);
    std::vector<bool> counted(given.trustees.size(), false);
    for (MemberIndex member = 0; member < given.trustees.size(); ++member)
        RC_ASSERT(all.weight[member] == (given.voted[member] ? weight_by_recursion(given, member, counted) : 0));
}

RC_GTEST_PROP(Delegation, loses_and_makes_no_vote, ()) {
    const auto given = any_society();
    const auto all = *delegated_votes(given.trustees, given.voted);
    const auto cast = std::accumulate(all.weight.begin(), all.weight.end(), std::int64_t{0});
    RC_ASSERT(cast == all.direct + all.delegated);
    RC_ASSERT(cast + all.not_cast + all.in_circles == static_cast<std::int64_t>(given.trustees.size()));
}

RC_GTEST_PROP(Delegation, never_casts_the_vote_of_whoever_votes_herself, ()) {
    const auto given = any_society();
    const auto all = *delegated_votes(given.trustees, given.voted);
    for (MemberIndex member = 0; member < given.trustees.size(); ++member)
        if (given.voted[member]) RC_ASSERT(all.cast_by[member] == member);
}

} // namespace
} // namespace reef::tally
