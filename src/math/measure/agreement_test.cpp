#include "math/measure/agreement.hpp"
#include "math/measure/generators.hpp"
#include <cmath>

namespace reef::measure {
namespace {

using Scores = std::vector<std::vector<std::optional<double>>>;
constexpr std::nullopt_t none = std::nullopt;

// Four observers, twelve units: the example of Krippendorff 2011, part C.
const Scores observers = {{1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none},
                          {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3},
                          {none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none},
                          {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none}};

TEST(KrippendorffAlpha, of_the_example_of_its_author) {
    EXPECT_NEAR(*krippendorff_alpha(observers, Scale::nominal), 0.743, 0.0005);
    EXPECT_NEAR(*krippendorff_alpha(observers, Scale::ordinal), 0.815, 0.0005);
    EXPECT_NEAR(*krippendorff_alpha(observers, Scale::interval), 0.849, 0.0005);
    EXPECT_NEAR(*krippendorff_alpha(observers, Scale::ratio), 0.797, 0.0005);
    EXPECT_EQ(krippendorff_alpha(observers, Scale::nominal).inputs_count(), 11); // the last unit has one score
}

TEST(KrippendorffAlpha, is_one_where_all_agree_and_silent_where_nothing_differs) {
    EXPECT_DOUBLE_EQ(*krippendorff_alpha({{1, 2}, {1, 2}}, Scale::interval), 1);
    EXPECT_EQ(*krippendorff_alpha({{1, 1}, {1, 1}}, Scale::interval).shortage(), (Shortage{"different scores", 2, 1}));
    EXPECT_EQ(*krippendorff_alpha({{1, none}, {none, 2}}, Scale::nominal).shortage(),
              (Shortage{"units with two scores", 1, 0}));
    EXPECT_EQ(*krippendorff_alpha({}, Scale::nominal).shortage(), (Shortage{"units with two scores", 1, 0}));
    EXPECT_EQ(krippendorff_alpha({{1, 2}, {1}}, Scale::nominal).refusal()->code, "measure.sizes_differ");
    EXPECT_EQ(krippendorff_alpha({{-1}, {1}}, Scale::ratio).refusal()->code, "measure.negative_amount");
}

RC_GTEST_PROP(KrippendorffAlpha, ignores_the_order_of_judges_and_the_origin_of_an_interval_scale, ()) {
    Scores scores(*rc::gen::inRange<std::size_t>(2, 5), std::vector<std::optional<double>>(6));
    for (auto& judge : scores)
        for (auto& score : judge)
            if (*rc::gen::inRange(0, 4) > 0) score = *rc::gen::inRange(1, 6);
    const auto alpha = krippendorff_alpha(scores, Scale::interval);
    if (!alpha) return;
    auto moved = scores;
    std::ranges::reverse(moved);
    for (auto& judge : moved)
        for (auto& score : judge)
            if (score) *score = 10 * *score + 7;
    RC_ASSERT(std::abs(*krippendorff_alpha(moved, Scale::interval) - *alpha) < 1e-9);
    RC_ASSERT(*alpha <= 1 && *alpha >= -1 - 1e-9);
    for (auto& judge : moved)
        for (auto& score : judge)
            if (score) *score = std::exp(*score / 20); // an ordinal scale knows the order only
    RC_ASSERT(std::abs(*krippendorff_alpha(moved, Scale::ordinal) - *krippendorff_alpha(scores, Scale::ordinal)) <
              1e-9);
}

TEST(Jaccard, is_the_share_of_common_features) {
    EXPECT_DOUBLE_EQ(*jaccard({1, 2, 3}, {3, 2, 4, 2}), 0.5);
    EXPECT_DOUBLE_EQ(*jaccard({}, {1}), 0);
    EXPECT_EQ(*jaccard({}, {}).shortage(), (Shortage{"features", 1, 0}));
}

TEST(PrecedentConsistency, looks_at_like_cases_only) {
    const std::vector<Precedent> precedents = {{{1, 2, 3}, 7}, {{1, 2, 3}, 7}, {{1, 2, 3}, 8}, {{4, 5}, 8}};
    EXPECT_NEAR(*precedent_consistency(precedents), 1.0 / 3, 1e-12);
    EXPECT_EQ(*precedent_consistency({{{1}, 7}, {{2}, 7}}).shortage(), (Shortage{"pairs of like cases", 1, 0}));
    EXPECT_EQ(precedent_consistency(precedents, 1.1).refusal()->code, "measure.out_of_range");
}

TEST(DifferenceInDifferences, takes_away_what_changed_elsewhere_too) {
    const auto difference = difference_in_differences({{10, 12}, {18, 20}}, {{5, 7}, {8, 10}});
    EXPECT_DOUBLE_EQ(difference->value, 8 - 3);
    EXPECT_DOUBLE_EQ(difference->error, 2); // each mean of two values two apart has the variance 1
    EXPECT_EQ(*difference_in_differences({{1, 2}, {1}}, {{1, 2}, {1, 2}}).shortage(),
              (Shortage{"observations before and after on both sides", 2, 1}));
}

} // namespace
} // namespace reef::measure
