#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time linted_at = *Time::parse("2026-06-01");
const Time in_force_then = linted_at + days(6);

/// 12% instead of 15%, without a fault.
struct Linted {
    ProposeFacts facts;
    Propose propose;
    Linted() {
        rules::Version founding;
        founding.version = 1;
        founding.value = "15%";
        founding.effective_at = linted_at - days(100);
        facts.versions = {founding};
        facts.current = founding;
        facts.cool_down = days(30);
        facts.value = "12%";
        facts.procedure = {.id = "ordinary", .notice = days(1)};
        facts.indicator_known = true;
        facts.sizes = {{"driver", 6}, {"rider", 20}};
        propose.rule = "market.commission";
        propose.expected = {"driver_income", Direction::rises, "4%", linted_at + days(90)};
    }
    std::pair<std::string, std::string> found() const {
        const auto fault = lint(facts, propose, linted_at, in_force_then);
        if (!fault) return {};
        return {std::string(names_of(fault->quality)[static_cast<std::size_t>(fault->quality)]), fault->refusal.code};
    }
};
Reckoned reckoned_in_minutes(std::int64_t value) {
    return {{value, 40, 9}, {linted_at - days(28), linted_at}, IndicatorUnit::minutes, Currency(), 5};
}
using Found = std::pair<std::string, std::string>;

TEST(Lint, finds_nothing_in_what_could_be_law) { EXPECT_EQ(Linted().found(), Found()); }

TEST(Lint, names_each_of_the_eight_qualities_that_is_missing) {
    struct Case {
        Found found;
        void (*fault)(Linted&);
    };
    const Case cases[] = {
        {{"general", "decisions.not_general"}, [](Linted& l) { l.propose.targets = "12"; }},
        {{"published", "decisions.not_published"}, [](Linted& l) { l.facts.procedure.notice = {}; }},
        {{"prospective", "decisions.expected_too_early"},
         [](Linted& l) { l.propose.expected.by = in_force_then - days(1); }},
        {{"clear", "decisions.unknown_indicator"}, [](Linted& l) { l.facts.indicator_known = false; }},
        {{"clear", "rules.not_a_size"}, [](Linted& l) { l.propose.expected.size = "a lot"; }},
        {{"clear", "decisions.not_in_its_unit"},
         [](Linted& l) {
             l.facts.reckoned = reckoned_in_minutes(100'000);
             l.propose.expected.size = "4 EUR";
         }},
        {{"prospective", "decisions.measured_too_early"},
         [](Linted& l) {
             l.facts.reckoned = reckoned_in_minutes(100'000);
             l.propose.expected.size = "2 min";
             l.propose.expected.by = in_force_then + days(27);
         }},
        {{"consistent", "decisions.already_open"}, [](Linted& l) { l.facts.open_proposal = IdValue{40}; }},
        {{"consistent", "decisions.nothing_new"}, [](Linted& l) { l.facts.value = "15%"; }},
        {{"possible", "rules.out_of_bounds"},
         [](Linted& l) { l.facts.value = engine::refuse_out_of_bounds("market.commission", "40%", "0%", "30%"); }},
        {{"constant", "decisions.rule_rests"},
         [](Linted& l) {
             l.facts.versions.push_back(l.facts.versions.front());
             l.facts.versions.back().version = 2;
             l.facts.versions.back().value = "14%";
             l.facts.versions.back().origin = rules::Origin::decision;
             l.facts.versions.back().effective_at = linted_at - days(29);
             l.facts.current = l.facts.versions.back();
         }},
        {{"congruent", "decisions.result_awaited"}, [](Linted& l) { l.facts.open_review = IdValue{40}; }},
    };
    for (const auto& each : cases) {
        Linted given;
        each.fault(given);
        EXPECT_EQ(given.found(), each.found);
    }
}

TEST(Lint, takes_a_measure_that_is_aimed_at_one_class_only_with_evidence_and_an_end) {
    Linted given;
    given.propose.targets = "driver";
    EXPECT_EQ(given.found().second, "decisions.evidence_needed");
    given.propose.evidence = Vaulted<std::string>{};
    EXPECT_EQ(given.found().second, "decisions.measure_needs_end");
    given.propose.sunset_at = linted_at + days(120);
    EXPECT_EQ(given.found(), Found());
}

} // namespace
} // namespace reef::decisions
