#include "commons/budgets/testing.hpp"
#include <gtest/gtest.h>

namespace reef::budgets {
namespace {

using namespace engine;
using testing::Acting;
using testing::code_of;
using testing::eur;
using testing::noon;
using testing::of_the_office;
using testing::words;

OpenFacts may_open() {
    return {.launched = true,
            .currency = {},
            .held = eur(500'000),
            .classes = {"driver", "rider", "staff"},
            .opened_by = {{"body:council", "body:office"}},
            .treasury_part = percent(20),
            .projects_time = days(7),
            .checking_time = days(3),
            .voting_time = days(7),
            .longest = days(60),
            .terms = {{"equal-shares"}, percent(10), 2, percent(50), {}}};
}
OpenBudget asked(std::int64_t sum_minor = 100'000) {
    return {words(),        words(),         eur(sum_minor), {"rider", "driver", "rider"},
            noon + days(7), noon + days(10), noon + days(17)};
}

TEST(OpenBudget, puts_a_part_of_what_the_treasury_holds_by_under_the_rules_of_the_day) {
    auto given = of_the_office();
    const auto opened = read_event<BudgetOpened>(decide(may_open(), asked(), given.context)->recorded().at(0).data);
    EXPECT_EQ(opened.sum, eur(100'000)) << "a fifth of 5,000.00";
    EXPECT_EQ(opened.mandate, "body:office");
    EXPECT_EQ(opened.classes, (std::vector<std::string>{"driver", "rider"})) << "in the charter's order, each once";
    EXPECT_EQ(opened.terms.checked_by.text(), "body:office") << "where no rule names others, whoever opened it";
    const auto calls = ledger_calls(*static_cast<store::Connection*>(nullptr), Meta{}, opened);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(from_json<ledger::Post>(calls[0].data)->movements,
              (std::vector{ledger::Movement{"treasury", "escrow:budget-100", eur(100'000), "participatory budget"}}));
}

TEST(OpenBudget, leaves_the_check_of_projects_to_whom_the_rule_names) {
    auto given = of_the_office();
    auto facts = may_open();
    facts.terms.checked_by = {{"body:green"}};
    const auto opened = read_event<BudgetOpened>(decide(facts, asked(), given.context)->recorded().at(0).data);
    EXPECT_EQ(opened.terms.checked_by.text(), "body:green");
}

TEST(OpenBudget, is_refused_by_name) {
    const auto code = [](auto change, OpenBudget open = asked(), Acting acting = of_the_office()) {
        auto facts = may_open();
        change(facts);
        return code_of(facts, open, std::move(acting));
    };
    const auto as_it_is = [](auto&) {};
    EXPECT_EQ(code(as_it_is), "");
    EXPECT_EQ(code([](auto& f) { f.launched = false; }), "budgets.not_launched");
    EXPECT_EQ(code(as_it_is, asked(), Acting(8)), "budgets.not_mandated");
    EXPECT_EQ(code([](auto& f) { f.opened_by = {}; }), "budgets.not_mandated") << "the rule names nobody";
    EXPECT_EQ(code([](auto& f) { f.currency = *Currency::parse("USD"); }), "budgets.other_currency");
    EXPECT_EQ(code(as_it_is, asked(0)), "budgets.no_sum");
    EXPECT_EQ(code(as_it_is, asked(100'001)), "budgets.sum_too_large");
    EXPECT_EQ(code([](auto& f) { f.held = eur(-5); }, asked(1)), "budgets.sum_too_large") << "what is owed is not held";
    const auto rich = [](auto& f) {
        f.held = eur(std::int64_t{1} << 60);
        f.treasury_part = percent(100);
    };
    EXPECT_EQ(code(rich, asked(std::int64_t{1} << 53)), "");
    EXPECT_EQ(code(rich, asked((std::int64_t{1} << 53) + 1)), "budgets.too_much_to_count");
    auto open = asked();
    open.classes = {};
    EXPECT_EQ(code(as_it_is, open), "budgets.no_classes");
    open.classes = {"driver", "pilot"};
    EXPECT_EQ(code(as_it_is, open), "budgets.no_such_class");
}

TEST(OpenBudget, cuts_no_phase_short) {
    const auto code = [](Duration projects, Duration checking, Duration voting) {
        auto open = asked();
        open.projects_until = noon + projects;
        open.voting_from = open.projects_until + checking;
        open.closes_at = open.voting_from + voting;
        return code_of(may_open(), open, of_the_office());
    };
    EXPECT_EQ(code(days(7), days(3), days(7)), "");
    EXPECT_EQ(code(seconds(7 * 86'400 - 1), days(3), days(7)), "budgets.projects_too_short");
    EXPECT_EQ(code(days(7), seconds(3 * 86'400 - 1), days(7)), "budgets.checking_too_short");
    EXPECT_EQ(code(days(7), days(3), seconds(7 * 86'400 - 1)), "budgets.voting_too_short");
    EXPECT_EQ(code(days(7), days(3), days(50)), "");
    EXPECT_EQ(code(days(7), days(3), seconds(50 * 86'400 + 1)), "budgets.closes_too_late");
}

TEST(CancelBudget, is_for_whoever_opened_it_until_voting_opens) {
    const CancelBudget cancel{IdValue{50}, words()};
    EXPECT_EQ(code_of(BudgetFacts{testing::budget()}, cancel, of_the_office()), "");
    EXPECT_EQ(code_of(BudgetFacts{testing::budget()}, cancel), "budgets.not_your_budget");
    EXPECT_EQ(code_of(BudgetFacts{}, cancel, of_the_office()), "budgets.no_such_budget");
    EXPECT_EQ(code_of(BudgetFacts{testing::budget(Stage::voting)}, cancel, of_the_office()), "budgets.voting_opened");
    EXPECT_EQ(code_of(BudgetFacts{testing::budget(Stage::cancelled)}, cancel, of_the_office()), "budgets.budget_over");
}

TEST(Mandates, name_bodies_and_classes_or_nobody) {
    EXPECT_EQ(Mandates::parse("none")->roles.size(), 0u);
    EXPECT_EQ(Mandates::parse("body:office,class:driver")->text(), "body:office, class:driver");
    EXPECT_EQ(Mandates{}.text(), "none");
    for (const auto* wrong :
         {"", "office", "body:", "body:The Office", "member", "body:a,", "body:a, body:a", "role:a"})
        EXPECT_EQ(Mandates::parse(wrong).error().code, "budgets.not_a_mandate") << wrong;
}

TEST(BudgetMethod, is_one_of_three) {
    for (const auto* each : {"equal-shares", "equal-shares-alone", "greedy"}) EXPECT_TRUE(Method::parse(each)) << each;
    EXPECT_EQ(Method::parse("stv-scottish").error().code, "budgets.no_such_method");
}

} // namespace
} // namespace reef::budgets
