#include "commons/rules/decision_method.hpp"
#include <gtest/gtest.h>

namespace reef::rules {
namespace {

TEST(DecisionMethod, by_consent_asks_that_all_but_a_named_part_do_not_object) {
    ProcedureCharter procedure{.id = "consent", .majority = percent(50), .method = "consent"};
    EXPECT_EQ(needed(procedure), percent(100));
    EXPECT_TRUE(needs_at_least(procedure));
    procedure.objections_at_most = percent(20);
    EXPECT_EQ(needed(procedure), percent(80));
    EXPECT_EQ(needed(raised_by(procedure, percent(15))), percent(95)) << "a return leaves less room";
    EXPECT_EQ(needed(raised_by(procedure, percent(30))), percent(100));
    procedure.majority = percent(90);
    EXPECT_EQ(needed(procedure), percent(90)) << "a protected clause asks for more";
}

TEST(DecisionMethod, without_a_word_is_a_majority_and_so_is_every_vote_that_nobody_proposed) {
    ProcedureCharter procedure{.id = "ordinary", .majority = percent(50)};
    EXPECT_FALSE(is_by_consent(procedure));
    EXPECT_FALSE(needs_at_least(procedure));
    EXPECT_EQ(needed(raised_by(procedure, percent(10))), percent(60));
    procedure.method = "consent";
    procedure.objections_at_most = percent(10);
    EXPECT_FALSE(is_by_consent(for_called_vote(procedure)));
    EXPECT_EQ(needed(for_called_vote(procedure)), percent(50));
}

TEST(DecisionMethod, reaches_every_method_that_finds_one_of_several_by_its_name) {
    ProcedureCharter procedure{.id = "choice", .majority = percent(50), .method = "ranked"};
    EXPECT_TRUE(chooses_among_options(procedure));
    EXPECT_EQ(counted_by(procedure), "schulze-winning-votes");
    EXPECT_EQ(ballot_form(procedure), BallotForm::ranking);
    procedure.method = "approval";
    EXPECT_EQ(ballot_form(procedure), BallotForm::approvals);
    procedure.method = "star";
    EXPECT_EQ(counted_by(procedure), "star");
    EXPECT_EQ(ballot_form(procedure), BallotForm::scores);
    EXPECT_EQ(ballot_form(without_options(procedure)), BallotForm::choice) << "texts are for or against";
    EXPECT_FALSE(chooses_among_options(for_called_vote(procedure)));
    procedure.method = "consent";
    EXPECT_TRUE(is_by_consent(without_options(procedure))) << "texts may be decided by consent";
}

} // namespace
} // namespace reef::rules
