// How fast budgets, committees and delegations are counted. Real data is read beside the repository where it is present
// (`../shared/data`, or REEF_DATA); the large cases are generated from a fixed seed.
#include "math/tally/module.hpp"
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>

namespace reef::tally {
namespace {

std::string data_path(const std::string& name) {
    const char* given = std::getenv("REEF_DATA");
    return (given ? std::string(given) : std::string(REEF_SOURCE_DIR "/../shared/data")) + "/" + name;
}

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A city: projects of 20,000 to 2,000,000, popularity falling off like a power law, 1 to 12 approvals a ballot.
Election city(std::int64_t voters, std::size_t projects) {
    std::mt19937_64 random(2026);
    Election election{.title = "a generated city", .kind = BallotKind::approval};
    std::vector<double> popularity;
    for (std::size_t i = 0; i < projects; ++i) {
        const auto cost =
            static_cast<std::int64_t>(20'000 * std::pow(100.0, static_cast<double>(random() % 1000) / 1000.0));
        election.candidates.push_back({.id = std::to_string(i + 1), .name = std::to_string(i + 1), .cost = cost});
        popularity.push_back(1.0 / std::pow(static_cast<double>(1 + random() % projects), 0.7));
    }
    election.budget = 25'000'000;
    std::discrete_distribution<CandidateIndex> pick(popularity.begin(), popularity.end());
    for (std::int64_t voter = 0; voter < voters; ++voter) {
        BallotPaper paper;
        for (std::size_t mark = 1 + random() % 12; mark > 0; --mark) paper.candidates.push_back(pick(random));
        std::ranges::sort(paper.candidates);
        const auto repeated = std::ranges::unique(paper.candidates);
        paper.candidates.erase(repeated.begin(), repeated.end());
        election.ballots.add(paper);
    }
    election.ballots.compress();
    return election;
}

void run(benchmark::State& state, const Election& election, std::string_view method,
         const std::map<std::string, std::string>& options) {
    std::size_t winners = 0;
    for (auto _ : state) {
        const auto counted = count(method, election, options);
        if (!counted) return state.SkipWithError(counted.error().sentence().c_str());
        winners = counted->outcome.winners.size();
    }
    state.counters["winners"] = static_cast<double>(winners);
}

using Given = std::map<std::string, std::string>;

void register_budgets() {
    for (const auto* name :
         {"poland_gdansk_2020_oliwa", "poland_poznan_2023_9-stare-miasto", "poland_lodz_2022_stoki-sikawa-podgorze",
          "poland_warszawa_2020_wesola", "france_toulouse_2019_", "poland_warszawa_2017_goclaw"}) {
        const auto text = text_of(data_path("pb/" + std::string(name) + ".pb"));
        if (text.empty()) continue;
        const auto election = std::make_shared<Election>(*read_election(text));
        const auto add = [&](const std::string& label, std::string method, Given options) {
            benchmark::RegisterBenchmark((std::string(name) + "/" + label).c_str(), [=](benchmark::State& state) {
                run(state, *election, method, options);
            })->Unit(benchmark::kMillisecond);
        };
        const bool has_points = election->kind == BallotKind::points;
        for (const std::string satisfaction : {"cost", "cardinality", "points"}) {
            if ((satisfaction == "points") != has_points) continue;
            add("greedy[" + satisfaction + "]", "pb-greedy", {{"satisfaction", satisfaction}});
            for (const std::string completion : {"none", "increment", "add-one"})
                add("mes[" + satisfaction + "]+" + completion, "pb-mes",
                    {{"satisfaction", satisfaction}, {"completion", completion}});
        }
        if (!has_points) add("seq-phragmen", "pb-seq-phragmen", {});
    }
}

void register_cities() {
    const auto election = std::make_shared<Election>(city(130'000, 257));
    for (const std::string satisfaction : {"cost", "cardinality"})
        for (const std::string completion : {"none", "increment"})
            benchmark::RegisterBenchmark(
                ("city of 130,000 x 257/mes[" + satisfaction + "]+" + completion).c_str(),
                [=](benchmark::State& state) {
                    run(state, *election, "pb-mes", {{"satisfaction", satisfaction}, {"completion", completion}});
                })
                ->Unit(benchmark::kMillisecond)
                ->Iterations(1);
}

void register_committees() {
    for (const auto& [name, seats] : {std::pair{"poland_warszawa_2020_wesola", 5},
                                      {"poland_warszawa_2017_goclaw", 4},
                                      {"poland_lodz_2022_stoki-sikawa-podgorze", 6}}) {
        const auto text = text_of(data_path("pb/" + std::string(name) + ".pb"));
        if (text.empty()) continue;
        const auto election = std::make_shared<Election>(*read_election(text));
        election->seats = seats;
        for (const std::string method : {"committee-av", "committee-sav", "committee-pav", "committee-seq-pav",
                                         "committee-seq-phragmen", "committee-mes"})
            benchmark::RegisterBenchmark((std::string(name) + "/" + method).c_str(), [=](benchmark::State& state) {
                run(state, *election, method, {});
            })->Unit(benchmark::kMillisecond);
    }
}

/// A million members: one in ten votes, the others delegate to anyone, or along one chain through all of them.
void delegation(benchmark::State& state, bool one_chain) {
    constexpr std::uint32_t members = 1'000'000;
    std::mt19937_64 random(2026);
    std::vector<MemberIndex> trustees;
    std::vector<bool> voted;
    for (MemberIndex member = 0; member < members; ++member) {
        const auto anyone = static_cast<MemberIndex>(random() % members);
        trustees.push_back(one_chain ? (member + 1) % members : anyone == member ? nobody : anyone);
        voted.push_back(one_chain ? member + 1 == members : random() % 10 == 0);
    }
    std::int64_t delegated = 0;
    for (auto _ : state) delegated = delegated_votes(trustees, voted)->delegated;
    state.counters["delegated"] = static_cast<double>(delegated);
}

} // namespace
} // namespace reef::tally

int main(int argc, char** argv) {
    reef::tally::register_budgets();
    reef::tally::register_cities();
    reef::tally::register_committees();
    for (const bool one_chain : {false, true})
        benchmark::RegisterBenchmark(one_chain ? "delegation of 1,000,000/one chain" : "delegation of 1,000,000/random",
                                     [=](benchmark::State& state) { reef::tally::delegation(state, one_chain); })
            ->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
