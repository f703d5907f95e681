#include "commons/people/invitation.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;

const Rule<Duration> invitation_time{"people.invitation_time",
                                     "Longest time for an invitation",
                                     "For how long a code may let people into a class.",
                                     days(60),
                                     days(1),
                                     days(730)};
const Rule<Count> invitations_each{"people.invitations_each",
                                   "Places that a member may offer",
                                   "How many places a member may hold open by invitations at a time, where members "
                                   "invite; bodies are not bound by it.",
                                   {10},
                                   Count{0},
                                   Count{1'000}};

namespace {

constexpr RefusalKind no_class_to_invite{"people.no_such_class", "There is no class \"{}\" on this platform.", 404};
constexpr RefusalKind not_yours_to_invite{"people.not_yours_to_invite",
                                          "Who comes into the class \"{}\" by invitation is for others to say.", 403};
constexpr RefusalKind bad_places{"people.bad_places", "An invitation is for 1 to {} people.", 422};
constexpr RefusalKind invitation_too_long{"people.invitation_too_long", "An invitation holds for {} at most.", 422};
constexpr RefusalKind too_many_invitations{
    "people.too_many_invitations",
    "You hold {} places open; with these it would be more than {}. Take an invitation back first, or wait.", 409};
constexpr RefusalKind code_in_use{"people.code_in_use", "This code is in use already. Please let the house make one.",
                                  409};
constexpr RefusalKind no_such_invitation{"people.no_such_invitation", "There is no invitation with this number.", 404};
constexpr RefusalKind not_your_invitation{
    "people.not_your_invitation", "Whoever gave this invitation, or may invite into its class, takes it back.", 403};
constexpr RefusalKind invitation_over{"people.invitation_over", "This invitation was taken back.", 409};

/// Douglas Crockford's base 32: no letter looks like a digit or like another letter.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int code_letters = 16;

constexpr std::string_view columns =
    "SELECT invitation, class, member, places, used, until, is_over FROM {people_invitations} ";

} // namespace

std::string new_code(Chance& chance) {
    std::string code;
    for (int i = 0; i < code_letters; ++i) {
        if (i > 0 && i % 4 == 0) code += '-';
        code += alphabet[chance.below(alphabet.size())];
    }
    return code;
}

Hash code_hash(std::string_view code) {
    std::string letters;
    for (const char each : code) {
        const char upper = each >= 'a' && each <= 'z' ? static_cast<char>(each - 'a' + 'A') : each;
        const char meant = upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
        if (alphabet.find(meant) != std::string_view::npos) letters += meant;
    }
    return sha256({"reef invitation\n", letters});
}

bool may_invite(const rules::Charter& charter, bool launched, std::string_view stakeholder_class,
                const Standing& standing) {
    const auto* found = charter.find_class(stakeholder_class);
    if (!found) return false;
    if (!launched) return standing.has("founder");
    if (found->admitted_by) return standing.has("body:" + *found->admitted_by);
    return charter.openness != rules::Openness::closed && standing.has("class:" + found->id);
}

std::optional<Invitation> invitation_by_code(store::Connection& connection, const Hash& code_hash) {
    return connection.first<Invitation>(std::string(columns) + "WHERE code_hash = $1", code_hash);
}
std::vector<Invitation> all_invitations(store::Connection& connection) {
    return connection.all<Invitation>(std::string(columns) + "ORDER BY at DESC, invitation DESC");
}

InviteFacts load(store::Connection& connection, const Context& context, const Invite& invite) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    const auto* found = platform->charter.find_class(invite.stakeholder_class);
    return {
        .class_known = found != nullptr,
        .may = may_invite(platform->charter, platform->launched(), invite.stakeholder_class, context.standing),
        .is_bounded = platform->launched() && found && !found->admitted_by,
        .places_open = connection.one<std::int64_t>("SELECT CAST(coalesce(sum(places - used), 0) AS BIGINT) FROM "
                                                    "{people_invitations} WHERE member = $1 AND until > $2 AND "
                                                    "NOT is_over",
                                                    context.actor.member, context.at),
        .code_known =
            connection.first<std::int64_t>("SELECT 1 FROM {people_invitations} WHERE code_hash = $1", invite.code_hash)
                .has_value(),
        .time_max = rules::in_force(connection, invitation_time, context.at),
        .places_max = rules::in_force(connection, invitations_each, context.at)};
}
Decision decide(const InviteFacts& facts, const Invite& invite, Context& context) {
    if (!facts.class_known) return refuse(no_class_to_invite, "class", {invite.stakeholder_class});
    if (!facts.may) return refuse(not_yours_to_invite, "class", {invite.stakeholder_class});
    if (invite.places < 1 || invite.places > places_max)
        return refuse(bad_places, "places", {std::to_string(places_max)});
    if (invite.valid.ms <= 0 || invite.valid > facts.time_max.value)
        return refuse_by_rule(invitation_too_long, invitation_time.name, "valid", {facts.time_max.value.text()});
    if (facts.is_bounded && facts.places_open + invite.places > facts.places_max.value.number)
        return refuse_by_rule(too_many_invitations, invitations_each.name, "places",
                              {std::to_string(facts.places_open), facts.places_max.value.text()});
    if (facts.code_known) return refuse(code_in_use, "code_hash");
    return Events{Invited{context.new_id(), context.actor.member, invite.stakeholder_class, invite.places,
                          context.at + invite.valid, invite.code_hash}};
}
void apply(store::Connection& connection, const Meta& meta, const Invited& event) {
    connection.run("INSERT INTO {people_invitations} (invitation, class, member, places, used, at, until, is_over, "
                   "code_hash) VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8)",
                   event.invitation, event.stakeholder_class, event.member, event.places, meta.at, event.until, false,
                   event.code_hash);
}

TakeBackFacts load(store::Connection& connection, const Context& context, const TakeInvitationBack& take) {
    TakeBackFacts facts{connection.first<Invitation>(std::string(columns) + "WHERE invitation = $1", take.invitation)};
    if (!facts.invitation) return facts;
    const auto platform = rules::founded_platform(connection);
    facts.may_invite =
        may_invite(platform.charter, platform.launched(), facts.invitation->stakeholder_class, context.standing);
    return facts;
}
/// A member takes back their own; where a body or the founder invites, any of them.
Decision decide(const TakeBackFacts& facts, const TakeInvitationBack& take, Context& context) {
    if (!facts.invitation) return refuse(no_such_invitation, "invitation");
    if (facts.invitation->member != context.actor.member && !facts.may_invite)
        return refuse(not_your_invitation, "invitation");
    if (facts.invitation->is_over) return refuse(invitation_over, "invitation");
    return Events{InvitationTakenBack{take.invitation}};
}
void apply(store::Connection& connection, const Meta&, const InvitationTakenBack& event) {
    connection.run("UPDATE {people_invitations} SET is_over = $1 WHERE invitation = $2", true, event.invitation);
}

void end_invitations(store::Connection& connection, MemberId member) {
    connection.run("UPDATE {people_invitations} SET is_over = $1 WHERE member = $2", true, member);
}

} // namespace reef::people
