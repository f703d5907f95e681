#include "math/measure/generators.hpp"
#include "math/measure/panel_search.hpp"
#include "math/measure/sortition.hpp"
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace reef::measure {
namespace {

const PanelRules one_of_each{2, {{"colour", {{"A", 1, 1}, {"B", 1, 1}}}}};
const std::vector<Volunteer> one_and_three = {{1, {0}}, {2, {1}}, {3, {1}}, {4, {1}}};

std::vector<double> chances(const PanelLottery& lottery) {
    std::vector<double> out;
    for (const auto& type : lottery.types) out.insert(out.end(), type.members.size(), type.chance);
    std::ranges::sort(out);
    return out;
}

TEST(LeximinLottery, gives_equal_chances_to_those_whom_the_quotas_do_not_tell_apart) {
    const auto lottery = *leximin_lottery(one_of_each, one_and_three);
    ASSERT_EQ(lottery.types.size(), 2U);
    EXPECT_NEAR(lottery.types[0].chance, 1, 1e-9);
    EXPECT_NEAR(lottery.types[1].chance, 1.0 / 3, 1e-9);
    EXPECT_EQ(lottery.types[1].members, (std::vector<std::int64_t>{2, 3, 4}));
}

TEST(LeximinLottery, without_quotas_draws_everyone_alike) {
    std::vector<Volunteer> pool;
    for (std::int64_t id = 0; id < 12; ++id) pool.push_back({id, {}});
    EXPECT_NEAR(leximin_lottery({3, {}}, pool)->types[0].chance, 0.25, 1e-12);
}

TEST(LeximinLottery, gives_the_same_chance_to_all_who_differ_only_by_names) {
    // Nobody is favoured by a quota, but every volunteer is a type: even chances take many panels.
    for (std::size_t volunteers = 3; volunteers <= 7; ++volunteers)
        for (std::size_t seats = 1; seats < volunteers; ++seats) {
            PanelRules rules{static_cast<std::int64_t>(seats), {{"name", {}}}};
            std::vector<Volunteer> pool;
            for (std::size_t name = 0; name < volunteers; ++name) {
                rules.features[0].categories.push_back({"name", 0, 1});
                pool.push_back({static_cast<std::int64_t>(name), {name}});
            }
            const auto even = static_cast<double>(seats) / static_cast<double>(volunteers);
            for (const double chance : chances(*leximin_lottery(rules, pool))) EXPECT_NEAR(chance, even, 1e-9);
        }
}

TEST(LeximinLottery, raises_the_second_least_chance_too) {
    // One woman and one man, at most one of them young: a young woman (1), young men (2, 3), an old man (4), an old
    // woman (5).
    const PanelRules rules{2, {{"sex", {{"woman", 1, 1}, {"man", 1, 1}}}, {"age", {{"young", 0, 1}, {"old", 1, 2}}}}};
    const auto lottery = *leximin_lottery(rules, {{1, {0, 0}}, {2, {1, 0}}, {3, {1, 0}}, {4, {1, 1}}, {5, {0, 1}}});
    // The men share one seat, a third each. The young woman can sit only beside the old man: a third for her too. The
    // old woman has what is left of the women's seat.
    std::map<std::vector<std::size_t>, double> chance;
    for (const auto& type : lottery.types) chance[type.categories] = type.chance;
    EXPECT_NEAR((chance[{1, 0}]), 1.0 / 3, 1e-9);
    EXPECT_NEAR((chance[{1, 1}]), 1.0 / 3, 1e-9);
    EXPECT_NEAR((chance[{0, 0}]), 1.0 / 3, 1e-9);
    EXPECT_NEAR((chance[{0, 1}]), 2.0 / 3, 1e-9);
}

TEST(LeximinLottery, refuses_what_cannot_be_drawn_and_says_why) {
    const auto refusal = [](const PanelRules& rules, const std::vector<Volunteer>& pool) {
        const auto lottery = leximin_lottery(rules, pool);
        return lottery.refusal() ? lottery.refusal()->code : "none";
    };
    EXPECT_EQ(*leximin_lottery({5, one_of_each.features}, one_and_three).shortage(), (Shortage{"volunteers", 5, 4}));
    EXPECT_EQ(refusal({0, {}}, one_and_three), "measure.no_seats");
    EXPECT_EQ(refusal({2, {}}, one_and_three), "measure.unknown_category");
    EXPECT_EQ(refusal(one_of_each, {{1, {0}}, {2, {2}}}), "measure.unknown_category");
    EXPECT_EQ(refusal(one_of_each, {{1, {0}}, {1, {1}}}), "measure.volunteer_twice");
    EXPECT_EQ(refusal({2, {{"colour", {{"A", 2, 1}, {"B", 0, 2}}}}}, one_and_three), "measure.out_of_range");
    EXPECT_EQ(refusal({3, {{"colour", {{"A", 0, 1}, {"B", 0, 1}}}}}, one_and_three), "measure.quota_contradicts");
    EXPECT_EQ(leximin_lottery({2, {{"colour", {{"A", 2, 2}, {"B", 0, 2}}}}}, one_and_three).why_not(),
              "At least 2 seats go to A, but only 1 such volunteers came forward.");
    PanelRules fine{2, {{"birthday", {}}}};
    std::vector<Volunteer> strangers;
    for (std::size_t day = 0; day < 129; ++day) {
        fine.features[0].categories.push_back({"day", 0, 1});
        strangers.push_back({static_cast<std::int64_t>(day), {day}});
    }
    EXPECT_EQ(refusal(fine, strangers), "measure.too_many_types");
    // Each quota can be met, but all women are old and all men are young.
    const PanelRules crossed{2, {{"sex", {{"woman", 2, 2}, {"man", 0, 0}}}, {"age", {{"young", 2, 2}, {"old", 0, 0}}}}};
    EXPECT_EQ(refusal(crossed, {{1, {0, 1}}, {2, {0, 1}}, {3, {1, 0}}, {4, {1, 0}}}), "measure.quotas_conflict");
}

struct Problem {
    PanelRules rules;
    std::vector<Volunteer> pool;
};

/// Two features of two categories; quotas around a random panel, so that one exists.
Problem some_problem(std::int64_t pool_max) {
    const auto pool_size = *rc::gen::inRange<std::int64_t>(3, pool_max + 1);
    Problem problem;
    for (std::int64_t id = 0; id < pool_size; ++id)
        problem.pool.push_back({id, {*rc::gen::inRange<std::size_t>(0, 2), *rc::gen::inRange<std::size_t>(0, 2)}});
    problem.rules.seats = *rc::gen::inRange<std::int64_t>(1, 4);
    for (std::size_t f = 0; f < 2; ++f) {
        Feature feature{"feature", {{"one", 0, 0}, {"other", 0, 0}}};
        for (std::int64_t seat = 0; seat < problem.rules.seats; ++seat) {
            auto& category = feature.categories[problem.pool[static_cast<std::size_t>(seat)].categories[f]];
            ++category.seats_min, ++category.seats_max;
        }
        for (auto& [name, low, high] : feature.categories) {
            low = std::max<std::int64_t>(0, low - *rc::gen::inRange(0, 2));
            high += *rc::gen::inRange(0, 2);
        }
        problem.rules.features.push_back(feature);
    }
    return problem;
}

bool is_allowed(const Problem& problem, const std::vector<std::vector<std::size_t>>& panel) {
    if (static_cast<std::int64_t>(panel.size()) != problem.rules.seats) return false;
    for (std::size_t f = 0; f < problem.rules.features.size(); ++f)
        for (std::size_t c = 0; c < problem.rules.features[f].categories.size(); ++c) {
            const auto seats = std::ranges::count_if(panel, [&](const auto& member) { return member[f] == c; });
            const auto& category = problem.rules.features[f].categories[c];
            if (seats < category.seats_min || seats > category.seats_max) return false;
        }
    return true;
}

/// Every panel of seats by type that the rules allow.
std::vector<Seats> all_panels(const Problem& problem, const std::vector<VolunteerType>& types) {
    std::vector<Seats> panels;
    Seats seats(types.size());
    const auto extend = [&](auto& self, std::size_t t) -> void {
        if (t == types.size()) {
            std::vector<std::vector<std::size_t>> panel;
            for (std::size_t i = 0; i < t; ++i)
                panel.insert(panel.end(), static_cast<std::size_t>(seats[i]), types[i].categories);
            if (is_allowed(problem, panel)) panels.push_back(seats);
            return;
        }
        for (seats[t] = 0; seats[t] <= static_cast<std::int64_t>(types[t].members.size()); ++seats[t])
            self(self, t + 1);
        seats[t] = 0;
    };
    extend(extend, 0);
    return panels;
}

/// Whether some lottery in steps of 1/`steps` beats `ours`: at the first place where the sorted chances differ.
bool is_beaten(const std::vector<double>& ours, const std::vector<VolunteerType>& types,
               const std::vector<Seats>& panels, int steps) {
    std::vector<double> seats(types.size());
    const auto spread = [&](auto& self, std::size_t p, int left) -> bool {
        if (p + 1 < panels.size()) {
            bool beaten = false;
            for (int use = 0; use <= left && !beaten; ++use) {
                for (std::size_t t = 0; t < types.size(); ++t)
                    seats[t] += use * static_cast<double>(panels[p][t]) / steps;
                beaten = self(self, p + 1, left - use);
                for (std::size_t t = 0; t < types.size(); ++t)
                    seats[t] -= use * static_cast<double>(panels[p][t]) / steps;
            }
            return beaten;
        }
        std::vector<double> theirs;
        for (std::size_t t = 0; t < types.size(); ++t) {
            const auto n = types[t].members.size();
            theirs.insert(theirs.end(), n,
                          (seats[t] + left * static_cast<double>(panels[p][t]) / steps) / static_cast<double>(n));
        }
        std::ranges::sort(theirs);
        for (std::size_t i = 0; i < theirs.size(); ++i)
            if (std::abs(theirs[i] - ours[i]) > 1e-7) return theirs[i] > ours[i];
        return false;
    };
    return spread(spread, 0, steps);
}

RC_GTEST_PROP(LeximinLottery, draws_allowed_panels_and_no_other_lottery_is_fairer, ()) {
    const auto problem = some_problem(7);
    const auto measured = leximin_lottery(problem.rules, problem.pool);
    RC_ASSERT(static_cast<bool>(measured));
    const auto& lottery = *measured;
    const auto panels = all_panels(problem, lottery.types);
    double sum = 0;
    for (const auto& panel : lottery.panels) {
        sum += panel.chance;
        RC_ASSERT(std::ranges::find(panels, panel.seats) != panels.end());
    }
    RC_ASSERT(std::abs(sum - 1) < 1e-9);
    const auto ours = chances(lottery);
    RC_ASSERT(std::abs(std::accumulate(ours.begin(), ours.end(), 0.0) - static_cast<double>(problem.rules.seats)) <
              1e-9);
    const int steps = panels.size() <= 3 ? 60 : panels.size() <= 5 ? 24 : panels.size() <= 7 ? 12 : 6;
    if (panels.size() <= 9) RC_ASSERT(!is_beaten(ours, lottery.types, panels, steps));
}

RC_GTEST_PROP(PanelSearch, finds_a_panel_above_any_value_but_the_greatest, ()) {
    const auto problem = some_problem(9);
    const auto types = leximin_lottery(problem.rules, problem.pool)->types;
    std::vector<Real> values;
    for (std::size_t t = 0; t < types.size(); ++t) values.push_back(static_cast<Real>(*rc::gen::inRange(-9, 10)) / 7);
    const auto value_of = [&](const Seats& seats) {
        Real value = 0;
        for (std::size_t t = 0; t < types.size(); ++t) value += values[t] * static_cast<Real>(seats[t]);
        return value;
    };
    PanelSearch search(problem.rules, types);
    for (int turn = 0; turn < 2; ++turn) { // the second search starts from where the first was
        Real greatest = -1e9L;
        for (const auto& panel : all_panels(problem, types)) greatest = std::max(greatest, value_of(panel));
        const auto found = search.above(greatest - 1e-6L, values);
        RC_ASSERT(found && std::abs(value_of(*found) - greatest) < 1e-9L);
        RC_ASSERT(!search.above(greatest + 1e-9L, values));
        for (Real& value : values) value = -value;
    }
}

RC_GTEST_PROP(NumberedPanels, hold_the_quotas_and_give_members_of_a_type_turns_within_one_of_each_other, ()) {
    const auto problem = some_problem(12);
    const auto lottery = *leximin_lottery(problem.rules, problem.pool);
    const auto count = *rc::gen::element<std::size_t>(1, 10, 1000);
    const auto numbered = *numbered_panels(lottery, count, *rc::gen::arbitrary<std::uint64_t>());
    RC_ASSERT(numbered.panels.size() == count);
    std::map<std::int64_t, int> times;
    for (const auto& panel : numbered.panels) {
        RC_ASSERT(std::set<std::int64_t>(panel.begin(), panel.end()).size() == panel.size());
        std::vector<std::vector<std::size_t>> members;
        for (const auto id : panel) {
            members.push_back(problem.pool[static_cast<std::size_t>(id)].categories);
            ++times[id];
        }
        RC_ASSERT(is_allowed(problem, members));
    }
    double away = 0;
    for (const auto& type : lottery.types) {
        int least = 1 << 30, most = 0;
        for (const auto id : type.members) {
            least = std::min(least, times[id]), most = std::max(most, times[id]);
            away = std::max(away, std::abs(times[id] / static_cast<double>(count) - type.chance));
        }
        RC_ASSERT(most - least <= 1);
    }
    RC_ASSERT(std::abs(away - numbered.deviation_max) < 1e-12);
    // A thousand numbers are fine enough: each kind of panel is off by less than one, and exchanges only mend.
    if (count == 1000) RC_ASSERT(away <= 0.01);
}

TEST(NumberedPanels, mend_what_rounding_each_kind_by_itself_would_take_from_a_type) {
    // Of ten numbers, kinds with 1 would get 0.4 each and those with 2, 1.6 each: all the rounding would go to 2.
    PanelLottery lottery{{{{0}, {1}, 0.2}, {{1}, {2}, 0.8}}, {}};
    for (int kind = 0; kind < 5; ++kind) {
        lottery.panels.push_back({{1, 0}, 0.04});
        lottery.panels.push_back({{0, 1}, 0.16});
    }
    const auto numbered = *numbered_panels(lottery, 10, 1);
    EXPECT_EQ(std::ranges::count(numbered.panels, std::vector<std::int64_t>{1}), 2);
    EXPECT_NEAR(numbered.deviation_max, 0, 1e-12);
}

TEST(NumberedPanels, follow_the_seed) {
    const auto lottery = *leximin_lottery(one_of_each, one_and_three);
    EXPECT_EQ(numbered_panels(lottery, 50, 1)->panels, numbered_panels(lottery, 50, 1)->panels);
    EXPECT_NE(numbered_panels(lottery, 50, 1)->panels, numbered_panels(lottery, 50, 2)->panels);
    EXPECT_EQ(numbered_panels(lottery, 0, 1).refusal()->code, "measure.out_of_range");
}

} // namespace
} // namespace reef::measure
