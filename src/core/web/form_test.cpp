#include "core/base/ensure.hpp"
#include "core/web/form.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::web {
namespace {

using namespace std::literals;

TEST(Target, is_a_decoded_path_and_a_query_as_sent) {
    const auto target = parse_target("/people/Zo%C3%AB%20B?next=%2Fx&a=b?c");
    EXPECT_EQ(target->path, "/people/Zoë B");
    EXPECT_EQ(target->query, "next=%2Fx&a=b?c");
    EXPECT_EQ(parse_target("/")->path, "/");
    EXPECT_EQ(parse_target("/people/")->path, "/people/");
    EXPECT_EQ(parse_target("/a+b")->path, "/a+b"); // a space only in forms
    EXPECT_EQ(parse_target("/a?")->query, "");
    EXPECT_EQ(parse_target("/..a/.b/c...")->path, "/..a/.b/c...");
}

TEST(Target, may_name_its_host_as_proxies_do) {
    EXPECT_EQ(parse_target("http://reef.example/people?x=1")->path, "/people");
    EXPECT_EQ(parse_target("HTTPS://reef.example")->path, "/");
    EXPECT_EQ(parse_target("http://reef.example?x=1").error().code, "request.path_not_plain");
    EXPECT_EQ(parse_target("http://reef.example/../x").error().code, "request.path_not_plain");
}

TEST(Target, leads_nowhere_else) {
    for (const auto* trick :
         {"",          "people", "*",      "/../etc/passwd", "/a/..",  "/a/./b",      "/.",        "/%2e%2e/etc",
          "/.%2E",     "//",     "//evil", "/a//b",          "/a%2fb", "/a%2F..%2Fb", "/a\\..\\b", "/a%5cb",
          "/a%0d%0ab", "/a\tb",  "/a%7f",  "ftp://x/"})
        EXPECT_EQ(parse_target(trick).error().code, "request.path_not_plain") << trick;
    for (const auto* trick :
         {"/%", "/%4", "/%4g", "/%zz", "/%00", "/%ff", "/%c0%af", "/%c0%ae%c0%ae", "/%ed%a0%80", "/\xff"})
        EXPECT_EQ(parse_target(trick).error().code, "request.badly_encoded") << trick;
    EXPECT_EQ(parse_target("/a\0b"sv).error().code, "request.badly_encoded");
}

TEST(Form, keeps_order_and_repetition) {
    EXPECT_EQ(*parse_form("b=2&a=1&b=&c&=x&&d=a+b%2B%26%3D"),
              (Pairs{{"b", "2"}, {"a", "1"}, {"b", ""}, {"c", ""}, {"", "x"}, {"d", "a b+&="}}));
    EXPECT_TRUE(parse_form("")->empty());
    EXPECT_EQ(value_of({{"a", "1"}, {"a", "2"}}, "a"), "1");
    EXPECT_EQ(value_of({{"a", "1"}}, "b"), std::nullopt);
}

TEST(Form, refuses_what_is_not_text) {
    for (const auto* wrong : {"a=%", "a=%f", "a=%ff", "%ff=a", "a=%00", "a=\xC3("})
        EXPECT_EQ(parse_form(wrong).error().code, "request.badly_encoded") << wrong;
}

TEST(Form, is_bounded) {
    EXPECT_EQ(parse_form("a&b&c", {.pairs_max = 3})->size(), 3U);
    const auto many = parse_form("a&b&c&d", {.pairs_max = 3}).error();
    EXPECT_EQ(many.code, "request.too_many_fields");
    EXPECT_EQ(many.sentence(), "This form has more than 3 fields.");
    EXPECT_EQ(parse_form("r=%41%41%41", {.value_bytes_max = 3})->size(), 1U); // counted as decoded
    const auto longer = parse_form("r=AAAA", {.value_bytes_max = 3}).error();
    EXPECT_EQ(longer.code, "request.field_too_long");
    EXPECT_EQ(longer.field, "r");
}

RC_GTEST_PROP(Form, is_read_back_as_it_was_written, (std::vector<std::pair<std::string, std::string>> raw)) {
    Pairs pairs;
    for (auto& [name, value] : raw) { // any ASCII text; an empty pair is passed over
        for (auto* text : {&name, &value})
            for (char& c : *text) c = static_cast<char>((c & 0x7E) + 1);
        pairs.emplace_back("n" + name, value);
    }
    RC_ASSERT(*parse_form(form_text(pairs)) == pairs);
}

TEST(Cookies, are_read_as_browsers_send_them) {
    EXPECT_EQ(parse_cookies("session=abc; theme=\"dark\";odd; =x; a=b=c"),
              (Pairs{{"session", "abc"}, {"theme", "dark"}, {"a", "b=c"}}));
    EXPECT_TRUE(parse_cookies("").empty());
}

TEST(Cookies, are_set_for_the_server_alone_unless_said_otherwise) {
    EXPECT_EQ(set_cookie_text({.name = "session", .value = "abc-1", .seconds = 60}),
              "session=abc-1; Path=/; SameSite=Lax; Max-Age=60; HttpOnly; Secure");
    EXPECT_EQ(
        set_cookie_text(
            {.name = "theme", .value = "dark", .transport = CookieTransport::any, .access = CookieAccess::scripts_too}),
        "theme=dark; Path=/; SameSite=Lax");
    EXPECT_THROW(set_cookie_text({.name = "a", .value = "b; Domain=evil"}), BrokenAssumption);
}

} // namespace
} // namespace reef::web
