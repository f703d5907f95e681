#include "core/store/migration.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::store {
namespace {
constexpr RefusalKind newer_version{
    "store.newer_version",
    "This data was last used by a newer release of Reef: this one does not know \"{}\". "
    "Please start the newer release.",
    503};
}

Result<void> migrate(Connection& connection, std::span<const Migration> migrations) {
    WriteTransaction write(connection);
    connection.script("CREATE TABLE IF NOT EXISTS {store_migrations} "
                      "(place BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, script BYTEA NOT NULL);");
    using Applied = std::tuple<std::string, Hash>;
    const auto applied = connection.all<Applied>("SELECT name, script FROM {store_migrations} ORDER BY place");
    for (const auto& [name, script] : applied)
        if (std::ranges::find(migrations, name, &Migration::name) == migrations.end())
            return refuse(newer_version, {}, {name});
    ensure(applied.size() <= migrations.size(), "a migration has a name of its own");
    for (std::size_t place = 0; place < migrations.size(); ++place) {
        const auto& migration = migrations[place];
        const Hash script = sha256({migration.sql});
        if (place < applied.size()) {
            ensure(applied[place] == Applied(migration.name, script),
                   fmt::format("the migration {} stays as it was released", migration.name));
            continue;
        }
        connection.script(migration.sql);
        connection.run("INSERT INTO {store_migrations} (place, name, script) VALUES ($1, $2, $3)", place,
                       migration.name, script);
    }
    write.commit();
    return {};
}

} // namespace reef::store
