#include "commons/decisions/advice.hpp"
#include "math/measure/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

Features features(int s, int x, int u, int r, int k, int p) {
    return {percent(s), percent(x), percent(u), percent(r), percent(k), percent(p)};
}
void expect(const Features& given, Percent directive, Percent self_regulated, Percent negotiated, rules::Mode advised) {
    const auto advice = advice_for(given);
    ASSERT_TRUE(advice);
    EXPECT_EQ(advice->directive, directive);
    EXPECT_EQ(advice->self_regulated, self_regulated);
    EXPECT_EQ(advice->negotiated, negotiated);
    EXPECT_EQ(advice->advised, advised);
}

TEST(Advice, is_to_negotiate_about_car_hailing_to_direct_child_safety_and_to_leave_etiquette_to_those_bound) {
    expect(features(40, 70, 80, 60, 50, 50), percent(14), percent(14), percent(55), rules::Mode::negotiated);
    expect(features(100, 40, 20, 0, 30, 10), percent(78), percent(-36), percent(-5), rules::Mode::directive);
    expect(features(10, 10, 30, 100, 90, 10), percent(-2), percent(70), percent(13), rules::Mode::self_regulated);
}

TEST(Advice, refuses_a_feature_that_is_no_share) {
    EXPECT_EQ(advice_for(features(101, 0, 0, 0, 0, 0)).error().field, "features.severity");
    EXPECT_EQ(advice_for(features(0, 0, 0, 0, -1, 0)).error().code, "decisions.not_a_feature");
}

TEST(Guard, bars_an_endless_directive_where_all_is_in_flux_and_little_at_stake) {
    EXPECT_FALSE(allows_permanent_directive(features(40, 70, 80, 60, 50, 50))) << "car-hailing";
    EXPECT_TRUE(allows_permanent_directive(features(100, 40, 20, 0, 30, 10))) << "child safety";
    EXPECT_TRUE(allows_permanent_directive(features(79, 0, 50, 0, 0, 0)));
    EXPECT_TRUE(allows_permanent_directive(features(80, 0, 51, 0, 0, 0)));
    EXPECT_FALSE(allows_permanent_directive(features(79, 0, 51, 0, 0, 0)));
}

RC_GTEST_PROP(Advice, is_the_published_formula_to_the_hundredth_of_a_percent, ()) {
    const auto share = rc::gen::inRange(0, 101);
    const auto s = *share, x = *share, u = *share, r = *share, k = *share, p = *share;
    const auto of = [](int whole) { return whole / 100.0; };
    const auto published = measure::mode_scores({of(s), of(x), of(u), of(r), of(k), of(p)});
    const auto advice = *advice_for(features(s, x, u, r, k, p));
    const auto close = [](Percent exact, double score) {
        return std::abs(static_cast<double>(exact.hundredths) - score * 10'000) <= 0.51;
    };
    RC_ASSERT(close(advice.directive, published->directive));
    RC_ASSERT(close(advice.self_regulated, published->self_regulated));
    RC_ASSERT(close(advice.negotiated, published->negotiated));
}

} // namespace
} // namespace reef::decisions
