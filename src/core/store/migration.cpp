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
    // By name: a room's next one comes after those that other rooms applied long ago.
    auto place = applied.size();
    for (const auto& [name, sql] : migrations) {
        const Applied now(name, sha256({sql}));
        if (const auto before = std::ranges::find(applied, name, [](const Applied& each) { return std::get<0>(each); });
            before != applied.end()) {
            ensure(*before == now, fmt::format("the migration {} stays as it was released", name));
            continue;
        }
        connection.script(sql);
        connection.run("INSERT INTO {store_migrations} (place, name, script) VALUES ($1, $2, $3)", place++, name,
                       std::get<1>(now));
    }
    write.commit();
    return {};
}

} // namespace reef::store
