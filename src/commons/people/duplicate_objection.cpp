#include "commons/people/duplicate_objection.hpp"

namespace reef::people {
using namespace engine;
namespace {

constexpr RefusalKind not_suspended_by_it{"people.not_suspended_by_it", "It does not keep you from voting.", 403};
constexpr RefusalKind suspension_objected_already{"people.objected_already",
                                                  "You have objected; that is looked at once.", 409};
constexpr RefusalKind no_objection{"people.no_objection", "Nobody objects to this.", 409};
constexpr RefusalKind decided_by_yourself{"people.decided_by_yourself",
                                          "You decided this: another member of the body looks at the objection.", 403};

bool waits(const DuplicateRow& row) { return row.decide_until && !row.objection_reason && !row.lifted_entry; }

DuplicateFacts facts_on(store::Connection& connection, const Context& context, IdValue duplicate) {
    return {find_duplicate(connection, duplicate), rules::in_force(connection, hearing_time, context.at).value};
}

} // namespace

DuplicateFacts load(store::Connection& connection, const Context& context, const ObjectToSuspension& object) {
    return facts_on(connection, context, object.duplicate);
}
Decision decide(const DuplicateFacts& facts, const ObjectToSuspension& object, Context& context) {
    if (!facts.row) return refuse(no_such_duplicate, "duplicate");
    if (facts.row->suspended != context.actor.member || facts.row->lifted_entry) return refuse(not_suspended_by_it);
    if (facts.row->objection) return refuse(suspension_objected_already);
    return Events{
        SuspensionObjected{object.duplicate, context.actor.member, object.objection, context.at + facts.hearing}};
}
void apply(store::Connection& connection, const Meta&, const SuspensionObjected& event) {
    connection.run("UPDATE {people_duplicates} SET objection = $1, decide_until = $2 WHERE duplicate = $3",
                   event.objection.reference.commitment, event.decide_until, event.duplicate);
}

DuplicateFacts load(store::Connection& connection, const Context& context, const DecideObjection& choice) {
    return facts_on(connection, context, choice.duplicate);
}
Decision decide(const DuplicateFacts& facts, const DecideObjection& choice, Context& context) {
    if (!facts.row) return refuse(no_such_duplicate, "duplicate");
    if (facts.row->names(context.actor.member)) return refuse(own_duplicate);
    if (!waits(*facts.row)) return refuse(no_objection);
    if (facts.row->settled_by == context.actor.member) return refuse(decided_by_yourself);
    return Events{ObjectionDecided{choice.duplicate, *facts.row->suspended, choice.lift, choice.reason}};
}

DuplicateFacts load(store::Connection& connection, const Context& context, const LiftSuspension& lift) {
    return facts_on(connection, context, lift.duplicate);
}
Decision decide(const DuplicateFacts& facts, const LiftSuspension& lift, Context&) {
    ensure(facts.row && waits(*facts.row), "the clock lifts what an objection waits on");
    return Events{ObjectionDecided{lift.duplicate, *facts.row->suspended, true, {}}};
}
void apply(store::Connection& connection, const Meta& meta, const ObjectionDecided& event) {
    std::optional<Hash> reason;
    if (event.reason) reason = event.reason->reference.commitment;
    std::optional<EntryNumber> lifted;
    if (event.is_lifted) lifted = meta.entry;
    connection.run("UPDATE {people_duplicates} SET objection_reason = $1, lifted_entry = $2 WHERE duplicate = $3",
                   reason, lifted, event.duplicate);
}

Schedule objection_schedule() {
    return schedule<IdValue>(
        "people.lift_suspension", "nobody decided in time on an objection to a suspension",
        "SELECT decide_until, duplicate FROM {people_duplicates} WHERE decide_until <= $1 AND "
        "objection_reason IS NULL AND lifted_entry IS NULL ORDER BY decide_until, duplicate LIMIT 1",
        [](IdValue duplicate) { return call(LiftSuspension{duplicate}); });
}

} // namespace reef::people
