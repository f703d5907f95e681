#include "commons/people/coming_in.hpp"
#include "commons/people/assurance.hpp"

namespace reef::people {
using namespace engine;
namespace {

constexpr RefusalKind code_unknown{"people.code_unknown", "No invitation has this code. Please look at it again.", 404};
constexpr RefusalKind code_expired{"people.code_expired", "This invitation held until {}.", 409};
constexpr RefusalKind code_used{"people.code_used", "As many as were invited have come in with this code.", 409};
constexpr RefusalKind invited_already{"people.invited_already", "You belong to this class already, or pledged to.",
                                      409};
constexpr RefusalKind invited_too_late{"people.pledges_over",
                                       "The time for launching is over; pledges are no longer taken.", 409};
constexpr RefusalKind invitation_ended{"people.invitation_over", "This invitation was taken back.", 409};

/// Why an invitation lets nobody in any more.
std::optional<Refusal> refusal_of(const Invitation& invitation, Time at) {
    if (invitation.is_over) return refuse(invitation_ended, "code").error();
    if (at >= invitation.until) return refuse(code_expired, "code", {invitation.until.date_text()}).error();
    if (invitation.used >= invitation.places) return refuse(code_used, "code").error();
    return {};
}

} // namespace

void observe(store::Connection&, const Context&, JoinByInvitation& join) { join.code = code_hash(join.code).text(); }
JoinFacts load(store::Connection& connection, const Context& context, const JoinByInvitation& join) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    const auto hash = Hash::parse(join.code).value_or(Hash{});
    JoinFacts facts{.invitation = invitation_by_code(connection, hash),
                    .on_roll = on_roll_by_code(connection, hash),
                    .launched = platform->launched(),
                    .pledges_over = platform->founded_at + platform->charter.users.launch_within <= context.at};
    if (!facts.invitation && !facts.on_roll) return facts;
    facts.conduct_version = conduct_version_at(connection, context.at);
    const auto& into = facts.on_roll ? facts.on_roll->stakeholder_class : facts.invitation->stakeholder_class;
    facts.class_known = platform->charter.find_class(into) != nullptr;
    facts.already_in =
        connection.one<std::int64_t>("SELECT (SELECT count(*) FROM {people_memberships} WHERE member = $1 AND class = "
                                     "$2 AND left_entry IS NULL) + (SELECT count(*) FROM {people_pledges} WHERE "
                                     "member = $1 AND class = $2)",
                                     context.actor.member, into) > 0;
    return facts;
}
Decision decide(const JoinFacts& facts, const JoinByInvitation&, Context& context) {
    if ((!facts.invitation && !facts.on_roll) || !facts.class_known) return refuse(code_unknown, "code");
    const auto member = context.actor.member;
    if (facts.on_roll && facts.on_roll->member) return refuse(code_used, "code");
    if (facts.invitation)
        if (auto refusal = refusal_of(*facts.invitation, context.at)) return std::unexpected(std::move(*refusal));
    if (facts.already_in) return refuse(invited_already, "code");
    if (!facts.launched && facts.pledges_over) return refuse(invited_too_late, "code");
    Events events;
    if (facts.on_roll)
        events.add(RollClaimed{facts.on_roll->on_roll, member});
    else
        events.add(InvitationUsed{facts.invitation->invitation, member});
    const auto& into = facts.on_roll ? facts.on_roll->stakeholder_class : facts.invitation->stakeholder_class;
    if (facts.launched) return events.add(MemberJoined{member, into, facts.conduct_version});
    return events.add(PledgeMade{member, into});
}
void apply(store::Connection& connection, const Meta& meta, const InvitationUsed& event) {
    connection.run("UPDATE {people_invitations} SET used = used + 1 WHERE invitation = $1", event.invitation);
    add_ground(connection, meta, event.member, AssuranceLevel::invited, event.invitation);
}

} // namespace reef::people
