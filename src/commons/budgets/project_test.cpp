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

PutForward asked_for(std::int64_t cost_minor = 50'000) { return {IdValue{50}, words(), words(), eur(cost_minor), {}}; }

TEST(PutForward, pays_whoever_puts_it_or_the_account_that_it_names) {
    const auto receiver = [](std::optional<std::string> named) {
        Acting given;
        auto command = asked_for();
        command.receiver = std::move(named);
        const auto put = decide(PutFacts{testing::budget()}, command, given.context);
        return put ? read_event<ProjectPutForward>(put->recorded().at(0).data).receiver : put.error().code;
    };
    EXPECT_EQ(receiver({}), "member:7");
    for (const auto* each : {"member:9", "body:office", "fund:education", "reserve:legal"})
        EXPECT_EQ(receiver(each), each);
    for (const auto* each : {"treasury", "outside", "share-capital", "escrow:budget-50", "capital:9", "notes:9", "9"})
        EXPECT_EQ(receiver(each), "budgets.not_a_receiver") << each;
}

TEST(PutForward, is_refused_by_name) {
    PutFacts facts{.budget = testing::budget(), .mine = 1, .projects = 199};
    EXPECT_EQ(code_of(facts, asked_for()), "");
    EXPECT_EQ(code_of(facts, asked_for(), Acting(9, {"member", "class:rider"})), "budgets.not_taking_part");
    EXPECT_EQ(code_of(facts, asked_for(0)), "budgets.no_cost");
    EXPECT_EQ(code_of(facts, asked_for(50'001)), "budgets.cost_too_large") << "half of 1,000.00 at most";
    auto in_dollars = asked_for();
    in_dollars.cost = {1, *Currency::parse("USD")};
    EXPECT_EQ(code_of(facts, in_dollars), "budgets.project_currency");
    facts.costs_minor = (std::int64_t{1} << 53) - 50'000;
    EXPECT_EQ(code_of(facts, asked_for()), "") << "as much as a count takes";
    ++facts.costs_minor;
    EXPECT_EQ(code_of(facts, asked_for()), "budgets.too_much_to_count");
    facts.costs_minor = 0;
    facts.has_receiver = false;
    EXPECT_EQ(code_of(facts, asked_for()), "budgets.not_a_receiver");
    facts.has_receiver = true;
    facts.mine = 2;
    EXPECT_EQ(code_of(facts, asked_for()), "budgets.projects_enough");
    facts.mine = 0;
    facts.projects = 200;
    EXPECT_EQ(code_of(facts, asked_for()), "budgets.budget_full");
    facts.budget->projects_until = noon;
    EXPECT_EQ(code_of(facts, asked_for()), "budgets.projects_over");
    facts.budget->stage = Stage::voting;
    EXPECT_EQ(code_of(facts, asked_for()), "budgets.voting_opened");
    facts.budget->stage = Stage::decided;
    EXPECT_EQ(code_of(facts, asked_for()), "budgets.budget_over");
    EXPECT_EQ(code_of(PutFacts{}, asked_for()), "budgets.no_such_budget");
}

TEST(WithdrawProject, is_for_whoever_put_it_forward_until_voting_opens) {
    const WithdrawProject withdraw{IdValue{60}};
    ProjectFacts facts{testing::project(), testing::budget()};
    EXPECT_EQ(code_of(facts, withdraw, Acting(3)), "");
    EXPECT_EQ(code_of(facts, withdraw, of_the_office()), "budgets.not_your_project");
    facts.project->withdrawn = true;
    EXPECT_EQ(code_of(facts, withdraw, Acting(3)), "budgets.withdrawn");
    facts.project->withdrawn = false;
    facts.budget->stage = Stage::voting;
    EXPECT_EQ(code_of(facts, withdraw, Acting(3)), "budgets.voting_opened");
    EXPECT_EQ(code_of(ProjectFacts{}, withdraw, Acting(3)), "budgets.no_such_project");
}

TEST(CheckProject, is_for_those_who_check_and_never_of_ones_own) {
    const CheckProject check{IdValue{60}, Finding::infeasible, words()};
    ProjectFacts facts{testing::project(), testing::budget()};
    EXPECT_EQ(code_of(facts, check, of_the_office()), "");
    EXPECT_EQ(code_of(facts, check), "budgets.not_a_checker");
    EXPECT_EQ(code_of(facts, check, of_the_office(3)), "budgets.own_project") << "put it forward";
    facts.project->member = MemberId(4);
    EXPECT_EQ(code_of(facts, check, of_the_office(3)), "budgets.own_project") << "would be paid";
    facts.project->withdrawn = true;
    EXPECT_EQ(code_of(facts, check, of_the_office()), "budgets.withdrawn");
    facts.project->withdrawn = false;
    facts.budget->stage = Stage::decided;
    EXPECT_EQ(code_of(facts, check, of_the_office()), "budgets.budget_over");
    EXPECT_EQ(code_of(ProjectFacts{}, check, of_the_office()), "budgets.no_such_project");
}

TEST(CheckProject, keeps_from_the_vote_only_what_was_found_infeasible) {
    auto project = testing::project();
    EXPECT_TRUE(project.stands()) << "nobody said anything";
    project.finding = Finding::feasible;
    EXPECT_TRUE(project.stands());
    project.finding = Finding::infeasible;
    EXPECT_FALSE(project.stands());
    project.finding = Finding::feasible;
    project.withdrawn = true;
    EXPECT_FALSE(project.stands());
}

TEST(CastBallotOnBudget, is_refused_by_name) {
    const CastBallot cast{IdValue{50}, {{Hash{}, 7}}};
    EXPECT_EQ(code_of(BallotFacts{Stage::voting, true}, cast), "");
    EXPECT_EQ(code_of(BallotFacts{}, cast), "budgets.no_such_budget");
    EXPECT_EQ(code_of(BallotFacts{Stage::preparing, true}, cast), "budgets.voting_not_open");
    EXPECT_EQ(code_of(BallotFacts{Stage::decided, true}, cast), "budgets.budget_over");
    EXPECT_EQ(code_of(BallotFacts{Stage::voting, false}, cast), "budgets.not_in_electorate");
    BallotFacts unknown{Stage::voting, false};
    unknown.missing = people::Missing{.least = people::AssuranceLevel::checked};
    EXPECT_EQ(code_of(unknown, cast), "people.below_least_assurance");
}

} // namespace
} // namespace reef::budgets
