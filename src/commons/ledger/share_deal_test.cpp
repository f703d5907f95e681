#include "commons/ledger/share_testing.hpp"
#include <rapidcheck/gtest.h>

namespace reef::ledger {
namespace {

using namespace engine;
using testing::eur;

struct HandingOn : testing::AskedAboutShares {
    // given three shares for 10.00, of which one waits to be sold back
    TransferSharesFacts facts{{{"supporter", 3, eur(1'000)}, 1}, true, *offers.value.find("supporter"), 0, 7};
    std::string asks(MemberId to, std::string share_class, std::int64_t count) {
        return code_of(decide(facts, TransferShares{to, std::move(share_class), count}, context));
    }
};

TEST_F(HandingOn, takes_along_what_was_paid) {
    const auto handed = only<SharesEntered>(decide(facts, TransferShares{MemberId(2), "supporter", 2}, context));
    RegisterRow from{.number = 7,
                     .member = MemberId(1),
                     .operation = ShareOperation::transfer,
                     .share_class = "supporter",
                     .count = -2,
                     .paid = eur(-666),
                     .authority = "entry 100"};
    auto to = from;
    to.number = 8;
    to.member = MemberId(2);
    to.count = 2;
    to.paid = eur(666);
    EXPECT_EQ(handed.rows, (std::vector{from, to}));
    EXPECT_FALSE(handed.posted) << "no money of the co-operative's moves";
}

TEST_F(HandingOn, is_refused_by_name) {
    EXPECT_EQ(asks(MemberId(2), "supporter", 3), "ledger.shares_not_held");
    EXPECT_EQ(asks(MemberId(2), "supporter", 0), "ledger.no_shares");
    EXPECT_EQ(asks(MemberId(2), "member", 1), "ledger.share_kept");
    EXPECT_EQ(asks(MemberId(1), "supporter", 1), "ledger.to_oneself");
    facts.held_by_to = 99;
    EXPECT_EQ(asks(MemberId(2), "supporter", 1), "none");
    EXPECT_EQ(asks(MemberId(2), "supporter", 2), "ledger.too_many_shares");
    facts.offer.reset();
    EXPECT_EQ(asks(MemberId(2), "supporter", 2), "none") << "what is on offer no more has no limit";
    facts.is_to_member = false;
    EXPECT_EQ(asks(MemberId(2), "supporter", 1), "ledger.not_a_member");
}

struct Converting : testing::AskedAboutShares {
    ConvertFacts facts{{{"supporter", 20, eur(50'000)}, 0}, offers, 0, 7};
    std::string asks(std::int64_t count, std::string to_class) {
        return code_of(decide(facts, ConvertShares{"supporter", count, std::move(to_class)}, context));
    }
};

TEST_F(Converting, turns_shares_into_as_many_as_were_paid_for) {
    const auto converted = only<SharesEntered>(decide(facts, ConvertShares{"supporter", 20, "builder"}, context));
    ASSERT_EQ(converted.rows.size(), 2u);
    const auto& from = converted.rows[0];
    const auto& to = converted.rows[1];
    EXPECT_EQ(from.number, 7);
    EXPECT_EQ(to.number, 8);
    EXPECT_EQ(from.count, -20);
    EXPECT_EQ(from.paid, eur(-50'000));
    EXPECT_EQ(to.share_class, "builder");
    EXPECT_EQ(to.count, 2);
    EXPECT_EQ(to.paid, eur(50'000));
    EXPECT_EQ(to.authority, "ledger.share_offers 3");
    EXPECT_FALSE(converted.posted);
}

TEST_F(Converting, is_refused_by_name) {
    EXPECT_EQ(asks(9, "builder"), "ledger.does_not_convert");
    EXPECT_EQ(asks(11, "builder"), "ledger.does_not_convert") << "nothing is left over";
    EXPECT_EQ(asks(10, "supporter"), "ledger.does_not_convert") << "into itself";
    EXPECT_EQ(asks(10, "gold"), "ledger.not_on_offer");
    EXPECT_EQ(asks(21, "builder"), "ledger.shares_not_held");
    facts.offers.value = *ShareOffers::parse("solar 250.00 EUR up to 4 if 1000.00 EUR by 2026-06-01");
    EXPECT_EQ(asks(10, "solar"), "ledger.only_pledged");
    facts.offers = offers;
    facts.held_already = 4;
    EXPECT_EQ(asks(10, "builder"), "ledger.too_many_shares");
}

struct Cancelling : testing::AskedAboutShares {
    // given row 5, which issued two shares for 50.00 that nobody moved since
    CancelFacts facts{
        .row =
            RegisterRow{.number = 5, .member = MemberId(2), .share_class = "supporter", .count = 2, .paid = eur(5'000)},
        .payment = {IdValue{33}, {"outside", "share-capital", eur(5'000), "share"}},
        .holder = {{"supporter", 2, eur(5'000)}, 0},
        .next_number = 7};
    Decision asked() { return decide(facts, CancelShares{5, {}}, context); }
};

TEST_F(Cancelling, turns_the_payment_round) {
    const auto cancelled = only<SharesEntered>(asked());
    ASSERT_EQ(cancelled.rows.size(), 1u);
    EXPECT_EQ(cancelled.rows[0].number, 7);
    EXPECT_EQ(cancelled.rows[0].member, MemberId(2));
    EXPECT_EQ(cancelled.rows[0].count, -2);
    EXPECT_EQ(cancelled.rows[0].paid, eur(-5'000));
    EXPECT_EQ(cancelled.rows[0].cancels, 5);
    EXPECT_EQ(cancelled.rows[0].authority, "entry 100");
    EXPECT_EQ(cancelled.posted->transfers.front().movement,
              (Movement{"share-capital", "outside", eur(5'000), "share"}));
    EXPECT_EQ(cancelled.reverses, IdValue{33});
}

TEST_F(Cancelling, is_refused_by_name) {
    facts.holder = {{"supporter", 2, eur(5'000)}, 1};
    EXPECT_EQ(code_of(asked()), "ledger.shares_gone") << "one waits to be sold back";
    facts.holder = {{"supporter", 1, eur(2'500)}, 0};
    EXPECT_EQ(code_of(asked()), "ledger.shares_gone") << "one was handed on";
    facts.holder = {{"supporter", 3, eur(4'999)}, 0};
    EXPECT_EQ(code_of(asked()), "ledger.shares_gone") << "dear ones left, and cheap ones came";
    facts.holder = {{"supporter", 2, eur(5'001)}, 0};
    EXPECT_EQ(code_of(asked()), "ledger.shares_gone") << "no share would be left for the last cent";
    facts.holder = {{"supporter", 3, eur(7'500)}, 0};
    EXPECT_EQ(code_of(asked()), "none");
    facts.is_cancelled = true;
    EXPECT_EQ(code_of(asked()), "ledger.cancelled_already");
    facts.is_cancelled = false;
    facts.row->share_class = "member";
    EXPECT_EQ(code_of(asked()), "ledger.share_kept");
    facts.row->member = MemberId(1);
    EXPECT_EQ(code_of(asked()), "ledger.own_shares");
    facts.row.reset();
    EXPECT_EQ(code_of(asked()), "ledger.no_such_issue");
}

RC_GTEST_PROP(PaidForShares, comes_back_whole_however_they_go, ()) {
    ShareHolding holding{"supporter", *rc::gen::inRange<std::int64_t>(1, 1'000),
                         eur(*rc::gen::inRange<std::int64_t>(1'000, 1'000'000'000))};
    const auto paid = holding.paid;
    Money back = eur(0);
    while (holding.count > 0) {
        const auto count = *rc::gen::inRange<std::int64_t>(1, holding.count + 1);
        const auto part = paid_for(holding, count);
        RC_ASSERT(part.minor >= count); // no share is ever without a cent
        back = back + part;
        holding.paid = holding.paid - part;
        holding.count -= count;
    }
    RC_ASSERT(back == paid);
}

} // namespace
} // namespace reef::ledger
