#include "commons/practices/taking_part.hpp"

namespace reef::practices {
using namespace engine;
namespace {

constexpr RefusalKind joined_already{"practices.joined_already", "You take part already.", 409};
constexpr RefusalKind trial_full{"practices.trial_full",
                                 "The trial is full: {} members take part, as many as it allows.", 409};
constexpr RefusalKind not_in_trial{"practices.not_in_trial", "You do not take part in a trial of practice {}.", 409};
constexpr RefusalKind no_severity{"practices.no_severity", "Severity is a whole number from 1 to 5.", 422};

PartFacts part_facts(store::Connection& connection, const Context& context, IdValue practice) {
    return {
        .practice = find_practice(connection, practice),
        .trial = trial_of(connection, practice),
        .participants = std::ssize(participants_of(connection, practice)),
        .takes_part = takes_part(connection, practice, context.actor.member),
        .serious = connection.one<std::int64_t>(
            "SELECT count(*) FROM {practices_harms} WHERE practice = $1 AND severity >= $2", practice, serious_from),
        .lapses_after = rules::in_force(connection, lapses_after, context.at).value};
}
std::optional<Refusal> refusal_unless_on_trial(const PartFacts& facts, IdValue practice) {
    if (!facts.practice) return refuse(no_such_practice, "practice", {practice.text()}).error();
    if (facts.practice->state != State::on_trial) return refuse(not_on_trial, "practice", {practice.text()}).error();
    return {};
}

} // namespace

std::vector<ParticipantRow> participants_of(store::Connection& connection, IdValue practice) {
    return connection.all<ParticipantRow>("SELECT member, joined_at FROM {practices_participants} WHERE practice = $1 "
                                          "AND left_at IS NULL ORDER BY joined_at, member",
                                          practice);
}
bool takes_part(store::Connection& connection, IdValue practice, MemberId member) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {practices_participants} WHERE practice = $1 AND member "
                                        "= $2 AND left_at IS NULL",
                                        practice, member) > 0;
}
bool takes_part_anywhere(store::Connection& connection, MemberId member) {
    return connection.one<std::int64_t>(
               "SELECT count(*) FROM {practices_participants} WHERE member = $1 AND left_at IS NULL", member) > 0;
}
std::vector<HarmRow> harms_of(store::Connection& connection, IdValue practice) {
    return connection.all<HarmRow>(
        "SELECT harm, severity, what, at FROM {practices_harms} WHERE practice = $1 ORDER BY harm", practice);
}

PartFacts load(store::Connection& connection, const Context& context, const JoinTrial& command) {
    return part_facts(connection, context, command.practice);
}
Decision decide(const PartFacts& facts, const JoinTrial& command, Context& context) {
    if (auto refusal = refusal_unless_on_trial(facts, command.practice)) return std::unexpected(std::move(*refusal));
    if (!is_touched(*facts.practice, context.standing)) return refuse(not_touched);
    if (facts.takes_part) return refuse(joined_already);
    if (facts.participants >= facts.trial->participants_most)
        return refuse(trial_full, "practice", {std::to_string(facts.participants)});
    return Events{TrialJoined{command.practice, context.actor.member, command.reasons}};
}
void apply(store::Connection& connection, const Meta& meta, const TrialJoined& event) {
    connection.run("INSERT INTO {practices_participants} (practice, member, joined_at) VALUES ($1, $2, $3) ON CONFLICT "
                   "(practice, member) DO UPDATE SET joined_at = excluded.joined_at, left_at = NULL",
                   event.practice, event.member, meta.at);
}

PartFacts load(store::Connection& connection, const Context& context, const LeaveTrial& command) {
    return part_facts(connection, context, command.practice);
}
Decision decide(const PartFacts& facts, const LeaveTrial& command, Context& context) {
    if (!facts.practice) return refuse(no_such_practice, "practice", {command.practice.text()});
    if (!facts.takes_part) return refuse(not_in_trial, "practice", {command.practice.text()});
    return Events{TrialLeft{command.practice, context.actor.member, command.reasons}};
}
std::vector<IdValue> load(store::Connection& connection, const Context&, const LeaveAllTrials& command) {
    return connection.all<IdValue>("SELECT practice FROM {practices_participants} WHERE member = $1 AND left_at IS "
                                   "NULL ORDER BY practice",
                                   command.member);
}
Decision decide(const std::vector<IdValue>& trials, const LeaveAllTrials& command, Context&) {
    Events events;
    for (const auto& practice : trials) events.add(TrialLeft{practice, command.member, {}});
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const TrialLeft& event) {
    connection.run("UPDATE {practices_participants} SET left_at = $1 WHERE practice = $2 AND member = $3", meta.at,
                   event.practice, event.member);
}

PartFacts load(store::Connection& connection, const Context& context, const ReportHarm& command) {
    return part_facts(connection, context, command.practice);
}
/// Any member may: harm can reach those whom nobody thought of.
Decision decide(const PartFacts& facts, const ReportHarm& command, Context& context) {
    if (auto refusal = refusal_unless_on_trial(facts, command.practice)) return std::unexpected(std::move(*refusal));
    if (command.severity < 1 || command.severity > worst) return refuse(no_severity, "severity");
    Events events{
        HarmReported{context.new_id(), command.practice, context.actor.member, command.severity, command.harm}};
    const auto serious = facts.serious + (command.severity >= serious_from ? 1 : 0);
    if (command.severity == worst || serious >= facts.trial->stops_at)
        events.add(TrialEnded{command.practice, TrialEnd::harm, {}, context.at + facts.lapses_after});
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const HarmReported& event) {
    connection.run("INSERT INTO {practices_harms} (harm, practice, member, severity, what, at) VALUES ($1, $2, $3, $4, "
                   "$5, $6)",
                   event.harm, event.practice, event.member, event.severity, event.what.reference.commitment, meta.at);
}

} // namespace reef::practices
