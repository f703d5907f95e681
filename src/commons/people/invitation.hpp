// Invitations: whoever the charter lets admit to a class gives out codes for it. The house makes a code and shows it
// once; the chronicle keeps its hash, so that nobody who reads it can come in.
#pragma once
#include "commons/people/launch.hpp"

namespace reef::people {

extern const engine::Rule<Duration> invitation_time;
extern const engine::Rule<engine::Count> invitations_each;

/// A code that nobody guesses: 80 bits, in four groups that can be read out and typed from a letter.
std::string new_code(Chance& chance);
/// What is kept of a code, however somebody typed it.
Hash code_hash(std::string_view code);

/// The body that admits to a class invites into it, and where the charter names none, every member of the class; before
/// the launch the founder does.
bool may_invite(const rules::Charter& charter, bool launched, std::string_view stakeholder_class,
                const engine::Standing& standing);

struct Invite {
    std::string stakeholder_class;
    std::int64_t places = 1;
    Duration valid;
    Hash code_hash;
    static constexpr std::string_view name = "people.invite";
    static constexpr std::string_view about =
        "Invites into a class by a code. POST /invitations makes the code and gives this command.";
    static constexpr auto fields() {
        return FieldTable{field("class", &Invite::stakeholder_class, "into which"),
                          field("places", &Invite::places, "how many may come in with it"),
                          field("valid", &Invite::valid, "for how long"),
                          field("code_hash", &Invite::code_hash, "of the code", Audience::auditors)};
    }
};
struct Invited {
    IdValue invitation;
    MemberId member;
    std::string stakeholder_class;
    std::int64_t places = 1;
    Time until;
    Hash code_hash;
    static constexpr std::string_view name = "people.invited";
    static constexpr std::string_view about = "Somebody gave out a code with which others come into a class.";
    static constexpr auto fields() {
        return FieldTable{field("invitation", &Invited::invitation, "its number"),
                          field("member", &Invited::member, "who invites", Audience::members),
                          field("class", &Invited::stakeholder_class, "into which"),
                          field("places", &Invited::places, "how many may come in with it"),
                          field("until", &Invited::until, "the last moment"),
                          field("code_hash", &Invited::code_hash, "of the code", Audience::auditors)};
    }
    std::string topic() const { return "/invitations"; }
};

struct TakeInvitationBack {
    IdValue invitation;
    static constexpr std::string_view name = "people.take_invitation_back";
    static constexpr std::string_view about = "Ends an invitation: nobody comes in with its code any more.";
    static constexpr auto fields() { return FieldTable{field("invitation", &TakeInvitationBack::invitation, "which")}; }
};
struct InvitationTakenBack {
    IdValue invitation;
    static constexpr std::string_view name = "people.invitation_taken_back";
    static constexpr std::string_view about = "The code of an invitation lets nobody in any more.";
    static constexpr auto fields() {
        return FieldTable{field("invitation", &InvitationTakenBack::invitation, "which")};
    }
    std::string topic() const { return "/invitations"; }
};

/// An invitation as the tables have it.
struct Invitation {
    IdValue invitation;
    std::string stakeholder_class;
    MemberId member;
    std::int64_t places = 0;
    std::int64_t used = 0;
    Time until;
    bool is_over = false; // taken back, or its giver left
    static constexpr auto fields() {
        return FieldTable{field("invitation", &Invitation::invitation, "its number"),
                          field("class", &Invitation::stakeholder_class, "into which"),
                          field("member", &Invitation::member, "who invites"),
                          field("places", &Invitation::places, "how many may come in"),
                          field("used", &Invitation::used, "how many did"),
                          field("until", &Invitation::until, "the last moment"),
                          field("is_over", &Invitation::is_over, "taken back")};
    }
    bool is_open(Time at) const { return !is_over && used < places && at < until; }
};
/// Whose code this is.
std::optional<Invitation> invitation_by_code(store::Connection& connection, const Hash& code_hash);
/// The latest first.
std::vector<Invitation> all_invitations(store::Connection& connection);

struct InviteFacts {
    bool class_known = false;
    bool may = false;
    bool is_bounded = true; // a member among others, neither the founder nor a body that admits
    std::int64_t places_open = 0;
    bool code_known = false;
    engine::InForce<Duration> time_max;
    engine::InForce<engine::Count> places_max;
};
InviteFacts load(store::Connection&, const engine::Context&, const Invite&);
engine::Decision decide(const InviteFacts&, const Invite&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Invited&);

struct TakeBackFacts {
    std::optional<Invitation> invitation;
    bool may_invite = false; // whoever could give such a code may take it back, too
};
TakeBackFacts load(store::Connection&, const engine::Context&, const TakeInvitationBack&);
engine::Decision decide(const TakeBackFacts&, const TakeInvitationBack&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const InvitationTakenBack&);

/// Nobody comes in by the codes of somebody who left.
void end_invitations(store::Connection& connection, MemberId member);

/// Beyond this many, a code is no invitation but an open door.
inline constexpr std::int64_t places_max = 10'000;

} // namespace reef::people
