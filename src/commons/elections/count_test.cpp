#include "commons/elections/module.hpp"
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace reef::elections {
namespace {

using namespace engine;

struct ElectionCase {
    IdSource ids{100};
    Context context{Actor::clock(), {Actor::clock(), {"clock"}}, *Time::parse("2026-03-15"), 100, &ids};
    CountFacts facts{.election = {.election = IdValue{7},
                                  .body = "council",
                                  .seats = 2,
                                  .term = days(365),
                                  .method = "stv-scottish",
                                  .voting_time = days(7),
                                  .seed = sha256({"before"})},
                     .electors = 10,
                     .frozen_entry = 99,
                     .nomination_time = days(7),
                     .voting_time = days(7)};
    void stand(std::initializer_list<int> members) {
        for (const auto each : members) {
            facts.candidates.emplace_back(each);
            facts.staying.emplace_back(each);
            facts.classes.emplace_back(each >= 20 ? "rider" : "driver");
        }
    }
    PublishedRankings opened(std::vector<std::vector<MemberId>> rankings) {
        PublishedRankings published{*facts.election.seed, {}, {}};
        for (auto& each : rankings)
            published.ballots.push_back({"t" + std::to_string(published.ballots.size()), std::move(each)});
        decisions::shuffle_by_seed(*facts.election.seed, published.ballots);
        return published;
    }
    ElectionDecided close(std::vector<std::vector<MemberId>> rankings) {
        const auto events = decide(facts, CloseElection{IdValue{7}, opened(std::move(rankings))}, context);
        return read_event<ElectionDecided>(events->recorded().at(0).data);
    }
};

std::vector<MemberId> members(std::initializer_list<int> numbers) {
    std::vector<MemberId> all;
    for (const auto each : numbers) all.emplace_back(each);
    return all;
}

TEST(OpenElection, draws_the_order_of_the_ballot_whoever_stood_first) {
    ElectionCase given, otherwise;
    given.stand({11, 12, 13, 14});
    otherwise.stand({14, 12, 11, 13});
    const auto order = [](ElectionCase& each) {
        const auto events = decide(each.facts, OpenVoting{IdValue{7}, each.facts.election.seed}, each.context);
        return read_event<VotingOpened>(events->recorded().at(0).data).candidates;
    };
    EXPECT_EQ(order(given), order(otherwise));
    given.facts.election.seed = sha256({"another entry"});
    EXPECT_NE(order(given), order(otherwise));
}

TEST(OpenElection, needs_no_vote_where_no_more_stand_than_there_are_seats) {
    ElectionCase given;
    given.stand({11, 12});
    const auto events = decide(given.facts, OpenVoting{IdValue{7}, {}}, given.context);
    const auto decided = read_event<ElectionDecided>(events->recorded().at(0).data);
    EXPECT_EQ(decided.elected, members({11, 12}));
    EXPECT_FALSE(decided.account);
    EXPECT_EQ(decided.term_ends_at, *Time::parse("2027-03-15"));
    EXPECT_EQ(decided.call_again_at, *Time::parse("2027-03-01")) << "two weeks before, so that the count falls on it";
}

TEST(OpenElection, goes_on_where_nobody_stands) {
    ElectionCase given;
    const auto events = decide(given.facts, OpenVoting{IdValue{7}, {}}, given.context);
    EXPECT_EQ(read_event<NominationsProlonged>(events->recorded().at(0).data).until, *Time::parse("2026-03-22"));
}

TEST(OpenElection, keeps_seats_of_a_class_for_which_nobody_stands_empty) {
    ElectionCase given;
    given.facts.election.at_least = R"(["rider: 1"])";
    given.stand({11, 12});
    const auto events = decide(given.facts, OpenVoting{IdValue{7}, given.facts.election.seed}, given.context);
    EXPECT_EQ(events->recorded().at(0).name, VotingOpened::name) << "two drivers stand for the one seat that is left";
    const auto decided = given.close({{MemberId(12)}, {MemberId(12)}, {MemberId(11)}});
    EXPECT_EQ(decided.elected, members({12}));
    EXPECT_EQ(decided.empty, (std::vector<EmptySeats>{{"rider", 1}}));
    given.facts.election.at_least = R"(["rider: 2"])";
    const auto none = decide(given.facts, OpenVoting{IdValue{7}, given.facts.election.seed}, given.context);
    EXPECT_EQ(none->recorded().at(0).name, NominationsProlonged::name) << "nobody who stands can be elected";
}

TEST(CloseElection, keeps_a_seat_for_a_class_whoever_has_more_votes) {
    ElectionCase given;
    given.facts.election.at_least = R"(["rider: 1"])";
    given.stand({11, 12, 13, 21});
    std::vector<std::vector<MemberId>> rankings;
    for (const auto& [count, member] : {std::pair{4, 11}, {3, 12}, {2, 13}, {1, 21}})
        for (int i = 0; i < count; ++i) rankings.push_back({MemberId(member)});
    const auto decided = given.close(rankings);
    EXPECT_EQ(decided.elected, members({11, 21}));
    EXPECT_TRUE(decided.empty.empty());
    EXPECT_NE(decided.account->find(R"("reserved":{"rider":1})"), std::string::npos);
    EXPECT_NE(decided.account->find("exclude_doomed"), std::string::npos);
}

TEST(CloseElection, transfers_a_surplus_as_scottish_rules_do) {
    // Seven ballots, two seats: 7/3 + 1, rounded down, is 3. Member 11 has five first votes: a surplus of two, two
    // fifths of each vote, goes on. Four of the five name 12 next: 1 + 4 · 2/5 = 2.6; 13 has 1 + 2/5. Then 13 is
    // excluded, and both its ballots have named everybody else they wanted.
    ElectionCase given;
    given.stand({11, 12, 13});
    const auto decided = given.close({members({11, 12}), members({11, 12}), members({11, 12}), members({11, 12}),
                                      members({11, 13}), members({12}), members({13})});
    EXPECT_EQ(decided.elected, members({11, 12}));
    EXPECT_EQ(decided.ballots, 7);
    const auto account = parse_json(*decided.account)->as_object();
    EXPECT_EQ(account.at("quota").as_string(), "3");
    EXPECT_EQ(account.at("stages").at(1).at("tally").at("2").as_string(), "2.6");
}

TEST(CloseElection, passes_over_second_marks_strangers_and_leavers) {
    ElectionCase given;
    given.stand({11, 12, 13, 14});
    given.facts.staying = members({11, 12, 13});
    given.facts.leavers = members({14});
    const auto decided =
        given.close({members({14, 12}), members({99, 12, 12, 13}), members({14, 13}), members({11}), members({11})});
    EXPECT_EQ(decided.elected, members({11, 12})) << "11 and 12 have two votes each, 13 has one; the quota is two";
    EXPECT_EQ(decided.withdrew, members({14}));
    EXPECT_EQ(marks_of(members({99, 12, 12, 13}), given.facts.candidates), (std::vector<tally::CandidateIndex>{1, 2}));
}

TEST(CloseElection, takes_no_ballots_out_of_order_nor_more_than_there_are_electors) {
    ElectionCase given;
    given.stand({11, 12, 13});
    CloseElection close{IdValue{7}, given.opened({members({11}), members({12}), members({13})})};
    std::ranges::reverse(close.opened->ballots);
    EXPECT_THROW(static_cast<void>(decide(given.facts, close, given.context)), BrokenAssumption);
    std::ranges::reverse(close.opened->ballots);
    EXPECT_TRUE(decide(given.facts, close, given.context));
    given.facts.electors = 2;
    EXPECT_THROW(static_cast<void>(decide(given.facts, close, given.context)), BrokenAssumption);
}

/// Every seat is filled by somebody who stands and stayed, but those kept for a class of which too few stayed: these
/// are named. What is kept for a class goes to it.
RC_GTEST_PROP(CloseElection, fills_every_seat_with_somebody_who_stands_and_stayed, ()) {
    ElectionCase given;
    std::map<std::string, std::int64_t> stayed;
    const auto count = *rc::gen::inRange(1, 9);
    for (int i = 0; i < count; ++i) {
        given.facts.candidates.emplace_back(10 + i);
        given.facts.classes.push_back(*rc::gen::element<std::string>("driver", "rider"));
        const bool left = *rc::gen::inRange(0, 5) == 0;
        (left ? given.facts.leavers : given.facts.staying).emplace_back(10 + i);
        if (!left) ++stayed[given.facts.classes.back()];
    }
    given.facts.election.seats = *rc::gen::inRange(1, 6);
    std::vector<rules::ReservedSeats> kept;
    const auto riders = *rc::gen::inRange<std::int64_t>(0, given.facts.election.seats + 1);
    if (riders > 0) kept.push_back({"rider", riders});
    if (riders < given.facts.election.seats && *rc::gen::arbitrary<bool>()) kept.push_back({"driver", 1});
    given.facts.election.at_least = json_text(to_json(kept));
    std::vector<std::vector<MemberId>> rankings(static_cast<std::size_t>(*rc::gen::inRange(0, 11)));
    for (auto& each : rankings)
        for (const auto number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(8, 20)))
            each.emplace_back(number);
    const auto decided = given.close(rankings);
    auto seats = given.facts.election.seats;
    for (const auto& each : decided.empty) seats -= each.seats;
    RC_ASSERT(std::ssize(decided.elected) == std::min<std::int64_t>(seats, std::ssize(given.facts.staying)));
    for (const auto& [id, least] : kept) {
        const auto of_it = std::ranges::count_if(decided.elected, [&, name = id](auto each) {
            return given.facts.classes[static_cast<std::size_t>(each.value - 10)] == name;
        });
        RC_ASSERT(of_it >= std::min(least, stayed[id]));
        const EmptySeats empty{id, least - stayed[id]};
        RC_ASSERT(std::ranges::count(decided.empty, empty) == (least > stayed[id] ? 1 : 0));
    }
    for (const auto member : decided.elected)
        RC_ASSERT(std::ranges::count(given.facts.staying, member) == 1 &&
                  std::ranges::count(decided.elected, member) == 1);
}

TEST(StandForElection, is_refused_by_name) {
    ElectionCase given;
    StandFacts facts;
    const Stand stand{IdValue{7}, {}};
    const auto code = [&] { return decide(facts, stand, given.context).error().code; };
    EXPECT_EQ(code(), "elections.no_such_election");
    facts.stage = Stage::voting;
    EXPECT_EQ(code(), "elections.nominations_over");
    facts.stage = Stage::nominations;
    EXPECT_EQ(code(), "elections.not_eligible");
    facts.is_elector = true;
    EXPECT_TRUE(decide(facts, stand, given.context));
    EXPECT_EQ(decide(facts, StandDown{IdValue{7}}, given.context).error().code, "elections.not_standing");
}

TEST(DemandElection, calls_one_exactly_when_enough_demand_it) {
    ElectionCase given;
    CallFacts facts{.body = rules::BodyCharter{.id = "council", .name = "Council", .seats = 2, .term = days(365)},
                    .nomination_time = days(7),
                    .voting_time = days(7),
                    .method = {"stv-scottish"},
                    .demand_share = percent(20),
                    .is_elector = true,
                    .demands = 3,
                    .electors = 20};
    given.context.actor = Actor::of(MemberId(5));
    EXPECT_EQ(decide(facts, DemandElection{"council"}, given.context)->recorded().size(), 2u) << "4 of 20 are 20 %";
    facts.electors = 21;
    EXPECT_EQ(decide(facts, DemandElection{"council"}, given.context)->recorded().size(), 1u);
    facts.is_running = true;
    EXPECT_EQ(decide(facts, DemandElection{"council"}, given.context).error().code, "elections.already_running");
}

TEST(ElectionMethod, counts_whatever_is_to_be_counted) {
    tally::Election election{.kind = tally::BallotKind::ranked, .seats = 3};
    for (int i = 0; i < 20; ++i) election.candidates.push_back({.id = std::to_string(i)});
    for (const auto& each : tally::methods())
        if (Method::parse(each.name)) {
            const auto counted = tally::count(each.name, election, {{"ties", "lot"}, {"seed", "1"}});
            EXPECT_TRUE(counted) << each.name << ": " << (counted ? "" : counted.error().code);
        }
}

TEST(ElectionMethod, is_one_that_takes_rankings) {
    EXPECT_TRUE(Method::parse("stv-meek"));
    EXPECT_EQ(Method::parse("approval").error().code, "elections.no_such_method");
    EXPECT_EQ(Method::parse("").error().code, "elections.no_such_method");
    EXPECT_EQ(Method::parse("irv").error().code, "elections.no_such_method") << "it elects one alone";
    EXPECT_EQ(Method::parse("kemeny").error().code, "elections.no_such_method") << "it ranks eighteen at most";
}

} // namespace
} // namespace reef::elections
