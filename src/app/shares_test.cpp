// Shares in random histories: whatever members, those who keep the books and the clock do, and in whatever order, the
// register and the books hold. And what reaches a leaver later.
#include "app/histories_testing.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/ledger/module.hpp"
#include "commons/people/module.hpp"
#include "core/store/testing.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::app {
namespace {

using namespace engine;

/// A co-operative with shares on offer, of which 900.00 EUR must remain.
struct ShareCooperative {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    std::vector<MemberId> members;
    MemberId bookkeeper;

    ShareCooperative() {
        auto charter = *preset_charter("ride", engine->registry());
        const auto rule = [&](std::string name, std::string value) {
            charter.governance.rules.push_back({std::move(name), std::move(value), {}, {}});
        };
        rule("ledger.share_offers", "builder 75.00 EUR up to 4; supporter 25.00 EUR up to 12");
        rule("ledger.own_funds_floor", "900.00 EUR");
        rule("ledger.share_notice", "2 days");
        EXPECT_TRUE(found_example(*engine, charter, {.members = 24, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        for (const auto* each : {"driver", "rider"})
            for (const auto member : people::members_of(*engine->read(), each))
                if (members.size() < 5) members.push_back(member);
        bookkeeper = people::members_of(*engine->read(), "staff").front();
    }

    std::string give(const Actor& actor, const Call& asked) {
        const auto answer = engine->perform(actor, "test", asked);
        return answer ? "" : answer.error().code;
    }
    /// What a served platform does every second.
    void look_at_the_clock() {
        EXPECT_FALSE(engine->write_beside([](store::Connection&) {}));
    }
    Money held(MemberId member) { return ledger::balance_of(*engine->read(), ledger::account_of(member), {}); }
};

std::int64_t number(store::Connection& connection, const std::string& sql) {
    return connection.one<std::optional<std::int64_t>>("SELECT CAST((" + sql + ") AS BIGINT)").value_or(0);
}

/// Roles, by which everybody votes.
std::vector<std::vector<std::string>> roles_of(ShareCooperative& in) {
    std::vector<std::vector<std::string>> roles;
    for (const auto member : in.members) roles.push_back(people::standing(*in.engine->read(), Actor::of(member)).roles);
    return roles;
}

void expect_shares_hold(store::Connection& connection) {
    RC_ASSERT(number(connection, "SELECT max(number) - count(*) FROM {ledger_shares}") == 0);
    RC_ASSERT(number(connection, "SELECT sum(balance) FROM {ledger_accounts} WHERE currency = 'EUR'") == 0);
    RC_ASSERT(number(connection, "SELECT sum(paid_minor) FROM {ledger_shares}") ==
              ledger::balance_of(connection, ledger::share_capital, {}).minor);
    RC_ASSERT(number(connection, "SELECT count(*) FROM {ledger_shares} WHERE authority = ''") == 0);
    using Row = std::tuple<MemberId, std::string, std::int64_t, std::int64_t>;
    for (const auto& [member, share_class, count, paid] :
         connection.all<Row>("SELECT member, share_class, CAST(sum(count) AS BIGINT), CAST(sum(paid_minor) AS BIGINT) "
                             "FROM {ledger_shares} GROUP BY member, share_class")) {
        const auto facts = ledger::holder_facts(connection, member, share_class);
        RC_ASSERT(count >= 0 && paid >= count);
        RC_ASSERT((count == 0) == (paid == 0));
        RC_ASSERT(facts.holding.count == count);
        RC_ASSERT(facts.holding.paid.minor == paid);
        RC_ASSERT(facts.waiting <= count);
        RC_ASSERT(share_class != "supporter" || ledger::held_and_subscribed(connection, member, share_class) <= 12);
        RC_ASSERT(share_class != "builder" || ledger::held_and_subscribed(connection, member, share_class) <= 4);
    }
}

class ShareHistory {
  public:
    explicit ShareHistory(ShareCooperative& in) : in_(in) {}

    void step() {
        const auto before = redeemed();
        const auto refusal = act();
        in_.look_at_the_clock();
        RC_LOG() << refusal << "\n";
        expect_shares_hold(*in_.engine->read());
        if (redeemed() > before) RC_ASSERT(ledger::own_funds(*in_.engine->read()) >= (Money{90'000, {}}));
    }

  private:
    /// Evenly, from the first history on.
    static int below(int n) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, n)); }

    std::string act() {
        const auto asked = [](std::string_view name, json::object data) { return Call{std::string(name), data}; };
        const auto member = *rc::gen::elementOf(in_.members);
        const auto actor = Actor::of(member);
        const auto share_class = *rc::gen::element<std::string>("supporter", "supporter", "builder", "member");
        const auto count = 1 + below(6);
        switch (below(13)) {
        case 0:
            return in_.give(actor, asked("ledger.subscribe_shares",
                                         {{"share_class", share_class}, {"count", count}, {"payment", "account"}}));
        case 1:
        case 2:
            return in_.give(actor, asked("ledger.subscribe_shares",
                                         {{"share_class", share_class}, {"count", count}, {"payment", "bank"}}));
        case 3:
        case 4:
            return in_.give(Actor::of(in_.bookkeeper), call(ledger::ConfirmSubscription{newest(subscriptions)}));
        case 5:
            return in_.give(actor, call(ledger::TransferShares{*rc::gen::elementOf(in_.members), share_class, count}));
        case 6:
            return in_.give(actor, call(ledger::ConvertShares{share_class, count, "builder"}));
        case 7:
            return in_.give(actor, call(ledger::SellBackShares{share_class, count}));
        case 8:
            return in_.give(actor, *rc::gen::arbitrary<bool>()
                                       ? call(ledger::KeepShares{newest(redemptions)})
                                       : call(ledger::WithdrawSubscription{newest(subscriptions)}));
        case 9:
            return in_.give(Actor::of(in_.bookkeeper),
                            asked("ledger.cancel_shares", {{"number", some_row()}, {"reason", "wrong"}}));
        case 10:
            return bring_own_funds_near_the_floor();
        default:
            in_.clock.pass(hours(1 + below(72)));
            return "time";
        }
    }

    std::string bring_own_funds_near_the_floor() {
        const auto minor = ledger::own_funds(*in_.engine->read()).minor - 90'000 - below(20'000) + 5'000;
        if (minor == 0) return "near already";
        const std::string from = minor > 0 ? "treasury" : "outside", to = minor > 0 ? "outside" : "treasury";
        return in_.give(Actor::platform(),
                        call(ledger::Post{{{from, to, {std::abs(minor), {}}, "test"}}, "/test", {}}));
    }

    static constexpr std::string_view subscriptions =
        "SELECT wanted.hold FROM {ledger_subscriptions} wanted JOIN {ledger_holds} held ON held.hold = wanted.hold "
        "ORDER BY held.state = 'pending' DESC, wanted.hold DESC LIMIT 3";
    static constexpr std::string_view redemptions =
        "SELECT redemption FROM {ledger_redemptions} ORDER BY waiting DESC, redemption DESC LIMIT 3";
    IdValue newest(std::string_view sql) {
        const auto found = in_.engine->read()->all<IdValue>(sql);
        return found.empty() ? IdValue{1} : *rc::gen::elementOf(found);
    }
    std::int64_t some_row() {
        return number(*in_.engine->read(), "SELECT max(number) FROM {ledger_shares}") - below(6);
    }
    std::int64_t redeemed() {
        return number(*in_.engine->read(), "SELECT count(*) FROM {ledger_shares} WHERE operation = 'redeem'");
    }

    ShareCooperative& in_;
};

TEST(Shares, hold_in_random_histories) {
    ShareCooperative cooperative;
    ShareHistory history(cooperative);
    const auto roles = roles_of(cooperative);
    std::vector<std::string> meets{
        "SELECT count(*) FROM {ledger_redemptions} WHERE try_at > due_at"}; // the gate was closed
    for (const auto* operation : {"issue", "transfer", "convert", "redeem", "cancel"})
        meets.push_back(fmt::format("SELECT count(*) FROM {{ledger_shares}} WHERE operation = '{}'", operation));
    const auto live = [&] {
        for (int steps = 0; steps < 12; ++steps) history.step();
    };
    expect_histories(live, [&] { return first_zero(*cooperative.database, meets); });
    EXPECT_EQ(roles_of(cooperative), roles) << "however many shares somebody holds, they have the votes of their class";
    const auto lease = cooperative.engine->read();
    const auto books = ledger::check_books(*lease);
    EXPECT_FALSE(books.fault) << *books.fault;
    EXPECT_EQ(books.share_rows, number(*lease, "SELECT count(*) FROM {ledger_shares}"));
    const auto report = verify(*cooperative.database, cooperative.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

TEST(Shares, faults_in_the_register_are_named) {
    ShareCooperative cooperative;
    const auto fault_after = [&](std::string_view change, std::string_view back) {
        EXPECT_FALSE(cooperative.engine->write_beside([&](store::Connection& connection) { connection.run(change); }));
        const auto fault = ledger::check_books(*cooperative.engine->read()).fault.value_or("none");
        EXPECT_FALSE(cooperative.engine->write_beside([&](store::Connection& connection) { connection.run(back); }));
        return fault;
    };
    EXPECT_EQ(fault_after("UPDATE {ledger_shares} SET count = 2 WHERE number = 3",
                          "UPDATE {ledger_shares} SET count = 1 WHERE number = 3")
                  .substr(0, 56),
              "Row 3 of the register of shares says 2 × member for 50.");
    EXPECT_EQ(fault_after("UPDATE {ledger_shares} SET number = 99 WHERE number = 3",
                          "UPDATE {ledger_shares} SET number = 3 WHERE number = 99"),
              "The register of shares has no row 3.");
    EXPECT_EQ(fault_after("UPDATE {ledger_shares} SET authority = 'nobody' WHERE number = 1",
                          "UPDATE {ledger_shares} SET authority = 'ledger.share_price 1' WHERE number = 1")
                  .substr(0, 34),
              "Row 1 of the register of shares sa");
    EXPECT_FALSE(ledger::check_books(*cooperative.engine->read()).fault);
}

TEST(Shares, of_a_leaver_are_paid_when_the_gate_opens_and_what_comes_later_is_paid_out) {
    // given a driver with a share for membership and three others, and 5.00 of 8.00 held for somebody
    ShareCooperative in;
    const auto driver = in.members[0];
    const auto subscribed = in.engine->perform(
        Actor::of(driver), "test",
        {"ledger.subscribe_shares", json::object{{"share_class", "supporter"}, {"count", 3}, {"payment", "bank"}}});
    EXPECT_EQ(in.give(Actor::of(in.bookkeeper), call(ledger::ConfirmSubscription{*IdValue::parse(subscribed->id())})),
              "");
    const auto account = ledger::account_of(driver);
    EXPECT_EQ(in.give(Actor::platform(), call(ledger::Post{{{"outside", account, {800, {}}, "test"}}, "/test", {}})),
              "");
    const auto held = in.engine->perform(
        Actor::platform(), "test", call(ledger::Hold{{{account, "treasury", {500, {}}, "test"}}, "/test", {}, {}}));

    // when they leave
    EXPECT_EQ(in.give(Actor::of(driver), {"people.leave", json::object{}}), "");

    // then what is free is paid out, and the shares wait: 375.00 of own funds are less than the 900.00 that must remain
    EXPECT_EQ(in.held(driver), (Money{500, {}}));
    in.clock.pass(days(3));
    in.look_at_the_clock();
    EXPECT_EQ(ledger::all_shares_of(*in.engine->read(), driver).count, 4);

    // when what was held is free again, it follows; when there is enough, so do the shares
    EXPECT_EQ(in.give(Actor::platform(), call(ledger::VoidHold{*IdValue::parse(held->id())})), "");
    EXPECT_EQ(in.held(driver), (Money{0, {}}));
    EXPECT_EQ(
        in.give(Actor::platform(), call(ledger::Post{{{"outside", "treasury", {100'000, {}}, "test"}}, "/test", {}})),
        "");
    in.clock.pass(days(1));
    in.look_at_the_clock();
    EXPECT_EQ(ledger::all_shares_of(*in.engine->read(), driver).count, 0);
    EXPECT_EQ(in.held(driver), (Money{0, {}}));
    EXPECT_EQ(in.give(Actor::platform(), call(ledger::Post{{{"outside", account, {70, {}}, "test"}}, "/test", {}})),
              "");
    EXPECT_EQ(in.held(driver), (Money{0, {}}));
    const auto lease = in.engine->read();
    EXPECT_EQ(number(*lease, "SELECT sum(minor) FROM {ledger_transfers} WHERE purpose = 'paid out on leaving'"),
              300 + 500 + 12'500 + 70);
    const auto report = verify(*in.database, in.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
