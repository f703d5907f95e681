// What waits for the viewer: on the home page, and as a number in the frame of every page.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

struct Waiting {
    std::string title;
    std::string href;
    std::string kind;
    std::optional<Time> until;
    std::string about;
    static constexpr auto fields() {
        return FieldTable{field("title", &Waiting::title, "what it is"), field("href", &Waiting::href, "where"),
                          field("kind", &Waiting::kind, "vote, deliberation, ride"),
                          field("until", &Waiting::until, "when it is too late"),
                          field("about", &Waiting::about, "one sentence")};
    }
};
std::vector<Waiting> waiting_for(engine::PageRequest& request);
/// How many there are, without what only the sentences need.
std::size_t count_waiting(engine::PageRequest& request);

} // namespace reef::app
