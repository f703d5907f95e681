#include "core/store/module.hpp"
#include <gtest/gtest.h>

namespace reef::store {
namespace {

TEST(Store, first) {
    auto database = Database::open(":memory:").value();
    auto connection = database->connect();
    WriteTransaction write(*connection);
    connection->script("CREATE TABLE {t} (id BIGINT PRIMARY KEY, name TEXT NOT NULL, b BYTEA, ok BOOLEAN NOT NULL);"
                       "CREATE INDEX t_by_name ON {t} (name); CREATE TABLE {u} (a TEXT PRIMARY KEY); ALTER TABLE {u} "
                       "RENAME TO w; DROP TABLE {w}");
    connection->run("INSERT INTO {t} (id, name, b, ok) VALUES ($2, $1, $3, $4)", "Ana", 7, std::optional<Bytes>(),
                    true);
    EXPECT_EQ(connection->run("UPDATE {t} SET name = 'Bo' WHERE id = $1", 7), 1);
    for (const auto& [id, name, ok] :
         connection->each<std::tuple<MemberId, std::string, bool>>("SELECT id, name, ok FROM {t} FOR UPDATE")) {
        EXPECT_EQ(id.value, 7);
        EXPECT_EQ(name, "Bo");
        EXPECT_TRUE(ok);
    }
    EXPECT_EQ(connection->one<int>("SELECT count(*) FROM {t}"), 1);
    write.commit();
}

} // namespace
} // namespace reef::store
