#include "commons/funding/module.hpp"
#include "commons/funding/pages.hpp"
#include <algorithm>

namespace reef::funding {
using namespace engine;

Module module() {
    std::vector<RuleDeclaration> rules = {
        opened_by.declaration(),    pot_part.declaration(),   longest_round.declaration(), gift_least.declaration(),
        gift_most.declaration(),    pair_bound.declaration(), project_part.declaration(),  projects_each.declaration(),
        raters_least.declaration(), score_least.declaration()};
    std::ranges::move(note_rules(), std::back_inserter(rules));
    auto schedules = note_schedules();
    schedules.insert(schedules.begin(), round_schedule());
    return {.name = "funding",
            .folder = "src/commons/funding",
            .rules = std::move(rules),
            .commands = {command<OpenRound>(members()), command<CallOffRound>(members()),
                         command<PutProject>(members()), command<TakeOutProject>(members()), command<Give>(members()),
                         command<Rate>(members()), command<CloseRound>(clock_only()), command<OfferNotes>(members()),
                         command<CallOffNotes>(members()), command<SubscribeNote>(members()),
                         command<WithdrawNote>(Access{{"platform", "member"}}), command<CloseNotes>(clock_only()),
                         command<RepayNotes>(clock_only()), command<RepayNotesEarly>(members())},
            .events = {event<RoundOpened>(), event<RoundCalledOff>(), event<ProjectPut>(), event<ProjectTakenOut>(),
                       event<Given>(), event<Rated>(), event<RoundClosed>(), event<NotesOffered>(),
                       event<NotesCalledOff>(), event<NoteSubscribed>(), event<NoteWithdrawn>(), event<NotesClosed>(),
                       event<NotesRepaid>(), event<NotesPostponed>()},
            .pages = pages(),
            .schedules = std::move(schedules)};
}

} // namespace reef::funding
