#include "commons/rules/promise.hpp"
#include <gtest/gtest.h>

namespace reef::rules {
namespace {

TEST(Size, is_a_number_and_what_it_counts) {
    const auto size = Size::parse(" -12.50 EUR ");
    ASSERT_TRUE(size);
    EXPECT_EQ(size->ten_thousandths, -125'000);
    EXPECT_EQ(size->unit, "EUR");
    EXPECT_EQ(Size::parse("4%")->unit, "%");
    EXPECT_EQ(Size::parse("20 rides")->unit, "rides");
    EXPECT_EQ(Size::parse("12")->unit, "");
    for (const auto* text : {"", "a lot", "%", "1.23456%", "--1%", "1..2", "4-5%", "99999999999999999999"})
        EXPECT_EQ(Size::parse(text).error().code, "rules.not_a_size") << text;
}

TEST(Promise, is_kept_by_at_least_what_was_promised_in_the_same_unit) {
    const ExpectedResult promised{"driver_income", Direction::rises, "4%", {}};
    EXPECT_EQ(*judge(promised, "4%"), Finding::achieved);
    EXPECT_EQ(*judge(promised, "4.0001 %"), Finding::achieved);
    EXPECT_EQ(*judge(promised, "3.9999%"), Finding::not_achieved);
    EXPECT_EQ(*judge(promised, "-9%"), Finding::not_achieved) << "it moved the other way";
    EXPECT_EQ(judge(promised, "40 EUR").error().code, "rules.other_unit");
    EXPECT_EQ(judge(promised, "more").error().code, "rules.not_a_size");
}

} // namespace
} // namespace reef::rules
