// How fast ranked ballots are counted. The reference's CPU seconds are those stored beside the data: measured by others
// in Python on another machine, without reading the file, so they give an order of magnitude and no more.
#include "math/tally/module.hpp"
#include "math/tally/pairwise.hpp"
#include <algorithm>
#include <benchmark/benchmark.h>
#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>

namespace reef::tally {
namespace {

std::optional<std::string> reference_text(const std::string& name) {
    const char* given = std::getenv("REEF_DATA");
    std::ifstream file((given ? std::string(given) : std::string(REEF_SOURCE_DIR "/../shared/data")) + "/" + name,
                       std::ios::binary);
    if (!file) return {};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Distinct random orders of all candidates: the worst case for a pairwise count, since nothing compresses.
const Election& random_election(std::size_t candidates, std::size_t ballots) {
    static std::map<std::pair<std::size_t, std::size_t>, Election> made;
    auto& election = made[{candidates, ballots}];
    if (!election.candidates.empty()) return election;
    std::mt19937_64 random(2027);
    for (std::size_t i = 0; i < candidates; ++i) election.candidates.push_back({std::to_string(i + 1)});
    BallotPaper paper;
    paper.candidates.resize(candidates);
    paper.levels.resize(candidates);
    std::iota(paper.candidates.begin(), paper.candidates.end(), 0u);
    std::iota(paper.levels.begin(), paper.levels.end(), 0u);
    for (std::size_t i = 0; i < ballots; ++i) {
        std::ranges::shuffle(paper.candidates, random);
        election.ballots.add(paper);
    }
    return election;
}

void method_on_random_ballots(benchmark::State& state, const char* method) {
    const auto& election =
        random_election(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
    for (auto _ : state) benchmark::DoNotOptimize(count(method, election, {}));
    state.SetItemsProcessed(state.iterations() * state.range(1));
}
BENCHMARK_CAPTURE(method_on_random_ballots, schulze, "schulze-margins")
    ->Args({100, 1'000'000})
    ->Args({100, 100'000})
    ->Args({10, 1'000'000})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(method_on_random_ballots, irv, "irv")->Args({10, 1'000'000})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(method_on_random_ballots, kemeny, "kemeny")->Args({18, 1'000})->Unit(benchmark::kMillisecond);

/// Distinct scores for all candidates, of which hardly any compress.
void majority_judgment(benchmark::State& state) {
    std::mt19937_64 random(2028);
    Election election{.kind = BallotKind::score, .score_max = 5};
    for (std::int64_t i = 0; i < state.range(0); ++i) election.candidates.push_back({std::to_string(i + 1)});
    for (std::int64_t i = 0; i < state.range(1); ++i) {
        BallotPaper paper;
        for (CandidateIndex candidate = 0; candidate < election.candidates.size(); ++candidate) {
            paper.candidates.push_back(candidate);
            paper.values.push_back(static_cast<std::int64_t>(random() % 6));
        }
        election.ballots.add(paper);
    }
    for (auto _ : state) {
        auto compressed = election;
        compressed.ballots.compress();
        benchmark::DoNotOptimize(count("majority-judgment", compressed, {}));
    }
}
BENCHMARK(majority_judgment)->Args({10, 100'000})->Unit(benchmark::kMillisecond);

std::vector<Election> elections(const char* folder, const char* list) {
    std::vector<Election> out;
    const auto expected = reference_text(std::string(folder) + "/" + list);
    if (!expected) return out;
    const auto parsed = boost::json::parse(*expected);
    for (const auto& entry : parsed.as_array()) {
        auto read =
            read_election(*reference_text(std::string(folder) + "/" + std::string(entry.at("file").as_string())));
        if (read) out.push_back(std::move(*read));
    }
    return out;
}

void thirty_scottish_wards(benchmark::State& state) {
    const auto wards = elections("stv_scotland", "expected.json");
    if (wards.empty()) return state.SkipWithError("the reference data is absent");
    for (auto _ : state)
        for (const auto& ward : wards) benchmark::DoNotOptimize(count("stv-scottish", ward, {}));
}
BENCHMARK(thirty_scottish_wards)->Unit(benchmark::kMillisecond);

/// The six elections of stv_variants under one rule, beside the sum of the reference's CPU seconds.
void six_elections(benchmark::State& state, const char* reference, const char* method,
                   std::map<std::string, std::string> options) {
    const auto contests = elections("stv_variants", "expected.json");
    if (contests.empty()) return state.SkipWithError("the reference data is absent");
    options["ties"] = "order";
    for (auto _ : state)
        for (const auto& contest : contests) benchmark::DoNotOptimize(count(method, contest, options));
    double seconds = 0;
    const auto parsed = boost::json::parse(*reference_text("stv_variants/expected.json"));
    for (const auto& contest : parsed.as_array()) seconds += contest.at("droop").at(reference).at("cpu_s").as_double();
    state.counters["reference_ms"] = seconds * 1000;
}
BENCHMARK_CAPTURE(six_elections, scottish, "scotland", "stv-scottish", {})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(six_elections, wigm_exact, "wigm:rational", "stv-wigm", {})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(six_elections, wigm_reference, "wigm-prf", "stv-wigm", {{"rule", "reference"}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(six_elections, minneapolis, "mpls", "stv-wigm", {{"rule", "minneapolis"}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(six_elections, meek_reference, "meek-prf", "stv-meek", {})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(six_elections, meek_27_decimals, "meek:guarded", "stv-meek",
                  {{"decimals", "27"}, {"omega", "9"}, {"defeat", "batch"}})
    ->Unit(benchmark::kMillisecond);

void reading(benchmark::State& state, const char* name) {
    const auto text = reference_text(name);
    if (!text) return state.SkipWithError("the reference data is absent");
    for (auto _ : state) benchmark::DoNotOptimize(read_election(*text));
    state.SetBytesProcessed(state.iterations() * std::ssize(*text));
}
BENCHMARK_CAPTURE(reading, blt, "ranked/edinburgh_2017_ward1.blt")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(reading, cast_votes, "irv/2017_minneapolis_mayor.cvr.tsv")->Unit(benchmark::kMillisecond);

} // namespace
} // namespace reef::tally

BENCHMARK_MAIN();
