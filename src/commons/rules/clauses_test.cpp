#include "commons/rules/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::rules {
namespace {

Charter amendable() {
    Charter charter;
    charter.name = "Ride";
    charter.outcomes.purpose = "Rides that feed those who drive.";
    charter.governance.classes = {{.id = "driver", .name = "Drivers", .weight = percent(50)},
                                  {.id = "rider", .name = "Riders", .weight = percent(50)}};
    charter.governance.bodies = {{.id = "council",
                                  .name = "The council",
                                  .form = BodyForm::organisation,
                                  .classes = {"driver", "rider"},
                                  .seats = 3,
                                  .term = days(365)}};
    charter.technology.spaces = {
        {.id = "rides", .kind = "rides", .name = "Rides", .categories = {"airport", "school"}}};
    charter.governance.procedures = {{.id = "ordinary", .majority = percent(50)},
                                     {.id = "grave", .majority = percent(60)}};
    charter.governance.domains = {{.rules = "*", .procedure = "ordinary"}};
    charter.governance.rules = {{.rule = "market.commission", .value = "15%"}};
    charter.governance.protected_clauses = {{.clause = "outcomes.purpose", .majority = percent(75)},
                                            {.clause = "governance.procedures[grave]", .every_class = true},
                                            {.clause = "users.links", .never = true}};
    return charter;
}
using Names = std::vector<std::string>;
Names changed(const Charter& after) {
    Names names;
    for (const auto& each : changed_clauses(amendable(), after)) names.push_back(each.clause);
    return names;
}
Demand demanded(const Charter& after) { return demand_of(amendable(), after, changed_clauses(amendable(), after)); }

TEST(Clauses, are_named_by_their_place_and_by_what_names_an_element) {
    auto after = amendable();
    EXPECT_EQ(changed(after), Names{});
    after.outcomes.purpose = "Rides for all.";
    after.governance.classes[0].principles = {"A day's driving pays a living"};
    after.governance.procedures[1].majority = percent(70);
    after.governance.domains.push_back({.rules = "charter", .procedure = "grave"});
    EXPECT_EQ(changed(after), (Names{"governance.procedures[grave].majority", "outcomes.purpose",
                                     "governance.classes[driver].principles", "governance.domains[charter]"}));
}

TEST(Clauses, of_an_element_that_comes_or_goes_are_one_change) {
    auto after = amendable();
    after.governance.procedures.erase(after.governance.procedures.begin() + 1);
    const auto changes = changed_clauses(amendable(), after);
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].clause, "governance.procedures[grave]");
    EXPECT_TRUE(changes[0].before->contains("majority: 60%"));
    EXPECT_FALSE(changes[0].after);
}

TEST(Clauses, that_hold_what_runs_are_refused_by_name) {
    const auto code = [](auto change) {
        auto after = amendable();
        change(after);
        for (const auto& each : changed_clauses(amendable(), after))
            if (const auto refusal = refusal_to_change(each)) return refusal->code + " " + refusal->arguments.at(0);
        return std::string();
    };
    EXPECT_EQ(code([](Charter& c) { c.currency = *Currency::parse("JPY"); }), "rules.clause_is_fixed currency");
    EXPECT_EQ(code([](Charter& c) { c.governance.classes.pop_back(); }),
              "rules.clause_is_fixed governance.classes[rider]");
    EXPECT_EQ(code([](Charter& c) { c.governance.bodies[0].seats.reset(); }),
              "rules.clause_is_fixed governance.bodies[council].seats");
    EXPECT_EQ(code([](Charter& c) { c.governance.bodies[0].classes = {"rider"}; }),
              "rules.clause_is_fixed governance.bodies[council].classes")
        << "who may vote in it would change under a vote";
    EXPECT_EQ(code([](Charter& c) { c.governance.surplus = "plain"; }), "rules.clause_is_fixed governance.surplus")
        << "the first period began with the platform";
    EXPECT_EQ(code([](Charter& c) {
                  c.technology.spaces[0].categories = {"airport", "night"};
              }),
              "rules.clause_is_fixed technology.spaces[rides].categories");
    EXPECT_EQ(code([](Charter& c) { c.governance.rules[0].value = "1%"; }),
              "rules.clause_is_a_rule governance.rules[market.commission].value");
    EXPECT_EQ(code([](Charter& c) { c.governance.procedures.pop_back(); }),
              "rules.clause_must_stay governance.procedures[grave]");
    EXPECT_EQ(code([](Charter& c) { c.governance.domains.clear(); }), "rules.clause_must_stay governance.domains[*]");
    EXPECT_EQ(code([](Charter& c) {
                  c.name = "Ride together";
                  c.governance.classes[0].name = "Those who drive";
                  c.governance.domains[0].procedure = "grave";
                  c.governance.procedures.push_back({.id = "slow", .majority = percent(80)});
                  c.governance.indexed.push_back({.rule = "market.commission"});
                  c.openness = Openness::invited;
                  c.governance.classes[0].weight = percent(40);
                  c.governance.classes[0].quorum = percent(20);
                  c.governance.classes[0].admission = Admission::body;
                  c.governance.classes[0].admitted_by = "council";
                  c.governance.classes.push_back({.id = "courier", .name = "Couriers"});
                  c.governance.bodies[0].seats = 5;
                  c.governance.bodies[0].at_least = {{"driver", 2}};
                  c.governance.bodies[0].audits = true;
                  c.governance.bodies.push_back({.id = "night", .name = "The night"});
                  c.technology.spaces[0].categories = {"school", "airport", "school run"};
              }),
              "");
}

TEST(Clauses, that_are_protected_ask_for_the_strictest_of_what_is_touched) {
    auto after = amendable();
    after.name = "Ride together";
    EXPECT_FALSE(demanded(after).majority);
    after.outcomes.purpose = "Rides for all.";
    EXPECT_EQ(demanded(after).majority, percent(75));
    EXPECT_FALSE(demanded(after).every_class);
    after.governance.procedures[1].majority = percent(51);
    EXPECT_TRUE(demanded(after).every_class);
    EXPECT_EQ(demanded(after).majority, percent(75));
    EXPECT_FALSE(demanded(after).never);
    after.users.links = {{"driver", "rider", "rides"}};
    EXPECT_EQ(demanded(after).never, "users.links[driver to rider]");
}

TEST(Clauses, that_take_weight_from_a_class_can_be_stopped_by_it) {
    auto after = amendable();
    after.governance.classes.push_back({.id = "courier", .name = "Couriers"});
    EXPECT_EQ(demanded(after).vetoes, Names{});
    after.governance.classes[0].weight = percent(40);
    after.governance.classes[2].weight = percent(10);
    EXPECT_EQ(demanded(after).vetoes, Names{"driver"});
}

TEST(Clauses, that_protect_are_themselves_protected) {
    auto after = amendable();
    after.governance.protected_clauses.erase(after.governance.protected_clauses.begin());
    EXPECT_EQ(demanded(after).majority, percent(75)) << "it falls away by the majority that it asks for";
    after = amendable();
    after.governance.protected_clauses[0].majority = percent(51);
    EXPECT_EQ(demanded(after).majority, percent(75)) << "nor can it be lowered by less";
    after.governance.protected_clauses[0].majority = percent(90);
    EXPECT_EQ(demanded(after).majority, percent(90)) << "nor raised by fewer than it shall bind";
    after = amendable();
    after.governance.protected_clauses.pop_back();
    EXPECT_EQ(demanded(after).never, "governance.protected[users.links]");
    after = amendable();
    after.governance.protected_clauses.push_back({.clause = "name", .never = true});
    EXPECT_TRUE(demanded(after).every_class) << "what shall bind everybody for ever, every class says yes to";
    EXPECT_FALSE(demanded(after).never);
}

RC_GTEST_PROP(Clauses, ask_for_no_less_the_more_is_changed, ()) {
    const auto change = [](Charter& charter, int which) {
        if (which == 0) charter.name = "Another";
        if (which == 1) charter.outcomes.purpose = "Another";
        if (which == 2) charter.governance.procedures[1].majority = percent(70);
        if (which == 3) charter.governance.protected_clauses.erase(charter.governance.protected_clauses.begin());
        if (which == 4) charter.governance.domains[0].procedure = "grave";
    };
    const auto drawn = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5));
    const std::set<int> some(drawn.begin(), drawn.end());
    const auto one_more = *rc::gen::inRange(0, 5);
    auto fewer = amendable(), more = amendable();
    for (const int which : some) change(fewer, which);
    auto all = some;
    all.insert(one_more);
    for (const int which : all) change(more, which);
    const auto low = demanded(fewer), high = demanded(more);
    RC_ASSERT(high.majority.value_or(Percent{}) >= low.majority.value_or(Percent{}));
    RC_ASSERT(high.every_class || !low.every_class);
}

} // namespace
} // namespace reef::rules
