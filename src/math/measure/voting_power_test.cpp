#include "math/measure/coalitions.hpp"
#include "math/measure/generators.hpp"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace reef::measure {
namespace {

std::vector<std::string> fractions(const std::vector<Power>& shares) {
    std::vector<std::string> out;
    for (const auto& share : shares) out.push_back(share.fraction);
    return out;
}
std::vector<std::string> banzhaf_shares(const WeightedGame& game) { return fractions(banzhaf(game)->shares); }
std::vector<std::string> shapley_shares(const WeightedGame& game) { return fractions(shapley_shubik(game)->shares); }
using Fractions = std::vector<std::string>;

TEST(VotingPower, of_games_worked_by_hand) {
    EXPECT_EQ(banzhaf_shares({{50, 49, 1}, 51}), (Fractions{"3/5", "1/5", "1/5"}));
    EXPECT_EQ(shapley_shares({{50, 49, 1}, 51}), (Fractions{"2/3", "1/6", "1/6"}));
    EXPECT_EQ(banzhaf_shares({{50, 30, 20}, 51}), (Fractions{"3/5", "1/5", "1/5"}));
    EXPECT_EQ(banzhaf_shares({{40, 30, 20, 10}, 51}), (Fractions{"5/12", "1/4", "1/4", "1/12"}));
    EXPECT_EQ(shapley_shares({{40, 30, 20, 10}, 51}), (Fractions{"5/12", "1/4", "1/4", "1/12"}));
    EXPECT_EQ(banzhaf_shares({{40, 30, 20, 10}, 67}), (Fractions{"1/2", "3/10", "1/10", "1/10"}));
    EXPECT_EQ(banzhaf_shares({{35, 35, 20, 10}, 51}), (Fractions{"1/3", "1/3", "1/3", "0"}));
    EXPECT_EQ(banzhaf_shares({{34, 33, 33}, 51}), (Fractions{"1/3", "1/3", "1/3"}));
    EXPECT_EQ(fractions(banzhaf({{50, 49, 1}, 51})->absolute), (Fractions{"3/4", "1/4", "1/4"}));
}

TEST(VotingPower, shows_who_has_weight_without_power) {
    const auto rows = *power_beside_weight({{35, 35, 20, 10}, 51});
    EXPECT_TRUE(rows[3].is_dummy);
    EXPECT_FALSE(rows[0].is_dummy);
    EXPECT_FALSE(rows[0].is_out_of_proportion);
    EXPECT_TRUE(rows[2].is_out_of_proportion); // a third of the power for a fifth of the weight
    EXPECT_EQ(power_beside_weight({{1}, 2}).refusal()->code, "measure.quota_out_of_reach");
    EXPECT_EQ(power_beside_weight({{1}, 1}, -1).refusal()->code, "measure.out_of_range");
}

TEST(VotingPower, refuses_games_that_are_none) {
    EXPECT_EQ(banzhaf({{}, 1}).refusal()->code, "measure.no_voters");
    EXPECT_EQ(banzhaf({{3, -1}, 1}).refusal()->code, "measure.negative_weight");
    EXPECT_EQ(banzhaf({{3, 4}, 8}).refusal()->sentence(),
              "A quota of 8 cannot be used with weights that sum to 7: it must lie from 1 to 7.");
    EXPECT_EQ(shapley_shubik({{3, 4}, 0}).refusal()->code, "measure.quota_out_of_reach");
    EXPECT_EQ(shapley_shubik({{INT64_MAX, INT64_MAX}, 1}).refusal()->code, "measure.quota_out_of_reach");
    const WeightedGame fine(std::vector<std::int64_t>(30, 1'000'000'000), 15'000'000'001);
    EXPECT_EQ(banzhaf(fine).refusal()->code, "measure.game_too_large");
    EXPECT_EQ(shapley_shubik(fine).refusal()->code, "measure.game_too_large");
}

TEST(VotingPower, takes_weights_in_any_unit_from_few_voters) {
    EXPECT_EQ(banzhaf_shares({{40'000'000'000, 30'000'000'000, 20'000'000'000, 10'000'000'000}, 50'000'000'001}),
              (Fractions{"5/12", "1/4", "1/4", "1/12"}));
}

TEST(VotingPower, per_head_favours_the_small_class_by_the_square_root) {
    EXPECT_DOUBLE_EQ(*per_head_power_ratio(0.5, 100, 0.5, 10'000), 10);
    EXPECT_EQ(*per_head_power_ratio(0.5, 100, 0, 10).shortage(),
              (Shortage{"classes with power to compare with", 1, 0}));
    EXPECT_EQ(*per_head_power_ratio(0.5, 0, 0.5, 10).shortage(), (Shortage{"members in each class", 1, 0}));
    EXPECT_EQ(per_head_power_ratio(0.5, -1, 0.5, 10).refusal()->code, "measure.negative_amount");
}

TEST(VotingPower, of_a_thousand_equal_members_is_a_thousandth_each) {
    const WeightedGame game(std::vector<std::int64_t>(1000, 1), 501);
    const auto power = banzhaf(game);
    EXPECT_EQ(power->shares[0].fraction, "1/1000");
    EXPECT_NEAR(power->absolute[0].decimal, std::sqrt(2 / (M_PI * 1000)), 1e-4); // Penrose
    const auto order_power = shapley_shubik({std::vector<std::int64_t>(1000, 3), 1503});
    EXPECT_NEAR(order_power->shares[999].decimal, 0.001, 1e-12);
    EXPECT_GT(order_power->error_max, 0); // integrated, and says so
}

TEST(EmpiricalPower, counts_the_decisions_that_a_class_turned) {
    // Drivers 50, riders 30, staff 20: the drivers' no is outvoted only by both others.
    const RecordedDecision drivers_lose{{{50, 10, 90}, {30, 90, 10}, {20, 80, 20}}, percent(50)}; // 48 % of the weight
    const RecordedDecision close{{{50, 60, 40}, {30, 40, 60}, {20, 50, 50}}, percent(50)};        // 52 %
    std::vector<RecordedDecision> decisions(6, drivers_lose);
    decisions.insert(decisions.end(), 4, close);
    const auto power = *empirical_power(decisions);
    // Without the drivers 43/50 of the rest is in favour; without the riders the close vote stays adopted.
    EXPECT_EQ(power, (std::vector<double>{1.0, 0.0, 0.0}));
    decisions.resize(9);
    EXPECT_EQ(*empirical_power(decisions).shortage(), (Shortage{"decisions", 10, 9}));
}

TEST(EmpiricalPower, in_block_form_gives_the_whole_weight_to_the_majority) {
    const RecordedDecision even{{{60, 50, 50}, {40, 51, 49}}, percent(40), ClassForm::block};
    const auto power = *empirical_power(std::vector<RecordedDecision>(10, even));
    EXPECT_EQ(power, (std::vector<double>{0.0, 1.0}));
}

TEST(EmpiricalPower, refuses_decisions_of_other_classes_and_negative_votes) {
    std::vector<RecordedDecision> decisions(10, {{{1, 1, 0}, {1, 0, 1}}});
    decisions[4].classes.pop_back();
    EXPECT_EQ(empirical_power(decisions).refusal()->code, "measure.sizes_differ");
    decisions[4].classes.push_back({1, -1, 0});
    EXPECT_EQ(empirical_power(decisions).refusal()->code, "measure.negative_amount");
}

WeightedGame some_game(int voters_max, int weight_max) {
    WeightedGame game;
    const int voters = *rc::gen::inRange(1, voters_max + 1);
    for (int i = 0; i < voters; ++i) game.weights.push_back(*rc::gen::inRange(i > 0 ? 0 : 1, weight_max + 1));
    const auto total = std::accumulate(game.weights.begin(), game.weights.end(), std::int64_t{0});
    game.quota = *rc::gen::inRange<std::int64_t>(1, total + 1);
    return game;
}

RC_GTEST_PROP(VotingPower, counted_by_weight_equals_enumeration, ()) {
    const auto game = some_game(11, 20);
    const auto enumerated = pivots_by_enumeration(game);
    RC_ASSERT(pivots_by_weight(game) == enumerated);
    const auto swings = swings_by_weight(game);
    for (std::size_t i = 0; i < swings.size(); ++i) {
        mpz_class sum;
        for (const auto& count : enumerated[i]) sum += count;
        RC_ASSERT(swings[i] == sum);
    }
}

RC_GTEST_PROP(VotingPower, of_shapley_and_shubik_is_the_share_of_orders_in_which_one_decides, ()) {
    const auto game = some_game(6, 9);
    const std::size_t n = game.weights.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::vector<int> pivotal(n);
    int orders = 0;
    do {
        std::int64_t sum = 0;
        std::size_t i = 0;
        while ((sum += game.weights[order[i]]) < game.quota) ++i;
        ++pivotal[order[i]];
        ++orders;
    } while (std::ranges::next_permutation(order).found);
    const auto power = shapley_shubik(game);
    for (std::size_t i = 0; i < n; ++i) {
        mpq_class share(pivotal[i], orders);
        share.canonicalize();
        RC_ASSERT(power->shares[i].fraction == share.get_str());
    }
}

RC_GTEST_PROP(VotingPower, sums_to_one_and_a_voter_that_never_decides_has_none, ()) {
    const auto game = some_game(10, 30);
    const auto total = std::accumulate(game.weights.begin(), game.weights.end(), std::int64_t{0});
    const auto by_coalition = banzhaf(game);
    const auto by_order = shapley_shubik(game);
    mpq_class coalition_sum = 0, order_sum = 0;
    for (std::size_t i = 0; i < game.weights.size(); ++i) {
        coalition_sum += mpq_class(by_coalition->shares[i].fraction);
        order_sum += mpq_class(by_order->shares[i].fraction);
        // Who has no weight never decides; who is needed when all agree decides at least then.
        if (game.weights[i] == 0)
            RC_ASSERT(by_coalition->shares[i].fraction == "0" && by_order->shares[i].fraction == "0");
        if (total - game.weights[i] < game.quota) RC_ASSERT(by_order->shares[i].decimal > 0);
        for (std::size_t j = 0; j < i; ++j)
            RC_ASSERT((game.weights[i] >= game.weights[j]) ==
                          (by_coalition->shares[i].decimal >= by_coalition->shares[j].decimal) ||
                      by_coalition->shares[i].fraction == by_coalition->shares[j].fraction);
    }
    RC_ASSERT(coalition_sum == 1);
    RC_ASSERT(order_sum == 1);
}

RC_GTEST_PROP(VotingPower, by_integration_agrees_with_counting, ()) {
    const auto game = some_game(30, 12);
    const auto integrated = pivot_shares_by_integration(game);
    const auto counted = shapley_shubik(game);
    for (std::size_t i = 0; i < integrated.size(); ++i)
        RC_ASSERT(std::abs(integrated[i] - counted->shares[i].decimal) < 1e-10);
}

} // namespace
} // namespace reef::measure
