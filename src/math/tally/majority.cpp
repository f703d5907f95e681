#include "math/tally/scoring_methods.hpp"

namespace reef::tally {

Result<Outcome> count_majority(const Election& election, const Options& options) {
    const auto turnout = turnout_of(election, options);
    if (!turnout) return std::unexpected(turnout.error());
    const auto first = first_choices(election);
    const Exact base = options.is("of", "votes")     ? turnout->ballots - first.blank
                       : options.is("of", "ballots") ? turnout->ballots
                                                     : turnout->electorate;
    const Exact threshold = options.number("threshold");
    const bool more_than = options.is("reach", "more-than");
    PerCandidate shares, reaching;
    for (const auto& [candidate, votes] : first.votes) {
        const Exact share = shares[candidate] = base == 0 ? Exact() : votes / base;
        if (share > threshold || (!more_than && share == threshold && votes > 0)) reaching[candidate] = votes;
    }
    TieBreaker ties(election, options);
    Outcome outcome;
    outcome.ranking = ranked_by(first.votes);
    if (turnout->is_enough) outcome.winners = winners_of(ranked_by(reaching), election.seats, ties);
    outcome.ties = ties.take();
    auto& account = outcome.account;
    account.state("passed", turnout->is_enough && !reaching.empty());
    account.state("quorum_met", turnout->is_enough);
    account.state("turnout", turnout->share);
    account.state("base", base);
    account.state("blank", first.blank);
    account.state("shares", std::move(shares));
    account.stages.push_back({.action = "first_preferences", .tally = first.votes});
    return outcome;
}

} // namespace reef::tally
