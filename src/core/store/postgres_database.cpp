#include "core/store/postgres_database.hpp"
#include "core/base/text.hpp"
#include "core/store/postgres_connection.hpp"
#include "core/store/postgres_watch.hpp"
#include <fmt/format.h>
#include <random>

namespace reef::store {
namespace {

constexpr RefusalKind schema_missing{"store.missing", "There is no platform at \"{}\": the schema does not exist.",
                                     503};
constexpr RefusalKind schema_of_another_program{
    "store.of_another_program", "The schema of \"{}\" belongs to another program. Please name a new one.", 503};
constexpr RefusalKind too_old{"store.too_old", "\"{}\" is a PostgreSQL {}; Reef needs 15 or later, in UTF-8.", 503};

constexpr std::int64_t oldest_version = 150'000;

class PostgresDatabase final : public Database {
  public:
    PostgresDatabase(PostgresAddress address, const Options& given) : Database(given), address_(std::move(address)) {}
    ~PostgresDatabase() override { close_readers(); }

    std::unique_ptr<Connection> connect() override {
        return std::make_unique<PostgresConnection>(address_, options(), announcement_of(address_, process_), in_use());
    }

    std::unique_ptr<Watch> watch(std::function<void()> others_wrote) override {
        return address_.keeps_statements ? watch_postgres(address_, process_, std::move(others_wrote)) : nullptr;
    }

    /// The space of what was deleted is given free for others; the bytes in it, and those in PostgreSQL's own log, stay
    /// until they are written over. What was erased stands there under a key that was deleted with it.
    bool checkpoint_and_truncate() override {
        PostgresConnection connection(address_, options());
        for (const auto& table : connection.all_tables())
            connection.run_raw(fmt::format("VACUUM \"{}\".\"{}\"", address_.schema, table));
        return true;
    }

    bool is_shared() const override { return true; }

    std::int64_t size_bytes() override {
        PostgresConnection connection(address_, options());
        const std::string arguments[] = {address_.schema};
        const auto rows =
            connection.run_raw("SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c "
                               "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'",
                               arguments);
        return parse_integer(rows.at(0).at(0).value()).value_or(0);
    }

    Result<void> prepare();

  private:
    PostgresAddress address_;
    const std::string process_ = fmt::format("{:08x}{:08x}", std::random_device()(), std::random_device()());
};

/// Makes the schema with the row that is the one writer's place, or finds that it is ours.
Result<void> PostgresDatabase::prepare() {
    PostgresConnection connection(address_, options());
    const auto version = *connection.run_raw("SHOW server_version_num").at(0).at(0);
    const auto encoding = *connection.run_raw("SHOW server_encoding").at(0).at(0);
    if (parse_integer(version).value_or(0) < oldest_version || encoding != "UTF8")
        return refuse(too_old, {}, {address_.name, fmt::format("{}, {}", version, encoding)});
    const auto says = [&](const std::string& sql) { return *connection.run_raw(sql).at(0).at(0) == "t"; };
    const bool exists =
        says(fmt::format("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '{}')", address_.schema));
    const bool is_ours = says(fmt::format("SELECT to_regclass('\"{}\".store_writer') IS NOT NULL", address_.schema));
    if (is_ours) return {};
    if (exists && !connection.tables().empty()) return refuse(schema_of_another_program, {}, {address_.name});
    if (!options().create) return refuse(schema_missing, {}, {address_.name});
    connection.run_raw(fmt::format("CREATE SCHEMA IF NOT EXISTS \"{}\"", address_.schema));
    connection.run_raw(
        fmt::format("CREATE TABLE IF NOT EXISTS \"{}\".store_writer (place BIGINT PRIMARY KEY)", address_.schema));
    connection.run_raw(
        fmt::format("INSERT INTO \"{}\".store_writer (place) VALUES (1) ON CONFLICT DO NOTHING", address_.schema));
    return {};
}

} // namespace

Result<std::unique_ptr<Database>> open_postgres(std::string_view where, const Options& options) {
    auto address = PostgresAddress::parse(where);
    if (!address) return std::unexpected(std::move(address.error()));
    auto database = std::make_unique<PostgresDatabase>(std::move(*address), options);
    try {
        if (auto prepared = database->prepare(); !prepared) return std::unexpected(std::move(prepared.error()));
    } catch (const StoreFailure& failure) {
        return std::unexpected(failure.refusal());
    }
    return database;
}

} // namespace reef::store
