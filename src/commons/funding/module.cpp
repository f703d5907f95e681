#include "commons/funding/module.hpp"
#include "commons/funding/pages.hpp"

namespace reef::funding {
using namespace engine;

Module module() {
    return {.name = "funding",
            .folder = "src/commons/funding",
            .rules = {opened_by.declaration(), pot_part.declaration(), longest_round.declaration(),
                      gift_least.declaration(), gift_most.declaration(), pair_bound.declaration(),
                      project_part.declaration(), projects_each.declaration(), raters_least.declaration(),
                      score_least.declaration()},
            .commands = {command<OpenRound>(members()), command<CallOffRound>(members()),
                         command<PutProject>(members()), command<TakeOutProject>(members()), command<Give>(members()),
                         command<Rate>(members()), command<CloseRound>(clock_only())},
            .events = {event<RoundOpened>(), event<RoundCalledOff>(), event<ProjectPut>(), event<ProjectTakenOut>(),
                       event<Given>(), event<Rated>(), event<RoundClosed>()},
            .pages = pages(),
            .schedules = {round_schedule()}};
}

} // namespace reef::funding
