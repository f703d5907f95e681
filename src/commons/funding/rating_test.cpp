#include "commons/funding/testing.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::funding {
namespace {

using namespace engine;
using testing::Acting;
using testing::code_of;
using testing::eur;
using testing::noon;

RateFacts may_rate() {
    RateFacts facts{testing::project(), testing::round()};
    facts.round->kind = RoundKind::retroactive;
    return facts;
}
const Rate six{IdValue{60}, 6};

TEST(Rate, is_refused_by_name) {
    const auto code = [](auto change, const Rate& rate = six) {
        auto facts = may_rate();
        change(facts);
        return code_of(facts, rate);
    };
    const auto as_it_is = [](auto&) {};
    EXPECT_EQ(code(as_it_is), "");
    EXPECT_EQ(code(as_it_is, {IdValue{60}, 0}), "");
    EXPECT_EQ(code(as_it_is, {IdValue{60}, 10}), "");
    EXPECT_EQ(code(as_it_is, {IdValue{60}, 11}), "funding.no_points");
    EXPECT_EQ(code(as_it_is, {IdValue{60}, -1}), "funding.no_points");
    EXPECT_EQ(code([](auto& f) { f.project.reset(); }), "funding.no_such_project");
    EXPECT_EQ(code([](auto& f) { f.round->kind = RoundKind::matched; }), "funding.nothing_to_rate");
    EXPECT_EQ(code([](auto& f) { f.round->state = RoundState::called_off; }), "funding.round_over");
    EXPECT_EQ(code([](auto& f) { f.project->standing = false; }), "funding.taken_out");
    EXPECT_EQ(code([](auto& f) { f.round->opens_at = noon + seconds(1); }), "funding.not_open_yet");
    EXPECT_EQ(code([](auto& f) { f.project->member = MemberId(7); }), "funding.own_project") << "who nominated it";
    EXPECT_EQ(code([](auto& f) { f.project->receiver = MemberId(7); }), "funding.own_project") << "who did it";
}

TEST(Medians, count_of_classes_of_which_enough_rated) {
    const RatedResult result{
        IdValue{60},
        7,
        {{"driver", percent(50), {9, 2, 7, 8}}, {"rider", percent(25), {4, 10, 5}}, {"staff", percent(15), {0, 0}}}};
    const auto medians = medians_of(testing::terms(), result);
    EXPECT_EQ(medians, (std::vector<ClassMedian>{{"driver", percent(50), 4, 15}, {"rider", percent(25), 3, 10}}))
        << "7.5 of drivers, 5 of riders; two of the staff are too few";
    EXPECT_EQ(points_text(score_of(medians)), "6.666666") << "(50 × 7.5 + 25 × 5) / 75";
    EXPECT_EQ(score_of({}), 0) << "nobody spoke";
}

TEST(Rewards, follow_the_points_above_the_least) {
    auto terms = testing::terms(); // 3 points are paid nothing for
    terms.project_part = percent(100);
    // 6.5 and 4.0 points are 3.5 and 1.0 above.
    EXPECT_EQ(rewards_of(terms, eur(100), {6'500'000, 4'000'000, 3'000'000, 0}),
              (std::vector<std::int64_t>{78, 22, 0, 0}))
        << "77.78 and 22.22 of 1.00";
    EXPECT_EQ(rewards_of(terms, eur(100), {3'000'000, 1'000'000}), (std::vector<std::int64_t>{0, 0}));
    terms.project_part = percent(50);
    EXPECT_EQ(rewards_of(terms, eur(100), {6'500'000, 4'000'000}), (std::vector<std::int64_t>{50, 22}));
}

/// Whatever is rated: the pot is what is paid and what is left, and more points never bring less.
RC_GTEST_PROP(RewardsProperty, keep_every_cent_and_the_order_of_the_points, ()) {
    std::vector<RatedResult> rated;
    for (std::int64_t i = 0, count = *rc::gen::inRange<std::int64_t>(0, 6); i < count; ++i) {
        const auto points = [] {
            return *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 11));
        };
        rated.push_back({IdValue{60 + i}, 0, {{"driver", percent(50), points()}, {"rider", percent(25), points()}}});
    }
    auto terms = testing::terms();
    terms.project_part = percent(*rc::gen::inRange(1, 101));
    const auto pot = eur(*rc::gen::inRange<std::int64_t>(1, 100'000));
    const auto results = rewarded(terms, pot, rated);
    Money paid = eur(0);
    for (const auto& each : results.projects) {
        paid = paid + each.matched;
        RC_ASSERT(each.matched.minor >= 0);
        RC_ASSERT(each.matched.minor * 10'000 <= pot.minor * terms.project_part.hundredths);
        for (const auto& other : results.projects)
            if (score_of(each.medians) > score_of(other.medians)) RC_ASSERT(each.matched >= other.matched);
    }
    RC_ASSERT(paid == results.paid && results.paid + results.left == pot && results.left.minor >= 0);
}

} // namespace
} // namespace reef::funding
