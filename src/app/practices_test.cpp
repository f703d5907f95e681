// Practices in random histories: no trial is fuller than its terms say or goes on after harm that stops it, and
// whatever is settled agrees with like cases or says what is different.
#include "app/histories_testing.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/practices/module.hpp"
#include "core/store/testing.hpp"

namespace reef::app {
namespace {

using namespace engine;

struct AskingCooperative {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    std::vector<MemberId> drivers;
    MemberId clerk;

    AskingCooperative() {
        const auto charter = *preset_charter("ride", engine->registry());
        EXPECT_TRUE(found_example(*engine, charter, {.members = 24, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        drivers = people::members_of(*engine->read(), "driver");
        clerk = people::members_of(*engine->read(), "staff").front();
    }
    void give(MemberId who, std::string name, json::object data) {
        const auto answer = engine->perform(Actor::of(who), "test", {name, std::move(data)});
        RC_LOG() << name << " " << (answer ? "" : answer.error().code) << "\n";
    }
};

class AskingHistory {
  public:
    explicit AskingHistory(AskingCooperative& cooperative) : in_(cooperative) {}

    void step() {
        const auto number = newest();
        const json::object practice{{"practice", number}};
        const auto with = [&](json::object more) {
            for (const auto& each : practice) more[each.key()] = each.value();
            return more;
        };
        switch (*rc::gen::weightedElement<int>({{3, 0}, {4, 1}, {8, 2}, {3, 3}, {4, 4}, {3, 5}, {1, 6}})) {
        case 0:
            return in_.give(somebody(), "practices.enter",
                            {{"title", "A habit"},
                             {"description", "We do it."},
                             {"risks", "Some."},
                             {"rules", json::array{"market.offer_time"}},
                             {"classes", json::array{"driver"}},
                             {"words", *rc::gen::element<std::string>("parcels", "parcels, evening")}});
        case 1:
            return in_.give(in_.clerk, "practices.try_out",
                            with({{"participants_most", 2},
                                  {"lasts", "3 days"},
                                  {"harms_borne", 5},
                                  {"disclosure", "We try it."},
                                  {"reasons", "To see."}}));
        case 2:
            return in_.give(somebody(), "practices.join_trial", with({{"reasons", "I will."}}));
        case 3:
            return in_.give(somebody(), "practices.leave_trial", with({{"reasons", "Enough."}}));
        case 4:
            return in_.give(somebody(), "practices.report_harm",
                            with({{"severity", *rc::gen::inRange<std::int64_t>(1, 6)}, {"harm", "It hurt."}}));
        case 5:
            return settle(with({{"holding", "So it is."}}));
        default:
            in_.clock.pass(days(*rc::gen::element(1, 3, 61)));
            in_.give(somebody(), "people.join_body", {{"body", "commons"}});
        }
    }

  private:
    MemberId somebody() { return *rc::gen::elementOf(in_.drivers); }
    std::string newest() {
        const auto found =
            in_.engine->read()->all<IdValue>("SELECT practice FROM {practices_entries} ORDER BY practice DESC LIMIT 2");
        return found.empty() ? "1" : (*rc::gen::elementOf(found)).text();
    }
    void settle(json::object data) {
        const bool tolerates = *rc::gen::arbitrary<bool>();
        data["outcome"] = tolerates ? "tolerated" : "not-allowed";
        if (tolerates) data["conditions"] = "By day.";
        if (*rc::gen::arbitrary<bool>()) data["distinguished"] = "It is smaller.";
        in_.give(in_.clerk, "practices.settle", std::move(data));
    }
    AskingCooperative& in_;
};

const std::vector<std::string> never{
    "SELECT count(*) FROM {practices_trials} t WHERE t.participants_most < (SELECT count(*) FROM "
    "{practices_participants} p WHERE p.practice = t.practice AND p.left_at IS NULL)",
    "SELECT count(*) FROM {practices_trials} t WHERE t.over_at IS NULL AND t.stops_at <= (SELECT count(*) FROM "
    "{practices_harms} h WHERE h.practice = t.practice AND h.severity >= 3)",
    "SELECT count(*) FROM {practices_trials} t, {practices_harms} h WHERE h.practice = t.practice AND h.severity = 5 "
    "AND t.over_at IS NULL",
    "SELECT count(*) FROM {practices_trials} t, {practices_participants} p WHERE p.practice = t.practice AND t.over_at "
    "IS NOT NULL AND p.left_at IS NULL",
    "SELECT count(*) FROM {practices_entries} e WHERE (e.state = 'on-trial') <> EXISTS (SELECT 1 FROM "
    "{practices_trials} t WHERE t.practice = e.practice AND t.over_at IS NULL)",
    "SELECT count(*) FROM {practices_entries} WHERE departed_from <> '[]' AND distinguished IS NULL"};

TEST(Practices, keep_their_limits_in_random_histories) {
    AskingCooperative cooperative;
    AskingHistory history(cooperative);
    const auto live = [&] {
        for (int steps = 0; steps < 7; ++steps) history.step();
        const auto connection = cooperative.engine->read();
        for (const auto& wrong : never) RC_ASSERT(connection->one<std::int64_t>(wrong) == 0);
    };
    const std::vector<std::string> meets{"SELECT count(*) FROM {practices_trials} WHERE because = 'harm'",
                                         "SELECT count(*) FROM {practices_trials} WHERE because = 'date'",
                                         "SELECT count(*) FROM {practices_trials} WHERE because = 'settled'",
                                         "SELECT count(*) FROM {practices_entries} WHERE state = 'lapsed'",
                                         "SELECT count(*) FROM {practices_entries} WHERE followed <> '[]'",
                                         "SELECT count(*) FROM {practices_entries} WHERE departed_from <> '[]'"};
    expect_histories(live, [&] { return first_zero(*cooperative.database, meets); });
    const auto report = verify(*cooperative.database, cooperative.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
