// The treasury in random histories: whatever is asked of it, and in whatever order, the books hold.
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

/// A co-operative whose members may owe 20.00 EUR.
struct Cooperative {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    std::vector<std::string> accounts = {"treasury", "outside", "fund:a", "escrow:1", "reserve:legal"};
    MemberId bookkeeper;

    Cooperative() {
        auto charter = *preset_charter("ride", engine->registry());
        charter.governance.rules.push_back({"ledger.credit_line", "20.00 EUR", {}, {}});
        EXPECT_TRUE(found_example(*engine, charter, {.members = 24, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        for (const auto member : people::members_of(*engine->read(), "driver"))
            if (accounts.size() < 8) accounts.push_back(ledger::account_of(member));
        bookkeeper = people::members_of(*engine->read(), "staff").front();
    }

    /// The code of the refusal, or nothing.
    template <Document C>
    std::string give(const Actor& actor, const C& command) {
        const auto answer = engine->perform(actor, "test", call(command));
        return answer ? "" : answer.error().code;
    }
    std::string reverse(EntryNumber entry) {
        const auto answer = engine->perform(Actor::of(bookkeeper), "test",
                                            {"ledger.reverse", json::object{{"entry", entry}, {"reason", "wrong"}}});
        return answer ? "" : answer.error().code;
    }
};

struct Books {
    std::map<std::string, std::int64_t> balances, pending_out, pending_in; // by "account currency"
};
std::string key(const std::string& account, const std::string& currency) { return account + " " + currency; }

/// From the transfers and holds alone.
Books recomputed(store::Connection& connection) {
    Books books;
    using Row = std::tuple<std::string, std::string, std::int64_t, std::string>;
    for (const auto& [from, to, minor, currency] :
         connection.all<Row>("SELECT from_account, to_account, minor, currency FROM {ledger_transfers}")) {
        books.balances[key(from, currency)] -= minor;
        books.balances[key(to, currency)] += minor;
    }
    for (const auto& [from, to, minor, currency] : connection.all<Row>(
             "SELECT from_account, to_account, minor, currency FROM {ledger_holds} WHERE state = 'pending'")) {
        books.pending_out[key(from, currency)] += minor;
        books.pending_in[key(to, currency)] += minor;
    }
    return books;
}

void expect_the_books_hold(store::Connection& connection) {
    auto books = recomputed(connection);
    std::map<std::string, std::int64_t> sums;
    using Row = std::tuple<std::string, std::string, std::int64_t, std::int64_t, std::int64_t>;
    for (const auto& [account, currency, balance, out, in] :
         connection.all<Row>("SELECT account, currency, balance, pending_out, pending_in FROM {ledger_accounts}")) {
        RC_ASSERT(balance == books.balances[key(account, currency)]);
        RC_ASSERT(out == books.pending_out[key(account, currency)]);
        RC_ASSERT(in == books.pending_in[key(account, currency)]);
        sums[currency] += balance;
        const auto kind = ledger::Account::parse(account)->kind;
        const std::int64_t credit = kind == ledger::AccountKind::member && currency == "EUR" ? 2'000 : 0;
        RC_ASSERT(ledger::may_be_below_zero(kind) || balance - out >= -credit);
        RC_ASSERT(out >= 0 && in >= 0);
    }
    for (const auto& [currency, sum] : sums) RC_ASSERT(sum == 0);
    // What was held moved once and no more than it, or not at all.
    RC_ASSERT(connection.one<std::int64_t>(
                  "SELECT count(*) FROM {ledger_holds} WHERE (state = 'posted') <> (moved_minor > 0) "
                  "OR moved_minor > minor OR (state = 'pending') <> (resolved_entry IS NULL)") == 0);
    // Nothing was reversed twice.
    RC_ASSERT(connection
                  .all<IdValue>("SELECT reverses FROM {ledger_transfers} WHERE reverses IS NOT NULL "
                                "GROUP BY reverses HAVING count(*) > 1")
                  .empty());
}

class History {
  public:
    explicit History(Cooperative& cooperative) : in_(cooperative) {}

    void step() {
        switch (*rc::gen::inRange(0, 8)) {
        case 0:
        case 1:
            tell("post", in_.give(Actor::platform(), ledger::Post{movements(), "/test", {}}));
            break;
        case 2:
        case 3: {
            const auto hours_held = *rc::gen::inRange(0, 6);
            const auto until = hours_held > 0 ? std::optional(in_.clock.now() + hours(hours_held)) : std::nullopt;
            tell("hold", in_.give(Actor::platform(), ledger::Hold{movements(), "/test", {}, until}));
            break;
        }
        case 4:
            tell("post hold", in_.give(resolver(), ledger::PostHold{some_hold(), some_amount()}));
            break;
        case 5:
            tell("void hold", in_.give(resolver(), ledger::VoidHold{some_hold()}));
            break;
        case 6:
            in_.clock.pass(hours(*rc::gen::inRange(1, 4)));
            break;
        default:
            tell("reverse", in_.reverse(some_entry()));
        }
    }

  private:
    static void tell(const std::string& what, const std::string& refusal) {
        RC_LOG() << what << " " << refusal << "\n";
    }
    Actor resolver() { return *rc::gen::inRange(0, 4) == 0 ? Actor::of(in_.bookkeeper) : Actor::platform(); }

    std::vector<ledger::Movement> movements() {
        std::vector<ledger::Movement> all;
        for (int left = *rc::gen::inRange(1, 4); left > 0; --left)
            all.push_back({*rc::gen::elementOf(in_.accounts), *rc::gen::elementOf(in_.accounts),
                           Money{*rc::gen::inRange<std::int64_t>(1, 3'000),
                                 *Currency::parse(*rc::gen::element<std::string>("EUR", "EUR", "HRS", "PTS"))},
                           "test"});
        return all;
    }
    std::optional<Money> some_amount() {
        if (*rc::gen::arbitrary<bool>()) return {};
        return Money{*rc::gen::inRange<std::int64_t>(1, 3'000), {}};
    }
    /// Mostly one of the newest, in whatever state.
    IdValue some_hold() {
        const auto holds =
            in_.engine->read()->all<IdValue>("SELECT hold FROM {ledger_holds} ORDER BY entry DESC, hold DESC LIMIT 6");
        return holds.empty() ? IdValue{1} : *rc::gen::elementOf(holds);
    }
    EntryNumber some_entry() {
        const auto entries = in_.engine->read()->all<EntryNumber>(
            "SELECT DISTINCT entry FROM {ledger_transfers} ORDER BY entry DESC LIMIT 6");
        return entries.empty() ? 1 : *rc::gen::elementOf(entries);
    }

    Cooperative& in_;
};

TEST(Treasury, holds_its_books_in_random_histories) {
    Cooperative cooperative;
    History history(cooperative);
    std::vector<std::string> meets{"SELECT count(*) FROM {ledger_transfers} WHERE reverses IS NOT NULL"};
    for (const auto* state : {"pending", "posted", "voided", "expired"})
        meets.push_back(fmt::format("SELECT count(*) FROM {{ledger_holds}} WHERE state = '{}'", state));
    const auto live = [&] {
        for (int steps = 0; steps < 25; ++steps) {
            history.step();
            expect_the_books_hold(*cooperative.engine->read());
        }
    };
    expect_histories(live, [&] { return first_zero(*cooperative.database, meets); });
    const auto report = verify(*cooperative.database, cooperative.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

TEST(Treasury, counts_no_reversed_business_towards_patronage) {
    Cooperative cooperative;
    const auto lease = [&] { return cooperative.engine->read(); };
    const auto driver = people::members_of(*lease(), "driver").front(),
               rider = people::members_of(*lease(), "rider")[0];
    const auto fare = [&](std::int64_t minor) {
        const std::vector<ledger::Movement> movements = {
            {"outside", ledger::account_of(rider), {minor, {}}, "card payment"},
            {ledger::account_of(rider), ledger::account_of(driver), {minor, {}}, "fare"}};
        const auto posted = cooperative.engine->perform(Actor::platform(), "test",
                                                        call(ledger::Post{movements, "/rides/1", {rider, driver}}));
        return posted->entry;
    };
    const auto sales = [&] {
        const auto period = *ledger::find_period(*lease(), 1);
        const auto patronage = rules::founded_platform(*lease()).charter.governance.patronage.front();
        const ledger::Stretch all{period.began_entry, INT64_MAX};
        const auto in_one_pass = ledger::patrons_of(*lease(), patronage, period, all);
        const auto in_slices = ledger::patrons_of(*lease(), patronage, period, all, {{}, 1'000});
        std::int64_t minor = 0;
        for (const auto& each : in_one_pass) minor += each.weight;
        for (const auto& each : in_slices) minor -= each.weight;
        EXPECT_EQ(minor, 0) << "both ways of counting agree";
        for (const auto& each : in_one_pass)
            if (each.member == driver) return each.weight;
        return std::int64_t{0};
    };
    const auto wrong = fare(1'000);
    fare(250);
    EXPECT_EQ(sales(), 1'250);
    EXPECT_EQ(cooperative.reverse(wrong), "");
    EXPECT_EQ(sales(), 250) << "and the rider sold nothing by getting the money back";
}

} // namespace
} // namespace reef::app
