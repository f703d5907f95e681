// What the measures cost. Not a test. `cmake --build --preset release --target reef_measure_bench`.
#include "math/measure/module.hpp"
#include "math/measure/sortition.hpp"
#include <benchmark/benchmark.h>
#include <random>

namespace reef::measure {
namespace {

/// The same numbers on every run and machine.
std::size_t below(std::mt19937_64& lots, std::size_t bound) { return static_cast<std::size_t>(lots() % bound); }

WeightedGame thousand_members(std::int64_t weight_max) {
    std::mt19937_64 lots(1);
    WeightedGame game;
    std::int64_t total = 0;
    for (int i = 0; i < 1000; ++i) {
        game.weights.push_back(1 + static_cast<std::int64_t>(below(lots, static_cast<std::size_t>(weight_max))));
        total += game.weights.back();
    }
    game.quota = total / 2 + 1;
    return game;
}

void banzhaf_of_1000_members_exactly(benchmark::State& state) {
    const auto game = thousand_members(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(banzhaf(game)->shares.front().decimal);
}
BENCHMARK(banzhaf_of_1000_members_exactly)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);

void shapley_shubik_of_1000_members(benchmark::State& state) {
    const auto game = thousand_members(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(shapley_shubik(game)->shares.front().decimal);
}
BENCHMARK(shapley_shubik_of_1000_members)->Arg(10)->Unit(benchmark::kMillisecond);

void shapley_shubik_of_27_members_exactly(benchmark::State& state) {
    auto game = thousand_members(100);
    game.weights.resize(27);
    game.quota = 900;
    for (auto _ : state) benchmark::DoNotOptimize(shapley_shubik(game)->shares.front().decimal);
}
BENCHMARK(shapley_shubik_of_27_members_exactly)->Unit(benchmark::kMillisecond);

/// A pool of `types` types in three features, with quotas within two seats of the pool's shares.
struct Draw {
    PanelRules rules{40, {}};
    std::vector<Volunteer> pool;
};
Draw draw_of(std::size_t types) {
    const std::vector<std::size_t> sizes = {2, 5, types / 10};
    std::mt19937_64 lots(2);
    Draw draw;
    std::vector<std::vector<std::int64_t>> counts;
    for (const auto size : sizes) counts.emplace_back(size);
    for (std::int64_t id = 0; id < 400; ++id) {
        draw.pool.push_back({id, {}});
        for (std::size_t f = 0; f < sizes.size(); ++f) {
            // The lower of two draws: early categories come forward more.
            draw.pool.back().categories.push_back(std::min(below(lots, sizes[f]), below(lots, sizes[f])));
            ++counts[f][draw.pool.back().categories.back()];
        }
    }
    for (std::size_t f = 0; f < sizes.size(); ++f) {
        Feature feature{"feature", {}};
        // The population is even, so that the quotas pull against the pool.
        const auto even = 40 / static_cast<std::int64_t>(sizes[f]);
        for (const auto count : counts[f])
            feature.categories.push_back({"category", std::min(std::max<std::int64_t>(even - 2, 0), count), even + 2});
        draw.rules.features.push_back(feature);
    }
    return draw;
}

void leximin(benchmark::State& state) {
    const auto draw = draw_of(static_cast<std::size_t>(state.range(0)));
    std::size_t types = 0, panels = 0;
    for (auto _ : state) {
        const auto lottery = leximin_lottery(draw.rules, draw.pool);
        if (!lottery) return state.SkipWithError(lottery.why_not().c_str());
        types = lottery->types.size(), panels = lottery->panels.size();
    }
    state.counters["types"] = static_cast<double>(types);
    state.counters["panels"] = static_cast<double>(panels);
}
BENCHMARK(leximin)->Arg(30)->Arg(60)->Arg(90)->Unit(benchmark::kMillisecond);

void thousand_numbered_panels(benchmark::State& state) {
    const auto draw = draw_of(60);
    const auto lottery = *leximin_lottery(draw.rules, draw.pool);
    double deviation = 0;
    for (auto _ : state) deviation = numbered_panels(lottery, 1000, 1)->deviation_max;
    state.counters["deviation_max"] = deviation;
}
BENCHMARK(thousand_numbered_panels)->Unit(benchmark::kMillisecond);

/// 10,000 members in 100 groups; nine links in ten stay in the group.
Network grouped(std::size_t links) {
    std::mt19937_64 lots(3);
    Network network{links / 10, {}};
    for (std::size_t i = 0; i < links; ++i) {
        const auto from = below(lots, network.nodes_count), group = from / 100 * 100;
        network.links.push_back(
            {from, below(lots, 10) > 0 ? group + below(lots, 100) : below(lots, network.nodes_count)});
    }
    return network;
}

void label_propagation(benchmark::State& state) {
    const auto network = grouped(static_cast<std::size_t>(state.range(0)));
    double modularity = 0;
    for (auto _ : state) modularity = communities(network, 1)->modularity;
    state.counters["modularity"] = modularity;
}
BENCHMARK(label_propagation)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void nestedness_of_1000_by_1000(benchmark::State& state) {
    std::mt19937_64 lots(4);
    BipartiteNetwork network{1000, 1000, {}};
    for (int i = 0; i < 20'000; ++i) network.links.push_back({below(lots, 1000), below(lots, 1000)});
    for (auto _ : state) benchmark::DoNotOptimize(nodf(network)->nodf);
}
BENCHMARK(nestedness_of_1000_by_1000)->Unit(benchmark::kMillisecond);

void gini_of_a_million(benchmark::State& state) {
    std::mt19937_64 lots(5);
    std::vector<double> amounts;
    for (int i = 0; i < 1'000'000; ++i) amounts.push_back(static_cast<double>(below(lots, 100'000)));
    for (auto _ : state) benchmark::DoNotOptimize(*gini(amounts));
}
BENCHMARK(gini_of_a_million)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace reef::measure

BENCHMARK_MAIN();
