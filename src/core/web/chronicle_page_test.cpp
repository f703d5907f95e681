// The chronicle as strangers, members and parties see it; and what describes the whole interface.
#include "core/web/chronicle_page.hpp"
#include "core/web/commands_page.hpp"
#include "core/web/openapi.hpp"
#include "core/web/site_bench_test.hpp"
#include <gtest/gtest.h>

namespace reef::web {
namespace {

using namespace wall;

struct History : Bench {
    History() : Bench(true, {}, {chronicle_module("reef.example/test"), web_module()}) {}
    MemberId ana = arrive(), bo = arrive(), cy = arrive();
    Response write() {
        auto browser = browser_of(ana);
        return browser.post_json("/commands/wall.write", json_text(json::object{{"words", "my words"},
                                                                                {"title", "hello"},
                                                                                {"place", "top"},
                                                                                {"about_member", bo.text()},
                                                                                {"secret", "hush"}}));
    }
    json::value seen_by(Browser browser, std::string path) {
        return body_json(browser.get(std::move(path), {{"Accept", "application/json"}}));
    }
};

std::string fields_of(const json::value& document) {
    std::string out;
    for (const auto& fact : document.at("facts").as_array())
        for (const auto& field : fact.at("fields").as_array()) {
            const auto& value = field.at("value");
            out += std::string(std::string_view(field.at("name").as_string())) + "=" +
                   (value.is_null() ? "?" : std::string(std::string_view(value.as_string()))) + " ";
        }
    return out;
}

TEST(ChroniclePage, shows_everybody_what_is_theirs_to_see) {
    History history;
    ASSERT_EQ(history.write().status, 200);
    const auto stranger = history.seen_by(Browser(*history.site), "/chronicle/5");
    EXPECT_EQ(fields_of(stranger), "words=? title=hello place=top about_member=? tags=[] secret=? note=5 title=hello "
                                   "words=? about_member=? secret=? ");
    EXPECT_TRUE(stranger.at("actor").is_null());
    EXPECT_TRUE(stranger.at("bytes").is_null());
    const auto text = json_text(stranger);
    for (const auto* personal : {"my words", "hush", "member 2", "\"3\""})
        EXPECT_EQ(text.find(personal), std::string::npos) << personal;

    const auto member = history.seen_by(history.browser_of(history.cy), "/chronicle/5");
    EXPECT_NE(fields_of(member).find("words=my words"), std::string::npos);
    EXPECT_NE(fields_of(member).find("secret=?"), std::string::npos);
    EXPECT_TRUE(member.at("bytes").is_null());
    EXPECT_TRUE(member.at("actor").is_null());

    for (const auto party : {history.ana, history.bo}) {
        const auto seen = history.seen_by(history.browser_of(party), "/chronicle/5");
        EXPECT_NE(fields_of(seen).find("secret=hush"), std::string::npos);
        EXPECT_EQ(seen.at("actor").at("name"), "member 2");
        const std::string bytes(std::string_view(seen.at("bytes").as_string()));
        EXPECT_EQ(chronicle::Entry::hash_of(bytes).text(), std::string_view(seen.at("hash").as_string()));
    }
}

TEST(ChroniclePage, tells_a_stranger_nothing_personal_anywhere) {
    History history;
    history.write();
    Browser stranger(*history.site);
    for (const auto* path : {"/chronicle", "/chronicle/2", "/chronicle/5"}) {
        const auto page = stranger.get(path).body + stranger.get(path, {{"Accept", "application/json"}}).body;
        for (const auto* personal : {"my words", "hush", "member 2", "member 3", "Ana"})
            EXPECT_EQ(page.find(personal), std::string::npos) << path << ": " << personal;
    }
}

TEST(ChroniclePage, proves_each_entry_against_the_head) {
    History history;
    history.write();
    for (int number = 1; number <= 5; ++number) {
        const auto document = history.seen_by(Browser(*history.site), "/chronicle/" + std::to_string(number));
        const auto& proof = document.at("proof");
        EXPECT_TRUE(proof.at("holds").as_bool());
        // As a stranger would check it: from the leaf upwards, side by side.
        auto hash = *Hash::parse(std::string_view(document.at("hash").as_string()));
        for (const auto& step : proof.at("path").as_array()) {
            const auto other = *Hash::parse(std::string_view(step.at("hash").as_string()));
            hash = step.at("side") == "left" ? sha256({"\x01", other.view(), hash.view()})
                                             : sha256({"\x01", hash.view(), other.view()});
        }
        EXPECT_EQ(hash.text(), std::string_view(proof.at("root").as_string())) << "entry " << number;
    }
    EXPECT_EQ(code_of(Browser(*history.site).get("/chronicle/99", {{"Accept", "application/json"}})), "page.not_found");
    EXPECT_EQ(code_of(Browser(*history.site).get("/chronicle/x", {{"Accept", "application/json"}})), "page.not_found");
}

TEST(ChroniclePage, lists_the_newest_first_and_leads_on) {
    History history;
    for (int i = 0; i < 60; ++i) history.arrive();
    const auto first = history.seen_by(Browser(*history.site), "/chronicle");
    EXPECT_EQ(first.at("entries").as_array().size(), 50u);
    EXPECT_EQ(first.at("entries").at(0).at("number"), "64");
    EXPECT_EQ(first.at("pagination").at("older"), "?before=15");
    EXPECT_TRUE(first.at("pagination").at("newer").is_null());
    const auto second = history.seen_by(Browser(*history.site), "/chronicle?before=15");
    EXPECT_EQ(second.at("entries").as_array().size(), 14u);
    EXPECT_TRUE(second.at("pagination").at("older").is_null());
    EXPECT_EQ(second.at("pagination").at("newer"), "?before=65");
    EXPECT_EQ(Browser(*history.site).get("/chronicle?before=15").status, 200);
    for (const auto* odd : {"-1", "0", "x", "99999999999999999999"})
        EXPECT_EQ(Browser(*history.site).get(std::string("/chronicle?before=") + odd).status, 200) << odd;
}

TEST(ChroniclePage, forgets_what_was_erased_and_still_proves) {
    History history;
    history.write();
    history.engine->write_beside(
        [&](store::Connection& connection) { chronicle::erase_subject(connection, history.ana.value); });
    const auto seen = history.seen_by(history.browser_of(history.bo), "/chronicle/5");
    EXPECT_NE(fields_of(seen).find("words=?"), std::string::npos);
    EXPECT_TRUE(seen.at("proof").at("holds").as_bool());
    EXPECT_NE(history.browser_of(history.bo).get("/chronicle/5").body.find("erased"), std::string::npos);
}

TEST(Checkpoint, is_signed_by_a_key_that_stays) {
    History history;
    const auto document = history.seen_by(Browser(*history.site), "/chronicle/checkpoint");
    const std::string text(std::string_view(document.at("checkpoint").as_string()));
    EXPECT_TRUE(text.starts_with("reef.example/test\n4\n"));
    const auto plain = Browser(*history.site).get("/chronicle/checkpoint.txt", {{"Accept", "text/plain"}});
    EXPECT_EQ(plain.body, text);
    EXPECT_EQ(header(plain, "Content-Type"), "text/plain; charset=utf-8");
    const auto key =
        history.engine->read()->one<Bytes>("SELECT value FROM {platform_secrets} WHERE name = 'checkpoint_key'");
    EXPECT_TRUE(chronicle::checkpoint_is_signed_by(text, "reef.example/test",
                                                   chronicle::SigningKey::from_secret(key.data).public_key));
    Site again(*history.engine, history.templates, {});
    EXPECT_EQ(Browser(again).get("/chronicle/checkpoint.txt").body, text);
}

// The interface described
// ----------------------------------------------------------------------------------------------

/// Every `$ref` leads somewhere, every schema has known types, every object names only properties that it has.
void check_schema(const json::value& value, const json::value& root, const std::string& place) {
    if (const auto* array = value.if_array())
        for (const auto& item : *array) check_schema(item, root, place + "/-");
    const auto* object = value.if_object();
    if (!object) return;
    if (const auto* reference = object->if_contains("$ref")) {
        const auto pointer = std::string(std::string_view(reference->as_string())).substr(1);
        boost::system::error_code code;
        EXPECT_NE(root.find_pointer(pointer, code), nullptr) << place << " leads to " << pointer;
    }
    if (const auto* required = object->if_contains("required"); required && required->is_array()) {
        for (const auto& name : required->get_array())
            EXPECT_TRUE(object->at("properties").as_object().contains(std::string_view(name.as_string()))) << place;
    }
    for (const auto& [key, member] : *object) check_schema(member, root, place + "/" + std::string(key));
}

TEST(OpenApi, describes_every_page_and_command) {
    History history;
    const auto response = Browser(*history.site).get("/openapi.json");
    EXPECT_EQ(header(response, "Content-Type"), "application/json");
    const auto document = body_json(response);
    EXPECT_EQ(document.at("openapi"), "3.1.0");
    check_schema(document, document, "");
    const auto& paths = document.at("paths").as_object();
    for (const auto& room : history.engine->registry().modules()) {
        for (const auto& page : room.pages) {
            ASSERT_TRUE(paths.contains(page.path)) << page.path;
            const auto& get = paths.at(page.path).at("get");
            EXPECT_EQ(static_cast<long>(get.at("parameters").as_array().size()), std::ranges::count(page.path, '{'))
                << page.path;
            EXPECT_TRUE(get.at("responses").at("200").as_object().contains("description"));
        }
        for (const auto& command : room.commands)
            EXPECT_EQ(paths.at("/commands/" + std::string(command.name)).at("post").at("operationId"),
                      json::string(command.name));
    }
}

TEST(OpenApi, says_of_a_field_what_its_table_says) {
    const auto schema = json::value(schema_of(shape_of<Write>(), SchemaFor::sending));
    EXPECT_EQ(json_text(schema.at("required")), R"(["words","title","place","secret"])");
    EXPECT_EQ(json_text(schema.at("properties").at("title")),
              R"({"type":"string","description":"what stands above it","maxLength":40})");
    EXPECT_EQ(json_text(schema.at("properties").at("place").at("enum")), R"(["top","bottom"])");
    EXPECT_EQ(schema.at("properties").at("tags").at("items").at("type"), "string");
    EXPECT_EQ(schema.at("properties").at("secret").at("x-audience"), "parties");
    EXPECT_EQ(schema.at("properties").at("style").at("anyOf").at(1).at("type"), "null");
    EXPECT_EQ(schema.at("additionalProperties"), false);
    const auto read = json::value(schema_of(shape_of<Written>(), SchemaFor::reading));
    EXPECT_TRUE(read.at("properties").at("words").at("properties").as_object().contains("commitment"));
}

TEST(CommandsPage, lists_what_one_may_ask_for) {
    History history;
    const auto document = history.seen_by(history.browser_of(history.ana), "/commands");
    const auto& commands = document.at("commands").as_array();
    const auto write = std::ranges::find_if(commands, [](const auto& each) { return each.at("name") == "wall.write"; });
    ASSERT_NE(write, commands.end());
    EXPECT_EQ(write->at("access"), "members");
    EXPECT_TRUE(write->at("may_give").as_bool());
    EXPECT_NE(json_text(write->at("fields")).find("\"style.colour\""), std::string::npos);
    EXPECT_NE(Browser(*history.site).get("/commands").body.find("Writes a note on the wall."), std::string::npos);
}

TEST(SignInPage, brings_one_back_to_where_one_was_going) {
    History history;
    Browser stranger(*history.site);
    const auto sent = stranger.get("/notes/mine?q=1");
    EXPECT_EQ(sent.status, 303);
    EXPECT_EQ(header(sent, "Location"), "/sign-in?then=%2Fnotes%2Fmine%3Fq%3D1");
    EXPECT_NE(
        stranger.get("/sign-in?then=%2Fnotes%2Fmine%3Fq%3D1").body.find("name=\"then\" value=\"/notes/mine?q=1\""),
        std::string::npos);
    EXPECT_NE(stranger.get("/sign-in?then=%2F%2Fevil.example").body.find("name=\"then\" value=\"/\""),
              std::string::npos);
}

} // namespace
} // namespace reef::web
