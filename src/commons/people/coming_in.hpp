// Coming in by a code: of an invitation, or one's own as somebody who stands on the roll.
#pragma once
#include "commons/people/invitation.hpp"
#include "commons/people/roll.hpp"

namespace reef::people {

/// The code is hashed before anything is recorded.
struct JoinByInvitation {
    std::string code;
    static constexpr std::string_view name = "people.join_by_invitation";
    static constexpr std::string_view about =
        "Joins the class that a code is for; before the launch, pledges to. The code itself is not recorded.";
    static constexpr auto fields() {
        return FieldTable{
            field("code", &JoinByInvitation::code, "as it was given; recorded is its hash", Audience::auditors, 80)};
    }
};
struct InvitationUsed {
    IdValue invitation;
    MemberId member;
    static constexpr std::string_view name = "people.invitation_used";
    static constexpr std::string_view about = "Somebody came in by an invitation.";
    static constexpr auto fields() {
        return FieldTable{field("invitation", &InvitationUsed::invitation, "by which"),
                          field("member", &InvitationUsed::member, "who", Audience::members)};
    }
    std::string topic() const { return "/invitations"; }
};

struct JoinFacts {
    std::optional<Invitation> invitation;
    std::optional<OnRoll> on_roll; // at most one of both
    bool launched = false;
    bool pledges_over = false;
    bool class_known = false;
    bool already_in = false;                          // or pledged to be
    std::optional<std::int64_t> conduct_version = {}; // in force
};
void observe(store::Connection&, const engine::Context&, JoinByInvitation&);
JoinFacts load(store::Connection&, const engine::Context&, const JoinByInvitation&);
engine::Decision decide(const JoinFacts&, const JoinByInvitation&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const InvitationUsed&);

} // namespace reef::people
