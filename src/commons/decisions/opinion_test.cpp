#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time speaking_at = *Time::parse("2026-06-01");

/// A proposal of a rider that drivers, riders and the city are concerned by; member 7 is a driver.
struct Speaking {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member"}}, speaking_at, 100, &ids};
    StateOpinionFacts facts;
    OpinionFacts waiting;
    Speaking() {
        facts.stage = Stage::deliberation;
        facts.voting_opens_at = speaking_at + days(1);
        facts.answers_within = days(2);
        facts.concerned = {"driver", "rider"};
        facts.mine = {"city", "driver"};
        facts.stated_max = 3;
        waiting.proposal = IdValue{50};
        waiting.proposer = MemberId(3);
        waiting.author = MemberId(5);
        waiting.author_class = "rider";
        waiting.waits = true;
        waiting.answer_by = speaking_at;
        waiting.voting_opens_at = speaking_at + days(1);
        waiting.voting_closes_at = speaking_at + days(4);
        waiting.mine = {"driver"};
        waiting.classes = {"driver", "rider", "city"};
        waiting.ended = {.proposal = IdValue{50},
                         .outcome = "unanswered",
                         .explanation = "An opinion was not answered in time.",
                         .weighted_share = "0",
                         .rule = "market.commission",
                         .value = "12%"};
    }
    std::string refused_opinion() {
        const auto decision = decide(facts, StateOpinion{IdValue{50}, {}}, context);
        return decision ? "" : decision.error().code;
    }
    std::string refused_answer(Verdict verdict = Verdict::rejected) {
        const auto decision = decide(waiting, AnswerOpinion{IdValue{60}, verdict, {}, {}}, context);
        return decision ? "" : decision.error().code;
    }
    OpinionAnswered answered() {
        return read_event<OpinionAnswered>(
            decide(waiting, AnswerOpinion{IdValue{60}, Verdict::rejected, {}, {}}, context)->recorded().at(0).data);
    }
    std::vector<chronicle::RecordedEvent> left() {
        return decide(waiting, LeaveUnanswered{IdValue{60}}, context)->recorded();
    }
    std::string refused_silence() {
        const auto decision = decide(waiting, LeaveUnanswered{IdValue{60}}, context);
        return decision ? "" : decision.error().code;
    }
};

TEST(StateOpinion, is_given_as_one_of_a_class_that_is_concerned_and_says_until_when_it_is_answered) {
    Speaking now;
    const auto stated =
        read_event<OpinionStated>(decide(now.facts, StateOpinion{IdValue{50}, {}}, now.context)->recorded().at(0).data);
    EXPECT_EQ(stated.author_class, "driver");
    EXPECT_EQ(stated.answer_by, speaking_at + days(2));
}

TEST(StateOpinion, is_refused_by_name) {
    const auto code = [](auto change) {
        Speaking now;
        change(now.facts);
        return now.refused_opinion();
    };
    EXPECT_EQ(code([](auto&) {}), "");
    EXPECT_EQ(code([](auto& facts) { facts.stage = {}; }), "decisions.no_such_proposal");
    EXPECT_EQ(code([](auto& facts) { facts.answers_within = {}; }), "decisions.no_answers_owed");
    EXPECT_EQ(code([](auto& facts) { facts.is_negotiated = true; }), "decisions.say_it_in_an_offer");
    EXPECT_EQ(code([](auto& facts) { facts.stage = Stage::voting; }), "decisions.opinions_over");
    EXPECT_EQ(code([](auto& facts) { facts.voting_opens_at = speaking_at; }), "decisions.opinions_over");
    EXPECT_EQ(code([](auto& facts) { facts.mine = {"city"}; }), "decisions.not_concerned");
    EXPECT_EQ(code([](auto& facts) { facts.stated = 3; }), "decisions.enough_opinions");
}

TEST(AnswerOpinion, is_for_the_proposer_and_for_other_classes) {
    const auto code = [](auto change, Verdict verdict = Verdict::rejected) {
        Speaking now;
        change(now.waiting);
        return now.refused_answer(verdict);
    };
    EXPECT_EQ(code([](auto&) {}), "");
    EXPECT_EQ(code([](auto& facts) { facts.proposal = {}; }), "decisions.no_such_opinion");
    EXPECT_EQ(code([](auto& facts) { facts.waits = false; }), "decisions.not_waiting_for_answer");
    EXPECT_EQ(code([](auto& facts) { facts.stage = Stage::withdrawn; }), "decisions.not_waiting_for_answer");
    EXPECT_EQ(code([](auto& facts) { facts.author = MemberId(7); }), "decisions.not_another_party");
    EXPECT_EQ(code([](auto& facts) { facts.mine = {"driver", "rider"}; }), "decisions.not_another_party");
    EXPECT_EQ(code([](auto& facts) { facts.mine = {}; }), "decisions.not_another_party");
    const auto proposes = [](auto& facts) {
        facts.mine = {"rider"};
        facts.proposer = MemberId(7);
    };
    EXPECT_EQ(code(proposes), "") << "the proposer, of whatever class";
    const auto speaks_to_themselves = [](auto& facts) { facts.author = facts.proposer = MemberId(7); };
    EXPECT_EQ(code(speaks_to_themselves), "decisions.not_another_party");
}

TEST(AnswerOpinion, says_what_is_changed_where_the_opinion_is_taken_up) {
    Speaking now;
    EXPECT_EQ(now.refused_answer(Verdict::accepted), "decisions.change_needed");
    EXPECT_EQ(now.refused_answer(Verdict::partly), "decisions.change_needed");
    EXPECT_EQ(now.refused_answer(Verdict::deferred), "");
    EXPECT_TRUE(
        decide(now.waiting, AnswerOpinion{IdValue{60}, Verdict::accepted, {}, Vaulted<std::string>{}}, now.context));
}

TEST(AnswerOpinion, opens_a_vote_that_waited_for_it_alone_and_leaves_it_as_long) {
    Speaking now;
    EXPECT_FALSE(now.answered().vote) << "in time: the vote opens when it was to open";
    now.waiting.voting_opens_at = speaking_at - hours(5);
    now.waiting.voting_closes_at = speaking_at - hours(5) + days(3);
    ASSERT_TRUE(now.answered().vote);
    EXPECT_EQ(now.answered().vote->opens_at, speaking_at);
    EXPECT_EQ(now.answered().vote->closes_at, speaking_at + days(3));
    now.waiting.others_waiting = 1;
    EXPECT_FALSE(now.answered().vote);
}

TEST(LeaveUnanswered, records_who_was_silent_and_goes_on_where_the_charter_says_so) {
    Speaking now;
    now.waiting.answer_by = speaking_at + hours(1);
    EXPECT_EQ(now.refused_silence(), "decisions.time_not_over");
    now.waiting.answer_by = speaking_at;
    ASSERT_EQ(now.left().size(), 1u);
    const auto silence = read_event<OpinionLeftUnanswered>(now.left().at(0).data);
    EXPECT_EQ(silence.proposer, MemberId(3));
    EXPECT_EQ(silence.silent, (std::vector<std::string>{"driver", "city"}));
    now.waiting.waits = false;
    EXPECT_EQ(now.refused_silence(), "decisions.not_waiting_for_answer");
    now.waiting.proposal = {};
    EXPECT_EQ(now.refused_silence(), "decisions.no_such_opinion");
}

TEST(LeaveUnanswered, decides_nothing_where_the_charter_says_that) {
    Speaking now;
    now.waiting.unless_answered = rules::UnlessAgreed::nothing;
    ASSERT_EQ(now.left().size(), 2u);
    const auto decided = read_event<ProposalDecided>(now.left().at(1).data);
    EXPECT_FALSE(decided.passed);
    EXPECT_EQ(decided.outcome, "unanswered");
}

TEST(OpenVoting, waits_while_an_opinion_is_unanswered) {
    Speaking now;
    OpenFacts facts;
    facts.waiting = true;
    facts.opinions_waiting = 1;
    const auto decision = decide(facts, OpenVoting{IdValue{50}}, now.context);
    ASSERT_FALSE(decision);
    EXPECT_EQ(decision.error().code, "decisions.opinions_unanswered");
}

} // namespace
} // namespace reef::decisions
