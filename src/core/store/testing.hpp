// What this room's tests share.
#pragma once
#include "core/base/module.hpp"
#include "core/store/module.hpp"
#include "core/store/postgres_raw.hpp"
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

namespace reef::store {

/// A folder that is gone after the test.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "reef-store-XXXXXX").string();
        ensure(::mkdtemp(pattern.data()) != nullptr, "a temporary folder can be made");
        path = pattern;
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::string file(std::string_view name = "platform.reef") const { return (path / name).string(); }
    std::filesystem::path path;
};

inline std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A place for a database that is gone after the test: a file, or a schema of the PostgreSQL that REEF_TEST_DATABASE
/// names.
class TestPlace {
  public:
    TestPlace() {
        static std::atomic<int> count = 0;
        const char* server = std::getenv("REEF_TEST_DATABASE");
        if (server)
            where_ = fmt::format("{}&schema=t_{}_{}", server, ::getpid(), ++count);
        else
            where_ = folder_.file();
    }
    ~TestPlace() {
        if (is_postgres()) says("DROP SCHEMA IF EXISTS " + schema() + " CASCADE");
    }
    TestPlace(const TestPlace&) = delete;
    TestPlace& operator=(const TestPlace&) = delete;
    const std::string& where() const { return where_; }
    std::string schema() const { return PostgresAddress::parse(where_).value().schema; }
    /// Through libpq alone, beside everything of ours.
    void says(const std::string& sql) const {
        const PostgresHandle connection(PQconnectdb(PostgresAddress::parse(where_).value().connection.c_str()));
        PQsetNoticeProcessor(
            connection.get(), [](void*, const char*) {}, nullptr);
        const PostgresResult result(PQexec(connection.get(), sql.c_str()));
        ensure(PQresultStatus(result.get()) != PGRES_FATAL_ERROR, PQresultErrorMessage(result.get()));
    }
    static bool is_postgres() { return std::getenv("REEF_TEST_DATABASE") != nullptr; }

  private:
    TemporaryFolder folder_;
    std::string where_;
};

/// What the engine under test says.
inline std::string either(std::string sqlite_says, std::string postgres_says) {
    return TestPlace::is_postgres() ? std::move(postgres_says) : std::move(sqlite_says);
}

/// Runs SQL through SQLite alone, without anything of ours; the first cell of its rows, one in each line.
inline std::string sqlite_says(const std::string& path, const char* sql) {
    sqlite3* database = nullptr;
    std::string out;
    const auto keep = [](void* to, int, char** cells, char**) {
        static_cast<std::string*>(to)->append(cells[0] ? cells[0] : "NULL").append("\n");
        return 0;
    };
    sqlite3_open(path.c_str(), &database);
    if (sqlite3_exec(database, sql, keep, &out, nullptr) != SQLITE_OK) out += sqlite3_errmsg(database);
    sqlite3_close(database);
    return out;
}

/// One transaction with the statements of a script.
inline void write_script(Connection& connection, std::string_view sql) {
    WriteTransaction write(connection);
    connection.script(sql);
    write.commit();
}

template <class Action>
StoreFailure::Kind failure_of(Action action) {
    try {
        action();
    } catch (const StoreFailure& failure) {
        return failure.kind;
    }
    throw std::runtime_error("nothing failed");
}

/// What an assertion said; empty if it held.
template <class Action>
std::string broken_by(Action action) {
    try {
        action();
    } catch (const BrokenAssumption& assumption) {
        return assumption.what();
    }
    return {};
}

} // namespace reef::store
