// Members by class, and what waits to be decided about who joins.
#include "commons/people/pages.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;
namespace {

struct Filter {
    std::string name;
    std::string href;
    bool current = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &Filter::name, "in words"), field("href", &Filter::href, "where"),
                          field("current", &Filter::current, "whether it is used")};
    }
};
struct PersonLine {
    std::string number;
    std::string name;
    std::string href;
    std::string class_name;
    std::string class_color;
    std::vector<Link> bodies;
    Time since;
    static constexpr auto fields() {
        return FieldTable{field("number", &PersonLine::number, "the member's number"),
                          field("name", &PersonLine::name, "or \"Member 12\""),
                          field("href", &PersonLine::href, "their page"),
                          field("class_name", &PersonLine::class_name, "as people see it"),
                          field("class_color", &PersonLine::class_color, "its colour everywhere"),
                          field("bodies", &PersonLine::bodies, "forums and alliances they joined"),
                          field("since", &PersonLine::since, "member since")};
    }
};
struct ApplicationLine {
    std::string application;
    std::string name;
    std::string href;
    std::string class_name;
    std::string class_color;
    Time at;
    std::optional<std::string> motivation;
    bool may_decide = false;
    static constexpr auto fields() {
        return FieldTable{field("application", &ApplicationLine::application, "its number"),
                          field("name", &ApplicationLine::name, "who asks"),
                          field("href", &ApplicationLine::href, "their page"),
                          field("class_name", &ApplicationLine::class_name, "to join"),
                          field("class_color", &ApplicationLine::class_color, "its colour everywhere"),
                          field("at", &ApplicationLine::at, "since"),
                          field("motivation", &ApplicationLine::motivation, "for those who decide"),
                          field("may_decide", &ApplicationLine::may_decide, "the viewer sits in the body")};
    }
};
struct PeoplePage {
    std::string summary;
    bool may_invite = false;
    std::vector<Filter> filters;
    std::vector<PersonLine> people;
    bool applications_any = false;
    std::vector<ApplicationLine> applications;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return FieldTable{field("summary", &PeoplePage::summary, "what this is"),
                          field("may_invite", &PeoplePage::may_invite, "the viewer may, into some class"),
                          field("filters", &PeoplePage::filters, "by class"),
                          field("people", &PeoplePage::people, "by number"),
                          field("applications_any", &PeoplePage::applications_any, "some wait"),
                          field("applications", &PeoplePage::applications, "that wait, for members"),
                          field("pagination", &PeoplePage::pagination, "where there are many")};
    }
};

std::vector<ApplicationLine> waiting_applications(PageRequest& request, const rules::Charter& charter) {
    using Row = std::tuple<IdValue, MemberId, std::string, std::string, std::optional<Hash>, Time>;
    std::vector<ApplicationLine> lines;
    if (!request.viewer.has("member")) return lines;
    for (const auto& [application, member, class_id, body, motivation, at] :
         request.connection.all<Row>("SELECT application, member, class, body, motivation, at FROM "
                                     "{people_applications} WHERE admitted IS NULL ORDER BY at, application")) {
        const auto chip = class_chip(charter, class_id);
        ApplicationLine line{application.text(),
                             name_of(request, member),
                             "/people/" + member.text(),
                             chip.class_name,
                             chip.class_color,
                             at,
                             {},
                             request.viewer.has("body:" + body)};
        if (line.may_decide) line.motivation = chronicle::reveal_text(request.connection, motivation);
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<PeoplePage> show_people(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    constexpr std::int64_t size = 50;
    const auto page_number = request.asked_page();
    const std::string wanted(request.asked("class"));
    PeoplePage page{.summary = request.say(
                        "Who belongs to this platform. Names are shown to members; everybody else sees numbers.")};
    page.may_invite = std::ranges::any_of(platform->charter.governance.classes, [&](const auto& each) {
        return may_invite(platform->charter, platform->launched(), each.id, request.viewer);
    });
    page.filters.push_back({request.say("All"), "/people", wanted.empty()});
    for (const auto& each : platform->charter.governance.classes)
        page.filters.push_back({each.name, "/people?class=" + each.id, wanted == each.id});
    using Row = std::tuple<MemberId, std::string, Time>;
    const auto rows = request.connection.all<Row>("SELECT member, class, joined_at FROM {people_memberships} WHERE "
                                                  "left_entry IS NULL AND (class = $1 OR $1 = '') "
                                                  "ORDER BY member, class LIMIT $2 OFFSET $3",
                                                  wanted, size, (page_number - 1) * size);
    for (const auto& [member, class_id, at] : rows) {
        const auto shown = person(request, platform->charter, member);
        const auto chip = class_chip(platform->charter, class_id);
        PersonLine line{shown.number, shown.name, shown.href, chip.class_name, chip.class_color, {}, at};
        for (const auto& body : request.connection.all<std::string>(
                 "SELECT body FROM {people_body_members} WHERE member = $1 AND left_entry IS NULL ORDER BY body",
                 member))
            if (const auto* found = platform->charter.find_body(body)) line.bodies.push_back({found->name, "/bodies"});
        page.people.push_back(std::move(line));
    }
    page.applications = waiting_applications(request, platform->charter);
    page.applications_any = !page.applications.empty();
    page.pagination = Pagination::of(
        page_number, size,
        request.connection.one<std::int64_t>(
            "SELECT count(*) FROM {people_memberships} WHERE left_entry IS NULL AND (class = $1 OR $1 = '')", wanted),
        wanted.empty() ? "" : "class=" + wanted + "&");
    return page;
}

} // namespace

PageType people_page() {
    return page<show_people>("/people", "src/commons/people/people.html", "Members by class.", anyone());
}

} // namespace reef::people
