// What pages say about deliberations.
#pragma once
#include "commons/deliberation/topic.hpp"

namespace reef::deliberation {

/// A deliberation in one line.
struct TopicLine {
    std::string title;
    std::string href;
    std::string about;
    bool is_open = false;
    std::optional<std::string> language;
    std::optional<Time> until;
    std::int64_t waiting = 0;
    static constexpr auto fields() {
        return FieldTable{field("title", &TopicLine::title, "in a few words"),
                          field("href", &TopicLine::href, "its page"),
                          field("about", &TopicLine::about, "how many spoke and answered"),
                          field("is_open", &TopicLine::is_open, "whether one may speak"),
                          field("language", &TopicLine::language, "of its statements, where imported"),
                          field("until", &TopicLine::until, "when it ends"),
                          field("waiting", &TopicLine::waiting, "statements that wait for the viewer's answer")};
    }
};
std::vector<TopicLine> topic_lines(engine::PageRequest& request);

std::vector<engine::PageType> pages();

} // namespace reef::deliberation
