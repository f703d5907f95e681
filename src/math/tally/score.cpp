#include "math/tally/scoring_methods.hpp"

namespace reef::tally {
namespace {

/// For every standing candidate the sum of what ballots give, and the votes of those who give anything.
struct Sums {
    PerCandidate scores, voters;
};
Sums sums_of(const Election& election) {
    Sums sums;
    for (const auto candidate : election.standing()) sums.scores[candidate] = sums.voters[candidate] = 0;
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        const auto votes = ballot.votes();
        for (std::size_t k = 0; k < ballot.candidates.size(); ++k) {
            const auto candidate = ballot.candidates[k];
            if (election.candidates[candidate].withdrawn) continue;
            sums.scores[candidate] += ballot.values.empty() ? votes : votes * ballot.values[k];
            sums.voters[candidate] += votes;
        }
    }
    return sums;
}

Outcome outcome_by(const Election& election, const Options& options, PerCandidate scores) {
    TieBreaker ties(election, options);
    Outcome outcome;
    outcome.ranking = ranked_by(scores);
    outcome.winners = winners_of(outcome.ranking, election.seats, ties);
    outcome.ties = ties.take();
    outcome.account.state("scores", std::move(scores));
    return outcome;
}

} // namespace

Result<Outcome> count_approval(const Election& election, const Options& options) {
    return outcome_by(election, options, sums_of(election).scores);
}

Result<Outcome> count_score(const Election& election, const Options& options) {
    auto sums = sums_of(election);
    if (options.is("aggregate", "mean")) {
        const Exact all = election.ballots.votes();
        for (auto& [candidate, score] : sums.scores) {
            const Exact divisor = options.is("unscored", "zero") ? all : sums.voters[candidate];
            score = divisor == 0 ? Exact() : score / divisor;
        }
    }
    return outcome_by(election, options, std::move(sums.scores));
}

} // namespace reef::tally
