#include "commons/ledger/testing.hpp"
#include <gtest/gtest.h>

namespace reef::ledger {
namespace {

using namespace engine;
using testing::eur;
using testing::noon;

struct ByHand : ::testing::Test {
    IdSource ids{100};
    Context context{Actor::of(MemberId(9)), {}, noon, 100, &ids};
    DeskFacts facts{{{{"fund:a EUR", 100}}, eur(0)}, true};

    std::string cost(std::string from, Money amount, std::string word = "insurance", std::optional<Time> until = {}) {
        const auto decision = decide(facts, BookCost{std::move(from), amount, std::move(word), {}, until}, context);
        if (!decision) return decision.error().code + " " + decision.error().field;
        EXPECT_EQ(decision->recorded().front().name, Noted::name);
        return decision->recorded().at(1).name;
    }
};

TEST_F(ByHand, costs_leave_what_the_co_operative_may_spend) {
    EXPECT_EQ(cost("treasury", eur(500)), "ledger.posted") << "the treasury may owe";
    EXPECT_EQ(cost("fund:a", eur(100)), "ledger.posted");
    EXPECT_EQ(cost("fund:a", eur(101)), "ledger.insufficient_funds amount");
    for (const auto* from : {"member:1", "capital:1", "escrow:1", "reserve:legal", "share-capital", "outside"})
        EXPECT_EQ(cost(from, eur(1)), "ledger.not_from_the_desk from") << from;
    EXPECT_EQ(cost("bank", eur(1)), "ledger.no_such_account from");
    facts.has_body = false;
    EXPECT_EQ(cost("body:nobody", eur(1)), "ledger.not_from_the_desk from");
    EXPECT_EQ(cost("treasury", eur(0)), "ledger.not_positive amount");
}

TEST_F(ByHand, is_kept_apart_from_what_patronage_counts) {
    facts.business = {"fare"};
    EXPECT_EQ(cost("treasury", eur(5), " fare "), "ledger.word_of_business cost");
    EXPECT_EQ(cost("treasury", eur(5), "fares"), "ledger.posted");
    EXPECT_EQ(decide(facts, BookIncome{"treasury", eur(5), "fare", {}}, context).error().code,
              "ledger.word_of_business");
}

TEST_F(ByHand, costs_wait_for_the_bank_where_that_is_said) {
    EXPECT_EQ(cost("treasury", eur(500), "insurance", noon + days(3)), "ledger.held");
    EXPECT_EQ(cost("treasury", eur(500), "insurance", noon), "ledger.expires_in_the_past held_until");
}

TEST_F(ByHand, income_comes_to_what_the_co_operative_may_spend) {
    const auto income = [&](std::string to) {
        const auto decision = decide(facts, BookIncome{std::move(to), eur(5), "subsidy", {}}, context);
        return decision ? "none" : decision.error().code;
    };
    EXPECT_EQ(income("treasury"), "none");
    EXPECT_EQ(income("fund:new"), "none");
    EXPECT_EQ(income("member:1"), "ledger.not_from_the_desk");
    EXPECT_EQ(income("reserve:legal"), "ledger.not_from_the_desk");
}

TEST(Reversal, turns_a_posting_round_and_names_what_it_reverses) {
    IdSource ids{100};
    Context context{Actor::of(MemberId(9)), {}, noon, 100, &ids};
    ReversalFacts facts{{{IdValue{41}, {"outside", "member:1", eur(500), "card payment"}},
                         {IdValue{42}, {"member:1", "member:2", eur(500), "fare"}}},
                        "/rides/3",
                        true,
                        false,
                        {{{"member:1 EUR", 0}, {"member:2 EUR", 500}}, eur(0)}};
    const auto decision = decide(facts, Reverse{40, {}}, context);
    ASSERT_TRUE(decision) << decision.error().code;
    const auto reversed = read_event<Reversed>(decision->recorded().front().data);
    EXPECT_EQ(reversed.entry, 40);
    EXPECT_EQ(reversed.reverses, (std::vector{IdValue{42}, IdValue{41}}));
    ASSERT_EQ(reversed.posted.transfers.size(), 2u);
    EXPECT_EQ(reversed.posted.transfers[0].movement, (Movement{"member:2", "member:1", eur(500), "fare"}));
    EXPECT_EQ(reversed.posted.transfers[1].movement, (Movement{"member:1", "outside", eur(500), "card payment"}));
    EXPECT_EQ(reversed.posted.parties, (std::vector{MemberId(1), MemberId(2)}));

    const auto refusal = [&] { return decide(facts, Reverse{40, {}}, context).error().code; };
    facts.balances.available_minor["member:2 EUR"] = 499;
    EXPECT_EQ(refusal(), "ledger.insufficient_funds") << "who spent it cannot give it back";
    facts.is_reversed = true;
    EXPECT_EQ(refusal(), "ledger.reversed_already");
    facts.is_posting = false;
    EXPECT_EQ(refusal(), "ledger.undone_otherwise");
    facts.transfers.clear();
    EXPECT_EQ(refusal(), "ledger.no_such_posting");
}

} // namespace
} // namespace reef::ledger
