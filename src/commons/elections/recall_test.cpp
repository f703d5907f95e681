#include "commons/elections/module.hpp"
#include <gtest/gtest.h>

namespace reef::elections {
namespace {

using namespace engine;

struct Recalling {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member"}}, *Time::parse("2026-05-15"), 100, &ids};
    RecallDemandFacts facts{.body = rules::BodyCharter{.id = "council", .name = "The council"},
                            .is_seated = true,
                            .is_elector = true,
                            .demands = 2,
                            .electors = 20,
                            .share = percent(15),
                            .majority = percent(50),
                            .quorum = percent(20),
                            .voting_time = days(7)};
    std::vector<std::string> demand() {
        const DemandRecall demand{"council", MemberId(9), {VaultReference{sha256({"why"}), 7}}};
        const auto decided = decide(facts, demand, context);
        if (!decided) return {decided.error().code};
        std::vector<std::string> names;
        for (const auto& each : decided->recorded()) names.push_back(each.name);
        return names;
    }
};

TEST(Recall, is_called_by_the_demand_that_reaches_the_share) {
    Recalling given;
    const std::vector<std::string> alone{"elections.recall_demanded"},
        both{"elections.recall_demanded", "elections.recall_called"};
    EXPECT_EQ(given.demand(), both) << "3 of 20 are 15%";
    given.facts.demands = 1;
    EXPECT_EQ(given.demand(), alone);
    given.facts.demands = 2;
    given.facts.electors = 21;
    EXPECT_EQ(given.demand(), alone) << "nothing is rounded down";
}

TEST(Recall, is_refused_by_name) {
    Recalling given;
    const auto code = [&] { return given.demand().at(0); };
    given.facts.vote_runs = true;
    EXPECT_EQ(code(), "elections.recall_runs");
    given.facts.election_runs = true;
    EXPECT_EQ(code(), "elections.already_running");
    given.facts.is_seated = false;
    EXPECT_EQ(code(), "elections.not_seated");
    given.facts.is_elector = false;
    EXPECT_EQ(code(), "elections.not_an_elector");
    given.facts.body.reset();
    EXPECT_EQ(code(), "elections.no_such_body");
    const WithdrawRecall withdraw{"council", MemberId(9)};
    const auto withdrawal = [&](const RecallDemandFacts& facts) {
        const auto decided = decide(facts, withdraw, given.context);
        return decided ? "" : decided.error().code;
    };
    EXPECT_EQ(withdrawal(given.facts), "elections.no_such_body");
    given.facts.body = rules::BodyCharter{.id = "council"};
    EXPECT_EQ(withdrawal(given.facts), "elections.recall_runs");
    given.facts.vote_runs = false;
    EXPECT_EQ(withdrawal(given.facts), "elections.recall_not_demanded");
    given.facts.has_demanded = true;
    EXPECT_EQ(withdrawal(given.facts), "");
}

struct RecallVote : Recalling {
    RecallCloseFacts closing{.recall = {.recall = IdValue{50},
                                        .body = "council",
                                        .member = MemberId(9),
                                        .electors = 20,
                                        .voting_until = context.at + days(1),
                                        .majority = percent(50),
                                        .quorum = percent(20)},
                             .is_seated = true};
    RecallDecided close(std::int64_t removes, std::int64_t keeps) {
        const auto events = decide(closing, CloseRecall{IdValue{50}, RecallCount{removes, keeps}}, context);
        return read_event<RecallDecided>(events->recorded().at(0).data);
    }
};

TEST(Recall, needs_more_than_the_majority_and_the_quorum) {
    RecallVote given;
    EXPECT_EQ(given.close(3, 1).outcome, RecallOutcome::recalled) << "4 of 20 are the quorum";
    EXPECT_EQ(given.close(2, 2).outcome, RecallOutcome::stays) << "half is not more than half";
    EXPECT_EQ(given.close(3, 0).outcome, RecallOutcome::stays) << "below the quorum";
    EXPECT_EQ(given.close(0, 0).outcome, RecallOutcome::stays);
    given.closing.recall.quorum = percent(0);
    EXPECT_EQ(given.close(0, 0).outcome, RecallOutcome::stays) << "nobody recalled anybody";
    EXPECT_EQ(given.close(1, 0).outcome, RecallOutcome::recalled);
    given.closing.is_seated = false;
    EXPECT_EQ(given.close(20, 0).outcome, RecallOutcome::moot);
}

TEST(Recall, hides_the_count_where_few_could_vote) {
    RecallVote given;
    EXPECT_TRUE(given.close(3, 1).count);
    EXPECT_FALSE(given.close(3, 1).withheld);
    given.closing.recall.electors = 4;
    EXPECT_FALSE(given.close(3, 1).count);
    EXPECT_TRUE(given.close(3, 1).withheld);
}

TEST(Recall, takes_ballots_of_those_asked_while_the_vote_is_open) {
    RecallVote given;
    const CastRecallBallot ballot{IdValue{50}, {VaultReference{sha256({"sealed"}), 7}}};
    const auto code = [&](const RecallBallotFacts& facts) {
        const auto decided = decide(facts, ballot, given.context);
        return decided ? "" : decided.error().code;
    };
    auto row = given.closing.recall;
    EXPECT_EQ(code({}), "elections.no_such_recall");
    EXPECT_EQ(code({row, true}), "");
    EXPECT_EQ(code({row, false}), "elections.not_in_electorate");
    row.voting_until = given.context.at;
    EXPECT_EQ(code({row, true}), "elections.voting_over");
}

} // namespace
} // namespace reef::elections
