// Pages through the site, in-process.
#include "core/web/live.hpp"
#include "core/web/site_bench_test.hpp"
#include <gtest/gtest.h>

namespace reef::web {
namespace {

using namespace wall;

TEST(SitePages, are_their_own_documents) {
    Bench bench;
    Browser browser(*bench.site);
    const auto html = browser.get("/notes");
    EXPECT_EQ(html.status, 200);
    EXPECT_EQ(header(html, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_NE(html.body.find("<h1>Wall</h1>"), std::string::npos);
    EXPECT_NE(html.body.find("Example platform"), std::string::npos);
    const auto json = browser.get("/notes?q=caf%C3%A9", {{"Accept", "application/json"}});
    EXPECT_EQ(header(json, "Content-Type"), "application/json");
    EXPECT_EQ(json.body, R"({"notes":[],"asked":"café"})");
    EXPECT_EQ(header(json, "Vary"), "Accept, Accept-Language, Authorization, Cookie");
    EXPECT_EQ(browser.get("/notes", {{"Accept", "image/png"}}).status, 406);
}

TEST(SitePages, are_kept_as_a_file_when_a_link_asks_for_the_document) {
    Bench bench;
    Browser browser(*bench.site);
    const auto file = browser.get("/notes?format=json", {{"Accept", "text/html"}});
    EXPECT_EQ(header(file, "Content-Type"), "application/json");
    EXPECT_EQ(header(file, "Content-Disposition"), "attachment; filename=\"notes.json\"");
    EXPECT_EQ(header(browser.get("/notes", {{"Accept", "application/json"}}), "Content-Disposition"), "");
}

TEST(SitePages, know_where_to_hear_that_they_change) {
    Bench bench;
    Browser browser(*bench.site);
    EXPECT_NE(browser.get("/notes?q=1").body.find("<em>" + live_address("/notes") + "</em>"), std::string::npos);
}

TEST(SitePages, say_on_every_answer_what_browsers_may_do_with_it) {
    Bench bench;
    Browser browser(*bench.site);
    for (const auto* path : {"/notes", "/nowhere", "/broken"}) {
        const auto response = browser.get(path);
        EXPECT_NE(header(response, "Content-Security-Policy").find("default-src 'none'"), std::string::npos) << path;
        EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff") << path;
        EXPECT_EQ(header(response, "Referrer-Policy"), "same-origin") << path;
        EXPECT_EQ(header(response, "Cache-Control"), "private, no-cache") << path;
    }
}

TEST(SitePages, are_not_sent_twice) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    for (const auto* accept : {"text/html", "application/json"}) {
        const auto first = browser.get("/notes", {{"Accept", accept}});
        ASSERT_FALSE(header(first, "ETag").empty());
        const auto again = browser.get("/notes", {{"Accept", accept}, {"If-None-Match", header(first, "ETag")}});
        EXPECT_EQ(again.status, 304);
        EXPECT_TRUE(again.body.empty());
    }
    const auto before = header(browser.get("/notes", {{"Accept", "application/json"}}), "ETag");
    ASSERT_EQ(browser.post_json("/commands/wall.write", note_json()).status, 200);
    EXPECT_EQ(browser.get("/notes", {{"Accept", "application/json"}, {"If-None-Match", before}}).status, 200);
}

TEST(SitePages, prefer_words_over_ids_and_know_what_is_nowhere) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    EXPECT_NE(browser.get("/notes/mine").body.find("<h1>Wall</h1>"), std::string::npos);
    for (const auto* path : {"/notes/99", "/notes/x", "/notes/9/9", "/nowhere", "/notes/", "//notes"}) {
        const auto response = browser.get(path, {{"Accept", "application/json"}});
        EXPECT_EQ(response.status, 404) << path;
        EXPECT_EQ(code_of(response), "page.not_found") << path;
    }
    EXPECT_NE(browser.get("/nowhere").body.find("There is nothing at this address."), std::string::npos);
}

TEST(SitePages, take_only_the_methods_they_have) {
    Bench bench;
    Browser browser(*bench.site);
    const auto response = browser.send({.method = "DELETE", .path = "/notes"});
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(header(response, "Allow"), "GET, HEAD");
    EXPECT_EQ(header(browser.get("/commands/wall.write"), "Allow"), "POST");
    EXPECT_EQ(browser.send({.method = "HEAD", .path = "/notes"}).status, 200);
}

TEST(SitePages, that_read_a_form_are_shown_with_it_and_nothing_changes) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto entries = bench.count("chronicle_entries");
    const std::string words(40'000, 'a'); // more than fits into an address

    const auto shown = browser.post_form("/notes/mine", "title=hi&style.size=12&words=" + words);
    EXPECT_EQ(shown.status, 200) << shown.body;
    EXPECT_NE(shown.body.find(words), std::string::npos);
    const auto document =
        browser.post_json("/notes/mine", R"({"title":"hi","style":{"size":"12"}})", {{"X-Reef", "1"}});
    EXPECT_EQ(parse_json(document.body)->at("asked").as_string(), R"({"title":"hi","style":{"size":"12"}})");

    EXPECT_EQ(browser.post_raw("/notes/mine", "title=hi").status, 403) << "it did not come from a page of ours";
    EXPECT_EQ(Browser(*bench.site).post_form("/notes/mine", "title=hi").status, 401) << "it is a page for members";
    EXPECT_EQ(browser.post_form("/notes", "title=hi").status, 405) << "that page reads no form";
    EXPECT_EQ(header(browser.send({.method = "DELETE", .path = "/notes/mine"}), "Allow"), "GET, HEAD, POST");
    EXPECT_EQ(bench.count("chronicle_entries"), entries);
}

TEST(SitePages, ask_strangers_to_sign_in_and_others_to_stay_out) {
    Bench bench;
    Browser stranger(*bench.site);
    EXPECT_EQ(code_of(stranger.get("/notes/mine", {{"Accept", "application/json"}})), "access.sign_in");
    EXPECT_EQ(stranger.get("/notes/mine").status, 401) << "there is no page to sign in on this wall";
    auto member = bench.browser_of(bench.arrive());
    EXPECT_EQ(member.get("/notes/mine").status, 200);
    EXPECT_EQ(member.get("/back-room").status, 403);
    EXPECT_NE(member.get("/back-room").body.find("access.not_yours"), std::string::npos);
}

TEST(SitePages, that_break_say_so_without_details) {
    Bench bench;
    Browser browser(*bench.site);
    const auto response = browser.get("/broken");
    EXPECT_EQ(response.status, 500);
    EXPECT_NE(response.body.find("platform.our_mistake"), std::string::npos);
    EXPECT_EQ(response.body.find("the page holds together"), std::string::npos);
    EXPECT_EQ(browser.get("/notes").status, 200);
}

} // namespace
} // namespace reef::web
