#include "math/measure/exposure.hpp"
#include "math/measure/fair_ranking.hpp"
#include "math/measure/generators.hpp"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace reef::measure {
namespace {

TEST(Exposure, of_six_nearly_equal_items_differs_by_three_quarters_between_the_halves) {
    const std::vector<double> relevance = {.82, .81, .80, .79, .78, .77};
    const auto items = exposed_in_order(relevance, {0, 0, 0, 1, 1, 1});
    EXPECT_NEAR((items[0].exposure + items[1].exposure + items[2].exposure) / 3, 0.710310, 5e-7);
    EXPECT_NEAR((items[3].exposure + items[4].exposure + items[5].exposure) / 3, 0.391246, 5e-7);
    EXPECT_NEAR(*disparate_treatment_ratio(items), 1.748268, 5e-7);
}

TEST(Exposure, needs_both_groups_seen_and_relevant) {
    EXPECT_EQ(*disparate_treatment_ratio({{1, 1, 0}}).shortage(), (Shortage{"items in each group", 1, 0}));
    EXPECT_EQ(*disparate_treatment_ratio({{1, 1, 0}, {1, 0, 1}}).shortage(),
              (Shortage{"items of some relevance in each group", 1, 0}));
    EXPECT_EQ(*disparate_treatment_ratio({{1, 1, 0}, {0, 1, 1}}).shortage(),
              (Shortage{"items of group 1 that were seen", 1, 0}));
    EXPECT_EQ(disparate_treatment_ratio({{1, 1, 2}}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(disparate_treatment_ratio({{-1, 1, 0}}).refusal()->code, "measure.negative_amount");
    EXPECT_THROW(position_bias(0), BrokenAssumption);
}

TEST(TruthLoss, is_what_a_page_loses_against_the_truthful_order) {
    EXPECT_DOUBLE_EQ(*truth_loss({0.9, 0.5, 0.1}), 0);
    const double served = (std::exp2(.1) - 1) + (std::exp2(.5) - 1) / std::log2(3) + (std::exp2(.9) - 1) / 2;
    const double truthful = (std::exp2(.9) - 1) + (std::exp2(.5) - 1) / std::log2(3) + (std::exp2(.1) - 1) / 2;
    EXPECT_NEAR(*truth_loss({0.1, 0.5, 0.9}), 1 - served / truthful, 1e-12);
    EXPECT_NEAR(*dcg({3, 2}), 7 + 3 / std::log2(3), 1e-12);
    EXPECT_EQ(*truth_loss({0, 0}).shortage(), (Shortage{"items of some relevance", 1, 0}));
    EXPECT_EQ(*dcg({}).shortage(), (Shortage{"items", 1, 0}));
    EXPECT_EQ(dcg({-1}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(truth_loss({31}).refusal()->code, "measure.out_of_range");
}

TEST(AttentionBought, weighs_places_by_how_much_they_are_seen) {
    EXPECT_NEAR(*attention_bought({true, false, false}), 1 / (1 + 1 / std::log2(3) + 0.5), 1e-12);
    EXPECT_DOUBLE_EQ(*attention_bought({false, false}), 0);
    EXPECT_EQ(*attention_bought({}).shortage(), (Shortage{"items", 1, 0}));
}

TEST(FeedExposure, is_even_when_every_follower_is_reached_alike) {
    EXPECT_DOUBLE_EQ(*feed_exposure_gini({{1000, 500}, {20, 10}, {0, 0}}), 0);
    EXPECT_DOUBLE_EQ(*feed_exposure_gini({{100, 10}, {0, 10}}), 0.5);
    EXPECT_EQ(*feed_exposure_gini({{5, 5}, {7, 0}}).shortage(), (Shortage{"authors with a follower", 2, 1}));
    EXPECT_EQ(*feed_exposure_gini({{0, 5}, {0, 1}}).shortage(), (Shortage{"authors with an impression", 1, 0}));
    EXPECT_EQ(feed_exposure_gini({{1, -1}}).refusal()->code, "measure.negative_amount");
}

/// Unfairness after `rounds` of one query; theta 1 keeps the truthful order.
double unfairness_after(int rounds, const std::vector<double>& relevance, double theta) {
    std::vector<Account> accounts(relevance.size());
    for (int round = 0; round < rounds; ++round) accounts = fair_order(relevance, accounts, 50, theta)->accounts;
    return *amortised_unfairness(accounts);
}

TEST(FairOrder, lets_two_equal_items_take_turns) {
    std::vector<Account> fixed(2);
    for (int round = 0; round < 10; ++round) { // the first always first
        const double all = position_bias(1) + position_bias(2);
        for (std::size_t i = 0; i < 2; ++i) fixed[i].attention += position_bias(i + 1) / all, fixed[i].relevance += 0.5;
    }
    EXPECT_NEAR(*amortised_unfairness(fixed), 2.262944, 5e-7);
    EXPECT_NEAR(unfairness_after(10, {0.5, 0.5}, 0.95), 0, 1e-9);
}

TEST(FairOrder, keeps_the_gain_that_it_must) {
    const std::vector<double> relevance = {1, 0.1, 0.9};
    const std::vector<Account> starved = {{9, 1}, {0, 9}, {9, 1}}; // the middling one is owed much
    EXPECT_EQ(fair_order(relevance, starved, 50, 0)->order.front(), 1U);
    EXPECT_EQ(fair_order(relevance, starved, 50, 1)->order, (std::vector<std::size_t>{0, 2, 1}));
    EXPECT_GE(fair_order(relevance, starved, 50, 0.9)->dcg_ratio, 0.9);
}

TEST(FairOrder, reorders_only_the_first_places) {
    const std::vector<double> relevance = {0.5, 0.5, 0.4};
    const auto fair = fair_order(relevance, {{5, 1}, {1, 2}, {0, 5}}, 2, 0);
    EXPECT_EQ(fair->order, (std::vector<std::size_t>{1, 0, 2}));
    EXPECT_DOUBLE_EQ(fair->accounts[2].attention, 0);
}

TEST(FairOrder, refuses_what_is_not_a_ranking) {
    EXPECT_EQ(*fair_order({0, 0}, {{}, {}}).shortage(), (Shortage{"items of some relevance", 1, 0}));
    EXPECT_EQ(fair_order({1}, {}).refusal()->code, "measure.sizes_differ");
    EXPECT_EQ(fair_order({2}, {{}}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(fair_order({1}, {{-1, 0}}).refusal()->code, "measure.negative_amount");
    EXPECT_EQ(fair_order({1}, {{}}, 51).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(fair_order({1}, {{}}, 5, 1.5).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(*amortised_unfairness({}).shortage(), (Shortage{"items", 1, 0}));
    EXPECT_EQ(amortised_unfairness({{-1, 0}}).refusal()->code, "measure.negative_amount");
}

RC_GTEST_PROP(FairOrder, without_a_bound_is_the_least_unfair_of_all_orders, ()) {
    const auto n = *rc::gen::inRange<std::size_t>(1, 7);
    std::vector<double> relevance;
    std::vector<Account> accounts;
    double bias = 0, all = 0;
    for (std::size_t i = 0; i < n; ++i) {
        relevance.push_back(*rc::gen::inRange(1, 101) / 100.0);
        accounts.push_back({*rc::gen::inRange(0, 300) / 100.0, *rc::gen::inRange(0, 300) / 100.0});
        bias += position_bias(i + 1), all += relevance[i];
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    double best = 1e9;
    do {
        double sum = 0;
        for (std::size_t place = 0; place < n; ++place) {
            const auto& [attention, due] = accounts[order[place]];
            sum += std::abs(attention + position_bias(place + 1) / bias - due - relevance[order[place]] / all);
        }
        best = std::min(best, sum);
    } while (std::ranges::next_permutation(order).found);
    RC_ASSERT(std::abs(*amortised_unfairness(fair_order(relevance, accounts, 50, 0)->accounts) - best) < 1e-9);
}

RC_GTEST_PROP(FairOrder, of_a_repeated_query_is_fairer_than_a_fixed_one_and_keeps_the_gain, ()) {
    std::vector<double> relevance;
    for (int i = *rc::gen::inRange(2, 9); i > 0; --i) relevance.push_back(*rc::gen::inRange(60, 101) / 100.0);
    std::vector<Account> accounts(relevance.size());
    for (int round = 0; round < 30; ++round) {
        const auto fair = fair_order(relevance, accounts);
        RC_ASSERT(fair->dcg_ratio >= 0.95 - 1e-9);
        auto order = fair->order;
        std::ranges::sort(order);
        for (std::size_t i = 0; i < order.size(); ++i) RC_ASSERT(order[i] == i);
        accounts = fair->accounts;
    }
    RC_ASSERT(*amortised_unfairness(accounts) <= unfairness_after(30, relevance, 1) + 1e-9);
}

} // namespace
} // namespace reef::measure
