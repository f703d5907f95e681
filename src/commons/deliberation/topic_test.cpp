#include "commons/deliberation/testing.hpp"
#include <gtest/gtest.h>

namespace reef::deliberation {
namespace {

using testing::noon;
using testing::outcome;

TEST(Open, waits_for_the_launch) {
    const Open open{{Hash{}, 7}, {Hash{}, 7}};
    EXPECT_EQ(outcome(OpenFacts{false, days(14)}, open), "deliberation.not_launched");
    EXPECT_EQ(outcome(OpenFacts{true, days(14)}, open), "deliberation.opened");
}

TEST(State, is_heard_while_the_deliberation_is_open_as_many_as_the_rule_allows) {
    const State state{IdValue{50}, {{Hash{}, 7}}};
    StateFacts facts{true, noon + Duration{1}, 4, 9, 10};
    EXPECT_EQ(outcome(facts, state), "deliberation.stated");
    facts.mine = 10;
    EXPECT_EQ(outcome(facts, state), "deliberation.enough_said text by deliberation.statements_per_member");
    facts.closes_at = noon;
    EXPECT_EQ(outcome(facts, state), "deliberation.closed");
    EXPECT_EQ(outcome(StateFacts{}, state), "deliberation.no_such_deliberation deliberation");
}

TEST(Evaluate, answers_a_statement_that_there_is_while_the_deliberation_is_open) {
    const Evaluate evaluate{IdValue{50}, 4, Answer::agree};
    EvaluateFacts facts{true, noon + Duration{1}, {}};
    EXPECT_EQ(outcome(facts, evaluate), "deliberation.evaluated");
    facts.closes_at = noon;
    EXPECT_EQ(outcome(facts, evaluate), "deliberation.closed");
    EXPECT_EQ(outcome(EvaluateFacts{}, evaluate), "deliberation.no_such_statement number");
}

} // namespace
} // namespace reef::deliberation
