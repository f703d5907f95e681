// SQLite's own names, kept out of every other header: handles, result codes, the description of tables.
#pragma once
#include "core/store/connection.hpp"
#include "core/store/failure.hpp"
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace reef::store {

struct CloseSqlite {
    void operator()(sqlite3* database) const noexcept;
    void operator()(sqlite3_stmt* statement) const noexcept;
};
using SqliteHandle = std::unique_ptr<sqlite3, CloseSqlite>;
using SqliteStatement = std::unique_ptr<sqlite3_stmt, CloseSqlite>;

/// Throws what SQLite's result code means: a StoreFailure, or BrokenAssumption with the statement where the fault is
/// ours.
[[noreturn]] void throw_sqlite(sqlite3* database, int code, std::string_view where, std::string_view sql);

/// Runs a statement of our own that is no part of the dialect, such as a pragma; the first column of its rows.
std::vector<std::string> run_raw(sqlite3* database, std::string_view where, const std::string& sql);

std::vector<std::string> tables_of(sqlite3* database, std::string_view where);
std::vector<TableColumn> columns_of(sqlite3* database, std::string_view where, std::string_view table);
/// Of the types that to_sqlite() writes.
ValueKind kind_of_sqlite_type(std::string_view type);

} // namespace reef::store
