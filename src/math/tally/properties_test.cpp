// What the methods promise, tried on random small elections.
#include "math/tally/generators.hpp"
#include <set>

namespace reef::tally {
namespace {

using namespace testing;

const std::vector<std::string_view> pairwise_methods = {"schulze-margins", "schulze-winning-votes", "ranked-pairs",
                                                        "minimax-margins", "minimax-winning-votes", "copeland",
                                                        "kemeny"};
const std::vector<std::string_view> single_methods = {"plurality",
                                                      "irv",
                                                      "borda",
                                                      "schulze-margins",
                                                      "schulze-winning-votes",
                                                      "ranked-pairs",
                                                      "minimax-margins",
                                                      "minimax-winning-votes",
                                                      "copeland",
                                                      "kemeny"};
const std::vector<std::string_view> transferable = {"stv-scottish", "stv-wigm", "stv-meek"};

std::vector<std::string_view> all_methods() {
    auto all = single_methods;
    all.insert(all.end(), transferable.begin(), transferable.end());
    return all;
}

/// Winners, ranking and standing ties by id, so that elections with other indices can be compared.
std::multiset<std::multiset<std::string>> result_of(std::string_view method, const Election& election) {
    const auto outcome = outcome_of(method, election);
    std::multiset<std::multiset<std::string>> out;
    const auto add = [&](std::string label, const CandidateList& candidates) {
        std::multiset<std::string> group = {std::move(label)};
        for (const auto candidate : candidates) group.insert(election.candidates[candidate].id);
        out.insert(std::move(group));
    };
    add("winners", outcome.winners);
    for (std::size_t i = 0; i < outcome.ranking.size(); ++i) add("rank " + std::to_string(i), outcome.ranking[i]);
    for (const auto& tie : outcome.ties)
        if (tie.rule.empty()) add("tie", tie.among);
    return out;
}

RC_GTEST_PROP(Methods, are_anonymous_the_order_and_bundling_of_ballots_changes_nothing, ()) {
    const auto election = arbitrary_election(2, 5, false);
    Election shuffled = candidates_named(election.candidates.size());
    std::vector<BallotPaper> papers;
    for (std::size_t i = 0; i < election.ballots.size(); ++i)
        for (std::int64_t k = 0; k < election.ballots[i].count; ++k) {
            papers.push_back(paper_of(election.ballots[i]));
            papers.back().count = 1;
        }
    std::ranges::reverse(papers);
    std::ranges::rotate(papers, papers.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(papers)));
    for (const auto& paper : papers) shuffled.ballots.add(paper);
    if (*rc::gen::arbitrary<bool>()) shuffled.ballots.compress();
    for (const auto method : all_methods()) RC_ASSERT(result_of(method, election) == result_of(method, shuffled));
}

RC_GTEST_PROP(Methods, are_neutral_the_order_of_candidates_in_the_file_changes_nothing, ()) {
    const auto election = arbitrary_election(2, 5, false);
    const auto size = static_cast<CandidateIndex>(election.candidates.size());
    const auto turn = *rc::gen::inRange<CandidateIndex>(0, size);
    const bool mirror = *rc::gen::arbitrary<bool>();
    const auto moved = [&](CandidateIndex c) { return ((mirror ? size - 1 - c : c) + turn) % size; };
    Election permuted = election;
    permuted.ballots = {};
    for (CandidateIndex c = 0; c < size; ++c) permuted.candidates[moved(c)] = election.candidates[c];
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        auto paper = paper_of(election.ballots[i]);
        for (auto& candidate : paper.candidates) candidate = moved(candidate);
        permuted.ballots.add(paper);
    }
    for (const auto method : single_methods) RC_ASSERT(result_of(method, election) == result_of(method, permuted));
    // Among those elected at one stage with equal votes the file's order shows, so the places of winners are left out.
    for (const auto method : transferable) {
        const auto ours = outcome_of(method, election), theirs = outcome_of(method, permuted);
        std::set<std::string> one, other;
        for (const auto winner : ours.winners) one.insert(election.candidates[winner].id);
        for (const auto winner : theirs.winners) other.insert(permuted.candidates[winner].id);
        RC_ASSERT(one == other);
    }
}

RC_GTEST_PROP(PairwiseMethods, elect_the_condorcet_winner_wherever_there_is_one, ()) {
    const auto election = arbitrary_election(2, 5, false);
    for (CandidateIndex a = 0; a < election.candidates.size(); ++a) {
        bool beats_all = true;
        for (CandidateIndex b = 0; b < election.candidates.size(); ++b)
            beats_all = beats_all && (a == b || lead(election, a, b) > 0);
        if (!beats_all) continue;
        for (const auto method : pairwise_methods) RC_ASSERT(outcome_of(method, election).winners == CandidateList{a});
    }
}

RC_GTEST_PROP(PairwiseMethods, elect_from_the_smith_set, ()) {
    const auto election = arbitrary_election(3, 5, false);
    // The smallest dominating set by trying all sets.
    const auto size = static_cast<CandidateIndex>(election.candidates.size());
    CandidateList smith;
    for (unsigned set = 1; set < (1u << size); ++set) {
        CandidateList members;
        bool dominates = true;
        for (CandidateIndex a = 0; a < size; ++a) {
            if (!(set >> a & 1)) continue;
            members.push_back(a);
            for (CandidateIndex b = 0; b < size; ++b)
                dominates = dominates && ((set >> b & 1) || lead(election, a, b) > 0);
        }
        if (dominates && (smith.empty() || members.size() < smith.size())) smith = members;
    }
    RC_ASSERT(fact<CandidateList>(outcome_of("copeland", election).account.facts, "smith_set") == smith);
    for (const auto* method : {"schulze-margins", "schulze-winning-votes", "ranked-pairs", "copeland", "kemeny"})
        for (const auto candidate : leading(outcome_of(method, election)))
            RC_ASSERT(std::ranges::find(smith, candidate) != smith.end());
}

RC_GTEST_PROP(Monotonicity, raising_the_winner_on_a_ballot_does_not_unseat_him, ()) {
    const auto election = arbitrary_election(3, 5, true);
    const auto raised_ballot = *rc::gen::inRange<std::size_t>(0, election.ballots.size());
    for (const auto method : single_methods) {
        if (method == "irv") continue; // does not promise it: docs/counting.md has the example
        const auto before = outcome_of(method, election);
        if (before.winners.size() != 1) continue;
        Election after = election;
        after.ballots = {};
        for (std::size_t i = 0; i < election.ballots.size(); ++i) {
            auto paper = paper_of(election.ballots[i]);
            const auto place = std::ranges::find(paper.candidates, before.winners[0]);
            if (i == raised_ballot && place != paper.candidates.begin()) std::iter_swap(place, place - 1);
            after.ballots.add(paper);
        }
        RC_ASSERT(outcome_of(method, after).winners == before.winners);
    }
}

RC_GTEST_PROP(TransferableVotes, keep_the_sum_of_votes_at_every_stage_and_never_elect_too_many, ()) {
    auto election = arbitrary_election(2, 6, *rc::gen::arbitrary<bool>());
    election.seats = *rc::gen::inRange<std::int64_t>(1, static_cast<std::int64_t>(election.candidates.size()) + 1);
    const std::vector<std::pair<std::string_view, std::map<std::string, std::string>>> rules = {
        {"stv-scottish", {}},
        {"stv-wigm", {}},
        {"stv-wigm", {{"rule", "reference"}}},
        {"stv-wigm", {{"rule", "minneapolis"}}},
        {"stv-meek", {}},
        {"stv-meek", {{"decimals", "20"}, {"defeat", "batch"}}}};
    for (auto [method, options] : rules) {
        options["ties"] = "lot";
        options["seed"] = "a seed";
        const auto outcome = outcome_of(method, election, options);
        RC_ASSERT(std::ssize(outcome.winners) == election.seats);
        const auto votes = fact<Exact>(outcome.account.facts, "votes");
        Exact lost_before = 0;
        for (const auto& stage : outcome.account.stages) {
            Exact sum;
            for (const auto& [candidate, tally] : stage.tally) sum += tally;
            const auto lost = fact<Exact>(stage.facts, "nontransferable");
            RC_ASSERT(sum + lost == votes);
            RC_ASSERT(lost.sign() >= 0);
            // What no longer counts never counts again; Meek gives it back to the quota, which may let it shrink by
            // rounding only.
            if (method != "stv-meek") RC_ASSERT(lost >= lost_before);
            lost_before = lost;
        }
    }
}

RC_GTEST_PROP(TransferableVotes, give_a_solid_majority_of_a_quota_its_seat, ()) {
    // Droop proportionality for one candidate: whoever more than votes / (seats + 1) put first is elected.
    auto election = arbitrary_election(3, 5, true);
    election.seats = *rc::gen::inRange<std::int64_t>(1, 3);
    const auto firsts = outcome_of("plurality", election, {{"ties", "order"}}).account.stages[0].tally;
    for (const auto method : transferable) {
        const auto winners = outcome_of(method, election, {{"ties", "order"}}).winners;
        for (const auto& [candidate, votes] : firsts)
            if (votes >= Exact(election.ballots.voters() / (election.seats + 1) + 1))
                RC_ASSERT(std::ranges::find(winners, candidate) != winners.end());
    }
}

} // namespace
} // namespace reef::tally
