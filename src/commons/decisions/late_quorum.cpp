#include "commons/decisions/late_quorum.hpp"
#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/representation.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

bool is_quorate(const QuorumFacts& facts) {
    for (std::size_t i = 0; i < facts.electorate.size(); ++i)
        if (facts.represented[i] * percent(100).hundredths <
            facts.electorate[i].quorum.hundredths * facts.electorate[i].eligible)
            return false;
    return true;
}

} // namespace

QuorumFacts load(store::Connection& connection, const Context&, const LookForQuorum& look) {
    const auto row = proposal_row(connection, look.proposal);
    ensure(row.has_value(), "a quorum that is looked for is that of a proposal");
    QuorumFacts facts{
        .late = from_recorded<rules::ProcedureCharter>(row->procedure).late_quorum.value_or(Duration()),
        .opens_at = row->voting_opens_at,
        .closes_at = row->voting_closes_at,
        .electorate = electorate_of(connection, look.proposal),
        .represented = {},
    };
    const auto ballots = counted_ballots(connection, look.proposal, facts.electorate);
    for (const auto& each : facts.electorate) {
        std::int64_t votes = 0;
        for (const auto& [ballot, cast] : ballots)
            if (ballot.voter_class == each.id) votes += cast;
        facts.represented.push_back(votes);
    }
    return facts;
}
Decision decide(const QuorumFacts& facts, const LookForQuorum& look, Context& context) {
    QuorumLookedFor looked{look.proposal, is_quorate(facts), {}, {}};
    const bool is_end = context.at >= facts.closes_at;
    if (!looked.is_reached && !is_end) looked.look_again_at = facts.closes_at;
    if (looked.is_reached && is_end) looked.prolonged = ShiftedVote{facts.opens_at, context.at + facts.late};
    return Events{looked};
}
void apply(store::Connection& connection, const Meta&, const QuorumLookedFor& event) {
    connection.run("UPDATE {decisions_proposals} SET quorum_look_at = $1 WHERE proposal = $2", event.look_again_at,
                   event.proposal);
    shift_vote(connection, event.proposal, event.prolonged);
}

Schedule quorum_schedule() {
    return schedule<IdValue>("decisions.quorum", "quorums are looked for before votes end",
                             "SELECT quorum_look_at, proposal FROM {decisions_proposals} WHERE stage = 'voting' AND "
                             "quorum_look_at <= $1 ORDER BY quorum_look_at, proposal LIMIT 1",
                             [](IdValue proposal) { return call(LookForQuorum{proposal}); });
}

} // namespace reef::decisions
