#include "commons/people/assurance_view.hpp"
#include "commons/people/identity_check.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::people {
namespace {

using namespace engine;
using Level = AssuranceLevel;

struct AtTheDesk {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)),
                    {Actor::of(MemberId(7)), {"person", "member", "registrar"}},
                    *Time::parse("2026-03-05"),
                    100,
                    &ids};
    CheckFacts facts{.is_here = true, .body = "office"};
    std::string check(MemberId member, std::string_view on = "2026-03-01") {
        const auto decided = decide(facts, CheckIdentity{member, IdentityMethod::letter, *Time::parse(on)}, context);
        return decided ? decided->recorded().at(0).name : decided.error().code;
    }
};

TEST(Assurance, is_the_value_of_a_rule_and_compares) {
    EXPECT_EQ(Assurance::parse("on-roll")->level, Level::on_roll);
    EXPECT_EQ(Assurance{Level::checked}.text(), "checked");
    EXPECT_EQ(Assurance::parse("certain").error().code, "people.no_such_assurance");
    const auto rule = least_assurance.declaration();
    EXPECT_EQ(rule.default_text, "self-declared");
    EXPECT_TRUE(rule.is_less("self-declared", "invited"));
    EXPECT_TRUE(rule.is_less("on-roll", "checked"));
    EXPECT_FALSE(rule.is_less("checked", "invited"));
}

TEST(IdentityChecks, are_recorded_by_others_and_once) {
    AtTheDesk given;
    EXPECT_EQ(given.check(MemberId(3)), "people.identity_checked");
    EXPECT_EQ(given.check(MemberId(7)), "people.own_identity");
    EXPECT_EQ(given.check(MemberId(3), "2026-03-06"), "people.checked_in_future");
    given.facts.is_checked = true;
    EXPECT_EQ(given.check(MemberId(3)), "people.identity_checked_already");
    given.facts.is_here = false;
    EXPECT_EQ(given.check(MemberId(3)), "people.nobody_to_check");
}

TEST(IdentityChecks, are_taken_back_once) {
    AtTheDesk given;
    IdentityCheck check{.number = IdValue{90}, .member = MemberId(3)};
    const auto code = [&](const TakeCheckBackFacts& facts) {
        const auto decided = decide(facts, TakeCheckBack{IdValue{90}, {}}, given.context);
        return decided ? decided->recorded().at(0).name : decided.error().code;
    };
    EXPECT_EQ(code({check}), "people.check_taken_back");
    check.reason = sha256({"why"});
    EXPECT_EQ(code({check}), "people.check_taken_back_already");
    EXPECT_EQ(code({}), "people.no_such_check");
}

std::vector<std::vector<std::int64_t>> told(const std::vector<LevelCount>& counts) {
    std::vector<std::vector<std::int64_t>> groups;
    for (const auto& group : levels_shown(counts)) {
        groups.emplace_back();
        for (const auto& each : group) groups.back().push_back(each.electors);
    }
    return groups;
}

TEST(AssuranceShares, tell_of_no_few) {
    using Groups = std::vector<std::vector<std::int64_t>>;
    EXPECT_EQ(told({{Level::checked, 9, 4}, {Level::on_roll}, {Level::invited, 6, 6}, {Level::self_declared, 8, 0}}),
              (Groups{{9}, {6}, {8}}))
        << "nobody is hidden where all are many";
    EXPECT_EQ(told({{Level::checked, 20, 9}, {Level::on_roll}, {Level::invited, 3, 2}, {Level::self_declared, 8, 4}}),
              (Groups{{20}, {0, 3, 8}}))
        << "a few are told with the next, and with the level that nobody has";
    EXPECT_EQ(told({{Level::checked, 20, 20}, {Level::on_roll}, {Level::invited, 4, 4}, {Level::self_declared}}),
              (Groups{{20, 0, 4, 0}}))
        << "also where all voted: the levels of a few would follow from the sum";
    EXPECT_EQ(told({{Level::checked, 3, 3}, {Level::on_roll}, {Level::invited}, {Level::self_declared}}),
              (Groups{{3, 0, 0, 0}}));
}

RC_GTEST_PROP(AssuranceShares, never_leave_fewer_than_five_by_subtraction, ()) {
    std::vector<LevelCount> counts;
    std::int64_t people = 0;
    for (const auto level : {Level::checked, Level::on_roll, Level::invited, Level::self_declared}) {
        const auto electors = *rc::gen::inRange<std::int64_t>(0, 12);
        counts.push_back({level, electors, *rc::gen::inRange<std::int64_t>(0, electors + 1)});
        people += electors;
    }
    std::int64_t seen = 0, levels = 0;
    for (const auto& group : levels_shown(counts)) {
        std::int64_t together = 0;
        for (const auto& each : group) together += each.electors;
        RC_ASSERT(together >= 5 || together == people);
        seen += together;
        levels += std::ssize(group);
    }
    RC_ASSERT(seen == people);
    RC_ASSERT(levels <= 4);
}

} // namespace
} // namespace reef::people
