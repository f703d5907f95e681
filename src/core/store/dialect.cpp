#include "core/store/dialect.hpp"
#include "core/base/ensure.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace reef::store {
namespace {

constexpr auto word_is_one_of(std::string_view word, const auto& list) {
    return std::ranges::find(list, word) != std::end(list);
}

// Words of one engine, or of types that are not ours.
constexpr std::string_view foreign_words[] = {
    "autoincrement", "rowid", "_rowid_", "oid",     "glob",    "integer", "int",    "smallint", "blob",  "real",
    "double",        "float", "numeric", "decimal", "varchar", "char",    "serial", "ilike",    "strict"};
// A statement that begins so is no business of a caller: transactions have functions of their own.
constexpr std::string_view foreign_starts[] = {"begin",  "commit", "rollback", "savepoint", "release", "end",
                                               "pragma", "attach", "detach",   "vacuum",    "set",     "replace"};
constexpr std::string_view conflict_words[] = {"replace", "ignore", "abort", "fail", "rollback"};

bool begins_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool continues_word(char c) { return begins_word(c) || is_digit(c); }

/// Walks over the text once and writes its translation.
class Translation {
  public:
    /// For SQLite where `schema` is empty.
    Translation(std::string_view sql, std::string_view schema, const Generation& generation)
        : sql_(sql), schema_(schema), generation_(generation) {}

    TranslatedSql done() {
        while (at_ < sql_.size()) step();
        end_statement();
        for (int number = 1; number <= out_.parameters; ++number)
            if (!std::ranges::count(numbers_, number)) wrong(fmt::format("${} is not used", number));
        return std::move(out_);
    }

  private:
    void step() {
        const char c = sql_[at_];
        if (c == '\'' || c == '"')
            copy_until(sql_.find(c, at_ + 1), 1);
        else if (sql_.substr(at_, 2) == "--")
            at_ = std::min(sql_.find('\n', at_), sql_.size());
        else if (sql_.substr(at_, 2) == "/*")
            at_ = std::min(sql_.find("*/", at_), sql_.size() - 2) + 2;
        else if (c == '$')
            parameter();
        else if (c == '{')
            table();
        else if (begins_word(c))
            word();
        else if (is_digit(c))
            number();
        else {
            if (std::string_view("?:@`[]}\\").find(c) != std::string_view::npos)
                wrong(fmt::format("'{}' is not in the common dialect", c));
            if (c == ';') end_statement();
            out_.sql += c;
            ++at_;
        }
    }

    /// Up to the closing quote; a doubled one begins another quoted piece, which the next step copies.
    void copy_until(std::size_t last, std::size_t length) {
        if (last == std::string_view::npos) wrong("a quote is not closed");
        out_.sql += sql_.substr(at_, last + length - at_);
        at_ = last + length;
    }

    std::string_view take(auto belongs) {
        const auto begin = at_;
        while (at_ < sql_.size() && belongs(sql_[at_])) ++at_;
        return sql_.substr(begin, at_ - begin);
    }

    void number() {
        out_.sql += take([](char c) { return is_digit(c) || c == '.'; });
    }

    void parameter() {
        ++at_;
        const auto number = parse_integer(take(is_digit));
        if (!number || *number < 1 || *number > 1000) wrong("parameters are $1, $2 …");
        numbers_.push_back(static_cast<int>(*number));
        out_.parameters = std::max(out_.parameters, static_cast<int>(*number));
        out_.sql += fmt::format("{}{}", schema_.empty() ? '?' : '$', *number);
    }

    void table() {
        ++at_;
        const auto written = take([](char c) { return continues_word(c) && c != '_' ? c == lower(c) : c == '_'; });
        if (written.empty() || is_digit(written[0]) || at_ == sql_.size() || sql_[at_] != '}')
            wrong("a table's name in braces has small letters, digits and underscores");
        if (names_a_generation(written)) wrong("a name that ends like _g7 is a generation's");
        ++at_;
        // An index that is made, and the new name of a table, stand in the schema of their table by themselves.
        const bool is_index = begins_with_create_index_ && previous_ != "on";
        const bool is_bare = schema_.empty() || is_index || previous_ == "to";
        const auto name = is_index && generation_.is_being_built ? name_in_generation(written, generation_.number)
                                                                 : generation_.name_of(written);
        out_.tables.push_back(name);
        out_.sql += is_bare ? fmt::format("\"{}\"", name) : fmt::format("\"{}\".\"{}\"", schema_, name);
    }

    void word() {
        const auto original = take(continues_word);
        const auto word = lower_ascii(original);
        const bool starts = words_ == 0;
        if (word_is_one_of(word, foreign_words) || word.starts_with("sqlite_") || word.starts_with("pg_") ||
            (starts && word_is_one_of(word, foreign_starts)) ||
            (previous_ == "or" && word_is_one_of(word, conflict_words)))
            wrong(fmt::format("{} is not in the common dialect", original));
        if (words_ == 1 && word == "table" && previous_ == "create") creates_table_ = true;
        if (words_ == 1 && word == "table" && previous_ == "alter") alters_table_ = true;
        if (words_ <= 2 && word == "index" && (previous_ == "create" || previous_ == "unique"))
            begins_with_create_index_ = true;
        if (schema_.empty() && previous_ == "for" && word == "update") {
            out_.sql.resize(previous_begin_);
            previous_ = word;
            return;
        }
        previous_begin_ = out_.sql.size();
        if (!schema_.empty())
            out_.sql += word == "text" && (creates_table_ || alters_table_) && !names_column() ? "TEXT COLLATE \"C\""
                                                                                               : original;
        else if (word == "bigint")
            out_.sql += "INTEGER";
        else if (word == "boolean")
            out_.sql += "INT"; // both are integers in STRICT tables; so each can be told again
        else if (word == "bytea")
            out_.sql += "BLOB";
        else
            out_.sql += original;
        previous_ = word;
        ++words_;
    }

    /// In a definition: a word that begins it, or follows ADD COLUMN, is the column's name.
    bool names_column() const {
        const auto before = trimmed(out_.sql);
        return previous_ == "column" || before.ends_with('(') || before.ends_with(',');
    }

    void end_statement() {
        if (creates_table_ && schema_.empty()) out_.sql += " STRICT";
        creates_table_ = alters_table_ = begins_with_create_index_ = false;
        previous_.clear();
        words_ = 0;
    }

    static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

    [[noreturn]] void wrong(const std::string& what) const {
        broken(fmt::format("{}, in: {}", what, sql_.substr(0, 300)));
    }

    std::string_view sql_;
    std::string_view schema_;
    const Generation& generation_;
    std::size_t at_ = 0;
    TranslatedSql out_;
    std::vector<int> numbers_;
    std::string previous_; // the last word, in small letters
    std::size_t previous_begin_ = 0;
    int words_ = 0;
    bool creates_table_ = false;
    bool alters_table_ = false;
    bool begins_with_create_index_ = false;
};

} // namespace

TranslatedSql to_sqlite(std::string_view sql, const Generation& generation) {
    return Translation(sql, {}, generation).done();
}
TranslatedSql to_postgres(std::string_view sql, std::string_view schema, const Generation& generation) {
    ensure(!schema.empty(), "a platform has a schema of its own");
    return Translation(sql, schema, generation).done();
}

bool is_common_function(std::string_view name) {
    // Not lower and upper (SQLite knows only ASCII), not avg (a floating-point number here, a decimal there).
    static constexpr std::string_view common[] = {"count",       "sum",        "min",       "max",        "coalesce",
                                                  "nullif",      "length",     "abs",       "substr",     "replace",
                                                  "row_number",  "rank",       "like",      "lead",       "lag",
                                                  "first_value", "last_value", "nth_value", "dense_rank", "trim"};
    return word_is_one_of(name, common);
}

} // namespace reef::store
