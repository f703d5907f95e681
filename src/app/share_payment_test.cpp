// What a bank's line pays for shares enters them, once: by the reference of the subscription and its price.
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/payments/module.hpp"
#include "core/store/testing.hpp"
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace reef::app {
namespace {

using namespace engine;

struct PaidByBank {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(8);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    std::vector<MemberId> drivers;
    Actor clerk;
    std::int64_t balance_minor = 0; // at the bank
    int statements = 0;

    PaidByBank() {
        auto charter = *preset_charter("ride", engine->registry());
        charter.governance.rules.push_back({"ledger.share_offers", "supporter 25.00 EUR up to 100", {}, {}});
        EXPECT_TRUE(found_example(*engine, charter, {.members = 24, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        drivers = people::members_of(*engine->read(), "driver");
        clerk = Actor::of(people::members_of(*engine->read(), "staff").front());
        EXPECT_EQ(give(clerk, {"payments.keep_house_account",
                               json::object{{"holder", "Ride"}, {"iban", "DE02120300000000202051"}}}),
                  "");
    }
    /// The code of the refusal, or nothing.
    std::string give(const Actor& actor, const Call& command) {
        const auto answer = engine->perform(actor, "test", command);
        return answer ? "" : answer.error().code;
    }
    /// The subscription's number.
    IdValue subscribe(MemberId member, std::int64_t count) {
        const auto answer = engine->perform(
            Actor::of(member), "test", call(ledger::SubscribeShares{"supporter", count, ledger::SharePayment::bank}));
        EXPECT_TRUE(answer) << answer.error().sentence();
        return read_event<ledger::SharesSubscribed>(answer->events.at(0).data).held.holds.at(0).hold;
    }
    /// The bank's statement with lines of so much, and what was written on them.
    void import(const std::vector<std::pair<std::int64_t, std::string>>& received) {
        json::array lines;
        const auto opening = balance_minor;
        for (const auto& [minor, message] : received) {
            balance_minor += minor;
            const auto subscription = payments::subscription_of_reference(message);
            lines.push_back(
                json::object{{"amount", Money{minor, {}}.text()},
                             {"booked_on", clock.now().text()},
                             {"subscription", subscription ? json::value(subscription->text()) : json::value(nullptr)},
                             {"is_return", false},
                             {"message", message}});
        }
        const json::object statement{{"iban", "DE02120300000000202051"},
                                     {"identification", std::to_string(++statements)},
                                     {"closed_on", clock.now().text()},
                                     {"opening", Money{opening, {}}.text()},
                                     {"closing", Money{balance_minor, {}}.text()},
                                     {"lines", lines}};
        EXPECT_EQ(give(clerk, {"payments.import_statement",
                               json::object{{"file", json::object{{"statements", json::array{statement}}}}}}),
                  "");
    }
    std::int64_t shares_of(MemberId member) { return ledger::holding_of(*engine->read(), member, "supporter").count; }
    std::int64_t capital() { return ledger::balance_of(*engine->read(), ledger::share_capital, {}).minor; }
    std::vector<payments::LineRow> waiting() { return payments::waiting_lines(*engine->read(), 100); }
};

TEST(SharePayment, enters_shares_once_by_reference_and_price) {
    PaidByBank bank;
    const auto anna = bank.drivers[0], boris = bank.drivers[1];
    const auto before = bank.capital();
    const auto two = bank.subscribe(anna, 2), one = bank.subscribe(boris, 1);
    bank.import({{5'000, payments::creditor_reference(two)},   // right
                 {2'499, payments::creditor_reference(one)},   // a cent off
                 {5'000, payments::creditor_reference(two)}}); // sent twice
    EXPECT_EQ(bank.shares_of(anna), 2);
    EXPECT_EQ(bank.shares_of(boris), 0);
    EXPECT_EQ(bank.capital(), before + 5'000);
    ASSERT_EQ(bank.waiting().size(), 2U) << "the other two are tasks";
    EXPECT_EQ(bank.give(bank.clerk, call(ledger::ConfirmSubscription{two})), "ledger.subscription_over");
    EXPECT_EQ(bank.give(bank.clerk, call(payments::MatchSubscription{bank.waiting().at(0).line, two})),
              "payments.no_such_subscription")
        << "it has its line";

    // Somebody confirmed it by hand before the statement came: its line is matched, and nothing is booked again.
    EXPECT_EQ(bank.give(bank.clerk, call(ledger::ConfirmSubscription{one})), "");
    bank.import({{2'500, payments::creditor_reference(one)}});
    EXPECT_EQ(bank.shares_of(boris), 1);
    EXPECT_EQ(bank.capital(), before + 7'500);
    EXPECT_EQ(bank.waiting().size(), 2U);
}

TEST(SharePayment, is_matched_by_hand_where_the_bank_kept_no_reference_and_waits_where_it_lapsed) {
    PaidByBank bank;
    const auto anna = bank.drivers[0], boris = bank.drivers[1];
    const auto two = bank.subscribe(anna, 2), late = bank.subscribe(boris, 1);
    bank.import({{5'000, "for my shares"}});
    ASSERT_EQ(bank.waiting().size(), 1U);
    const auto line = bank.waiting().at(0).line;
    EXPECT_EQ(bank.give(bank.clerk, call(payments::MatchSubscription{line, late})), "payments.other_price");
    EXPECT_EQ(bank.give(bank.clerk, call(payments::MatchSubscription{line, two})), "");
    EXPECT_EQ(bank.give(bank.clerk, call(payments::MatchSubscription{line, two})), "payments.explained_already");
    EXPECT_EQ(bank.shares_of(anna), 2);
    EXPECT_TRUE(bank.waiting().empty());

    bank.clock.pass(days(20));
    bank.import({{2'500, payments::creditor_reference(late)}});
    EXPECT_EQ(bank.shares_of(boris), 0);
    ASSERT_EQ(bank.waiting().size(), 1U) << "nothing waits for it any more";
    const auto report = verify(*bank.database, bank.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
