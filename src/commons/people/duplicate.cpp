#include "commons/people/duplicate.hpp"
#include "commons/people/standing.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;

const Rule<Duration> hearing_time{"people.hearing_time",
                                  "Time to be heard on a second membership",
                                  "For how long two members are heard before a body may decide that they are one "
                                  "person, and within which it decides on an objection; without a decision, whoever "
                                  "objects votes again.",
                                  days(7),
                                  days(1),
                                  days(60)};

namespace {

constexpr RefusalKind same_member{"people.same_member", "Name two members.", 422};
constexpr RefusalKind no_such_members{"people.no_such_members", "Both must be members here.", 404};
constexpr RefusalKind nothing_alike{"people.nothing_alike", "Say what they have alike.", 422};
constexpr RefusalKind duplicate_known{"people.duplicate_known",
                                      "This pair is known: it is being heard, or was decided.", 409};
constexpr RefusalKind not_about_you{"people.not_about_you", "Whoever is asked answers.", 403};
constexpr RefusalKind settled_already{"people.duplicate_settled_already", "This is decided.", 409};
constexpr RefusalKind suspends_whom{"people.suspends_whom",
                                    "Of one person, name which of the two memberships votes no more; of different "
                                    "persons, none.",
                                    422};
constexpr RefusalKind not_heard_yet{"people.not_heard_yet",
                                    "Both are heard first: until they have answered, or until {}.", 409};

constexpr std::string_view duplicate_columns =
    "SELECT duplicate, first, second, alike, hear_until, first_answer, second_answer, outcome, settled_by, reason, "
    "suspended, lifted_entry, objection, decide_until, objection_reason FROM {people_duplicates} ";

Duration hearing_now(store::Connection& connection, const Context& context) {
    return rules::in_force(connection, hearing_time, context.at).value;
}

} // namespace

std::optional<DuplicateRow> find_duplicate(store::Connection& connection, IdValue duplicate) {
    return connection.first<DuplicateRow>(std::string(duplicate_columns) + "WHERE duplicate = $1", duplicate);
}
std::vector<DuplicateRow> duplicates_of(store::Connection& connection, std::optional<MemberId> member,
                                        std::int64_t limit) {
    if (!member)
        return connection.all<DuplicateRow>(std::string(duplicate_columns) + "ORDER BY duplicate DESC LIMIT $1", limit);
    return connection.all<DuplicateRow>(std::string(duplicate_columns) +
                                            "WHERE first = $1 OR second = $1 ORDER BY duplicate DESC LIMIT $2",
                                        *member, limit);
}
std::optional<DuplicateRow> duplicate_of_pair(store::Connection& connection, MemberId first, MemberId second) {
    return connection.first<DuplicateRow>(std::string(duplicate_columns) +
                                              "WHERE first = $1 AND second = $2 ORDER BY duplicate DESC LIMIT 1",
                                          std::min(first, second), std::max(first, second));
}
bool is_known(const DuplicateRow& row) {
    return !row.outcome || *row.outcome == DuplicateOutcome::different || !row.lifted_entry;
}

RaiseFacts load(store::Connection& connection, const Context& context, const RaiseDuplicate& raise) {
    return {.both_here = is_member(connection, raise.first) && is_member(connection, raise.second),
            .known = duplicate_of_pair(connection, raise.first, raise.second),
            .hearing = hearing_now(connection, context)};
}
Decision decide(const RaiseFacts& facts, const RaiseDuplicate& raise, Context& context) {
    if (raise.first == raise.second) return refuse(same_member, "second");
    if (raise.first == context.actor.member || raise.second == context.actor.member) return refuse(own_duplicate);
    if (!facts.both_here) return refuse(no_such_members);
    if (raise.alike.empty()) return refuse(nothing_alike, "alike");
    if (facts.known && is_known(*facts.known)) return refuse(duplicate_known);
    return Events{DuplicateRaised{context.new_id(), std::min(raise.first, raise.second),
                                  std::max(raise.first, raise.second), raise.alike, context.at + facts.hearing}};
}
void apply(store::Connection& connection, const Meta&, const DuplicateRaised& event) {
    connection.run("INSERT INTO {people_duplicates} (duplicate, first, second, alike, hear_until) VALUES ($1, $2, $3, "
                   "$4, $5)",
                   event.duplicate, event.first, event.second, json_text(to_json(event.alike)), event.hear_until);
}

DuplicateFacts load(store::Connection& connection, const Context& context, const AnswerDuplicate& answer) {
    return {find_duplicate(connection, answer.duplicate), hearing_now(connection, context)};
}
Decision decide(const DuplicateFacts& facts, const AnswerDuplicate& answer, Context& context) {
    if (!facts.row) return refuse(no_such_duplicate, "duplicate");
    if (!facts.row->names(context.actor.member)) return refuse(not_about_you);
    if (facts.row->outcome) return refuse(settled_already);
    return Events{DuplicateAnswered{answer.duplicate, context.actor.member, answer.answer}};
}
void apply(store::Connection& connection, const Meta&, const DuplicateAnswered& event) {
    connection.run("UPDATE {people_duplicates} SET first_answer = CASE WHEN first = $1 THEN $2 ELSE first_answer END, "
                   "second_answer = CASE WHEN second = $1 THEN $2 ELSE second_answer END WHERE duplicate = $3",
                   event.member, event.answer.reference.commitment, event.duplicate);
}

DuplicateFacts load(store::Connection& connection, const Context& context, const SettleDuplicate& settle) {
    return {find_duplicate(connection, settle.duplicate), hearing_now(connection, context)};
}
/// "A member is heard first": nobody loses a vote before they answered, or had the time to.
Decision decide(const DuplicateFacts& facts, const SettleDuplicate& settle, Context& context) {
    if (!facts.row) return refuse(no_such_duplicate, "duplicate");
    const auto& row = *facts.row;
    if (row.names(context.actor.member)) return refuse(own_duplicate);
    if (row.outcome) return refuse(settled_already);
    const bool is_same = settle.outcome == DuplicateOutcome::same;
    if (is_same != settle.suspends.has_value() || (is_same && !row.names(*settle.suspends)))
        return refuse(suspends_whom, "suspends");
    if (is_same && context.at < row.hear_until && !(row.first_answer && row.second_answer))
        return refuse(not_heard_yet, {}, {row.hear_until.date_text()});
    return Events{DuplicateSettled{settle.duplicate, settle.outcome, context.actor.member, row.first, row.second,
                                   settle.suspends, settle.reason}};
}
void apply(store::Connection& connection, const Meta& meta, const DuplicateSettled& event) {
    std::optional<EntryNumber> from;
    if (event.suspended) from = meta.entry;
    connection.run("UPDATE {people_duplicates} SET outcome = $1, settled_by = $2, reason = $3, suspended = $4, "
                   "suspended_entry = $5 WHERE duplicate = $6",
                   event.outcome, event.by, event.reason.reference.commitment, event.suspended, from, event.duplicate);
}

std::vector<MemberId> suspended_at(store::Connection& connection, EntryNumber entry) {
    return connection.all<MemberId>("SELECT DISTINCT suspended FROM {people_duplicates} WHERE suspended_entry <= $1 "
                                    "AND (lifted_entry IS NULL OR lifted_entry > $1) ORDER BY suspended",
                                    entry);
}
void end_suspensions(store::Connection& connection, const Meta& meta, MemberId leaver) {
    connection.run("UPDATE {people_duplicates} SET lifted_entry = $1 WHERE (first = $2 OR second = $2) AND suspended "
                   "IS NOT NULL AND lifted_entry IS NULL",
                   meta.entry, leaver);
    connection.run("DELETE FROM {people_duplicates} WHERE (first = $1 OR second = $1) AND outcome IS NULL", leaver);
}

} // namespace reef::people
