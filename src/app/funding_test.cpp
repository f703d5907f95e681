// Funding rounds in random histories: whatever members propose, give and take back, every cent is somewhere.
#include "app/histories_testing.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/funding/module.hpp"
#include "core/store/testing.hpp"
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace reef::app {
namespace {

using namespace engine;

/// A co-operative to whose treasury 500.00 come with each history, and 50.00 to each of six drivers.
struct FundingCooperative {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    std::vector<MemberId> drivers;
    MemberId clerk;

    FundingCooperative() {
        auto charter = *preset_charter("ride", engine->registry());
        charter.governance.rules.push_back({"funding.project_part", "60%", {}, {}});
        charter.governance.rules.push_back({"funding.raters_least", "1", {}, {}});
        EXPECT_TRUE(found_example(*engine, charter, {.members = 40, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        drivers = people::members_of(*engine->read(), "driver");
        drivers.resize(6);
        clerk = people::members_of(*engine->read(), "staff").front();
    }
    void pay_in() {
        std::vector<ledger::Movement> movements = {{"outside", "treasury", {50'000, {}}, "grant"}};
        for (const auto driver : drivers)
            movements.push_back({"outside", ledger::account_of(driver), {5'000, {}}, "pay-in"});
        EXPECT_EQ(give(Actor::platform(), call(ledger::Post{movements, "/test", {}})), "");
    }
    /// The code of the refusal, or nothing.
    std::string give(const Actor& actor, const Call& command) {
        const auto answer = engine->perform(actor, "test", command);
        return answer ? "" : answer.error().code;
    }
    std::vector<IdValue> all(std::string_view sql) { return engine->read()->all<IdValue>(sql); }
};

class FundingHistory {
  public:
    explicit FundingHistory(FundingCooperative& cooperative) : in_(cooperative) {}

    void step() {
        const auto project = some("SELECT project FROM {funding_projects} ORDER BY project DESC LIMIT 6");
        const auto round = some("SELECT round FROM {funding_rounds} ORDER BY round DESC LIMIT 2");
        switch (*rc::gen::weightedElement<int>({{2, 0}, {4, 1}, {12, 2}, {1, 3}, {1, 4}, {2, 5}, {1, 6}, {8, 7}})) {
        case 0:
            return open();
        case 1:
            return tell("put", in_.give(somebody(), {"funding.put_project", json::object{{"round", round},
                                                                                         {"title", "Racks"},
                                                                                         {"plan", "Build them"},
                                                                                         {"body", some_body()}}}));
        case 2:
            return tell("give",
                        in_.give(somebody(), call(funding::Give{*IdValue::parse(project),
                                                                {*rc::gen::inRange<std::int64_t>(50, 2'000), {}}})));
        case 3:
            return tell("take out",
                        in_.give(clerk(), {"funding.take_out_project",
                                           json::object{{"project", project}, {"reasons", "not of the round"}}}));
        case 4:
            return tell("call off", in_.give(clerk(), {"funding.call_off_round",
                                                       json::object{{"round", round}, {"reasons", "too early"}}}));
        case 5:
            in_.clock.pass(hours(*rc::gen::inRange(1, 30)));
            return tell("time", in_.give(somebody(), {"people.join_body", json::object{{"body", "commons"}}}));
        case 7:
            return tell("rate", in_.give(somebody(), call(funding::Rate{*IdValue::parse(project),
                                                                        *rc::gen::inRange<std::int64_t>(0, 12)})));
        default:
            return tell("reverse", in_.give(clerk(), {"ledger.reverse",
                                                      json::object{{"entry", some_entry()}, {"reason", "wrong"}}}));
        }
    }

  private:
    static void tell(const std::string& what, const std::string& refusal) {
        RC_LOG() << what << " " << refusal << "\n";
    }
    Actor clerk() const { return Actor::of(in_.clerk); }
    Actor somebody() { return Actor::of(*rc::gen::elementOf(in_.drivers)); }
    static json::value some_body() {
        return *rc::gen::inRange(0, 3) == 0 ? json::value("green") : json::value(nullptr);
    }
    std::string some(std::string_view sql) {
        const auto found = in_.all(sql);
        return found.empty() ? "1" : (*rc::gen::elementOf(found)).text();
    }
    /// Of those that rounds made.
    std::int64_t some_entry() {
        const auto entries =
            in_.engine->read()->all<EntryNumber>("SELECT DISTINCT entry FROM {ledger_transfers} WHERE reference LIKE "
                                                 "'/funding/%' ORDER BY entry DESC LIMIT 4");
        return entries.empty() ? 1 : *rc::gen::elementOf(entries);
    }
    void open() {
        const auto opens_at = in_.clock.now() + hours(*rc::gen::inRange(1, 8));
        const bool is_retroactive = *rc::gen::arbitrary<bool>();
        const auto pot = Money{*rc::gen::inRange<std::int64_t>(1, 6'000), {}};
        json::object round{{"title", "Racks"}, {"purpose", "Things for all"}, {"pot", pot.text()}};
        round["closes_at"] = (opens_at + hours(*rc::gen::inRange(1, 72))).text();
        if (is_retroactive) round["kind"] = "retroactive";
        if (is_retroactive) round["opens_at"] = opens_at.text();
        tell("open", in_.give(clerk(), {"funding.open_round", round}));
    }

    FundingCooperative& in_;
};

/// Looks at the newest rounds: the histories leave older ones alone.
void expect_every_cent(store::Connection& connection) {
    for (const auto& round : funding::rounds(connection, 12, 0)) {
        std::int64_t held = 0;
        if (round.state == funding::RoundState::standing) {
            held = round.pot.minor;
            for (const auto& gift : funding::gifts_of(connection, round.round)) held += gift.minor;
        }
        RC_ASSERT(ledger::balance_of(connection, funding::escrow_of(round.round), {}).minor == held);
        if (round.state != funding::RoundState::closed) continue;
        const auto recorded = funding::recorded_results(connection, round),
                   again = funding::results_of(connection, round);
        RC_ASSERT(recorded.projects == again.projects);
        RC_ASSERT(recorded.left == again.left);
    }
    RC_ASSERT(connection.one<std::optional<std::int64_t>>("SELECT CAST(sum(balance) AS BIGINT) FROM {ledger_accounts} "
                                                          "WHERE currency = 'EUR'") == 0);
    RC_ASSERT(connection.one<std::int64_t>("SELECT count(*) FROM {ledger_accounts} WHERE balance < 0 AND account NOT "
                                           "IN ('outside', 'treasury')") == 0);
}

TEST(Funding, keeps_every_cent_in_random_histories) {
    FundingCooperative cooperative;
    FundingHistory history(cooperative);
    const auto live = [&] {
        cooperative.pay_in();
        for (int steps = 0; steps < 20; ++steps) {
            history.step();
            expect_every_cent(*cooperative.engine->read());
        }
    };
    const std::string paid = "SELECT count(*) FROM {funding_projects} put JOIN {funding_rounds} held ON "
                             "held.round = put.round WHERE put.matched > 0 AND held.kind = ";
    const std::vector<std::string> meets{"SELECT count(*) FROM {funding_rounds} WHERE state = 'closed'",
                                         "SELECT count(*) FROM {funding_rounds} WHERE state = 'called-off'",
                                         "SELECT count(*) FROM {funding_projects} WHERE NOT standing",
                                         paid + "'matched'", paid + "'retroactive'"};
    expect_histories(live, [&] { return first_zero(*cooperative.database, meets); });
    const auto report = verify(*cooperative.database, cooperative.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
