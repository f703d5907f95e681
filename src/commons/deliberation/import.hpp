// Importing a deliberation that was held elsewhere: validated whole before the first entry, then in entries of at most
// 1,000 rows, with the original times as data. Its voices are guests: outside every electorate and quorum.
#pragma once
#include "commons/deliberation/topic.hpp"

namespace reef::deliberation {

inline constexpr std::size_t rows_max = 1'000;

struct BeginImport {
    Vaulted<std::string> title;
    Vaulted<std::string> question;
    std::string source;
    std::string language;
    std::string key;
    static constexpr std::string_view name = "deliberation.begin_import";
    static constexpr std::string_view about = "Begins to import a deliberation. The same files again change nothing.";
    static constexpr auto fields() {
        return FieldTable{field("title", &BeginImport::title, "its topic"),
                          field("question", &BeginImport::question, "what it was about"),
                          field("source", &BeginImport::source, "where it was held"),
                          field("language", &BeginImport::language, "of its statements", Audience::everyone, 35),
                          field("key", &BeginImport::key, "what its files hash to")};
    }
};
struct ImportBegun {
    IdValue deliberation;
    Vaulted<std::string> title;
    Vaulted<std::string> question;
    std::string source;
    std::string language;
    std::string key;
    static constexpr std::string_view name = "deliberation.import_begun";
    static constexpr std::string_view about = "A deliberation that was held elsewhere is being imported.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &ImportBegun::deliberation, "its number here"),
                          field("title", &ImportBegun::title, "its topic"),
                          field("question", &ImportBegun::question, "what it was about"),
                          field("source", &ImportBegun::source, "where it was held"),
                          field("language", &ImportBegun::language, "of its statements"),
                          field("key", &ImportBegun::key, "what its files hash to")};
    }
    std::string topic() const { return "/deliberations"; }
};

struct ImportedStatement {
    std::int64_t number = 0;
    Vaulted<std::string> text;
    Time at;
    bool hidden = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &ImportedStatement::number, "as in the source"),
                          field("text", &ImportedStatement::text, "the opinion", Audience::everyone, 10'000),
                          field("at", &ImportedStatement::at, "when it was made there"),
                          field("hidden", &ImportedStatement::hidden, "moderated out there")};
    }
};
struct ImportStatements {
    IdValue deliberation;
    std::vector<ImportedStatement> rows;
    static constexpr std::string_view name = "deliberation.import_statements";
    static constexpr std::string_view about = "Imports statements, at most 1,000 at a time.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &ImportStatements::deliberation, "which"),
                          field("rows", &ImportStatements::rows, "in the source's order")};
    }
};
struct StatementsImported {
    IdValue deliberation;
    std::vector<ImportedStatement> rows;
    static constexpr std::string_view name = "deliberation.statements_imported";
    static constexpr std::string_view about = "Statements were imported.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &StatementsImported::deliberation, "which"),
                          field("rows", &StatementsImported::rows, "in the source's order")};
    }
};

struct ImportedEvaluation {
    std::int64_t number = 0;
    std::int64_t guest = 0;
    Answer answer = Answer::pass;
    Time at;
    static constexpr auto fields() {
        return FieldTable{field("number", &ImportedEvaluation::number, "of the statement"),
                          field("guest", &ImportedEvaluation::guest, "number of the voice in the source"),
                          field("answer", &ImportedEvaluation::answer, "agree, disagree or pass"),
                          field("at", &ImportedEvaluation::at, "when it was given there")};
    }
};
struct ImportEvaluations {
    IdValue deliberation;
    std::int64_t first_row = 0;
    std::vector<ImportedEvaluation> rows;
    static constexpr std::string_view name = "deliberation.import_evaluations";
    static constexpr std::string_view about = "Imports evaluations, at most 1,000 at a time, in order.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &ImportEvaluations::deliberation, "which"),
                          field("first_row", &ImportEvaluations::first_row, "place of the first row among all, from 0"),
                          field("rows", &ImportEvaluations::rows, "in the source's order")};
    }
};
struct EvaluationsImported {
    IdValue deliberation;
    std::vector<ImportedEvaluation> rows;
    static constexpr std::string_view name = "deliberation.evaluations_imported";
    static constexpr std::string_view about = "Evaluations were imported.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &EvaluationsImported::deliberation, "which"),
                          field("rows", &EvaluationsImported::rows, "in the source's order")};
    }
};

struct FinishImport {
    IdValue deliberation;
    static constexpr std::string_view name = "deliberation.finish_import";
    static constexpr std::string_view about = "Shows an imported deliberation.";
    static constexpr auto fields() { return FieldTable{field("deliberation", &FinishImport::deliberation, "which")}; }
};
struct ImportFinished {
    IdValue deliberation;
    static constexpr std::string_view name = "deliberation.import_finished";
    static constexpr std::string_view about = "An import is complete.";
    static constexpr auto fields() { return FieldTable{field("deliberation", &ImportFinished::deliberation, "which")}; }
    std::string topic() const { return "/deliberations"; }
};

/// An import as it stands: how far it has come, so that it can go on after an interruption.
struct ImportState {
    IdValue deliberation;
    bool complete = false;
    std::int64_t statements = 0;
    std::int64_t evaluation_rows = 0;
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &ImportState::deliberation, "its number here"),
                          field("complete", &ImportState::complete, "whether it is done"),
                          field("statements", &ImportState::statements, "imported so far"),
                          field("evaluation_rows", &ImportState::evaluation_rows, "imported so far")};
    }
};
std::optional<ImportState> import_state(store::Connection& connection, std::string_view key);

using ImportFacts = std::optional<ImportState>;
ImportFacts load(store::Connection&, const engine::Context&, const BeginImport&);
engine::Decision decide(const ImportFacts&, const BeginImport&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ImportBegun&);
ImportFacts load(store::Connection&, const engine::Context&, const ImportStatements&);
engine::Decision decide(const ImportFacts&, const ImportStatements&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const StatementsImported&);
ImportFacts load(store::Connection&, const engine::Context&, const ImportEvaluations&);
engine::Decision decide(const ImportFacts&, const ImportEvaluations&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const EvaluationsImported&);
ImportFacts load(store::Connection&, const engine::Context&, const FinishImport&);
engine::Decision decide(const ImportFacts&, const FinishImport&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ImportFinished&);

} // namespace reef::deliberation
