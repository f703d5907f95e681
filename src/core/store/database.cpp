#include "core/store/database.hpp"
#include "core/store/postgres_database.hpp"
#include "core/store/sqlite_database.hpp"
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace reef::store {
struct Database::Pool {
    explicit Pool(const Options& given) : options(given) {}
    const Options options;
    std::mutex mutex;
    std::condition_variable returned;
    int out = 0;
    std::vector<std::unique_ptr<Connection>> resting;
};

namespace {

Result<std::unique_ptr<Database>> open_engine(std::string_view where, const Options& options) {
    if (where.starts_with("postgresql://") || where.starts_with("postgres://")) return open_postgres(where, options);
    const auto scheme = where.find("://"); // what follows may hold a password
    if (where.empty() || scheme != std::string_view::npos || where.find('\0') != std::string_view::npos)
        return refuse(unknown_address, {}, {std::string(where.substr(0, scheme))});
    return open_sqlite(where, options);
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(std::string_view where, const Options& options) {
    ensure(options.readers > 0, "a read pool has a place");
    auto database = open_engine(where, options);
    if (!database || where == ":memory:") return database;
    try {
        (*database)->use_generation(generation_to_read(*(*database)->read()));
        return database;
    } catch (const StoreFailure& failure) {
        return std::unexpected(failure.refusal());
    }
}

Database::Database(const Options& options) : pool_(std::make_unique<Pool>(options)) {}
Database::~Database() = default;
const Options& Database::options() const { return pool_->options; }
std::unique_ptr<Watch> Database::watch(std::function<void()>) { return nullptr; }

ReadLease Database::read() {
    std::unique_ptr<Connection> connection;
    {
        std::unique_lock lock(pool_->mutex);
        const bool free = pool_->returned.wait_for(lock, std::chrono::milliseconds(options().patience.ms),
                                                   [&] { return pool_->out < options().readers; });
        if (!free) throw StoreFailure(StoreFailure::Kind::busy, "the read pool", "all readers are out");
        ++pool_->out;
        if (!pool_->resting.empty()) {
            connection = std::move(pool_->resting.back());
            pool_->resting.pop_back();
        }
    }
    try {
        if (!connection) connection = connect();
        connection->begin_read();
    } catch (...) {
        give_back(nullptr);
        throw;
    }
    return {*this, std::move(connection)};
}

int Database::readers_out() const {
    const std::lock_guard lock(pool_->mutex);
    return pool_->out;
}

void Database::give_back(std::unique_ptr<Connection> connection) noexcept {
    if (connection) connection->rollback();
    const std::lock_guard lock(pool_->mutex);
    --pool_->out;
    if (connection) pool_->resting.push_back(std::move(connection));
    pool_->returned.notify_one();
}

void Database::close_readers() noexcept { pool_->resting.clear(); }

ReadLease::ReadLease(Database& database, std::unique_ptr<Connection> connection)
    : database_(&database), connection_(std::move(connection)) {}
ReadLease::ReadLease(ReadLease&& other) noexcept = default;
ReadLease::~ReadLease() {
    if (connection_) database_->give_back(std::move(connection_));
}

} // namespace reef::store
