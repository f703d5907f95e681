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
