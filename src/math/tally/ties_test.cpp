// Ties, made by hand, since real elections hardly have them.
#include "math/tally/testing.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

using namespace testing;

const std::string two_equal = "# reef ballots: choice\ncount,a,b,c\n5,x,,\n5,,x,\n1,,,x\n";

TEST(Ties, are_reported_unless_a_rule_is_named) {
    const auto election = election_from(two_equal);
    const auto outcome = outcome_of("plurality", election);
    EXPECT_TRUE(outcome.winners.empty());
    EXPECT_EQ(ranking_text(election, outcome.ranking), "a = b > c");
    ASSERT_EQ(outcome.ties.size(), 1u);
    EXPECT_EQ(ids(election, outcome.ties[0].among), "a b");
    EXPECT_EQ(outcome.ties[0].rule, "");
    EXPECT_TRUE(outcome.ties[0].chosen.empty());
}

TEST(Ties, go_to_the_first_in_the_file_by_order) {
    const auto election = election_from(two_equal);
    const auto outcome = outcome_of("plurality", election, {{"ties", "order"}});
    EXPECT_EQ(ids(election, outcome.winners), "a");
    EXPECT_EQ(outcome.ties.at(0).rule, "order");
    EXPECT_EQ(ids(election, outcome.ties[0].chosen), "a");
}

TEST(Ties, by_lot_can_be_drawn_again_by_anyone_from_the_account) {
    const auto election = election_from(two_equal);
    std::string drawn;
    for (const auto* seed : {"2027-03-01", "another", "third", "fourth", "fifth"}) {
        const auto outcome = outcome_of("plurality", election, {{"ties", "lot"}, {"seed", seed}});
        const auto& tie = outcome.ties.at(0);
        EXPECT_EQ(tie.evidence, std::string(seed) + "\n1\nwinner\n");
        const bool a_first = sha256({tie.evidence, "a"}) < sha256({tie.evidence, "b"});
        EXPECT_EQ(ids(election, outcome.winners), a_first ? "a" : "b");
        drawn += ids(election, outcome.winners);
    }
    EXPECT_NE(drawn.find('a'), std::string::npos); // other seeds draw others
    EXPECT_NE(drawn.find('b'), std::string::npos);
}

TEST(Ties, within_the_seats_need_no_breaking) {
    auto election = election_from(two_equal);
    election.seats = 2;
    const auto outcome = outcome_of("plurality", election);
    EXPECT_EQ(ids(election, outcome.winners), "a b");
    EXPECT_TRUE(outcome.ties.empty());
}

TEST(Irv, leaves_the_order_of_exclusions_open_where_it_changes_nothing) {
    // c and d have two votes together; b has three: both go out before b whatever their order.
    const auto election = election_from("4 1\n5 1 0\n3 2 0\n1 3 2 0\n1 4 2 0\n0\n");
    const auto outcome = outcome_of("irv", election);
    ASSERT_EQ(outcome.ties.size(), 2u); // then a and b have five each
    EXPECT_EQ(outcome.ties[0].rule, "order_is_immaterial");
    EXPECT_EQ(outcome.ties[1].about, "winner");
    EXPECT_EQ(ids(election, outcome.ties[1].among), "1 2");
    EXPECT_TRUE(outcome.winners.empty());
    EXPECT_EQ(ids(election, outcome_of("irv", election, {{"ties", "order"}}).winners), "1");
}

TEST(Irv, stops_at_a_tied_exclusion_that_matters) {
    const auto election = election_from("3 1\n4 1 0\n3 2 3 0\n3 3 2 0\n0\n");
    const auto outcome = outcome_of("irv", election);
    EXPECT_TRUE(outcome.winners.empty());
    EXPECT_EQ(outcome.ties.at(0).about, "exclusion");
    EXPECT_EQ(outcome.account.stages.back().action, "tie");
    // The first in the file goes out, so the other one collects his votes.
    EXPECT_EQ(ids(election, outcome_of("irv", election, {{"ties", "order"}}).winners), "3");
}

TEST(StvScottish, looks_back_to_the_stage_at_which_the_tied_differed) {
    // After e is out, c and d are equal with 3; at the stage before, c had fewer.
    const auto election = election_from("5 1\n5 1 0\n5 2 0\n2 3 0\n3 4 0\n1 5 3 0\n0\n");
    const auto outcome = outcome_of("stv-scottish", election);
    ASSERT_GE(outcome.ties.size(), 1u);
    EXPECT_EQ(outcome.ties[0].rule, "earlier_stages");
    EXPECT_EQ(ids(election, outcome.ties[0].among), "3 4");
    EXPECT_EQ(ids(election, outcome.ties[0].chosen), "3");
    EXPECT_EQ(outcome.account.stages[2].candidates, CandidateList{2});
}

TEST(StvScottish, looks_back_for_the_larger_of_two_equal_surpluses) {
    // a and b have equal votes from the first stage on: only a named rule can tell them apart, and without one the
    // count stops.
    const auto election = election_from("4 3\n6 1 3 0\n6 2 4 0\n1 3 0\n1 4 0\n0\n");
    const auto outcome = outcome_of("stv-scottish", election);
    EXPECT_EQ(ids(election, outcome.winners), "1 2");
    EXPECT_EQ(outcome.ties.at(0).about, "order of surpluses");
    EXPECT_EQ(outcome.ties[0].rule, "");
    EXPECT_TRUE(outcome.ranking.empty());
}

TEST(StvMeek, counts_whoever_is_within_the_surplus_as_tied) {
    const auto election = election_from("4 2\n9 1 0\n4 2 0\n4 3 0\n5 4 0\n0\n");
    EXPECT_EQ(ids(election, outcome_of("stv-meek", election).winners), "1");
    EXPECT_EQ(outcome_of("stv-meek", election).ties.at(0).about, "exclusion");
    EXPECT_EQ(ids(election, outcome_of("stv-meek", election, {{"ties", "order"}}).winners), "1 4");
}

TEST(RankedPairs, reports_a_tie_only_where_the_order_of_equal_majorities_matters) {
    // A circle of three equal majorities: each can be left out, so each candidate can win.
    const auto circle = election_from("3 1\n1 1 2 3 0\n1 2 3 1 0\n1 3 1 2 0\n0\n");
    const auto outcome = outcome_of("ranked-pairs", circle);
    EXPECT_TRUE(outcome.winners.empty());
    EXPECT_EQ(ids(circle, outcome.ties.back().among), "1 2 3");
    EXPECT_EQ(fact<Exact>(outcome.account.facts, "possible_rankings"), 3);
    const auto ordered = outcome_of("ranked-pairs", circle, {{"ties", "order"}});
    EXPECT_EQ(ranking_text(circle, ordered.ranking), "1 > 2 > 3");
    EXPECT_EQ(ordered.ties.at(0).about, "order of equal majorities");
    // Equal majorities without a circle need nothing.
    EXPECT_TRUE(outcome_of("ranked-pairs", election_from("3 1\n2 1 2 3 0\n0\n")).ties.empty());
}

TEST(Kemeny, ties_only_those_who_lead_a_best_ranking) {
    const auto circle = election_from("3 1\n1 1 2 3 0\n1 2 3 1 0\n1 3 1 2 0\n0\n");
    const auto outcome = outcome_of("kemeny", circle);
    EXPECT_EQ(ranking_text(circle, outcome.ranking), "1 = 2 = 3");
    EXPECT_EQ(ids(circle, outcome.ties.at(0).among), "1 2 3");
}

TEST(Star, breaks_a_tied_runoff_by_the_higher_score) {
    const auto election = election_from("# reef ballots: score\ncount,a,b\n1,5,4\n1,0,4\n");
    const auto outcome = outcome_of("star", election);
    EXPECT_EQ(ids(election, outcome.winners), "b");
    EXPECT_EQ(outcome.ties.at(0).rule, "higher_score");
}

TEST(Star, breaks_a_tie_for_the_second_place_by_contests_among_the_tied) {
    const auto election = election_from("# reef ballots: score\ncount,a,b,c\n1,5,4,1\n1,5,4,1\n1,5,0,6\n");
    const auto outcome = outcome_of("star", election); // a 15, b 8, c 8; two of three prefer b to c
    EXPECT_EQ(outcome.ties.at(0).rule, "contests_among_the_tied");
    EXPECT_EQ(fact<CandidateList>(outcome.account.facts, "finalists"), (CandidateList{0, 1}));
}

/// Every candidate beats the five after it by two and is beaten by the five before it, all equally (McGarvey, A Theorem
/// on the Construction of Voting Paradoxes, Econometrica 1953).
std::string circle_of_eleven() {
    constexpr int size = 11;
    std::string ballots = "11 1\n";
    for (int winner = 0; winner < size; ++winner)
        for (int step = 1; step <= size / 2; ++step) {
            const int loser = (winner + step) % size;
            std::string up, down;
            for (int other = 0; other < size; ++other)
                if (other != winner && other != loser) {
                    up += " " + std::to_string(other + 1);
                    down = " " + std::to_string(other + 1) + down;
                }
            const auto pair = " " + std::to_string(winner + 1) + " " + std::to_string(loser + 1);
            ballots += "1" + pair + up + " 0\n1" + down + pair + " 0\n";
        }
    return ballots + "0\n";
}

TEST(RankedPairs, refuse_to_follow_more_orders_than_can_be_tried) {
    const auto election = election_from(circle_of_eleven());
    EXPECT_EQ(count("ranked-pairs", election, {}).error().code, "tally.too_many_ties");
    EXPECT_EQ(outcome_of("ranked-pairs", election, {{"ties", "order"}}).winners.size(), 1u);
}

} // namespace
} // namespace reef::tally
