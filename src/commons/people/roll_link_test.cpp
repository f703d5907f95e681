#include "commons/people/roll_link.hpp"
#include <gtest/gtest.h>

namespace reef::people {
namespace {

using namespace engine;

TEST(RollLinks, are_made_by_whoever_keeps_the_roll_of_others_in_the_class) {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"person", "member"}}, *Time::parse("2026-03-05"), 100, &ids};
    LinkFacts facts{OnRoll{IdValue{90}, "rider", sha256({"identifier"}), {}, 90}, true, true, false};
    const auto code = [&](MemberId member) {
        const auto decided = decide(facts, LinkToRoll{IdValue{90}, member}, context);
        return decided ? decided->recorded().at(0).name : decided.error().code;
    };
    EXPECT_EQ(code(MemberId(3)), "people.roll_linked");
    EXPECT_EQ(code(MemberId(7)), "people.own_entry");
    facts.has_entry = true;
    EXPECT_EQ(code(MemberId(3)), "people.on_roll_already");
    facts.is_in_class = false;
    EXPECT_EQ(code(MemberId(3)), "people.not_in_class_of_roll");
    facts.entry->member = MemberId(4);
    EXPECT_EQ(code(MemberId(3)), "people.claimed_already");
    facts.may = false;
    EXPECT_EQ(code(MemberId(3)), "people.not_your_roll");
    facts.entry = {};
    EXPECT_EQ(code(MemberId(3)), "people.not_on_roll");
}

} // namespace
} // namespace reef::people
