#include "commons/people/testing.hpp"
#include <gtest/gtest.h>

namespace reef::people {
namespace {

using testing::outcome;

TEST(AdoptPrinciple, is_for_who_speaks_for_the_class_before_the_launch) {
    AdoptionFacts facts{.principle_known = true, .class_known = true, .may_speak = true};
    const AdoptPrinciple adopt{"A day's driving pays a living", "driver"};
    EXPECT_EQ(outcome(facts, adopt), "people.principle_adopted");
    facts.may_speak = false;
    EXPECT_EQ(outcome(facts, adopt), "people.not_for_this_class class");
    facts.principle_known = false;
    EXPECT_EQ(outcome(facts, adopt), "people.unknown_principle principle");
    facts.class_known = false;
    EXPECT_EQ(outcome(facts, adopt), "people.unknown_class class");
    facts.launched = true;
    EXPECT_EQ(outcome(facts, adopt), "people.launched_already");
}

TEST(Pledges, are_taken_before_the_launch) {
    PledgeFacts facts{.class_known = true};
    EXPECT_EQ(outcome(facts, Pledge{"driver"}), "people.pledge_made");
    facts.needs_invitation = true;
    EXPECT_EQ(outcome(facts, Pledge{"driver"}), "people.invitation_needed class");
    facts.launched = true;
    EXPECT_EQ(outcome(facts, Pledge{"driver"}), "people.launched_already");
}

TEST(Launch, waits_for_all_that_the_charter_asks_for_and_comes_once) {
    LaunchFacts facts{.has_principles = true, .classes = {{"driver", "Drivers", true, 2, 2}}};
    EXPECT_EQ(outcome(facts, Launch{}), "people.launched");
    facts.classes.front().pledged = 1;
    EXPECT_EQ(outcome(facts, Launch{}), "people.below_critical_mass");
    facts.not_adopted = {{"A day's driving pays a living", "Drivers"}};
    EXPECT_EQ(outcome(facts, Launch{}), "people.principle_not_adopted");
    facts.classes.front().linked = false;
    EXPECT_EQ(outcome(facts, Launch{}), "people.class_isolated");
    facts.has_principles = false;
    EXPECT_EQ(outcome(facts, Launch{}), "people.no_principles");
    facts.launched = true;
    EXPECT_EQ(outcome(facts, Launch{}), "people.launched_already");
}

} // namespace
} // namespace reef::people
