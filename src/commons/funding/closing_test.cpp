#include "commons/funding/testing.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::funding {
namespace {

using namespace engine;
using testing::eur;

const std::vector<IdValue> two_projects = {IdValue{60}, IdValue{61}};

/// Two members give 1.00 each to the first project, four give 0.25 each to the second.
std::vector<GiftRow> gifts_of_the_literature() {
    return {{IdValue{60}, MemberId(1), 100}, {IdValue{60}, MemberId(2), 100}, {IdValue{61}, MemberId(3), 25},
            {IdValue{61}, MemberId(4), 25},  {IdValue{61}, MemberId(5), 25},  {IdValue{61}, MemberId(6), 25}};
}
RoundTerms bound_by(std::int64_t minor, Percent part = percent(100)) {
    auto terms = testing::terms();
    terms.pair_bound = eur(minor);
    terms.project_part = part;
    return terms;
}

TEST(Results, are_those_of_the_literature) {
    const auto results = results_of(bound_by(25), eur(500), two_projects, gifts_of_the_literature());
    EXPECT_EQ(results.projects, (std::vector<ProjectResult>{{IdValue{60}, eur(200), 2, "40.000000", eur(40)},
                                                            {IdValue{61}, eur(100), 4, "150.000000", eur(150)}}));
    EXPECT_EQ(results.paid, eur(190));
    EXPECT_EQ(results.left, eur(310));
    EXPECT_FALSE(results.scaled_down);
}

TEST(Results, come_down_to_the_pot_and_to_the_part_of_one_project) {
    // 40 and 150 of 190, brought down to 120: 25.26 and 94.74.
    const auto scaled = results_of(bound_by(25), eur(120), two_projects, gifts_of_the_literature());
    EXPECT_EQ(scaled.projects[0].matched, eur(25));
    EXPECT_EQ(scaled.projects[1].matched, eur(95));
    EXPECT_TRUE(scaled.scaled_down);
    const auto halved = results_of(bound_by(25, percent(50)), eur(120), two_projects, gifts_of_the_literature());
    EXPECT_EQ(halved.projects[1].matched, eur(60));
    EXPECT_EQ(halved.left, eur(35));
}

TEST(Results, give_nothing_for_one_giver_or_a_bound_of_nothing) {
    const auto alone = results_of(bound_by(25), eur(500), two_projects, {{IdValue{61}, MemberId(3), 400}});
    EXPECT_EQ(alone.projects[1].raised, eur(400));
    EXPECT_EQ(alone.paid, eur(0));
    EXPECT_EQ(results_of(bound_by(0), eur(500), two_projects, {}).left, eur(500));
    EXPECT_LE(results_of(bound_by(0), eur(500), two_projects, gifts_of_the_literature()).paid, eur(13))
        << "less than two cents for each of seven pairs";
}

/// Whatever is given: the pot is what is paid and what is left, and nothing that was raised is lost.
RC_GTEST_PROP(ResultsProperty, keep_every_cent, ()) {
    std::vector<IdValue> projects;
    for (std::int64_t i = 0, count = *rc::gen::inRange<std::int64_t>(0, 5); i < count; ++i)
        projects.push_back(IdValue{60 + i});
    std::vector<GiftRow> gifts;
    std::int64_t given = 0;
    for (const auto project : projects)
        for (std::int64_t member = 1; member <= 5; ++member)
            if (*rc::gen::arbitrary<bool>()) {
                gifts.push_back({project, MemberId(member), *rc::gen::inRange<std::int64_t>(1, 100'000)});
                given += gifts.back().minor;
            }
    const auto terms = bound_by(*rc::gen::inRange<std::int64_t>(0, 10'000), percent(*rc::gen::inRange(1, 101)));
    const auto pot = eur(*rc::gen::inRange<std::int64_t>(1, 100'000));
    const auto results = results_of(terms, pot, projects, gifts);
    Money raised = eur(0), matched = eur(0);
    for (const auto& each : results.projects) {
        raised = raised + each.raised;
        matched = matched + each.matched;
        RC_ASSERT(each.matched.minor >= 0);
        RC_ASSERT(each.matched.minor * 10'000 <= pot.minor * terms.project_part.hundredths);
        RC_ASSERT(each.givers >= 2 || each.matched.minor == 0);
    }
    RC_ASSERT(raised == eur(given));
    RC_ASSERT(matched == results.paid);
    RC_ASSERT(results.paid + results.left == pot && results.left.minor >= 0);
}

} // namespace
} // namespace reef::funding
