// The export of a deliberation held on Polis: `comments.csv`, `votes.csv` and `summary.csv`, checked whole.
// Form: https://compdemocracy.org/export; columns are found by name, those we do not need are ignored.
#pragma once
#include "core/base/module.hpp"
#include "math/opinion/evaluations.hpp"
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace reef::opinion {

inline constexpr RefusalKind no_header{"polis.no_header", "{} is empty. Its first line must name the columns.", 400};
inline constexpr RefusalKind column_missing{"polis.column_missing", "{} has no column \"{}\".", 400};
inline constexpr RefusalKind column_twice{"polis.column_twice", "{} names the column \"{}\" twice.", 400};
inline constexpr RefusalKind wrong_field_count{"polis.wrong_field_count",
                                               "This row has {} fields, the first line names {} columns.", 400};
inline constexpr RefusalKind not_an_identifier{
    "polis.not_an_identifier", "\"{}\" is not a number of {}: a whole number from 0 to 2147483647.", 400};
inline constexpr RefusalKind not_a_timestamp{"polis.not_a_timestamp",
                                             "\"{}\" is not a time: milliseconds since 1970 as a whole number.", 400};
inline constexpr RefusalKind not_a_moderation{
    "polis.not_a_moderation", "\"{}\" is no state of moderation: -1 (out), 0 (undecided) or 1 (in).", 400};
inline constexpr RefusalKind not_a_vote{"polis.not_a_vote",
                                        "\"{}\" is not a vote: 1 (agree), -1 (disagree) or 0 (pass).", 400};
inline constexpr RefusalKind not_a_flag{"polis.not_a_flag", "\"{}\" is neither true nor false.", 400};
inline constexpr RefusalKind not_utf8{"polis.not_utf8", "The text is not valid UTF-8. Save the file as UTF-8.", 400};
inline constexpr RefusalKind statement_twice{"polis.statement_twice",
                                             "Statement {} stands in line {} already. Every number occurs once.", 400};
inline constexpr RefusalKind unknown_statement{"polis.unknown_statement",
                                               "Statement {} is not in comments.csv, so this vote has no object.", 400};

enum class Moderation : std::int8_t { out = -1, undecided = 0, in = 1 };

struct PolisStatement {
    std::int32_t id = 0;
    std::int32_t author = 0;
    Time created_at;
    std::string text; // valid UTF-8, as exported: may be blank or hold line breaks
    Moderation moderated = Moderation::undecided;
    bool is_meta = false;   // about the conversation or its participants, not its subject; false in older exports
    bool is_seed = false;   // by the organisers, before the opening; false in older exports
    std::uint32_t line = 0; // in comments.csv, from 1
    bool operator==(const PolisStatement&) const = default;
};

struct PolisEvaluation {
    Time at;
    std::int32_t statement = 0;
    std::int32_t participant = 0;
    std::uint32_t line = 0; // in votes.csv, from 1
    Choice choice = Choice::pass;
    bool operator==(const PolisEvaluation&) const = default;
};

/// Statements and evaluations in the order of their files; every evaluation, also those that a later one replaces.
struct PolisExport {
    std::string topic;
    std::string url;
    std::string description;
    std::vector<PolisStatement> statements;
    std::vector<PolisEvaluation> evaluations;
};

/// The contents of the three files. An empty `summary` means that there is none; `topic` and `url` are empty then.
struct PolisFiles {
    std::string_view comments;
    std::string_view votes;
    std::string_view summary = {};
};

/// What is wrong with one row; `refusal.field` names the column where one is to blame.
struct RowFault {
    std::string file; // "comments.csv", "votes.csv" or "summary.csv"
    std::size_t line = 0;
    Refusal refusal;
    /// `votes.csv, line 12, vote: "2" is not a vote: …`
    std::string text() const;
};

/// The whole export, or every row that is wrong, in the order of summary, comments, votes.
std::expected<PolisExport, std::vector<RowFault>> read_polis_export(const PolisFiles& files);

/// What the mathematics needs of it: evaluations by time, those of one moment in the order of the file; statements that
/// are moderated out or meta.
Evaluations evaluations_of(const PolisExport& read);
std::vector<StatementRole> roles_of(const PolisExport& read);

} // namespace reef::opinion
