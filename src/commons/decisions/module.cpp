#include "commons/decisions/module.hpp"
#include "commons/decisions/decision_page.hpp"

namespace reef::decisions {
using namespace engine;

Module module() {
    return {.name = "decisions",
            .folder = "src/commons/decisions",
            .commands = {command<Propose>(members()), command<Withdraw>(members()), command<OpenVoting>(clock_only()),
                         command<CastBallot>(members()), command<CloseVoting>(clock_only())},
            .events = {event<Proposed>(), event<Withdrawn>(), event<VotingOpened>(), event<BallotCast>(),
                       event<ProposalDecided>()},
            .pages = {decision_list_page(), decision_page(), propose_page()},
            .schedules = {voting_schedule()}};
}

} // namespace reef::decisions
