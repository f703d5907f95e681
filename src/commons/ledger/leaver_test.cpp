#include "commons/ledger/share_testing.hpp"

namespace reef::ledger {
namespace {

using namespace engine;
using testing::eur;
using testing::noon;

struct Leaving : testing::AskedAboutShares {
    LeaverFacts facts{.notice = {days(30), 2}, .available = eur(0)};
    Decision asked() { return decide(facts, SettleLeaver{MemberId(1)}, context); }
};

TEST_F(Leaving, puts_every_class_of_shares_into_the_queue) {
    // given the share for membership, and five of which two wait already
    facts.holders = {{{"member", 1, eur(5'000)}, 0}, {{"supporter", 5, eur(12'500)}, 2}};
    const auto decision = asked();
    const auto& events = events_of(decision);
    ASSERT_EQ(events.size(), 2u);
    const auto membership = read_event<SharesSoldBack>(events[0].data);
    EXPECT_EQ(membership.share_class, "member");
    EXPECT_EQ(membership.due_at, noon) << "whoever leaves gave notice by leaving";
    EXPECT_EQ(membership.authority, "entry 100");
    const auto others = read_event<SharesSoldBack>(events[1].data);
    EXPECT_EQ(others.count, 3);
    EXPECT_EQ(others.due_at, noon + days(30));
    EXPECT_EQ(others.authority, "ledger.share_notice 2");
}

TEST_F(Leaving, pays_out_what_is_available) {
    facts.available = eur(740);
    const auto settled = only<LeaverSettled>(asked());
    EXPECT_EQ(settled.posted.transfers.front().movement,
              (Movement{"member:1", "outside", eur(740), "paid out on leaving"}));
    EXPECT_FALSE(settled.row(100)) << "no row of the register";
}

TEST_F(Leaving, ends_subscriptions) {
    facts.subscriptions = {
        HoldRow{IdValue{8}, {"outside", "share-capital", eur(2'500), "share"}, "/money/shares", noon}};
    EXPECT_EQ(only<HoldReleased>(asked()).hold, IdValue{8});
}

TEST_F(Leaving, with_nothing_leaves_nothing_to_do) {
    EXPECT_TRUE(events_of(asked()).empty());
    facts.available = eur(-100);
    EXPECT_TRUE(events_of(asked()).empty()) << "what is owed stays owed";
}

TEST_F(Leaving, was_recorded_with_a_row_until_edition_3) {
    const LeaverSettled old{.number = 4, .member = MemberId(1), .shares = 1, .redeemed = eur(5'000)};
    const RegisterRow row{.number = 4,
                          .member = MemberId(1),
                          .operation = ShareOperation::redeem,
                          .share_class = "member",
                          .count = -1,
                          .paid = eur(-5'000),
                          .authority = "entry 12"};
    EXPECT_EQ(old.row(12), row);
}

TEST_F(Leaving, is_followed_by_whatever_reaches_the_account_later) {
    const Posted posted{{{IdValue{1}, {"member:2", "member:1", eur(5), "fare"}},
                         {IdValue{2}, {"treasury", "capital:3", eur(5), "patronage retained"}}},
                        "/rides/1",
                        {}};
    EXPECT_EQ(receivers_of(posted), std::set{MemberId(1)}) << "what is kept back is no money yet";
    EXPECT_EQ(receivers_of(HoldReleased{IdValue{1}, HoldState::expired, posted.transfers[0].movement, {}}),
              std::set{MemberId(2)});
    const HoldPosted part{IdValue{1}, eur(1), {{posted.transfers[0]}, "/rides/1", {}}};
    EXPECT_EQ(receivers_of(part), (std::set{MemberId(1), MemberId(2)})) << "the rest is the giver's again";
}

} // namespace
} // namespace reef::ledger
