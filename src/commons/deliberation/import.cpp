#include "commons/deliberation/import.hpp"
#include <algorithm>

namespace reef::deliberation {
using namespace engine;
namespace {

constexpr RefusalKind no_import{"deliberation.no_import", "No import with this number is under way.", 409};
constexpr RefusalKind too_many_rows{"deliberation.too_many_rows", "At most {} rows go into one entry; these are {}.",
                                    422};
constexpr RefusalKind out_of_order{"deliberation.out_of_order", "Row {} is expected next, and these begin at row {}.",
                                   409};

std::optional<ImportState> import_where(store::Connection& connection, std::string_view sql, const auto& value) {
    const auto row = connection.first<std::tuple<IdValue, bool, std::int64_t>>(sql, value);
    if (!row) return {};
    const auto& [deliberation, complete, rows] = *row;
    return ImportState{deliberation, complete,
                       connection.one<std::int64_t>(
                           "SELECT count(*) FROM {deliberation_statements} WHERE deliberation = $1", deliberation),
                       rows};
}

ImportFacts by_number(store::Connection& connection, IdValue deliberation) {
    return import_where(connection,
                        "SELECT deliberation, complete, imported_rows FROM {deliberation_topics} "
                        "WHERE deliberation = $1 AND import_key IS NOT NULL",
                        deliberation);
}

std::optional<Refusal> cannot_import(const ImportFacts& facts, std::size_t rows) {
    if (!facts || facts->complete) return refuse(no_import, "deliberation").error();
    if (rows > rows_max) return refuse(too_many_rows, "rows", {std::to_string(rows_max), std::to_string(rows)}).error();
    return {};
}

} // namespace

std::optional<ImportState> import_state(store::Connection& connection, std::string_view key) {
    return import_where(connection,
                        "SELECT deliberation, complete, imported_rows FROM {deliberation_topics} WHERE import_key = $1",
                        key);
}

ImportFacts load(store::Connection& connection, const Context&, const BeginImport& begin) {
    return import_state(connection, begin.key);
}
Decision decide(const ImportFacts& facts, const BeginImport& begin, Context& context) {
    if (facts) return Events{}; // the same files: begun or imported already
    return Events{ImportBegun{context.new_id(), begin.title, begin.question, begin.source, begin.language, begin.key}};
}
void apply(store::Connection& connection, const Meta& meta, const ImportBegun& event) {
    connection.run(
        "INSERT INTO {deliberation_topics} (deliberation, entry, title, question, opened_at, source, language, "
        "import_key, imported_rows, complete, statements, guests, answers_given) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, FALSE, 0, 0, 0)",
        event.deliberation, meta.entry, event.title.reference.commitment, event.question.reference.commitment, meta.at,
        event.source, event.language, event.key);
}

ImportFacts load(store::Connection& connection, const Context&, const ImportStatements& import) {
    return by_number(connection, import.deliberation);
}
Decision decide(const ImportFacts& facts, const ImportStatements& import, Context&) {
    if (auto refusal = cannot_import(facts, import.rows.size())) return std::unexpected(std::move(*refusal));
    if (import.rows.empty()) return Events{};
    return Events{StatementsImported{import.deliberation, import.rows}};
}
void apply(store::Connection& connection, const Meta& meta, const StatementsImported& event) {
    for (const auto& row : event.rows)
        connection.run("INSERT INTO {deliberation_statements} (deliberation, number, entry, text, at, hidden, agree, "
                       "disagree, pass) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0)",
                       event.deliberation, row.number, meta.entry, row.text.reference.commitment, row.at, row.hidden);
    connection.run("UPDATE {deliberation_topics} SET statements = statements + $1 WHERE deliberation = $2",
                   std::ranges::count(event.rows, false, &ImportedStatement::hidden), event.deliberation);
}

ImportFacts load(store::Connection& connection, const Context&, const ImportEvaluations& import) {
    return by_number(connection, import.deliberation);
}
Decision decide(const ImportFacts& facts, const ImportEvaluations& import, Context&) {
    if (auto refusal = cannot_import(facts, import.rows.size())) return std::unexpected(std::move(*refusal));
    if (import.first_row != facts->evaluation_rows)
        return refuse(out_of_order, "first_row",
                      {std::to_string(facts->evaluation_rows), std::to_string(import.first_row)});
    if (import.rows.empty()) return Events{};
    return Events{EvaluationsImported{import.deliberation, import.rows}};
}
void apply(store::Connection& connection, const Meta& meta, const EvaluationsImported& event) {
    for (const auto& row : event.rows)
        enter_answer(connection, event.deliberation, row.number, -1 - row.guest, row.answer, row.at);
    connection.run("UPDATE {deliberation_topics} SET imported_rows = imported_rows + $1 WHERE deliberation = $2",
                   event.rows.size(), event.deliberation);
    note_answers(connection, meta, event.deliberation, std::ssize(event.rows));
}

ImportFacts load(store::Connection& connection, const Context&, const FinishImport& finish) {
    return by_number(connection, finish.deliberation);
}
Decision decide(const ImportFacts& facts, const FinishImport& finish, Context&) {
    if (auto refusal = cannot_import(facts, 0)) return std::unexpected(std::move(*refusal));
    return Events{ImportFinished{finish.deliberation}};
}
void apply(store::Connection& connection, const Meta&, const ImportFinished& event) {
    connection.run("UPDATE {deliberation_topics} SET complete = TRUE WHERE deliberation = $1", event.deliberation);
}

} // namespace reef::deliberation
