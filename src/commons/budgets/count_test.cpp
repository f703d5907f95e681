#include "commons/budgets/testing.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::budgets {
namespace {

using namespace engine;
using testing::eur;

/// The example of docs/counting_proportional.md: 100.00 to spend; a square for 80, a swing for 20, trees for 25.
const IdValue square{61}, swing{62}, trees{63};

struct CountCase {
    IdSource ids{100};
    Context context{Actor::clock(), {Actor::clock(), {"clock"}}, testing::noon, 100, &ids};
    CountFacts facts{.budget = testing::budget(Stage::voting),
                     .projects = {{square, eur(8'000)}, {swing, eur(2'000)}, {trees, eur(2'500)}},
                     .electors = 20,
                     .frozen_entry = 99};
    CountCase() { facts.budget.sum = eur(10'000); }
    PublishedBallots opened(const std::vector<std::vector<IdValue>>& approvals) {
        PublishedBallots published{*facts.budget.seed, {}, {}};
        for (const auto& each : approvals)
            published.ballots.push_back({"t" + std::to_string(published.ballots.size()), each});
        decisions::shuffle_by_seed(published.seed, published.ballots);
        return published;
    }
    BudgetDecided close(const std::vector<std::vector<IdValue>>& approvals) {
        const auto events = decide(facts, CloseBudget{IdValue{50}, opened(approvals)}, context);
        return read_event<BudgetDecided>(events->recorded().at(0).data);
    }
};

/// Six want the square, four the swing and the trees.
std::vector<std::vector<IdValue>> six_and_four() {
    std::vector<std::vector<IdValue>> ballots(6, {square});
    ballots.insert(ballots.end(), 4, {trees, swing});
    return ballots;
}
std::vector<IdValue> funded(const BudgetDecided& decided) {
    std::vector<IdValue> all;
    for (const auto& each : decided.projects)
        if (each.funded) all.push_back(each.project);
    return all;
}

TEST(CloseBudget, lets_every_voter_steer_an_equal_part) {
    CountCase given;
    const auto decided = given.close(six_and_four());
    EXPECT_EQ(funded(decided), (std::vector{swing, trees})) << "the six hold 60, too little for the square";
    EXPECT_EQ(decided.outcome, BudgetOutcome::counted);
    EXPECT_EQ(decided.spent, eur(4'500));
    EXPECT_EQ(decided.left, eur(5'500));
    EXPECT_EQ(decided.projects[0].approvals, 6);
    const auto account = parse_json(*decided.account)->as_object();
    EXPECT_EQ(account.at("voter_budget").as_string(), "11.3") << "the first purse with which the four can buy both";
    EXPECT_EQ(account.at("lacking").at("61").as_string(), "12.2") << "80 less six purses";
}

TEST(CloseBudget, leaves_what_no_group_can_pay_for_where_equal_shares_stand_alone) {
    CountCase given;
    given.facts.budget.terms.method = {"equal-shares-alone"};
    EXPECT_EQ(funded(given.close(six_and_four())).size(), 1u) << "the purses of 10 buy one of the four's, not both";
}

TEST(CloseBudget, pays_for_what_most_approve_where_the_rule_is_greedy) {
    CountCase given;
    given.facts.budget.terms.method = {"greedy"};
    EXPECT_EQ(funded(given.close(six_and_four())), (std::vector{square, swing})) << "the trees no longer fit";
}

TEST(CloseBudget, spends_nothing_where_too_few_vote) {
    CountCase given;
    given.facts.budget.terms.turnout = percent(50);
    const auto enough = given.close(six_and_four());
    EXPECT_EQ(enough.outcome, BudgetOutcome::counted) << "10 of 20 are 50 %";
    given.facts.electors = 21;
    const auto too_few = given.close(six_and_four());
    EXPECT_EQ(too_few.outcome, BudgetOutcome::too_few_voted);
    EXPECT_TRUE(funded(too_few).empty());
    EXPECT_EQ(too_few.left, eur(10'000));
    EXPECT_FALSE(too_few.account);
}

TEST(CloseBudget, pays_for_nothing_that_nobody_approved) {
    CountCase given;
    EXPECT_EQ(funded(given.close({{swing}, {}, {}})), (std::vector{swing})) << "the rest would buy the trees too";
    EXPECT_TRUE(funded(given.close({{}, {}, {}})).empty());
    EXPECT_FALSE(given.close({{}, {}, {}}).account);
}

TEST(CloseBudget, passes_over_strangers_second_marks_and_those_whose_receiver_left) {
    CountCase given;
    given.facts.projects[2].passed_over = true;
    const auto decided = given.close({{trees, trees, IdValue{99}}, {trees, swing, swing}, {trees}});
    EXPECT_EQ(funded(decided), (std::vector{swing}));
    EXPECT_EQ(decided.projects[2].approvals, 3) << "each ballot once";
    EXPECT_TRUE(decided.projects[2].passed_over);
    const auto counting = counting_of(given.facts.projects, {{"a", {trees}}, {"b", {swing, trees}}});
    EXPECT_EQ(counting.trackers, (std::vector<std::string>{"b"})) << "a ballot for nothing that stands has no purse";
}

TEST(CloseBudget, takes_no_ballots_out_of_order_nor_more_than_there_are_electors) {
    CountCase given;
    CloseBudget close{IdValue{50}, given.opened(six_and_four())};
    std::ranges::reverse(close.opened->ballots);
    EXPECT_THROW(static_cast<void>(decide(given.facts, close, given.context)), BrokenAssumption);
    std::ranges::reverse(close.opened->ballots);
    EXPECT_TRUE(decide(given.facts, close, given.context));
    given.facts.electors = 9;
    EXPECT_THROW(static_cast<void>(decide(given.facts, close, given.context)), BrokenAssumption);
}

TEST(OpenVoteOnBudget, draws_the_order_and_ends_where_there_is_nothing_to_vote_on) {
    CountCase given;
    given.facts.budget.stage = Stage::preparing;
    const auto order = [&](const Hash& seed) {
        const auto events = decide(given.facts, OpenVoting{IdValue{50}, seed}, given.context);
        return read_event<VotingOpened>(events->recorded().at(0).data).projects;
    };
    const auto first = order(sha256({"before"}));
    std::ranges::reverse(given.facts.projects);
    EXPECT_EQ(order(sha256({"before"})), first) << "whoever came first";
    const auto outcome = [&] {
        const auto events = decide(given.facts, OpenVoting{IdValue{50}, sha256({"before"})}, given.context);
        const auto decided = read_event<BudgetDecided>(events->recorded().at(0).data);
        EXPECT_EQ(decided.left, eur(10'000));
        return decided.outcome;
    };
    given.facts.electors = 0;
    EXPECT_EQ(outcome(), BudgetOutcome::nothing_to_vote_on);
    given.facts.electors = 20;
    given.facts.projects.clear();
    EXPECT_EQ(outcome(), BudgetOutcome::nothing_to_vote_on);
}

RC_GTEST_PROP(CloseBudget, never_spends_more_than_the_sum_and_only_on_what_somebody_approved, ()) {
    CountCase given;
    given.facts.budget.terms.method = {*rc::gen::element<std::string>("equal-shares", "equal-shares-alone", "greedy")};
    given.facts.projects.clear();
    const auto count = *rc::gen::inRange(1, 7);
    for (int i = 0; i < count; ++i)
        given.facts.projects.push_back({.project = IdValue{60 + i},
                                        .cost = eur(*rc::gen::inRange(1, 10'001)),
                                        .passed_over = *rc::gen::inRange(0, 6) == 0});
    std::vector<std::vector<IdValue>> ballots(static_cast<std::size_t>(*rc::gen::inRange(0, 12)));
    for (auto& each : ballots)
        for (const auto number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(58, 68)))
            each.emplace_back(number);
    given.facts.budget.terms.turnout = percent(0);
    const auto decided = given.close(ballots);
    Money spent = eur(0);
    for (const auto& each : decided.projects) {
        if (!each.funded) continue;
        spent = spent + each.cost;
        RC_ASSERT(each.approvals > 0 && !each.passed_over);
    }
    RC_ASSERT(spent == decided.spent && spent + decided.left == eur(10'000) && decided.left.minor >= 0);
    if (given.facts.budget.terms.method.name == "equal-shares-alone") return;
    for (const auto& each : decided.projects) // nothing is left over that would pay for what somebody wants
        RC_ASSERT(each.funded || each.passed_over || each.approvals == 0 || each.cost > decided.left);
}

} // namespace
} // namespace reef::budgets
