// Bodies that are filled by lot: who sits in them, which draws are under way, which were.
#include "commons/panels/panel_page.hpp"
#include <algorithm>

namespace reef::panels {
using namespace engine;
namespace {

struct DrawnBody {
    std::string id;
    std::string name;
    std::string mandate;
    std::string seats;
    std::vector<people::Person> members;
    bool is_empty = false;
    std::optional<Time> term_ends_at;
    std::optional<Time> next_at;
    std::optional<DrawLine> running;
    static constexpr auto fields() {
        return FieldTable{field("id", &DrawnBody::id, "short name"),
                          field("name", &DrawnBody::name, "as people see it"),
                          field("mandate", &DrawnBody::mandate, "what it is for"),
                          field("seats", &DrawnBody::seats, "how many, and from whom they are drawn"),
                          field("members", &DrawnBody::members, "who sits there"),
                          field("is_empty", &DrawnBody::is_empty, "nobody does"),
                          field("term_ends_at", &DrawnBody::term_ends_at, "of those who sit there"),
                          field("next_at", &DrawnBody::next_at, "when the next draw is called"),
                          field("running", &DrawnBody::running, "the draw that is under way")};
    }
};
struct PanelsPage {
    std::string summary;
    std::vector<DrawnBody> bodies;
    bool has_bodies = false;
    std::vector<DrawLine> past;
    bool has_past = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &PanelsPage::summary, "what this is"),
                          field("bodies", &PanelsPage::bodies, "that are filled by lot"),
                          field("has_bodies", &PanelsPage::has_bodies, "whether there are any"),
                          field("past", &PanelsPage::past, "draws that were, the newest first"),
                          field("has_past", &PanelsPage::has_past, "whether there were any")};
    }
};

DrawnBody drawn_body(PageRequest& request, const rules::Charter& charter, const rules::BodyCharter& body) {
    std::vector<std::string> classes;
    for (const auto& each : body.classes) classes.push_back(people::class_chip(charter, each).class_name);
    const auto seats = std::to_string(*body.seats);
    const auto term = rules::value_in_words(request, body.term->text());
    DrawnBody shown{.id = body.id,
                    .name = body.name,
                    .mandate = body.mandate,
                    .seats =
                        body.drawn_from.value_or(rules::DrawnFrom::volunteers) == rules::DrawnFrom::all
                            ? request.say("{} seats; drawn from all {} for {}.", {seats, join(classes, ", "), term})
                            : request.say("{} seats; drawn from those of {} who come forward, for {}.",
                                          {seats, join(classes, ", "), term})};
    for (const auto member : people::seated(request.connection, body.id))
        shown.members.push_back(people::person(request, charter, member));
    shown.is_empty = shown.members.empty();
    const auto latest = latest_draw(request.connection, body.id);
    if (!latest) return shown;
    if (latest->is_under_way()) shown.running = draw_line(request, charter, *latest);
    shown.term_ends_at = latest->stage == Stage::seated ? latest->term_ends_at : std::nullopt;
    shown.next_at = latest->stage == Stage::seated ? latest->call_again_at : std::nullopt;
    return shown;
}

Result<PanelsPage> show_panels(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    PanelsPage page{.summary =
                        request.say("Some bodies are filled by lot: members are drawn class by class, from a seed "
                                    "that nobody chose. Anybody can draw again and come to the same panel.")};
    for (const auto& body : platform->charter.governance.bodies)
        if (body.is_drawn()) page.bodies.push_back(drawn_body(request, platform->charter, body));
    page.has_bodies = !page.bodies.empty();
    for (const auto& row : draws(request.connection, 50))
        if (!row.is_under_way()) page.past.push_back(draw_line(request, platform->charter, row));
    page.has_past = !page.past.empty();
    return page;
}

bool is_asked(PageRequest& request, IdValue draw) {
    return request.signed_in() && request.connection
                                      .first<std::int64_t>("SELECT 1 FROM {panels_places} WHERE draw = $1 AND member = "
                                                           "$2 AND state = 'asked'",
                                                           draw, request.member())
                                      .has_value();
}
std::optional<Time> asked_until(store::Connection& connection, IdValue draw) {
    return connection.one<std::optional<Time>>(
        "SELECT max(asked_until) FROM {panels_places} WHERE draw = $1 AND state = 'asked'", draw);
}

} // namespace

DrawLine draw_line(PageRequest& request, const rules::Charter& charter, const DrawRow& row) {
    DrawLine line{.number = row.draw.text(),
                  .title = charter.find_body(row.body)->name,
                  .href = "/panels/" + row.draw.text(),
                  .state = {},
                  .until = {},
                  .needs_my_answer = is_asked(request, row.draw)};
    switch (row.stage) {
    case Stage::asking:
        line.state = request.say("Members may come forward");
        line.until = row.asking_until;
        break;
    case Stage::frozen:
        line.state = request.say("The pool is settled");
        line.until = row.draw_at;
        break;
    case Stage::answering:
        line.state = request.say("Whoever was drawn answers");
        line.until = asked_until(request.connection, row.draw);
        break;
    case Stage::seated:
        line.until = asked_until(request.connection, row.draw);
        line.state = line.until ? request.say("The next one is called to an empty seat") : request.say("In office");
        if (!line.until) line.until = row.seated_at;
        break;
    case Stage::past:
        line.state = request.say("Past");
        line.until = row.seated_at;
        break;
    }
    return line;
}

std::vector<DrawLine> open_draws(PageRequest& request) {
    std::vector<DrawLine> lines;
    const auto open = request.connection.all<IdValue>(
        "SELECT draw FROM {panels_draws} WHERE stage IN ('asking', 'frozen', 'answering') OR draw IN (SELECT draw FROM "
        "{panels_places} WHERE state = 'asked') ORDER BY draw");
    if (open.empty()) return lines;
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    for (const auto draw : open) lines.push_back(draw_line(request, charter, *find_draw(request.connection, draw)));
    return lines;
}

PageType panel_list_page() {
    return page<show_panels>("/panels", "src/commons/panels/panels.html",
                             "Bodies that are filled by lot, and their draws.", anyone());
}

} // namespace reef::panels
