#include "commons/people/duplicate_objection.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::people {
namespace {

using namespace engine;

TEST(Likeness, compares_names_without_case_accents_and_spaces) {
    EXPECT_EQ(plain_name("  Zoë   DE-WIT "), "zoe de wit");
    EXPECT_EQ(plain_name("José O'Neill"), plain_name("Jose\xCC\x81 o neill"));
    EXPECT_EQ(plain_name("Łukasz Žák"), "lukasz zak");
    EXPECT_EQ(plain_name("Straße"), "strasse");
    EXPECT_NE(plain_name("Ёлка"), plain_name("Елка")) << "letters of other alphabets stay";
    EXPECT_EQ(plain_name("\xC3"), "\xC3") << "half a letter is no reason to fail";
}

TEST(Likeness, finds_each_pair_once_with_all_that_is_alike) {
    const MemberId a(1), b(2), c(3);
    const std::vector<Mark> marks = {{c, Likeness::name, "kim"},
                                     {a, Likeness::name, "kim"},
                                     {a, Likeness::payout_account, "NL1"},
                                     {c, Likeness::payout_account, "NL1"},
                                     {b, Likeness::address, "NL1"},
                                     {b, Likeness::name, ""},
                                     {c, Likeness::address, ""}};
    EXPECT_EQ(alike_pairs(marks), (std::vector<AlikePair>{{a, c, {Likeness::name, Likeness::payout_account}}}));
    EXPECT_TRUE(alike_pairs(marks, 1).empty()) << "what a crowd has tells nothing";
}

struct Asked {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)),
                    {Actor::of(MemberId(7)), {"person", "member", "registrar"}},
                    *Time::parse("2026-03-05"),
                    100,
                    &ids};
    DuplicateRow row{.duplicate = IdValue{90},
                     .first = MemberId(3),
                     .second = MemberId(4),
                     .hear_until = *Time::parse("2026-03-10")};
    template <class Command>
    std::string code(const Command& command) {
        const auto decided = decide(DuplicateFacts{row, days(7)}, command, context);
        return decided ? decided->recorded().at(0).name : decided.error().code;
    }
    std::string raise(MemberId first, MemberId second, const RaiseFacts& facts) {
        const auto decided = decide(facts, RaiseDuplicate{first, second, {Likeness::name}}, context);
        return decided ? decided->recorded().at(0).name : decided.error().code;
    }
    SettleDuplicate same{IdValue{90}, DuplicateOutcome::same, MemberId(4), {}};
};

TEST(Duplicates, are_asked_about_once) {
    Asked given;
    const RaiseFacts facts{.both_here = true, .known = {}, .hearing = days(7)};
    EXPECT_EQ(given.raise(MemberId(4), MemberId(3), facts), "people.duplicate_raised");
    EXPECT_EQ(given.raise(MemberId(3), MemberId(3), facts), "people.same_member");
    EXPECT_EQ(given.raise(MemberId(7), MemberId(3), facts), "people.own_duplicate");
    EXPECT_EQ(given.raise(MemberId(4), MemberId(3), {.both_here = false}), "people.no_such_members");
    EXPECT_EQ(decide(facts, RaiseDuplicate{MemberId(3), MemberId(4), {}}, given.context).error().code,
              "people.nothing_alike");
    EXPECT_EQ(given.raise(MemberId(3), MemberId(4), {.both_here = true, .known = given.row}), "people.duplicate_known");
    given.row.outcome = DuplicateOutcome::different;
    EXPECT_EQ(given.raise(MemberId(3), MemberId(4), {.both_here = true, .known = given.row}), "people.duplicate_known");
    given.row.outcome = DuplicateOutcome::same;
    given.row.lifted_entry = 95;
    EXPECT_EQ(given.raise(MemberId(3), MemberId(4), {.both_here = true, .known = given.row}), "people.duplicate_raised")
        << "a suspension that was lifted leaves the question open";
}

TEST(Duplicates, are_heard_before_anybody_loses_a_vote) {
    Asked given;
    EXPECT_EQ(given.code(given.same), "people.not_heard_yet");
    EXPECT_EQ(given.code(SettleDuplicate{IdValue{90}, DuplicateOutcome::different, {}, {}}),
              "people.duplicate_settled");
    given.row.first_answer = sha256({"a"});
    EXPECT_EQ(given.code(given.same), "people.not_heard_yet");
    given.row.second_answer = sha256({"b"});
    EXPECT_EQ(given.code(given.same), "people.duplicate_settled");
    given.row.first_answer = given.row.second_answer = {};
    given.context.at = given.row.hear_until;
    EXPECT_EQ(given.code(given.same), "people.duplicate_settled");
    given.same.suspends = MemberId(5);
    EXPECT_EQ(given.code(given.same), "people.suspends_whom");
    given.same.suspends = {};
    EXPECT_EQ(given.code(given.same), "people.suspends_whom");
    EXPECT_EQ(given.code(SettleDuplicate{IdValue{90}, DuplicateOutcome::different, MemberId(4), {}}),
              "people.suspends_whom");
    given.row.second = MemberId(7);
    EXPECT_EQ(given.code(given.same), "people.own_duplicate");
    given.row.second = MemberId(4);
    given.row.outcome = DuplicateOutcome::different;
    EXPECT_EQ(given.code(given.same), "people.duplicate_settled_already");
}

TEST(Duplicates, are_answered_by_whom_they_name) {
    Asked given;
    const AnswerDuplicate answer{IdValue{90}, {}};
    EXPECT_EQ(given.code(answer), "people.not_about_you");
    given.row.first = MemberId(7);
    EXPECT_EQ(given.code(answer), "people.duplicate_answered");
    given.row.outcome = DuplicateOutcome::same;
    EXPECT_EQ(given.code(answer), "people.duplicate_settled_already");
    EXPECT_EQ(decide(DuplicateFacts{}, answer, given.context).error().code, "people.no_such_duplicate");
}

TEST(Duplicates, are_looked_at_again_by_another_when_somebody_objects) {
    Asked given;
    given.row.outcome = DuplicateOutcome::same;
    given.row.suspended = MemberId(4);
    given.row.settled_by = MemberId(8);
    const ObjectToSuspension object{IdValue{90}, {}};
    const DecideObjection lift{IdValue{90}, true, {}};
    EXPECT_EQ(given.code(object), "people.not_suspended_by_it");
    EXPECT_EQ(given.code(lift), "people.no_objection");
    given.context.actor = Actor::of(MemberId(4));
    EXPECT_EQ(given.code(object), "people.suspension_objected");
    given.row.objection = sha256({"no"});
    given.row.decide_until = *Time::parse("2026-03-12");
    EXPECT_EQ(given.code(object), "people.objected_already");
    EXPECT_EQ(given.code(lift), "people.own_duplicate");
    given.context.actor = Actor::of(MemberId(8));
    EXPECT_EQ(given.code(lift), "people.decided_by_yourself");
    given.context.actor = Actor::of(MemberId(9));
    EXPECT_EQ(given.code(lift), "people.objection_decided");
    EXPECT_EQ(given.code(LiftSuspension{IdValue{90}}), "people.objection_decided");
    given.row.objection_reason = sha256({"stays"});
    EXPECT_EQ(given.code(lift), "people.no_objection");
}

} // namespace
} // namespace reef::people
