// What a charter says of duties that begin with size.
#pragma once
#include "core/base/module.hpp"

namespace reef::rules {

/// A platform "enhances its own responsibilities" as it grows: something is owed once a figure that the platform
/// reckons itself reaches `from`, and until it falls below `until`.
struct DutyCharter {
    std::string id;
    std::string name;
    std::string text;
    std::string reference;
    std::string answered_by;
    std::string indicator;
    std::optional<std::string> stakeholder_class;
    std::string from;
    std::optional<std::string> until;
    std::optional<Duration> over;
    Duration within;
    std::optional<Duration> every;
    bool operator==(const DutyCharter&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("id", &DutyCharter::id, "short name"),
            field("name", &DutyCharter::name, "as people see it"),
            field("text", &DutyCharter::text, "what is owed"),
            field("reference", &DutyCharter::reference, "the law that asks for it, or whose own word it is"),
            field("answered_by", &DutyCharter::answered_by, "the body that answers for it"),
            field("indicator", &DutyCharter::indicator, "the figure of size, such as \"people.members\""),
            field("class", &DutyCharter::stakeholder_class, "of members, where those of one class alone count"),
            field("from", &DutyCharter::from, "the size from which it is owed, in the figure's unit"),
            field("until", &DutyCharter::until, "below which it ends; none: it is owed for good"),
            field("over", &DutyCharter::over, "the span over which the figure is reckoned; none: 365 days"),
            field("within", &DutyCharter::within, "time to show how it is met"),
            field("every", &DutyCharter::every, "how often it is owed again")};
    }
};

} // namespace reef::rules
