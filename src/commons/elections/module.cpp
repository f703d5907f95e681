#include "commons/elections/module.hpp"

namespace reef::elections {
using namespace engine;

Module module() {
    auto schedules = election_schedules();
    schedules.push_back(recall_schedule());
    return {.name = "elections",
            .folder = "src/commons/elections",
            .rules = {nomination_time.declaration(), voting_time.declaration(), demand_share.declaration(),
                      method.declaration(), recall_share.declaration(), recall_time.declaration(),
                      recall_majority.declaration(), recall_quorum.declaration()},
            .commands = {command<CallElection>({{"clock", "platform"}}), command<DemandElection>(members()),
                         command<WithdrawDemand>(members()), command<Stand>(members()), command<StandDown>(members()),
                         command<OpenVoting>(clock_only()), command<CastBallot>(members()),
                         command<CloseElection>(clock_only()), command<DemandRecall>(members()),
                         command<WithdrawRecall>(members()), command<CastRecallBallot>(members()),
                         command<CloseRecall>(clock_only()), command<CountBack>(platform_only())},
            .events = {event<ElectionCalled>(), event<ElectionDemanded>(), event<DemandWithdrawn>(), event<Stood>(),
                       event<StoodDown>(), event<VotingOpened>(), event<NominationsProlonged>(), event<BallotCast>(),
                       event<ElectionDecided>(), event<RankingsPublished>(), event<RecallDemanded>(),
                       event<RecallWithdrawn>(), event<RecallCalled>(), event<RecallBallotCast>(),
                       event<RecallDecided>(), event<CountedBack>()},
            .pages = election_pages(),
            .schedules = std::move(schedules)};
}

} // namespace reef::elections
