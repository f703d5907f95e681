#include "commons/decisions/turning_power.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

/// Three classes of ten with weights 50, 30 and 20, and how many of each voted for; the others voted against.
RecordedVote vote_of(std::array<std::int64_t, 3> in_favour, Percent majority = percent(50)) {
    RecordedVote vote{.procedure = {.id = "ordinary", .form = rules::CountForm::block, .majority = majority}};
    const std::array<std::int64_t, 3> weights = {50, 30, 20};
    const std::array<std::string, 3> names = {"driver", "rider", "staff"};
    for (std::size_t i = 0; i < 3; ++i) {
        vote.electorate.push_back({names[i], names[i], percent(weights[i]), percent(10), 10});
        vote.counts.push_back({.id = names[i], .in_favour = in_favour[i], .against = 10 - in_favour[i]});
    }
    return vote;
}

TEST(TurningPower, is_who_would_have_changed_the_outcome_had_all_voted_the_other_way) {
    // 50 + 30 of 100 say yes: without drivers 30, without riders 50, which is no majority; staff said no already.
    EXPECT_EQ(could_turn(vote_of({10, 10, 0})), (std::vector<bool>{true, true, false}));
    // Drivers alone say yes: 50 is no majority. Riders or staff would have made it one.
    EXPECT_EQ(could_turn(vote_of({10, 0, 0})), (std::vector<bool>{false, true, true}));
    // All say yes, and 60% is asked for: without drivers 50, without riders 70, without staff 80.
    EXPECT_EQ(could_turn(vote_of({10, 10, 10}, percent(60))), (std::vector<bool>{true, false, false}));
}

TEST(TurningPower, does_not_depend_on_what_the_class_itself_said) {
    EXPECT_EQ(could_turn(vote_of({10, 10, 0})).at(2), could_turn(vote_of({10, 10, 4})).at(2));
}

TEST(TurningPower, is_counted_over_the_decisions_in_which_a_class_could_vote) {
    auto without_staff = vote_of({10, 0, 0});
    without_staff.electorate.pop_back();
    without_staff.counts.pop_back();
    without_staff.electorate[0].weight = Percent{6'250};
    without_staff.electorate[1].weight = Percent{3'750};
    const auto power = turning_power({vote_of({10, 10, 0}), vote_of({10, 0, 0}), without_staff});
    ASSERT_EQ(power.size(), 3u);
    EXPECT_EQ(power[0].decisions, 3);
    EXPECT_EQ(power[2].decisions, 2);
    EXPECT_EQ(power[2].turnable, 1);
}

} // namespace
} // namespace reef::decisions
