#include "core/base/weekly_hours.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <array>
#include <bitset>
#include <fmt/format.h>
#include <optional>

namespace reef {
namespace {

constexpr RefusalKind not_hours{
    "input.not_hours", "\"{}\" says no hours of the week. Write them like \"Mon-Fri 22:00-06:00\", or \"none\".", 422};
constexpr RefusalKind no_such_day{"input.no_such_day",
                                  "\"{}\" is no day of the week. Write Mon, Tue, Wed, Thu, Fri, Sat or Sun.", 422};
constexpr RefusalKind no_time_of_day{
    "input.no_time_of_day", "\"{}\" is no time of the day. Write 00:00 to 23:59; hours may end at 24:00.", 422};
constexpr RefusalKind hours_named_twice{"input.hours_named_twice",
                                        "\"{}\" names hours that stand before it on the same day.", 422};

constexpr int day_minutes = 24 * 60, week_days = 7, week_minutes = week_days * day_minutes;
constexpr std::size_t longest_text = 1'000;
constexpr std::array<std::string_view, week_days> short_names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
using Days = std::bitset<week_days>;
using Minutes = std::bitset<week_minutes>;

std::unexpected<Refusal> no_hours(const RefusalKind& kind, std::string_view text) {
    return refuse(kind, {}, {std::string(text.substr(0, 80))});
}

Result<int> day_of(std::string_view name) {
    const auto found = std::ranges::find(short_names, trimmed(name));
    if (found == short_names.end()) return no_hours(no_such_day, trimmed(name));
    return static_cast<int>(found - short_names.begin());
}

/// `Mon-Fri`, `Sat-Mon`, `Mon,Wed`.
Result<Days> days_of(std::string_view text) {
    Days days;
    for (const auto part : split(text, ',')) {
        const auto dash = part.find('-');
        const auto first = day_of(part.substr(0, dash));
        if (!first) return std::unexpected(first.error());
        const auto last = dash == std::string_view::npos ? first : day_of(part.substr(dash + 1));
        if (!last) return std::unexpected(last.error());
        for (int day = *first;; day = (day + 1) % week_days) {
            days.set(static_cast<std::size_t>(day));
            if (day == *last) break;
        }
    }
    return days;
}

/// Minutes from midnight.
Result<int> time_of_day(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : -1'000; };
    if (text.size() != 5 || text[2] != ':') return no_hours(no_time_of_day, text);
    const int hour = 10 * digit(0) + digit(1), minute = 10 * digit(3) + digit(4);
    const bool is_time = hour >= 0 && minute >= 0 && minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    if (!is_time) return no_hours(no_time_of_day, text);
    return hour * 60 + minute;
}

/// The minutes of one part, and whether others named them before on the days on which they begin.
Result<void> add_part(std::string_view part, Minutes& minutes, Minutes& named) {
    const auto space = part.rfind(' ');
    const auto times = space == std::string_view::npos ? std::string_view() : part.substr(space + 1);
    const auto dash = times.find('-');
    if (dash == std::string_view::npos) return no_hours(not_hours, part);
    const auto days = days_of(part.substr(0, space));
    if (!days) return std::unexpected(days.error());
    const auto begin = time_of_day(times.substr(0, dash)), until = time_of_day(times.substr(dash + 1));
    if (!begin) return std::unexpected(begin.error());
    if (!until) return std::unexpected(until.error());
    if (*begin == *until || *begin == day_minutes) return no_hours(not_hours, part);
    const int end = *until > *begin ? *until : *until + day_minutes;
    for (int day = 0; day < week_days; ++day) {
        if (!days->test(static_cast<std::size_t>(day))) continue;
        for (int minute = *begin; minute < end; ++minute) {
            const auto at = static_cast<std::size_t>((day * day_minutes + minute) % week_minutes);
            if (minute < day_minutes && named.test(at)) return no_hours(hours_named_twice, part);
            if (minute < day_minutes) named.set(at);
            minutes.set(at);
        }
    }
    return {};
}

/// Minutes as hours that begin on one day each: a night stays whole; what lasts a day or longer is cut at midnight.
std::vector<DayHours> spans_of(const Minutes& minutes) {
    const auto is_in = [&](int at) { return minutes.test(static_cast<std::size_t>(at % week_minutes)); };
    std::vector<DayHours> spans;
    for (int start = 0; start < week_minutes; ++start) {
        const bool begins = is_in(start) && (minutes.all() ? start == 0 : !is_in(start + week_minutes - 1));
        if (!begins) continue;
        int end = start;
        while (end < start + week_minutes && is_in(end)) ++end;
        for (int from = start; from < end;) {
            const int midnight = (from / day_minutes + 1) * day_minutes;
            const int until = end - start < day_minutes ? end : std::min(end, midnight);
            const int day = from / day_minutes;
            spans.push_back({day % week_days, from - day * day_minutes, until - day * day_minutes});
            from = until;
        }
    }
    std::ranges::sort(spans);
    return spans;
}

/// Days with the same hours, in the order in which the first of them begin.
struct SameHours {
    int begin = 0;
    int end = 0;
    std::vector<int> days;
};
std::vector<SameHours> grouped(const std::vector<DayHours>& spans) {
    std::vector<SameHours> groups;
    for (const auto& span : spans) {
        const auto same = [&](const SameHours& each) { return each.begin == span.begin && each.end == span.end; };
        auto found = std::ranges::find_if(groups, same);
        if (found == groups.end()) found = groups.insert(found, {span.begin, span.end, {}});
        found->days.push_back(span.day);
    }
    return groups;
}

/// Days in a row, first and last.
std::vector<std::pair<int, int>> rows_of(const std::vector<int>& days) {
    std::vector<std::pair<int, int>> rows;
    for (const int day : days) {
        if (!rows.empty() && rows.back().second + 1 == day)
            rows.back().second = day;
        else
            rows.emplace_back(day, day);
    }
    return rows;
}

std::string clock_text(int minutes) {
    const int of_day = minutes > day_minutes ? minutes - day_minutes : minutes;
    return fmt::format("{:02}:{:02}", of_day / 60, of_day % 60);
}

int minute_of_week(Time at) {
    constexpr std::int64_t minute_ms = 60'000, week_ms = week_minutes * minute_ms;
    constexpr std::int64_t monday_ms = 4 * day_minutes * minute_ms; // 5 January 1970; the first day was a Thursday
    const auto of_week = ((at.ms - monday_ms) % week_ms + week_ms) % week_ms;
    return static_cast<int>(of_week / minute_ms);
}

std::string_view short_name(int day) { return short_names.at(static_cast<std::size_t>(day)); }

std::string day_in_words(int day, const Say& say) {
    const std::array names{say("Monday"), say("Tuesday"),  say("Wednesday"), say("Thursday"),
                           say("Friday"), say("Saturday"), say("Sunday")};
    return names.at(static_cast<std::size_t>(day));
}

} // namespace

bool WeeklyHours::contains(Time at) const {
    const int minute = minute_of_week(at);
    return std::ranges::any_of(spans, [&](const DayHours& span) {
        const int begin = span.day * day_minutes + span.begin, end = span.day * day_minutes + span.end;
        return (minute >= begin && minute < end) || (minute + week_minutes >= begin && minute + week_minutes < end);
    });
}

Result<WeeklyHours> WeeklyHours::parse(std::string_view text) {
    text = trimmed(text);
    if (text == "none") return WeeklyHours{};
    if (text.size() > longest_text) return no_hours(not_hours, text);
    Minutes minutes, named;
    for (const auto part : split(text, ';'))
        if (const auto added = add_part(trimmed(part), minutes, named); !added) return std::unexpected(added.error());
    return WeeklyHours{spans_of(minutes)};
}

std::string WeeklyHours::text() const {
    std::vector<std::string> parts;
    for (const auto& group : grouped(spans)) {
        std::vector<std::string> days;
        for (const auto& [first, last] : rows_of(group.days))
            days.push_back(first == last ? std::string(short_name(first))
                                         : fmt::format("{}-{}", short_name(first), short_name(last)));
        parts.push_back(fmt::format("{} {}-{}", join(days, ","), clock_text(group.begin), clock_text(group.end)));
    }
    return parts.empty() ? "none" : join(parts, "; ");
}

std::string hours_in_words(const WeeklyHours& hours, const Say& say) {
    if (hours.is_none()) return say("no hours of the week");
    std::vector<std::string> parts;
    for (const auto& group : grouped(hours.spans)) {
        std::vector<std::string> rows;
        for (const auto& [first, last] : rows_of(group.days)) {
            const auto from = day_in_words(first, say), to = day_in_words(last, say);
            rows.push_back(first == last       ? from
                           : first + 1 == last ? fill(say("{} and {}"), {from, to})
                                               : fill(say("{} to {}"), {from, to}));
        }
        const auto days = join(rows, ", ");
        const bool is_all_day = group.begin == 0 && group.end == day_minutes;
        parts.push_back(is_all_day ? fill(say("{}, all day"), {days})
                                   : fill(say("{}, {} to {}"), {days, clock_text(group.begin), clock_text(group.end)}));
    }
    return join(parts, "; ");
}

std::string time_of_week_in_words(Time at, const Say& say) {
    const int minute = minute_of_week(at);
    return fmt::format("{} {}", day_in_words(minute / day_minutes, say), clock_text(minute % day_minutes));
}

} // namespace reef
