#include "commons/rules/principles.hpp"
#include <gtest/gtest.h>

namespace reef::rules {
namespace {

/// Two classes that give and receive, a council that watches and is let in by others, and a domain of their own.
Charter sound_charter() {
    Charter charter;
    charter.technology.spaces = {
        {.id = "rides", .kind = "rides", .name = "Rides", .requester = "rider", .provider = "driver"}};
    charter.governance.classes = {{.id = "driver", .name = "Drivers", .weight = percent(50)},
                                  {.id = "rider", .name = "Riders", .weight = percent(50)}};
    charter.governance.bodies = {
        {.id = "council", .name = "The council", .form = BodyForm::organisation, .classes = {"rider"}, .audits = true},
        {.id = "commons", .name = "The commons", .form = BodyForm::forum}};
    charter.governance.procedures = {{.id = "ordinary", .majority = percent(50)}};
    charter.governance.domains = {
        {.rules = "*", .procedure = "ordinary"},
        {.rules = "market.*", .mode = Mode::self_regulated, .procedure = "ordinary", .classes = {"driver"}}};
    charter.governance.patronage = {{.stakeholder_class = "driver", .part = percent(100)}};
    charter.users.links = {{"driver", "rider", "rides"}, {"rider", "driver", "fares"}};
    return charter;
}
Verdict verdict_of(const Charter& charter, std::size_t number) {
    return check_principles(charter).at(number - 1).verdict;
}

TEST(Principles, are_found_in_a_charter_that_says_them_and_the_two_that_none_can_say_are_named) {
    const auto checks = check_principles(sound_charter());
    ASSERT_EQ(checks.size(), 8u);
    for (const auto& each : checks) {
        const bool is_unsayable = each.number == 5 || each.number == 6;
        EXPECT_EQ(each.verdict, is_unsayable ? Verdict::fail : Verdict::pass) << each.name;
        EXPECT_EQ(each.missing.empty(), !is_unsayable);
    }
}

TEST(Principles, name_the_clause_that_is_missing) {
    struct Case {
        std::size_t number;
        Verdict verdict;
        std::string about;
        void (*change)(Charter&);
    };
    const Case cases[] = {
        {1, Verdict::weak, "Rides", [](Charter& c) { c.technology.spaces.at(0).provider.reset(); }},
        {1, Verdict::weak, "", [](Charter& c) { c.technology.spaces.clear(); }},
        {2, Verdict::fail, "Drivers", [](Charter& c) { c.users.links.clear(); }},
        {2, Verdict::weak, "Drivers", [](Charter& c) { c.users.links.pop_back(); }},
        {2, Verdict::weak, "", [](Charter& c) { c.governance.patronage.clear(); }},
        {3, Verdict::fail, "Riders", [](Charter& c) { c.governance.classes.at(1).weight = {}; }},
        {3, Verdict::weak, "",
         [](Charter& c) {
             c.governance.domains = {
                 {.rules = "*", .mode = Mode::directive, .procedure = "ordinary", .body = "council"}};
         }},
        {4, Verdict::fail, "", [](Charter& c) { c.governance.bodies.at(0).audits = false; }},
        {4, Verdict::weak, "The council", [](Charter& c) { c.governance.classes.at(1).admitted_by = "council"; }},
        {7, Verdict::fail, "", [](Charter& c) { c.governance.bodies.pop_back(); }},
        {7, Verdict::weak, "Riders", [](Charter& c) { c.governance.bodies.at(1).classes = {"driver"}; }},
        {8, Verdict::weak, "", [](Charter& c) { c.governance.domains.at(1).mode = Mode::negotiated; }},
        {8, Verdict::fail, "", [](Charter& c) { c.governance.domains.pop_back(); }},
    };
    for (const auto& each : cases) {
        auto charter = sound_charter();
        each.change(charter);
        const auto found = check_principles(charter).at(each.number - 1);
        EXPECT_EQ(found.verdict, each.verdict) << each.number << ": " << found.missing;
        EXPECT_EQ(found.about, each.about) << each.number;
        EXPECT_FALSE(found.missing.empty()) << each.number;
    }
}

TEST(Principles, call_a_class_that_can_never_decide_a_failure) {
    auto charter = sound_charter();
    charter.governance.procedures.at(0).form = CountForm::block;
    charter.governance.classes.at(0).weight = percent(60);
    charter.governance.classes.at(1).weight = percent(40);
    EXPECT_EQ(verdict_of(charter, 3), Verdict::fail);
}

} // namespace
} // namespace reef::rules
