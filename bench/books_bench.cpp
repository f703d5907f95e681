// What the books cost: closing a period with very many members and transfers, durable transfers beside SQLite written
// by hand, and the books of a period for another program. Members and the transfers of the period are written into the
// tables; everything measured goes the way that it goes on a platform.
//   scripts/build release reef_books_bench && REEF_TRANSFERS=10000000 build/release/reef_books_bench
// REEF_BENCH_DATABASE names a PostgreSQL in place of a file; bench/transfers/run gives it one.
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/ledger/module.hpp"
#include "core/engine/module.hpp"
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

namespace reef {
namespace {

using namespace engine;

constexpr std::int64_t members = 100'000, first_member = 1'000'000'000, first_transfer = 1'000'000'000'000;

MemberId driver(std::int64_t place) { return MemberId(first_member + place); }
std::string account(std::int64_t place) { return ledger::account_of(driver(place)); }
std::int64_t transfers_asked() {
    const auto* asked = std::getenv("REEF_TRANSFERS");
    return asked ? parse_integer(asked).value_or(0) : 1'000'000;
}

/// A place that nobody used before.
std::string database_in(const std::string& file) {
    static int count = 0;
    const auto* postgres = std::getenv("REEF_BENCH_DATABASE");
    return postgres ? fmt::format("{}&schema=bench_{}_{}", postgres, getpid(), ++count) : file;
}

class Folder {
  public:
    explicit Folder(std::string_view name)
        : path_(std::filesystem::temp_directory_path() / fmt::format("reef_books_bench_{}_{}", getpid(), name)) {
        std::filesystem::create_directories(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string file(std::string_view name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

/// A platform on disk, in its first period.
class Cooperative {
  public:
    Cooperative() {
        const auto pass = [this](Duration span) { clock_.pass(span); };
        const auto charter = *app::preset_charter("ride", engine_->registry());
        ensure(app::found_example(*engine_, charter, {.members = 24, .seed = 1}, pass).has_value(), "it is founded");
        clerk_ = people::members_of(*engine_->read(), "staff").front();
    }
    void write(const std::function<void(store::Connection&)>& work) {
        ensure(!engine_->write_beside(work), "it can be written");
    }
    /// As many drivers as there are members; of each three transfers one is a commission.
    void live(std::int64_t transfers) {
        write([&](store::Connection& connection) {
            const auto now = clock_.now();
            for (std::int64_t i = 0; i < members; ++i) {
                connection.run("INSERT INTO {people_members} (member, name, signed_up_at, entry) VALUES ($1, $2, 0, 1)",
                               driver(i), sha256({"nobody"}));
                connection.run("INSERT INTO {people_memberships} (member, class, joined_entry, joined_at) VALUES ($1, "
                               "'driver', 1, 0)",
                               driver(i));
            }
            const auto entry = ledger::newest_period(connection)->began_entry;
            std::int64_t commissions = 0;
            for (std::int64_t i = 0; i < transfers; ++i) {
                const bool is_commission = i % 3 == 2;
                const auto whose = account(i / 3 % members);
                commissions += is_commission ? 150 : 0;
                connection.run("INSERT INTO {ledger_transfers} (transfer, entry, at, from_account, to_account, minor, "
                               "currency, purpose, reference) VALUES ($1, $2, $3, $4, $5, $6, 'EUR', $7, '/rides/1')",
                               first_transfer + i, entry, now, is_commission ? whose : std::string(ledger::outside),
                               is_commission ? std::string(ledger::treasury) : whose,
                               is_commission ? std::int64_t{150} : 700 + i % 900,
                               std::string_view(is_commission ? "commission" : "fare"));
            }
            connection.run(
                "UPDATE {ledger_accounts} SET balance = balance + $1 WHERE account = 'treasury' AND currency "
                "= 'EUR'",
                commissions);
        });
    }
    void until_the_period_is_over() {
        clock_.pass(days(31));
        write([](store::Connection&) {});
    }
    void close_period() {
        const auto answer = engine_->perform(Actor::of(clerk_), "bench", call(ledger::ClosePeriod{1}));
        ensure(answer.has_value(), "it is over, and can be closed");
    }
    /// The clock pays the pools.
    void pay_members() {
        write([](store::Connection&) {});
    }
    std::int64_t paid() {
        return engine_->read()->one<std::int64_t>("SELECT count(*) FROM {ledger_patronage} WHERE period = 1");
    }
    void transfer() {
        const auto answer = engine_->perform(
            Actor::platform(), "bench", call(ledger::Post{{{"outside", "treasury", {1, {}}, "grant"}}, "/bench", {}}));
        ensure(answer.has_value(), "the outside may give");
    }
    std::int64_t balance() { return ledger::balance_of(*engine_->read(), std::string(ledger::treasury), {}).minor; }
    void export_books(const std::string& file) {
        std::ofstream out(file);
        ledger::write_books(*engine_->read(), ledger::BooksFormat::hledger, {}, out);
    }

  private:
    Folder folder_{"platform"};
    ManualClock clock_{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance_ = Chance::from_seed(5);
    std::unique_ptr<store::Database> database_ =
        std::move(*store::Database::open(database_in(folder_.file("platform.db"))));
    std::unique_ptr<Engine> engine_ = std::move(*Engine::open(
        *database_, app::rooms(), {.clock = &clock_, .chance = chance_.get(), .migrations = app::migrations()}));
    MemberId clerk_;
};

double seconds_of(const auto& work) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Computing the waterfall and every part, and then paying 400 members in an entry.
void close_of_100000_members(benchmark::State& state) {
    Cooperative cooperative;
    cooperative.live(transfers_asked());
    for (auto _ : state) {
        state.counters["export_s"] = seconds_of([&] { cooperative.export_books("/dev/null"); });
        cooperative.until_the_period_is_over();
        state.counters["close_s"] = seconds_of([&] { cooperative.close_period(); });
        state.counters["pay_s"] = seconds_of([&] { cooperative.pay_members(); });
        state.counters["parts"] = static_cast<double>(cooperative.paid());
    }
}
BENCHMARK(close_of_100000_members)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();

/// One after the other, or 64 at a time; each waits for the disk.
void durable_transfers(benchmark::State& state) {
    Cooperative cooperative;
    constexpr std::int64_t each = 40;
    const auto clients = state.range(0);
    for (auto _ : state) {
        std::vector<std::jthread> all;
        for (std::int64_t client = 0; client < clients; ++client)
            all.emplace_back([&] {
                for (std::int64_t i = 0; i < each; ++i) cooperative.transfer();
            });
    }
    state.SetItemsProcessed(state.iterations() * clients * each);
}
BENCHMARK(durable_transfers)->Arg(1)->Arg(64)->Iterations(5)->UseRealTime();

/// A snapshot for each.
void balance_reads(benchmark::State& state) {
    Cooperative cooperative;
    for (auto _ : state) benchmark::DoNotOptimize(cooperative.balance());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(balance_reads)->UseRealTime();

/// The row and both balances, in one durable transaction for as many transfers as there are clients.
void transfers_written_by_hand(benchmark::State& state) {
    const Folder folder("bare");
    sqlite3* database = nullptr;
    sqlite3_open(folder.file("bare.db").c_str(), &database);
    const auto run = [&](const char* sql) {
        ensure(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK, "SQLite takes it");
    };
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE accounts (account TEXT PRIMARY KEY, "
        "balance "
        "INTEGER NOT NULL) STRICT; CREATE TABLE transfers (transfer INTEGER PRIMARY KEY, at INTEGER NOT NULL, giver "
        "TEXT "
        "NOT NULL, receiver TEXT NOT NULL, minor INTEGER NOT NULL) STRICT; CREATE INDEX by_giver ON transfers (giver); "
        "CREATE INDEX by_receiver ON transfers (receiver); INSERT INTO accounts VALUES ('outside', 0), ('treasury', "
        "0)");
    std::array<sqlite3_stmt*, 3> statements{};
    const std::array<const char*, 3> texts = {
        "INSERT INTO transfers (at, giver, receiver, minor) VALUES (0, 'outside', 'treasury', 1)",
        "UPDATE accounts SET balance = balance - 1 WHERE account = 'outside'",
        "UPDATE accounts SET balance = balance + 1 WHERE account = 'treasury'"};
    for (std::size_t i = 0; i < texts.size(); ++i) sqlite3_prepare_v2(database, texts[i], -1, &statements[i], nullptr);
    const auto together = state.range(0);
    for (auto _ : state) {
        run("BEGIN IMMEDIATE");
        for (std::int64_t i = 0; i < together; ++i)
            for (auto* statement : statements) {
                ensure(sqlite3_step(statement) == SQLITE_DONE, "it is written");
                sqlite3_reset(statement);
            }
        run("COMMIT");
    }
    for (auto* statement : statements) sqlite3_finalize(statement);
    sqlite3_close(database);
    state.SetItemsProcessed(state.iterations() * together);
}
BENCHMARK(transfers_written_by_hand)->Arg(1)->Arg(64)->UseRealTime();

} // namespace
} // namespace reef

BENCHMARK_MAIN();
