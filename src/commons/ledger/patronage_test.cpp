#include "commons/ledger/patronage.hpp"
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace reef::ledger {
namespace {

std::vector<Weighed> weighed(const std::vector<std::int64_t>& weights) {
    std::vector<Weighed> members;
    for (const auto weight : weights)
        members.push_back({MemberId(static_cast<std::int64_t>(members.size()) + 1), weight});
    return members;
}
std::vector<std::int64_t> shares(std::int64_t pool, const std::vector<std::int64_t>& weights) {
    const auto members = weighed(weights);
    const auto division = divide(pool, members);
    std::vector<std::int64_t> all;
    for (const auto& each : members) all.push_back(division.share_of(each));
    return all;
}
using Shares = std::vector<std::int64_t>;

// Vectors of mechanisms 6.2 and of the research on co-operatives, section 3.
TEST(Patronage, gives_left_over_cents_to_the_largest_remainders_then_to_the_lowest_numbers) {
    EXPECT_EQ(shares(10'000, {1, 1, 1}), (Shares{3'334, 3'333, 3'333}));
    EXPECT_EQ(shares(100'000, {1'234, 877, 555}), (Shares{46'286, 32'896, 20'818}));
    EXPECT_EQ(shares(100'003, {123'456, 7, 888'888}), (Shares{12'195, 1, 87'807}));
}

TEST(Patronage, of_nobody_is_nothing) {
    EXPECT_EQ(divide(500, {}).weight_total, 0);
    EXPECT_EQ(shares(500, {0, 0}), (Shares{0, 0}));
}

TEST(Patronage, is_paid_in_money_to_a_fifth_at_least_for_each_member) {
    EXPECT_EQ(cash_part(101, percent(20)), 21); // 20.2 would be less than a fifth
    EXPECT_EQ(cash_part(100, percent(20)), 20);
    EXPECT_EQ(cash_part(1, percent(20)), 1);
    EXPECT_EQ(cash_part(0, percent(20)), 0);
    EXPECT_EQ(cash_part(99, percent(100)), 99);
}

RC_GTEST_PROP(Patronage, sums_to_the_pool_and_is_what_the_largest_remainders_give, ()) {
    const auto pool = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    const auto weights = *rc::gen::nonEmpty(rc::gen::container<Shares>(
        rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 4), rc::gen::inRange<std::int64_t>(0, 1'000'000'000))));
    const auto all = shares(pool, weights);
    const auto total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    RC_PRE(total > 0);
    RC_ASSERT(std::accumulate(all.begin(), all.end(), std::int64_t{0}) == pool);
    RC_ASSERT(all == share_out(pool, weights)); // written separately, over all weights at once
}

} // namespace
} // namespace reef::ledger
