#include "math/tally/method.hpp"
#include "math/tally/testing.hpp"
#include <algorithm>
#include <boost/json.hpp>
#include <set>

namespace reef::tally {
namespace {

using namespace testing;

const std::string ranked = "3 1\n3 1 2 3 0\n2 2 3 1 0\n0\n\"Anna\"\n\"Bo\"\n\"Chi\"\n\"Board\"\n";

std::string refusal_of(std::string_view method, const Election& election,
                       const std::map<std::string, std::string>& options = {}) {
    const auto counted = count(method, election, options);
    return counted ? "counted" : counted.error().code + " " + counted.error().sentence();
}

TEST(Methods, refuse_unknown_and_wrong_options_by_name) {
    const auto election = election_from(ranked);
    EXPECT_EQ(refusal_of("lottery", election),
              "tally.unknown_method There is no counting method \"lottery\". `reef tally --list` names them all.");
    EXPECT_EQ(refusal_of("copeland", election, {{"colour", "red"}}),
              "tally.unknown_option copeland has no option \"colour\"; it has unranked, ties, seed.");
    EXPECT_EQ(refusal_of("copeland", election, {{"ties", "coin"}}),
              "tally.wrong_option The option ties cannot be \"coin\": it is one of report, order, lot.");
    EXPECT_EQ(refusal_of("irv", election, {{"skipped-max", "1.5"}}),
              "tally.wrong_option The option skipped-max cannot be \"1.5\": it is a whole number, at least 0, at most "
              "1000000.");
    EXPECT_EQ(refusal_of("majority", election, {{"threshold", "3/2"}}),
              "tally.wrong_option The option threshold cannot be \"3/2\": it is a number such as 1/2 or 0.5, at least "
              "0, at most 1.");
    EXPECT_EQ(refusal_of("star", election),
              "tally.wrong_ballots star counts score ballots, and these are ranked ballots.");
    EXPECT_EQ(count("majority", election, {{"electorate", "4"}}).error().code, "tally.electorate_too_small");
}

TEST(Methods, refuse_elections_that_cannot_be_counted) {
    auto election = election_from(ranked);
    election.seats = 4;
    EXPECT_EQ(refusal_of("stv-wigm", election),
              "tally.too_many_seats 4 seats cannot be filled: 3 candidates stand. Seats are at least 1.");
    election.seats = 0;
    EXPECT_EQ(count("stv-wigm", election, {}).error().code, "tally.too_many_seats");
    election.seats = 2;
    EXPECT_EQ(count("irv", election, {}).error().code, "tally.one_seat_only");
    for (auto& candidate : election.candidates) candidate.withdrawn = true;
    EXPECT_EQ(count("borda", election, {}).error().code, "tally.no_candidates");
    const auto halves = election_from("# reef ballots: ranked\nweight,a,b\n1/2,1,2\n");
    EXPECT_EQ(count("stv-meek", halves, {}).error().code, "tally.votes_not_whole");
    EXPECT_EQ(outcome_of("plurality", halves).account.stages[0].tally.at(0).text(), "0.5");
    std::string many = "# reef ballots: ranked\n1";
    for (int i = 2; i <= 19; ++i) many += "," + std::to_string(i);
    EXPECT_EQ(count("kemeny", election_from(many + "\n"), {}).error().code, "tally.too_many_candidates");
    EXPECT_EQ(count("stv-scottish", election_from("2 1\n4000000000000000 1 0\n0\n"), {}).error().code,
              "tally.too_many_votes");
}

/// The methods that count ranked ballots and need nothing else.
std::vector<Method> for_ranked_ballots() {
    std::vector<Method> out;
    for (const auto& family : {scoring_methods(), transferable_methods(), ranked_methods()})
        for (const auto& method : family)
            if (std::ranges::find(method.takes, BallotKind::ranked) != method.takes.end()) out.push_back(method);
    return out;
}

TEST(Methods, count_elections_without_a_single_vote) {
    const auto empty = election_from("2 1\n1 0\n0\n");
    for (const auto& method : for_ranked_ballots()) {
        const auto outcome = count(method.name, empty, {});
        ASSERT_TRUE(outcome) << method.name << " " << outcome.error().sentence();
        EXPECT_TRUE(outcome->outcome.winners.empty()) << method.name;
    }
}

TEST(Methods, pass_over_withdrawn_candidates) {
    auto election = election_from("3 1\n-1\n5 1 2 3 0\n3 3 2 0\n0\n");
    for (const auto& method : for_ranked_ballots()) {
        EXPECT_EQ(ids(election, outcome_of(method.name, election).winners), "2") << method.name;
    }
}

TEST(Methods, are_listed_with_purpose_options_and_valid_fallbacks) {
    std::set<std::string_view> names;
    for (const auto& method : methods()) {
        EXPECT_TRUE(names.insert(method.name).second) << method.name;
        EXPECT_FALSE(method.purpose.empty()) << method.name;
        EXPECT_FALSE(method.takes.empty()) << method.name;
        std::map<std::string, std::string> fallbacks;
        for (const auto& option : method.options) fallbacks.emplace(option.name, option.fallback);
        EXPECT_TRUE(Options::check(method.name, method.options, fallbacks)) << method.name;
    }
    for (const auto* name :
         {"plurality", "majority", "consent", "approval", "score", "star", "majority-judgment", "borda", "irv",
          "stv-scottish", "stv-wigm", "stv-meek", "schulze-margins", "schulze-winning-votes", "ranked-pairs",
          "minimax-margins", "minimax-winning-votes", "copeland", "kemeny"})
        EXPECT_TRUE(names.contains(name)) << name;
}

TEST(Unranked, last_and_ignored_can_change_the_winner) {
    // Three put only a; two put b before a, and four b alone: unranked last, b beats a; ignored, nobody but two
    // compares them.
    const auto election = election_from("3 1\n5 1 0\n2 1 2 0\n1 2 1 0\n4 2 3 0\n3 3 2 0\n0\n");
    EXPECT_EQ(ids(election, outcome_of("copeland", election).winners), "2");
    EXPECT_EQ(outcome_of("copeland", election, {{"unranked", "ignored"}}).account.pairwise->at(1, 0), 1);
    EXPECT_EQ(outcome_of("copeland", election).account.pairwise->at(1, 0), 8);
    EXPECT_EQ(ids(election, outcome_of("minimax-margins", election, {{"unranked", "ignored"}}).winners), "1");
}

TEST(Document, has_everything_by_id_and_exact_numbers_as_text) {
    auto election = election_from(ranked);
    election.seats = 2;
    const auto counted = count("stv-wigm", election, {});
    ASSERT_TRUE(counted);
    const auto document = document_of("stv-wigm", counted->options, election, counted->outcome);
    EXPECT_EQ(
        boost::json::serialize(document),
        R"({"method":"stv-wigm","options":{"rule":"exact","seed":"","ties":"report"},"title":"Board","seats":2,"ballots":5,)"
        R"("candidates":[{"id":"1","name":"Anna"},{"id":"2","name":"Bo"},{"id":"3","name":"Chi"}],"winners":["1","2"],)"
        R"("ranking":[["1"],["2"],["3"]],"ties":[],"quota":"5/3","votes":"5","stages":[{"stage":1,"action":"first_preferences",)"
        R"("candidates":[],"tally":{"1":"3","2":"2","3":"0"},"elected":["1","2"],"nontransferable":"0"}]})");
    const auto schulze = document_of("copeland", counted->options, election, outcome_of("copeland", election));
    EXPECT_EQ(boost::json::serialize(schulze.at("pairwise")),
              R"({"1":{"2":3,"3":3},"2":{"1":2,"3":5},"3":{"1":2,"2":0}})");
}

} // namespace
} // namespace reef::tally
