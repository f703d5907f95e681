// Signing up, in and out, doors, tokens, preferences, styles and live pages.
#include "core/web/commands_page.hpp"
#include "core/web/compression.hpp"
#include "core/web/event_stream.hpp"
#include "core/web/live.hpp"
#include "core/web/site_bench_test.hpp"
#include <gtest/gtest.h>

namespace reef::web {
namespace {

using namespace wall;

SiteOptions with_accounts() {
    SiteOptions options;
    options.sign_up_command = "wall.arrive";
    return options;
}
constexpr std::string_view ana = "name=Ana&login=Ana@Example.org&password=a+long+sentence";

TEST(Accounts, make_a_member_with_a_credential_and_sign_in) {
    Bench bench(true, with_accounts());
    Browser browser(*bench.site);
    const auto response = browser.post_form("/sign-up", "then=/notes/mine&" + std::string(ana));
    ASSERT_EQ(response.status, 303) << response.body;
    EXPECT_EQ(header(response, "Location"), "/notes/mine");
    EXPECT_EQ(browser.get("/notes/mine").status, 200);
    EXPECT_EQ(bench.count("web_credentials"), 1);
    const auto entry = chronicle::read_entry(*bench.engine->read(), 2)->bytes.data;
    for (const auto* secret : {"Ana", "example.org", "sentence"})
        EXPECT_EQ(entry.find(secret), std::string::npos) << entry;
    Browser other(*bench.site);
    EXPECT_EQ(other.post_form("/sign-in", "login=+ana@EXAMPLE.org&password=a+long+sentence").status, 303);
    EXPECT_EQ(other.get("/notes/mine").status, 200);
}

TEST(Accounts, refuse_sign_ups_by_name_and_leave_nothing) {
    Bench bench(true, with_accounts());
    Browser browser(*bench.site, "application/json");
    const auto code = [&](std::string body) { return code_of(browser.post_json("/sign-up", std::move(body))); };
    EXPECT_EQ(code(R"({"name":"Ana","login":"ana","password":"too short"})"), "accounts.password_too_short");
    EXPECT_EQ(code(R"({"name":"Ana","login":" ","password":"long enough it is"})"), "accounts.no_login");
    EXPECT_EQ(code(R"({"name":"Ana","login":"ana","password":"long enough it is","admin":true})"),
              "input.unknown_field");
    EXPECT_EQ(code(R"({"login":"ana","password":"long enough it is"})"), "input.missing");
    EXPECT_EQ(bench.count("web_credentials"), 0);
    EXPECT_EQ(code(R"({"name":"Ana","login":"ana","password":"long enough it is"})"), "no problem");
    EXPECT_EQ(code(R"({"name":"Bo","login":"ANA","password":"long enough it is"})"), "accounts.login_taken");
    EXPECT_EQ(code_of(browser.post_json("/commands/wall.arrive", R"({"name":"Bo"})")), "accounts.use_sign_up")
        << "there is no way around limits and credentials";
    EXPECT_EQ(bench.count("wall_people"), 1);
    Bench closed;
    Browser there(*closed.site);
    EXPECT_NE(there.post_form("/sign-up", std::string(ana)).body.find("accounts.nobody_signs_up"), std::string::npos);
}

TEST(Accounts, change_the_session_at_each_sign_in_and_end_it_at_sign_out) {
    Bench bench(true, with_accounts());
    Browser browser(*bench.site);
    browser.post_form("/sign-up", std::string(ana));
    const auto first = browser.cookies["reef"];
    browser.post_form("/sign-in", "login=ana@example.org&password=a+long+sentence");
    const auto second = browser.cookies["reef"];
    EXPECT_NE(first, second);
    EXPECT_EQ(bench.count("web_sessions"), 1) << "the old one is gone";
    EXPECT_EQ(browser.post_form("/sign-out", "").status, 303);
    EXPECT_FALSE(browser.cookies.contains("reef"));
    browser.cookies["reef"] = second;
    EXPECT_EQ(browser.get("/notes/mine").status, 401) << "also for who kept the cookie";
}

TEST(Accounts, say_the_same_of_a_wrong_password_and_of_nobody) {
    Bench bench(true, with_accounts());
    Browser browser(*bench.site);
    browser.post_form("/sign-up", std::string(ana));
    Browser other(*bench.site, "application/json");
    const auto wrong = other.post_json("/sign-in", R"({"login":"ana@example.org","password":"not the sentence"})");
    const auto nobody = other.post_json("/sign-in", R"({"login":"bo","password":"not the sentence"})");
    EXPECT_EQ(code_of(wrong), "accounts.wrong_password");
    EXPECT_EQ(wrong.body, nobody.body);
}

TEST(Accounts, let_nobody_guess_on_and_on) {
    auto options = with_accounts();
    options.sign_ins_of_account = {3, minutes(3)};
    options.sign_ins_of_address = {6, minutes(1)};
    Bench bench(true, options);
    Browser browser(*bench.site, "application/json");
    const auto attempt = [&](std::string login) {
        return browser.post_json("/sign-in", json_text(json::object{{"login", login}, {"password", "wrong"}}));
    };
    for (int i = 0; i < 3; ++i) EXPECT_EQ(code_of(attempt("ana")), "accounts.wrong_password");
    const auto limited = attempt("ana");
    EXPECT_EQ(limited.status, 429);
    EXPECT_EQ(header(limited, "Retry-After"), "180");
    EXPECT_EQ(code_of(attempt("bo")), "accounts.wrong_password") << "another account";
    EXPECT_EQ(code_of(attempt("bo")), "accounts.wrong_password");
    EXPECT_EQ(code_of(attempt("cy")), "accounts.too_often") << "the address";
    bench.clock.pass(minutes(3));
    EXPECT_EQ(code_of(attempt("ana")), "accounts.wrong_password");
    EXPECT_EQ(code_of(attempt("ana")), "accounts.too_often");
}

TEST(Accounts, keep_the_password_out_of_a_refused_form) {
    Bench bench(true, with_accounts());
    Browser browser(*bench.site);
    const auto response = browser.post_form("/sign-in", "from=/notes&login=ana&title=kept&password=secret-words");
    EXPECT_EQ(response.status, 401);
    EXPECT_NE(response.body.find("value=\"kept\""), std::string::npos);
    EXPECT_EQ(response.body.find("secret-words"), std::string::npos);
}

TEST(Accounts, forget_an_erased_member) {
    Bench bench(true, with_accounts());
    Browser browser(*bench.site);
    browser.post_form("/sign-up", std::string(ana));
    browser.post_form("/tokens", "name=laptop");
    ASSERT_EQ(bench.count("web_tokens"), 1);
    bench.engine->write_beside([](store::Connection& connection) { forget_accounts(connection, 2); });
    EXPECT_EQ(bench.count("web_sessions") + bench.count("web_credentials") + bench.count("web_tokens"), 0);
}

TEST(Tokens, do_what_they_are_for_and_nothing_else) {
    Bench bench(true, {}, {web_module()});
    auto browser = bench.browser_of(bench.arrive());
    const auto token_for = [&](const std::string& scope) {
        const auto shown =
            body_json(browser.post_json("/tokens", R"({"name":")" + scope + R"(","scope":")" + scope + R"("})"));
        return Headers{{"Authorization", "Bearer " + std::string(std::string_view(shown.at("token").as_string()))}};
    };
    Browser program(*bench.site, "application/json");
    const auto reader = token_for("reading"), writer = token_for("wall"), elsewhere = token_for("platform");
    for (const auto& each : {reader, writer, elsewhere}) EXPECT_EQ(program.get("/notes/mine", each).status, 200);
    EXPECT_EQ(program.post_json("/commands/wall.write", note_json(), writer).status, 200);
    for (const auto& each : {reader, elsewhere})
        EXPECT_EQ(code_of(program.post_json("/commands/wall.write", note_json(), each)), "token.out_of_scope");
    for (const auto* path : {"/commands/platform.pass_time", "/commands/wallpaper.write", "/commands/wall",
                             "/preferences", "/sign-out", "/tokens"})
        EXPECT_EQ(code_of(program.post_json(path, "{}", writer)), "token.out_of_scope") << path;
    EXPECT_EQ(code_of(browser.post_json("/tokens", R"({"name":"x","scope":"walls"})")), "token.unknown_scope");
    EXPECT_EQ(body_json(program.get("/tokens", reader)).at("tokens").as_array().size(), 3u);
}

TEST(Tokens, speak_for_their_owner_until_dropped) {
    Bench bench(true, {}, {web_module()});
    auto browser = bench.browser_of(bench.arrive());
    const auto shown = body_json(browser.post_json("/tokens", R"({"name":"laptop"})"));
    const std::string token(std::string_view(shown.at("token").as_string()));
    Browser program(*bench.site, "application/json");
    const auto with = [&](std::string_view it) { return Headers{{"Authorization", "Bearer " + std::string(it)}}; };
    EXPECT_EQ(program.get("/notes/mine", with(token)).status, 200);
    EXPECT_EQ(program.post_json("/commands/wall.write", note_json(), with(token)).status, 200) << "needs no form token";
    EXPECT_EQ(code_of(program.get("/notes/mine", with("reef_guessed"))), "token.unknown");
    EXPECT_EQ(code_of(program.post_json("/tokens", R"({"name":"more"})", with(token))), "accounts.not_signed_in")
        << "a token makes no tokens";
    EXPECT_EQ(chronicle::read_entry(*bench.engine->read(), 1)->bytes.data.find(token), std::string::npos);
    browser.post_json("/tokens/drop", R"({"name":"laptop"})");
    EXPECT_EQ(code_of(program.get("/notes/mine", with(token))), "token.unknown");
    EXPECT_NE(browser.post_form("/tokens", "name=phone").body.find("reef_"), std::string::npos);
    const auto listed = browser.get("/tokens").body;
    EXPECT_NE(listed.find("phone"), std::string::npos);
    EXPECT_EQ(listed.find("reef_"), std::string::npos) << "it was shown once";
    EXPECT_NE(browser.post_form("/tokens", "name=").body.find("accounts.token_name"), std::string::npos);
}

TEST(Doors, stand_open_on_examples_alone) {
    const auto with_door = [](MemberId member) {
        SiteOptions options;
        options.door = [member](store::Connection&, std::string_view name) {
            return name == "driver" ? std::optional(member) : std::nullopt;
        };
        return options;
    };
    Bench bench(true, with_door(MemberId(2)));
    ASSERT_EQ(bench.arrive(), MemberId(2));
    Browser browser(*bench.site);
    const auto nowhere = browser.post_form("/doors/treasurer", "");
    EXPECT_EQ(nowhere.status, 404);
    EXPECT_NE(nowhere.body.find("doors.unknown"), std::string::npos);
    EXPECT_EQ(browser.post_form("/doors/driver", "").status, 303);
    EXPECT_EQ(browser.get("/notes/mine").status, 200);
    EXPECT_EQ(Browser(*bench.site).post_raw("/doors/driver", "").status, 403) << "no other site opens a door";
    Bench real(false, with_door(MemberId(2)));
    Browser there(*real.site);
    const auto refused = there.post_form("/doors/driver", "");
    EXPECT_EQ(refused.status, 403);
    EXPECT_NE(refused.body.find("doors.not_an_example"), std::string::npos);
    EXPECT_EQ(real.count("web_sessions"), 0);
}

TEST(Preferences, are_kept_in_the_browser) {
    Bench bench;
    Browser browser(*bench.site);
    EXPECT_EQ(browser.get("/notes").body.find("data-theme"), std::string::npos);
    EXPECT_EQ(browser.post_form("/preferences", "theme=dark&then=/notes").status, 303);
    EXPECT_NE(browser.get("/notes").body.find("data-theme=\"dark\""), std::string::npos);
    EXPECT_NE(browser.get("/notes", {{"Accept-Language", "nl-BE,fr;q=0.5"}}).body.find("<html lang=\"nl\""),
              std::string::npos);
    browser.post_form("/preferences", "language=nl");
    EXPECT_NE(browser.get("/nowhere").body.find("<html lang=\"nl\""), std::string::npos);
    const auto unknown = browser.post_form("/preferences", "language=xx");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_NE(unknown.body.find("preferences.unknown"), std::string::npos);
}

TEST(Cookies, are_for_encrypted_lines_where_there_is_one_and_never_for_scripts) {
    Bench bench(true, {.proxies = {"198.51.100.3"}});
    Site& site = *bench.site;
    const auto cookie = [&](std::string peer) {
        return header(site.answer(Request{.path = "/notes", .headers = {{"X-Forwarded-Proto", "https"}}, .peer = peer}),
                      "Set-Cookie");
    };
    EXPECT_NE(cookie("127.0.0.1").find("Secure"), std::string::npos);
    EXPECT_NE(cookie("198.51.100.3").find("Secure"), std::string::npos);
    EXPECT_NE(cookie("::ffff:198.51.100.3").find("Secure"), std::string::npos);
    for (const auto* other : {"192.0.2.7", "198.51.100.30", "::ffff:192.0.2.7", ""})
        EXPECT_EQ(cookie(other).find("Secure"), std::string::npos) << "only our own proxies are believed";
    EXPECT_NE(cookie("127.0.0.1").find("HttpOnly"), std::string::npos);
    EXPECT_NE(cookie("127.0.0.1").find("SameSite=Lax"), std::string::npos);
}

TEST(Assets, are_kept_for_good_under_their_hash) {
    Bench bench;
    Browser browser(*bench.site);
    const auto plain = browser.get("/assets/style.css");
    ASSERT_EQ(plain.status, 200);
    EXPECT_EQ(header(plain, "Cache-Control"), "public, no-cache");
    EXPECT_EQ(header(plain, "Content-Type"), "text/css; charset=utf-8");
    EXPECT_EQ(browser.get("/assets/style.css", {{"If-None-Match", header(plain, "ETag")}}).status, 304);
    EXPECT_EQ(browser.get("/assets/0123456789abcdef/style.css").headers.get("Cache-Control"), "public, no-cache");
    for (const auto* path : {"/assets/layout.html", "/assets/nl.json", "/assets/../src/app/EDITION", "/assets/"})
        EXPECT_EQ(browser.get(path).status, 404) << path;
}

TEST(Live, tells_listeners_of_their_page_alone) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    Browser stranger(*bench.site);
    EXPECT_EQ(stranger.get("/live?topic=/notes/mine").status, 401) << "who may not see a page does not hear of it";
    EXPECT_EQ(stranger.get("/live?topic=/nowhere").status, 404);
    const auto third = stranger.get(live_address("/notes/3"));
    const auto fourth = stranger.get("/live?topic=/notes/4");
    ASSERT_TRUE(third.events && fourth.events);
    browser.post_json("/commands/wall.write", note_json());
    EXPECT_EQ(third.events->take(), event_text("changed", "3"));
    EXPECT_EQ(fourth.events->take(), "");
}

} // namespace
} // namespace reef::web
