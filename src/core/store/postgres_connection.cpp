#include "core/store/postgres_connection.hpp"
#include "core/base/text.hpp"
#include "core/store/dialect.hpp"
#include <algorithm>
#include <bit>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <thread>

namespace reef::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int binary = 1;
constexpr std::string_view writing_words[] = {"insert", "update", "delete", "create", "drop", "alter"};

std::int64_t from_network(const char* data, int length) {
    std::uint64_t number = 0;
    for (int i = 0; i < length; ++i) number = number << 8 | static_cast<unsigned char>(data[i]);
    const int unused = 64 - 8 * length;
    return static_cast<std::int64_t>(number << unused) >> unused; // the sign goes along
}

std::string to_network(std::int64_t number) {
    std::string bytes(8, '\0');
    for (int i = 0; i < 8; ++i)
        bytes[static_cast<std::size_t>(i)] = static_cast<char>(static_cast<std::uint64_t>(number) >> (56 - 8 * i));
    return bytes;
}

std::string first_word(std::string_view sql) {
    sql = trimmed(sql);
    return lower_ascii(sql.substr(0, sql.find_first_of(" \n\t(")));
}

} // namespace

PostgresConnection::PostgresConnection(const PostgresAddress& address, const Options& options, std::string announcement,
                                       std::shared_ptr<GenerationInUse> in_use)
    : DialectConnection(std::move(in_use)),
      address_(address),
      options_(options),
      commit_of_write_(announcement + "; COMMIT") {
    connect();
}

PostgresConnection::~PostgresConnection() { rollback(); }

// --- The session -----------------------------------------------------------------------------------------------------

void PostgresConnection::connect() {
    const auto until = Clock::now() + std::chrono::milliseconds(options_.patience.ms);
    for (auto pause = std::chrono::milliseconds(20);; pause = std::min(pause * 2, std::chrono::milliseconds(1000))) {
        handle_ = connect_postgres(address_, std::max<std::int64_t>(2, options_.patience.ms / 1000));
        if (PQstatus(handle_.get()) == CONNECTION_OK) break;
        if (Clock::now() + pause > until)
            throw StoreFailure(StoreFailure::Kind::unreachable, address_.name,
                               std::string(trimmed(PQerrorMessage(handle_.get()))));
        std::this_thread::sleep_for(pause);
    }
    PQsetErrorVerbosity(handle_.get(), PQERRORS_TERSE); // details would hold values
    PQsetNoticeProcessor(
        handle_.get(), [](void*, const char*) {}, nullptr);
    ++session_;
    statements_.clear();
    state_ = State::outside;
}

PostgresConnection::Texts PostgresConnection::run_raw(const std::string& sql, std::span<const std::string> arguments) {
    std::vector<const char*> values;
    for (const auto& argument : arguments) values.push_back(argument.c_str());
    const PostgresResult result(PQexecParams(handle_.get(), sql.c_str(), static_cast<int>(values.size()), nullptr,
                                             values.data(), nullptr, nullptr, 0));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(result.get(), sql);
    Texts rows(static_cast<std::size_t>(PQntuples(result.get())));
    for (int row = 0; row < PQntuples(result.get()); ++row)
        for (int column = 0; column < PQnfields(result.get()); ++column)
            rows[static_cast<std::size_t>(row)].push_back(
                PQgetisnull(result.get(), row, column)
                    ? std::nullopt
                    : std::optional<std::string>(PQgetvalue(result.get(), row, column)));
    return rows;
}

void PostgresConnection::fail(const pg_result* result, std::string_view sql) {
    note_failure();
    // Another release changed a table under the statements that this session knows.
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    if (state && std::string_view(state) == "0A000" &&
        std::string_view(PQresultErrorMessage(result)).find("cached plan") != std::string_view::npos) {
        forget_statements();
        throw StoreFailure(StoreFailure::Kind::busy, address_.name, "a table was changed");
    }
    throw_postgres(handle_.get(), result, address_.name, sql);
}

// --- Transactions ----------------------------------------------------------------------------------------------------

/// Nothing has happened yet, so a line that turns out to be lost is mended and the transaction begun once more.
void PostgresConnection::begin(const std::string& sql, State state) {
    ensure(state_ == State::outside && !current_, "a transaction begins outside of another");
    follow_generation();
    for (bool is_first = true;; is_first = false) {
        if (PQstatus(handle_.get()) != CONNECTION_OK) connect();
        const PostgresResult result(PQexec(handle_.get(), sql.c_str()));
        if (PQresultStatus(result.get()) == PGRES_TUPLES_OK) {
            if (PQntuples(result.get()) == 1 || state == State::reading) break;
            rollback(); // the writer's place is gone (mark.hpp)
            throw StoreFailure(StoreFailure::Kind::moved, address_.name, "the platform was moved");
        }
        if (is_first && PQstatus(handle_.get()) != CONNECTION_OK) continue;
        try {
            fail(result.get(), sql);
        } catch (...) {
            rollback();
            throw;
        }
    }
    state_ = state;
}

/// "Head-row lock": one row of the schema is the one writer's place. Nothing of it outlives the transaction.
void PostgresConnection::begin_write() {
    begin(fmt::format("BEGIN; SET LOCAL lock_timeout = {}; {}SELECT 1 FROM \"{}\".store_writer FOR UPDATE",
                      options_.patience.ms, options_.durable ? "" : "SET LOCAL synchronous_commit = off; ",
                      address_.schema),
          State::writing);
}

void PostgresConnection::begin_read() {
    begin(fmt::format("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1 FROM \"{}\".store_writer",
                      address_.schema),
          State::reading);
}

void PostgresConnection::commit() {
    ensure(state_ == State::writing || state_ == State::reading, "a transaction that has not failed is committed");
    ensure(!current_, "no statement is open at a commit");
    const PostgresResult result(PQexec(handle_.get(), state_ == State::writing ? commit_of_write_.c_str() : "COMMIT"));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(result.get(), "COMMIT");
    ensure(std::string_view(PQcmdStatus(const_cast<pg_result*>(result.get()))) == "COMMIT",
           "what did not fail is committed");
    state_ = State::outside;
}

void PostgresConnection::rollback() noexcept {
    close();
    const auto status = PQtransactionStatus(handle_.get());
    if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE)
        PQclear(PQexec(handle_.get(), "ROLLBACK"));
    state_ = State::outside;
}

// --- Statements ------------------------------------------------------------------------------------------------------

PostgresConnection::Statement& PostgresConnection::translated(std::string_view sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) return known->second;
    if (statements_.size() == statements_max) forget_statements();
    auto text = to_postgres(sql, address_.schema, generation());
    Statement statement;
    statement.text = sql;
    statement.sql = std::move(text.sql);
    if (trimmed(statement.sql).empty()) wrong("there is a statement", sql);
    statement.writes = std::ranges::count(writing_words, first_word(sql)) > 0;
    statement.name = fmt::format("reef_{}", ++named_);
    statement.parameters.resize(static_cast<std::size_t>(text.parameters));
    return statements_.emplace(sql, std::move(statement)).first->second;
}

void PostgresConnection::forget_statements() noexcept {
    statements_.clear();
    if (PQtransactionStatus(handle_.get()) != PQTRANS_INERROR) PQclear(PQexec(handle_.get(), "DEALLOCATE ALL"));
}

/// Arguments as PostgreSQL takes them in binary.
struct PostgresConnection::Bound {
    explicit Bound(std::span<const Value> arguments) : numbers(arguments.size()) {
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const auto& value = arguments[i];
            if (value.kind == ValueKind::integer) numbers[i] = to_network(value.integer);
            if (value.kind == ValueKind::boolean) numbers[i] = std::string(1, static_cast<char>(value.integer));
            const bool is_number = value.kind == ValueKind::integer || value.kind == ValueKind::boolean;
            const std::string_view bytes = is_number ? std::string_view(numbers[i]) : value.data;
            values.push_back(value.null ? nullptr : bytes.data() ? bytes.data() : "");
            lengths.push_back(static_cast<int>(bytes.size()));
            formats.push_back(binary);
            types.push_back(type_of(value.kind));
        }
    }
    int count() const { return static_cast<int>(values.size()); }
    std::vector<std::string> numbers;
    std::vector<const char*> values;
    std::vector<int> lengths, formats;
    std::vector<Oid> types;
};

void PostgresConnection::send(Statement& statement, std::span<const Value> arguments) {
    const Bound bound(arguments);
    if (address_.keeps_statements && statement.known_to_session != session_) {
        const PostgresResult prepared(
            PQprepare(handle_.get(), statement.name.c_str(), statement.sql.c_str(), bound.count(), bound.types.data()));
        if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) fail(prepared.get(), statement.text);
        statement.known_to_session = session_;
    }
    const int sent = address_.keeps_statements
                         ? PQsendQueryPrepared(handle_.get(), statement.name.c_str(), bound.count(),
                                               bound.values.data(), bound.lengths.data(), bound.formats.data(), binary)
                         : PQsendQueryParams(handle_.get(), statement.sql.c_str(), bound.count(), bound.types.data(),
                                             bound.values.data(), bound.lengths.data(), bound.formats.data(), binary);
    if (!sent) fail(nullptr, statement.text);
    PQsetSingleRowMode(handle_.get());
    in_flight_ = true;
}

void PostgresConnection::open(std::string_view sql, std::span<const Value> arguments, RowShape shape) {
    if (current_) wrong(fmt::format("a connection runs one statement at a time; open is: {}", current_->text), sql);
    if (state_ == State::outside && PQstatus(handle_.get()) != CONNECTION_OK) connect();
    if (state_ == State::outside) follow_generation();
    auto& statement = translated(sql);
    check_place(statement);
    check_arguments(statement, arguments);
    send(statement, arguments);
    current_ = &statement;
    shape_ = shape;
    shape_is_checked_ = false;
    changed_ = 0;
}

bool PostgresConnection::next(Value* cells) {
    ensure(current_ != nullptr, "a row is asked of an open statement");
    if (!in_flight_) return false;
    row_.reset(PQgetResult(handle_.get()));
    const auto status = PQresultStatus(row_.get());
    if (status == PGRES_SINGLE_TUPLE) {
        check_shape(row_.get());
        for (std::size_t i = 0; i < shape_.size(); ++i) {
            cells[i] = {.kind = shape_[i].kind};
            read_cell(row_.get(), static_cast<int>(i), cells[i]);
        }
        return true;
    }
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        const auto failed = std::move(row_);
        const auto text = current_->text;
        close();
        fail(failed.get(), text);
    }
    check_shape(row_.get());
    const std::string_view changed = PQcmdTuples(row_.get());
    if (current_->writes) std::from_chars(changed.data(), changed.data() + changed.size(), changed_);
    drain();
    return false;
}

void PostgresConnection::check_shape(const pg_result* result) {
    if (shape_is_checked_) return;
    if (static_cast<std::size_t>(PQnfields(result)) != shape_.size())
        wrong(fmt::format("{} columns are read as {}", PQnfields(result), shape_.size()), current_->text);
    for (std::size_t i = 0; i < shape_.size(); ++i) {
        const std::string_view name = PQfname(result, static_cast<int>(i));
        if (!shape_[i].name.empty() && shape_[i].name != name)
            wrong(fmt::format("column {} is called {}, not {}", i + 1, name, shape_[i].name), current_->text);
        const auto kind = kind_of_postgres_type(PQftype(result, static_cast<int>(i)));
        if (kind != shape_[i].kind)
            wrong(fmt::format("column {} is {} and is read as {}", name, kind ? sql_name(*kind) : "of another type",
                              sql_name(shape_[i].kind)),
                  current_->text);
    }
    shape_is_checked_ = true;
}

void PostgresConnection::read_cell(const pg_result* result, int column, Value& cell) {
    const auto& shape = shape_[static_cast<std::size_t>(column)];
    if (PQgetisnull(result, 0, column)) {
        if (!shape.nullable)
            wrong(fmt::format("column {} holds NULL and is read as {}", PQfname(result, column), sql_name(shape.kind)),
                  current_->text);
        cell.null = true;
        return;
    }
    const std::string_view bytes(PQgetvalue(result, 0, column),
                                 static_cast<std::size_t>(PQgetlength(result, 0, column)));
    if (shape.kind == ValueKind::integer || shape.kind == ValueKind::boolean)
        cell.integer = from_network(bytes.data(), static_cast<int>(bytes.size()));
    else
        cell.data = bytes;
}

/// What is still to come of a statement; libpq gives nothing more after it.
void PostgresConnection::drain() noexcept {
    while (const PostgresResult rest{PQgetResult(handle_.get())})
        if (PQresultStatus(rest.get()) == PGRES_FATAL_ERROR) note_failure();
    in_flight_ = false;
}

std::int64_t PostgresConnection::close() noexcept {
    if (!current_) return 0;
    if (in_flight_) drain();
    row_.reset();
    current_ = nullptr;
    return std::exchange(changed_, 0);
}

void PostgresConnection::script(std::string_view sql) {
    ensure(!current_, "a connection runs one statement at a time");
    const auto text = to_postgres(sql, address_.schema, generation());
    if (text.parameters > 0) wrong("a script has no arguments", sql);
    if (trimmed(text.sql).empty()) return;
    if (state_ == State::failed) wrong("after a failure comes a rollback", sql);
    if (state_ != State::writing) wrong("what writes stands inside begin_write", sql);
    if (!PQsendQuery(handle_.get(), text.sql.c_str())) fail(nullptr, sql);
    PostgresResult failed;
    bool gives_rows = false;
    while (PostgresResult result{PQgetResult(handle_.get())}) {
        const auto status = PQresultStatus(result.get());
        gives_rows = gives_rows || status == PGRES_TUPLES_OK;
        if (status == PGRES_FATAL_ERROR && !failed) failed = std::move(result);
    }
    if (failed) fail(failed.get(), sql);
    if (gives_rows) wrong("a script gives no rows", sql);
}

// --- The tables themselves -------------------------------------------------------------------------------------------

std::vector<std::string> PostgresConnection::tables() { return tables_called(all_tables()); }

std::vector<std::string> PostgresConnection::all_tables() {
    std::vector<std::string> names;
    const std::string arguments[] = {address_.schema};
    for (auto& row :
         run_raw("SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 "
                 "AND c.relkind IN ('r', 'p') AND c.relname <> 'store_writer' ORDER BY c.relname COLLATE \"C\"",
                 arguments))
        names.push_back(std::move(*row.at(0)));
    return names;
}

std::vector<TableColumn> PostgresConnection::columns(std::string_view table) {
    std::vector<TableColumn> columns;
    const std::string arguments[] = {address_.schema, generation().name_of(table)};
    for (const auto& row :
         run_raw("SELECT a.attname, a.atttypid, coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) FROM "
                 "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
                 "LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary WHERE n.nspname = $1 AND c.relname = "
                 "$2 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                 arguments)) {
        const auto kind = kind_of_postgres_type(static_cast<unsigned int>(parse_integer(*row[1]).value_or(0)));
        ensure(kind.has_value(), fmt::format("the column {} of {} has a type of ours", *row[0], table));
        columns.push_back({*row[0], *kind, static_cast<int>(parse_integer(*row[2]).value_or(0))});
    }
    return columns;
}

} // namespace reef::store
