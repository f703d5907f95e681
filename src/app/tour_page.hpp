// The tour of an example: six steps, on a page of their own and at the head of every page.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

struct TourStep {
    std::int64_t number = 0;
    std::string title;
    std::string about;
    std::string href;
    bool done = false;
    bool current = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &TourStep::number, "from 1"),
                          field("title", &TourStep::title, "what to do"),
                          field("about", &TourStep::about, "why"),
                          field("href", &TourStep::href, "where"),
                          field("done", &TourStep::done, "the chronicle says so"),
                          field("current", &TourStep::current, "the next")};
    }
};
/// Whether each step is done is read from what is recorded, so the tour never has to remember anything.
std::vector<TourStep> tour_of(engine::PageRequest& request);

engine::PageType tour_page();

} // namespace reef::app
