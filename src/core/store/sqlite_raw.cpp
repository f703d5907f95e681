#include "core/store/sqlite_raw.hpp"
#include <cerrno>
#include <fmt/format.h>
#include <new>
#include <sqlite3.h>

namespace reef::store {

void CloseSqlite::operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
void CloseSqlite::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

void throw_sqlite(sqlite3* database, int code, std::string_view where, std::string_view sql) {
    using enum StoreFailure::Kind;
    const int extended = database ? sqlite3_extended_errcode(database) : code;
    // SQLite's messages name tables and columns, never values.
    const auto detail = fmt::format("{} ({}), in: {}", database ? sqlite3_errmsg(database) : sqlite3_errstr(code),
                                    extended, sql.substr(0, 300));
    const auto failure = [&](StoreFailure::Kind kind) { return StoreFailure(kind, std::string(where), detail); };
    switch (code & 0xFF) {
    case SQLITE_FULL:
        throw failure(full);
    case SQLITE_BUSY:
        throw failure(busy);
    case SQLITE_CORRUPT:
        throw failure(damaged);
    case SQLITE_NOTADB:
        throw failure(not_a_database);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        throw failure(read_only);
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
        throw failure(unreachable);
    case SQLITE_IOERR: {
        const int cause = database ? sqlite3_system_errno(database) : 0;
        // The index of the log could not grow: nothing else asks for that room.
        if (cause == ENOSPC || cause == EDQUOT || extended == SQLITE_IOERR_SHMSIZE) throw failure(full);
        if (extended == SQLITE_IOERR_SHORT_READ || extended == SQLITE_IOERR_DATA || extended == SQLITE_IOERR_CORRUPTFS)
            throw failure(damaged);
        throw failure(unreachable);
    }
    case SQLITE_NOMEM:
        throw std::bad_alloc();
    default:
        broken(detail);
    }
}

namespace {

SqliteStatement prepared(sqlite3* database, std::string_view where, std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) throw_sqlite(database, code, where, sql);
    return SqliteStatement(statement);
}

bool step(sqlite3* database, std::string_view where, sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) throw_sqlite(database, code, where, sqlite3_sql(statement));
    return code == SQLITE_ROW;
}

std::string text(sqlite3_stmt* statement, int column) {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))) : std::string();
}

} // namespace

std::vector<std::string> run_raw(sqlite3* database, std::string_view where, const std::string& sql) {
    std::vector<std::string> cells;
    const auto statement = prepared(database, where, sql);
    while (step(database, where, statement.get())) cells.push_back(text(statement.get(), 0));
    return cells;
}

std::vector<std::string> tables_of(sqlite3* database, std::string_view where) {
    return run_raw(
        database, where,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name");
}

std::vector<TableColumn> columns_of(sqlite3* database, std::string_view where, std::string_view table) {
    const auto statement = prepared(database, where, "SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid");
    sqlite3_bind_text64(statement.get(), 1, table.data(), table.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    std::vector<TableColumn> columns;
    while (step(database, where, statement.get()))
        columns.push_back({text(statement.get(), 0), kind_of_sqlite_type(text(statement.get(), 1)),
                           sqlite3_column_int(statement.get(), 2)});
    return columns;
}

ValueKind kind_of_sqlite_type(std::string_view type) {
    if (type == "INTEGER") return ValueKind::integer;
    if (type == "INT") return ValueKind::boolean;
    if (type == "TEXT") return ValueKind::text;
    if (type == "BLOB") return ValueKind::bytes;
    broken(fmt::format("a column has a type of ours, not {}", type));
}

} // namespace reef::store
