#include "math/opinion/between_groups.hpp"
#include <gtest/gtest.h>

namespace reef::opinion {
namespace {

/// Two groups, and for each statement what each of them answered; `others` are in no group.
Opinions map_of(const std::vector<std::array<Counts, 2>>& answers, const Counts& others = {}) {
    Opinions found;
    found.groups.resize(2);
    for (std::size_t place = 0; place < answers.size(); ++place) {
        auto& statement = found.statements.emplace_back();
        statement.id = static_cast<std::int64_t>(place);
        statement.counts = others;
        for (std::size_t g = 0; g < 2; ++g) {
            found.groups[g].counts.push_back(answers[place][g]);
            statement.counts += answers[place][g];
        }
    }
    return found;
}

TEST(BetweenGroups, brings_together_what_each_group_mostly_says_however_small_it_is) {
    const auto found = map_of({{{{100, 0, 0}, {2, 3, 1}}}, // the smaller group does not
                               {{{6, 0, 0}, {5, 1, 0}}},   // 7/8 * 6/8
                               {{{0, 8, 0}, {0, 6, 0}}},   // 9/10 * 7/8
                               {{{6, 0, 0}, {3, 0, 3}}}}); // half is not most
    const auto between = between_groups(found, 5, 5);
    ASSERT_EQ(between.uniting.size(), 2u);
    EXPECT_EQ(between.uniting[0].place, 2u);
    EXPECT_EQ(between.uniting[0].choice, Choice::disagree);
    EXPECT_DOUBLE_EQ(between.uniting[0].share, 0.9 * 7 / 8);
    EXPECT_EQ(between.uniting[1].place, 1u);
    EXPECT_EQ(between.uniting[1].choice, Choice::agree);
    EXPECT_TRUE(between.dividing.empty());
}

TEST(BetweenGroups, divides_what_one_mostly_agrees_with_and_another_mostly_not) {
    const auto found = map_of({{{{6, 0, 0}, {0, 6, 0}}}, {{{0, 8, 0}, {8, 0, 0}}}, {{{6, 0, 0}, {0, 0, 6}}}});
    const auto between = between_groups(found, 5, 5);
    ASSERT_EQ(between.dividing.size(), 2u) << "passing is no disagreement";
    EXPECT_EQ(between.dividing[0].place, 1u);
    EXPECT_DOUBLE_EQ(between.dividing[0].share, 0.81);
    EXPECT_EQ(between_groups(found, 5, 1).dividing.size(), 1u);
}

TEST(BetweenGroups, says_nothing_of_fewer_than_may_be_shown_nor_of_what_follows_by_subtraction) {
    EXPECT_FALSE(can_show(map_of({{{{50, 0, 0}, {4, 0, 0}}}}), 0, 5));
    EXPECT_TRUE(can_show(map_of({{{{50, 0, 0}, {5, 0, 0}}}}), 0, 5));
    EXPECT_FALSE(can_show(map_of({{{{50, 0, 0}, {5, 0, 0}}}}, {1, 1, 2}), 0, 5)) << "four in no group";
    EXPECT_TRUE(can_show(map_of({{{{50, 0, 0}, {5, 0, 0}}}}, {1, 2, 2}), 0, 5));
    EXPECT_TRUE(between_groups(map_of({{{{50, 0, 0}, {4, 0, 0}}}}), 5, 5).uniting.empty());
}

TEST(BetweenGroups, say_nothing_of_what_was_moderated_out_or_where_there_is_one_group) {
    auto found = map_of({{{{6, 0, 0}, {6, 0, 0}}}});
    found.statements[0].is_out = true;
    EXPECT_TRUE(between_groups(found, 5, 5).uniting.empty());
    found.statements[0].is_out = false;
    EXPECT_EQ(between_groups(found, 5, 5).uniting.size(), 1u);
    found.groups.pop_back();
    EXPECT_TRUE(between_groups(found, 5, 5).uniting.empty());
}

} // namespace
} // namespace reef::opinion
