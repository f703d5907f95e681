// "There is no other way": every command, tried by every kind of actor. Whoever lacks the role is refused by name, and
// whatever anyone tries, no rule moves.
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/people/module.hpp"
#include "core/store/testing.hpp"
#include "spaces/market/module.hpp"
#include <filesystem>
#include <gtest/gtest.h>

namespace reef::app {
namespace {

using namespace engine;

/// Something of the right form for a field: what somebody would send who tries their luck.
json::value something_for(const FieldShape& f) {
    switch (f.shape.kind) {
    case Shape::Kind::integer:
        return 1;
    case Shape::Kind::boolean:
        return true;
    case Shape::Kind::choice:
        return json::string(f.shape.choices.front());
    case Shape::Kind::list:
        return json::array{};
    case Shape::Kind::document: {
        json::object inner;
        for (const auto& each : f.shape.fields)
            if (!each.shape.optional) inner[each.name] = something_for(each);
        return inner;
    }
    default:
        break;
    }
    if (f.name == "rule") return "market.commission";
    if (f.name == "value") return "1%";
    if (f.name == "class") return "driver";
    if (f.shape.form == Time::form) return "2026-12-01T00:00:00Z";
    if (f.shape.form == Duration::form) return "1 day";
    if (f.shape.form == Money::form) return "1.00 EUR";
    if (f.shape.form == Percent::form) return "1%";
    if (f.shape.form == Currency::form) return "EUR";
    return "1";
}

TEST(Access, every_command_as_every_kind_of_actor_leaves_every_rule_where_it_was) {
    const store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    const auto chance = Chance::from_seed(3);
    {
        const auto database = std::move(*store::Database::open(place.where(), {.durable = false}));
        const auto engine = std::move(
            *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
        ASSERT_TRUE(found_example(*engine, *preset_charter("ride", engine->registry()), {.members = 24, .seed = 1},
                                  [&](Duration span) { clock.pass(span); }));
        const auto versions = [&] {
            return engine->read()->all<std::string>(
                "SELECT rule || ' ' || version || ' ' || value FROM {rules_versions} ORDER BY rule, version");
        };
        const auto charter = [&] { return engine->read()->one<std::string>("SELECT charter FROM {rules_platform}"); };
        const auto rules_before = versions();
        const auto charter_before = charter();

        std::vector<Actor> actors = {Actor::stranger(), Actor::system_operator(), Actor::of(MemberId(1)),
                                     Actor::of(MemberId(999'999))};
        for (const auto* each : {"driver", "rider", "staff", "city"})
            actors.push_back(Actor::of(people::members_of(*engine->read(), each).at(0)));
        int tried = 0, refused_for_access = 0;
        for (const auto& room : engine->registry().modules()) {
            for (const auto& command : room.commands) {
                if (command.name == "people.leave")
                    continue; // would end the actors of this test; tests/scenarios/leave.scenario
                json::object data;
                for (const auto& f : command.shape.fields)
                    if (!f.shape.optional) data[f.name] = something_for(f);
                for (const auto& actor : actors) {
                    const auto standing = engine->registry().standing(*engine->read(), actor);
                    const auto answer = engine->perform(actor, "test", {std::string(command.name), data});
                    ++tried;
                    if (!command.access.refusal_for(standing)) continue;
                    ++refused_for_access;
                    ASSERT_FALSE(answer) << command.name << " by " << actor.text();
                    EXPECT_TRUE(answer.error().code.starts_with("access."))
                        << command.name << " by " << actor.text() << ": " << answer.error().code;
                }
            }
        }
        EXPECT_GT(tried, 250);
        EXPECT_GT(refused_for_access, 100);
        EXPECT_EQ(versions(), rules_before);
        EXPECT_EQ(charter(), charter_before);
        const auto report = verify(*database, engine->registry());
        EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
    }
}

} // namespace
} // namespace reef::app
