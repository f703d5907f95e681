// Who may do what: every command and every page, tried by everybody over the site, and written to docs/access.md for
// review. What is tried is what is declared; and no field reaches whom it is not for.
#include "app/living_example_testing.hpp"
#include <cstdlib>
#include <fstream>

namespace reef::app {
namespace {

using namespace engine;

/// How somebody comes in: as themselves over the local socket, or with a token.
struct Visitor {
    std::string name;
    std::string as = {};
    std::string token = {};
    std::string scope = {}; // of the token
};

const std::string docs_file = std::string(REEF_SOURCE_DIR) + "/docs/access.md";

struct AccessTable : testing::Test {
    LivingExample example{3};
    std::vector<Visitor> visitors;
    std::string driver, rider;

    void SetUp() override {
        const auto first = [&](const char* each) {
            return people::members_of(*example.engine->read(), each).front().text();
        };
        driver = first("driver");
        rider = first("rider");
        const auto person = sign_up(), left = sign_up();
        const auto gone =
            example.engine->perform(Actor::of(*MemberId::parse(left)), "test", {"people.leave", json::object{}});
        ASSERT_TRUE(gone) << gone.error().sentence();
        visitors = {{"stranger"},
                    {"signed up", person},
                    {"driver", driver},
                    {"rider", rider},
                    {"city", first("city")},
                    {"office", first("staff")},
                    {"operator", "operator"},
                    {"left", left},
                    {"driver's token, reading", driver, token_of(driver, "reading"), "reading"},
                    {"driver's token, market", driver, token_of(driver, "market"), "market"}};
    }

    std::string sign_up() {
        const auto signed_up =
            example.engine->perform(Actor::stranger(), "test", {"people.sign_up", json::object{{"name", "Kim"}}});
        return signed_up ? signed_up->id() : "";
    }

    std::string token_of(const std::string& member, const std::string& scope) {
        const auto session = web::new_token(*example.chance);
        example.engine->write_beside([&](store::Connection& connection) {
            web::begin_session(connection, session, *MemberId::parse(member), MachineClock().now());
        });
        web::Request request{.method = "POST",
                             .path = "/tokens",
                             .headers = {{"Cookie", "reef=" + session},
                                         {"X-Reef", "1"},
                                         {"Accept", "application/json"},
                                         {"Content-Type", "application/json"}},
                             .body = json_text(json::object{{"name", scope}, {"scope", scope}})};
        const auto made = parse_json(example.site->answer(std::move(request)).body);
        return std::string(made->at("token").as_string());
    }

    web::Response ask(const Visitor& visitor, std::string method, std::string path, std::string body = {}) {
        web::Request request{.method = std::move(method), .path = std::move(path), .body = std::move(body)};
        request.headers.add("Accept", "application/json");
        request.headers.add("Content-Type", "application/json");
        request.over_local_socket = true;
        if (!visitor.token.empty())
            request.headers.add("Authorization", "Bearer " + visitor.token);
        else if (!visitor.as.empty())
            request.headers.add("X-Reef-As", visitor.as);
        return example.site->answer(std::move(request));
    }

    Standing standing(const Visitor& visitor) {
        const auto actor = visitor.as.empty() ? Actor::stranger() : *Actor::parse(visitor.as);
        return example.engine->registry().standing(*example.engine->read(), actor);
    }

    /// An address of the page that stands for all: one that is linked, the driver's own where it is somebody's own.
    std::string address_of(std::string_view pattern) {
        static constexpr std::string_view parameter = R"(\{[a-z_]+\})";
        const std::string text(pattern);
        if (text.find('{') == std::string::npos) return text;
        if (linked_.empty())
            for (const auto& visitor : {driver, std::string("operator")})
                for (const auto& [address, page] : example.walk(visitor, 150))
                    linked_.push_back(address.substr(0, address.find('?')));
        const std::regex form(std::regex_replace(text, std::regex(std::string(parameter)), "[^/]+"));
        std::string found;
        for (const auto& address : linked_)
            if (std::regex_match(address, form) && (found.empty() || address.ends_with(":" + driver))) found = address;
        if (!found.empty()) return found;
        return std::regex_replace(text, std::regex(std::string(parameter)), "1");
    }

  private:
    std::vector<std::string> linked_;
};

/// What became of the attempt, as far as access goes.
std::string cell_of(const web::Response& response) {
    const auto document = response.status < 400 ? json::value() : *parse_json(response.body);
    const auto code = document.is_object() && document.as_object().contains("code")
                          ? std::string(document.at("code").as_string())
                          : "";
    if (code == "token.out_of_scope") return "not for it";
    if (response.status == 401) return "sign in";
    return response.status == 403 ? "no" : "yes";
}

std::string row(std::string_view what, const std::vector<std::string>& cells) {
    return "| `" + std::string(what) + "` | " + join(cells, " | ") + " |\n";
}

std::string heading(std::string_view what, const std::vector<Visitor>& visitors) {
    std::vector<std::string> names, rules;
    for (const auto& visitor : visitors) {
        names.push_back(visitor.name);
        rules.emplace_back("---");
    }
    return "| " + std::string(what) + " | " + join(names, " | ") + " |\n|---|" + join(rules, "|") + "|\n";
}

/// Fields that are not for everyone, by dotted name.
void narrow_fields(const Shape& shape, const std::string& name, std::map<std::string, Audience>& found) {
    for (const auto& f : shape.fields) {
        const auto inner = name + "." + std::string(f.name);
        if (f.audience != Audience::everyone) found[inner] = f.audience;
        narrow_fields(f.shape, inner, found);
    }
    if (shape.item) narrow_fields(*shape.item, name, found);
}

std::string word_of(Audience audience) {
    return std::string(names_of(audience).at(static_cast<std::size_t>(audience)));
}

TEST_F(AccessTable, is_what_everybody_finds_and_stands_in_the_docs) {
    std::string text =
        "# Who may do what\n\n"
        "Written by a test that tried every cell on a living example of the preset `ride`, and that fails where this "
        "page "
        "differs\n(`src/app/access_table_test.cpp` says how to write it anew). `yes`: access is no obstacle; `sign "
        "in`: not "
        "as a stranger; `no`:\nnot as who one is; `not for it`: outside what the token is for. What shows somebody's "
        "own "
        "things was tried with the driver's.\nThe office is a body with a mandate, whose members audit. Who left was "
        "erased. Until launch the founder may besides what\nevery person may: ";
    std::vector<std::string> founders;
    for (const auto& room : example.engine->registry().modules())
        for (const auto& command : room.commands)
            if (std::ranges::count(command.access.roles, "founder"))
                founders.push_back("`" + std::string(command.name) + "`");
    text += join(founders, ", ") + ".\n\n## Commands\n\n" + heading("command", visitors);
    for (const auto& room : example.engine->registry().modules())
        for (const auto& command : room.commands) {
            std::vector<std::string> cells;
            for (const auto& visitor : visitors) {
                // Something that no command takes: whoever gets past access is refused for it, and nothing happens.
                const auto answer =
                    ask(visitor, "POST", "/commands/" + std::string(command.name), R"({"no such field":1})");
                EXPECT_GE(answer.status, 400) << command.name << " by " << visitor.name;
                cells.push_back(cell_of(answer));
                const bool in_scope = visitor.token.empty() || command.name.starts_with(visitor.scope + ".");
                const bool declared = in_scope && !command.access.refusal_for(standing(visitor));
                EXPECT_EQ(cells.back() == "yes", declared) << command.name << " by " << visitor.name;
            }
            text += row(command.name, cells);
        }
    text += "\n## Pages\n\n" + heading("page", visitors);
    for (const auto& room : example.engine->registry().modules())
        for (const auto& page : room.pages) {
            const auto address = address_of(page.path);
            std::vector<std::string> cells;
            for (const auto& visitor : visitors) {
                cells.push_back(cell_of(ask(visitor, "GET", address)));
                const bool is_declared = !page.access.refusal_for(standing(visitor));
                EXPECT_TRUE(is_declared || cells.back() != "yes") << page.path << " by " << visitor.name;
            }
            text += row(page.path, cells);
        }
    std::map<std::string, Audience> narrow;
    for (const auto& room : example.engine->registry().modules()) {
        for (const auto& command : room.commands) narrow_fields(command.shape, std::string(command.name), narrow);
        for (const auto& event : room.events) narrow_fields(event.shape, std::string(event.name), narrow);
    }
    text +=
        "\n## Fields that are not for everyone\n\nOf commands and events in the chronicle. Parties are who acted and "
        "whom an entry names.\n\n| field | for |\n|---|---|\n";
    for (const auto& [name, audience] : narrow) text += row(name, {word_of(audience)});

    if (std::getenv("REEF_WRITE_ACCESS")) std::ofstream(docs_file) << text;
    EXPECT_EQ(store::contents(docs_file), text)
        << "look at what changed, then write it: REEF_WRITE_ACCESS=1 reef_tests --gtest_filter='AccessTable.*'";
}

TEST_F(AccessTable, keeps_each_field_from_whom_it_is_not_for) {
    const auto lease = example.engine->read();
    const auto& registry = example.engine->registry();
    std::map<std::string, int> tried; // entries of each kind
    int hidden = 0, shown = 0;
    chronicle::each_entry(*lease, 1, [&](const chronicle::StoredEntry& stored) {
        const auto entry = *chronicle::Entry::read(stored.bytes.data);
        if (++tried[entry.command.name] > 2) return true;
        std::map<std::string, Audience> narrow;
        narrow_fields(registry.command(entry.command.name)->shape, entry.command.name, narrow);
        for (const auto& event : entry.events) narrow_fields(registry.event(event.name)->shape, event.name, narrow);
        for (const auto& visitor : visitors) {
            const auto answer = ask(visitor, "GET", "/chronicle/" + std::to_string(entry.number));
            EXPECT_EQ(answer.status, 200);
            const auto document = *parse_json(answer.body);
            const auto is_party =
                visitor.as != "operator" && !visitor.as.empty() &&
                lease->first<std::int64_t>("SELECT entry FROM {platform_parties} WHERE member = $1 AND entry = $2",
                                           *MemberId::parse(visitor.as), entry.number);
            const auto audience =
                entry.actor == visitor.as
                    ? Audience::author
                    : std::max(standing(visitor).audience(), is_party ? Audience::parties : Audience::everyone);
            for (const auto& fact : document.at("facts").as_array())
                for (const auto& each : fact.at("fields").as_array()) {
                    const auto name =
                        std::string(fact.at("title").as_string()) + "." +
                        std::regex_replace(std::string(each.at("name").as_string()), std::regex(R"(\.\d+)"), "");
                    const auto declared = narrow.find(name);
                    if (declared == narrow.end()) continue;
                    const bool is_shown = !each.at("value").is_null();
                    (is_shown ? shown : hidden) += 1;
                    EXPECT_TRUE(declared->second <= audience || !is_shown)
                        << name << " for " << visitor.name << " in entry " << entry.number;
                }
        }
        return true;
    });
    EXPECT_GT(hidden, 100);
    EXPECT_GT(shown, 100);
}

} // namespace
} // namespace reef::app
