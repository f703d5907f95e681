#include "commons/people/membership.hpp"
#include "commons/people/assurance.hpp"
#include "commons/people/duplicate.hpp"
#include "commons/people/invitation.hpp"
#include "commons/people/seats.hpp"

namespace reef::people {
using namespace engine;
namespace {

constexpr RefusalKind no_such_class{"people.no_such_class", "There is no class \"{}\" on this platform.", 404};
constexpr RefusalKind still_a_draft{
    "people.still_a_draft", "This platform has not launched yet. You can pledge to join the class \"{}\" when it does.",
    409};
constexpr RefusalKind already_a_member{"people.already_a_member", "You are a member of this class already.", 409};
constexpr RefusalKind already_applied{"people.already_applied", "You have asked already; the body has not decided yet.",
                                      409};
constexpr RefusalKind no_such_application{"people.no_such_application", "There is no application with this number.",
                                          404};
constexpr RefusalKind not_your_body{"people.not_your_body",
                                    "The body \"{}\" decides on this application, and you do not sit in it.", 403};
constexpr RefusalKind already_decided{"people.already_decided", "This application has been decided.", 409};

} // namespace

NoFacts load(store::Connection&, const Context&, const SignUp&) { return {}; }
Decision decide(const NoFacts&, const SignUp& sign_up, Context& context) {
    return Events{SignedUp{MemberId(context.new_id()), sign_up.display_name}};
}
void apply(store::Connection& connection, const Meta& meta, const SignedUp& event) {
    connection.run("INSERT INTO {people_members} (member, name, signed_up_at, entry) VALUES ($1, $2, $3, $4)",
                   event.member, event.display_name.reference.commitment, meta.at, meta.entry);
}

ApplyFacts load(store::Connection& connection, const Context& context, const Apply& ask) {
    const auto platform = rules::platform(connection);
    ApplyFacts facts;
    if (!platform) return facts;
    facts.launched = platform->launched();
    facts.openness = platform->charter.openness;
    facts.conduct_version = conduct_version_at(connection, context.at);
    if (const auto* found = platform->charter.find_class(ask.stakeholder_class)) facts.stakeholder_class = *found;
    facts.already_in =
        connection.one<std::int64_t>("SELECT count(*) FROM {people_memberships} WHERE member = $1 AND class = $2 "
                                     "AND left_entry IS NULL",
                                     context.actor.member, ask.stakeholder_class) > 0;
    facts.already_asked =
        connection.one<std::int64_t>("SELECT count(*) FROM {people_applications} WHERE member = $1 AND class = $2 "
                                     "AND admitted IS NULL",
                                     context.actor.member, ask.stakeholder_class) > 0;
    return facts;
}

/// "Open admission by published criteria": the charter says how each class admits.
Decision decide(const ApplyFacts& facts, const Apply& ask, Context& context) {
    if (!facts.stakeholder_class) return refuse(no_such_class, "class", {ask.stakeholder_class});
    if (!facts.launched) return refuse(still_a_draft, "class", {ask.stakeholder_class});
    if (facts.already_in) return refuse(already_a_member, "class");
    if (facts.already_asked) return refuse(already_applied, "class");
    const bool body_admits = facts.stakeholder_class->admission == rules::Admission::body;
    if (facts.openness == rules::Openness::closed || (facts.openness == rules::Openness::invited && !body_admits))
        return refuse(invitation_needed, "class");
    if (body_admits)
        return Events{ApplicationMade{context.new_id(), context.actor.member, ask.stakeholder_class,
                                      *facts.stakeholder_class->admitted_by, ask.motivation, facts.conduct_version}};
    return Events{MemberJoined{context.actor.member, ask.stakeholder_class, facts.conduct_version}};
}
void apply(store::Connection& connection, const Meta& meta, const ApplicationMade& event) {
    std::optional<Hash> motivation;
    if (event.motivation) motivation = event.motivation->reference.commitment;
    connection.run("INSERT INTO {people_applications} (application, member, class, body, motivation, at, "
                   "conduct_version) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   event.application, event.member, event.stakeholder_class, event.body, motivation, meta.at,
                   event.conduct_version);
}
void apply(store::Connection& connection, const Meta& meta, const MemberJoined& event) {
    connection.run("INSERT INTO {people_memberships} (member, class, joined_entry, joined_at, conduct_version) VALUES "
                   "($1, $2, $3, $4, $5)",
                   event.member, event.stakeholder_class, meta.entry, meta.at, event.conduct_version);
    connection.run("DELETE FROM {people_pledges} WHERE member = $1 AND class = $2", event.member,
                   event.stakeholder_class);
}

ApplicationFacts load(store::Connection& connection, const Context&, const DecideApplication& choice) {
    using Row = std::tuple<MemberId, std::string, std::string, std::optional<bool>, std::optional<std::int64_t>>;
    const auto row = connection.first<Row>("SELECT member, class, body, admitted, conduct_version FROM "
                                           "{people_applications} WHERE application = $1",
                                           choice.application);
    if (!row) return {};
    const auto& [member, stakeholder_class, body, admitted, conduct_version] = *row;
    return {member, stakeholder_class, body, admitted.has_value(), conduct_version};
}
Decision decide(const ApplicationFacts& facts, const DecideApplication& choice, Context& context) {
    if (!facts.applicant) return refuse(no_such_application, "application");
    if (!context.standing.has("body:" + facts.body)) return refuse(not_your_body, {}, {facts.body});
    if (facts.decided) return refuse(already_decided, "application");
    Events events{ApplicationDecided{choice.application, *facts.applicant, choice.admit, choice.reasons}};
    if (choice.admit) events.add(MemberJoined{*facts.applicant, facts.stakeholder_class, facts.conduct_version});
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const ApplicationDecided& event) {
    connection.run("UPDATE {people_applications} SET admitted = $1, reasons = $2 WHERE application = $3",
                   event.admitted, event.reasons.reference.commitment, event.application);
    if (event.admitted) add_ground(connection, meta, event.member, AssuranceLevel::invited, event.application);
}

std::optional<ApplicationOutcome> outcome_of(store::Connection& connection, IdValue application) {
    using Row = std::tuple<MemberId, std::string, bool>;
    const auto row = connection.first<Row>("SELECT member, class, admitted FROM {people_applications} WHERE "
                                           "application = $1 AND admitted IS NOT NULL",
                                           application);
    if (!row) return {};
    return std::make_from_tuple<ApplicationOutcome>(*row);
}

NoFacts load(store::Connection&, const Context&, const Leave&) { return {}; }
Decision decide(const NoFacts&, const Leave&, Context& context) { return Events{MemberLeft{context.actor.member}}; }
void apply(store::Connection& connection, const Meta& meta, const MemberLeft& event) {
    connection.run("UPDATE {people_members} SET left_at = $1 WHERE member = $2", meta.at, event.member);
    connection.run("UPDATE {people_memberships} SET left_entry = $1 WHERE member = $2 AND left_entry IS NULL",
                   meta.entry, event.member);
    connection.run("DELETE FROM {people_pledges} WHERE member = $1", event.member);
    connection.run("UPDATE {people_body_members} SET left_entry = $1 WHERE member = $2 AND left_entry IS NULL",
                   meta.entry, event.member);
    leave_seats(connection, meta, event.member);
    end_grounds(connection, meta, event.member);
    end_suspensions(connection, meta, event.member);
    end_invitations(connection, event.member);
    connection.run("DELETE FROM {people_recoveries} WHERE member = $1", event.member);
    connection.run("DELETE FROM {people_applications} WHERE member = $1 AND admitted IS NULL", event.member);
}

} // namespace reef::people
