#include "commons/people/coming_in.hpp"
#include <gtest/gtest.h>

namespace reef::people {
namespace {

using namespace engine;

struct OnTheRoll {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"person", "member"}}, *Time::parse("2026-03-05"), 100, &ids};
    OnRoll entry{IdValue{90}, "rider", sha256({"identifier"}), {}, 90};
};

TEST(Roll, takes_whom_it_does_not_know_and_leaves_the_others) {
    OnTheRoll given;
    const AddToRoll add{MemberId(7), "rider", {VaultReference{sha256({"sealed"}), 100}}, {}, sha256({"key"})};
    const auto code = [&](const RollFacts& facts) {
        const auto decided = decide(facts, add, given.context);
        return !decided ? decided.error().code : decided->recorded().empty() ? "" : decided->recorded()[0].name;
    };
    EXPECT_EQ(code({.class_known = true, .may = true}), "people.added_to_roll");
    EXPECT_EQ(code({.class_known = true, .may = true, .is_on_it = true}), "");
    EXPECT_EQ(code({.class_known = true}), "people.not_your_roll");
    EXPECT_EQ(code({}), "people.no_such_class");
}

TEST(Roll, gives_codes_to_those_who_have_not_come_in) {
    OnTheRoll given;
    GiveRollCodes give{{{IdValue{90}, sha256({"code"})}}};
    const auto code = [&](const RollCodesFacts& facts) {
        const auto decided = decide(facts, give, given.context);
        return decided ? decided->recorded().at(0).name : decided.error().code;
    };
    EXPECT_EQ(code({{given.entry}, {true}}), "people.roll_codes_given");
    EXPECT_EQ(code({{given.entry}, {false}}), "people.not_your_roll");
    EXPECT_EQ(code({{std::nullopt}, {false}}), "people.not_on_roll");
    given.entry.member = MemberId(3);
    EXPECT_EQ(code({{given.entry}, {true}}), "people.claimed_already");
    give.codes.resize(roll_codes_max + 1);
    EXPECT_EQ(code({}), "people.too_many_codes");
}

TEST(Roll, forgets_whoever_is_struck_from_it) {
    OnTheRoll given;
    const auto struck = decide(StrikeFacts{given.entry, true}, StrikeFromRoll{IdValue{90}}, given.context);
    ASSERT_TRUE(struck);
    EXPECT_EQ(read_event<StruckFromRoll>(struck->recorded().at(0).data).erased_subject(), 90);
    EXPECT_EQ(decide(StrikeFacts{given.entry, false}, StrikeFromRoll{IdValue{90}}, given.context).error().code,
              "people.not_your_roll");
    EXPECT_EQ(decide(StrikeFacts{}, StrikeFromRoll{IdValue{90}}, given.context).error().code, "people.not_on_roll");
}

TEST(Roll, lets_in_by_the_personal_code_once) {
    OnTheRoll given;
    JoinFacts facts{.on_roll = given.entry, .launched = true, .class_known = true};
    const auto code = [&] {
        const auto decided = decide(facts, JoinByInvitation{}, given.context);
        return decided ? decided->recorded().at(0).name + " " + decided->recorded().at(1).name : decided.error().code;
    };
    EXPECT_EQ(code(), "people.roll_claimed people.member_joined");
    facts.launched = false;
    EXPECT_EQ(code(), "people.roll_claimed people.pledge_made");
    facts.already_in = true;
    EXPECT_EQ(code(), "people.invited_already");
    facts.on_roll->member = MemberId(3);
    EXPECT_EQ(code(), "people.code_used");
}

TEST(Roll, is_kept_by_whom_the_charter_names) {
    rules::Charter charter;
    charter.governance.classes = {{.id = "driver", .admitted_by = "office"}, {.id = "rider"}};
    const auto as = [](const char* role) { return Standing{Actor::of(MemberId(7)), {role}}; };
    EXPECT_TRUE(may_keep_roll(charter, true, "driver", as("body:office")));
    EXPECT_FALSE(may_keep_roll(charter, true, "rider", as("class:rider"))) << "members invite, and keep no roll";
    EXPECT_TRUE(may_keep_roll(charter, false, "rider", as("founder")));
    EXPECT_FALSE(may_keep_roll(charter, false, "driver", as("body:office")));
}

TEST(Roll, compares_identifiers_however_they_are_written) {
    EXPECT_EQ(same_identifier("  Anna@Example.org "), "anna@example.org");
}

} // namespace
} // namespace reef::people
