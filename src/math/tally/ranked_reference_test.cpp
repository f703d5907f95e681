// Real elections without a Condorcet winner, and one of the Debian project, against the results of other programs.
#include "math/tally/pairwise.hpp"
#include "math/tally/testing.hpp"
#include <algorithm>
#include <boost/json.hpp>

namespace reef::tally {
namespace {

namespace json = boost::json;
using namespace testing;

/// Whoever the method elects or leaves tied for the seat.
CandidateList leading(const Outcome& outcome) {
    if (!outcome.winners.empty()) return outcome.winners;
    return outcome.ties.at(0).among;
}

CandidateList indices(const json::value& ids) {
    CandidateList out;
    for (const auto& id : ids.as_array()) out.push_back(static_cast<CandidateIndex>(id.as_int64() - 1));
    return out;
}

struct Contest {
    json::value expected;
    std::string name;
    Election election;
};

std::vector<Contest> contests() {
    std::vector<Contest> out;
    const auto parsed = json::parse(*reference_text("ranked/expected.json"));
    for (const auto& entry : parsed.as_array()) {
        const std::string file(entry.at("file").as_string());
        auto election = election_from(*reference_text("ranked/" + file));
        election.seats = 1;
        out.push_back({entry, file, std::move(election)});
    }
    return out;
}

TEST(RankedReference, has_the_same_winners_for_each_method) {
    REEF_REQUIRE_REFERENCE(present, "ranked/expected.json");
    const std::vector<std::pair<const char*, const char*>> names = {
        {"schulze_margins", "schulze-margins"},
        {"schulze_winning_votes", "schulze-winning-votes"},
        {"ranked_pairs_margins_all_tiebreaks", "ranked-pairs"},
        {"minimax_margins", "minimax-margins"},
        {"minimax_winning_votes", "minimax-winning-votes"},
        {"copeland", "copeland"},
        {"kemeny", "kemeny"},
        {"irv", "irv"},
        {"borda_symmetric", "borda"}};
    std::size_t compared = 0;
    for (const auto& contest : contests())
        for (const auto& [theirs, ours] : names) {
            const auto& rules = contest.expected.at("rules").as_object();
            if (!rules.contains(theirs)) continue;
            EXPECT_EQ(leading(outcome_of(ours, contest.election)), indices(rules.at(theirs)))
                << contest.name << " " << ours;
            ++compared;
        }
    EXPECT_EQ(compared, 59u);
    for (const auto& contest : contests())
        EXPECT_EQ(leading(outcome_of("ranked-pairs", contest.election, {{"ties", "order"}})),
                  indices(contest.expected.at("rules").at("ranked_pairs_margins_tb_index")))
            << contest.name;
}

TEST(RankedReference, has_the_same_pairwise_votes_rankings_and_scores) {
    REEF_REQUIRE_REFERENCE(present, "ranked/expected.json");
    for (const auto& contest : contests()) {
        const auto& [expected, name, election] = contest;
        const auto size = static_cast<CandidateIndex>(election.candidates.size());
        const auto schulze = outcome_of("schulze-margins", election);
        const auto& matrix = expected.at("pairwise_support").as_array();
        for (CandidateIndex a = 0; a < size; ++a)
            for (CandidateIndex b = 0; b < size; ++b)
                EXPECT_EQ(schulze.account.pairwise->at(a, b), matrix[a].as_array()[b].as_int64()) << name;
        std::vector<CandidateList> tiers;
        for (const auto& tier : expected.at("schulze_margins_ranking_tiers").as_array()) tiers.push_back(indices(tier));
        EXPECT_EQ(schulze.ranking, tiers) << name;
        const auto& winner = expected.at("condorcet_winner");
        EXPECT_EQ(fact<CandidateList>(schulze.account.facts, "condorcet_winner"),
                  winner.is_null() ? CandidateList{}
                                   : CandidateList{static_cast<CandidateIndex>(winner.as_int64() - 1)});
        const auto minimax = fact<PerCandidate>(outcome_of("minimax-margins", election).account.facts, "worst_defeats");
        const auto borda = fact<PerCandidate>(outcome_of("borda", election).account.facts, "scores");
        const auto copeland = fact<PerCandidate>(outcome_of("copeland", election).account.facts, "scores");
        for (CandidateIndex i = 0; i < size; ++i) {
            const auto id = std::to_string(i + 1);
            EXPECT_EQ(minimax.at(i), Exact(-expected.at("minimax_margin_scores").at(id).as_int64())) << name;
            // Symmetric points are those below minus those above: twice ours less the points of all pairs.
            const Exact symmetric = borda.at(i) * 2 - Exact(election.ballots.voters()) * Exact(size - 1);
            EXPECT_EQ(symmetric, *Exact::parse(std::string(expected.at("borda_symmetric_scores").at(id).as_string())))
                << name;
            EXPECT_EQ((copeland.at(i) * 2 - Exact(size - 1)).approximate(),
                      expected.at("copeland_scores_1_0_-1").at(id).as_double())
                << name;
        }
    }
}

} // namespace
} // namespace reef::tally
