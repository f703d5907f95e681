#include "core/base/weekly_hours.hpp"
#include <bitset>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef {
namespace {

std::string read_back(std::string_view text) { return WeeklyHours::parse(text)->text(); }
std::string in_english(std::string_view text) {
    return hours_in_words(*WeeklyHours::parse(text), [](std::string_view english) { return std::string(english); });
}

TEST(WeeklyHours, of_the_same_week_have_one_text) {
    EXPECT_EQ(read_back("none"), "none");
    EXPECT_EQ(read_back(" Mon-Fri 22:00-06:00 ;Sun 12:00-18:00"), "Mon-Fri 22:00-06:00; Sun 12:00-18:00");
    EXPECT_EQ(read_back("Mon,Tue,Wed 09:00-17:00; Fri 09:00-17:00"), "Mon-Wed,Fri 09:00-17:00");
    EXPECT_EQ(read_back("Mon 08:00-12:00; Mon 12:00-16:00"), "Mon 08:00-16:00");
    EXPECT_EQ(read_back("Sat-Mon 00:00-24:00"), "Mon,Sat-Sun 00:00-24:00");
    EXPECT_EQ(read_back("Tue 00:00-06:00; Mon 22:00-24:00"), "Mon 22:00-06:00");
    // Friday's night runs into Saturday, of which every hour is named anyway.
    EXPECT_EQ(read_back("Mon-Fri 22:00-06:00; Sat-Sun 00:00-24:00"),
              "Mon-Thu 22:00-06:00; Fri 22:00-24:00; Sat-Sun 00:00-24:00");
    EXPECT_EQ(read_back("Mon 22:00-00:00"), "Mon 22:00-24:00");
    EXPECT_EQ(read_back("Sun 22:00-06:00"), "Sun 22:00-06:00") << "across the end of the week";
}

TEST(WeeklyHours, that_cannot_be_are_refused_by_name) {
    const auto code = [](std::string_view text) { return WeeklyHours::parse(text).error().code; };
    for (const auto* wrong : {"", "Mon", "22:00-06:00;", "Mon-Fri", "Mon 22:00", "Mon 22:00-22:00", "Mon 24:00-06:00",
                              "Mon 00:00-00:00", "none; Mon 10:00-12:00"})
        EXPECT_EQ(code(wrong), "input.not_hours") << wrong;
    for (const auto* wrong : {"Moon 10:00-12:00", "mon 10:00-12:00", "Mon-Fry 10:00-12:00", "Mon, 10:00-12:00"})
        EXPECT_EQ(code(wrong), "input.no_such_day") << wrong;
    for (const auto* wrong :
         {"Mon 9:00-12:00", "Mon 24:01-12:00", "Mon 10:00-25:00", "Mon 10:60-12:00", "Mon -1:00-12:00"})
        EXPECT_EQ(code(wrong), "input.no_time_of_day") << wrong;
    EXPECT_EQ(code("Mon 08:00-12:00; Mon-Fri 11:00-14:00"), "input.hours_named_twice");
    EXPECT_EQ(code("Mon,Mon 22:00-06:00; Mon 23:00-01:00"), "input.hours_named_twice");
    EXPECT_EQ(code(std::string(2'000, 'x')), "input.not_hours");
}

TEST(WeeklyHours, hold_from_their_first_minute_until_their_last_is_over) {
    const auto night = *WeeklyHours::parse("Fri 22:00-06:00");
    const auto is_in = [&](std::string_view at) { return night.contains(*Time::parse(at)); };
    // 6 March 2026 is a Friday.
    EXPECT_FALSE(is_in("2026-03-06T21:59:59Z"));
    EXPECT_TRUE(is_in("2026-03-06T22:00:00Z"));
    EXPECT_TRUE(is_in("2026-03-07T05:59:59Z"));
    EXPECT_FALSE(is_in("2026-03-07T06:00:00Z"));
    EXPECT_FALSE(is_in("2026-03-07T22:00:00Z")) << "Saturday has no such night";
    EXPECT_TRUE(WeeklyHours::parse("Sun 22:00-06:00")->contains(*Time::parse("2026-03-09T03:00:00Z")));
    EXPECT_FALSE(WeeklyHours::parse("none")->contains(*Time::parse("2026-03-06T22:00:00Z")));
}

TEST(WeeklyHours, are_said_as_people_say_them) {
    EXPECT_EQ(in_english("Mon-Fri 22:00-06:00; Sat,Sun 12:00-18:00"),
              "Monday to Friday, 22:00 to 06:00; Saturday and Sunday, 12:00 to 18:00");
    EXPECT_EQ(in_english("Sun 00:00-24:00"), "Sunday, all day");
    EXPECT_EQ(in_english("Mon,Wed 10:00-12:00"), "Monday, Wednesday, 10:00 to 12:00");
    EXPECT_EQ(in_english("none"), "no hours of the week");
    EXPECT_EQ(
        time_of_week_in_words(*Time::parse("2026-03-06T22:10:59Z"), [](auto english) { return std::string(english); }),
        "Friday 22:10");
}

/// Hours as somebody could write them, in parts that do not overlap on a day: for each day up to two.
rc::Gen<std::string> any_hours() {
    return rc::gen::exec([] {
        constexpr std::string_view names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
        std::string text;
        const auto add = [&](std::string_view day, int begin, int end) {
            const auto clock = [](int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); };
            text += fmt::format("{}{} {}-{}", text.empty() ? "" : "; ", day, clock(begin), clock(end));
        };
        for (const auto day : names) {
            if (*rc::gen::inRange(0, 3) == 0) continue;
            const int first = *rc::gen::inRange(0, 600), second = *rc::gen::inRange(first + 1, 1'000);
            const int third = *rc::gen::inRange(second, 1'439), fourth = *rc::gen::inRange(1, 1'441);
            if (*rc::gen::arbitrary<bool>()) add(day, first, second);
            if (third != fourth) add(day, third, fourth);
        }
        return text.empty() ? std::string("none") : text;
    });
}

/// The minutes of a week that a text names, part by part as it stands there.
std::bitset<10'080> enumerated(const std::string& text) {
    std::bitset<10'080> minutes;
    if (text == "none") return minutes;
    constexpr std::string_view names = "MonTueWedThuFriSatSun";
    for (std::size_t at = 0; at < text.size(); at += 17) { // "Mon 22:00-06:00; "
        const auto number = [&](std::size_t from) { return (text[from] - '0') * 10 + text[from + 1] - '0'; };
        const auto day = names.find(text.substr(at, 3)) / 3;
        const auto begin = number(at + 4) * 60 + number(at + 7), until = number(at + 10) * 60 + number(at + 13);
        const auto length = (until - begin + 1'440) % 1'440;
        for (int minute = 0; minute < (length == 0 ? 1'440 : length); ++minute)
            minutes.set((day * 1'440 + static_cast<std::size_t>(begin + minute)) % 10'080);
    }
    return minutes;
}

RC_GTEST_PROP(WeeklyHours, agree_with_a_count_minute_by_minute_and_come_back_from_their_text, ()) {
    const auto written = *any_hours();
    const auto hours = WeeklyHours::parse(written);
    RC_ASSERT(hours.has_value());
    const auto expected = enumerated(written);
    const auto monday = *Time::parse("2026-03-02");
    for (std::size_t minute = 0; minute < 10'080; ++minute) {
        const auto at = monday + minutes(static_cast<std::int64_t>(minute));
        RC_ASSERT(hours->contains(at) == expected.test(minute));
    }
    RC_ASSERT(*WeeklyHours::parse(hours->text()) == *hours);
    RC_ASSERT(WeeklyHours::parse(hours->text())->text() == hours->text());
}

} // namespace
} // namespace reef
