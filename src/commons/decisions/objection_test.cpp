#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time objecting_at = *Time::parse("2026-06-01");

/// A directive in force that binds drivers and riders; the actor is a driver, one of twenty.
struct Objecting {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member"}}, objecting_at, 100, &ids};
    ObjectFacts facts{.stage = Stage::passed,
                      .is_directive = true,
                      .stands = true,
                      .share = percent(10),
                      .mine = {"city", "driver"},
                      .bound = {{"driver", 20, 0}, {"rider", 100, 9}}};
    std::string refused() {
        const auto decision = decide(facts, ObjectTo{IdValue{50}, {}}, context);
        return decision ? "" : decision.error().code;
    }
    Objected objected() {
        return read_event<Objected>(decide(facts, ObjectTo{IdValue{50}, {}}, context)->recorded().at(0).data);
    }
};

TEST(Object, counts_a_member_in_the_class_that_is_bound_until_its_share_is_reached) {
    Objecting given;
    EXPECT_EQ(given.objected().objector_class, "driver") << "the city is not bound";
    EXPECT_FALSE(given.objected().is_enough) << "one of the two that 10% of 20 are";
    given.facts.bound.at(0).objections = 1;
    EXPECT_TRUE(given.objected().is_enough);
}

TEST(Object, is_refused_by_name) {
    Objecting given;
    const auto after = [&](auto change) {
        Objecting another;
        change(another.facts);
        return another.refused();
    };
    EXPECT_EQ(given.refused(), "");
    EXPECT_EQ(after([](auto& facts) { facts.stage.reset(); }), "decisions.no_such_proposal");
    EXPECT_EQ(after([](auto& facts) { facts.is_directive = false; }), "decisions.not_a_directive");
    EXPECT_EQ(after([](auto& facts) { facts.stands = false; }), "decisions.directive_not_standing");
    EXPECT_EQ(after([](auto& facts) { facts.mine = {"city"}; }), "decisions.not_bound_by_it");
    EXPECT_EQ(after([](auto& facts) { facts.has_objected = true; }), "decisions.objected_already");
    EXPECT_EQ(after([](auto& facts) { facts.is_enough = true; }), "decisions.vote_called_already");
}

TEST(AnswerObjections, calls_a_vote_that_opens_and_closes_as_the_procedure_says) {
    Objecting given;
    const AnswerFacts facts{.vote = {.proposer = MemberId(3),
                                     .rule = "deliberation.open_for",
                                     .old_value = "10 days",
                                     .value = "21 days",
                                     .procedure = {.id = "ordinary", .deliberation = days(2), .voting = days(3)},
                                     .domain = {.rules = "*", .procedure = "ordinary"},
                                     .expected = {"rides", Direction::rises, "1 ride", {}}},
                            .is_called_for = true,
                            .stands = true};
    const auto events = decide(facts, AnswerObjections{IdValue{50}}, given.context)->recorded();
    ASSERT_EQ(events.size(), 2u);
    const auto called = read_event<Proposed>(events.at(1).data);
    EXPECT_EQ(read_event<ObjectionsAnswered>(events.at(0).data).vote, called.proposal);
    EXPECT_EQ(called.voting_opens_at, objecting_at + days(2));
    EXPECT_EQ(called.voting_closes_at, objecting_at + days(5));
}

TEST(AnswerObjections, to_a_resolution_call_a_vote_on_its_repeal) {
    Objecting given;
    const AnswerFacts facts{
        .vote = {},
        .repeal =
            ResolutionProposed{
                .act = ResolutionAct::repeal,
                .title = "Night rides",
                .resolution = IdValue{50},
                .proposer = MemberId(3),
                .procedure = {.id = "ordinary", .deliberation = days(2), .voting = days(3), .notice = days(1)},
                .domain = {.rules = "*", .procedure = "ordinary"},
                .called_by = Caller::objections},
        .is_called_for = true,
        .stands = true};
    const auto events = decide(facts, AnswerObjections{IdValue{50}}, given.context)->recorded();
    ASSERT_EQ(events.size(), 2u);
    const auto called = read_event<ResolutionProposed>(events.at(1).data);
    EXPECT_EQ(read_event<ObjectionsAnswered>(events.at(0).data).vote, called.proposal);
    EXPECT_EQ(called.voting_closes_at, objecting_at + days(5));
}

TEST(AnswerObjections, calls_none_where_another_value_took_its_place_and_none_before_enough_object) {
    Objecting given;
    const auto answered =
        decide(AnswerFacts{.vote = {}, .is_called_for = true}, AnswerObjections{IdValue{50}}, given.context);
    EXPECT_FALSE(read_event<ObjectionsAnswered>(answered->recorded().at(0).data).vote);
    EXPECT_EQ(answered->recorded().size(), 1u);
    EXPECT_EQ(decide(AnswerFacts{}, AnswerObjections{IdValue{50}}, given.context).error().code,
              "decisions.not_enough_objections");
}

RC_GTEST_PROP(Objections, needed_are_the_fewest_members_that_make_the_share_and_never_more_than_there_are, ()) {
    const auto members = *rc::gen::inRange<std::int64_t>(1, 100'000);
    const auto share = Percent{*rc::gen::inRange<std::int64_t>(100, 5'001)};
    const auto needed = objections_needed(members, share);
    RC_ASSERT(needed >= 1 && needed <= members);
    RC_ASSERT(needed * 10'000 >= members * share.hundredths);
    RC_ASSERT(needed == 1 || (needed - 1) * 10'000 < members * share.hundredths);
}

} // namespace
} // namespace reef::decisions
