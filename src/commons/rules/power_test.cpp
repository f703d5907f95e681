#include "commons/rules/power.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::rules {
namespace {

Charter charter_with(std::vector<std::int64_t> weights, CountForm form, Percent majority) {
    Charter charter;
    for (const auto weight : weights) {
        ClassCharter made;
        made.id = "class " + std::to_string(charter.governance.classes.size());
        made.weight = percent(weight);
        charter.governance.classes.push_back(made);
    }
    charter.governance.procedures = {{.id = "ordinary", .form = form, .majority = majority}};
    charter.governance.domains = {{.rules = "*", .procedure = "ordinary"}};
    return charter;
}

TEST(Power, of_a_class_can_be_nothing_where_whole_classes_say_yes_or_no) {
    const auto power = power_of(charter_with({35, 35, 20, 10}, CountForm::block, percent(51)));
    ASSERT_EQ(power.size(), 1u);
    EXPECT_EQ(power.at(0).classes.at(0).banzhaf, Percent{3'333});
    EXPECT_EQ(power.at(0).classes.at(2).banzhaf, Percent{3'333});
    EXPECT_TRUE(power.at(0).classes.at(3).is_dummy);
    EXPECT_FALSE(power.at(0).classes.at(2).is_dummy);
    EXPECT_TRUE(power.at(0).classes.at(2).is_out_of_proportion) << "20% of the weight, a third of the power";
}

TEST(Power, is_that_of_the_published_examples) {
    const auto at = [](Percent majority) {
        return power_of(charter_with({40, 30, 20, 10}, CountForm::block, majority)).at(0).classes;
    };
    EXPECT_EQ(at(percent(51)).at(0).banzhaf, Percent{4'167});
    EXPECT_EQ(at(percent(51)).at(3).banzhaf, Percent{833});
    EXPECT_EQ(at(percent(51)).at(3).shapley_shubik, Percent{833});
    EXPECT_EQ(at(percent(67)).at(0).banzhaf, percent(50));
}

TEST(Power, of_the_same_weights_is_another_one_where_more_is_needed) {
    const auto at = [](Percent majority) {
        return power_of(charter_with({50, 30, 20}, CountForm::block, majority)).at(0).classes;
    };
    EXPECT_EQ(at(percent(50)).at(0).banzhaf, percent(60));
    EXPECT_EQ(at(percent(80)).at(0).banzhaf, percent(50)) << "the first two must agree";
    EXPECT_TRUE(at(percent(80)).at(2).is_dummy);
}

TEST(Power, of_a_class_that_can_stop_a_decision_is_that_of_one_without_which_nothing_passes) {
    auto charter = charter_with({40, 35, 25}, CountForm::block, percent(50));
    charter.governance.procedures[0].vetoes = {"class 2"};
    const auto classes = power_of(charter).at(0).classes;
    EXPECT_EQ(classes.at(2).banzhaf, percent(60)) << "it and either of the others, or both";
    EXPECT_EQ(classes.at(0).banzhaf, percent(20));
    EXPECT_TRUE(classes.at(2).can_stop);
    EXPECT_FALSE(classes.at(0).can_stop);
    charter.governance.procedures[0].vetoes = {};
    charter.governance.procedures[0].every_class = true;
    const auto all = power_of(charter).at(0).classes;
    for (const auto& each : all) EXPECT_EQ(each.banzhaf, Percent{3'333}) << "all three";
}

TEST(Power, is_weight_where_shares_of_votes_are_counted) {
    const auto power = power_of(charter_with({35, 35, 20, 10}, CountForm::proportional, percent(50)));
    EXPECT_EQ(power.at(0).classes.at(3).banzhaf, percent(10));
    EXPECT_FALSE(power.at(0).classes.at(3).is_dummy);
}

TEST(Power, is_measured_for_each_procedure_among_those_who_decide_and_not_before_weights_are_sound) {
    auto charter = charter_with({35, 35, 20, 10}, CountForm::block, percent(50));
    charter.governance.domains.push_back({.rules = "ledger.*", .procedure = "ordinary"});
    charter.governance.domains.push_back({.rules = "market.*", .procedure = "ordinary", .classes = {"class 0"}});
    const auto power = power_of(charter);
    ASSERT_EQ(power.size(), 2u);
    EXPECT_EQ(power.at(0).domains, (std::vector<std::string>{"*", "ledger.*"}));
    EXPECT_EQ(power.at(1).classes.at(0).banzhaf, percent(100));
    charter.governance.classes.at(0).weight = percent(36);
    EXPECT_TRUE(power_of(charter).empty());
}

RC_GTEST_PROP(Power, sums_to_all_of_it_and_a_dummy_has_none, ()) {
    const auto first = *rc::gen::inRange<std::int64_t>(1, 98);
    const auto second = *rc::gen::inRange<std::int64_t>(1, 99 - first);
    const auto power = power_of(charter_with({first, second, 100 - first - second}, CountForm::block,
                                             percent(*rc::gen::inRange<std::int64_t>(50, 101))));
    std::int64_t banzhaf = 0, shapley = 0;
    for (const auto& each : power.at(0).classes) {
        banzhaf += each.banzhaf.hundredths;
        shapley += each.shapley_shubik.hundredths;
        RC_ASSERT(each.is_dummy == (each.banzhaf == Percent{}));
    }
    RC_ASSERT(std::abs(banzhaf - 10'000) <= 2 && std::abs(shapley - 10'000) <= 2); // each rounded
}

} // namespace
} // namespace reef::rules
