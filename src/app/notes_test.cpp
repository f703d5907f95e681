// Notes in random histories: whatever is offered, subscribed, taken back and repaid, every cent is somewhere, what is
// owed is what the register says, and nobody has more of a vote by it.
#include "app/histories_testing.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/funding/module.hpp"
#include "core/store/testing.hpp"
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::app {
namespace {

using namespace engine;

/// A co-operative with four drivers, to whom 50.00 come with each history.
struct LendingCooperative {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(6);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    std::vector<MemberId> drivers;
    MemberId clerk;

    LendingCooperative() {
        auto charter = *preset_charter("ride", engine->registry());
        charter.governance.rules.push_back({"funding.notes_offered_by", "office", {}, {}});
        charter.governance.rules.push_back({"funding.notes_most", "1000000.00 EUR", {}, {}});
        charter.governance.rules.push_back({"funding.note_rate_most", "15%", {}, {}});
        charter.governance.rules.push_back({"funding.note_return_cap", "5%", {}, {}});
        EXPECT_TRUE(found_example(*engine, charter, {.members = 24, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        drivers = people::members_of(*engine->read(), "driver");
        drivers.resize(4);
        clerk = people::members_of(*engine->read(), "staff").front();
    }
    /// The code of the refusal, or nothing.
    std::string give(const Actor& actor, const Call& command) {
        const auto answer = engine->perform(actor, "test", command);
        return answer ? "" : answer.error().code;
    }
    void pay(std::string from, std::string to, std::int64_t minor) {
        EXPECT_EQ(give(Actor::platform(),
                       call(ledger::Post{{{std::move(from), std::move(to), {minor, {}}, "grant"}}, "/test", {}})),
                  "");
    }
    std::map<MemberId, std::vector<std::string>> roles() {
        std::map<MemberId, std::vector<std::string>> all;
        const auto lease = engine->read();
        for (const auto member : drivers) all[member] = people::standing(*lease, Actor::of(member)).roles;
        return all;
    }
};

class LendingHistory {
  public:
    explicit LendingHistory(LendingCooperative& cooperative) : in_(cooperative) {}

    void step() {
        switch (*rc::gen::weightedElement<int>({{2, 0}, {9, 1}, {2, 2}, {1, 3}, {1, 4}, {6, 5}})) {
        case 0:
            return offer();
        case 1:
            return tell(
                "subscribe",
                in_.give(somebody(), call(funding::SubscribeNote{
                                         some("SELECT offer FROM {funding_note_offers} ORDER BY offer DESC LIMIT 2"),
                                         {*rc::gen::inRange<std::int64_t>(50, 900), {}}})));
        case 2:
            return tell("withdraw",
                        in_.give(somebody(), call(funding::WithdrawNote{some(
                                                 "SELECT note FROM {funding_notes} ORDER BY note DESC LIMIT 4")})));
        case 3:
            return tell("call off",
                        in_.give(clerk(), {"funding.call_off_notes",
                                           json::object{{"offer", some_open().text()}, {"reasons", "not needed"}}}));
        case 4:
            return tell("early", in_.give(clerk(), call(funding::RepayNotesEarly{
                                                       some("SELECT offer FROM {funding_note_offers} WHERE state = "
                                                            "'issued' ORDER BY offer DESC LIMIT 4")})));
        default:
            in_.clock.pass(days(*rc::gen::inRange(1, 60)));
            return tell("time", in_.give(somebody(), {"people.join_body", json::object{{"body", "commons"}}}));
        }
    }

    /// Every second history the co-operative becomes poor, or rich again.
    void begin() {
        for (const auto driver : in_.drivers) in_.pay("outside", ledger::account_of(driver), 5'000);
        const auto number = lived_++;
        if (number % 4 == 1) in_.pay("treasury", "outside", 2'000'000);
        if (number % 4 == 3) in_.pay("outside", "treasury", 2'000'000);
    }

  private:
    static void tell(const std::string& what, const std::string& refusal) {
        RC_LOG() << what << " " << refusal << "\n";
    }
    Actor clerk() const { return Actor::of(in_.clerk); }
    Actor somebody() { return Actor::of(*rc::gen::elementOf(in_.drivers)); }
    IdValue some(std::string_view sql) {
        const auto found = in_.engine->read()->all<IdValue>(sql);
        return found.empty() ? IdValue{1} : *rc::gen::elementOf(found);
    }
    IdValue some_open() { return some("SELECT offer FROM {funding_note_offers} WHERE state = 'open' ORDER BY offer"); }
    void offer() {
        const auto target = *rc::gen::inRange<std::int64_t>(100, 1'000);
        json::object notes{{"title", "A charger"}, {"purpose", "For the yard"}, {"least", "0.50 EUR"}};
        notes["most"] = Money{target, {}}.text();
        notes["target"] = notes["most"];
        notes["limit"] = Money{3 * target, {}}.text();
        notes["closes_at"] = (in_.clock.now() + hours(*rc::gen::inRange(1, 40 * 24))).text();
        notes["rate"] = Percent{*rc::gen::inRange<std::int64_t>(0, 1'501)}.text();
        notes["instalments"] = *rc::gen::inRange<std::int64_t>(1, 5);
        notes["months_between"] = *rc::gen::inRange<std::int64_t>(1, 4);
        tell("offer", in_.give(clerk(), {"funding.offer_notes", notes}));
    }

    LendingCooperative& in_;
    int lived_ = 0;
};

/// Whether an instalment is due that could not be afforded.
bool any_waits(store::Connection& connection) {
    return std::ranges::any_of(funding::all_notes(connection, 12, 0), [](const auto& offer) {
        return offer.state == funding::NotesState::issued && *offer.try_at > offer.due_at(offer.instalments_repaid + 1);
    });
}

/// The sums of all notes; one by one the newest, as the histories leave older ones alone.
void expect_register_and_books_agree(store::Connection& connection) {
    const auto sum = [&](std::string_view sql, const auto&... arguments) {
        return connection.one<std::optional<std::int64_t>>(sql, arguments...).value_or(0);
    };
    for (const auto member : connection.all<MemberId>("SELECT DISTINCT member FROM {funding_notes}")) {
        const auto owed = ledger::balance_of(connection, ledger::notes_of(member), {}).minor;
        RC_ASSERT(owed ==
                  sum("SELECT CAST(sum(principal) AS BIGINT) FROM {funding_note_rows} WHERE member = $1", member));
        RC_ASSERT(owed == sum("SELECT CAST(sum(owed) AS BIGINT) FROM {funding_notes} WHERE member = $1", member));
    }
    for (const auto& offer : funding::all_notes(connection, 12, 0)) {
        RC_ASSERT(ledger::balance_of(connection, funding::escrow_of_notes(offer.offer), {}).minor == 0);
        for (const auto& note : funding::notes_of_offer(connection, offer.offer)) {
            const auto paid =
                sum("SELECT CAST(sum(paid) AS BIGINT) FROM {funding_note_rows} WHERE note = $1", note.note);
            RC_ASSERT(paid == note.repayment.return_paid_minor);
            RC_ASSERT(paid <= funding::cap_minor(offer.terms, note.minor));
            const auto held = ledger::pending_holds_for(connection, funding::address_of_note(offer.offer, note.note));
            RC_ASSERT(held.size() == (offer.state == funding::NotesState::open ? 1u : 0u));
        }
    }
    RC_ASSERT(sum("SELECT CAST(sum(balance) AS BIGINT) FROM {ledger_accounts} WHERE currency = 'EUR'") == 0);
    RC_ASSERT(connection.one<std::int64_t>("SELECT count(*) FROM {ledger_accounts} WHERE balance < 0 AND account NOT "
                                           "IN ('outside', 'treasury')") == 0);
}

void expect_faults_in_the_register_are_named(LendingCooperative& cooperative) {
    const auto fault = [&] { return funding::check_notes(*cooperative.engine->read()).fault.value_or("none"); };
    const auto fault_after = [&](std::string_view change, std::string_view back) {
        EXPECT_FALSE(cooperative.engine->write_beside([&](store::Connection& connection) { connection.run(change); }));
        const auto found = fault();
        EXPECT_FALSE(cooperative.engine->write_beside([&](store::Connection& connection) { connection.run(back); }));
        return found;
    };
    EXPECT_EQ(fault(), "none");
    EXPECT_THAT(fault_after("UPDATE {funding_note_rows} SET paid = paid + 1 WHERE number = 2",
                            "UPDATE {funding_note_rows} SET paid = paid - 1 WHERE number = 2"),
                testing::StartsWith("Row 2 of the register of notes says"));
    EXPECT_THAT(fault_after("UPDATE {funding_note_rows} SET number = 0 WHERE number = 2",
                            "UPDATE {funding_note_rows} SET number = 2 WHERE number = 0"),
                testing::StartsWith("Row 0 of the register of notes stands in no entry"));
    EXPECT_THAT(fault_after("UPDATE {ledger_accounts} SET balance = balance + 1 WHERE account LIKE 'notes:%'",
                            "UPDATE {ledger_accounts} SET balance = balance - 1 WHERE account LIKE 'notes:%'"),
                testing::HasSubstr("by the register of notes"));
    EXPECT_EQ(fault(), "none");
}

TEST(Notes, keep_every_cent_and_change_no_vote_in_random_histories) {
    LendingCooperative cooperative;
    LendingHistory history(cooperative);
    cooperative.give(Actor::of(cooperative.clerk), {"people.join_body", json::object{{"body", "commons"}}});
    for (const auto driver : cooperative.drivers)
        cooperative.give(Actor::of(driver), {"people.join_body", json::object{{"body", "commons"}}});
    const auto roles = cooperative.roles();
    int waited = 0;
    const auto live = [&] {
        history.begin();
        for (int steps = 0; steps < 20; ++steps) {
            history.step();
            expect_register_and_books_agree(*cooperative.engine->read());
            RC_ASSERT(cooperative.roles() == roles);
            waited += any_waits(*cooperative.engine->read()) ? 1 : 0;
        }
    };
    const std::string offers = "SELECT count(*) FROM {funding_note_offers} WHERE state = ";
    const std::vector<std::string> meets{offers + "'missed'", offers + "'called-off'", offers + "'repaid'",
                                         "SELECT count(*) FROM {funding_note_rows} WHERE operation = 'repay-early'"};
    expect_histories(live, [&] {
        return waited == 0 ? "a co-operative that is too poor to repay" : first_zero(*cooperative.database, meets);
    });
    const auto report = verify(*cooperative.database, cooperative.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
    expect_faults_in_the_register_are_named(cooperative);
}

} // namespace
} // namespace reef::app
