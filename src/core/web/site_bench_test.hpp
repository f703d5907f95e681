// A site over a room of its own, for this room's tests: a wall on which members write notes, with a page for each.
#pragma once
#include "core/store/testing.hpp"
#include "core/web/form.hpp"
#include "core/web/format.hpp"
#include "core/web/session.hpp"
#include "core/web/site.hpp"

namespace reef::web::wall {

using namespace engine;

inline constexpr RefusalKind too_rude{"wall.too_rude", "\"{}\" is too rude for this wall.", 422};

struct Style {
    std::string colour;
    std::optional<std::int64_t> size;
    static constexpr auto fields() {
        return FieldTable{field("colour", &Style::colour, "of the ink", Audience::everyone, 20),
                          field("size", &Style::size, "in points")};
    }
};
enum class Place { top, bottom };
constexpr auto names_of(Place) {
    using namespace std::literals;
    return std::array{"top"sv, "bottom"sv};
}
struct Write {
    Vaulted<std::string> words;
    std::string title;
    Place place = Place::top;
    std::optional<MemberId> about_member;
    std::optional<Style> style;
    std::vector<std::string> tags;
    std::string secret;
    static constexpr std::string_view name = "wall.write";
    static constexpr std::string_view about = "Writes a note on the wall.";
    static constexpr auto fields() {
        return FieldTable{field("words", &Write::words, "what the note says", Audience::members),
                          field("title", &Write::title, "what stands above it", Audience::everyone, 40),
                          field("place", &Write::place, "where it hangs"),
                          field("about_member", &Write::about_member, "whom it is about", Audience::members),
                          field("style", &Write::style, "how it looks"),
                          field("tags", &Write::tags, "to find it by"),
                          field("secret", &Write::secret, "for the parties alone", Audience::parties)};
    }
};
struct Written {
    IdValue note;
    std::string title;
    Vaulted<std::string> words;
    std::optional<MemberId> about_member;
    std::string secret;
    static constexpr std::string_view name = "wall.written";
    static constexpr std::string_view about = "A note hangs on the wall.";
    static constexpr auto fields() {
        return FieldTable{field("note", &Written::note, "its id"),
                          field("title", &Written::title, "what stands above it"),
                          field("words", &Written::words, "what it says", Audience::members),
                          field("about_member", &Written::about_member, "whom it is about", Audience::members),
                          field("secret", &Written::secret, "for the parties alone", Audience::parties)};
    }
    std::string topic() const { return "/notes/" + note.text(); }
};
inline NoFacts load(store::Connection&, const Context&, const Write&) { return {}; }
inline Decision decide(const NoFacts&, const Write& write, Context& context) {
    if (write.title == "rude") return refuse(too_rude, "title", {write.title});
    return Events{Written{context.new_id(), write.title, write.words, write.about_member, write.secret}};
}
inline void apply(store::Connection& connection, const Meta&, const Written& event) {
    connection.run("INSERT INTO {wall_notes} (note, title) VALUES ($1, $2)", event.note, event.title);
}

struct Arrive {
    Vaulted<std::string> name_of_person;
    static constexpr std::string_view name = "wall.arrive";
    static constexpr std::string_view about = "Becomes a member.";
    static constexpr auto fields() {
        return FieldTable{field("name", &Arrive::name_of_person, "what others call you", Audience::members)};
    }
};
struct Arrived {
    MemberId member;
    static constexpr std::string_view name = "wall.arrived";
    static constexpr std::string_view about = "Somebody became a member.";
    static constexpr auto fields() { return FieldTable{field("member", &Arrived::member, "who")}; }
};
inline NoFacts load(store::Connection&, const Context&, const Arrive&) { return {}; }
inline Decision decide(const NoFacts&, const Arrive&, Context& context) { return Events{Arrived{context.new_id()}}; }
inline void apply(store::Connection& connection, const Meta&, const Arrived& event) {
    connection.run("INSERT INTO {wall_people} (member) VALUES ($1)", event.member);
}

struct NoteDocument {
    IdValue note;
    std::string title;
    static constexpr auto fields() {
        return FieldTable{field("note", &NoteDocument::note, "its id"),
                          field("title", &NoteDocument::title, "above it")};
    }
};
inline Result<NoteDocument> show_note(PageRequest& request) {
    const auto id = request.id<IdValue>("note");
    if (!id) return std::unexpected(id.error());
    auto note = request.connection.first<NoteDocument>("SELECT note, title FROM {wall_notes} WHERE note = $1", *id);
    if (!note) return refuse(not_found);
    return *note;
}
struct WallDocument {
    std::vector<NoteDocument> notes;
    std::string asked;
    static constexpr auto fields() {
        return FieldTable{field("notes", &WallDocument::notes, "on the wall"),
                          field("asked", &WallDocument::asked, "what was asked for")};
    }
};
inline Result<WallDocument> show_wall(PageRequest& request) {
    return WallDocument{request.connection.all<NoteDocument>("SELECT note, title FROM {wall_notes} ORDER BY note"),
                        request.sent_form ? json_text(*request.sent_form) : std::string(request.asked("q"))};
}
inline Result<WallDocument> show_broken(PageRequest&) { reef::broken("the page holds together"); }

inline Rooms rooms(std::vector<Module> more = {}) {
    Module room{.name = "wall", .folder = {}, .schema = R"(
        CREATE TABLE {wall_notes} (note BIGINT PRIMARY KEY, title TEXT NOT NULL);
        CREATE TABLE {wall_people} (member BIGINT PRIMARY KEY);)"};
    room.commands = {command<Write>(members()), command<Arrive>(anyone())};
    room.events = {event<Written>(), event<Arrived>()};
    room.pages = {page<show_wall>("/notes", "test/wall.html", "The wall.", anyone()),
                  page<show_wall>("/notes/mine", "test/wall.html", "One's own notes.", members()),
                  page<show_wall>("/back-room", "test/wall.html", "For the operator.", {{"operator"}}),
                  page<show_broken>("/broken", "test/wall.html", "Breaks.", anyone()),
                  page<show_note>("/notes/{note}", "test/note.html", "A note.", anyone())};
    room.pages[1].reads_form = true;
    Rooms house{
        .modules = {platform_module(), room},
        .standing =
            [](store::Connection& connection, const Actor& actor) {
                Standing standing;
                if (actor.kind == Actor::Kind::member &&
                    connection.first<std::int64_t>("SELECT 1 FROM {wall_people} WHERE member = $1", actor.member))
                    standing.roles = {"member"};
                return standing;
            },
        .forget = forget_accounts};
    for (auto& module : more) house.modules.push_back(std::move(module));
    return house;
}

inline std::optional<std::string> template_text(std::string_view name) {
    if (name == "test/wall.html")
        return "{{<layout}}{{$main}}<h1>Wall</h1>{{#notes}}<p>{{title}}</p>{{/notes}}"
               "<form><input name=\"title\" value=\"{{form.title.value}}\"><b>{{form.title.error}}</b>"
               "<i>{{form.style.colour.value}}</i><u>{{form.password.value}}</u><s>{{frame.once}}</"
               "s><em>{{frame.live.href}}</em><q>{{asked}}</q></form>{{/main}}{{/layout}}";
    if (name == "test/note.html") return "{{<layout}}{{$main}}<h1>{{title}}</h1>{{/main}}{{/layout}}";
    return house_templates()(name);
}

/// What one browser keeps and sends.
class Browser {
  public:
    Browser(Site& site, std::string accept = "text/html,application/xhtml+xml,*/*;q=0.8")
        : site_(site), accept_(std::move(accept)) {}
    std::map<std::string, std::string, std::less<>> cookies;
    Headers extra = {};

    Response send(Request request) {
        if (!request.headers.get("Accept")) request.headers.add("Accept", accept_);
        request.headers.add("Host", "reef.example");
        for (std::size_t i = 0; i < extra.size(); ++i) request.headers.set(extra.at(i).first, extra.at(i).second);
        std::string sent;
        for (const auto& [name, value] : cookies) sent += (sent.empty() ? "" : "; ") + name + "=" + value;
        if (!sent.empty()) request.headers.add("Cookie", sent);
        request.peer = request.over_local_socket ? "" : "192.0.2.7";
        auto response = site_.answer(std::move(request));
        for (std::size_t i = 0; i < response.headers.size(); ++i)
            if (const auto [name, value] = response.headers.at(i); name == "Set-Cookie") keep(value);
        return response;
    }
    Response get(std::string path, Headers headers = {}) {
        const auto mark = path.find('?');
        auto query = mark == std::string::npos ? std::string() : path.substr(mark + 1);
        return send({.path = path.substr(0, mark), .query = std::move(query), .headers = std::move(headers)});
    }
    Response post_json(std::string path, std::string body, Headers headers = {{"X-Reef", "1"}}) {
        headers.add("Content-Type", "application/json");
        return send(
            {.method = "POST", .path = std::move(path), .headers = std::move(headers), .body = std::move(body)});
    }
    Response post_raw(std::string path, std::string body, Headers headers = {}) {
        headers.add("Content-Type", "application/x-www-form-urlencoded");
        return send(
            {.method = "POST", .path = std::move(path), .headers = std::move(headers), .body = std::move(body)});
    }
    /// Opens a page, takes its token, and sends the form.
    Response post_form(std::string path, std::string body) {
        return post_raw(std::move(path), "csrf=" + form_token() + "&" + body, {{"Origin", "http://reef.example"}});
    }
    std::string form_token() { return between(get("/notes").body, "name=\"csrf\" value=\"", "\""); }

    static std::string between(std::string_view text, std::string_view before, std::string_view after) {
        const auto begin = text.find(before);
        if (begin == std::string_view::npos) return {};
        const auto rest = text.substr(begin + before.size());
        return std::string(rest.substr(0, rest.find(after)));
    }

  private:
    void keep(std::string_view field) {
        const auto name = std::string(field.substr(0, field.find('=')));
        const auto value = between(field, "=", ";");
        if (field.find("Max-Age=0;") != std::string_view::npos)
            cookies.erase(name);
        else
            cookies[name] = value;
    }
    Site& site_;
    std::string accept_;
};

inline std::string header(const Response& response, std::string_view name) {
    return std::string(response.headers.get(name).value_or(""));
}
inline json::value body_json(const Response& response) { return parse_json(response.body).value_or(nullptr); }
inline std::string code_of(const Response& response) {
    const auto document = body_json(response);
    if (header(response, "Content-Type") != "application/problem+json" || !document.is_object()) return "no problem";
    return std::string(std::string_view(document.at("code").as_string()));
}

/// A platform on a file of its own, under a clock that the test moves, with its site.
struct Bench {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-01-05T09:00:00Z")};
    std::unique_ptr<store::Database> database;
    std::unique_ptr<Engine> engine;
    TemplateSet templates{template_text, {.formatters = standard_formatters()}};
    std::unique_ptr<Site> site;

    explicit Bench(bool example = true, SiteOptions options = {}, std::vector<Module> more = {},
                   Duration patience = seconds(5)) {
        database = std::move(*store::Database::open(place.where(), {.patience = patience, .durable = false}));
        engine =
            std::move(*Engine::open(*database, rooms(std::move(more)), {.clock = &clock, .migrations = migrations()}));
        ensure(engine->perform(Actor::system_operator(), "test", call(OpenPlatform{example, "test"})).has_value(),
               "it opens");
        options.clock = &clock;
        options.password_cost = PasswordCost::least;
        site = std::make_unique<Site>(*engine, templates, std::move(options));
    }
    ~Bench() {
        engine->stop();
        site.reset();
        engine.reset();
        database.reset();
    }
    MemberId arrive() {
        const auto answer = engine->perform(Actor::stranger(), "test", {"wall.arrive", json::object{{"name", "Ana"}}});
        ensure(answer.has_value(), "somebody arrives");
        return MemberId(answer->entry);
    }
    /// A browser in which the member is signed in.
    Browser browser_of(MemberId member) {
        Browser browser(*site);
        const auto token = new_token(*Chance::of_the_machine());
        engine->write_beside(
            [&](store::Connection& connection) { begin_session(connection, token, member, clock.now()); });
        browser.cookies["reef"] = token;
        return browser;
    }
    std::int64_t count(std::string_view table) {
        return engine->read()->one<std::int64_t>("SELECT count(*) FROM {" + std::string(table) + "}");
    }
};

inline std::string note_json(std::string_view title = "hello") {
    return json_text(json::object{{"words", "my words"}, {"title", title}, {"place", "top"}, {"secret", "hush"}});
}

} // namespace reef::web::wall
