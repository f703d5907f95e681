#include "commons/duties/module.hpp"

namespace reef::duties {
using namespace engine;

Module module() {
    return {.name = "duties",
            .folder = "src/commons/duties",
            .rules = {reckoned_every.declaration()},
            .commands = {command<TakeUp>(platform_only()), command<LookAtMembers>(platform_only()),
                         command<LookAtSize>(clock_only()), command<LetFallDue>(clock_only()),
                         command<AnswerDuty>(members())},
            .events = {event<DutyTakenUp>(), event<DutyDropped>(), event<SizeReckoned>(), event<DutyBegan>(),
                       event<DutyEnded>(), event<DutyFellDue>(), event<DutyAnswered>()},
            .pages = {duties_page()},
            .schedules = duty_schedules()};
}

} // namespace reef::duties
