#include "commons/people/standing.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace reef::people {
using namespace engine;

Standing standing(store::Connection& connection, const Actor& actor) {
    Standing standing{actor, {}};
    if (actor.kind != Actor::Kind::member) return standing;
    const auto left =
        connection.first<std::optional<Time>>("SELECT left_at FROM {people_members} WHERE member = $1", actor.member);
    if (!left || *left) return standing; // never signed up, or erased
    standing.roles.emplace_back("person");
    const auto platform = rules::platform(connection);
    if (!platform) return standing;
    const auto founder = connection.first<MemberId>("SELECT member FROM {people_founder} WHERE platform = 1");
    if (founder == actor.member && !platform->launched()) standing.roles.emplace_back("founder");

    const auto classes = classes_of(connection, actor.member);
    if (!classes.empty()) standing.roles.emplace_back("member");
    for (const auto& each : classes) standing.roles.push_back("class:" + each);
    for (const auto& id : bodies_of(connection, platform->charter, actor.member, classes)) {
        const auto& body = *platform->charter.find_body(id);
        standing.roles.push_back("body:" + body.id);
        if (body.audits.value_or(false) && !standing.has("auditor")) standing.roles.emplace_back("auditor");
        if (body.checks_identity.value_or(false) && !standing.has("registrar"))
            standing.roles.emplace_back("registrar");
        if (body.form == rules::BodyForm::forum && !standing.has("forum")) standing.roles.emplace_back("forum");
    }
    return standing;
}

std::vector<std::string> bodies_of(store::Connection& connection, const rules::Charter& charter, MemberId member,
                                   const std::vector<std::string>& classes) {
    const auto joined = connection.all<std::string>(
        "SELECT body FROM {people_body_members} WHERE member = $1 AND left_entry IS NULL UNION SELECT body FROM "
        "{people_seats} WHERE member = $1 AND until_entry IS NULL ORDER BY body",
        member);
    std::vector<std::string> bodies;
    for (const auto& body : charter.governance.bodies) {
        const bool is_of_classes = body.form == rules::BodyForm::organisation && !body.seats;
        const bool sits = is_of_classes ? std::ranges::find_first_of(classes, body.classes) != classes.end()
                                        : std::ranges::find(joined, body.id) != joined.end();
        if (sits) bodies.push_back(body.id);
    }
    return bodies;
}

rules::Selector selector_of(store::Connection& connection, const rules::Charter& charter, MemberId member) {
    const auto theirs = classes_of(connection, member);
    rules::Selector selector{.bodies = bodies_of(connection, charter, member, theirs)};
    for (const auto& each : charter.governance.classes)
        if (std::ranges::find(theirs, each.id) != theirs.end()) selector.classes.push_back(each.id);
    return selector;
}

bool is_member(store::Connection& connection, MemberId member) { return !classes_of(connection, member).empty(); }

bool has_left(store::Connection& connection, MemberId member) {
    return connection.first<std::optional<Time>>("SELECT left_at FROM {people_members} WHERE member = $1", member)
        .value_or(std::nullopt)
        .has_value();
}

std::vector<std::string> classes_of(store::Connection& connection, MemberId member) {
    return connection.all<std::string>(
        "SELECT class FROM {people_memberships} WHERE member = $1 AND left_entry IS NULL "
        "ORDER BY joined_entry, class",
        member);
}

std::vector<std::string> classes_at(store::Connection& connection, MemberId member, EntryNumber entry) {
    return connection.all<std::string>(
        "SELECT class FROM {people_memberships} WHERE member = $1 AND joined_entry <= $2 "
        "AND (left_entry IS NULL OR left_entry > $2) ORDER BY joined_entry, class",
        member, entry);
}

std::int64_t count_members(store::Connection& connection, std::string_view stakeholder_class) {
    return connection.one<std::int64_t>(
        "SELECT count(*) FROM {people_memberships} WHERE class = $1 AND left_entry IS NULL", stakeholder_class);
}

std::int64_t count_members_of_any(store::Connection& connection, const std::vector<std::string>& classes) {
    std::set<MemberId> members;
    for (const auto& each : classes)
        for (const auto member : members_of(connection, each)) members.insert(member);
    return static_cast<std::int64_t>(members.size());
}

std::int64_t count_members_at(store::Connection& connection, std::string_view stakeholder_class, EntryNumber entry) {
    return connection.one<std::int64_t>(
        "SELECT count(*) FROM {people_memberships} WHERE class = $1 AND joined_entry <= $2 "
        "AND (left_entry IS NULL OR left_entry > $2)",
        stakeholder_class, entry);
}

std::vector<Belonging> belonged_during(store::Connection& connection, std::string_view stakeholder_class,
                                       EntryNumber from, EntryNumber before, MemberId after, std::int64_t limit) {
    using Row = std::tuple<MemberId, Time, bool>;
    std::vector<Belonging> all;
    for (const auto& [member, joined_at, to_the_end] : connection.all<Row>(
             "SELECT member, min(joined_at), max(CASE WHEN left_entry IS NULL OR left_entry >= $3 THEN 1 ELSE 0 END) = "
             "1 FROM {people_memberships} WHERE class = $1 AND joined_entry < $3 AND (left_entry IS NULL OR left_entry "
             ">= $2) AND member > $4 GROUP BY member ORDER BY member LIMIT $5",
             stakeholder_class, from, before, after, limit))
        all.push_back({member, joined_at, to_the_end});
    return all;
}

std::vector<MemberId> members_at(store::Connection& connection, std::string_view stakeholder_class, EntryNumber entry) {
    return connection.all<MemberId>("SELECT member FROM {people_memberships} WHERE class = $1 AND joined_entry <= $2 "
                                    "AND (left_entry IS NULL OR left_entry > $2) ORDER BY member",
                                    stakeholder_class, entry);
}

std::vector<MemberId> members_of_any_at(store::Connection& connection, const std::vector<std::string>& classes,
                                        EntryNumber entry) {
    std::set<MemberId> members;
    for (const auto& each : classes)
        for (const auto member : members_at(connection, each, entry)) members.insert(member);
    return {members.begin(), members.end()};
}

std::vector<MemberId> members_of(store::Connection& connection, std::string_view stakeholder_class) {
    return connection.all<MemberId>(
        "SELECT member FROM {people_memberships} WHERE class = $1 AND left_entry IS NULL ORDER BY member",
        stakeholder_class);
}

std::vector<MemberId> all_members(store::Connection& connection) {
    return connection.all<MemberId>(
        "SELECT DISTINCT member FROM {people_memberships} WHERE left_entry IS NULL ORDER BY member");
}

std::string given_name(store::Connection& connection, MemberId member) {
    const auto name = connection.first<Hash>("SELECT name FROM {people_members} WHERE member = $1", member);
    return chronicle::reveal_text(connection, name).value_or("");
}

std::string name_of(const PageRequest& request, MemberId member) {
    const auto name = given_name(request.connection, member);
    return name.empty() ? request.say("Member {}", {member.text()}) : name;
}

Person person(PageRequest& request, const rules::Charter& charter, MemberId member) {
    const bool may_see_name = request.viewer.audience() >= Audience::members ||
                              request.viewer.actor == Actor::of(member) || request.viewer.has("founder");
    Person person{member.text(), may_see_name ? name_of(request, member) : request.say("Member {}", {member.text()}),
                  fmt::format("/people/{}", member.text())};
    const auto classes = classes_of(request.connection, member);
    if (classes.empty()) return person;
    const auto chip = class_chip(charter, classes.front());
    person.class_name = chip.class_name;
    person.class_color = chip.class_color;
    return person;
}

ClassChip class_chip(const rules::Charter& charter, std::string_view class_id) {
    const auto* found = charter.find_class(class_id);
    return {found ? found->name : std::string(class_id), charter.color_of(class_id)};
}

} // namespace reef::people
