#include "math/measure/measured.hpp"
#include <gtest/gtest.h>

namespace reef::measure {
namespace {

const Formula example{"example", 3, "x", "any", "ours"};

TEST(Measured, cites_its_formula_beside_the_value) {
    const Measured<double> measured(example, 12, 0.5);
    EXPECT_TRUE(measured);
    EXPECT_EQ(*measured, 0.5);
    EXPECT_EQ(measured.formula().id, "example");
    EXPECT_EQ(measured.formula().version, 3);
    EXPECT_EQ(measured.inputs_count(), 12);
    EXPECT_EQ(measured.why_not(), "");
}

TEST(Measured, without_a_value_says_why_and_gives_no_number) {
    const Measured<double> too_few(example, 12, Shortage{"weeks", 26, 12});
    EXPECT_FALSE(too_few);
    EXPECT_EQ(too_few.why_not(), "insufficient data: needs at least 26 weeks, has 12");
    EXPECT_THROW((void)*too_few, BrokenAssumption);
    const Measured<double> refused(example, 2, refuse(out_of_range, "order", {"order", "-1", "0", "inf"}));
    EXPECT_EQ(refused.why_not(), "order is -1; it must lie from 0 to inf.");
    EXPECT_EQ(refused.refusal()->field, "order");
    EXPECT_EQ(refused.shortage(), nullptr);
}

TEST(Measured, of_a_call_can_be_looped_over) {
    int sum = 0;
    for (const int number : Measured<std::vector<int>>(example, 3, std::vector<int>{1, 2, 3}).value()) sum += number;
    EXPECT_EQ(sum, 6);
}

} // namespace
} // namespace reef::measure
