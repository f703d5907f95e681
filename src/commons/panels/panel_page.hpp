// The room's pages and times, and what others say of panels.
#pragma once
#include "commons/panels/pool.hpp"
#include "commons/panels/seating.hpp"

namespace reef::panels {

/// `/panels`, `/panels/{draw}` and the draw as a file that anybody can replay.
std::vector<engine::PageType> panel_pages();
engine::PageType panel_list_page();
/// Draws are called, and their stages end, at their time.
std::vector<engine::Schedule> draw_schedules();

/// A draw as lists show it.
struct DrawLine {
    std::string number;
    std::string title;
    std::string href;
    std::string state;
    std::optional<Time> until;
    bool needs_my_answer = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &DrawLine::number, "of the draw"),
                          field("title", &DrawLine::title, "of which body"),
                          field("href", &DrawLine::href, "its page"),
                          field("state", &DrawLine::state, "in a word"),
                          field("until", &DrawLine::until, "what happens now lasts"),
                          field("needs_my_answer", &DrawLine::needs_my_answer, "the viewer was drawn, and may answer")};
    }
};
DrawLine draw_line(engine::PageRequest& request, const rules::Charter& charter, const DrawRow& row);
/// Those in which something is still to happen: under way, or somebody is called to a seat that fell empty.
std::vector<DrawLine> open_draws(engine::PageRequest& request);

} // namespace reef::panels
