#include "math/tally/scoring_methods.hpp"
#include <algorithm>

namespace reef::tally {

Result<Outcome> count_consent(const Election& election, const Options& options) {
    const auto turnout = turnout_of(election, options);
    if (!turnout) return std::unexpected(turnout.error());
    PerCandidate objections, consents;
    for (const auto candidate : election.standing()) objections[candidate] = consents[candidate] = 0;
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        for (std::size_t k = 0; k < ballot.candidates.size(); ++k) {
            if (election.candidates[ballot.candidates[k]].withdrawn) continue;
            const int sign = ballot.values[k].sign();
            if (sign != 0) (sign < 0 ? objections : consents)[ballot.candidates[k]] += ballot.votes();
        }
    }
    // Fewest objections first, then most consents.
    std::vector<CandidateList> ranking;
    PerCandidate fewest;
    for (const auto& [candidate, count] : objections) fewest[candidate] = -count;
    for (const auto& group : ranked_by(fewest)) {
        PerCandidate among;
        for (const auto candidate : group) among[candidate] = consents[candidate];
        std::ranges::move(ranked_by(among), std::back_inserter(ranking));
    }
    CandidateList unblocked;
    std::vector<CandidateList> eligible;
    const Exact allowed = options.number("objections-max");
    for (const auto& group : ranking)
        if (objections[group[0]] <= allowed && turnout->is_enough) {
            eligible.push_back(group);
            unblocked.insert(unblocked.end(), group.begin(), group.end());
        }
    std::ranges::sort(unblocked);
    TieBreaker ties(election, options);
    Outcome outcome;
    outcome.winners = winners_of(eligible, election.seats, ties);
    outcome.ranking = std::move(ranking);
    outcome.ties = ties.take();
    auto& account = outcome.account;
    account.state("passed", !unblocked.empty());
    account.state("unblocked", std::move(unblocked));
    account.state("quorum_met", turnout->is_enough);
    account.state("turnout", turnout->share);
    account.state("objections", std::move(objections));
    account.state("consents", std::move(consents));
    return outcome;
}

} // namespace reef::tally
