#include "commons/rules/law.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::rules {
namespace {

const engine::Rule<Percent> commission_of_test{"test.commission", "", "", percent(15), percent(0), percent(100)};

std::string refused(const std::vector<LawBound>& bounds, std::string_view value) {
    const auto refusal = refusal_under_law(bounds, commission_of_test.declaration(), value);
    return refusal ? refusal->code : "";
}
LawBound at_least(std::string value) { return {"The by-law", "article 12", false, std::move(value), ""}; }
LawBound at_most(std::string value) { return {"The by-law", "article 12", true, std::move(value), ""}; }

TEST(Law, forbids_what_lies_outside_of_it_and_says_where_that_can_be_read) {
    const std::vector bounds{at_least("5%"), at_most("20%")};
    EXPECT_EQ(refused(bounds, "4.99%"), "rules.breaks_law");
    EXPECT_EQ(refused(bounds, "5%"), "");
    EXPECT_EQ(refused(bounds, "20%"), "");
    EXPECT_EQ(refused(bounds, "20.01%"), "rules.breaks_law");
    const auto said = refusal_under_law(bounds, commission_of_test.declaration(), "30%")->sentence();
    EXPECT_EQ(said, "The by-law forbids more than 20% (see article 12).");
}

TEST(Law, names_the_rule_whose_value_is_its_bound) {
    auto bound = at_most("10%");
    bound.by_rule = "test.other";
    const auto said = refusal_under_law({bound}, commission_of_test.declaration(), "11%")->sentence();
    EXPECT_EQ(said, "The by-law forbids more than test.other (10%) (see article 12).");
}

TEST(Law, that_says_nothing_of_a_rule_is_a_grey_zone) {
    Charter charter;
    charter.governance.laws = {{.id = "by-law", .rules = "test.*", .not_above = "other.commission"}};
    EXPECT_EQ(charter.laws_on("test.commission").size(), 1u);
    EXPECT_EQ(charter.laws_on("other.commission").size(), 1u) << "it holds both";
    EXPECT_TRUE(charter.laws_on("market.commission").empty());
}

RC_GTEST_PROP(Law, lets_a_value_pass_exactly_where_all_of_its_bounds_do, ()) {
    const auto drawn = [] { return Percent{*rc::gen::inRange<std::int64_t>(0, 10'001)}.text(); };
    const auto low = at_least(drawn()), high = at_most(drawn());
    const auto value = drawn();
    const bool both = refused({low}, value).empty() && refused({high}, value).empty();
    RC_ASSERT(refused({low, high}, value).empty() == both);
}

} // namespace
} // namespace reef::rules
