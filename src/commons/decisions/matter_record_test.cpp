#include "commons/decisions/advice.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

Features word_of_a_proposer() { return {percent(40), percent(70), percent(20), percent(60), percent(90), percent(10)}; }

TEST(MatterRecord, of_a_change_in_each_quarter_says_that_all_is_in_flux) {
    EXPECT_EQ(volatility_of({.rules = 1, .changes = 0}), Percent{});
    EXPECT_EQ(volatility_of({.rules = 1, .changes = 2}), percent(50));
    EXPECT_EQ(volatility_of({.rules = 4, .changes = 2}), Percent{1'250});
    EXPECT_EQ(volatility_of({.rules = 1, .changes = 9}), percent(100));
    EXPECT_EQ(volatility_of({}), Percent{});
}

TEST(MatterRecord, of_promises_says_nothing_before_one_was_looked_at) {
    EXPECT_FALSE(compliance_of({.rules = 1}));
    EXPECT_EQ(compliance_of({.rules = 1, .looked_at = 3, .kept = 2}), Percent{6'666});
}

TEST(MatterRecord, bounds_what_a_proposer_says_and_nothing_else) {
    const auto said = word_of_a_proposer();
    EXPECT_EQ(bounded_by({.rules = 2}, said), said) << "an empty record takes nobody's word away";
    const auto bounded = bounded_by({.rules = 1, .changes = 3, .looked_at = 2, .kept = 1}, said);
    EXPECT_EQ(bounded.volatility, percent(75));
    EXPECT_EQ(bounded.compliance, percent(50));
    auto otherwise_as_said = bounded;
    otherwise_as_said.volatility = said.volatility;
    otherwise_as_said.compliance = said.compliance;
    EXPECT_EQ(otherwise_as_said, said);
    const auto modest = bounded_by({.rules = 4, .changes = 1, .looked_at = 1, .kept = 1}, said);
    EXPECT_EQ(modest, said) << "the record is milder than the word";
}

} // namespace
} // namespace reef::decisions
