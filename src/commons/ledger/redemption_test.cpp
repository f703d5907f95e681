#include "commons/ledger/share_testing.hpp"

namespace reef::ledger {
namespace {

using namespace engine;
using testing::eur;
using testing::noon;

using SellingBack = testing::AskedAboutShares;

TEST_F(SellingBack, waits_for_its_notice) {
    const SellBackFacts facts{{{"supporter", 3, eur(7'500)}, 1}, {days(30), 2}};
    const auto sold = only<SharesSoldBack>(decide(facts, SellBackShares{"supporter", 2}, context));
    EXPECT_EQ(sold.member, MemberId(1));
    EXPECT_EQ(sold.count, 2);
    EXPECT_EQ(sold.due_at, noon + days(30));
    EXPECT_EQ(sold.authority, "ledger.share_notice 2");
    const auto asks = [&](std::string share_class, std::int64_t count) {
        return code_of(decide(facts, SellBackShares{std::move(share_class), count}, context));
    };
    EXPECT_EQ(asks("supporter", 3), "ledger.shares_not_held") << "one waits already";
    EXPECT_EQ(asks("supporter", -1), "ledger.no_shares");
    EXPECT_EQ(asks("member", 1), "ledger.share_kept");
}

TEST_F(SellingBack, is_taken_back_by_whose_shares_they_are) {
    KeepFacts facts{Redemption{.redemption = IdValue{9}, .member = MemberId(1)}};
    EXPECT_EQ(only<SharesKept>(decide(facts, KeepShares{IdValue{9}}, context)).redemption, IdValue{9});
    facts.waiting->member = MemberId(2);
    EXPECT_EQ(code_of(decide(facts, KeepShares{IdValue{9}}, context)), "ledger.not_waiting");
    facts.waiting.reset();
    EXPECT_EQ(code_of(decide(facts, KeepShares{IdValue{9}}, context)), "ledger.not_waiting");
}

struct PayingBack : testing::AskedAboutShares {
    // given two of four shares that were paid with 100.00 wait, own funds of 500.00, and 450.00 that must remain
    RedeemFacts facts{.waiting = Redemption{.redemption = IdValue{9},
                                            .member = MemberId(2),
                                            .share_class = "supporter",
                                            .count = 2,
                                            .authority = "ledger.share_notice 2"},
                      .holding = {"supporter", 4, eur(10'000)},
                      .solvency = {eur(50'000), eur(45'000)},
                      .next_number = 7};
    Decision asked() { return decide(facts, RedeemShares{IdValue{9}}, context); }
};

TEST_F(PayingBack, gives_what_was_paid_to_the_members_account) {
    const auto redeemed = only<SharesEntered>(asked());
    const RegisterRow row{.number = 7,
                          .member = MemberId(2),
                          .operation = ShareOperation::redeem,
                          .share_class = "supporter",
                          .count = -2,
                          .paid = eur(-5'000),
                          .authority = "ledger.share_notice 2"};
    EXPECT_EQ(redeemed.rows, std::vector{row});
    EXPECT_EQ(redeemed.redemption, IdValue{9});
    ASSERT_EQ(redeemed.posted->transfers.size(), 1u);
    EXPECT_EQ(redeemed.posted->transfers[0].movement,
              (Movement{"share-capital", "member:2", eur(5'000), "shares redeemed"}));
}

TEST_F(PayingBack, goes_on_to_the_outside_for_who_left) {
    facts.has_left = true;
    const auto redeemed = only<SharesEntered>(asked());
    ASSERT_EQ(redeemed.posted->transfers.size(), 2u);
    EXPECT_EQ(redeemed.posted->transfers[1].movement,
              (Movement{"member:2", "outside", eur(5'000), "paid out on leaving"}));
}

TEST_F(PayingBack, waits_a_day_where_too_little_would_remain) {
    facts.solvency.floor = eur(45'001);
    const auto postponed = only<RedemptionPostponed>(asked());
    EXPECT_EQ(postponed.redemption, IdValue{9});
    EXPECT_EQ(postponed.try_at, noon + days(1));
    EXPECT_EQ(postponed.own_funds, eur(50'000));
    EXPECT_EQ(postponed.floor, eur(45'001));
    facts.waiting.reset();
    EXPECT_EQ(code_of(asked()), "ledger.not_waiting");
}

} // namespace
} // namespace reef::ledger
