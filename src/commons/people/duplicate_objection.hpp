// Whoever is to be somebody's second membership objects once; another member of the body than who decided looks again.
// Without a decision in time, they vote again.
#pragma once
#include "commons/people/duplicate.hpp"

namespace reef::people {

struct ObjectToSuspension {
    IdValue duplicate;
    Vaulted<std::string> objection;
    static constexpr std::string_view name = "people.object_to_suspension";
    static constexpr std::string_view about =
        "Objects to being called a second membership. Another member of the body than who decided looks again.";
    static constexpr auto fields() {
        return FieldTable{field("duplicate", &ObjectToSuspension::duplicate, "which"),
                          field("objection", &ObjectToSuspension::objection, "why", Audience::parties)};
    }
};
struct SuspensionObjected {
    IdValue duplicate;
    MemberId member;
    Vaulted<std::string> objection;
    Time decide_until;
    static constexpr std::string_view name = "people.suspension_objected";
    static constexpr std::string_view about = "Somebody objects to being called a second membership.";
    static constexpr auto fields() {
        return FieldTable{
            field("duplicate", &SuspensionObjected::duplicate, "which"),
            field("member", &SuspensionObjected::member, "who", Audience::parties),
            field("objection", &SuspensionObjected::objection, "why", Audience::parties),
            field("decide_until", &SuspensionObjected::decide_until, "without a decision they vote again")};
    }
};

struct DecideObjection {
    IdValue duplicate;
    bool lift = false;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "people.decide_objection";
    static constexpr std::string_view about =
        "Looks again at what another member of the body decided, and lifts the suspension or not, with a reason.";
    static constexpr auto fields() {
        return FieldTable{field("duplicate", &DecideObjection::duplicate, "which"),
                          field("lift", &DecideObjection::lift, "whether they vote again"),
                          field("reason", &DecideObjection::reason, "why", Audience::parties)};
    }
};
/// Given by the clock where nobody decided on an objection in time.
struct LiftSuspension {
    IdValue duplicate;
    static constexpr std::string_view name = "people.lift_suspension";
    static constexpr std::string_view about = "Ends a suspension: nobody decided on the objection in time.";
    static constexpr auto fields() { return FieldTable{field("duplicate", &LiftSuspension::duplicate, "which")}; }
};
struct ObjectionDecided {
    IdValue duplicate;
    MemberId member;
    bool is_lifted = false;
    std::optional<Vaulted<std::string>> reason;
    static constexpr std::string_view name = "people.objection_decided";
    static constexpr std::string_view about =
        "An objection to being called a second membership was decided, or nobody did in time.";
    static constexpr auto fields() {
        return FieldTable{
            field("duplicate", &ObjectionDecided::duplicate, "which"),
            field("member", &ObjectionDecided::member, "who objected", Audience::parties),
            field("lifted", &ObjectionDecided::is_lifted, "whether they vote again", Audience::parties),
            field("reason", &ObjectionDecided::reason, "why; none where nobody decided", Audience::parties)};
    }
};

DuplicateFacts load(store::Connection&, const engine::Context&, const ObjectToSuspension&);
/// Refused: people.no_such_duplicate, .not_suspended_by_it, .objected_already.
engine::Decision decide(const DuplicateFacts&, const ObjectToSuspension&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const SuspensionObjected&);
DuplicateFacts load(store::Connection&, const engine::Context&, const DecideObjection&);
/// Refused: people.no_such_duplicate, .own_duplicate, .no_objection, .decided_by_yourself.
engine::Decision decide(const DuplicateFacts&, const DecideObjection&, engine::Context&);
DuplicateFacts load(store::Connection&, const engine::Context&, const LiftSuspension&);
engine::Decision decide(const DuplicateFacts&, const LiftSuspension&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ObjectionDecided&);
engine::Schedule objection_schedule();

} // namespace reef::people
