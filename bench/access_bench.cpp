// Who may give a command: the check that stands before each, alone and with the member's roles read from the store
// first. bench/access/run asks casbin and Cedar the same.
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/people/module.hpp"
#include "core/engine/module.hpp"
#include <benchmark/benchmark.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace reef {
namespace {

using namespace engine;

/// A platform on disk with two dozen members, and every command that there is.
struct Platform {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / fmt::format("reef_access_bench_{}", getpid());
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(make(folder)));
    std::unique_ptr<Engine> engine = std::move(*Engine::open(
        *database, app::rooms(), {.clock = &clock, .chance = chance.get(), .migrations = app::migrations()}));
    std::vector<Actor> members;
    std::vector<std::string> commands;

    static std::string make(const std::filesystem::path& folder) {
        std::filesystem::create_directories(folder);
        return (folder / "platform.db").string();
    }
    Platform() {
        const auto pass = [this](Duration span) { clock.pass(span); };
        const auto charter = *app::preset_charter("ride", engine->registry());
        ensure(app::found_example(*engine, charter, {.members = 24, .seed = 1}, pass).has_value(), "it is founded");
        const auto lease = engine->read();
        for (const auto* each : {"driver", "rider", "staff"})
            for (const auto member : people::members_of(*lease, each)) members.push_back(Actor::of(member));
        for (const auto& room : engine->registry().modules())
            for (const auto& command : room.commands) commands.emplace_back(command.name);
    }
    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;
    ~Platform() {
        engine.reset();
        database.reset();
        std::filesystem::remove_all(folder);
    }
};

void check_alone(benchmark::State& state) {
    const Platform platform;
    std::vector<Standing> standings;
    for (const auto& member : platform.members)
        standings.push_back(platform.engine->registry().standing(*platform.engine->read(), member));
    std::size_t turn = 0;
    for (auto _ : state) {
        const auto* command = platform.engine->registry().command(platform.commands[turn % platform.commands.size()]);
        benchmark::DoNotOptimize(command->access.refusal_for(standings[turn++ % standings.size()]));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(check_alone);

void check_with_roles_from_the_store(benchmark::State& state) {
    const Platform platform;
    const auto lease = platform.engine->read();
    std::size_t turn = 0;
    for (auto _ : state) {
        const auto* command = platform.engine->registry().command(platform.commands[turn % platform.commands.size()]);
        const auto standing =
            platform.engine->registry().standing(*lease, platform.members[turn++ % platform.members.size()]);
        benchmark::DoNotOptimize(command->access.refusal_for(standing));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(check_with_roles_from_the_store);

} // namespace
} // namespace reef

BENCHMARK_MAIN();
