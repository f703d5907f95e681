// libpq's own names, kept out of every other header: connections, results, what a failure means.
#pragma once
#include "core/store/connection.hpp"
#include "core/store/failure.hpp"
#include <memory>

struct pg_conn;
struct pg_result;

namespace reef::store {

struct ClosePostgres {
    void operator()(pg_conn* connection) const noexcept;
    void operator()(pg_result* result) const noexcept;
};
using PostgresHandle = std::unique_ptr<pg_conn, ClosePostgres>;
using PostgresResult = std::unique_ptr<pg_result, ClosePostgres>;

/// Where a platform lives in a PostgreSQL: what libpq needs to connect, and the schema that is the platform's own.
struct PostgresAddress {
    std::string connection; // for libpq
    std::string schema = "reef";
    bool keeps_statements = true; // false behind a pooler that gives each transaction another session
    std::string name;             // for people: without a password
    /// `postgresql://user@host/database?schema=NAME&pooled=true`, and libpq's own parameters.
    static Result<PostgresAddress> parse(std::string_view where);
};

/// A session, or what became of the attempt: PQstatus says which.
PostgresHandle connect_postgres(const PostgresAddress& address, std::int64_t seconds);

/// Throws what a failed statement means: a StoreFailure, or BrokenAssumption with the statement where the fault is
/// ours.
[[noreturn]] void throw_postgres(pg_conn* connection, const pg_result* result, std::string_view where,
                                 std::string_view sql);

/// PostgreSQL's type for each of our kinds.
unsigned int type_of(ValueKind kind);
/// Nothing for a type that is not ours.
std::optional<ValueKind> kind_of_postgres_type(unsigned int type);

} // namespace reef::store
