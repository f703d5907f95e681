#include "commons/ledger/testing.hpp"
#include <gtest/gtest.h>

namespace reef::ledger {
namespace {

using namespace engine;
using testing::eur;
using testing::noon;

struct Deciding : ::testing::Test {
    IdSource ids{100};
    Context context{Actor::platform(), {}, noon, 100, &ids};

    static HoldFacts held(HoldState state, std::string from = "member:1", std::string to = "member:2") {
        return {HoldRow{IdValue{7}, {std::move(from), std::move(to), eur(500), "fare"}, "/rides/3", noon, {}, state}};
    }
    static std::string refusal_of(const Decision& decision) { return decision ? "none" : decision.error().code; }
    /// What followed, as a document.
    template <class E>
    static E only(const Decision& decision) {
        const auto& events = decision->recorded();
        EXPECT_EQ(events.size(), 1u);
        EXPECT_EQ(events.front().name, E::name);
        return read_event<E>(events.front().data);
    }
};
using Holds = Deciding;

TEST_F(Holds, promise_no_money_twice) {
    const BalanceFacts facts{{{"member:1 EUR", 500}}, eur(0)};
    const auto asks = [&](std::vector<Movement> movements) {
        return refusal_of(decide(facts, Hold{std::move(movements), "/a", {}, {}}, context));
    };
    EXPECT_EQ(asks({{"member:1", "member:2", eur(300), "a"}, {"member:1", "member:3", eur(200), "b"}}), "none");
    EXPECT_EQ(asks({{"member:1", "member:2", eur(300), "a"}, {"member:1", "member:3", eur(201), "b"}}),
              "ledger.insufficient_funds");
    EXPECT_EQ(asks({{"member:1", "member:2", eur(300), "a"}, {"member:2", "member:3", eur(300), "b"}}),
              "ledger.insufficient_funds")
        << "what is promised cannot be promised on";
    EXPECT_EQ(asks({}), "ledger.nothing_to_move");
}

TEST_F(Holds, end_in_the_future) {
    const BalanceFacts facts{{{"member:1 EUR", 500}}, eur(0)};
    Hold command{{{"member:1", "member:2", eur(300), "a"}}, "/a", {}, noon};
    EXPECT_EQ(refusal_of(decide(facts, command, context)), "ledger.expires_in_the_past");
    command.expires_at = noon + seconds(1);
    EXPECT_EQ(only<Held>(decide(facts, command, context)).expires_at, noon + seconds(1));
}

TEST_F(Holds, move_whole_or_in_part_and_restore_the_rest) {
    const auto whole = only<HoldPosted>(decide(held(HoldState::pending), PostHold{IdValue{7}, {}}, context));
    EXPECT_EQ(whole.restored, eur(0));
    EXPECT_EQ(whole.posted.transfers.front().movement.amount, eur(500));
    EXPECT_EQ(whole.posted.reference, "/rides/3");
    EXPECT_EQ(whole.posted.parties, (std::vector{MemberId(1), MemberId(2)}));
    const auto part = only<HoldPosted>(decide(held(HoldState::pending), PostHold{IdValue{7}, eur(120)}, context));
    EXPECT_EQ(part.restored, eur(380));
    EXPECT_EQ(part.posted.transfers.front().movement.amount, eur(120));
    for (const Money& wrong : {eur(501), eur(0), eur(-1), Money{100, *Currency::parse("USD")}})
        EXPECT_EQ(refusal_of(decide(held(HoldState::pending), PostHold{IdValue{7}, wrong}, context)),
                  "ledger.more_than_held")
            << wrong.text();
}

TEST_F(Holds, are_resolved_once) {
    for (const auto state : {HoldState::posted, HoldState::voided, HoldState::expired}) {
        EXPECT_EQ(refusal_of(decide(held(state), PostHold{IdValue{7}, {}}, context)), "ledger.hold_resolved");
        EXPECT_EQ(refusal_of(decide(held(state), VoidHold{IdValue{7}}, context)), "ledger.hold_resolved");
        EXPECT_EQ(refusal_of(decide(held(state), ExpireHold{IdValue{7}}, context)), "ledger.hold_resolved");
    }
    EXPECT_EQ(refusal_of(decide(HoldFacts{}, PostHold{IdValue{7}, {}}, context)), "ledger.no_such_hold");
    EXPECT_EQ(only<HoldReleased>(decide(held(HoldState::pending), VoidHold{IdValue{7}}, context)).state,
              HoldState::voided);
    EXPECT_EQ(only<HoldReleased>(decide(held(HoldState::pending), ExpireHold{IdValue{7}}, context)).state,
              HoldState::expired);
}

TEST_F(Holds, are_resolved_by_who_keeps_the_books_only_where_they_were_held_at_the_desk) {
    context.actor = Actor::of(MemberId(9));
    const auto by_hand = [&](std::string reference) {
        auto facts = held(HoldState::pending);
        facts.hold->reference = std::move(reference);
        const auto posted = refusal_of(decide(facts, PostHold{IdValue{7}, {}}, context));
        EXPECT_EQ(refusal_of(decide(facts, VoidHold{IdValue{7}}, context)), posted);
        return posted;
    };
    EXPECT_EQ(by_hand("/money/desk"), "none");
    EXPECT_EQ(by_hand("/payments/8841"), "ledger.not_held_at_desk") << "two people sign that, perhaps";
    EXPECT_EQ(by_hand("/rides/8841"), "ledger.not_held_at_desk");
}

} // namespace
} // namespace reef::ledger
