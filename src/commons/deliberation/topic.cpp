#include "commons/deliberation/topic.hpp"

namespace reef::deliberation {
using namespace engine;

const Rule<Duration> open_for{"deliberation.open_for",
                              "Time for a deliberation",
                              "How long one may speak and answer to a topic.",
                              days(21),
                              days(1),
                              days(365)};
const Rule<Count> statements_per_member{
    "deliberation.statements_per_member",
    "Statements for each member",
    "How many statements one member may make in one deliberation, so that all are heard.",
    {10},
    Count{1},
    Count{1000}};

namespace {

constexpr RefusalKind not_launched{"deliberation.not_launched", "This platform has not launched yet.", 409};
constexpr RefusalKind no_such_deliberation{"deliberation.no_such_deliberation",
                                           "There is no deliberation with this number.", 404};
constexpr RefusalKind no_such_statement{"deliberation.no_such_statement",
                                        "There is no statement with this number here.", 404};
constexpr RefusalKind closed{"deliberation.closed", "This deliberation ended on {}.", 409};
constexpr RefusalKind enough_said{
    "deliberation.enough_said", "You have made {} statements here, as many as the rule allows, so that all are heard.",
    409};

std::optional<Refusal> is_closed(const std::optional<Time>& closes_at, Time now) {
    if (!closes_at || now < *closes_at) return {};
    return refuse(closed, {}, {closes_at->date_text()}).error();
}

/// The column that counts an answer; the text of a statement must not carry values.
std::string_view add_to(Answer answer) {
    switch (answer) {
    case Answer::agree:
        return "UPDATE {deliberation_statements} SET agree = agree + $1 WHERE deliberation = $2 AND number = $3";
    case Answer::disagree:
        return "UPDATE {deliberation_statements} SET disagree = disagree + $1 WHERE deliberation = $2 AND number = $3";
    case Answer::pass:
        break;
    }
    return "UPDATE {deliberation_statements} SET pass = pass + $1 WHERE deliberation = $2 AND number = $3";
}

} // namespace

void enter_answer(store::Connection& connection, IdValue deliberation, std::int64_t number, std::int64_t voice,
                  Answer answer, Time at) {
    const auto previous = connection.first<Answer>(
        "SELECT answer FROM {deliberation_evaluations} WHERE deliberation = $1 AND number = $2 AND voice = $3",
        deliberation, number, voice);
    if (previous) connection.run(add_to(*previous), -1, deliberation, number);
    connection.run(add_to(answer), 1, deliberation, number);
    connection.run(
        "INSERT INTO {deliberation_evaluations} (deliberation, number, voice, answer, at) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (deliberation, number, voice) DO UPDATE SET answer = $4, at = $5",
        deliberation, number, voice, answer, at);
    if (previous) return;
    const auto first_answers = connection.run("INSERT INTO {deliberation_voices} (deliberation, voice) VALUES ($1, $2) "
                                              "ON CONFLICT (deliberation, voice) DO NOTHING",
                                              deliberation, voice);
    if (first_answers > 0 && voice < 0)
        connection.run("UPDATE {deliberation_topics} SET guests = guests + 1 WHERE deliberation = $1", deliberation);
}

void note_answers(store::Connection& connection, const Meta& meta, IdValue deliberation, std::int64_t count) {
    connection.run("UPDATE {deliberation_topics} SET answers_given = answers_given + $1, answered_entry = $2, "
                   "answered_at = $3 WHERE deliberation = $4",
                   count, meta.entry, meta.at, deliberation);
}

std::vector<IdValue> open_deliberations(store::Connection& connection, Time now) {
    return connection.all<IdValue>(
        "SELECT deliberation FROM {deliberation_topics} WHERE complete AND closes_at > $1 ORDER BY deliberation", now);
}

std::vector<std::int64_t> unanswered(store::Connection& connection, IdValue deliberation, MemberId member,
                                     std::int64_t limit) {
    return connection.all<std::int64_t>(
        "SELECT number FROM {deliberation_statements} s WHERE deliberation = $1 AND NOT hidden AND NOT EXISTS (SELECT "
        "1 FROM {deliberation_evaluations} e WHERE e.deliberation = s.deliberation AND e.number = s.number AND e.voice "
        "= $2) ORDER BY agree + disagree + pass, number LIMIT $3",
        deliberation, member.value, limit);
}

OpenFacts load(store::Connection& connection, const Context& context, const Open&) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    return {platform->launched(), rules::in_force(connection, open_for, context.at).value};
}
Decision decide(const OpenFacts& facts, const Open& open, Context& context) {
    if (!facts.launched) return refuse(not_launched);
    return Events{Opened{context.new_id(), open.title, open.question, context.at + facts.open_for}};
}
void apply(store::Connection& connection, const Meta& meta, const Opened& event) {
    connection.run("INSERT INTO {deliberation_topics} (deliberation, entry, title, question, opened_by, opened_at, "
                   "closes_at, imported_rows, complete, statements, guests, answers_given) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7, 0, TRUE, 0, 0, 0)",
                   event.deliberation, meta.entry, event.title.reference.commitment,
                   event.question.reference.commitment, meta.actor.member, meta.at, event.closes_at);
}

StateFacts load(store::Connection& connection, const Context& context, const State& state) {
    using Row = std::tuple<std::optional<Time>, bool>;
    const auto topic = connection.first<Row>(
        "SELECT closes_at, complete FROM {deliberation_topics} WHERE deliberation = $1", state.deliberation);
    if (!topic || !std::get<1>(*topic)) return {};
    return {true, std::get<0>(*topic),
            connection
                    .one<std::optional<std::int64_t>>(
                        "SELECT max(number) FROM {deliberation_statements} WHERE deliberation = $1", state.deliberation)
                    .value_or(0) +
                1,
            connection.one<std::int64_t>(
                "SELECT count(*) FROM {deliberation_statements} WHERE deliberation = $1 AND author = $2",
                state.deliberation, context.actor.member),
            rules::in_force(connection, statements_per_member, context.at).value.number};
}
Decision decide(const StateFacts& facts, const State& state, Context& context) {
    if (!facts.known) return refuse(no_such_deliberation, "deliberation");
    if (auto refusal = is_closed(facts.closes_at, context.at)) return std::unexpected(std::move(*refusal));
    if (facts.mine >= facts.mine_max)
        return refuse_by_rule(enough_said, statements_per_member.name, "text", {std::to_string(facts.mine)});
    return Events{Stated{state.deliberation, facts.next_number, context.actor.member, state.text}};
}
void apply(store::Connection& connection, const Meta& meta, const Stated& event) {
    connection.run("INSERT INTO {deliberation_statements} (deliberation, number, entry, text, author, at, hidden, "
                   "agree, disagree, pass) "
                   "VALUES ($1, $2, $3, $4, $5, $6, FALSE, 0, 0, 0)",
                   event.deliberation, event.number, meta.entry, event.text.reference.commitment, event.author,
                   meta.at);
    connection.run("UPDATE {deliberation_topics} SET statements = statements + 1 WHERE deliberation = $1",
                   event.deliberation);
}

EvaluateFacts load(store::Connection& connection, const Context& context, const Evaluate& evaluate) {
    using Row = std::tuple<std::optional<Time>, bool>;
    const auto row = connection.first<Row>(
        "SELECT t.closes_at, s.hidden FROM {deliberation_topics} t JOIN {deliberation_statements} s "
        "ON s.deliberation = t.deliberation WHERE t.deliberation = $1 AND s.number = $2 AND t.complete",
        evaluate.deliberation, evaluate.number);
    if (!row || std::get<1>(*row)) return {};
    return {true, std::get<0>(*row),
            connection.first<Answer>(
                "SELECT answer FROM {deliberation_evaluations} WHERE deliberation = $1 AND number = $2 AND voice = $3",
                evaluate.deliberation, evaluate.number, context.actor.member.value)};
}
Decision decide(const EvaluateFacts& facts, const Evaluate& evaluate, Context& context) {
    if (!facts.known) return refuse(no_such_statement, "number");
    if (auto refusal = is_closed(facts.closes_at, context.at)) return std::unexpected(std::move(*refusal));
    if (facts.previous == evaluate.answer) return Events{}; // saying it twice changes nothing
    return Events{Evaluated{evaluate.deliberation, evaluate.number, context.actor.member, evaluate.answer}};
}
void apply(store::Connection& connection, const Meta& meta, const Evaluated& event) {
    enter_answer(connection, event.deliberation, event.number, event.member.value, event.answer, meta.at);
    note_answers(connection, meta, event.deliberation, 1);
}

} // namespace reef::deliberation
