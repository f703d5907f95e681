#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time now = *Time::parse("2026-06-01");

rules::Version version(std::int64_t number, std::string value, Time at, rules::Origin origin) {
    rules::Version made;
    made.rule = "market.commission";
    made.version = number;
    made.value = std::move(value);
    made.effective_at = made.published_at = at;
    made.origin = origin;
    return made;
}

struct Proposing {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member", "class:driver"}}, now, 100, &ids};
    ProposeFacts facts;
    Propose propose;
    Proposing() {
        facts.launched = true;
        facts.versions = {version(1, "15%", now - days(100), rules::Origin::founding)};
        facts.cool_down = days(30);
        facts.reversal_margin = percent(5);
        facts.value = "12%";
        facts.domain = {.rules = "*", .procedure = "ordinary"};
        facts.procedure = {
            .id = "ordinary", .deliberation = days(2), .voting = days(3), .notice = days(1), .majority = percent(50)};
        facts.indicator_known = true;
        propose.rule = "market.commission";
        propose.value = "12%";
        propose.expected = {"driver_income", Direction::rises, "4%", now + days(90)};
        in_force();
    }
    void in_force() { facts.current = facts.versions.back(); }
    void changed(std::string value, Duration ago) {
        facts.versions.push_back(version(static_cast<std::int64_t>(facts.versions.size()) + 1, std::move(value),
                                         now - ago, rules::Origin::decision));
        in_force();
    }
    std::string refused() {
        const auto decision = decide(facts, propose, context);
        return decision ? "" : decision.error().code;
    }
    Proposed proposed() { return read_event<Proposed>(decide(facts, propose, context)->recorded().at(0).data); }
};

TEST(Propose, names_a_number_that_can_be_measured) {
    Proposing given;
    given.propose.expected.size = "a lot";
    EXPECT_EQ(given.refused(), "rules.not_a_size");
    given.propose.expected.size = "-4%";
    EXPECT_EQ(given.refused(), "decisions.promises_nothing");
    given.propose.expected.size = "4%";
    EXPECT_EQ(given.refused(), "");
}

TEST(Propose, is_refused_for_a_rule_that_there_is_not) {
    Proposing given;
    given.facts.current.reset();
    EXPECT_EQ(given.refused(), "decisions.no_such_rule");
}

TEST(Propose, leaves_a_rule_alone_that_moves_by_its_formula) {
    Proposing given;
    given.facts.is_indexed = true;
    EXPECT_EQ(given.refused(), "decisions.rule_is_indexed");
}

TEST(Propose, waits_while_the_rule_rests_and_the_refusal_names_the_rule_that_says_so) {
    Proposing given;
    given.changed("14%", days(29));
    const auto refusal = decide(given.facts, given.propose, given.context).error();
    EXPECT_EQ(refusal.code, "decisions.rule_rests");
    EXPECT_EQ(refusal.rule, "rules.cool_down");
    given.facts.versions.back().effective_at = now - days(30);
    EXPECT_EQ(given.refused(), "") << "to the day";
}

TEST(Propose, of_a_return_raises_the_majority_and_pins_it) {
    Proposing given;
    given.changed("14%", days(60));
    EXPECT_EQ(given.proposed().procedure.majority, percent(50));
    EXPECT_FALSE(given.proposed().return_margin);
    given.facts.value = "15%";
    EXPECT_EQ(given.proposed().procedure.majority, percent(55));
    EXPECT_EQ(given.proposed().return_margin, percent(5));
}

TEST(Propose, of_the_same_value_renews_what_would_end_even_while_it_rests) {
    Proposing given;
    given.changed("12%", days(1));
    EXPECT_EQ(given.refused(), "decisions.nothing_new");
    given.facts.versions.back().sunset_at = now + days(200);
    given.in_force();
    EXPECT_EQ(given.refused(), "");
    given.facts.value = "11%";
    EXPECT_EQ(given.refused(), "decisions.rule_rests") << "another value is a change";
}

TEST(Propose, sets_a_sunset_after_its_result_was_looked_at) {
    Proposing given;
    given.propose.sunset_at = now + days(6);
    EXPECT_EQ(given.refused(), "decisions.sunset_too_early") << "in force on that day at the earliest";
    given.propose.sunset_at = now + days(89);
    EXPECT_EQ(given.refused(), "decisions.reviewed_before_sunset");
    given.propose.sunset_at = now + days(90);
    EXPECT_EQ(given.proposed().sunset_at, now + days(90));
}

Features in_flux() { return {percent(40), percent(70), percent(80), percent(60), percent(50), percent(50)}; }

TEST(Propose, records_the_advice_and_asks_for_it_where_a_body_decides_for_others) {
    Proposing given;
    EXPECT_FALSE(given.proposed().advice);
    given.propose.features = in_flux();
    EXPECT_EQ(given.proposed().advice->advised, rules::Mode::negotiated);
    given.propose.features->severity = percent(200);
    EXPECT_EQ(given.refused(), "decisions.not_a_feature");
    given.propose.features.reset();
    given.facts.domain = {.rules = "*", .mode = rules::Mode::directive, .procedure = "ordinary", .body = "office"};
    given.context.standing.roles.push_back("body:office");
    EXPECT_EQ(given.refused(), "decisions.features_needed");
}

TEST(Propose, by_a_body_keeps_its_grounds_whom_it_binds_and_how_many_objections_call_a_vote) {
    Proposing given;
    EXPECT_FALSE(given.proposed().directive) << "classes that decide themselves owe nobody grounds";
    given.propose.features = in_flux();
    given.facts.domain = {.rules = "*", .mode = rules::Mode::directive, .procedure = "ordinary", .body = "office"};
    given.facts.bound = {"driver", "rider"};
    given.facts.objection_share = percent(10);
    given.facts.directive_time = days(365);
    given.facts.emergency_time = days(180);
    given.context.standing.roles.push_back("body:office");
    EXPECT_EQ(given.refused(), "decisions.no_legal_basis");
    given.propose.legal_basis = Vaulted<std::string>{};
    EXPECT_EQ(given.refused(), "decisions.sunset_needed");
    given.propose.sunset_at = now + days(187);
    EXPECT_EQ(given.refused(), "decisions.immature_domain") << "in force on day 6 at the earliest, and 180 from then";
    given.propose.sunset_at = now + days(186);
    EXPECT_EQ(given.proposed().directive->bound, (std::vector<std::string>{"driver", "rider"}));
    EXPECT_EQ(given.proposed().directive->objection_share, percent(10));
}

TEST(Propose, by_a_body_going_back_to_the_charter_needs_no_end) {
    Proposing given;
    given.changed("14%", days(60));
    given.propose.features = in_flux();
    given.facts.domain = {.rules = "*", .mode = rules::Mode::directive, .procedure = "ordinary", .body = "office"};
    given.context.standing.roles.push_back("body:office");
    given.facts.value = "15%";
    EXPECT_EQ(given.refused(), "");
    given.facts.value = "13%";
    EXPECT_EQ(given.refused(), "decisions.no_legal_basis");
}

TEST(Propose, reckons_what_the_change_costs) {
    Proposing given;
    given.facts.sizes = {{"driver", 6}};
    given.propose.cost = CostEstimate{{{"driver", 10, 20, Money{20'00, {}}}}, {}, {}};
    EXPECT_EQ(given.proposed().cost->total, (Money{60'00, {}}));
    given.propose.cost->classes.at(0).stakeholder_class = "pilot";
    EXPECT_EQ(given.refused(), "decisions.no_such_class");
}

TEST(Withdraw, is_for_whoever_proposed_while_there_is_no_vote_yet) {
    Proposing given;
    const auto withdrawn = [&](MemberId proposer, Stage stage) {
        const auto decision = decide(WithdrawFacts{proposer, stage, {}}, Withdraw{IdValue{60}}, given.context);
        return decision ? "" : decision.error().code;
    };
    EXPECT_EQ(withdrawn(MemberId(8), Stage::deliberation), "decisions.not_yours");
    EXPECT_EQ(withdrawn(MemberId(7), Stage::deliberation), "");
    EXPECT_EQ(withdrawn(MemberId(7), Stage::voting), "decisions.too_late_to_withdraw");
}

TEST(Withdraw, is_refused_where_a_review_called_the_vote) {
    Proposing given;
    EXPECT_EQ(decide(WithdrawFacts{MemberId(7), Stage::deliberation, IdValue{50}}, Withdraw{IdValue{60}}, given.context)
                  .error()
                  .code,
              "decisions.called_by_review");
}

} // namespace
} // namespace reef::decisions
