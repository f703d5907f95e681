// The form of a calendar. Another program reads one in tests/operating/calendar.test.mjs.
#include "commons/notices/calendar.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reef::notices {
namespace {

using testing::HasSubstr;

std::string calendar_of(std::string summary) {
    const auto at = *Time::parse("2026-03-02T06:00:00Z");
    return calendar_text("Ride", "ride.example", at,
                         {{"decisions-7-end", at, std::move(summary), "https://ride.example/decisions/7"}});
}

TEST(Calendars, have_stable_names_and_times_in_utc) {
    const auto text = calendar_of("Vote ends");
    EXPECT_THAT(
        text,
        HasSubstr("\r\nUID:decisions-7-end@ride.example\r\nDTSTAMP:20260302T060000Z\r\nDTSTART:20260302T060000Z\r\n"));
    EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    EXPECT_TRUE(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
}

TEST(Calendars, escape_what_would_end_a_text) {
    EXPECT_THAT(calendar_of("a,b;c\\d\r\nEND:VEVENT"), HasSubstr("\r\nSUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\r\n"));
}

TEST(Calendars, fold_long_lines_between_characters) {
    std::string summary;
    for (int i = 0; i < 60; ++i) summary += "é€";
    const auto text = calendar_of(summary);
    std::string unfolded = text;
    for (auto at = unfolded.find("\r\n "); at != std::string::npos; at = unfolded.find("\r\n ")) unfolded.erase(at, 3);
    EXPECT_THAT(unfolded, HasSubstr("SUMMARY:" + summary + "\r\n"));
    for (const auto line : split(text, '\n')) {
        EXPECT_LE(line.size(), 76u) << "75 bytes and the \\r";
        EXPECT_TRUE(is_valid_utf8(line)) << line;
    }
}

} // namespace
} // namespace reef::notices
