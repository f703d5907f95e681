#include "commons/elections/ballot.hpp"
#include <algorithm>

namespace reef::elections {
using namespace engine;
namespace {

constexpr RefusalKind voting_not_open{"elections.voting_not_open",
                                      "Candidates are still standing; voting has not opened yet.", 409};
constexpr RefusalKind voting_over{"elections.voting_over", "Voting in this election has ended.", 409};
constexpr RefusalKind not_in_electorate{"elections.not_in_electorate",
                                        "You were not a member of a class that elects when voting opened.", 403};

} // namespace

BallotFacts load(store::Connection& connection, const Context& context, const CastBallot& ballot) {
    const auto election = find_election(connection, ballot.election);
    if (!election) return {};
    BallotFacts facts{election->stage, may_vote(connection, *election, context.actor.member)};
    if (facts.may_vote || !belonged(connection, *election, context.actor.member)) return facts;
    facts.missing =
        people::missing_to_vote(connection, context.actor.member, election->least_assurance, *election->frozen_entry);
    return facts;
}
/// "One member, one vote; a later ballot replaces an earlier one; no ballot counts after the deadline."
Decision decide(const BallotFacts& facts, const CastBallot& ballot, Context& context) {
    if (!facts.stage) return refuse(no_such_election, "election");
    if (*facts.stage == Stage::nominations) return refuse(voting_not_open);
    if (*facts.stage == Stage::decided) return refuse(voting_over);
    if (facts.missing) return people::refuse(*facts.missing);
    if (!facts.may_vote) return refuse(not_in_electorate);
    return Events{BallotCast{ballot.election, context.actor.member, ballot.ranking}};
}

void apply(store::Connection& connection, const Meta&, const VotingOpened& event) {
    connection.run("UPDATE {elections_elections} SET stage = $1, voting_until = $2, frozen_entry = $3, electors = $4, "
                   "seed = $5, least_assurance = $6 WHERE election = $7",
                   Stage::voting, event.voting_until, event.frozen_entry, event.electors, event.seed,
                   event.least_assurance, event.election);
    std::int64_t place = 0;
    for (const auto member : event.candidates)
        connection.run("UPDATE {elections_candidates} SET place = $1 WHERE election = $2 AND member = $3", ++place,
                       event.election, member);
    connection.run("DELETE FROM {elections_candidates} WHERE election = $1 AND place IS NULL", event.election);
}
void apply(store::Connection& connection, const Meta&, const NominationsProlonged& event) {
    connection.run("UPDATE {elections_elections} SET nominations_until = $1 WHERE election = $2", event.until,
                   event.election);
}
void apply(store::Connection& connection, const Meta&, const BallotCast& event) {
    connection.run("INSERT INTO {elections_ballots} (election, voter, sealed) VALUES ($1, $2, $3) ON CONFLICT "
                   "(election, voter) DO UPDATE SET sealed = $3",
                   event.election, event.voter, event.ranking.reference.commitment);
}

bool may_vote(store::Connection& connection, const ElectionRow& election, MemberId member) {
    return belonged(connection, election, member) &&
           !people::missing_to_vote(connection, member, election.least_assurance, *election.frozen_entry);
}
bool belonged(store::Connection& connection, const ElectionRow& election, MemberId member) {
    if (!election.frozen_entry) return false;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto classes = people::classes_at(connection, member, *election.frozen_entry);
    return std::ranges::find_first_of(classes, charter.find_body(election.body)->classes) != classes.end();
}

std::optional<Hash> ballot_of(store::Connection& connection, IdValue election, MemberId member) {
    return connection.first<Hash>("SELECT sealed FROM {elections_ballots} WHERE election = $1 AND voter = $2", election,
                                  member);
}

std::optional<std::vector<MemberId>> opened_ranking(store::Connection& connection, const Hash& sealed) {
    const auto text = chronicle::reveal(connection, sealed);
    if (!text) return {};
    return from_recorded<std::vector<MemberId>>(*text);
}

} // namespace reef::elections
