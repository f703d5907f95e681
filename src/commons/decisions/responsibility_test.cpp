#include "commons/decisions/responsibility.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

SharedDecision shared(std::string domain, std::vector<SharedPart> parts) {
    return {std::move(domain), std::move(parts)};
}
const SharedPart larger_of_two{"driver", percent(60), percent(60)};
const SharedPart smaller_of_two{"rider", percent(40), percent(40)};
const SharedPart alone_of_two{"driver", percent(60), percent(100)};
const SharedPart away_of_two{"rider", percent(40), percent(0)};
const SharedPart only_one{"body:office", percent(100), percent(100)};

TEST(Responsibility, is_spread_in_each_domain_over_those_who_decided_there) {
    const auto spread = spread_by_domain({shared("*", {larger_of_two, smaller_of_two}), shared("fares.*", {only_one}),
                                          shared("*", {alone_of_two, away_of_two}), shared("*", {})});
    ASSERT_EQ(spread.size(), 2U);
    EXPECT_EQ(spread[0].decisions, 3);
    EXPECT_EQ(spread[0].untold, 1);
    EXPECT_EQ(spread[0].shares[0].share, percent(80)) << "60 and 100 of two decisions";
    EXPECT_EQ(spread[0].shares[1].share, percent(20));
    EXPECT_EQ(spread[0].concentration, 6'800) << "80 and 20 squared";
    EXPECT_EQ(spread[1].concentration, 10'000) << "one decides alone";
}

TEST(Responsibility, of_a_domain_without_shares_is_concentrated_in_nobody) {
    const auto spread = spread_by_domain({shared("*", {})});
    EXPECT_EQ(spread[0].concentration, 0);
    EXPECT_TRUE(spread[0].shares.empty());
}

TEST(Responsibility, stands_beside_the_say_of_each_and_the_gap_between_them) {
    const auto records =
        records_of_deciders({shared("*", {larger_of_two, smaller_of_two}), shared("*", {alone_of_two, away_of_two})});
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[1].decider, "rider");
    EXPECT_EQ(records[1].decisions, 2);
    EXPECT_EQ(records[1].took_part, 1);
    EXPECT_EQ(records[1].say, percent(40));
    EXPECT_EQ(records[1].responsibility, percent(20));
    EXPECT_EQ(records[1].gap(), percent(20)) << "they have a say, and stayed away";
    EXPECT_EQ(records[0].gap(), percent(20)) << "the others answer for more than their weight";
}

ElectorateClass of_size(std::string id, Percent weight, std::int64_t eligible) {
    return {.id = id, .name = id, .weight = weight, .quorum = percent(0), .eligible = eligible};
}

TEST(Responsibility, gives_no_say_to_a_class_without_members_and_tells_nothing_beside_a_small_one) {
    ProposalDecided decided{.passed = true};
    decided.counts = {
        {.id = "driver", .in_favour = 5, .responsibility = percent(100)}, {.id = "rider"}, {.id = "city"}};
    const std::vector electorate = {of_size("driver", percent(60), 9), of_size("rider", percent(20), 6),
                                    of_size("city", percent(20), 0)};
    EXPECT_EQ(shared_parts(decided, electorate),
              (std::vector<SharedPart>{{"driver", percent(75), percent(100)}, {"rider", percent(25), percent(0)}}));
    auto with_small = electorate;
    with_small[2].eligible = 4;
    EXPECT_TRUE(shared_parts(decided, with_small).empty());
}

std::vector<SharedDecision> any_shared_decisions() {
    std::vector<SharedDecision> decisions;
    const auto number = *rc::gen::inRange(1, 12);
    for (int i = 0; i < number; ++i) {
        const auto say = *rc::gen::inRange<std::int64_t>(0, 10'001);
        const auto share = *rc::gen::elementOf(std::vector<std::int64_t>{0, say, 10'000});
        decisions.push_back(shared(*rc::gen::elementOf(std::vector<std::string>{"*", "fares.*"}),
                                   {{"driver", {say}, {share}}, {"rider", {10'000 - say}, {10'000 - share}}}));
    }
    return decisions;
}

RC_GTEST_PROP(Responsibility, sums_to_the_whole_in_each_domain_and_concentration_tells_of_a_majority, ()) {
    for (const auto& spread : spread_by_domain(any_shared_decisions())) {
        std::int64_t sum = 0, largest = 0;
        for (const auto& each : spread.shares) {
            sum += each.share.hundredths;
            largest = std::max(largest, each.share.hundredths);
        }
        RC_ASSERT(sum == 10'000);
        RC_ASSERT(spread.concentration >= 5'000); // of two, equal shares are the least
        RC_ASSERT(spread.concentration <= largest);
        RC_ASSERT(spread.concentration <= 5'000 || largest > 5'000);
    }
}

RC_GTEST_PROP(Responsibility, and_say_are_the_whole_over_all_deciders_and_so_are_their_gaps_even, ()) {
    Percent say, responsibility;
    std::int64_t difference = 0;
    for (const auto& each : records_of_deciders(any_shared_decisions())) {
        say.hundredths += each.say.hundredths;
        responsibility.hundredths += each.responsibility.hundredths;
        difference += each.say.hundredths - each.responsibility.hundredths;
        RC_ASSERT(each.took_part <= each.decisions);
    }
    RC_ASSERT(say == percent(100));
    RC_ASSERT(responsibility == percent(100));
    RC_ASSERT(difference == 0);
}

} // namespace
} // namespace reef::decisions
