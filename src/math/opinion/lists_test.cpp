#include "math/opinion/lists.hpp"
#include <cmath>
#include <gtest/gtest.h>

namespace reef::opinion {
namespace {

TEST(Shares, and_their_tests_are_worked_by_hand) {
    EXPECT_DOUBLE_EQ(careful_share(0, 0), 0.5);
    EXPECT_DOUBLE_EQ(careful_share(25, 26), 26.0 / 28);
    // 2 sqrt(27) (26/27 - 1/2) = sqrt(27) * 25/27 = 4.8112522...
    EXPECT_NEAR(share_test(25, 26), 25 / std::sqrt(27.0), 1e-14);
    // 4 of 4 against 1 of 4 (each with its 1 added): pooled 5/8, (3/4) / sqrt(15/64 * 1/2) = sqrt(4.8).
    EXPECT_NEAR(two_shares_test(3, 0, 3, 3), std::sqrt(4.8), 1e-14);
    EXPECT_NEAR(two_shares_test(0, 3, 3, 3), -std::sqrt(4.8), 1e-14);
    EXPECT_EQ(two_shares_test(3, 5, 3, 5), 0); // everyone succeeded: nothing to compare
}

TEST(AskingPriority, raises_what_divides_what_is_agreed_with_and_what_is_new) {
    // No evaluations, in the middle: ((1 - 1/2) (0 + 1) (1/2) (1 + 8))^2 = 2.25^2.
    EXPECT_DOUBLE_EQ(asking_priority({}, 0, false), 2.25 * 2.25);
    // 3 agree, 1 disagree, 1 pass, at distance 1: ((1 - 2/7) 2 (4/7) (1 + 8/2))^2.
    EXPECT_NEAR(asking_priority({3, 1, 1}, 1, false), std::pow(5.0 / 7 * 2 * 4 / 7 * 5, 2), 1e-12);
    EXPECT_EQ(asking_priority({50, 0, 0}, 3, true), 49);
    EXPECT_GT(asking_priority({10, 10, 0}, 2, false), asking_priority({10, 10, 0}, 1, false));
    EXPECT_GT(asking_priority({10, 10, 0}, 1, false), asking_priority({10, 10, 20}, 1, false));
    EXPECT_GT(asking_priority({1, 1, 0}, 1, false), asking_priority({40, 40, 0}, 1, false));
}

std::vector<std::pair<std::int64_t, Choice>> chosen(const std::vector<StatementCounts>& statements,
                                                    std::size_t most = 5) {
    std::vector<std::pair<std::int64_t, Choice>> ids;
    for (const auto& one : representative_statements(statements, most)) ids.emplace_back(one.statement, one.choice);
    return ids;
}

TEST(RepresentativeStatements, put_agreements_before_disagreements_and_leave_out_what_everyone_says) {
    const std::vector<StatementCounts> statements = {{1, {8, 2, 0}, {8, 2, 0}},    // shared by all
                                                     {2, {0, 10, 0}, {9, 1, 0}},   // against, alone
                                                     {3, {9, 1, 0}, {1, 9, 0}},    // for, alone
                                                     {4, {5, 5, 0}, {5, 5, 0}},    // divided everywhere
                                                     {5, {10, 0, 0}, {0, 10, 0}}}; // for, alone, strongest
    EXPECT_EQ(chosen(statements), (std::vector<std::pair<std::int64_t, Choice>>{
                                      {5, Choice::agree}, {3, Choice::agree}, {2, Choice::disagree}}));
    EXPECT_EQ(chosen(statements, 2),
              (std::vector<std::pair<std::int64_t, Choice>>{{5, Choice::agree}, {2, Choice::disagree}}));
    const auto all = representative_statements(statements, 5);
    EXPECT_TRUE(all[0].is_best_agreement && all[0].is_significant);
    EXPECT_FALSE(all[1].is_best_agreement);
}

TEST(RepresentativeStatements, fall_back_to_the_one_that_comes_nearest) {
    // Nothing is significant: the highest test of the ratio, and no agreement is good enough to be put first.
    EXPECT_EQ(chosen({{1, {1, 2, 0}, {2, 2, 0}}, {2, {1, 3, 0}, {3, 1, 0}}}),
              (std::vector<std::pair<std::int64_t, Choice>>{{2, Choice::disagree}}));
    // An agreement of most of the group goes first even though the others agree as well; it says so.
    const auto shared = representative_statements(std::vector<StatementCounts>{{7, {6, 0, 0}, {6, 0, 0}}}, 5);
    ASSERT_EQ(shared.size(), 1U);
    EXPECT_TRUE(shared[0].is_best_agreement);
    EXPECT_FALSE(shared[0].is_significant);
    // Nobody of the group has said anything: nothing speaks for it.
    EXPECT_TRUE(chosen({{1, {}, {9, 0, 0}}}).empty());
}

TEST(Consensus, lists_what_significantly_more_than_half_say) {
    const std::vector<StatementCounts> statements = {
        {1, {2, 0, 0}, {}},   // two people: z = 2 sqrt 3 / 2 = 1.73, share 3/4
        {2, {30, 20, 0}, {}}, // 31/52, z = 1.54
        {3, {30, 26, 0}, {}}, // z = 0.66: not significant
        {4, {1, 40, 4}, {}},
        {5, {40, 1, 4}, {}}};
    const auto found = consensus_statements(statements, 5);
    ASSERT_EQ(found.agree.size(), 3U);
    EXPECT_EQ(found.agree[0].statement, 5);
    EXPECT_EQ(found.agree[1].statement, 1);
    EXPECT_EQ(found.agree[2].statement, 2);
    EXPECT_NEAR(found.agree[2].test, 2 * std::sqrt(51.0) * (31.0 / 51 - 0.5), 1e-12);
    ASSERT_EQ(found.disagree.size(), 1U);
    EXPECT_EQ(found.disagree[0].statement, 4);
    EXPECT_EQ(consensus_statements(statements, 1).agree.size(), 1U);
}

} // namespace
} // namespace reef::opinion
