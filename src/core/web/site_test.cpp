// Commands, acts and sessions through the site, in-process.
#include "core/web/sent.hpp"
#include "core/web/session.hpp"
#include "core/web/site_bench_test.hpp"
#include <atomic>
#include <future>
#include <gtest/gtest.h>

namespace reef::web {
namespace {

using namespace wall;

constexpr std::string_view form_fields = "words=my+words&place=top&secret=hush";

TEST(SiteCommands, answer_programs_with_what_happened) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto response = browser.post_json("/commands/wall.write", note_json());
    ASSERT_EQ(response.status, 200) << response.body;
    const auto document = body_json(response);
    EXPECT_EQ(document.at("entry"), 3);
    EXPECT_EQ(document.at("id"), "3");
    EXPECT_EQ(document.at("events").at(0).at("data").at("secret"), "hush") << "who gave the command is a party";
    EXPECT_EQ(bench.count("wall_notes"), 1);
}

TEST(SiteCommands, refuse_by_name_what_they_cannot_read) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto code = [&](std::string body) {
        return code_of(browser.post_json("/commands/wall.write", std::move(body)));
    };
    EXPECT_EQ(code("{\"title\":"), "input.not_json");
    EXPECT_EQ(code("{\"title\":\"\xff\"}"), "input.not_json");
    EXPECT_EQ(code(R"({"title":"a","title":"b"})"), "input.duplicate_key");
    EXPECT_EQ(code(R"({"titel":"a"})"), "input.unknown_field");
    EXPECT_EQ(code(R"({"title":1})"), "input.missing") << "the words come first";
    EXPECT_EQ(code(R"({"words":"a","title":1})"), "input.wrong_type");
    EXPECT_EQ(code(R"([1])"), "input.wrong_type");
    EXPECT_EQ(code(R"({"words":"a","title":1.5})"), "input.not_a_whole_number");
    EXPECT_EQ(code(R"({"words":"a","title":"b","place":"aside"})"), "input.unknown_choice");
    EXPECT_EQ(code(R"({"words":"a","title":"b","place":"top","style":{"colour":"red","size":99999999999999999999}})"),
              "input.not_a_whole_number");
    EXPECT_EQ(code(std::string(1'000'001, ' ')), "request.too_large");
    EXPECT_EQ(code_of(browser.post_json("/commands/wall.burn", "{}")), "command.unknown");
    const auto typed = browser.send({.method = "POST",
                                     .path = "/commands/wall.write",
                                     .headers = {{"Content-Type", "text/plain"}, {"Accept", "application/json"}},
                                     .body = "{}"});
    EXPECT_EQ(typed.status, 415);
    EXPECT_EQ(code_of(typed), "request.unsupported_type");
    EXPECT_EQ(bench.count("wall_notes"), 0);
}

TEST(SiteCommands, take_forms_and_send_the_browser_on) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto response = browser.post_form(
        "/commands/wall.write", "then=/notes/{id}&title=hi&words=my+words&place=bottom&secret=x&tags=a&tags=b&"
                                "style.colour=red&style.size=12&about_member=");
    EXPECT_EQ(response.status, 303) << response.body;
    EXPECT_EQ(header(response, "Location"), "/notes/3");
    const auto page = browser.get("/notes/3");
    EXPECT_NE(page.body.find("Done: recorded as entry 3."), std::string::npos);
    EXPECT_EQ(browser.get("/notes/3").body.find("Done: recorded"), std::string::npos) << "it is said once";
    const auto entry = *chronicle::Entry::read(chronicle::read_entry(*bench.engine->read(), 3)->bytes.data);
    EXPECT_EQ(json_text(entry.command.data.at("style")), R"({"colour":"red","size":12})");
    EXPECT_EQ(json_text(entry.command.data.at("tags")), R"(["a","b"])");
}

TEST(SiteCommands, lose_nothing_that_was_typed_when_they_refuse) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto response =
        browser.post_form("/commands/wall.write", "from=/notes/mine?q=1&title=rude&password=hunter2&style.colour=red&" +
                                                      std::string(form_fields));
    EXPECT_EQ(response.status, 422) << "an unknown field";
    const auto refused = browser.post_form("/commands/wall.write", "from=/notes/mine?q=1&title=rude&style.colour=red&" +
                                                                       std::string(form_fields));
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("<b>&quot;rude&quot; is too rude for this wall.</b>"), std::string::npos)
        << refused.body;
    EXPECT_NE(refused.body.find("value=\"rude\""), std::string::npos);
    EXPECT_NE(refused.body.find("<i>red</i>"), std::string::npos);
    EXPECT_NE(refused.body.find("href=\"#field-title\""), std::string::npos);
    EXPECT_EQ(response.body.find("hunter2"), std::string::npos) << "passwords are never shown again";
}

TEST(SiteCommands, do_a_replayed_form_once) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto once = Browser::between(browser.get("/notes").body, "<s>", "</s>");
    const auto form = "from=/notes&title=hi&once=" + once + "&" + std::string(form_fields);
    const auto first = browser.post_form("/commands/wall.write", form);
    EXPECT_EQ(first.status, 303);
    const auto again = browser.post_form("/commands/wall.write", form);
    EXPECT_EQ(again.status, 303);
    EXPECT_EQ(again.headers.get("Location"), first.headers.get("Location"));
    EXPECT_EQ(bench.count("wall_notes"), 1);
    EXPECT_EQ(browser.post_form("/commands/wall.write", form + "&tags=another").status, 303)
        << "another form of that page";
    EXPECT_EQ(bench.count("wall_notes"), 2);
    const auto send = [&](std::string note) {
        return browser.post_json("/commands/wall.write", std::move(note), {{"X-Reef", "1"}, {"Idempotency-Key", "k"}});
    };
    const auto program = send(note_json());
    EXPECT_EQ(program.status, 200);
    EXPECT_EQ(send(note_json()).body, program.body);
    EXPECT_EQ(code_of(send(note_json("another"))), "platform.key_of_another");
    EXPECT_EQ(bench.count("wall_notes"), 3);
    auto other = bench.browser_of(bench.arrive());
    EXPECT_EQ(other.post_json("/commands/wall.write", note_json(), {{"X-Reef", "1"}, {"Idempotency-Key", "k"}}).status,
              200)
        << "somebody else's key is another key";
}

TEST(SiteCommands, refuse_forms_that_are_not_from_here) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const std::string fields = "from=/notes&title=hi&" + std::string(form_fields);
    const auto without = browser.post_raw("/commands/wall.write", fields);
    EXPECT_EQ(without.status, 403);
    EXPECT_NE(without.body.find("form.not_from_here"), std::string::npos);
    EXPECT_EQ(without.body.find("value=\"hi\""), std::string::npos) << "nobody puts words into a member's form";
    auto other = bench.browser_of(bench.arrive());
    EXPECT_EQ(browser.post_raw("/commands/wall.write", "csrf=" + other.form_token() + "&" + fields).status, 403);
    const auto foreign = browser.post_raw("/commands/wall.write", "csrf=" + browser.form_token() + "&" + fields,
                                          {{"Origin", "https://evil.example"}});
    EXPECT_NE(foreign.body.find("request.cross_origin"), std::string::npos);
    Browser stranger(*bench.site);
    EXPECT_EQ(stranger.post_raw("/commands/wall.arrive", "name=Bo").status, 403);
    EXPECT_EQ(stranger.post_form("/commands/wall.arrive", "name=Bo").status, 303);
    EXPECT_EQ(bench.count("wall_notes"), 0);
}

TEST(SiteActs, are_done_for_forms_from_here_and_refused_by_name) {
    std::vector<std::string> done;
    const auto run = [&](const engine::Standing& viewer, const json::object& data) -> Result<json::object> {
        if (data.at("days") != "1") return refuse(wall::too_rude, "days", {"that"});
        done.push_back(viewer.actor.text());
        return json::object{{"days", 1}};
    };
    Bench bench(true, {.acts = {{"/let-time-pass", run}}});
    const auto member = bench.arrive();
    auto browser = bench.browser_of(member);
    EXPECT_EQ(browser.post_raw("/let-time-pass", "days=1").status, 403);
    EXPECT_EQ(browser.get("/let-time-pass").status, 405);
    EXPECT_TRUE(done.empty());
    const auto sent = browser.post_form("/let-time-pass", "from=/notes&days=1");
    EXPECT_EQ(sent.status, 303);
    EXPECT_EQ(sent.headers.get("Location"), "/notes");
    EXPECT_EQ(done, std::vector{engine::Actor::of(member).text()});
    EXPECT_EQ(browser.post_form("/let-time-pass", "from=/notes&days=9").status, 422);
    EXPECT_EQ(code_of(browser.post_json("/let-time-pass", R"({"days":"9"})", {{"X-Reef", "1"}})), "wall.too_rude");
}

TEST(SiteActs, beyond_what_may_wait_are_told_to_come_back) {
    std::promise<void> go;
    const auto gone = go.get_future().share();
    SiteOptions options;
    options.acts = {{"/wait", [gone](const Standing&, const json::object&) -> Result<json::object> {
                         gone.wait();
                         return json::object{};
                     }}};
    std::promise<Response> refused;
    std::atomic<bool> is_refused = false;
    Bench bench(true, std::move(options));
    for (int i = 0; i < 18; ++i) { // one that is done, or not yet begun, sixteen that wait
        Request request{.method = "POST", .path = "/wait", .body = "{}"};
        request.headers.add("Host", "reef.example");
        request.headers.add("Content-Type", "application/json");
        request.peer = "192.0.2.7";
        bench.site->answer(std::move(request), Reply([&](Response response) {
                               if (response.status == 503 && !is_refused.exchange(true))
                                   refused.set_value(std::move(response));
                           }));
    }
    EXPECT_EQ(code_of(refused.get_future().get()), "server.overloaded");
    go.set_value();
}

TEST(SiteForms, carry_a_token_masked_anew_on_a_page_that_stays_the_same) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto first = browser.get("/notes"), second = browser.get("/notes");
    const auto token_in = [](const Response& page) {
        return Browser::between(page.body, "name=\"csrf\" value=\"", "\"");
    };
    EXPECT_NE(token_in(first), token_in(second)) << "what is compressed differs each time";
    EXPECT_EQ(header(first, "ETag"), header(second, "ETag")) << "and says the same";
    const auto token = form_token(browser.cookies.at("reef"));
    EXPECT_EQ(first.body.find(token), std::string::npos) << "the token itself stands nowhere";
    for (const auto& page : {first, second}) EXPECT_EQ(unmasked_form_token(token_in(page)), token);
    EXPECT_EQ(
        browser.post_raw("/commands/wall.write", "csrf=" + token_in(first) + "&title=hi&" + std::string(form_fields))
            .status,
        303)
        << "a page kept for a while still works";
    for (const auto& wrong : {token, token_in(first).substr(2), std::string("00"), std::string()})
        EXPECT_EQ(browser.post_raw("/commands/wall.write", "csrf=" + wrong + "&" + std::string(form_fields)).status,
                  403)
            << wrong;
}

TEST(SiteCommands, refuse_json_from_other_sites) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto code = [&](Headers headers) {
        return code_of(browser.post_json("/commands/wall.write", note_json(), std::move(headers)));
    };
    EXPECT_EQ(code({}), "request.cross_origin") << "a cookie alone is nobody's will";
    EXPECT_EQ(code({{"Origin", "https://evil.example"}, {"X-Reef", "1"}}), "request.cross_origin");
    EXPECT_EQ(code({{"Origin", "null"}, {"X-Reef", "1"}}), "request.cross_origin");
    EXPECT_EQ(code({{"Sec-Fetch-Site", "same-site"}, {"X-Reef", "1"}}), "request.cross_origin");
    EXPECT_EQ(code({{"Origin", "http://reef.example"}}), "no problem");
    EXPECT_EQ(code({{"X-Reef", "1"}}), "no problem");
}

TEST(SiteCommands, send_nobody_elsewhere) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    for (const auto* target :
         {"//evil.example", "https://evil.example", "/%5C/evil\\", "javascript:alert(1)", "\\\\evil", "/a b"}) {
        for (const auto* field : {"then", "from"}) {
            const auto response =
                browser.post_form("/commands/wall.write", std::string(field) + "=" + percent_encoded(target) +
                                                              "&title=hi&" + std::string(form_fields));
            EXPECT_EQ(response.status, 422) << target;
            EXPECT_NE(response.body.find("request.leads_elsewhere"), std::string::npos) << target;
        }
    }
    EXPECT_EQ(bench.count("wall_notes"), 0);
    const auto referred = [&](std::string_view referer) {
        Browser same = browser;
        same.extra = {{"Referer", referer}};
        return header(same.post_form("/commands/wall.write", "title=hi&" + std::string(form_fields)), "Location");
    };
    EXPECT_EQ(referred("http://reef.example/notes/mine?q=1"), "/notes/mine?q=1");
    EXPECT_EQ(referred("http://reef.example.evil/notes"), "/");
    EXPECT_EQ(referred("http://evil.example/notes"), "/");
}

TEST(SiteCommands, may_have_a_field_named_as_what_every_form_begins_with) {
    const auto sent = read_sent({.method = "POST",
                                 .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                                 .body = "csrf=x&from=/rides&then=/rides/%7Bid%7D&from=Station&to=Harbour"},
                                1'000);
    ASSERT_TRUE(sent.has_value());
    EXPECT_EQ(sent->from, "/rides");
    EXPECT_EQ(json_text(sent->data), R"({"from":"Station","to":"Harbour"})");
}

TEST(SiteCommands, refuse_forms_that_contradict_themselves) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    for (const auto* fields : {"style=red&style.colour=red", "style.colour=red&style=red", "a..b=1", "=1"})
        EXPECT_NE(browser.post_form("/commands/wall.write", fields).body.find("request.contradictory_fields"),
                  std::string::npos)
            << fields;
    EXPECT_NE(browser.post_form("/commands/wall.write", "title=%ff").body.find("request.badly_encoded"),
              std::string::npos);
}

TEST(SiteSessions, end_after_thirty_idle_days_and_say_so) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto form = "csrf=" + browser.form_token() + "&from=/notes&title=kept&" + std::string(form_fields);
    bench.clock.pass(days(29));
    const auto used = browser.get("/notes/mine");
    EXPECT_EQ(used.status, 200);
    EXPECT_NE(header(used, "Set-Cookie").find("Max-Age=2592000"), std::string::npos) << "used, and so prolonged";
    bench.engine->write_beside([](store::Connection&) {}); // the writer's turn has come
    bench.clock.pass(days(29));
    EXPECT_EQ(browser.get("/notes/mine").status, 200);
    bench.engine->write_beside([](store::Connection&) {});
    bench.clock.pass(days(31));
    const auto refused = browser.post_raw("/commands/wall.write", form, {{"Origin", "http://reef.example"}});
    EXPECT_EQ(refused.status, 401);
    EXPECT_NE(refused.body.find("You were signed out"), std::string::npos);
    EXPECT_NE(refused.body.find("value=\"kept\""), std::string::npos);
    EXPECT_FALSE(browser.cookies.contains("reef")) << "the cookie is taken back";
    EXPECT_EQ(browser.get("/notes").status, 200) << "a stranger's view";
    EXPECT_EQ(bench.count("wall_notes"), 0);
}

TEST(SiteSessions, keep_no_token) {
    Bench bench;
    auto browser = bench.browser_of(bench.arrive());
    const auto kept = bench.engine->read()->one<Hash>("SELECT token_hash FROM {web_sessions}");
    EXPECT_EQ(kept, token_hash(browser.cookies["reef"]));
    browser.cookies["reef"] = kept.text();
    EXPECT_EQ(browser.get("/notes/mine").status, 401) << "who reads the table cannot come in with it";
}

TEST(SiteActors, come_through_the_local_socket_alone) {
    Bench bench;
    const auto member = bench.arrive();
    Browser browser(*bench.site, "application/json");
    const auto as = [&](std::string who, bool local) {
        return browser.send({.path = "/back-room", .headers = {{"X-Reef-As", who}}, .over_local_socket = local});
    };
    EXPECT_EQ(as("operator", true).status, 200);
    EXPECT_EQ(code_of(as("operator", false)), "as.not_over_the_network");
    EXPECT_EQ(code_of(as(member.text(), true)), "access.not_yours");
    for (const auto* who : {"clock", "platform", "stranger", "ana"})
        EXPECT_EQ(code_of(as(who, true)), "as.unknown") << who;
    Bench real(false);
    Browser there(*real.site, "application/json");
    EXPECT_EQ(code_of(there.send({.path = "/notes", .headers = {{"X-Reef-As", "2"}}, .over_local_socket = true})),
              "as.not_an_example");
}

} // namespace
} // namespace reef::web
