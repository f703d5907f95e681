#include "commons/ledger/testing.hpp"
#include <gtest/gtest.h>

namespace reef::ledger {
namespace {

using testing::eur;

BalanceFacts having(std::map<std::string, std::int64_t> available_minor, std::int64_t credit_minor = 0) {
    return {std::move(available_minor), eur(credit_minor)};
}

TEST(Posting, moves_all_or_nothing) {
    const auto facts = having({{"member:1 EUR", 500}, {"member:2 EUR", 0}});
    EXPECT_FALSE(cannot_post(
        facts, {{"member:1", "member:2", eur(300), "fare"}, {"member:2", "treasury", eur(300), "commission"}}))
        << "what one movement brings the next may spend";
    EXPECT_EQ(
        cannot_post(facts, {{"member:1", "member:2", eur(300), "a"}, {"member:1", "member:2", eur(300), "b"}})->code,
        "ledger.insufficient_funds");
    EXPECT_EQ(cannot_post(facts, {})->code, "ledger.nothing_to_move");
    EXPECT_EQ(cannot_post(facts, {{"member:1", "member:2", eur(0), "a"}})->code, "ledger.not_positive");
    EXPECT_EQ(cannot_post(facts, {{"member:1", "member:1", eur(5), "a"}})->code, "ledger.to_itself");
    for (const auto& movement : {Movement{"bank", "member:1", eur(5), "a"}, Movement{"member:1", "Fund", eur(5), "a"}})
        EXPECT_EQ(cannot_post(facts, {movement})->code, "ledger.no_such_account");
}

TEST(Posting, lets_only_the_treasury_and_the_outside_owe) {
    EXPECT_FALSE(cannot_post(having({}), {{std::string(treasury), "member:1", eur(100), "pay floor, top-up"}}));
    EXPECT_FALSE(cannot_post(having({}), {{std::string(outside), "member:1", eur(100), "card payment"}}));
    for (const auto* giver :
         {"member:1", "capital:1", "body:office", "escrow:1", "reserve:a", "fund:a", "share-capital"})
        EXPECT_EQ(cannot_post(having({}), {{giver, "member:2", eur(1), "a"}})->code, "ledger.insufficient_funds")
            << giver;
}

TEST(Posting, lets_members_owe_as_much_as_their_credit_line) {
    const auto facts = having({{"member:1 EUR", 50}, {"capital:1 EUR", 50}}, 100);
    EXPECT_FALSE(cannot_post(facts, {{"member:1", "member:2", eur(150), "a"}}));
    EXPECT_EQ(cannot_post(facts, {{"member:1", "member:2", eur(151), "a"}})->code, "ledger.insufficient_funds");
    EXPECT_EQ(cannot_post(facts, {{"capital:1", "member:2", eur(51), "a"}})->code, "ledger.insufficient_funds")
        << "credit is for members' own accounts";
    const Money hours{100, *Currency::parse("HRS")};
    EXPECT_EQ(cannot_post(facts, {{"member:1", "member:2", hours, "a"}})->code, "ledger.insufficient_funds")
        << "and in the currency of the rule";
}

TEST(Posting, keeps_currencies_apart) {
    const Money hours{1, *Currency::parse("HRS")};
    const auto facts = having({{"member:1 EUR", 500}, {"member:1 HRS", 1}});
    EXPECT_FALSE(cannot_post(facts, {{"member:1", "member:2", hours, "a"}, {"member:1", "member:2", eur(500), "a"}}));
    EXPECT_EQ(cannot_post(facts, {{"member:1", "member:2", hours, "a"}, {"member:1", "member:2", hours, "a"}})->code,
              "ledger.insufficient_funds");
}

TEST(Posting, names_the_members_whom_it_concerns) {
    EXPECT_EQ(parties_of({{"member:7", "treasury", eur(1), "a"}, {"capital:2", "member:7", eur(1), "a"}}),
              (std::vector{MemberId(2), MemberId(7)}));
    EXPECT_TRUE(parties_of({{"outside", "treasury", eur(1), "a"}}).empty());
}

} // namespace
} // namespace reef::ledger
