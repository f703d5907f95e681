#include "commons/elections/module.hpp"

namespace reef::elections {
using namespace engine;

Module module() {
    return {.name = "elections",
            .folder = "src/commons/elections",
            .rules = {nomination_time.declaration(), voting_time.declaration(), demand_share.declaration(),
                      method.declaration()},
            .commands = {command<CallElection>({{"clock", "platform"}}), command<DemandElection>(members()),
                         command<WithdrawDemand>(members()), command<Stand>(members()), command<StandDown>(members()),
                         command<OpenVoting>(clock_only()), command<CastBallot>(members()),
                         command<CloseElection>(clock_only())},
            .events = {event<ElectionCalled>(), event<ElectionDemanded>(), event<DemandWithdrawn>(), event<Stood>(),
                       event<StoodDown>(), event<VotingOpened>(), event<NominationsProlonged>(), event<BallotCast>(),
                       event<ElectionDecided>(), event<RankingsPublished>()},
            .pages = election_pages(),
            .schedules = {election_schedule()}};
}

} // namespace reef::elections
