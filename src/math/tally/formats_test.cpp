#include "math/tally/formats.hpp"
#include "math/tally/testing.hpp"

namespace reef::tally {
namespace {

using testing::election_from;

/// "2x 1>2=3" for each distinct ballot, in the order of first appearance.
std::string ballots_text(const Election& election) {
    std::string out;
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        out += (i ? ", " : "") + std::to_string(ballot.count) + "x";
        if (ballot.weight != 1) out += "(" + ballot.weight.text() + ")";
        for (std::size_t k = 0; k < ballot.candidates.size(); ++k) {
            const bool is_tied = k > 0 && !ballot.levels.empty() && ballot.levels[k] == ballot.levels[k - 1];
            out += (k == 0 ? " " : is_tied ? "=" : ballot.levels.empty() ? "+" : ">");
            out += election.candidates[ballot.candidates[k]].id;
            if (!ballot.values.empty()) out += ":" + ballot.values[k].text();
        }
    }
    return out;
}

std::string refusal_of(std::string_view text) {
    const auto election = read_election(text);
    return election ? "read" : election.error().code + " " + election.error().sentence();
}

TEST(Blt, reads_names_quoted_or_bare_ties_withdrawals_commas_and_comments) {
    const auto election =
        election_from("# a comment\n3 2,\n-2\n4 1 3=2 0\n1 2 0 # another\n3 1 3=2 0\n2 - 3 0\n1.5 3 0\n0\n"
                      "\"Anna \"\"the\"\" Jansen\"\nBo de Vries (Ind)\n\"Chi\" \"Board 2027\"\n");
    EXPECT_EQ(election.seats, 2);
    EXPECT_EQ(election.candidates[0].name, "Anna \"the\" Jansen");
    EXPECT_EQ(election.candidates[1].name, "Bo de Vries (Ind)");
    EXPECT_EQ(election.title, "Board 2027");
    EXPECT_TRUE(election.candidates[1].withdrawn);
    EXPECT_EQ(ballots_text(election), "7x 1>3=2, 1x 2, 2x 3, 1x(1.5) 3");
    EXPECT_EQ(election.ballots[2].levels[0], 1u); // "-" skipped the first place
}

TEST(Blt, says_where_a_bad_file_is_bad) {
    EXPECT_EQ(refusal_of("3 1\n1 1 4 0\n0\n"),
              "tally.bad_file Line 2, column 5: \"4\" is no candidate: they are numbered from 1 to 3.");
    EXPECT_EQ(refusal_of("3 1\n1 1 2 1 0\n0\n"),
              "tally.bad_file Line 2, column 7: this ballot names candidate 1 twice.");
    EXPECT_EQ(refusal_of("3 1\nx 1 2 0\n0\n"),
              "tally.bad_file Line 2, column 1: a ballot begins with its weight, a number such as 1.");
    EXPECT_EQ(refusal_of("3 1\n1 1 2\n"),
              "tally.bad_file Line 3, column 1: a ballot ends with 0, and the file ends before it.");
    EXPECT_EQ(refusal_of("3 1\n1 1 2 0\n0\n\"A\"\n\"B\n"),
              "tally.bad_file Line 5, column 1: the quote that opens here is never closed.");
    EXPECT_EQ(refusal_of("3 1\n1 1 2 0\n0\n\"A\"\n\"B\"\n"),
              "tally.bad_file Line 5, column 1: after the ballots come 3 names, and the file has 2.");
    EXPECT_EQ(refusal_of("99999999999 1\n0\n"),
              "tally.bad_file Line 1, column 1: the number of candidates stands here, from 1 to 10000.");
    EXPECT_EQ(refusal_of("2 1\n9223372036854775807 1 0\n9223372036854775807 2 0\n0\n"),
              "tally.bad_file Line 3, column 1: these are more ballots than can be counted.");
}

TEST(Preflib, reads_orders_in_both_forms) {
    const auto election =
        election_from("# FILE NAME: a.toi\n# TITLE: Example\n# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 3\n"
                      "# ALTERNATIVE NAME 1: Anna\n# ALTERNATIVE NAME 2: Bo: the second\n# ALTERNATIVE NAME 3: Chi\n"
                      "5: 1,{2,3}\n2: {1,3}\n1: 2,3\n");
    EXPECT_EQ(election.title, "Example");
    EXPECT_EQ(election.candidates[1].name, "Bo: the second");
    EXPECT_EQ(ballots_text(election), "5x 1>2=3, 2x 1=3, 1x 2>3");
    EXPECT_EQ(ballots_text(election_from("3\n1,Anna\n2,Bo\n3,Chi\n8,8,3\n5,1,{2,3}\n2,{1,3}\n1,2,3\n")),
              "5x 1>2=3, 2x 1=3, 1x 2>3");
}

TEST(Preflib, takes_no_other_kind_of_ballots_after_the_first) {
    EXPECT_EQ(refusal_of("# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 2\n5: 1,2\n# NUMBER CATEGORIES: 3\n1: 2,1\n"),
              "tally.bad_file Line 4, column 1: what kind of ballots these are stands before the first of them.");
    EXPECT_EQ(refusal_of("# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 3\n5: 1,2\n# DATA TYPE: toi\n1: 2,1\n"),
              "tally.bad_file Line 4, column 1: what kind of ballots these are stands before the first of them.");
    // The later of two contradicting lines counts as long as there are no ballots.
    EXPECT_EQ(election_from("# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 3\n# DATA TYPE: soi\n5: 1,2\n").kind,
              BallotKind::ranked);
}

TEST(Preflib, reads_two_categories_as_approval_and_more_as_scores) {
    const std::string head = "# FILE NAME: a.cat\n# DATA TYPE: cat\n# NUMBER ALTERNATIVES: 3\n";
    const auto approval = election_from(head + "# NUMBER CATEGORIES: 2\n4: {1,3},2\n1: {},{1,2,3}\n");
    EXPECT_EQ(approval.kind, BallotKind::approval);
    EXPECT_EQ(ballots_text(approval), "4x 1+3, 1x");
    const auto score = election_from(head + "# NUMBER CATEGORIES: 3\n4: 3,{},{1,2}\n");
    EXPECT_EQ(score.kind, BallotKind::score);
    EXPECT_EQ(score.score_max, 2);
    EXPECT_EQ(ballots_text(score), "4x 1:0+2:0+3:2");
}

TEST(Preflib, says_where_a_bad_file_is_bad) {
    const std::string head = "# FILE NAME: a.toi\n# NUMBER ALTERNATIVES: 2\n";
    EXPECT_EQ(refusal_of(head + "1: 1,{2\n"), "tally.bad_file Line 3, column 8: a brace is never closed.");
    EXPECT_EQ(refusal_of(head + "1: 1,}\n"), "tally.bad_file Line 3, column 6: this brace has no partner.");
    EXPECT_EQ(refusal_of(head + "1: 1,3\n"),
              "tally.bad_file Line 3, column 6: \"3\" is no candidate: they are numbered from 1 to 2.");
    EXPECT_EQ(refusal_of(head + "1: 1,1\n"), "tally.bad_file Line 3, column 6: this ballot names candidate 1 twice.");
    EXPECT_EQ(refusal_of(head + "x: 1\n"),
              "tally.bad_file Line 3, column 1: a line of ballots begins with how many there are.");
}

TEST(Debian, reads_places_and_dashes) {
    const std::string head = "   Tally Sheet\n  Option 1----->: Anna\n/  Option 2--->: Bo\n|/\n";
    const auto election = election_from(head + "V: 21 \t0a0b\nV: 1- 00ff\nV: 11 x\nV: -3 x\n");
    EXPECT_EQ(election.candidates[1].name, "Bo");
    EXPECT_EQ(ballots_text(election), "1x 2>1, 1x 1, 1x 1=2, 1x 2");
    EXPECT_EQ(election.ballots[3].levels[0], 2u);
    EXPECT_EQ(
        ballots_text(election_from("  Option 1----->: Anna\n  Option 2---->: Bo\n  Option 3--->: Chi\nV: 312 x\n")),
        "1x 2>3>1");
    EXPECT_EQ(refusal_of(head + "V: 211 x\n"),
              "tally.bad_file Line 5, column 4: a ballot has one character for each of the 2 options.");
    EXPECT_EQ(refusal_of(head + "V: 2* x\n"),
              "tally.bad_file Line 5, column 5: a place is a digit from 1, a capital letter, or \"-\".");
}

TEST(CastVotes, keep_skipped_overvoted_and_repeated_places_apart) {
    const auto election =
        election_from("precinct\tcount\tRank 1\tRank 2\tRank 3\n"
                      "P1\t3\tAnna\tundervote\tBo\nP1\t2\tovervote\tUWI\tAnna\nP2\t1\tBo\tBo\tAnna\n");
    EXPECT_EQ(ballots_text(election), "3x Anna>Bo, 2x Undeclared Write-ins>Anna, 1x Bo>Anna");
    EXPECT_EQ(election.ballots[0].levels[1], 2u);
    EXPECT_EQ(election.ballots[1].spoilt[0], (SpoiltPlace{0, SpoiltReason::overvote}));
    EXPECT_EQ(election.ballots[2].spoilt[0], (SpoiltPlace{1, SpoiltReason::repeated}));
    EXPECT_TRUE(election.candidates[2].is_write_in);
    EXPECT_EQ(ballots_text(election_from("id,1st Choice,2nd Choice\n7,\"Jansen, Anna\",Bo\n")), "1x Jansen, Anna>Bo");
}

TEST(CastVotes, say_where_a_bad_file_is_bad) {
    EXPECT_EQ(refusal_of("count,rank1\nx,Anna\n"),
              "tally.bad_file Line 2, column 1: the count of ballots is a whole number, not negative.");
    EXPECT_EQ(refusal_of("count,rank1\n1,Anna,Bo\n"),
              "tally.bad_file Line 2, column 8: the heading has no such column.");
    EXPECT_EQ(refusal_of("count,rank1,rank1\n"), "tally.bad_file Line 1, column 13: two columns are the same place.");
    EXPECT_EQ(refusal_of("count,rank1\n1,\"Anna\n"),
              "tally.bad_file Line 2, column 3: the quote that opens here is never closed.");
}

TEST(ReefCsv, reads_every_kind_of_ballot) {
    const auto ranked = election_from("# reef ballots: ranked\n# seats: 2\n# candidate a: Anna\n# withdrawn: c\n"
                                      "count,weight,class,a,b,c\n3,1,staff,2,1,\n1,1/2,users,1,1,2\n");
    EXPECT_EQ(ballots_text(ranked), "3x b>a, 1x(0.5) a=b>c");
    EXPECT_EQ(ranked.candidates[0].name, "Anna");
    EXPECT_TRUE(ranked.candidates[2].withdrawn);
    EXPECT_EQ(ranked.groups, (std::vector<std::string>{"staff", "users"}));
    EXPECT_EQ(ballots_text(election_from("# reef ballots: approval\na,b,c\nx,,1\n0,1,0\n")), "1x a+c, 1x b");
    EXPECT_EQ(ballots_text(election_from("# reef ballots: score\n# top: 5\na,b\n5,-0.5\n,2\n")),
              "1x a:5+b:-0.5, 1x b:2");
    EXPECT_EQ(ballots_text(election_from("# reef ballots: choice\ncount,a,b\n7,x,\n2,,\n")), "7x a, 2x");
}

TEST(ReefCsv, says_where_a_bad_file_is_bad) {
    EXPECT_EQ(refusal_of("# reef ballots: guessed\na\n"),
              "tally.bad_file Line 1, column 16: ballots are ranked, approval, score, points or choice.");
    EXPECT_EQ(refusal_of("# reef ballots: ranked\na,b\n1,2\n# reef ballots: score\n"),
              "tally.bad_file Line 4, column 1: the kind of ballots stands in the first line alone.");
    EXPECT_EQ(refusal_of("# reef ballots: ranked\na,b\n1\n"),
              "tally.bad_file Line 3, column 1: this line has 1 cells, and the heading 2.");
    EXPECT_EQ(refusal_of("# reef ballots: ranked\na,b\n1,0\n"),
              "tally.bad_file Line 3, column 3: a place is a whole number from 1.");
    EXPECT_EQ(refusal_of("# reef ballots: score\n# top: 5\na\n6\n"),
              "tally.bad_file Line 4, column 1: the top of the scale is 5.");
    EXPECT_EQ(refusal_of("# reef ballots: choice\na,b\n1,1\n"),
              "tally.bad_file Line 3, column 3: a single choice marks one candidate.");
    EXPECT_EQ(refusal_of("# reef ballots: ranked\na,a\n"),
              "tally.bad_file Line 2, column 3: two candidates have the same id.");
    EXPECT_EQ(refusal_of("# reef ballots: ranked\n# candidate z: Zoë\na\n1\n"),
              "tally.bad_file Line 2, column 3: the heading has no candidate \"z\".");
}

TEST(Formats, are_told_apart_by_their_content_and_anything_else_is_refused) {
    EXPECT_EQ(read_election("hello\nworld\n").error().code, "tally.unknown_format");
    EXPECT_EQ(read_election("").error().code, "tally.unknown_format");
    EXPECT_EQ(election_from("1 1\n1 1 0\n0\n\"Ren\xE9\"\n\"t\"\n").candidates[0].name, "René"); // Latin-1
}

TEST(Formats, read_every_reference_file) {
    const std::vector<std::pair<std::string, std::int64_t>> files = {{"ranked/leader2020_tally.txt", 339},
                                                                     {"ranked/glasgow_2007_govan.blt", 9560},
                                                                     {"ranked/edinburgh_2017_ward1.blt", 14207},
                                                                     {"stv_variants/M135.blt", 679},
                                                                     {"irv/2017_minneapolis_mayor.cvr.tsv", 105928}};
    for (const auto& [name, ballots] : files) {
        REEF_REQUIRE_REFERENCE(text, name);
        EXPECT_EQ(election_from(*text).ballots.voters(), ballots) << name;
    }
    REEF_REQUIRE_REFERENCE(govan, "ranked/glasgow_2007_govan.blt");
    EXPECT_EQ(election_from(*govan).candidates[2].name, "Stephen Dornan (Lab)");
    EXPECT_EQ(election_from(*govan).title, "govan");
}

} // namespace
} // namespace reef::tally
