// When draws are called, pools frozen, lots drawn, and answers due.
#include "commons/panels/panel_page.hpp"

namespace reef::panels {
using namespace engine;

std::vector<Schedule> draw_schedules() {
    return {
        schedule<std::string>("panels.call", "panels are drawn anew at their time",
                              "SELECT call_again_at, body FROM {panels_draws} WHERE call_again_at <= $1 ORDER BY "
                              "call_again_at, draw LIMIT 1",
                              [](const std::string& body) { return call(CallDraw{body}); }),
        schedule<IdValue>("panels.freeze", "their pools are settled at theirs",
                          "SELECT asking_until, draw FROM {panels_draws} WHERE stage = 'asking' AND asking_until <= $1 "
                          "ORDER BY asking_until, draw LIMIT 1",
                          [](IdValue draw) { return call(FreezePool{draw}); }),
        schedule<IdValue>("panels.draw", "their lots are drawn",
                          "SELECT draw_at, draw FROM {panels_draws} WHERE stage = 'frozen' AND draw_at <= $1 ORDER BY "
                          "draw_at, draw LIMIT 1",
                          [](IdValue draw) {
                              return call(DrawLots{draw, {}});
                          }),
        schedule<IdValue>("panels.end_answers", "and whoever was drawn has answered",
                          "SELECT asked_until, draw FROM {panels_places} WHERE state = 'asked' AND asked_until <= $1 "
                          "ORDER BY asked_until, draw LIMIT 1",
                          [](IdValue draw) { return call(EndAnswers{draw}); })};
}

} // namespace reef::panels
