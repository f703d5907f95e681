#include "commons/people/bodies.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;
namespace {

constexpr RefusalKind no_such_body{"people.no_such_body", "There is no body \"{}\" on this platform.", 404};
constexpr RefusalKind organisation_has_delegates{
    "people.organisation_has_delegates",
    "{} binds others, so one cannot simply join it: the members of its classes sit in it, or whom these elect.", 409};
constexpr RefusalKind body_not_for_you{"people.body_not_for_you", "{} is for members of other classes.", 403};
constexpr RefusalKind not_in_body{"people.not_in_body", "You are not in {}.", 409};

BodyFacts body_facts(store::Connection& connection, const Context& context, std::string_view id) {
    BodyFacts facts;
    const auto platform = rules::platform(connection);
    if (!platform || !platform->charter.find_body(id)) return facts;
    facts.body = *platform->charter.find_body(id);
    facts.may_join = facts.body->classes.empty() ? context.standing.has("member")
                                                 : std::ranges::any_of(facts.body->classes, [&](const auto& each) {
                                                       return context.standing.has("class:" + each);
                                                   });
    facts.is_in =
        connection.one<std::int64_t>("SELECT count(*) FROM {people_body_members} WHERE body = $1 AND member = $2 "
                                     "AND left_entry IS NULL",
                                     id, context.actor.member) > 0;
    return facts;
}

} // namespace

BodyFacts load(store::Connection& connection, const Context& context, const JoinBody& join) {
    return body_facts(connection, context, join.body);
}
Decision decide(const BodyFacts& facts, const JoinBody& join, Context& context) {
    if (!facts.body) return refuse(no_such_body, "body", {join.body});
    if (facts.body->form == rules::BodyForm::organisation)
        return refuse(organisation_has_delegates, "body", {facts.body->name});
    if (!facts.may_join) return refuse(body_not_for_you, "body", {facts.body->name});
    if (facts.is_in) return Events{};
    return Events{BodyJoined{join.body, context.actor.member}};
}
void apply(store::Connection& connection, const Meta& meta, const BodyJoined& event) {
    connection.run("INSERT INTO {people_body_members} (body, member, joined_entry) VALUES ($1, $2, $3)", event.body,
                   event.member, meta.entry);
}

BodyFacts load(store::Connection& connection, const Context& context, const LeaveBody& leave) {
    return body_facts(connection, context, leave.body);
}
Decision decide(const BodyFacts& facts, const LeaveBody& leave, Context& context) {
    if (!facts.body) return refuse(no_such_body, "body", {leave.body});
    if (!facts.is_in) return refuse(not_in_body, "body", {facts.body->name});
    return Events{BodyLeft{leave.body, context.actor.member}};
}
void apply(store::Connection& connection, const Meta& meta, const BodyLeft& event) {
    connection.run("UPDATE {people_body_members} SET left_entry = $1 WHERE body = $2 AND member = $3 AND left_entry IS "
                   "NULL",
                   meta.entry, event.body, event.member);
}

} // namespace reef::people
