#include "core/store/sqlite_connection.hpp"
#include "core/base/text.hpp"
#include "core/store/dialect.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <sqlite3.h>

namespace reef::store {

SqliteConnection::SqliteConnection(SqliteHandle database, std::string where, std::shared_ptr<GenerationInUse> in_use)
    : DialectConnection(std::move(in_use)), database_(std::move(database)), where_(std::move(where)) {
    sqlite3_set_authorizer(database_.get(), &SqliteConnection::allows, this);
}

SqliteConnection::~SqliteConnection() { rollback(); }

// --- Transactions ----------------------------------------------------------------------------------------------------

constexpr const char* control_texts[] = {"BEGIN", "BEGIN IMMEDIATE", "SELECT 1 FROM sqlite_schema LIMIT 1", "COMMIT",
                                         "ROLLBACK"};

int SqliteConnection::control(Control which) noexcept {
    const auto place = static_cast<std::size_t>(which);
    auto& statement = controls_[place];
    if (!statement) {
        sqlite3_stmt* handle = nullptr;
        const int code =
            sqlite3_prepare_v3(database_.get(), control_texts[place], -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
        statement.reset(handle);
        if (code != SQLITE_OK) return code;
    }
    const int stepped = sqlite3_step(statement.get());
    const int code = sqlite3_reset(statement.get());
    return stepped == SQLITE_ROW || stepped == SQLITE_DONE ? code : stepped;
}

void SqliteConnection::control_or_fail(Control which) {
    const int code = control(which);
    if (code != SQLITE_OK) fail(code, control_texts[static_cast<std::size_t>(which)]);
}

void SqliteConnection::begin_write() {
    ensure(state_ == State::outside && !current_, "a transaction begins outside of another");
    follow_generation();
    control_or_fail(Control::begin_write);
    state_ = State::writing;
}

void SqliteConnection::begin_read() {
    ensure(state_ == State::outside && !current_, "a transaction begins outside of another");
    follow_generation();
    control_or_fail(Control::begin_read);
    state_ = State::reading;
    // The snapshot is taken by the first read, so this one is not left to the caller.
    try {
        control_or_fail(Control::snapshot);
    } catch (...) {
        rollback();
        throw;
    }
}

void SqliteConnection::commit() {
    ensure(state_ == State::writing || state_ == State::reading, "a transaction that has not failed is committed");
    ensure(!current_, "no statement is open at a commit");
    control_or_fail(Control::commit);
    state_ = State::outside;
}

void SqliteConnection::rollback() noexcept {
    close();
    if (!sqlite3_get_autocommit(database_.get())) control(Control::rollback);
    state_ = State::outside;
}

void SqliteConnection::fail(int code, std::string_view sql) {
    note_failure();
    throw_sqlite(database_.get(), code, where_, sql);
}

// --- Preparing -------------------------------------------------------------------------------------------------------

int SqliteConnection::allows(void* self, int action, const char* first, const char* second, const char*,
                             const char*) noexcept {
    auto& connection = *static_cast<SqliteConnection*>(self);
    if (!connection.named_tables_) return SQLITE_OK; // a statement of our own, or one prepared again after a change
    const auto deny = [&](const char* what, const char* name) {
        if (connection.forbidden_.empty()) connection.forbidden_ = fmt::format("{} {}", what, name ? name : "");
        return SQLITE_DENY;
    };
    const auto in_braces = [&](const char* table) {
        const std::string_view name = table ? table : "";
        return name.empty() || name.starts_with("sqlite_") || std::ranges::count(*connection.named_tables_, name);
    };
    switch (action) {
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_CREATE_TABLE:
    case SQLITE_DROP_TABLE:
        return in_braces(first) ? SQLITE_OK : deny("a table stands in braces:", first);
    case SQLITE_ALTER_TABLE:
        connection.alters_ = true;
        [[fallthrough]];
    case SQLITE_CREATE_INDEX:
        return in_braces(second) ? SQLITE_OK : deny("a table stands in braces:", second);
    case SQLITE_FUNCTION: {
        const std::string_view name = second ? second : "";
        const bool common = connection.alters_ || name.starts_with("sqlite_") || is_common_function(name);
        return common ? SQLITE_OK : deny("a function means the same in both engines:", second);
    }
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_PRAGMA:
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
        return deny("not in the common dialect:", first);
    default:
        return SQLITE_OK;
    }
}

SqliteConnection::Statement SqliteConnection::prepare(std::string_view sql, std::string_view written,
                                                      const std::vector<std::string>& tables, std::size_t* length) {
    Statement statement;
    const char* tail = nullptr;
    sqlite3_stmt* handle = nullptr;
    named_tables_ = &tables;
    forbidden_.clear();
    alters_ = false;
    const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, &tail);
    named_tables_ = nullptr;
    statement.handle.reset(handle);
    if (!forbidden_.empty()) wrong(forbidden_, written);
    if (code != SQLITE_OK) fail(code, written);
    if (length) *length = static_cast<std::size_t>(tail - sql.data());
    statement.writes = handle && !sqlite3_stmt_readonly(handle);
    statement.text = written;
    return statement;
}

SqliteConnection::Statement& SqliteConnection::prepared(std::string_view sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) return known->second;
    if (statements_.size() == statements_max) statements_.clear();
    const auto text = to_sqlite(sql, generation());
    std::size_t length = 0;
    auto statement = prepare(text.sql, sql, text.tables, &length);
    if (!statement.handle) wrong("there is a statement", sql);
    if (!trimmed(std::string_view(text.sql).substr(length)).empty()) wrong("there is one statement", sql);
    ensure(sqlite3_bind_parameter_count(statement.handle.get()) == text.parameters, "every parameter is counted");
    statement.parameters.resize(static_cast<std::size_t>(text.parameters));
    return statements_.emplace(sql, std::move(statement)).first->second;
}

void SqliteConnection::script(std::string_view sql) {
    ensure(!current_, "a connection runs one statement at a time");
    const auto text = to_sqlite(sql, generation());
    if (text.parameters > 0) wrong("a script has no arguments", sql);
    std::string_view rest = text.sql;
    while (!trimmed(rest).empty()) {
        std::size_t length = 0;
        const auto statement = prepare(rest, sql, text.tables, &length);
        rest.remove_prefix(length);
        if (!statement.handle) continue; // a semicolon of its own
        check_place(statement);
        const int code = sqlite3_step(statement.handle.get());
        if (code == SQLITE_ROW) wrong("a script gives no rows", sql);
        if (code != SQLITE_DONE) fail(code, sql);
    }
}

// --- Running ---------------------------------------------------------------------------------------------------------

void SqliteConnection::open(std::string_view sql, std::span<const Value> arguments, RowShape shape) {
    if (current_) wrong(fmt::format("a connection runs one statement at a time; open is: {}", current_->text), sql);
    if (state_ == State::outside) follow_generation();
    auto& statement = prepared(sql);
    check_shape(statement, shape);
    check_place(statement);
    check_arguments(statement, arguments);
    bind(statement, arguments);
    current_ = &statement;
    done_ = false;
    shape_ = shape;
    changed_before_ = sqlite3_total_changes64(database_.get());
}

void SqliteConnection::bind(const Statement& statement, std::span<const Value> arguments) {
    auto* handle = statement.handle.get();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& value = arguments[i];
        const int place = static_cast<int>(i) + 1;
        // A null pointer would bind NULL where the text is merely empty.
        const char* data = value.data.data() ? value.data.data() : "";
        const int code = value.null                      ? sqlite3_bind_null(handle, place)
                         : value.kind == ValueKind::text ? sqlite3_bind_text64(handle, place, data, value.data.size(),
                                                                               SQLITE_TRANSIENT, SQLITE_UTF8)
                         : value.kind == ValueKind::bytes
                             ? sqlite3_bind_blob64(handle, place, data, value.data.size(), SQLITE_TRANSIENT)
                             : sqlite3_bind_int64(handle, place, value.integer);
        if (code != SQLITE_OK) fail(code, statement.text);
    }
}

void SqliteConnection::check_shape(Statement& statement, RowShape shape) {
    auto* handle = statement.handle.get();
    const int preparation = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0);
    const bool known = statement.checked_shape == shape.data() && statement.checked_preparation == preparation;
    if (known && (shape.data() || sqlite3_column_count(handle) == 0)) return;
    if (static_cast<std::size_t>(sqlite3_column_count(handle)) != shape.size())
        wrong(fmt::format("{} columns are read as {}", sqlite3_column_count(handle), shape.size()), statement.text);
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const int column = static_cast<int>(i);
        const std::string_view name = sqlite3_column_name(handle, column);
        if (!shape[i].name.empty() && shape[i].name != name)
            wrong(fmt::format("column {} is called {}, not {}", i + 1, name, shape[i].name), statement.text);
        const char* declared = sqlite3_column_decltype(handle, column); // none for an expression
        if (declared && kind_of_sqlite_type(declared) != shape[i].kind)
            wrong(fmt::format("column {} is {} and is read as {}", name, sql_name(kind_of_sqlite_type(declared)),
                              sql_name(shape[i].kind)),
                  statement.text);
    }
    statement.checked_shape = shape.data();
    statement.checked_preparation = preparation;
}

bool SqliteConnection::next(Value* cells) {
    ensure(current_ != nullptr, "an open statement gives rows");
    if (done_) return false; // another step would begin anew
    const int code = sqlite3_step(current_->handle.get());
    done_ = code != SQLITE_ROW;
    if (code == SQLITE_DONE) return false;
    if (code != SQLITE_ROW) {
        const auto text = current_->text;
        close();
        fail(code, text);
    }
    check_shape(*current_, shape_); // another connection may have changed the table
    for (std::size_t i = 0; i < shape_.size(); ++i) read_cell(static_cast<int>(i), shape_[i], cells[i]);
    return true;
}

void SqliteConnection::read_cell(int column, const ColumnShape& shape, Value& cell) {
    auto* handle = current_->handle.get();
    const auto mismatch = [&](std::string_view found) {
        wrong(fmt::format("column {} holds {} and is read as {}", sqlite3_column_name(handle, column), found,
                          sql_name(shape.kind)),
              current_->text);
    };
    cell = {.kind = shape.kind};
    const int type = sqlite3_column_type(handle, column);
    if (type == SQLITE_NULL) {
        if (!shape.nullable) mismatch("NULL");
        cell.null = true;
    } else if (shape.kind == ValueKind::integer || shape.kind == ValueKind::boolean) {
        if (type != SQLITE_INTEGER)
            mismatch(type == SQLITE_TEXT ? "text" : type == SQLITE_BLOB ? "bytes" : "a fraction");
        cell.integer = sqlite3_column_int64(handle, column);
        if (shape.kind == ValueKind::boolean && cell.integer != 0 && cell.integer != 1) mismatch("another number");
    } else {
        const bool is_text = shape.kind == ValueKind::text;
        if (type != (is_text ? SQLITE_TEXT : SQLITE_BLOB))
            mismatch(type == SQLITE_TEXT ? "text" : type == SQLITE_BLOB ? "bytes" : "a number");
        // The order matters: asking for the bytes settles the representation that the length is told for.
        const void* data = is_text ? static_cast<const void*>(sqlite3_column_text(handle, column))
                                   : sqlite3_column_blob(handle, column);
        cell.data = {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(handle, column))};
        if (!data) cell.data = {};
    }
}

std::int64_t SqliteConnection::close() noexcept {
    if (!current_) return 0;
    auto* handle = current_->handle.get();
    sqlite3_reset(handle);
    sqlite3_clear_bindings(handle);
    current_ = nullptr;
    return sqlite3_total_changes64(database_.get()) - changed_before_;
}

// --- The tables themselves -------------------------------------------------------------------------------------------

std::vector<std::string> SqliteConnection::tables() { return tables_called(tables_of(database_.get(), where_)); }

std::vector<TableColumn> SqliteConnection::columns(std::string_view table) {
    return columns_of(database_.get(), where_, generation().name_of(table));
}

} // namespace reef::store
