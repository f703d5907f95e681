#include "math/tally/quadratic.hpp"
#include "math/tally/root_sum.hpp"
#include "math/tally/testing.hpp"
#include <cmath>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace reef::tally {
namespace {

/// Three options and voters who gave each of them points.
Election points(const std::vector<std::vector<const char*>>& ballots) {
    Election election{.kind = BallotKind::points, .candidates = {{.id = "park"}, {.id = "pool"}, {.id = "path"}}};
    for (const auto& marks : ballots) {
        BallotPaper paper;
        for (CandidateIndex option = 0; option < marks.size(); ++option) {
            paper.candidates.push_back(option);
            paper.values.push_back(*Exact::parse(marks[option]));
        }
        election.ballots.add(paper);
    }
    return election;
}

TEST(Quadratic, votes_are_the_roots_of_credits) {
    // 9 + 16 + 25 credits are 3 + 4 + 5 votes; one voter with 100 credits on the pool has 10.
    const auto election = points({{"9"}, {"16"}, {"25"}, {"0", "100"}});
    const auto outcome = testing::outcome_of("quadratic", election);
    EXPECT_EQ(testing::ranking_text(election, outcome.ranking), "park > pool > path");
    EXPECT_EQ(testing::fact<std::string>(outcome.account.stages[0].facts, "votes"), "12");
    EXPECT_EQ(testing::fact<Exact>(outcome.account.facts, "credits_spent").text(), "150");
}

TEST(Quadratic, tells_equal_sums_of_roots_from_nearly_equal_ones) {
    // √2 + √8 is √18 exactly; √5 + √6 is above √21.9544 by five millionths.
    const auto tied = points({{"2", "18"}, {"8"}});
    EXPECT_EQ(testing::ranking_text(tied, testing::outcome_of("quadratic", tied).ranking), "park = pool > path");
    const auto near = points({{"5", "21.9544"}, {"6"}});
    EXPECT_EQ(testing::ranking_text(near, testing::outcome_of("quadratic", near).ranking), "park > pool > path");
}

TEST(Quadratic, lets_nobody_spend_more_than_the_purse) {
    const auto election = points({{"101"}, {"50", "50"}, {"49", "50"}});
    const auto outcome = testing::outcome_of("quadratic", election, {{"credits", "100"}});
    EXPECT_EQ(testing::fact<Exact>(outcome.account.facts, "ballots_over_purse").text(), "1");
    EXPECT_EQ(testing::ids(election, outcome.winners), "pool");
    // Where votes are marked, 7 and 7 cost 98 credits and 7 and 8 cost 113.
    const auto votes = points({{"7", "7"}, {"7", "8"}});
    const auto marked = testing::outcome_of("quadratic", votes, {{"credits", "100"}, {"marks", "votes"}});
    EXPECT_EQ(testing::fact<Exact>(marked.account.facts, "credits_spent").text(), "98");
}

TEST(Quadratic, counts_votes_against) {
    const auto election = points({{"16", "4"}, {"-9", "0"}});
    const auto outcome = testing::outcome_of("quadratic", election);
    EXPECT_EQ(testing::ranking_text(election, outcome.ranking), "pool > park > path");
}

TEST(RootSum, refuses_what_is_too_large_to_be_compared_exactly) {
    RootSum sum;
    EXPECT_TRUE(sum.add_root(10'000'000'000));
    EXPECT_EQ(sum.add_root(10'000'000'001).error().code, "tally.root_too_large");
    EXPECT_EQ(sum.add_root(Exact::ratio(1, 10'000'000'001)).error().code, "tally.root_too_large") << "too many digits";
}

RC_GTEST_PROP(RootSum, is_ordered_as_doubles_where_those_can_tell, ()) {
    RootSum a, b;
    double x = 0, y = 0;
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i) {
        const auto n = *rc::gen::inRange<std::int64_t>(0, 1000), m = *rc::gen::inRange<std::int64_t>(0, 1000);
        RC_ASSERT(a.add_root(Exact::ratio(n, 4)).has_value());
        RC_ASSERT(b.add_root(Exact::ratio(m, 9), 2).has_value());
        x += std::sqrt(static_cast<double>(n) / 4), y += 2 * std::sqrt(static_cast<double>(m) / 9);
    }
    if (std::abs(x - y) > 1e-9) RC_ASSERT((a > b) == (x > y));
    RC_ASSERT((a == b) == !(a < b || a > b));
    RC_ASSERT(std::abs(std::stod(a.text(6)) - x) < 2e-6);
}

TEST(Matching, gives_the_amounts_of_the_literature) {
    // Two givers of 100 to the first project, four of 25 to the second.
    const std::vector<Gift> gifts{{0, 0, 100}, {1, 0, 100}, {2, 1, 25}, {3, 1, 25}, {4, 1, 25}, {5, 1, 25}};
    const auto plain = *match_gifts(2, gifts, {.form = MatchingForm::plain, .budget_minor = 1000});
    EXPECT_EQ(plain.match_minor, (std::vector<std::int64_t>{200, 300}));
    EXPECT_EQ(plain.left_minor, 500);
    const auto bounded = *match_gifts(2, gifts, {.bound_minor = 25, .budget_minor = 1000});
    EXPECT_EQ(bounded.match_minor, (std::vector<std::int64_t>{40, 150}));
    EXPECT_EQ(bounded.entitled, (std::vector<std::string>{"40.000000", "150.000000"}));
}

TEST(Matching, stays_within_the_budget_and_the_share_of_one_project) {
    const std::vector<Gift> gifts{{0, 0, 100}, {1, 0, 100}, {2, 1, 25}, {3, 1, 25}, {4, 1, 25}, {5, 1, 25}};
    const auto scaled = *match_gifts(2, gifts, {.form = MatchingForm::plain, .budget_minor = 101});
    EXPECT_TRUE(scaled.scaled_down);
    EXPECT_EQ(scaled.match_minor, (std::vector<std::int64_t>{40, 61})); // 40.4 and 60.6
    const auto capped =
        *match_gifts(2, gifts, {.form = MatchingForm::plain, .budget_minor = 1000, .project_share_max = percent(25)});
    EXPECT_EQ(capped.match_minor, (std::vector<std::int64_t>{200, 250}));
    EXPECT_EQ(capped.left_minor, 550);
}

TEST(Matching, refuses_what_is_out_of_range) {
    EXPECT_EQ(match_gifts(1, {{0, 1, 5}}, {.bound_minor = 1}).error().code, "tally.gift_out_of_range");
    EXPECT_EQ(match_gifts(1, {{0, 0, 0}}, {.bound_minor = 1}).error().code, "tally.gift_out_of_range");
    EXPECT_EQ(match_gifts(1, {}, {}).error().code, "tally.matching_rule_out_of_range");
    EXPECT_EQ(match_gifts(1, {}, {.bound_minor = 1, .budget_minor = -1}).error().code,
              "tally.matching_rule_out_of_range");
}

RC_GTEST_PROP(Matching, lets_no_pair_draw_twice_the_bound, ()) {
    std::vector<Gift> gifts;
    const auto projects = *rc::gen::inRange<std::uint32_t>(1, 6);
    for (std::uint32_t project = 0; project < projects; ++project)
        for (std::uint32_t giver : {0U, 1U})
            gifts.push_back({giver, project, *rc::gen::inRange<std::int64_t>(1, 1'000'000'000)});
    const auto bound = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
    const auto matched = *match_gifts(projects, gifts, {.bound_minor = bound, .budget_minor = 100'000'000'000});
    RC_ASSERT(matched.paid_minor < 2 * bound);
}

RC_GTEST_PROP(Matching, pays_exactly_what_it_says_and_no_more_than_the_budget, ()) {
    const auto gifts = *rc::gen::container<std::vector<Gift>>(
        rc::gen::map(rc::gen::tuple(rc::gen::inRange<std::uint32_t>(0, 8), rc::gen::inRange<std::uint32_t>(0, 4),
                                    rc::gen::inRange<std::int64_t>(1, 5000)),
                     [](const auto& parts) {
                         return Gift{std::get<0>(parts), std::get<1>(parts), std::get<2>(parts)};
                     }));
    const auto budget = *rc::gen::inRange<std::int64_t>(0, 20'000);
    for (const auto form : {MatchingForm::plain, MatchingForm::pairwise}) {
        const auto matched = *match_gifts(4, gifts, {.form = form, .bound_minor = 500, .budget_minor = budget});
        RC_ASSERT(std::accumulate(matched.match_minor.begin(), matched.match_minor.end(), std::int64_t{0}) ==
                  matched.paid_minor);
        RC_ASSERT(matched.paid_minor + matched.left_minor == budget);
        RC_ASSERT(matched.paid_minor <= budget && matched.paid_minor >= 0);
    }
}

} // namespace
} // namespace reef::tally
