#include "math/tally/scoring_methods.hpp"

namespace reef::tally {
namespace {

constexpr RefusalKind electorate_too_small{"tally.electorate_too_small",
                                           "{} ballots were cast, which is more than the electorate of {}.", 422};

/// The candidates that a ballot names first: one, several who are tied on a ranked ballot, or none.
CandidateList named_first(const Election& election, const BallotView& ballot) {
    CandidateList first;
    std::uint32_t level = 0;
    for (std::size_t i = 0; i < ballot.candidates.size(); ++i) {
        if (election.candidates[ballot.candidates[i]].withdrawn) continue;
        if (!first.empty() && (ballot.levels.empty() || ballot.levels[i] != level)) break;
        if (!ballot.levels.empty()) level = ballot.levels[i];
        first.push_back(ballot.candidates[i]);
    }
    return first;
}

} // namespace

FirstChoices first_choices(const Election& election) {
    FirstChoices out;
    for (const auto candidate : election.standing()) out.votes[candidate] = 0;
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        const auto first = named_first(election, ballot);
        if (first.empty()) out.blank += ballot.votes();
        for (const auto candidate : first)
            out.votes[candidate] += ballot.votes() / Exact(static_cast<std::int64_t>(first.size()));
    }
    return out;
}

Result<Turnout> turnout_of(const Election& election, const Options& options) {
    Turnout turnout;
    turnout.ballots = election.ballots.votes();
    turnout.electorate = options.number("electorate");
    if (turnout.electorate == 0) turnout.electorate = turnout.ballots;
    if (turnout.ballots > turnout.electorate)
        return refuse(electorate_too_small, "electorate", {turnout.ballots.text(), turnout.electorate.text()});
    turnout.share = turnout.electorate == 0 ? Exact() : turnout.ballots / turnout.electorate;
    turnout.is_enough = turnout.share >= options.number("quorum");
    return turnout;
}

Result<Outcome> count_plurality(const Election& election, const Options& options) {
    const auto first = first_choices(election);
    TieBreaker ties(election, options);
    Outcome outcome;
    outcome.ranking = ranked_by(first.votes);
    outcome.winners = winners_of(outcome.ranking, election.seats, ties);
    outcome.ties = ties.take();
    outcome.account.state("blank", first.blank);
    outcome.account.stages.push_back({.action = "first_preferences", .tally = first.votes});
    return outcome;
}

} // namespace reef::tally
