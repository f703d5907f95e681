#include "commons/panels/module.hpp"

namespace reef::panels {
using namespace engine;

Module module() {
    return {
        .name = "panels",
        .folder = "src/commons/panels",
        .rules = {asking_time.declaration(), waiting_time.declaration(), answer_time.declaration(), rest.declaration()},
        .commands = {command<CallDraw>({{"clock", "platform"}}), command<Volunteer>(members()),
                     command<Withdraw>(members()), command<FreezePool>(clock_only()), command<DrawLots>(clock_only()),
                     command<Accept>(members()), command<Decline>(members()), command<EndAnswers>(clock_only()),
                     command<Depart>(platform_only())},
        .events = {event<DrawCalled>(), event<Volunteered>(), event<Withdrawn>(), event<PoolFrozen>(),
                   event<AskingProlonged>(), event<LotsDrawn>(), event<PlaceChanged>(), event<PanelSeated>(),
                   event<SeatsRefilled>()},
        .pages = panel_pages(),
        .schedules = draw_schedules()};
}

} // namespace reef::panels
