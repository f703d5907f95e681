#include "commons/practices/module.hpp"

namespace reef::practices {
using namespace engine;

Module module() {
    return {.name = "practices",
            .folder = "src/commons/practices",
            .rules = rules_of_room(),
            .commands = {command<Enter>(members()), command<AddNote>(members()), command<LetLapse>(clock_only()),
                         command<TryOut>(members()), command<RenewTrial>(members()), command<EndTrial>(members()),
                         command<LetTrialEnd>(clock_only()), command<JoinTrial>(members()),
                         command<LeaveTrial>(members()), command<LeaveAllTrials>(platform_only()),
                         command<ReportHarm>(members()), command<Settle>(members())},
            .events = {event<Entered>(), event<Noted>(), event<Lapsed>(), event<TrialOpened>(), event<TrialRenewed>(),
                       event<TrialEnded>(), event<TrialJoined>(), event<TrialLeft>(), event<HarmReported>(),
                       event<Settled>()},
            .pages = {practices_page(), practice_page()},
            .schedules = {trial_schedule(), lapse_schedule()}};
}

} // namespace reef::practices
