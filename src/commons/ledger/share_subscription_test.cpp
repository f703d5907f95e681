#include "commons/ledger/share_testing.hpp"

namespace reef::ledger {
namespace {

using namespace engine;
using testing::eur;
using testing::noon;

struct Subscribing : testing::AskedAboutShares {
    SubscriptionFacts facts{offers, {}, 7, 0, days(14), {{{"member:1 EUR", 5'000}}, eur(0)}};
    std::string asks(std::string share_class, std::int64_t count, SharePayment payment) {
        return code_of(decide(facts, SubscribeShares{std::move(share_class), count, payment}, context));
    }
};

TEST_F(Subscribing, costs_what_the_offer_says_and_the_row_names_it) {
    // given an offer at 25.00 and 50.00 on the account; when two are bought
    const auto bought =
        only<SharesEntered>(decide(facts, SubscribeShares{"supporter", 2, SharePayment::account}, context));
    // then
    const RegisterRow row{.number = 7,
                          .member = MemberId(1),
                          .operation = ShareOperation::issue,
                          .share_class = "supporter",
                          .count = 2,
                          .paid = eur(5'000),
                          .authority = "ledger.share_offers 3"};
    EXPECT_EQ(bought.rows, std::vector{row});
    EXPECT_EQ(bought.posted->transfers.front().movement, (Movement{"member:1", "share-capital", eur(5'000), "share"}));
    EXPECT_EQ(asks("supporter", 3, SharePayment::account), "ledger.insufficient_funds");
}

TEST_F(Subscribing, by_bank_waits_for_the_money) {
    const auto waits =
        only<SharesSubscribed>(decide(facts, SubscribeShares{"supporter", 3, SharePayment::bank}, context));
    EXPECT_EQ(waits.held.holds.front().movement, (Movement{"outside", "share-capital", eur(7'500), "share"}));
    EXPECT_EQ(waits.held.expires_at, noon + days(14));
    EXPECT_EQ(waits.authority, "ledger.share_offers 3");
}

TEST_F(Subscribing, under_a_condition_holds_the_money_on_the_account) {
    facts.offers.value = *ShareOffers::parse("solar 25.00 EUR up to 4 if 100.00 EUR by 2026-06-01");
    const auto pledged =
        only<SharesSubscribed>(decide(facts, SubscribeShares{"solar", 2, SharePayment::account}, context));
    EXPECT_EQ(pledged.held.holds.front().movement, (Movement{"member:1", "share-capital", eur(5'000), "share"}));
    EXPECT_FALSE(pledged.held.expires_at);
    EXPECT_EQ(pledged.assurance, (Assurance{eur(10'000), *Time::parse("2026-06-01")}));
    EXPECT_EQ(asks("solar", 3, SharePayment::account), "ledger.insufficient_funds");
    EXPECT_EQ(asks("solar", 1, SharePayment::bank), "ledger.pledged_from_account");
    context.at = *Time::parse("2026-06-01");
    EXPECT_EQ(asks("solar", 1, SharePayment::account), "ledger.not_on_offer") << "its time is over";
}

TEST_F(Subscribing, is_refused_by_name) {
    EXPECT_EQ(asks("supporter", 0, SharePayment::bank), "ledger.no_shares");
    EXPECT_EQ(asks("supporter", 1'000'001, SharePayment::bank), "ledger.no_shares");
    EXPECT_EQ(asks("supporter", 101, SharePayment::bank), "ledger.too_many_shares");
    EXPECT_EQ(asks("member", 1, SharePayment::bank), "ledger.not_on_offer");
    facts.held = 99;
    EXPECT_EQ(asks("supporter", 1, SharePayment::bank), "none");
    EXPECT_EQ(asks("supporter", 2, SharePayment::bank), "ledger.too_many_shares") << "with those held already";
    facts.currency = *Currency::parse("USD");
    EXPECT_EQ(asks("supporter", 1, SharePayment::bank), "ledger.not_on_offer") << "in another currency";
}

struct Subscribed : testing::AskedAboutShares {
    SubscribedFacts facts{
        HoldRow{IdValue{8}, {"outside", "share-capital", eur(2'500), "share"}, "/money/shares", noon, noon + days(14)},
        RegisterRow{.number = 7,
                    .member = MemberId(1),
                    .share_class = "supporter",
                    .count = 1,
                    .paid = eur(2'500),
                    .authority = "ledger.share_offers 3"}};
};

TEST_F(Subscribed, shares_are_entered_once_somebody_else_has_seen_the_payment) {
    EXPECT_EQ(code_of(decide(facts, ConfirmSubscription{IdValue{8}}, context)), "ledger.own_shares");
    context.actor = Actor::of(MemberId(9));
    const auto entered = only<SharesEntered>(decide(facts, ConfirmSubscription{IdValue{8}}, context));
    EXPECT_EQ(entered.rows, std::vector{*facts.row});
    EXPECT_EQ(entered.hold_posted->hold, IdValue{8});
    EXPECT_EQ(entered.hold_posted->posted.transfers.front().movement, facts.hold->movement);
}

TEST_F(Subscribed, shares_are_taken_back_by_who_subscribed) {
    const auto released = only<HoldReleased>(decide(facts, WithdrawSubscription{IdValue{8}}, context));
    EXPECT_EQ(released.hold, IdValue{8});
    EXPECT_EQ(released.state, HoldState::voided);
    facts.row->member = MemberId(2);
    EXPECT_EQ(code_of(decide(facts, WithdrawSubscription{IdValue{8}}, context)), "ledger.no_such_subscription");
}

TEST_F(Subscribed, shares_are_paid_or_taken_back_once) {
    facts.hold->state = HoldState::expired;
    EXPECT_EQ(code_of(decide(facts, ConfirmSubscription{IdValue{8}}, context)), "ledger.subscription_over");
    EXPECT_EQ(code_of(decide(facts, WithdrawSubscription{IdValue{8}}, context)), "ledger.subscription_over");
    EXPECT_EQ(code_of(decide(SubscribedFacts{}, ConfirmSubscription{IdValue{9}}, context)),
              "ledger.no_such_subscription");
    EXPECT_EQ(code_of(decide(SubscribedFacts{}, WithdrawSubscription{IdValue{9}}, context)),
              "ledger.no_such_subscription");
    facts.hold->state = HoldState::pending;
    facts.is_pledge = true;
    EXPECT_EQ(code_of(decide(facts, ConfirmSubscription{IdValue{8}}, context)), "ledger.is_pledged");
}

} // namespace
} // namespace reef::ledger
