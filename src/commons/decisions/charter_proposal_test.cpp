#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

rules::Charter small_charter() {
    rules::Charter charter;
    charter.name = "Ride";
    charter.governance.classes = {{.id = "driver", .name = "Drivers", .weight = percent(50)},
                                  {.id = "rider", .name = "Riders", .weight = percent(50)}};
    charter.governance.procedures = {
        {.id = "ordinary", .deliberation = days(2), .voting = days(3), .notice = days(1), .majority = percent(50)}};
    charter.governance.domains = {{.rules = "*", .procedure = "ordinary"}};
    charter.governance.protected_clauses = {
        {.clause = "outcomes.purpose", .majority = percent(75), .every_class = true},
        {.clause = "governance.laws", .never = true}};
    charter.users.launch_within = days(60);
    charter.outcomes.purpose = "Rides that feed those who drive.";
    return charter;
}

/// A member proposes what `change` makes of the charter in force.
struct AmendingTheCharter {
    IdSource ids{100};
    Registry registry{Rooms{}};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member"}}, *Time::parse("2026-06-01"), 100, &ids, &registry};
    CharterProposalFacts facts;
    AmendingTheCharter() {
        facts.launched = true;
        facts.in_force = small_charter();
        facts.domain = facts.in_force.governance.domains[0];
        facts.procedure = facts.in_force.governance.procedures[0];
    }
    Decision propose(const std::function<void(rules::Charter&)>& change) {
        auto charter = small_charter();
        change(charter);
        return decide(facts, ProposeCharter{rules::write_charter(charter), {}}, context);
    }
    CharterProposed proposed(const std::function<void(rules::Charter&)>& change) {
        return read_event<CharterProposed>(propose(change)->recorded().at(0).data);
    }
    std::string refused(const std::function<void(rules::Charter&)>& change = [](rules::Charter& c) {
        c.name = "Another";
    }) {
        const auto decision = propose(change);
        return decision ? "" : decision.error().code;
    }
};

TEST(CharterProposal, is_decided_under_the_strictest_of_the_clauses_that_it_touches) {
    AmendingTheCharter given;
    const auto plain = given.proposed([](auto& c) { c.name = "Ride together"; });
    EXPECT_EQ(plain.procedure.majority, percent(50));
    EXPECT_FALSE(plain.procedure.every_class);
    const auto deep = given.proposed([](auto& c) {
        c.name = "Ride together";
        c.outcomes.purpose = "Rides for all.";
    });
    EXPECT_EQ(deep.changes.size(), 2U);
    EXPECT_EQ(deep.procedure.majority, percent(75));
    EXPECT_EQ(deep.procedure.every_class, true);
    EXPECT_EQ(deep.voting_opens_at, given.context.at + days(2));
    EXPECT_EQ(deep.charter.outcomes.purpose, "Rides for all.");
}

TEST(CharterProposal, that_asks_for_every_class_fails_where_one_says_no) {
    rules::ProcedureCharter procedure{.id = "ordinary", .majority = percent(50)};
    const std::vector<ElectorateClass> electorate = {{"driver", "Drivers", percent(80), percent(0), 10},
                                                     {"rider", "Riders", percent(20), percent(0), 10},
                                                     {"city", "City", percent(0), percent(0), 0}};
    std::vector<ClassCount> counts(3);
    counts[0].id = "driver", counts[0].in_favour = 10;
    counts[1].id = "rider", counts[1].in_favour = 5, counts[1].against = 5;
    counts[2].id = "city";
    EXPECT_EQ(count_by_class(procedure, electorate, counts).outcome, tally::ByClassOutcome::passed);
    procedure.every_class = true;
    EXPECT_EQ(count_by_class(procedure, electorate, counts).outcome, tally::ByClassOutcome::rejected);
    counts[1].in_favour = 6, counts[1].against = 4;
    EXPECT_EQ(count_by_class(procedure, electorate, counts).outcome, tally::ByClassOutcome::passed)
        << "a class in which there is nobody is not asked";
}

TEST(CharterProposal, is_refused_by_name) {
    EXPECT_EQ(AmendingTheCharter().refused(), "");
    EXPECT_EQ(AmendingTheCharter().refused([](auto&) {}), "decisions.same_charter");
    EXPECT_EQ(AmendingTheCharter().refused([](auto& c) { c.governance.domains[0].procedure = "none"; }),
              "decisions.charter_fault");
    EXPECT_EQ(AmendingTheCharter().refused([](auto& c) { c.currency = *Currency::parse("USD"); }),
              "rules.clause_is_fixed");
    EXPECT_EQ(AmendingTheCharter().refused([](auto& c) { c.governance.protected_clauses.pop_back(); }),
              "decisions.clause_never_changes");
    const auto with = [](const std::function<void(CharterProposalFacts&)>& change) {
        AmendingTheCharter given;
        change(given.facts);
        return given.refused();
    };
    EXPECT_EQ(AmendingTheCharter().refused([](auto& c) {
        c.governance.classes.push_back({.id = "city", .name = "City", .weight = percent(0)});
    }),
              "");
    const auto weigh_the_city = [](auto& c) {
        c.governance.classes[0].weight = percent(30);
        c.governance.classes.push_back({.id = "city", .name = "City", .weight = percent(20)});
    };
    EXPECT_EQ(AmendingTheCharter().refused(weigh_the_city), "decisions.class_is_empty");
    AmendingTheCharter peopled;
    peopled.facts.peopled = {"city"};
    EXPECT_EQ(peopled.refused(weigh_the_city), "");
    EXPECT_EQ(with([](auto& f) { f.launched = false; }), "decisions.not_launched");
    EXPECT_EQ(with([](auto& f) { f.domain.reset(); }), "decisions.nobody_decides_on_charter");
    EXPECT_EQ(with([](auto& f) { f.domain->mode = rules::Mode::directive; }), "decisions.charter_is_for_all");
    EXPECT_EQ(with([](auto& f) { f.domain->classes = {"driver"}; }), "decisions.charter_is_for_all");
    EXPECT_EQ(with([](auto& f) { f.procedure.notice = {}; }), "decisions.not_published");
    EXPECT_EQ(with([](auto& f) { f.open_proposal = IdValue{40}; }), "decisions.charter_open");
    EXPECT_EQ(with([](auto& f) { f.announced = IdValue{40}; }), "decisions.charter_announced");
}

} // namespace
} // namespace reef::decisions
