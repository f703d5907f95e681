#include "commons/people/coming_in.hpp"
#include <gtest/gtest.h>

namespace reef::people {
namespace {

using namespace engine;

TEST(Codes, are_read_as_people_type_them) {
    const auto chance = Chance::from_seed(1);
    const auto code = new_code(*chance);
    ASSERT_EQ(code.size(), 19u);
    auto typed = lower_ascii(code);
    std::erase(typed, '-');
    EXPECT_EQ(code_hash(typed), code_hash(code)) << "small letters, no hyphens";
    EXPECT_EQ(code_hash(" " + code + "\n"), code_hash(code));
    EXPECT_EQ(code_hash("O0Il1-aaaa"), code_hash("00111-AAAA")) << "letters that look like digits";
    EXPECT_NE(code_hash(new_code(*chance)), code_hash(code));
}

struct Inviting {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"person", "member"}}, *Time::parse("2026-03-05"), 100, &ids};
    Invite invite{"rider", 3, days(14), sha256({"code"})};
    InviteFacts facts{.class_known = true,
                      .may = true,
                      .is_bounded = true,
                      .places_open = 7,
                      .time_max = {days(60), 1},
                      .places_max = {Count{10}, 1}};
    std::string refusal() {
        const auto decided = decide(facts, invite, context);
        return decided ? "" : decided.error().code;
    }
};

TEST(Invitations, hold_for_as_many_and_as_long_as_was_asked) {
    Inviting given;
    const auto events = decide(given.facts, given.invite, given.context);
    ASSERT_TRUE(events);
    const auto invited = read_event<Invited>(events->recorded().at(0).data);
    EXPECT_EQ(invited.places, 3);
    EXPECT_EQ(invited.until, given.context.at + days(14));
    EXPECT_EQ(invited.member, MemberId(7));
}

TEST(Invitations, are_refused_by_name) {
    Inviting given;
    given.invite.places = 4;
    EXPECT_EQ(given.refusal(), "people.too_many_invitations");
    given.facts.is_bounded = false;
    EXPECT_EQ(given.refusal(), "") << "a body that admits is not bound";
    given.invite.places = 0;
    EXPECT_EQ(given.refusal(), "people.bad_places");
    given.invite.places = places_max + 1;
    EXPECT_EQ(given.refusal(), "people.bad_places");
    given.invite = {"rider", 1, Duration{days(60).ms + 1}, {}};
    EXPECT_EQ(given.refusal(), "people.invitation_too_long");
    given.invite.valid = Duration{0};
    EXPECT_EQ(given.refusal(), "people.invitation_too_long");
    given.invite.valid = days(60);
    given.facts.code_known = true;
    EXPECT_EQ(given.refusal(), "people.code_in_use");
    given.facts.may = false;
    EXPECT_EQ(given.refusal(), "people.not_yours_to_invite");
    given.facts.class_known = false;
    EXPECT_EQ(given.refusal(), "people.no_such_class");
}

TEST(Invitations, are_given_by_whom_the_charter_names) {
    rules::Charter charter;
    charter.governance.classes = {{.id = "driver", .admitted_by = "office"}, {.id = "rider"}};
    const auto as = [](std::vector<std::string> roles) { return Standing{Actor::of(MemberId(7)), std::move(roles)}; };
    EXPECT_TRUE(may_invite(charter, true, "driver", as({"body:office"})));
    EXPECT_FALSE(may_invite(charter, true, "driver", as({"class:driver"})));
    EXPECT_TRUE(may_invite(charter, true, "rider", as({"class:rider"})));
    EXPECT_FALSE(may_invite(charter, true, "rider", as({"class:driver", "body:office"})));
    EXPECT_TRUE(may_invite(charter, false, "rider", as({"founder"})));
    EXPECT_FALSE(may_invite(charter, false, "rider", as({"class:rider"})));
    EXPECT_FALSE(may_invite(charter, true, "nobody", as({"founder"})));
    charter.openness = rules::Openness::closed;
    EXPECT_FALSE(may_invite(charter, true, "rider", as({"class:rider"})));
}

struct ComingIn : Inviting {
    JoinFacts joining{.invitation = Invitation{IdValue{90}, "rider", MemberId(3), 2, 1, context.at + days(1)},
                      .launched = true,
                      .class_known = true};
    std::string code() {
        const auto decided = decide(joining, JoinByInvitation{}, context);
        return decided ? decided->recorded().back().name : decided.error().code;
    }
};

TEST(Invitations, let_in_and_before_the_launch_let_pledge) {
    ComingIn given;
    EXPECT_EQ(given.code(), "people.member_joined");
    given.joining.launched = false;
    EXPECT_EQ(given.code(), "people.pledge_made");
    given.joining.pledges_over = true;
    EXPECT_EQ(given.code(), "people.pledges_over");
}

TEST(Invitations, let_nobody_in_who_comes_too_late_or_belongs_already) {
    ComingIn given;
    given.joining.already_in = true;
    EXPECT_EQ(given.code(), "people.invited_already");
    given.joining.invitation->used = 2;
    EXPECT_EQ(given.code(), "people.code_used");
    given.joining.invitation->until = given.context.at;
    EXPECT_EQ(given.code(), "people.code_expired");
    given.joining.invitation->is_over = true;
    EXPECT_EQ(given.code(), "people.invitation_over");
    given.joining.invitation.reset();
    EXPECT_EQ(given.code(), "people.code_unknown");
}

TEST(Invitations, are_taken_back_by_their_giver_or_whoever_may_give_such) {
    Inviting given;
    const auto code = [&](const TakeBackFacts& facts) {
        const auto decided = decide(facts, TakeInvitationBack{IdValue{90}}, given.context);
        return decided ? "" : decided.error().code;
    };
    Invitation one{IdValue{90}, "rider", MemberId(3), 2, 1, given.context.at + days(1)};
    EXPECT_EQ(code({}), "people.no_such_invitation");
    EXPECT_EQ(code({one, false}), "people.not_your_invitation");
    EXPECT_EQ(code({one, true}), "");
    one.member = MemberId(7);
    EXPECT_EQ(code({one, false}), "");
    one.is_over = true;
    EXPECT_EQ(code({one, true}), "people.invitation_over");
}

} // namespace
} // namespace reef::people
