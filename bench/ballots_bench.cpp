// A ballot where 100,000 may vote, and the count of a vote with a million delegations. The members are written into the
// tables; everything measured goes the way that it goes on a platform.
//   scripts/build release reef_ballots_bench && build/release/reef_ballots_bench
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/decisions/module.hpp"
#include "core/engine/module.hpp"
#include <benchmark/benchmark.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace reef {
namespace {

using namespace engine;

constexpr std::int64_t first_driver = 1'000'000'000;

MemberId driver(std::int64_t place) { return MemberId(first_driver + place); }

/// A platform on disk with very many drivers, whose vote on the commission is open.
class Assembly {
  public:
    Assembly(std::int64_t drivers, std::int64_t delegations)
        : folder_(std::filesystem::temp_directory_path() / fmt::format("reef_ballots_bench_{}_{}", getpid(), drivers)) {
        std::filesystem::create_directories(folder_);
        database_ = std::move(*store::Database::open((folder_ / "platform.db").string()));
        engine_ = std::move(*Engine::open(
            *database_, app::rooms(), {.clock = &clock_, .chance = chance_.get(), .migrations = app::migrations()}));
        const auto pass = [this](Duration span) { clock_.pass(span); };
        const auto charter = *app::preset_charter("ride", engine_->registry());
        ensure(app::found_example(*engine_, charter, {.members = 24, .seed = 1}, pass).has_value(), "it is founded");
        write([&](store::Connection& connection) {
            for (std::int64_t i = 0; i < drivers; ++i) {
                connection.run("INSERT INTO {people_members} (member, name, signed_up_at, entry) VALUES ($1, $2, 0, 1)",
                               driver(i), sha256({"nobody"}));
                connection.run("INSERT INTO {people_memberships} (member, class, joined_entry, joined_at) VALUES ($1, "
                               "'driver', 1, 0)",
                               driver(i));
            }
            // Each entrusts somebody before them in the list, so that chains are long and none is a circle.
            for (std::int64_t i = 1; i <= delegations; ++i)
                connection.run("INSERT INTO {decisions_delegations} (member, domain, class, trustee, given_entry, "
                               "given_at, is_returned) VALUES ($1, '*', 'driver', $2, 1, 0, FALSE)",
                               driver(i), driver(i * 7919 % 104'729 % i));
        });
        ensure(app::propose_lower_commission(*engine_).has_value(), "it is proposed");
        clock_.pass(days(2));
        write([](store::Connection&) {});
        proposal_ = decisions::latest(*engine_->read()).value();
    }
    Assembly(const Assembly&) = delete;
    Assembly& operator=(const Assembly&) = delete;
    ~Assembly() {
        engine_.reset();
        database_.reset();
        std::filesystem::remove_all(folder_);
    }

    void vote(MemberId member) {
        const auto answer = engine_->perform(Actor::of(member), "bench",
                                             call(decisions::CastBallot{proposal_, decisions::Choice::in_favour, {}}));
        ensure(answer.has_value(), "whoever is in the electorate votes");
    }
    std::int64_t count() {
        const auto lease = engine_->read();
        const auto electorate = decisions::electorate_of(*lease, proposal_);
        std::int64_t votes = 0;
        for (const auto& each : decisions::counts_with_delegations(*lease, proposal_, electorate))
            votes += each.in_favour + each.against + each.abstain;
        return votes;
    }

  private:
    void write(const std::function<void(store::Connection&)>& work) {
        ensure(!engine_->write_beside(work), "it can be written");
    }
    std::filesystem::path folder_;
    ManualClock clock_{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance_ = Chance::from_seed(5);
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<Engine> engine_;
    IdValue proposal_;
};

/// One ballot after the other, each waiting for the disk.
void ballot_of_100000(benchmark::State& state) {
    Assembly assembly(100'000, 0);
    std::int64_t place = 0;
    for (auto _ : state) assembly.vote(driver(place++ % 100'000));
}
BENCHMARK(ballot_of_100000)->Unit(benchmark::kMicrosecond)->UseRealTime();

/// What the close counts: a thousand ballots, and everybody else's vote on its way to one of them.
void count_of_a_million_delegations(benchmark::State& state) {
    Assembly assembly(1'000'001, 1'000'000);
    for (std::int64_t place = 0; place < 1'000; ++place) assembly.vote(driver(place));
    std::int64_t votes = 0;
    for (auto _ : state) votes = assembly.count();
    state.counters["votes"] = static_cast<double>(votes);
}
BENCHMARK(count_of_a_million_delegations)->Unit(benchmark::kMillisecond)->Iterations(3);

} // namespace
} // namespace reef

BENCHMARK_MAIN();
