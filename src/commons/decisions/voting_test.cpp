#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

struct Voting {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)),
                    {Actor::of(MemberId(7)), {"member", "class:driver"}},
                    *Time::parse("2026-03-05"),
                    100,
                    &ids};
};

BallotFacts open_vote() { return {Stage::voting, {"driver", "rider"}, {}, {}}; }

TEST(OpenVoting, waits_for_nobody_of_a_class_that_is_heard_and_does_not_decide) {
    Voting given;
    OpenFacts facts;
    facts.waiting = true;
    facts.all = {{"driver", "Drivers", percent(60), percent(30), 10},
                 {"rider", "Riders", percent(20), percent(10), 20},
                 {"city", "City", percent(20), percent(50), 1},
                 {"courier", "Couriers", percent(0), percent(50), 3}};
    const auto electorate = [&] {
        const auto opened = decide(facts, OpenVoting{IdValue{50}}, given.context);
        return read_event<VotingOpened>(opened->recorded().at(0).data).electorate;
    };
    ASSERT_EQ(electorate().size(), 4U);
    EXPECT_EQ(electorate()[0].quorum, percent(30));
    EXPECT_EQ(electorate()[3].weight, percent(0));
    EXPECT_EQ(electorate()[3].quorum, percent(0));
    facts.domain.classes = {"driver", "rider", "courier"};
    EXPECT_EQ(electorate()[0].weight, percent(75)) << "those who decide have all the weight";
}

TEST(OpenVoting, is_done_once_for_what_waits) {
    Voting given;
    OpenFacts facts{.domain = {.rules = "*", .procedure = "ordinary"}, .all = {{"driver", "Drivers", percent(100)}}};
    EXPECT_EQ(decide(facts, OpenVoting{IdValue{50}}, given.context).error().code, "decisions.not_waiting");
    facts.waiting = true;
    EXPECT_TRUE(decide(facts, OpenVoting{IdValue{50}}, given.context));
}

TEST(CastBallot, records_one_vote_in_one_class) {
    Voting given;
    const auto events = decide(open_vote(), {IdValue{50}, Choice::in_favour, {}}, given.context);
    ASSERT_TRUE(events);
    const auto cast = read_event<BallotCast>(events->recorded().at(0).data);
    EXPECT_EQ(cast.voter, MemberId(7));
    EXPECT_EQ(cast.voter_class, "driver") << "the class joined first, unless one says otherwise";
}

TEST(CastBallot, is_refused_by_name) {
    Voting given;
    const CastBallot ballot{IdValue{50}, Choice::in_favour, {}};
    const auto code = [&](const BallotFacts& facts, const CastBallot& cast) {
        return decide(facts, cast, given.context).error().code;
    };
    EXPECT_EQ(code({}, ballot), "decisions.no_such_proposal");
    EXPECT_EQ(code({Stage::deliberation, {"driver"}, {}, {}}, ballot), "decisions.voting_not_open");
    EXPECT_EQ(code({Stage::passed, {"driver"}, {}, {}}, ballot), "decisions.voting_closed");
    EXPECT_EQ(code({Stage::voting, {}, {}, {}}, ballot), "decisions.not_in_electorate");
    EXPECT_EQ(code({.stage = Stage::voting, .has_recused = true}, ballot), "decisions.has_recused");
    EXPECT_EQ(code(open_vote(), {IdValue{50}, Choice::in_favour, "city"}), "decisions.not_in_that_class");
}

TEST(CastBallot, said_twice_changes_nothing) {
    Voting given;
    auto facts = open_vote();
    facts.previous = Choice::in_favour;
    facts.previous_class = "driver";
    EXPECT_TRUE(decide(facts, {IdValue{50}, Choice::in_favour, {}}, given.context)->recorded().empty());
    EXPECT_EQ(decide(facts, {IdValue{50}, Choice::against, {}}, given.context)->recorded().size(), 1U);
}

TEST(CastBallot, by_consent_against_it_gives_its_reason_and_nothing_else_does) {
    Voting given;
    auto facts = open_vote();
    const Vaulted<std::string> reason{VaultReference{sha256({"it rains"}), 7}};
    const auto answer = [&](Choice choice, std::optional<Vaulted<std::string>> said) {
        return decide(facts, CastBallot{IdValue{50}, choice, {}, std::move(said)}, given.context);
    };
    EXPECT_EQ(answer(Choice::against, reason).error().code, "decisions.reason_without_objection") << "by majority";
    facts.is_by_consent = true;
    EXPECT_EQ(answer(Choice::against, {}).error().code, "decisions.objection_needs_reason");
    EXPECT_EQ(answer(Choice::abstain, reason).error().code, "decisions.reason_without_objection");
    EXPECT_EQ(read_event<BallotCast>(answer(Choice::against, reason)->recorded().at(0).data).reason, reason);
    facts.previous = Choice::against;
    facts.previous_class = "driver";
    EXPECT_EQ(answer(Choice::against, reason)->recorded().size(), 1U) << "it may have another reason";
}

TEST(CloseVoting, by_consent_lets_pass_what_nobody_objects_to) {
    Voting given;
    CloseFacts facts{.procedure = {.id = "consent", .notice = days(1), .majority = percent(50), .method = "consent"},
                     .electorate = {{"driver", "Drivers", percent(60), percent(10), 10},
                                    {"rider", "Riders", percent(40), percent(0), 10}},
                     .counts = {{.id = "driver", .in_favour = 1, .abstain = 7}, {.id = "rider"}},
                     .rule = "market.commission",
                     .value = "12%"};
    const auto decided = [&] {
        return read_event<ProposalDecided>(decide(facts, {IdValue{50}}, given.context)->recorded().at(0).data);
    };
    EXPECT_TRUE(decided().passed) << "whoever stands aside or says nothing does not object";
    EXPECT_EQ(decided().turning_point, "1 of Drivers more objecting would have turned it.");
    facts.counts[1] = {.id = "rider", .in_favour = 3, .against = 1};
    EXPECT_FALSE(decided().passed);
    EXPECT_EQ(decided().weighted_share, "9/10") << "60% and 40% x 3/4";
    facts.procedure.objections_at_most = percent(10);
    EXPECT_TRUE(decided().passed);
    facts.procedure = rules::raised_by(facts.procedure, percent(5));
    EXPECT_FALSE(decided().passed) << "a return leaves less room";
    facts.electorate[0].quorum = percent(90);
    EXPECT_EQ(decided().outcome, "no_quorum");
}

TEST(CloseVoting, asks_for_what_the_procedure_asks_for_beside_the_weighted_majority) {
    Voting given;
    CloseFacts facts{.procedure = {.id = "ordinary", .notice = days(1), .majority = percent(50)},
                     .electorate = {{"driver", "Drivers", percent(60), percent(10), 10},
                                    {"rider", "Riders", percent(40), percent(0), 20}},
                     .counts = {{"driver", 9, 1, 0}, {"rider", 4, 14, 0}},
                     .rule = "market.commission",
                     .value = "12%"};
    const auto outcome = [&] {
        return read_event<ProposalDecided>(decide(facts, {IdValue{50}}, given.context)->recorded().at(0).data).outcome;
    };
    EXPECT_EQ(outcome(), "passed");
    facts.procedure.vetoes = {"rider"};
    EXPECT_EQ(outcome(), "vetoed");
    facts.procedure.vetoes = {"driver"};
    EXPECT_EQ(outcome(), "passed") << "most of them said yes";
    facts.procedure.second_majority = rules::SecondMajority::ballots;
    EXPECT_EQ(outcome(), "rejected") << "13 of 28 ballots";
    facts.procedure.second_majority = rules::SecondMajority::classes;
    EXPECT_EQ(outcome(), "rejected") << "one class of two is not more than half";
    facts.counts[1] = {"rider", 10, 8, 0};
    EXPECT_EQ(outcome(), "passed");
}

TEST(CloseVoting, shares_the_responsibility_among_those_who_decided) {
    Voting given;
    const CloseFacts facts{.procedure = {.id = "ordinary", .notice = days(1), .majority = percent(50)},
                           .electorate = {{"driver", "Drivers", percent(60), percent(10), 10},
                                          {"rider", "Riders", percent(40), percent(0), 10}},
                           .counts = {{"driver", 6, 2, 0}, {"rider", 0, 0, 0}},
                           .rule = "market.commission",
                           .value = "12%"};
    const auto decided =
        read_event<ProposalDecided>(decide(facts, {IdValue{50}}, given.context)->recorded().at(0).data);
    EXPECT_FALSE(decided.passed) << "0.6 · 6/8 = 0.45 of the weight";
    EXPECT_EQ(decided.weighted_share, "9/20");
    EXPECT_EQ(decided.counts.at(0).responsibility, percent(100)) << "riders cast no ballot";
    EXPECT_FALSE(decided.effective_at);
}

} // namespace
} // namespace reef::decisions
