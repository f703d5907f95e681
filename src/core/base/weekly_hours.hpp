// Hours of the week, the same every week: at night, on Sundays, whenever a rule says. In UTC, as every time that is
// recorded.
#pragma once
#include "core/base/quantity.hpp"
#include "core/base/text.hpp"

namespace reef {

/// Hours that begin on one day, in minutes from its midnight. They end at most a minute less than a day after the day
/// does: 22:00 to 06:00 is 1320 to 1800.
struct DayHours {
    int day = 0; // Monday is 0
    int begin = 0;
    int end = 0;
    auto operator<=>(const DayHours&) const = default;
};

/// Hours of the week in UTC. Text: `Mon-Fri 22:00-06:00; Sat-Sun 12:00-18:00`, or `none`; the same hours have one text,
/// however they were written. Hours that end no later than they begin end on the next day. A night that runs into
/// hours of the next day goes on in them; two parts of one day that overlap are taken for a slip.
struct WeeklyHours {
    std::vector<DayHours> spans; // in order, none touching another but at midnight
    bool operator==(const WeeklyHours&) const = default;
    bool contains(Time at) const;
    bool is_none() const { return spans.empty(); }
    /// Refused: input.not_hours, input.no_such_day, input.no_time_of_day, input.hours_named_twice.
    static Result<WeeklyHours> parse(std::string_view text);
    std::string text() const;
    static constexpr std::string_view form =
        "hours of the week in UTC such as \"Mon-Fri 22:00-06:00; Sun 00:00-24:00\", or \"none\"";
};

/// "Monday to Friday, 22:00 to 06:00; Sunday, all day".
std::string hours_in_words(const WeeklyHours& hours, const Say& say);
/// Where in the week a time lies: "Friday 22:10", in UTC.
std::string time_of_week_in_words(Time at, const Say& say);

} // namespace reef
