#include "math/opinion/agreement_test.hpp"
#include "math/opinion/opinions.hpp"
#include "math/opinion/planted_test.hpp"
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::opinion {
namespace {

std::map<std::int64_t, std::int64_t> camps(std::size_t participants, std::size_t count) {
    std::map<std::int64_t, std::int64_t> camp;
    for (std::size_t p = 0; p < participants; ++p)
        camp[static_cast<std::int64_t>(p)] = static_cast<std::int64_t>(p % count);
    return camp;
}

// Planted camps are found.

RC_GTEST_PROP(Opinions, find_two_planted_camps_through_noise_and_silence, ()) {
    const auto people = *rc::gen::inRange<std::size_t>(60, 200);
    const auto found =
        find_opinions(Evaluations(planted(people, 40, 2, 0.2, 0.3, *rc::gen::arbitrary<std::uint64_t>())));
    RC_ASSERT(found.groups.size() == 2U);
    RC_ASSERT(adjusted_rand_index(groups_of(found), camps(people, 2)) == 1);
    RC_ASSERT(found.insufficiencies.empty());
}

TEST(Opinions, find_three_planted_camps_and_what_each_stands_for) {
    const auto found = find_opinions(Evaluations(planted(90, 30, 3, 0.2, 0.4, 4)));
    ASSERT_EQ(found.groups.size(), 3U);
    EXPECT_EQ(adjusted_rand_index(groups_of(found), camps(90, 3)), 1);
    for (const auto& group : found.groups) {
        std::int64_t camp = -1;
        for (const auto& participant : found.participants)
            if (participant.group == group.id) camp = participant.id % 3;
        EXPECT_EQ(group.size, 30U);
        ASSERT_EQ(group.representative.size(), 5U);
        for (const auto& one : group.representative) {
            EXPECT_EQ(one.choice == Choice::agree, one.statement % 3 == camp) << one.statement;
            EXPECT_TRUE(one.is_significant);
        }
    }
    EXPECT_TRUE(found.consensus.agree.empty()); // each statement has two thirds of the people against it
    EXPECT_FALSE(found.consensus.disagree.empty());
}

// What changes nothing.

RC_GTEST_PROP(Opinions, do_not_depend_on_the_order_in_which_evaluations_came, ()) {
    auto given = planted(30, 12, 2, 0.5, 0.4, *rc::gen::arbitrary<std::uint64_t>()); // each cell at most once
    const auto one = find_opinions(Evaluations(given));
    std::ranges::reverse(given);
    std::rotate(given.begin(), given.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, 100), given.end());
    const auto other = find_opinions(Evaluations(given));
    RC_ASSERT(one.state == other.state); // to the last bit
    RC_ASSERT(groups_of(one) == groups_of(other));
}

/// The same places within rounding, where `sign` turns the axes and `renamed` gives each participant's other number.
template <class Renamed>
void expect_same_places(const Opinions& one, const Opinions& other, Point sign, const Renamed& renamed) {
    std::map<std::int64_t, Point> place;
    for (const auto& participant : other.participants) place[participant.id] = participant.position;
    for (const auto& participant : one.participants) {
        const Point there = place.at(renamed(participant.id));
        RC_ASSERT(std::abs(participant.position.x - sign.x * there.x) < 1e-6);
        RC_ASSERT(std::abs(participant.position.y - sign.y * there.y) < 1e-6);
    }
}

double sign_between(const Opinions& one, const Opinions& other, double Point::*which) {
    double along = 0;
    for (std::size_t i = 0; i < one.statements.size(); ++i)
        along += one.statements[i].loading.*which * (other.statements[i].loading.*which);
    return along < 0 ? -1 : 1;
}

RC_GTEST_PROP(Opinions, do_not_depend_on_how_participants_are_numbered, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto given = planted(40, 16, 2, 0.4, 0.3, seed);
    const auto renamed = [](std::int64_t id) { return 1000 - id; };
    auto turned = given;
    for (auto& evaluation : turned) evaluation.participant = renamed(evaluation.participant);
    const auto one = find_opinions(Evaluations(given)), other = find_opinions(Evaluations(turned));
    expect_same_places(one, other, {sign_between(one, other, &Point::x), sign_between(one, other, &Point::y)}, renamed);
    std::map<std::int64_t, std::int64_t> groups;
    for (const auto& [participant, group] : groups_of(one)) groups[renamed(participant)] = group;
    RC_ASSERT(adjusted_rand_index(groups, groups_of(other)) == 1);
}

RC_GTEST_PROP(Opinions, turn_round_when_everyone_says_the_opposite, ()) {
    const auto given = planted(40, 16, 2, 0.4, 0.3, *rc::gen::arbitrary<std::uint64_t>());
    auto opposite = given;
    for (auto& evaluation : opposite) evaluation.choice = static_cast<Choice>(-static_cast<int>(evaluation.choice));
    const auto one = find_opinions(Evaluations(given)), other = find_opinions(Evaluations(opposite));
    expect_same_places(one, other, {-sign_between(one, other, &Point::x), -sign_between(one, other, &Point::y)},
                       std::identity{});
    RC_ASSERT(adjusted_rand_index(groups_of(one), groups_of(other)) == 1);
    RC_ASSERT(one.consensus.agree.size() == other.consensus.disagree.size());
    for (std::size_t i = 0; i < one.consensus.agree.size(); ++i)
        RC_ASSERT(one.consensus.agree[i].statement == other.consensus.disagree[i].statement);
}

RC_GTEST_PROP(Opinions, stay_where_they_are_when_everyone_is_counted_twice, ()) {
    const auto given = planted(30, 16, 2, 0.4, 0.3, *rc::gen::arbitrary<std::uint64_t>());
    auto twice = given;
    for (auto evaluation : given) {
        evaluation.participant += 1000;
        twice.push_back(evaluation);
    }
    const auto one = find_opinions(Evaluations(given)), other = find_opinions(Evaluations(twice));
    const Point sign = {sign_between(one, other, &Point::x), sign_between(one, other, &Point::y)};
    expect_same_places(one, other, sign, std::identity{});
    expect_same_places(one, other, sign, [](std::int64_t id) { return id + 1000; });
}

TEST(Opinions, take_a_pass_for_an_answer_between_the_others) {
    // A newcomer who passes on everything stands at -sum(mean * loading), not in the middle, and draws every mean to 0.
    auto given = planted(40, 10, 2, 0.3, 0.2, 9);
    for (std::int64_t s = 0; s < 10; ++s) given.push_back({99, s, Choice::pass});
    const auto found = find_opinions(Evaluations(given));
    Point expected;
    for (const auto& statement : found.statements) expected += -statement.mean * statement.loading;
    EXPECT_NEAR(found.participants.back().position.x, expected.x, 1e-12);
    EXPECT_NEAR(found.participants.back().position.y, expected.y, 1e-12);
}

// Who is on the map.

TEST(Opinions, include_those_who_said_enough_and_keep_them) {
    auto given = planted(30, 20, 2, 0.2, 0, 1);
    for (std::int64_t s = 0; s < 6; ++s) given.push_back({500, s, Choice::agree}); // one short of seven
    for (std::int64_t s = 0; s < 7; ++s) given.push_back({501, s, Choice::agree});
    const auto found = find_opinions(Evaluations(given));
    EXPECT_FALSE(found.participants[30].is_included);
    EXPECT_FALSE(found.participants[30].group);
    EXPECT_TRUE(found.participants[31].is_included);
    EXPECT_EQ(found.statements[0].counts.all(), 32); // counted among everyone all the same
    OpinionState state = found.state;
    state.included.push_back({500, -1});
    std::ranges::sort(state.included, {}, &OpinionState::Included::participant);
    for (auto& [count, groups] : state.groups) groups.insert(groups.end() - 1, -1);
    EXPECT_TRUE(find_opinions(Evaluations(given), {}, state).participants[30].is_included);
}

TEST(Opinions, fill_up_to_fifteen_with_the_most_active) {
    std::vector<Evaluation> given = planted(10, 20, 2, 0.2, 0, 1);
    for (std::int64_t p = 100; p < 120; ++p) // 100 gave one evaluation, 101 two, …: at most six
        for (std::int64_t s = 0; s <= std::min<std::int64_t>(p - 100, 5); ++s) given.push_back({p, s, Choice::agree});
    const auto found = find_opinions(Evaluations(given));
    std::vector<std::int64_t> filled;
    for (const auto& participant : found.participants)
        if (participant.is_included && participant.id >= 100) filled.push_back(participant.id);
    EXPECT_EQ(filled, (std::vector<std::int64_t>{105, 106, 107, 108, 109})); // six each; the lower numbers first
}

// Statements that are out.

TEST(Opinions, let_statements_that_are_out_or_meta_shape_nothing) {
    auto given = planted(40, 10, 2, 0.2, 0, 6);
    const auto before = find_opinions(Evaluations(given));
    for (std::int64_t p = 0; p < 40; ++p) {
        given.push_back({p, 100, p < 20 ? Choice::agree : Choice::disagree});
        given.push_back({p, 101, Choice::agree});
    }
    const std::vector<StatementRole> roles = {{100, true, false}, {101, false, true}, {777, true, false}};
    const auto after = find_opinions(Evaluations(given), roles);
    EXPECT_EQ(groups_of(before), groups_of(after));
    for (std::size_t s = 0; s < 10; ++s)
        EXPECT_NEAR(before.statements[s].loading.x, after.statements[s].loading.x, 1e-8);
    for (std::size_t s = 10; s < 12; ++s) {
        EXPECT_EQ(after.statements[s].loading, Point{});
        EXPECT_EQ(after.statements[s].extremity, 0);
        for (const auto& list : {after.consensus.agree, after.consensus.disagree})
            for (const auto& one : list) EXPECT_LT(one.statement, 100);
        for (const auto& group : after.groups)
            for (const auto& one : group.representative) EXPECT_LT(one.statement, 100);
    }
    EXPECT_EQ(after.statements[11].counts, (Counts{40, 0, 0}));
    EXPECT_EQ(after.statements[11].priority, 49);
}

// From run to run.

TEST(Opinions, go_on_from_where_they_were) {
    Evaluations evaluations(planted(120, 30, 3, 0.4, 0.3, 8));
    const auto before = find_opinions(evaluations);
    const auto restored = OpinionState::parse(before.state.text());
    ASSERT_TRUE(restored);
    evaluations.set({7, 3, Choice::pass});
    evaluations.set({2000, 3, Choice::agree});
    const auto after = find_opinions(evaluations, {}, *restored);
    EXPECT_EQ(after.state, find_opinions(evaluations, {}, before.state).state);
    EXPECT_LT(after.passes, find_opinions(evaluations).passes);
    std::size_t moved = 0;
    for (std::size_t i = 0; i < before.participants.size(); ++i) { // the newcomer stands last
        moved += before.participants[i].group != after.participants[i].group;
        EXPECT_LT(squared_distance(before.participants[i].position, after.participants[i].position), 0.25);
    }
    EXPECT_LE(moved, 2U);
}

TEST(Opinions, show_another_number_of_groups_after_it_has_won_four_times) {
    const Evaluations two(planted(60, 30, 2, 0.2, 0.2, 1)), three(planted(60, 30, 3, 0.2, 0.2, 1));
    auto found = find_opinions(two);
    ASSERT_EQ(found.groups.size(), 2U);
    for (int wins = 1; wins <= 4; ++wins) {
        found = find_opinions(three, {}, found.state);
        EXPECT_EQ(found.groups.size(), wins < 4 ? 2U : 3U) << wins;
    }
    // One win of the old number in between starts the count again.
    found = find_opinions(two);
    for (int wins = 1; wins <= 3; ++wins) found = find_opinions(three, {}, found.state);
    found = find_opinions(two, {}, found.state);
    found = find_opinions(three, {}, found.state);
    EXPECT_EQ(found.groups.size(), 2U);
}

// Too little to say.

TEST(Opinions, say_insufficient_data_instead_of_inventing_groups) {
    const auto nothing = find_opinions(Evaluations{});
    EXPECT_EQ(nothing.insufficiencies, (std::vector<Insufficiency>{{"minimum_participants", 0, 6}}));
    const auto few = find_opinions(Evaluations(planted(5, 20, 2, 0, 0, 1)));
    EXPECT_TRUE(few.groups.empty());
    EXPECT_EQ(few.insufficiencies, (std::vector<Insufficiency>{{"minimum_participants", 5, 6}}));
    EXPECT_FALSE(few.statements[0].shared_agreement);
    EXPECT_FALSE(few.participants[0].group);
    EXPECT_EQ(few.statements[0].counts.all(), 5); // counts are given all the same
    const auto alike = find_opinions(Evaluations(planted(20, 20, 1, 0, 0, 1)));
    EXPECT_TRUE(alike.groups.empty());
    EXPECT_EQ(alike.insufficiencies, (std::vector<Insufficiency>{{"minimum_places", 1, 2}}));
    EXPECT_EQ(alike.consensus.agree.size(), 5U);
}

TEST(Opinions, withhold_a_group_that_is_too_small) {
    auto given = planted(18, 20, 1, 0, 0, 1); // everyone agrees with everything
    for (auto& evaluation : given)
        if (evaluation.participant >= 16) evaluation.choice = Choice::disagree; // but for two
    const auto found = find_opinions(Evaluations(given));
    ASSERT_EQ(found.groups.size(), 1U);
    EXPECT_EQ(found.groups[0].size, 16U);
    EXPECT_EQ(found.insufficiencies, (std::vector<Insufficiency>{{"minimum_group_size", 2, 3}}));
    EXPECT_FALSE(found.participants[17].group);
    EXPECT_TRUE(found.participants[17].is_included);
    Settings settings;
    settings.minimum_group_size = 2;
    EXPECT_EQ(find_opinions(Evaluations(given), {}, {}, settings).groups.size(), 2U);
}

TEST(Opinions, prefer_a_number_of_groups_that_are_all_large_enough) {
    // Two camps of twenty, and two people who alone disagree with what both camps share: three groups would fit best.
    auto given = planted(42, 20, 2, 0.1, 0, 3);
    for (std::int64_t p = 0; p < 42; ++p)
        for (std::int64_t s = 20; s < 40; ++s) given.push_back({p, s, p < 40 ? Choice::agree : Choice::disagree});
    const auto found = find_opinions(Evaluations(given));
    EXPECT_GT(found.tried[1].silhouette, found.tried[0].silhouette);
    EXPECT_EQ(found.groups.size(), 2U);
    EXPECT_TRUE(found.insufficiencies.empty());
}

TEST(Opinions, have_nothing_to_show_when_every_statement_is_out) {
    std::vector<StatementRole> roles;
    for (std::int64_t s = 0; s < 10; ++s) roles.push_back({s, true, false});
    const auto found = find_opinions(Evaluations(planted(20, 10, 2, 0, 0, 1)), roles);
    EXPECT_EQ(found.insufficiencies, (std::vector<Insufficiency>{{"minimum_places", 1, 2}}));
    EXPECT_EQ(*found.explained, Point{});
    EXPECT_TRUE(found.consensus.agree.empty() && found.consensus.disagree.empty());
    EXPECT_EQ(found.statements[0].counts.all(), 20);
}

} // namespace
} // namespace reef::opinion
