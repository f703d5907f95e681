// The readers of budgets (pabulib) and of approval profiles (abcvoting).
#include "math/tally/testing.hpp"

namespace reef::tally {
namespace {

std::string sentence(std::string_view text) {
    const auto election = read_election(text);
    return election ? "read" : election.error().sentence();
}

constexpr auto pabulib_head = "META\nkey;value\nbudget;100,50\nvote_type;";

std::string budget(const std::string& kind, const std::string& projects, const std::string& votes) {
    return pabulib_head + kind + "\nPROJECTS\nproject_id;cost;name\n" + projects + "VOTES\nvoter_id;points;vote\n" +
           votes;
}

TEST(Pabulib, reads_quoted_names_decimal_commas_and_repeated_projects) {
    const auto election = testing::election_from(
        budget("approval", "10;40,25;\"Trees; and \"\"shade\"\"\"\n9;0;\n", "1;;9,10,9\n2;;10,9\n3;;\n"));
    EXPECT_EQ(election.budget.text(), "100.5");
    EXPECT_EQ(election.candidates[0].name, "Trees; and \"shade\"");
    EXPECT_EQ(election.candidates[0].cost.text(), "40.25");
    EXPECT_EQ(election.candidates[1].name, "9");
    EXPECT_EQ(election.ballots.voters(), 3); // the empty ballot is a ballot
    EXPECT_EQ(election.ballots.size(), 2U);  // the first two are equal
    EXPECT_EQ(election.notes.at("vote_type"), "approval");
}

TEST(Pabulib, reads_files_that_do_not_name_the_columns_of_meta) {
    const auto election = testing::election_from(
        "META\ndescription;A square\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;2\n"
        "VOTES\nvote\n1\n");
    EXPECT_EQ(election.title, "A square");
    EXPECT_EQ(election.budget.text(), "9");
}

TEST(Pabulib, reads_points_scores_and_orders) {
    const auto points = testing::election_from(budget("cumulative", "a;1;\nb;2;\n", "1;3,2;b,a\n"));
    EXPECT_EQ(points.kind, BallotKind::points);
    EXPECT_EQ(points.ballots[0].values[0].text(), "2"); // of a
    EXPECT_EQ(testing::election_from(budget("scoring", "a;1;\n", "1;-1;a\n")).kind, BallotKind::score);
    const auto ranked = testing::election_from(budget("ordinal", "a;1;\nb;2;\n", "1;;b,a\n"));
    EXPECT_EQ(ranked.kind, BallotKind::ranked);
    EXPECT_EQ(testing::ids(ranked, {ranked.ballots[0].candidates.begin(), ranked.ballots[0].candidates.end()}), "b a");
}

TEST(Pabulib, says_where_a_file_is_wrong) {
    EXPECT_EQ(sentence(budget("approval", "a;1;\n", "1;;a,x\n")), "Line 10, column 4: no project has the id \"x\".");
    EXPECT_EQ(sentence(budget("approval", "a;one;\n", "")), "Line 7, column 3: \"one\" is no number.");
    EXPECT_EQ(sentence(budget("approval", "a;-1;\n", "")), "Line 7, column 3: an amount is not below zero.");
    EXPECT_EQ(sentence(budget("approval", "a;1;\na;2;\n", "")), "Line 8, column 1: the project \"a\" is listed twice.");
    EXPECT_EQ(sentence(budget("cumulative", "a;1;\n", "1;2,3;a\n")),
              "Line 10, column 3: there are as many points as projects in the vote.");
    EXPECT_EQ(sentence(budget("shouting", "", "")),
              "Line 5, column 1: vote_type is approval, choose-1, cumulative, scoring or ordinal.");
    EXPECT_EQ(sentence("META\nkey;value\nvote_type;approval\nPROJECTS\nproject_id;cost\n"),
              "Line 4, column 1: META has no budget.");
    EXPECT_EQ(sentence("META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;price\n"),
              "Line 6, column 1: the column \"cost\" is missing.");
    EXPECT_EQ(sentence("META\nkey;value\nbudget;1\nvote_type;approval\nVOTES\nvote\n"),
              "Line 5, column 1: the sections come in the order META, PROJECTS, VOTES, each once.");
    EXPECT_EQ(sentence(budget("approval", "", "")), "Line 7, column 1: PROJECTS lists no project.");
    EXPECT_EQ(sentence("META\nkey;value\nbudget;1\n"), "Line 4, column 1: the section VOTES is missing.");
    EXPECT_EQ(sentence(budget("approval", "a;1;\"open\n", "")),
              "Line 7, column 5: the quote that opens here is never closed.");
}

TEST(AbcYaml, reads_profiles_on_one_line_on_many_and_after_dashes) {
    for (const auto* text :
         {"profile: [[0, 2], [1], []]\nnum_cand: 3\n", "profile: [[0,\n 2],\n [1], []] # three voters\n",
          "profile:\n- [0, 2]\n- {1}\n- []\n", "---\nprofile:\n  - [2, 0]\n  - [1]\n  - []\n"}) {
        const auto election = testing::election_from(text);
        EXPECT_EQ(election.candidates.size(), 3U) << text;
        EXPECT_EQ(election.ballots.voters(), 3) << text;
        EXPECT_EQ(election.ballots[0].candidates.size(), 2U) << text;
    }
}

TEST(AbcYaml, reads_weights_seats_and_titles_and_passes_over_what_to_compute) {
    const auto election =
        testing::election_from("description: \"a # sign\"\nprofile: [[0], [1]]\nvoter_weights: [2, 0.5]\n"
                               "num_cand: 2\ncommitteesize: 2\ncompute:\n- rule_id: av\n  result: [[0, 1]]\n");
    EXPECT_EQ(election.title, "a # sign");
    EXPECT_EQ(election.seats, 2);
    EXPECT_EQ(election.ballots.votes().text(), "2.5");
}

TEST(AbcYaml, says_where_a_file_is_wrong) {
    EXPECT_EQ(sentence("profile: [[0], [7]]\nnum_cand: 2\n"),
              "Line 1, column 17: a whole number from 0 to 1 is expected.");
    EXPECT_EQ(sentence("profile: [[0], [x]]\n"), "Line 1, column 17: a whole number from 0 to 9999 is expected.");
    EXPECT_EQ(sentence("profile: [[0], [1]\n"), "Line 2, column 1: a list is not closed.");
    EXPECT_EQ(sentence("profile: [[0]]]\n"), "Line 1, column 15: a list ends here that never began.");
    EXPECT_EQ(sentence("profile: [[[0]]]\n"), "Line 1, column 12: lists are at most two deep here.");
    EXPECT_EQ(sentence("profile: [0, 1]\n"), "Line 1, column 11: the profile is a list of lists of candidates.");
    EXPECT_EQ(sentence("profile:\n- []\n- 1\n"), "Line 3, column 3: the profile is a list of lists of candidates.");
    EXPECT_EQ(sentence("profile: [[1, 1]]\n"), "Line 1, column 12: a ballot names a candidate twice.");
    EXPECT_EQ(sentence("profile: [[1]]\nvoter_weights: [1, 2]\n"),
              "Line 1, column 1: 2 weights are given for 1 voters.");
    EXPECT_EQ(sentence("profile: [[1]]\ncommitteesize: 0\n"),
              "Line 2, column 16: a whole number from 1 to 2 is expected.");
}

} // namespace
} // namespace reef::tally
