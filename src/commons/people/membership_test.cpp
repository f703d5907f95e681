#include "commons/people/testing.hpp"
#include <gtest/gtest.h>

namespace reef::people {
namespace {

using testing::outcome;

TEST(Apply, is_refused_to_who_belongs_or_has_asked_already) {
    ApplyFacts facts{.launched = true, .stakeholder_class = rules::ClassCharter{.id = "driver"}};
    const Apply apply{"driver", {}};
    EXPECT_EQ(outcome(facts, apply), "people.member_joined");
    facts.already_asked = true;
    EXPECT_EQ(outcome(facts, apply), "people.already_applied class");
    facts.already_in = true;
    EXPECT_EQ(outcome(facts, apply), "people.already_a_member class");
    facts.launched = false;
    EXPECT_EQ(outcome(facts, apply), "people.still_a_draft class");
    facts.stakeholder_class.reset();
    EXPECT_EQ(outcome(facts, apply), "people.no_such_class class");
}

TEST(DecideApplication, is_for_the_body_that_admits_once_for_each) {
    ApplicationFacts facts{MemberId(3), "driver", "office"};
    DecideApplication choice{IdValue{90}, true, {{Hash{}, 7}}};
    EXPECT_EQ(outcome(facts, choice), "people.member_joined");
    choice.admit = false;
    EXPECT_EQ(outcome(facts, choice), "people.application_decided");
    facts.decided = true;
    EXPECT_EQ(outcome(facts, choice), "people.already_decided application");
    facts.body = "council";
    EXPECT_EQ(outcome(facts, choice), "people.not_your_body");
    facts.applicant.reset();
    EXPECT_EQ(outcome(facts, choice), "people.no_such_application application");
}

TEST(JoinBody, is_for_members_of_its_classes_and_of_no_organisation) {
    BodyFacts facts{.body = rules::BodyCharter{.id = "table", .form = rules::BodyForm::alliance}, .may_join = true};
    const JoinBody join{"table"};
    EXPECT_EQ(outcome(facts, join), "people.body_joined");
    facts.may_join = false;
    EXPECT_EQ(outcome(facts, join), "people.body_not_for_you body");
    facts.body->form = rules::BodyForm::organisation;
    EXPECT_EQ(outcome(facts, join), "people.organisation_has_delegates body");
    facts.body.reset();
    EXPECT_EQ(outcome(facts, join), "people.no_such_body body");
}

TEST(LeaveBody, is_for_those_who_are_in_it) {
    BodyFacts facts{.body = rules::BodyCharter{.id = "table", .name = "The table"}, .is_in = true};
    EXPECT_EQ(outcome(facts, LeaveBody{"table"}), "people.body_left");
    facts.is_in = false;
    EXPECT_EQ(outcome(facts, LeaveBody{"table"}), "people.not_in_body body");
}

} // namespace
} // namespace reef::people
