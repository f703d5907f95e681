// Accounts and membership: signing up gives a number; joining a class makes a member.
#pragma once
#include "commons/people/conduct.hpp"

namespace reef::people {

struct SignUp {
    Vaulted<std::string> display_name;
    static constexpr std::string_view name = "people.sign_up";
    static constexpr std::string_view about = "Gives a person or an organisation a number on this platform.";
    static constexpr auto fields() {
        return FieldTable{field("name", &SignUp::display_name, "as other members will see it", Audience::members, 80)};
    }
};

struct SignedUp {
    MemberId member;
    Vaulted<std::string> display_name;
    static constexpr std::string_view name = "people.signed_up";
    static constexpr std::string_view about = "Somebody has a number here. They are no member of a class yet.";
    static constexpr auto fields() {
        return FieldTable{field("member", &SignedUp::member, "the number"),
                          field("name", &SignedUp::display_name, "as members see it", Audience::members)};
    }
};

struct Apply {
    std::string stakeholder_class;
    std::optional<Vaulted<std::string>> motivation;
    static constexpr std::string_view name = "people.apply";
    static constexpr std::string_view about =
        "Asks to join a class: at once where it is open, upon buying a share, or by a body's decision.";
    static constexpr auto fields() {
        return FieldTable{field("class", &Apply::stakeholder_class, "the class to join"),
                          field("motivation", &Apply::motivation, "for the body that decides", Audience::parties)};
    }
};

struct ApplicationMade {
    IdValue application;
    MemberId member;
    std::string stakeholder_class;
    std::string body;
    std::optional<Vaulted<std::string>> motivation;
    std::optional<std::int64_t> conduct_version = {};
    static constexpr std::string_view name = "people.application_made";
    static constexpr std::string_view about = "Somebody asked a body to be admitted to a class.";
    static constexpr auto fields() {
        return FieldTable{
            field("application", &ApplicationMade::application, "its number"),
            field("member", &ApplicationMade::member, "who asks", Audience::members),
            field("class", &ApplicationMade::stakeholder_class, "which class"),
            field("body", &ApplicationMade::body, "that decides"),
            field("motivation", &ApplicationMade::motivation, "why", Audience::parties),
            field("conduct_version", &ApplicationMade::conduct_version, "of people.conduct, as the applicant saw it")};
    }
    std::string topic() const { return "/bodies"; }
};

struct DecideApplication {
    IdValue application;
    bool admit = false;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "people.decide_application";
    static constexpr std::string_view about = "Admits an applicant to a class or not, with reasons.";
    static constexpr auto fields() {
        return FieldTable{
            field("application", &DecideApplication::application, "which"),
            field("admit", &DecideApplication::admit, "whether to admit"),
            field("reasons", &DecideApplication::reasons, "why; the applicant reads them", Audience::parties)};
    }
};

struct ApplicationDecided {
    IdValue application;
    MemberId member;
    bool admitted = false;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "people.application_decided";
    static constexpr std::string_view about = "A body admitted an applicant, or did not, with reasons.";
    static constexpr auto fields() {
        return FieldTable{field("application", &ApplicationDecided::application, "which"),
                          field("member", &ApplicationDecided::member, "who had asked", Audience::members),
                          field("admitted", &ApplicationDecided::admitted, "whether", Audience::parties),
                          field("reasons", &ApplicationDecided::reasons, "why", Audience::parties)};
    }
};

struct MemberJoined {
    MemberId member;
    std::string stakeholder_class;
    std::optional<std::int64_t> conduct_version = {};
    static constexpr std::string_view name = "people.member_joined";
    static constexpr std::string_view about = "Somebody became a member of a class.";
    static constexpr auto fields() {
        return FieldTable{field("member", &MemberJoined::member, "who"),
                          field("class", &MemberJoined::stakeholder_class, "which class"),
                          field("conduct_version", &MemberJoined::conduct_version,
                                "of people.conduct, under which they applied or joined")};
    }
    std::string topic() const { return "/people"; }
};

struct Leave {
    static constexpr std::string_view name = "people.leave";
    static constexpr std::string_view about =
        "Leaves the platform and erases everything personal. This cannot be undone.";
    static constexpr auto fields() { return FieldTable{}; }
};

struct MemberLeft {
    MemberId member;
    static constexpr std::string_view name = "people.member_left";
    static constexpr std::string_view about = "Somebody left; what was personal is erased, their number remains.";
    static constexpr auto fields() { return FieldTable{field("member", &MemberLeft::member, "who")}; }
    std::int64_t erased_subject() const { return member.value; }
    std::string topic() const { return "/people"; }
};

engine::NoFacts load(store::Connection&, const engine::Context&, const SignUp&);
engine::Decision decide(const engine::NoFacts&, const SignUp&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const SignedUp&);

/// Where a platform is not open to everybody, one comes in by an invitation.
inline constexpr RefusalKind invitation_needed{
    "people.invitation_needed", "One comes in here by an invitation. Somebody who gave you a code can help.", 403};

struct ApplyFacts {
    bool launched = false;
    std::optional<rules::ClassCharter> stakeholder_class;
    bool already_in = false;
    bool already_asked = false;
    rules::Openness openness = rules::Openness::open;
    std::optional<std::int64_t> conduct_version = {}; // in force
};
ApplyFacts load(store::Connection&, const engine::Context&, const Apply&);
engine::Decision decide(const ApplyFacts&, const Apply&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ApplicationMade&);
void apply(store::Connection&, const engine::Meta&, const MemberJoined&);

struct ApplicationFacts {
    std::optional<MemberId> applicant; // none: there is no such application
    std::string stakeholder_class;
    std::string body;
    bool decided = false;
    std::optional<std::int64_t> conduct_version = {}; // under which they applied
};
ApplicationFacts load(store::Connection&, const engine::Context&, const DecideApplication&);
engine::Decision decide(const ApplicationFacts&, const DecideApplication&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ApplicationDecided&);

/// What a body decided on an application; nothing before.
struct ApplicationOutcome {
    MemberId member;
    std::string stakeholder_class;
    bool admitted = false;
};
std::optional<ApplicationOutcome> outcome_of(store::Connection& connection, IdValue application);

engine::NoFacts load(store::Connection&, const engine::Context&, const Leave&);
engine::Decision decide(const engine::NoFacts&, const Leave&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const MemberLeft&);

} // namespace reef::people
