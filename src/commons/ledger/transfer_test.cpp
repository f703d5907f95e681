#include "commons/ledger/module.hpp"
#include <gtest/gtest.h>

namespace reef::ledger {
namespace {

Money eur(std::int64_t minor) { return {minor, {}}; }

TEST(Posting, moves_all_or_nothing) {
    const BalanceFacts facts{{{"member:1 EUR", 500}, {"member:2 EUR", 0}}};
    EXPECT_FALSE(cannot_post(
        facts, {{"member:1", "member:2", eur(300), "fare"}, {"member:2", "treasury", eur(300), "commission"}}))
        << "what one movement brings the next may spend";
    EXPECT_EQ(
        cannot_post(facts, {{"member:1", "member:2", eur(300), "a"}, {"member:1", "member:2", eur(300), "b"}})->code,
        "ledger.insufficient_funds");
    EXPECT_EQ(cannot_post(facts, {})->code, "ledger.nothing_to_move");
    EXPECT_EQ(cannot_post(facts, {{"member:1", "member:2", eur(0), "a"}})->code, "ledger.not_positive");
    EXPECT_EQ(cannot_post(facts, {{"member:1", "member:1", eur(5), "a"}})->code, "ledger.to_itself");
}

TEST(Posting, lets_only_the_treasury_and_the_outside_owe) {
    EXPECT_FALSE(cannot_post({}, {{std::string(treasury), "member:1", eur(100), "pay floor, top-up"}}));
    EXPECT_FALSE(cannot_post({}, {{std::string(outside), "member:1", eur(100), "card payment"}}));
    EXPECT_EQ(cannot_post({}, {{std::string(share_capital), "member:1", eur(100), "shares redeemed"}})->code,
              "ledger.insufficient_funds");
}

} // namespace
} // namespace reef::ledger
