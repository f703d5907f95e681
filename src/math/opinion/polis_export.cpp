#include "math/opinion/polis_export.hpp"
#include "math/opinion/csv.hpp"
#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>

namespace reef::opinion {
namespace {

constexpr std::int64_t last_moment_ms = 253'402'300'799'999; // end of the year 9999, as far as Time's text form goes

/// One file with named columns: hands out the fields of a row by place and gathers what is wrong with it.
class Table {
  public:
    Table(std::string_view file, std::string_view text, std::vector<RowFault>& faults)
        : file_(file), reader_(text), faults_(faults) {}

    /// Reads the first line. False if the table cannot be read for want of it.
    bool read_header() {
        if (!reader_.next(record_)) return fault_at(1, refuse(no_header, {}, {std::string(file_)}));
        if (record_.fault) return fault_at(record_.line, std::unexpected(*record_.fault));
        columns_ = record_.fields;
        return true;
    }
    /// The place of a column; where it is missing, a fault (`columns_hold()` is false from then on).
    std::size_t required(std::string_view column) {
        const auto place = optional(column);
        if (!place)
            columns_hold_ = fault_at(1, refuse(column_missing, column, {std::string(file_), std::string(column)}));
        return place.value_or(0);
    }
    std::optional<std::size_t> optional(std::string_view column) {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (trimmed(columns_[i]) != column) continue;
            if (found)
                columns_hold_ = fault_at(1, refuse(column_twice, column, {std::string(file_), std::string(column)}));
            found = i;
        }
        return found;
    }
    bool columns_hold() const { return columns_hold_; }

    /// The next row with the right number of fields; those without are faults. False at the end.
    bool next() {
        while (reader_.next(record_)) {
            if (record_.fault)
                fault_at(record_.line, std::unexpected(*record_.fault));
            else if (record_.fields.size() != columns_.size())
                fault_at(record_.line,
                         refuse(wrong_field_count, {},
                                {std::to_string(record_.fields.size()), std::to_string(columns_.size())}));
            else
                return true;
        }
        return false;
    }
    std::uint32_t line() const { return static_cast<std::uint32_t>(record_.line); }
    std::string_view field(std::size_t place) const { return record_.fields[place]; }
    bool fault(std::unexpected<Refusal> refusal) { return fault_at(record_.line, std::move(refusal)); }

    /// The readers of fields set `value` and return true, or note a fault and return false.
    bool read_identifier(std::size_t place, std::string_view of_what, std::int32_t& value) {
        const auto number = parse_integer(trimmed(field(place)));
        if (!number || *number < 0 || *number > std::numeric_limits<std::int32_t>::max())
            return fault(refuse(not_an_identifier, columns_[place], {std::string(field(place)), std::string(of_what)}));
        value = static_cast<std::int32_t>(*number);
        return true;
    }
    bool read_time(std::size_t place, Time& value) {
        const auto number = parse_integer(trimmed(field(place)));
        if (!number || *number < 0 || *number > last_moment_ms) return fault_of(not_a_timestamp, place);
        value = Time{*number};
        return true;
    }
    /// -1, 0 or 1 as a value of `Three`.
    template <class Three>
    bool read_three(std::size_t place, const RefusalKind& otherwise, Three& value) {
        const auto number = parse_integer(trimmed(field(place)));
        if (!number || *number < -1 || *number > 1) return fault_of(otherwise, place);
        value = static_cast<Three>(*number);
        return true;
    }
    bool read_flag(std::optional<std::size_t> place, bool& value) {
        if (!place) return true;
        const auto word = lower_ascii(trimmed(field(*place)));
        if (word != "true" && word != "false") return fault_of(not_a_flag, *place);
        value = word == "true";
        return true;
    }
    bool read_text(std::size_t place, std::string& value) {
        if (!is_valid_utf8(field(place))) return fault(refuse(not_utf8, columns_[place]));
        value = field(place);
        return true;
    }

  private:
    bool fault_of(const RefusalKind& kind, std::size_t place) {
        return fault(refuse(kind, columns_[place], {std::string(field(place))}));
    }
    bool fault_at(std::size_t line, std::unexpected<Refusal> refusal) {
        faults_.push_back({std::string(file_), line, std::move(refusal).error()});
        return false;
    }

    std::string_view file_;
    CsvReader reader_;
    std::vector<RowFault>& faults_;
    std::vector<std::string> columns_;
    CsvRecord record_;
    bool columns_hold_ = true;
};

/// `topic,…` and `url,…` one to a line: names first, values second, in any order.
void read_summary(std::string_view text, PolisExport& read, std::vector<RowFault>& faults) {
    CsvReader reader(text);
    CsvRecord record;
    const auto fault = [&](std::unexpected<Refusal> refusal) {
        faults.push_back({"summary.csv", record.line, std::move(refusal).error()});
    };
    while (reader.next(record)) {
        if (record.fault) {
            fault(std::unexpected(*record.fault));
            continue;
        }
        const auto& name = record.fields[0];
        std::string* value = name == "topic"                      ? &read.topic
                             : name == "url"                      ? &read.url
                             : name == "conversation-description" ? &read.description
                                                                  : nullptr;
        if (!value) continue;
        if (record.fields.size() != 2)
            fault(refuse(wrong_field_count, name, {std::to_string(record.fields.size()), "2"}));
        else if (!is_valid_utf8(record.fields[1]))
            fault(refuse(not_utf8, name));
        else
            *value = record.fields[1];
    }
}

/// Where each number of a statement stands: its line in comments.csv, also where the rest of that row is wrong, so that
/// one fault does not make hundreds.
using LineOf = std::unordered_map<std::int32_t, std::uint32_t>;

LineOf read_statements(std::string_view text, PolisExport& read, std::vector<RowFault>& faults) {
    LineOf line_of;
    Table table("comments.csv", text, faults);
    if (!table.read_header()) return line_of;
    const auto at = table.required("timestamp");
    const auto id = table.required("comment-id");
    const auto author = table.required("author-id");
    const auto moderated = table.required("moderated");
    const auto body = table.required("comment-body");
    const auto meta = table.optional("is-meta");
    const auto seed = table.optional("is-seed");
    if (!table.columns_hold()) return line_of;
    while (table.next()) {
        PolisStatement row{.line = table.line()};
        bool good = table.read_time(at, row.created_at);
        if (table.read_identifier(id, "a statement", row.id)) {
            const auto [known, is_new] = line_of.emplace(row.id, row.line);
            if (!is_new)
                good = table.fault(
                    refuse(statement_twice, "comment-id", {std::to_string(row.id), std::to_string(known->second)}));
        } else {
            good = false;
        }
        // Each reader notes its own fault, so that a row with three wrong fields gets three sentences.
        good &= table.read_identifier(author, "a participant", row.author);
        good &= table.read_three(moderated, not_a_moderation, row.moderated);
        good &= table.read_text(body, row.text);
        good &= table.read_flag(meta, row.is_meta);
        good &= table.read_flag(seed, row.is_seed);
        if (good) read.statements.push_back(std::move(row));
    }
    return line_of;
}

void read_evaluations(std::string_view text, const LineOf& statements, PolisExport& read,
                      std::vector<RowFault>& faults) {
    Table table("votes.csv", text, faults);
    if (!table.read_header()) return;
    const auto at = table.required("timestamp");
    const auto statement = table.required("comment-id");
    const auto participant = table.required("voter-id");
    const auto vote = table.required("vote");
    if (!table.columns_hold()) return;
    while (table.next()) {
        PolisEvaluation row{.line = table.line()};
        bool good = table.read_time(at, row.at);
        if (!table.read_identifier(statement, "a statement", row.statement))
            good = false;
        else if (!statements.contains(row.statement))
            good = table.fault(refuse(unknown_statement, "comment-id", {std::to_string(row.statement)}));
        good &= table.read_identifier(participant, "a participant", row.participant);
        good &= table.read_three(vote, not_a_vote, row.choice);
        if (good) read.evaluations.push_back(row);
    }
}

} // namespace

std::string RowFault::text() const {
    return file + ", line " + std::to_string(line) + (refusal.field.empty() ? "" : ", " + refusal.field) + ": " +
           refusal.sentence();
}

std::expected<PolisExport, std::vector<RowFault>> read_polis_export(const PolisFiles& files) {
    PolisExport read;
    std::vector<RowFault> faults;
    read_summary(files.summary, read, faults);
    const auto statements = read_statements(files.comments, read, faults);
    // Without a readable comments.csv every vote would be on an unknown statement; the one reason is enough.
    if (!statements.empty() || faults.empty()) read_evaluations(files.votes, statements, read, faults);
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return read;
}

Evaluations evaluations_of(const PolisExport& read) {
    std::vector<std::uint32_t> order(read.evaluations.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return read.evaluations[i].at; });
    std::vector<Evaluation> in_order;
    in_order.reserve(order.size());
    for (const auto i : order) {
        const auto& row = read.evaluations[i];
        in_order.push_back({row.participant, row.statement, row.choice});
    }
    return Evaluations(in_order);
}

std::vector<StatementRole> roles_of(const PolisExport& read) {
    std::vector<StatementRole> roles;
    for (const auto& statement : read.statements)
        roles.push_back({statement.id, statement.moderated == Moderation::out, statement.is_meta});
    return roles;
}

} // namespace reef::opinion
