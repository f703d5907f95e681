#include "commons/duties/answer.hpp"

namespace reef::duties {
using namespace engine;
namespace {

constexpr RefusalKind no_such_duty{"duties.no_such_duty", "The charter ties no duty \"{}\" to size.", 404};
constexpr RefusalKind not_owed_yet{"duties.not_owed_yet",
                                   "The platform has not reached the size from which this is owed.", 409};
constexpr RefusalKind not_your_body{"duties.not_your_body", "{} answers for this; its members write for it.", 403};
constexpr RefusalKind answered_already{"duties.answered_already", "Nothing of this is open: the last was answered.",
                                       409};
constexpr RefusalKind nothing_said{"duties.nothing_said", "Say what was done.", 422};

} // namespace

AnswerFacts load(store::Connection& connection, const Context&, const AnswerDuty& answer) {
    AnswerFacts facts;
    const auto row = connection.first<std::tuple<std::string, bool>>(
        "SELECT terms, is_owed FROM {duties_standing} WHERE duty = $1", answer.duty);
    if (!row) return facts;
    facts.duty = from_recorded<rules::DutyCharter>(std::get<0>(*row));
    facts.is_owed = std::get<1>(*row);
    if (const auto term = connection.first<std::tuple<std::int64_t, Time>>(
            "SELECT number, due_at FROM {duties_terms} WHERE duty = $1 AND answered_entry IS NULL AND NOT is_dropped "
            "ORDER BY number LIMIT 1",
            answer.duty))
        facts.term = DutyTerm{std::get<0>(*term), std::get<1>(*term)};
    return facts;
}

Decision decide(const AnswerFacts& facts, const AnswerDuty& answer, Context& context) {
    if (!facts.duty) return refuse(no_such_duty, "duty", {answer.duty});
    if (!context.standing.has("body:" + facts.duty->answered_by))
        return refuse(not_your_body, {}, {facts.duty->answered_by});
    if (!facts.is_owed) return refuse(not_owed_yet, "duty");
    if (!facts.term) return refuse(answered_already, "duty");
    if (trimmed(answer.done).empty()) return refuse(nothing_said, "done");
    return Events{DutyAnswered{answer.duty, facts.term->number, context.actor.member, answer.done, answer.reading,
                               !facts.duty->every}};
}

/// What is owed again waits for its day, on which the next is opened.
void apply(store::Connection& connection, const Meta& meta, const DutyAnswered& event) {
    connection.run("UPDATE {duties_terms} SET answered_entry = $1, answered_at = $2, answered_by = $3, done = $4, "
                   "reading = $5, is_over = is_over OR $6 WHERE duty = $7 AND number = $8",
                   meta.entry, meta.at, event.by, event.done, event.reading, event.is_settled, event.duty,
                   event.number);
}

} // namespace reef::duties
