#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time bargaining_at = *Time::parse("2026-06-01");

Side side(std::string id, std::int64_t members, std::int64_t accept, std::int64_t reject, Percent quorum) {
    return {.id = std::move(id),
            .weight = percent(50),
            .quorum = quorum,
            .members = members,
            .speakers = members,
            .accept = accept,
            .reject = reject};
}

/// Drivers proposed 12% instead of 15%; riders, for whom the actor speaks, have not answered yet.
struct Bargaining {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member"}}, bargaining_at, 100, &ids};
    NegotiationFacts facts;
    Bargaining() {
        facts.stage = Stage::deliberation;
        facts.is_negotiated = true;
        facts.last_number = 1;
        facts.last_class = "driver";
        facts.last_value = "12%";
        facts.value = "13%";
        facts.speaks_for = {"rider"};
        facts.sides = {side("driver", 4, 2, 0, percent(50)), side("rider", 10, 0, 0, percent(10)),
                       side("city", 0, 0, 0, percent(0))};
        facts.procedure = {.id = "bargain", .notice = days(1), .majority = percent(50)};
        facts.versions.resize(2);
        facts.versions.at(0).value = "16%";
        facts.versions.at(1).value = "15%";
        facts.versions.at(1).origin = rules::Origin::decision;
        facts.reversal_margin = percent(5);
        facts.outcome.proposal = IdValue{50};
        facts.outcome.rule = "market.commission";
        facts.outcome.value = facts.last_value;
        facts.outcome.weighted_share = "0";
    }
    std::string refused_offer() {
        const auto decision = decide(facts, MakeOffer{IdValue{50}, "13%", {}}, context);
        return decision ? "" : decision.error().code;
    }
    std::string refused_answer(std::int64_t number = 1) {
        const auto decision = decide(facts, AnswerOffer{IdValue{50}, number, OfferAnswer::accept}, context);
        return decision ? "" : decision.error().code;
    }
    OfferMade offered() {
        return read_event<OfferMade>(decide(facts, MakeOffer{IdValue{50}, "13%", {}}, context)->recorded().at(0).data);
    }
    std::vector<chronicle::RecordedEvent> answered(OfferAnswer answer) {
        return decide(facts, AnswerOffer{IdValue{50}, 1, answer}, context)->recorded();
    }
};

TEST(MakeOffer, that_comes_late_leaves_the_others_time_to_answer_a_bounded_number_of_times) {
    Bargaining now;
    now.facts.late_offer = hours(1);
    now.facts.late_offers_left = 1;
    now.facts.voting_opens_at = bargaining_at + hours(1);
    now.facts.voting_closes_at = bargaining_at + hours(1) + days(3);
    EXPECT_FALSE(now.offered().vote) << "there is still an hour";
    now.facts.voting_opens_at = bargaining_at + minutes(59);
    now.facts.voting_closes_at = bargaining_at + minutes(59) + days(3);
    ASSERT_TRUE(now.offered().vote);
    EXPECT_EQ(now.offered().vote->opens_at, bargaining_at + hours(1));
    EXPECT_EQ(now.offered().vote->closes_at, bargaining_at + hours(1) + days(3));
    now.facts.late_offers_left = 0;
    EXPECT_FALSE(now.offered().vote);
}

TEST(Offer, takes_the_place_of_the_last_and_names_the_class_that_makes_it) {
    Bargaining given;
    EXPECT_EQ(given.offered().number, 2);
    EXPECT_EQ(given.offered().offering_class, "rider");
    EXPECT_EQ(given.offered().procedure.majority, percent(50));
}

TEST(Offer, that_returns_to_the_value_before_raises_the_majority_it_may_fall_to) {
    Bargaining given;
    given.facts.value = "16%";
    EXPECT_EQ(given.offered().return_margin, percent(5));
    EXPECT_EQ(given.offered().procedure.majority, percent(55));
}

TEST(Offer, is_not_made_against_ones_own_and_the_mediator_may_break_in) {
    Bargaining given;
    given.facts.speaks_for = {"driver"};
    EXPECT_EQ(given.refused_offer(), "decisions.await_an_answer");
    given.facts.mediates = true;
    EXPECT_FALSE(given.offered().offering_class) << "as the mediator";
    given.facts.last_class.reset();
    EXPECT_EQ(given.offered().offering_class, "driver") << "the mediator's offer is answered by a counter-offer";
    given.facts.speaks_for.clear();
    EXPECT_EQ(given.refused_offer(), "decisions.await_an_answer") << "the mediator does not bid against itself either";
}

TEST(Offer, and_answer_are_refused_by_name) {
    const auto refused = [](auto change) {
        Bargaining given;
        change(given.facts);
        return std::pair{given.refused_offer(), given.refused_answer()};
    };
    const auto both = [](std::string code) { return std::pair{code, code}; };
    EXPECT_EQ(refused([](auto&) {}), both(""));
    EXPECT_EQ(refused([](auto& facts) { facts.stage.reset(); }), both("decisions.no_such_proposal"));
    EXPECT_EQ(refused([](auto& facts) { facts.is_negotiated = false; }), both("decisions.not_negotiated"));
    EXPECT_EQ(refused([](auto& facts) { facts.stage = Stage::voting; }), both("decisions.negotiation_over"));
    EXPECT_EQ(refused([](auto& facts) { facts.speaks_for.clear(); }), both("decisions.not_a_speaker"));
    EXPECT_EQ(refused([](auto& facts) { facts.value = "12%"; }).first, "decisions.no_new_offer") << "the last offer";
    EXPECT_EQ(refused([](auto& facts) { facts.value = "15%"; }).first, "decisions.no_new_offer") << "in force";
    EXPECT_EQ(Bargaining().refused_answer(2), "decisions.offer_replaced");
}

TEST(Answer, of_the_last_class_closes_it_and_classes_without_members_are_not_waited_for) {
    Bargaining given;
    const auto events = given.answered(OfferAnswer::accept);
    ASSERT_EQ(events.size(), 2u) << "two of four drivers, one of ten riders";
    const auto agreed = read_event<ProposalDecided>(events.at(1).data);
    EXPECT_TRUE(agreed.passed);
    EXPECT_EQ(agreed.outcome, "agreed");
    EXPECT_EQ(agreed.effective_at, bargaining_at + days(1));
    EXPECT_EQ(agreed.counts.at(0).responsibility, percent(50));
    EXPECT_EQ(agreed.counts.at(2).responsibility, percent(0)) << "nobody of the city was there";
}

TEST(Answer, closes_nothing_while_a_class_is_short_of_its_quorum_or_rejects) {
    Bargaining given;
    given.facts.sides.at(0).accept = 1;
    EXPECT_EQ(given.answered(OfferAnswer::accept).size(), 1u) << "one of four drivers is less than half";
    given.facts.sides.at(0) = side("driver", 4, 2, 2, percent(50));
    EXPECT_EQ(given.answered(OfferAnswer::accept).size(), 1u);
    EXPECT_EQ(Bargaining().answered(OfferAnswer::reject).size(), 1u);
}

TEST(Side, says_how_many_answers_are_missing) {
    EXPECT_EQ(answers_missing(side("driver", 5, 1, 1, percent(50))), 1) << "half of five is three";
    EXPECT_EQ(answers_missing(side("driver", 4, 1, 1, percent(50))), 0);
    EXPECT_EQ(answers_missing(side("driver", 4, 3, 1, percent(50))), 0);
    EXPECT_EQ(answers_missing(side("city", 0, 0, 0, percent(50))), 0);
}

TEST(Answer, replaces_the_one_before_and_said_twice_changes_nothing) {
    Bargaining given;
    given.facts.previous = OfferAnswer::reject;
    given.facts.sides.at(1).reject = 1;
    EXPECT_EQ(given.answered(OfferAnswer::accept).size(), 2u) << "one for, none against";
    given.facts.previous = OfferAnswer::accept;
    EXPECT_TRUE(given.answered(OfferAnswer::accept).empty());
}

TEST(EndNegotiation, decides_that_nothing_changes) {
    Bargaining given;
    const auto ended = read_event<ProposalDecided>(
        decide(given.facts, EndNegotiation{IdValue{50}}, given.context)->recorded().at(0).data);
    EXPECT_FALSE(ended.passed);
    EXPECT_EQ(ended.outcome, "no accord");
}

RC_GTEST_PROP(Consent, of_all_means_that_no_class_with_members_is_passed_over, ()) {
    const auto sides = *rc::gen::container<std::vector<Side>>(rc::gen::map(
        rc::gen::tuple(rc::gen::inRange(0, 6), rc::gen::inRange(0, 4), rc::gen::inRange(0, 4)), [](const auto& drawn) {
            const auto& [members, accept, reject] = drawn;
            return side("", members, accept, reject, percent(30));
        }));
    if (!all_consent(sides)) return;
    RC_ASSERT(!sides.empty());
    for (const auto& each : sides) RC_ASSERT(each.members == 0 || each.accept > each.reject);
}

} // namespace
} // namespace reef::decisions
