#include "commons/people/recovery.hpp"

namespace reef::people {
using namespace engine;

const Rule<Duration> recovery_wait{"people.recovery_wait",
                                   "Wait before a second factor is taken off",
                                   "How long somebody can stop that the operator lets them in without it.",
                                   days(3),
                                   days(1),
                                   days(30)};

namespace {

constexpr RefusalKind nobody_to_let_in{"people.nobody_to_let_in", "Nobody with this number is here.", 404};
constexpr RefusalKind recovery_runs{"people.recovery_runs", "This was begun already; the wait ends on {}.", 409};
constexpr RefusalKind no_recovery{"people.no_recovery", "Nothing of the kind was begun, or it was stopped.", 409};
constexpr RefusalKind recovery_waits{"people.recovery_waits",
                                     "The wait ends on {}; until then the person can stop this.", 409};

RecoveryFacts recovery_facts(store::Connection& connection, const Context& context, MemberId member) {
    const auto left =
        connection.first<std::optional<Time>>("SELECT left_at FROM {people_members} WHERE member = $1", member);
    return {.is_here = left && !*left,
            .running = recovery_of(connection, member),
            .wait = rules::platform(connection) ? rules::in_force(connection, recovery_wait, context.at).value
                                                : recovery_wait.default_value};
}

void end_recovery(store::Connection& connection, MemberId member) {
    connection.run("DELETE FROM {people_recoveries} WHERE member = $1", member);
}

} // namespace

std::optional<Recovery> recovery_of(store::Connection& connection, MemberId member) {
    return connection.first<Recovery>(
        "SELECT begun_at, until, reason, entry FROM {people_recoveries} WHERE member = $1", member);
}

RecoveryFacts load(store::Connection& connection, const Context& context, const BeginRecovery& begin) {
    return recovery_facts(connection, context, begin.member);
}
Decision decide(const RecoveryFacts& facts, const BeginRecovery& begin, Context& context) {
    if (!facts.is_here) return refuse(nobody_to_let_in, "member");
    if (facts.running) return refuse(recovery_runs, "member", {facts.running->until.date_text()});
    return Events{RecoveryBegun{begin.member, begin.reason, context.at + facts.wait}};
}
void apply(store::Connection& connection, const Meta& meta, const RecoveryBegun& event) {
    connection.run(
        "INSERT INTO {people_recoveries} (member, begun_at, until, reason, entry) VALUES ($1, $2, $3, $4, $5)",
        event.member, meta.at, event.until, event.reason.reference.commitment, meta.entry);
}

RecoveryFacts load(store::Connection& connection, const Context& context, const StopRecovery&) {
    return recovery_facts(connection, context, context.actor.member);
}
Decision decide(const RecoveryFacts& facts, const StopRecovery&, Context& context) {
    if (!facts.running) return refuse(no_recovery);
    return Events{RecoveryStopped{context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const RecoveryStopped& event) {
    end_recovery(connection, event.member);
}

RecoveryFacts load(store::Connection& connection, const Context& context, const FinishRecovery& finish) {
    return recovery_facts(connection, context, finish.member);
}
Decision decide(const RecoveryFacts& facts, const FinishRecovery& finish, Context& context) {
    if (!facts.is_here) return refuse(nobody_to_let_in, "member");
    if (!facts.running) return refuse(no_recovery, "member");
    if (context.at < facts.running->until)
        return refuse_by_rule(recovery_waits, recovery_wait.name, "member", {facts.running->until.date_text()});
    return Events{RecoveryFinished{finish.member}};
}
void apply(store::Connection& connection, const Meta&, const RecoveryFinished& event) {
    end_recovery(connection, event.member);
}

std::optional<RecoveryNotice> recovery_notice(const PageRequest& request) {
    if (!request.signed_in()) return {};
    const auto recovery = recovery_of(request.connection, request.member());
    if (!recovery) return {};
    return RecoveryNotice{
        request.say(
            "Whoever runs this server was asked to let you in without your second factor. If it was not you who "
            "asked, stop it."),
        request.revealed(recovery->reason), recovery->until, "/chronicle/" + std::to_string(recovery->entry)};
}

} // namespace reef::people
