// What core/store adds to SQLite: the same prepared statements through `store::Connection` and through SQLite's own
// interface, in memory, so that no disk is in the way.
#include "core/store/module.hpp"
#include <benchmark/benchmark.h>
#include <sqlite3.h>

namespace reef::store {
namespace {

constexpr std::int64_t rows = 10'000;
constexpr const char* table =
    "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, joined_at INTEGER NOT NULL) STRICT";
constexpr const char* insert = "INSERT INTO people (id, name, joined_at) VALUES (?1, ?2, ?3)";
constexpr const char* select = "SELECT id, name, joined_at FROM people WHERE id = ?1";
const std::string name = "Somebody with a name of a usual length";

struct Bare {
    sqlite3* database = nullptr;
    sqlite3_stmt *inserting = nullptr, *selecting = nullptr;
    Bare() {
        sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr);
        sqlite3_exec(database, table, nullptr, nullptr, nullptr);
        sqlite3_prepare_v2(database, insert, -1, &inserting, nullptr);
        sqlite3_prepare_v2(database, select, -1, &selecting, nullptr);
        sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr);
    }
    ~Bare() {
        sqlite3_finalize(inserting);
        sqlite3_finalize(selecting);
        sqlite3_close(database);
    }
    void add(std::int64_t id) const {
        sqlite3_bind_int64(inserting, 1, id);
        sqlite3_bind_text(inserting, 2, name.data(), static_cast<int>(name.size()), SQLITE_TRANSIENT);
        sqlite3_bind_int64(inserting, 3, id);
        sqlite3_step(inserting);
        sqlite3_reset(inserting);
    }
    std::tuple<std::int64_t, std::string, std::int64_t> find(std::int64_t id) const {
        sqlite3_bind_int64(selecting, 1, id);
        sqlite3_step(selecting);
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(selecting, 1));
        std::tuple row{sqlite3_column_int64(selecting, 0),
                       std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(selecting, 1))),
                       sqlite3_column_int64(selecting, 2)};
        sqlite3_reset(selecting);
        return row;
    }
};

struct Ours {
    std::unique_ptr<Database> database = std::move(*Database::open(":memory:"));
    std::unique_ptr<Connection> connection = database->connect();
    Ours() {
        connection->begin_write();
        connection->script(
            "CREATE TABLE {people} (id BIGINT PRIMARY KEY, name TEXT NOT NULL, joined_at BIGINT NOT NULL)");
    }
    ~Ours() { connection->rollback(); }
    void add(std::int64_t id) const {
        connection->run("INSERT INTO {people} (id, name, joined_at) VALUES ($1, $2, $3)", id, name, id);
    }
    std::tuple<std::int64_t, std::string, std::int64_t> find(std::int64_t id) const {
        return *connection->first<std::tuple<std::int64_t, std::string, std::int64_t>>(
            "SELECT id, name, joined_at FROM {people} WHERE id = $1", id);
    }
};

template <class Way>
void inserts(benchmark::State& state) {
    const Way way;
    std::int64_t id = 0;
    for (auto _ : state) way.add(++id);
    state.SetItemsProcessed(state.iterations());
}
template <class Way>
void reads(benchmark::State& state) {
    const Way way;
    for (std::int64_t id = 1; id <= rows; ++id) way.add(id);
    std::int64_t id = 0;
    for (auto _ : state) benchmark::DoNotOptimize(way.find(id++ * 7919 % rows + 1));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(inserts<Bare>);
BENCHMARK(inserts<Ours>);
BENCHMARK(reads<Bare>);
BENCHMARK(reads<Ours>);

} // namespace
} // namespace reef::store

BENCHMARK_MAIN();
