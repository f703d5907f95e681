#include "math/measure/circulation.hpp"
#include "math/measure/generators.hpp"
#include "math/measure/resilience.hpp"
#include "math/measure/symbiosis.hpp"
#include <algorithm>
#include <cmath>
#include <set>

namespace reef::measure {
namespace {

SymbiosisType type_of(Exchange one, Exchange other) { return symbiosis(one, other)->type; }

TEST(Symbiosis, is_named_by_the_signs_of_what_both_sides_gain) {
    EXPECT_EQ(type_of({100, 20}, {90, 30}), SymbiosisType::mutualism);
    EXPECT_EQ(type_of({100, 20}, {50, 50}), SymbiosisType::commensalism);
    EXPECT_EQ(type_of({20, 90}, {100, 10}), SymbiosisType::parasitism);
    EXPECT_EQ(type_of({10, 90}, {10, 90}), SymbiosisType::competition);
    EXPECT_EQ(type_of({50, 50}, {10, 90}), SymbiosisType::amensalism);
    EXPECT_EQ(text(type_of({50, 50}, {51, 49})), "neutralism"); // 2 of 200 lie in the dead zone of 1 %
    EXPECT_EQ(type_of({50, 50}, {52, 49}), SymbiosisType::commensalism);
    EXPECT_EQ(symbiosis({20, 90}, {100, 10})->net_of_one_minor, -70);
}

TEST(Symbiosis, needs_a_flow_and_amounts_that_are_some) {
    EXPECT_EQ(*symbiosis({}, {}).shortage(), (Shortage{"minor units that flowed between the classes", 1, 0}));
    EXPECT_EQ(symbiosis({-1, 0}, {}).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(symbiosis({1, 0}, {}, Percent{10'001}).refusal()->code, "measure.out_of_range");
}

// Members 0 and 1 sell bread in one module, 2 alone sells milk; 3 and 4 buy everything there.
const Ecosystem village{{{0, 3, 0, 300}, {1, 4, 0, 100}, {2, 3, 1, 200}, {2, 4, 1, 400}}, {0, 0, 0, 0, 0}};

TEST(Keystone, is_who_has_no_substitute) {
    EXPECT_EQ(*keystone(village), (std::vector<double>{0, 0, 0.6, 0, 0}));
    auto apart = village; // the first baker in another module is no substitute
    apart.modules[0] = 1;
    EXPECT_EQ(*keystone(apart), (std::vector<double>{0.3, 0.1, 0.6, 0, 0}));
}

TEST(BusFactor, counts_whom_to_lose_before_half_the_value_is_gone) {
    EXPECT_EQ(bus_factor(village)->lost, (std::vector<std::size_t>{2}));
    const Ecosystem bread{{{0, 3, 0, 300}, {1, 4, 0, 100}, {2, 4, 0, 100}}, {0, 0, 0, 1, 2}};
    // Each buyer stands alone in its module: the first takes 300 of 500 along.
    EXPECT_EQ(bus_factor(bread)->lost, (std::vector<std::size_t>{3}));
    const Ecosystem even{{{0, 2, 0, 1}, {1, 3, 0, 1}}, {0, 0, 0, 0}};
    EXPECT_EQ(bus_factor(even)->members_count, 2);
}

TEST(Keystone, needs_value_and_known_members) {
    EXPECT_EQ(*keystone({{{0, 1, 0, 0}}, {0, 0}}).shortage(), (Shortage{"interactions with a value", 1, 0}));
    EXPECT_EQ(*bus_factor({{}, {}}).shortage(), (Shortage{"interactions with a value", 1, 0}));
    EXPECT_EQ(keystone({{{0, 2, 0, 1}}, {0, 0}}).refusal()->code, "measure.unknown_member");
    EXPECT_EQ(bus_factor({{{0, 1, 0, -1}}, {0, 0}}).refusal()->code, "measure.negative_amount");
}

/// What is left without `lost`, by the definition.
double value_left(const Ecosystem& ecosystem, const std::set<std::size_t>& lost) {
    const auto& all = ecosystem.interactions;
    double left = 0;
    for (const auto& one : all) {
        const auto replaced = [&](auto end) {
            return std::ranges::any_of(all, [&](const Interaction& other) {
                return other.value_minor > 0 && other.category == one.category && !lost.contains(other.*end) &&
                       ecosystem.modules[other.*end] == ecosystem.modules[one.*end];
            });
        };
        if (replaced(&Interaction::supplier) && replaced(&Interaction::customer))
            left += static_cast<double>(one.value_minor);
    }
    return left;
}

RC_GTEST_PROP(Keystone, and_bus_factor_agree_with_the_definition, ()) {
    Ecosystem ecosystem{{{0, 1, 0, 1}}, {}};
    for (int i = 0; i < 8; ++i) ecosystem.modules.push_back(*rc::gen::inRange<std::size_t>(0, 2));
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i)
        ecosystem.interactions.push_back({*rc::gen::inRange<std::size_t>(0, 8), *rc::gen::inRange<std::size_t>(0, 8),
                                          *rc::gen::inRange<std::size_t>(0, 3), *rc::gen::inRange<std::int64_t>(0, 9)});
    const double whole = value_left(ecosystem, {});
    const auto keys = *keystone(ecosystem);
    for (std::size_t member = 0; member < 8; ++member)
        RC_ASSERT(std::abs(keys[member] - (1 - value_left(ecosystem, {member}) / whole)) < 1e-12);
    const auto factor = *bus_factor(ecosystem);
    std::set<std::size_t> lost(factor.lost.begin(), factor.lost.end());
    RC_ASSERT(static_cast<std::int64_t>(lost.size()) == factor.members_count);
    RC_ASSERT(value_left(ecosystem, lost) <= whole / 2);
    lost.erase(factor.lost.back());
    RC_ASSERT(value_left(ecosystem, lost) > whole / 2);
}

TEST(FinnCyclingIndex, of_a_loop_through_which_half_comes_back) {
    // 100 come in to the first; of its 200 all go to the second, which sends 100 back and 100 out.
    // Each unit passes either account twice on average, so that half of the throughflow is cycled.
    EXPECT_NEAR(*finn_cycling_index({{{0, 200}, {100, 0}}, {100, 0}, {0, 100}}), 0.5, 1e-12);
    EXPECT_NEAR(*finn_cycling_index({{{0, 100}, {0, 0}}, {100, 0}, {0, 100}}), 0, 1e-12);
}

TEST(FinnCyclingIndex, takes_savings_for_flows_across_the_border) {
    EXPECT_NEAR(*finn_cycling_index({{{0, 200}, {100, 0}}, {100, 0}, {0, 0}}), 0.5, 1e-12);
}

TEST(FinnCyclingIndex, needs_a_flow_that_enters) {
    EXPECT_EQ(*finn_cycling_index({{{0}}, {0}, {0}}).shortage(), (Shortage{"flows", 1, 0}));
    EXPECT_EQ(finn_cycling_index({{{0, 5}, {5, 0}}, {0, 0}, {0, 0}}).refusal()->code, "measure.nothing_leaves");
    EXPECT_EQ(finn_cycling_index({{{0, 5}}, {0}, {0}}).refusal()->code, "measure.sizes_differ");
    EXPECT_EQ(finn_cycling_index({{{-1}}, {0}, {0}}).refusal()->code, "measure.negative_amount");
}

RC_GTEST_PROP(FinnCyclingIndex, agrees_with_following_each_unit_step_by_step, ()) {
    const auto n = *rc::gen::inRange<std::size_t>(1, 5);
    Flows flows{std::vector<std::vector<double>>(n, std::vector<double>(n)), std::vector<double>(n),
                std::vector<double>(n)};
    for (auto& row : flows.between)
        for (double& flow : row) flow = *rc::gen::inRange(0, 50);
    for (std::size_t i = 0; i < n; ++i)
        flows.in[i] = *rc::gen::inRange(20, 50), flows.out[i] = *rc::gen::inRange(20, 50);
    std::vector<double> through(n);
    double total = 0, cycled = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double came = flows.in[i], went = flows.out[i];
        for (std::size_t j = 0; j < n; ++j) came += flows.between[j][i], went += flows.between[i][j];
        total += through[i] = std::max(came, went);
    }
    for (std::size_t i = 0; i < n; ++i) {
        // How often a unit that starts at i passes i, on its way of thousands of steps.
        std::vector<double> here(n);
        here[i] = 1;
        double visits = 0;
        for (int step = 0; step < 5000; ++step) {
            visits += here[i];
            std::vector<double> next(n);
            for (std::size_t j = 0; j < n; ++j)
                for (std::size_t k = 0; k < n; ++k) next[k] += here[j] * flows.between[j][k] / through[j];
            here = next;
        }
        cycled += through[i] * (visits - 1) / visits;
    }
    RC_ASSERT(std::abs(*finn_cycling_index(flows) - cycled / total) < 1e-9);
}

} // namespace
} // namespace reef::measure
