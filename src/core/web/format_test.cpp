#include "core/base/ensure.hpp"
#include "core/web/format.hpp"
#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace reef::web {
namespace {

namespace json = boost::json;

Environment viewer(std::string language, std::string zone = "UTC") {
    Environment environment{
        .language = language, .time_zone = std::move(zone), .now = *Time::parse("2026-11-18T19:28:00Z")};
    if (language == "nl")
        environment.translate = [](std::string_view text) -> std::optional<std::string_view> {
            if (text == "share") return "aandeel";
            return text == "shares" ? std::optional<std::string_view>("aandelen") : std::nullopt;
        };
    return environment;
}

std::string formatted(std::string_view name, const json::value& value, const Environment& environment = viewer("en")) {
    static const auto formatters = standard_formatters();
    return formatters.find(name)->second.format(value, environment);
}

TEST(Format, money_is_exact_in_each_language) {
    EXPECT_EQ(formatted("money", "12.50 EUR"), "€12.50");
    EXPECT_EQ(formatted("money", "12.50 EUR", viewer("nl")), "€\u00a012,50");
    EXPECT_EQ(formatted("money", "12.50 EUR", viewer("de")), "12,50\u00a0€");
    EXPECT_EQ(formatted("money", "-89999999999999.99 EUR"), "-€89,999,999,999,999.99");
    EXPECT_EQ(formatted("money", "700 JPY"), "JP¥700");
    EXPECT_EQ(formatted("money", "1.234 KWD"), "KWD\u00a01.234");
}

TEST(Format, shares_hours_and_points_are_counted_in_words) {
    EXPECT_EQ(formatted("money", "1 SHR"), "1 share");
    EXPECT_EQ(formatted("money", "3000 SHR"), "3,000 shares");
    EXPECT_EQ(formatted("money", "1 SHR", viewer("nl")), "1 aandeel");
    EXPECT_EQ(formatted("money", "3 SHR", viewer("nl")), "3 aandelen");
    EXPECT_EQ(formatted("money", "1.00 HRS"), "1 hour");
    EXPECT_EQ(formatted("money", "1234.50 HRS"), "1,234.5 hours");
    EXPECT_EQ(formatted("money", "-10.00 HRS"), "-10 hours");
    EXPECT_EQ(formatted("money", "0 PTS"), "0 points");
    EXPECT_EQ(formatter_phrases().size(), 6U);
}

TEST(Format, a_quantity_is_shown_as_what_it_is) {
    EXPECT_EQ(formatted("quantity", "12.5%", viewer("nl")), "12,5%");
    EXPECT_EQ(formatted("quantity", "12.50 EUR"), "€12.50");
    EXPECT_EQ(formatted("quantity", "3 days", viewer("nl")), formatted("duration", "3 days", viewer("nl")));
    EXPECT_EQ(formatted("quantity", "Mon-Fri 22:00-06:00"), "Monday to Friday, 22:00 to 06:00");
    EXPECT_EQ(formatted("quantity", "none"), "none");
    EXPECT_EQ(formatted("quantity", "Be kind.\n\nBe fair."), "“Be kind. …” (2 paragraphs)");
    EXPECT_EQ(formatted("quantity", "Harbour"), "Harbour");
}

TEST(Format, a_word_for_programs_is_said_to_people) {
    auto dutch = viewer("nl");
    dutch.translate = [](std::string_view text) -> std::optional<std::string_view> {
        return text == "Private owner" ? std::optional<std::string_view>("Particulier") : std::nullopt;
    };
    EXPECT_EQ(formatted("word", "private_owner", dutch), "Particulier");
    EXPECT_EQ(formatted("word", "private_owner"), "Private owner");
}

TEST(Format, percentages_and_numbers_follow_the_language) {
    EXPECT_EQ(formatted("percent", "12.5%"), "12.5%");
    EXPECT_EQ(formatted("percent", "12.5%", viewer("nl")), "12,5%");
    EXPECT_EQ(formatted("percent", "12%", viewer("fr")), "12\u00a0%");
    EXPECT_EQ(formatted("number", 1234567), "1,234,567");
    EXPECT_EQ(formatted("number", "9007199254740993", viewer("nl")), "9.007.199.254.740.993");
    EXPECT_EQ(formatted("number", "-1234.50"), "-1,234.5");
    EXPECT_EQ(formatted("number", 0.1 + 0.2), "0.3");
    EXPECT_EQ(formatted("number", -0.0001), "0");
    EXPECT_EQ(formatted("number", UINT64_MAX), "18,446,744,073,709,551,615");
}

TEST(Format, dates_follow_language_and_time_zone) {
    const json::value at = "2026-11-21T19:28:00.000Z";
    EXPECT_EQ(formatted("date", at), "21 November 2026");
    EXPECT_EQ(formatted("date", "2026-11-21"), "21 November 2026");
    EXPECT_EQ(formatted("time", at), "21 November 2026, 19:28");
    EXPECT_EQ(formatted("time", at, viewer("nl", "Europe/Amsterdam")), "21 november 2026, 20:28");
    EXPECT_EQ(formatted("time", "2026-07-01T22:30:00Z", viewer("nl", "Europe/Amsterdam")), "2 juli 2026, 00:30");
    EXPECT_EQ(formatted("date", at, viewer("ja", "Asia/Tokyo")), "2026年11月22日");
}

TEST(Format, relative_times_use_the_unit_a_person_would) {
    const auto ago = [](std::string_view at) { return formatted("ago", json::string(at)); };
    EXPECT_EQ(ago("2026-11-21T19:28:00Z"), "in 3 days");
    EXPECT_EQ(ago("2026-11-18T17:28:00Z"), "2 hours ago");
    EXPECT_EQ(ago("2026-11-18T19:28:29Z"), "now");
    EXPECT_EQ(ago("2026-11-18T19:28:30Z"), "in 1 minute");
    EXPECT_EQ(ago("2026-11-18T20:27:40Z"), "in 1 hour"); // not "in 60 minutes"
    EXPECT_EQ(ago("2026-11-19T19:00:00Z"), "in 1 day");
    EXPECT_EQ(ago("2026-12-18T19:28:00Z"), "in 30 days");
    EXPECT_EQ(ago("2026-12-20T19:28:00Z"), "in 1 month");
    EXPECT_EQ(ago("2027-11-10T19:28:00Z"), "in 1 year");
    EXPECT_EQ(ago("2016-11-18T19:28:00Z"), "10 years ago");
    EXPECT_EQ(formatted("ago", "2026-11-21T19:28:00Z", viewer("nl")), "over 3 dagen");
}

TEST(Format, when_says_both) {
    EXPECT_EQ(formatted("when", "2026-11-21T19:28:00Z"),
              "<time datetime=\"2026-11-21T19:28:00.000Z\">21 November 2026, 19:28</time> "
              "<span class=\"relative\">(in 3 days)</span>");
}

TEST(Format, durations_show_their_two_largest_units) {
    EXPECT_EQ(formatted("duration", "3 days"), "3 days");
    EXPECT_EQ(formatted("duration", "1 minute"), "1 minute");
    EXPECT_EQ(formatted("duration", "90 minutes"), "1 hour, 30 minutes");
    EXPECT_EQ(formatted("duration", "93784567 milliseconds"), "1 day, 2 hours");
    EXPECT_EQ(formatted("duration", "61500 milliseconds"), "1 minute, 1 second");
    EXPECT_EQ(formatted("duration", "250 milliseconds"), "250 milliseconds");
    EXPECT_EQ(formatted("duration", "0 seconds"), "0 seconds");
    EXPECT_EQ(formatted("duration", "90 minutes", viewer("nl")), "1 uur en 30 minuten");
}

TEST(Format, a_hash_is_shortened) {
    const std::string hash = std::string("0123456789abcdef") + std::string(48, '0');
    EXPECT_EQ(formatted("short_hash", json::string(hash)), "0123456789ab");
}

TEST(Format, markdown_is_safe_and_fits_the_page) {
    EXPECT_EQ(markdown_to_html("# Hello\n~~no~~ *yes* https://reef.example/a?b&c"),
              "<h3>Hello</h3>\n<p><del>no</del> <em>yes</em> "
              "<a href=\"https://reef.example/a?b&amp;c\">https://reef.example/a?b&amp;c</a></p>\n");
    EXPECT_EQ(markdown_to_html("a <script>x</script>\n\n<b onclick=x>"),
              "<p>a <!-- raw HTML omitted -->x<!-- raw HTML omitted --></p>\n<!-- raw HTML omitted -->\n");
    EXPECT_EQ(markdown_to_html("[x](javascript:alert(1)) [y](data:text/html,z)"),
              "<p><a href=\"\">x</a> <a href=\"\">y</a></p>\n");
    EXPECT_EQ(markdown_to_html("![map](https://spy.example/1.png) ![](//spy.example) ![ok](/files/1 \"t\")"),
              "<p><a href=\"https://spy.example/1.png\">map</a> <a href=\"//spy.example\">//spy.example</a> "
              "<img src=\"/files/1\" alt=\"ok\" title=\"t\" /></p>\n");
    EXPECT_EQ(markdown_to_html("![a ![b](http://c.example) [d](/d)](http://e.example)"),
              "<p><a href=\"http://e.example\">a b d</a></p>\n");
    EXPECT_EQ(markdown_to_html("[![map](http://spy.example/1.png)](/map)"), "<p><a href=\"/map\">map</a></p>\n");
    EXPECT_EQ(markdown_to_html("|a|b|\n|-|-:|\n|1|2|").find("style="), std::string::npos);
    EXPECT_EQ(markdown_to_html(std::string_view("a\0b\xff", 4)), "<p>a\uFFFDb\uFFFD</p>\n");
}

TEST(Format, another_form_is_our_mistake) {
    EXPECT_THROW(formatted("money", "12,50"), BrokenAssumption);
    EXPECT_THROW(formatted("money", 12), BrokenAssumption);
    EXPECT_THROW(formatted("percent", "0.125"), BrokenAssumption);
    for (const auto* wrong : {"", "-", "1.", ".5", "1e3", "1.2.3", "--1"})
        EXPECT_THROW(formatted("number", json::string(wrong)), BrokenAssumption) << wrong;
    EXPECT_THROW(formatted("date", "yesterday"), BrokenAssumption);
    EXPECT_THROW(formatted("duration", "long"), BrokenAssumption);
    EXPECT_THROW(formatted("short_hash", "abc"), BrokenAssumption);
    EXPECT_THROW(formatted("markdown", json::array()), BrokenAssumption);
    EXPECT_THROW(formatted("date", "2026-11-21", viewer("en", "Mars/Olympus")), BrokenAssumption);
}

TEST(Format, time_zones_are_known_or_not) {
    EXPECT_TRUE(is_time_zone("UTC"));
    EXPECT_TRUE(is_time_zone("Europe/Amsterdam"));
    for (const auto* wrong : {"", "Mars/Olympus", "europe"}) EXPECT_FALSE(is_time_zone(wrong)) << wrong;
}

} // namespace
} // namespace reef::web
