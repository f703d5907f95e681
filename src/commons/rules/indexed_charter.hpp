// What a charter says of a rule that moves by a published formula alone.
#pragma once
#include "commons/rules/promise.hpp"

namespace reef::rules {

/// "Indexed parameters move only by published formula." The value rises or falls by `by` for each `for_each` that the
/// figure lies off its target, by `step` at most, once it lay outside of the dead band for so many windows in a row
/// (index.hpp).
struct IndexedCharter {
    std::string rule;
    std::string indicator;
    std::string target;
    std::string dead_band;
    Direction when_above = Direction::rises;
    std::string by;
    std::string for_each;
    std::string step;
    Duration window;
    std::int64_t windows = 0;
    std::optional<std::int64_t> cases;
    bool operator==(const IndexedCharter&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("rule", &IndexedCharter::rule, "its name, such as \"market.offer_time\""),
            field("indicator", &IndexedCharter::indicator, "a figure that the platform reckons itself"),
            field("target", &IndexedCharter::target, "at which nothing moves, in the figure's unit"),
            field("dead_band", &IndexedCharter::dead_band, "how far from it the figure may lie without moving it"),
            field("when_above", &IndexedCharter::when_above, "what the value does when the figure lies above"),
            field("by", &IndexedCharter::by, "by how much it moves, as a value of the rule"),
            field("for_each", &IndexedCharter::for_each, "that the figure lies off its target"),
            field("step", &IndexedCharter::step, "the most that it moves at a time"),
            field("window", &IndexedCharter::window, "the span over which the figure is reckoned each time"),
            field("windows", &IndexedCharter::windows, "in a row outside of the dead band, before it moves"),
            field("cases", &IndexedCharter::cases, "single cases that a window needs to count; none said: 5")};
    }
};

} // namespace reef::rules
