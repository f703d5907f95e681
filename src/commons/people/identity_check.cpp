#include "commons/people/identity_check.hpp"
#include "commons/people/standing.hpp"

namespace reef::people {
using namespace engine;
namespace {

constexpr RefusalKind nobody_to_check{"people.nobody_to_check", "Nobody here has this number.", 404};
constexpr RefusalKind own_identity{"people.own_identity",
                                   "Nobody checks who they are themselves: another member of {} does.", 403};
constexpr RefusalKind checked_already{"people.identity_checked_already",
                                      "Who this is was checked already; take that back first.", 409};
constexpr RefusalKind checked_in_future{"people.checked_in_future", "The day of the check has not come yet.", 422};
constexpr RefusalKind no_such_check{"people.no_such_check", "There is no check with this number.", 404};
constexpr RefusalKind taken_back_already{"people.check_taken_back_already", "This check was taken back already.", 409};

constexpr std::string_view check_columns =
    "SELECT identity_check AS number, member, body, method, checked_on, reason FROM {people_identity_checks} ";

} // namespace

std::string body_that_checks(const rules::Charter& charter, const Standing& standing) {
    for (const auto& body : charter.governance.bodies)
        if (body.checks_identity.value_or(false) && standing.has("body:" + body.id)) return body.id;
    return {};
}

std::optional<IdentityCheck> check_of(store::Connection& connection, MemberId member) {
    return connection.first<IdentityCheck>(
        std::string(check_columns) + "WHERE member = $1 ORDER BY identity_check DESC LIMIT 1", member);
}

std::string word_of(const PageRequest& request, IdentityMethod method) {
    switch (method) {
    case IdentityMethod::document_seen:
        return request.say("an identity document was seen");
    case IdentityMethod::electronic_identity:
        return request.say("by electronic identity");
    case IdentityMethod::video:
        return request.say("an identity document was shown by video");
    case IdentityMethod::letter:
        return request.say("by a letter to their address");
    case IdentityMethod::known_in_person:
        break;
    }
    return request.say("known in person");
}

CheckFacts load(store::Connection& connection, const Context& context, const CheckIdentity& check) {
    const auto stands = check_of(connection, check.member);
    return {.is_here = standing(connection, Actor::of(check.member)).has("person"),
            .is_checked = stands && !stands->reason,
            .body = body_that_checks(rules::founded_platform(connection).charter, context.standing)};
}
Decision decide(const CheckFacts& facts, const CheckIdentity& check, Context& context) {
    if (!facts.is_here) return refuse(nobody_to_check, "member");
    if (check.member == context.actor.member) return refuse(own_identity, "member", {facts.body});
    if (facts.is_checked) return refuse(checked_already, "member");
    if (check.checked_on > context.at) return refuse(checked_in_future, "checked_on");
    return Events{IdentityChecked{context.new_id(), check.member, context.actor.member, facts.body, check.method,
                                  check.checked_on}};
}
void apply(store::Connection& connection, const Meta& meta, const IdentityChecked& event) {
    connection.run(
        "INSERT INTO {people_identity_checks} (identity_check, member, body, method, checked_on) VALUES ($1, "
        "$2, $3, $4, $5)",
        event.check, event.member, event.body, event.method, event.checked_on);
    add_ground(connection, meta, event.member, AssuranceLevel::checked, event.check);
}

TakeCheckBackFacts load(store::Connection& connection, const Context&, const TakeCheckBack& take) {
    return {connection.first<IdentityCheck>(std::string(check_columns) + "WHERE identity_check = $1", take.check)};
}
Decision decide(const TakeCheckBackFacts& facts, const TakeCheckBack& take, Context&) {
    if (!facts.check) return refuse(no_such_check, "check");
    if (facts.check->reason) return refuse(taken_back_already, "check");
    return Events{CheckTakenBack{take.check, facts.check->member, take.reason}};
}
void apply(store::Connection& connection, const Meta& meta, const CheckTakenBack& event) {
    connection.run("UPDATE {people_identity_checks} SET reason = $1 WHERE identity_check = $2",
                   event.reason.reference.commitment, event.check);
    end_ground(connection, meta, AssuranceLevel::checked, event.check);
}

} // namespace reef::people
