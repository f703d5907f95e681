// The worked example of docs/opinion.md, every figure of it worked by hand.
#include "math/opinion/components.hpp"
#include "math/opinion/opinions.hpp"
#include <cmath>
#include <gtest/gtest.h>

namespace reef::opinion {
namespace {

/// Six people, four statements. 1 to 3 agree with A (10) and disagree with B (20), 4 to 6 the reverse; on C (30) 1 and
/// 4 agree, 2 and 5 disagree, 3 and 6 have not said; everyone agrees with D (40).
Evaluations six_people() {
    std::vector<Evaluation> given;
    for (std::int64_t p = 1; p <= 6; ++p) {
        given.push_back({p, 10, p <= 3 ? Choice::agree : Choice::disagree});
        given.push_back({p, 20, p <= 3 ? Choice::disagree : Choice::agree});
        if (p % 3 != 0) given.push_back({p, 30, p % 3 == 1 ? Choice::agree : Choice::disagree});
        given.push_back({p, 40, Choice::agree});
    }
    return Evaluations(given);
}

TEST(WorkedExample, has_these_axes) {
    const auto found = find_opinions(six_people());
    const double half = std::sqrt(0.5);
    const std::vector<Point> loadings = {{half, 0}, {-half, 0}, {0, 1}, {0, 0}};
    const std::vector<double> means = {0, 0, 0, 1};
    for (std::size_t s = 0; s < 4; ++s) {
        EXPECT_NEAR(found.statements[s].loading.x, loadings[s].x, 1e-9);
        EXPECT_NEAR(found.statements[s].loading.y, loadings[s].y, 1e-9);
        EXPECT_EQ(found.statements[s].mean, means[s]);
    }
    EXPECT_NEAR(found.explained->x, 12.0 / 16, 1e-12);
    EXPECT_NEAR(found.explained->y, 4.0 / 16, 1e-12);
}

TEST(WorkedExample, has_these_places) {
    const auto found = find_opinions(six_people());
    const double root = std::sqrt(2.0), stretched = std::sqrt(8.0 / 3);
    const std::vector<Point> places = {{root, 1}, {root, -1}, {stretched, 0}, {-root, 1}, {-root, -1}, {-stretched, 0}};
    for (std::size_t p = 0; p < 6; ++p) {
        EXPECT_NEAR(found.participants[p].position.x, places[p].x, 1e-9);
        EXPECT_NEAR(found.participants[p].position.y, places[p].y, 1e-9);
    }
    const std::vector<Point> statements = {{root, 0}, {-root, 0}, {0, 2}, {0, 0}};
    for (std::size_t s = 0; s < 4; ++s) {
        EXPECT_NEAR(found.statements[s].position.x, statements[s].x, 1e-9);
        EXPECT_NEAR(found.statements[s].position.y, statements[s].y, 1e-9);
        EXPECT_NEAR(found.statements[s].extremity, std::sqrt(dot(statements[s], statements[s])), 1e-9);
    }
}

TEST(WorkedExample, has_these_groups) {
    const auto found = find_opinions(six_people());
    ASSERT_EQ(found.groups.size(), 2U);
    EXPECT_NEAR(found.groups[0].centre.x, -1.487140, 1e-6);
    EXPECT_NEAR(found.groups[0].centre.y, 0, 1e-9);
    EXPECT_NEAR(found.groups[1].centre.x, 1.487140, 1e-6);
    for (const auto& participant : found.participants)
        EXPECT_EQ(participant.group, participant.id <= 3 ? 1 : 0) << participant.id;
    ASSERT_EQ(found.tried.size(), 1U); // 6 base clusters: k is at most 2
    EXPECT_NEAR(found.tried[0].silhouette, 0.575961, 1e-6);
}

TEST(WorkedExample, has_these_figures_of_group_and_statement) {
    const auto found = find_opinions(six_people());
    const auto& list = found.groups[1].representative; // people 1 to 3
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].statement, 10);
    EXPECT_EQ(list[0].choice, Choice::agree);
    EXPECT_TRUE(list[0].is_best_agreement && list[0].is_significant);
    EXPECT_NEAR(list[0].stance.share, 0.8, 1e-12);
    EXPECT_NEAR(list[0].stance.test, 2, 1e-12);
    EXPECT_NEAR(list[0].stance.ratio, 4, 1e-12);
    EXPECT_NEAR(list[0].stance.ratio_test, 2.190890, 1e-6);
    EXPECT_NEAR(list[0].stance.strength(), 14.021697, 1e-5);
    EXPECT_EQ(list[1].statement, 20);
    EXPECT_EQ(list[1].choice, Choice::disagree);
}

TEST(WorkedExample, has_this_consensus_and_these_priorities) {
    const auto found = find_opinions(six_people());
    ASSERT_EQ(found.consensus.agree.size(), 1U);
    EXPECT_EQ(found.consensus.agree[0].statement, 40);
    EXPECT_NEAR(found.consensus.agree[0].share, 0.875, 1e-12);
    EXPECT_NEAR(found.consensus.agree[0].test, 2.645751, 1e-6);
    EXPECT_TRUE(found.consensus.disagree.empty());
    EXPECT_NEAR(*found.statements[3].shared_agreement, 0.64, 1e-12);
    EXPECT_NEAR(*found.statements[0].shared_agreement, 0.16, 1e-12);
    EXPECT_NEAR(found.statements[3].priority, 11.776501, 1e-4);
    EXPECT_NEAR(found.statements[0].priority, 22.412500, 1e-4);
}

} // namespace
} // namespace reef::opinion
