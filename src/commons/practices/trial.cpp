#include "commons/practices/trial.hpp"
#include "commons/practices/taking_part.hpp"

namespace reef::practices {
using namespace engine;
namespace {

constexpr RefusalKind tried_already{"practices.tried_already",
                                    "Practice {} was on trial already: settle it, or let another be entered.", 409};
constexpr RefusalKind no_participants{"practices.no_participants",
                                      "One member at least takes part, and 10,000 at most.", 422};
constexpr RefusalKind trial_too_long{"practices.trial_too_long", "A trial lasts a day at least, and {} at most.", 422};
constexpr RefusalKind harms_not_shown{
    "practices.harms_not_shown",
    "Even a trial without any harm cannot show that fewer than 3 serious ones are to be expected: name 3 to 100.", 422};
constexpr RefusalKind renewed_already{"practices.renewed_already", "A trial is renewed once; this one was.", 409};

constexpr std::int64_t participants_bound = 10'000;

std::optional<Refusal> lasts_too_long(const BodyFacts& facts, Duration lasts) {
    if (lasts >= days(1) && lasts <= facts.longest_trial) return {};
    return refuse_by_rule(trial_too_long, longest_trial.name, "lasts", {facts.longest_trial.text()}).error();
}

} // namespace

std::optional<TrialRow> trial_of(store::Connection& connection, IdValue practice) {
    return connection.first<TrialRow>(
        "SELECT began_at, ends_at, participants_most, harms_borne, stops_at, disclosure, reasons, renewed, over_at, "
        "because, end_reasons, entry FROM {practices_trials} WHERE practice = $1",
        practice);
}

BodyFacts body_facts(store::Connection& connection, const Context& context, IdValue practice) {
    return {.practice = find_practice(connection, practice),
            .trial = trial_of(connection, practice),
            .takes_part = takes_part(connection, practice, context.actor.member),
            .answered_by = rules::in_force(connection, answered_by, context.at).value,
            .longest_trial = rules::in_force(connection, longest_trial, context.at).value,
            .lapses_after = rules::in_force(connection, lapses_after, context.at).value};
}
/// Nobody answers on what they entered or take part in themselves.
std::optional<Refusal> may_not_answer(const BodyFacts& facts, IdValue practice, const Context& context) {
    if (!facts.practice) return refuse(no_such_practice, "practice", {practice.text()}).error();
    if (!context.standing.has("body:" + facts.answered_by.text()))
        return refuse_by_rule(not_your_body, answered_by.name, {}, {facts.answered_by.text()}).error();
    if (facts.practice->member == context.actor.member || facts.takes_part) return refuse(own_practice).error();
    if (is_over(facts.practice->state)) return refuse(practice_over, "practice", {practice.text()}).error();
    return {};
}

BodyFacts load(store::Connection& connection, const Context& context, const TryOut& command) {
    return body_facts(connection, context, command.practice);
}
Decision decide(const BodyFacts& facts, const TryOut& command, Context& context) {
    if (auto refusal = may_not_answer(facts, command.practice, context)) return std::unexpected(std::move(*refusal));
    if (facts.trial) return refuse(tried_already, "practice", {command.practice.text()});
    if (command.participants_most < 1 || command.participants_most > participants_bound)
        return refuse(no_participants, "participants_most");
    if (auto refusal = lasts_too_long(facts, command.lasts)) return std::unexpected(std::move(*refusal));
    if (command.harms_borne < harms_borne_least || command.harms_borne > harms_borne_most)
        return refuse(harms_not_shown, "harms_borne");
    return Events{TrialOpened{command.practice, context.actor.member, command.participants_most,
                              context.at + command.lasts, command.harms_borne,
                              *serious_harms_that_stop(command.harms_borne), command.disclosure, command.reasons}};
}
void apply(store::Connection& connection, const Meta& meta, const TrialOpened& event) {
    connection.run("INSERT INTO {practices_trials} (practice, began_at, ends_at, participants_most, harms_borne, "
                   "stops_at, disclosure, reasons, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                   event.practice, meta.at, event.ends_at, event.participants_most, event.harms_borne, event.stops_at,
                   event.disclosure, event.reasons, meta.entry);
    connection.run("UPDATE {practices_entries} SET state = 'on-trial' WHERE practice = $1", event.practice);
}

BodyFacts load(store::Connection& connection, const Context& context, const RenewTrial& command) {
    return body_facts(connection, context, command.practice);
}
Decision decide(const BodyFacts& facts, const RenewTrial& command, Context& context) {
    if (auto refusal = may_not_answer(facts, command.practice, context)) return std::unexpected(std::move(*refusal));
    if (facts.practice->state != State::on_trial) return refuse(not_on_trial, "practice", {command.practice.text()});
    if (facts.trial->renewed) return refuse(renewed_already, "practice");
    if (auto refusal = lasts_too_long(facts, command.lasts)) return std::unexpected(std::move(*refusal));
    return Events{TrialRenewed{command.practice, facts.trial->ends_at + command.lasts, command.reasons}};
}
void apply(store::Connection& connection, const Meta& meta, const TrialRenewed& event) {
    connection.run("UPDATE {practices_trials} SET ends_at = $1, renewed = $2, entry = $3 WHERE practice = $4",
                   event.ends_at, event.reasons, meta.entry, event.practice);
}

BodyFacts load(store::Connection& connection, const Context& context, const EndTrial& command) {
    return body_facts(connection, context, command.practice);
}
Decision decide(const BodyFacts& facts, const EndTrial& command, Context& context) {
    if (auto refusal = may_not_answer(facts, command.practice, context)) return std::unexpected(std::move(*refusal));
    if (facts.practice->state != State::on_trial) return refuse(not_on_trial, "practice", {command.practice.text()});
    return Events{TrialEnded{command.practice, TrialEnd::body, command.reasons, context.at + facts.lapses_after}};
}

BodyFacts load(store::Connection& connection, const Context& context, const LetTrialEnd& command) {
    return body_facts(connection, context, command.practice);
}
/// A trial that ran to its day has shown something: the practice is open again with its report, so that the body says
/// what comes of it. If it says nothing, the practice lapses like any other.
Decision decide(const BodyFacts& facts, const LetTrialEnd& command, Context& context) {
    if (!facts.practice || facts.practice->state != State::on_trial || context.at < facts.trial->ends_at)
        return refuse(not_due, "practice", {command.practice.text()});
    return Events{TrialEnded{command.practice, TrialEnd::date, {}, context.at + facts.lapses_after}};
}

/// Where it was settled in the same entry, the outcome has its own event.
void apply(store::Connection& connection, const Meta& meta, const TrialEnded& event) {
    connection.run("UPDATE {practices_trials} SET over_at = $1, because = $2, end_reasons = $3, entry = $4 WHERE "
                   "practice = $5",
                   meta.at, event.because, event.reasons, meta.entry, event.practice);
    connection.run("UPDATE {practices_participants} SET left_at = $1 WHERE practice = $2 AND left_at IS NULL", meta.at,
                   event.practice);
    if (event.lapses_at)
        connection.run("UPDATE {practices_entries} SET state = 'open', lapses_at = $1 WHERE practice = $2",
                       *event.lapses_at, event.practice);
}

Schedule trial_schedule() {
    return schedule<IdValue>("practices.trials", "the day comes on which a trial of a practice ends",
                             "SELECT t.ends_at, t.practice FROM {practices_trials} t WHERE t.over_at IS NULL AND "
                             "t.ends_at <= $1 ORDER BY t.ends_at, t.practice LIMIT 1",
                             [](IdValue practice) { return call(LetTrialEnd{practice}); });
}

} // namespace reef::practices
