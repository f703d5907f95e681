// By-laws in random histories: whatever is decided, lapses and is left room for, the narrowest value in force holds, no
// by-law lies outside of its room, and a ride is settled under the versions that it began under.
#include "app/histories_testing.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/people/module.hpp"
#include "commons/rules/module.hpp"
#include "core/store/testing.hpp"
#include "spaces/market/module.hpp"

namespace reef::app {
namespace {

using namespace engine;
using rules::Scope;

const Scope airport{ScopeKind::category, "airport"};
const Scope rides{ScopeKind::space, "rides"};
const Scope riders{ScopeKind::stakeholder_class, "rider"};
const std::vector<std::optional<Scope>> all_scopes{{}, airport, rides, riders};

struct NestedCooperative {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(6);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    Actor rider, driver;

    NestedCooperative() {
        const auto charter = *preset_charter("ride", engine->registry());
        EXPECT_TRUE(found_example(*engine, charter, {.members = 12, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        rider = Actor::of(people::members_of(*engine->read(), "rider").front());
        driver = Actor::of(people::members_of(*engine->read(), "driver").front());
        EXPECT_TRUE(engine->perform(driver, "test", {"market.go_online", json::object{}}));
    }
    rules::Charter charter() { return rules::founded_platform(*engine->read()).charter; }
    void give(const Call& command) {
        const auto answer = engine->perform(Actor::platform(), "test", command);
        if (!answer) RC_FAIL(answer.error().code + ": " + answer.error().sentence());
    }
    IdValue next_decision() { return {++decisions_}; }

  private:
    std::int64_t decisions_ = 1'000'000;
};

class NestedHistory {
  public:
    explicit NestedHistory(NestedCooperative& cooperative) : in_(cooperative) {}
    int settled_under_a_by_law = 0, settled_under_a_space = 0;

    void step() {
        switch (*rc::gen::weightedElement<int>({{6, 0}, {2, 1}, {4, 2}, {4, 3}})) {
        case 0:
            return decide();
        case 1:
            return change_the_room();
        case 2:
            return in_.clock.pass(hours(*rc::gen::inRange(1, 72)));
        default:
            return ride();
        }
    }

  private:
    static Money some_price(int from, int to) { return {*rc::gen::inRange(from, to), {}}; }

    void decide() {
        const auto scope = *rc::gen::elementOf(all_scopes);
        const bool ends = scope && *rc::gen::inRange(0, 4) == 0;
        const auto value = ends ? std::string(rules::parents_value) : some_price(0, 2'001).text();
        const auto from = in_.clock.now() + hours(*rc::gen::inRange(0, 30));
        const rules::EnactRule enact{.rule = std::string(market::fare_start.name),
                                     .value = value,
                                     .decision = in_.next_decision(),
                                     .effective_at = from,
                                     .sunset_at = *rc::gen::inRange(0, 2) == 0
                                                      ? std::optional(from + hours(*rc::gen::inRange(1, 60)))
                                                      : std::nullopt,
                                     .scope = scope,
                                     .by_law = scope == airport ? std::optional(true) : std::nullopt};
        auto data = to_json(enact).as_object();
        data["reason"] = "It is tried out.";
        in_.give({std::string(rules::EnactRule::name), std::move(data)});
    }

    void change_the_room() {
        auto charter = in_.charter();
        auto& rooms = charter.governance.by_laws;
        std::erase_if(rooms, [](const auto& room) { return room.scope == airport; });
        if (*rc::gen::inRange(0, 4) > 0) {
            const auto lowest = some_price(0, 1'000);
            rooms.push_back({std::string(market::fare_start.name),
                             airport,
                             lowest.text(),
                             some_price(static_cast<int>(lowest.minor), 2'001).text(),
                             rules::Mode::negotiated,
                             "ordinary",
                             {"driver", "rider"},
                             {}});
        }
        const auto decision = in_.next_decision();
        const auto changes = rules::changed_clauses(in_.charter(), charter);
        in_.give(call(rules::AnnounceCharter{decision, charter, changes, in_.clock.now() + hours(1)}));
        in_.clock.pass(hours(1));
    }

    /// Whatever is decided on the way, it is paid as it began.
    void ride() {
        json::object wish{{"origin", "here"}, {"destination", "there"}};
        const bool is_of_airport = *rc::gen::inRange(0, 2) == 0;
        if (is_of_airport) wish["category"] = "airport";
        const auto asked = in_.engine->perform(in_.rider, "test", {"market.request_ride", wish});
        RC_ASSERT(asked.has_value());
        const auto requested = read_event<market::RideRequested>(asked->events.front().data);
        const auto expected =
            narrowest(is_of_airport ? std::vector<std::string>{"category:airport", "space:rides", "class:rider"}
                                    : std::vector<std::string>{"space:rides", "class:rider"});
        RC_ASSERT(requested.terms.fare_start.value == expected.value);
        RC_ASSERT(requested.terms.fare_start.version == expected.version);
        RC_ASSERT(rules::recorded_scope(requested.terms.fare_start.scope) == expected.scope);
        if (expected.scope == "category:airport") ++settled_under_a_by_law;
        if (expected.scope == "space:rides") ++settled_under_a_space;
        const json::object which{{"ride", requested.ride.text()}};
        RC_ASSERT(in_.engine->perform(in_.driver, "test", {"market.accept_ride", which}).has_value());
        decide();
        in_.clock.pass(hours(*rc::gen::inRange(0, 40)));
        RC_ASSERT(in_.engine->perform(in_.driver, "test", {"market.start_trip", which}).has_value());
        auto arrived = which;
        arrived["distance_m"] = 5'000;
        const auto done = in_.engine->perform(in_.driver, "test", {"market.complete_trip", arrived});
        RC_ASSERT(done.has_value());
        const auto settled = read_event<market::RideSettled>(done->events.front().data);
        RC_ASSERT(settled.terms.fare_start == requested.terms.fare_start);
        RC_ASSERT(settled.settlement.fare - settled.settlement.distance_fare - settled.settlement.time_fare ==
                  *Money::parse(expected.value));
    }

    /// Looked up one by one, without what `in_force` does: the last version of each scope that has begun.
    rules::Version narrowest(std::vector<std::string> scopes) {
        const auto lease = in_.engine->read();
        scopes.emplace_back();
        for (const auto& scope : scopes) {
            std::optional<rules::Version> last;
            for (const auto& each :
                 rules::versions_of(*lease, market::fare_start.name, rules::scope_from_record(scope)))
                if (each.effective_at <= in_.clock.now()) last = each;
            if (last && last->value != rules::parents_value) return *last;
        }
        RC_FAIL("the whole platform has a value");
        return {};
    }

    NestedCooperative& in_;
};

void expect_by_laws_lie_in_their_rooms(NestedCooperative& cooperative) {
    const auto lease = cooperative.engine->read();
    const auto charter = rules::founded_platform(*lease).charter;
    const auto& rule = *cooperative.engine->registry().rule(market::fare_start.name);
    const auto now = cooperative.clock.now();
    const auto in_force = rules::version_at(*lease, rule.name, now, airport)->version;
    for (const auto& each : rules::versions_of(*lease, rule.name, airport)) {
        if (each.version < in_force || each.value == rules::parents_value) continue;
        RC_ASSERT(bool(charter.room_for(rule.name, airport)));
        RC_ASSERT(!rules::refusal_beyond_parent(charter, rule, airport, each.value));
    }
}

TEST(ByLaws, hold_inside_their_room_and_rides_keep_theirs_in_random_histories) {
    NestedCooperative cooperative;
    NestedHistory history(cooperative);
    const auto live = [&] {
        for (int steps = 0; steps < 3; ++steps) {
            history.step();
            expect_by_laws_lie_in_their_rooms(cooperative);
        }
    };
    const std::string versions = "SELECT count(*) FROM {rules_versions} WHERE scope = 'category:airport' AND ";
    const std::vector<std::string> meets{versions + "origin = 'narrowed'", versions + "origin = 'sunset'",
                                         versions + "origin = 'decision' AND value = 'the parent''s'"};
    expect_histories(live, [&] {
        return history.settled_under_a_by_law == 0  ? "a ride under a by-law"
               : history.settled_under_a_space == 0 ? "a ride under the value of its space"
                                                    : first_zero(*cooperative.database, meets);
    });
    const auto report = verify(*cooperative.database, cooperative.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
