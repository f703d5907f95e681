#include "core/store/testing.hpp"

namespace reef::store {
namespace {

using testing::HasSubstr;

const std::vector<Migration> first_release = {
    {"chronicle.1_entries", "CREATE TABLE {entries} (number BIGINT PRIMARY KEY)"}};
const std::vector<Migration> second_release = {
    first_release[0],
    {"vault.1_values",
     "CREATE TABLE {vault} (id BIGINT PRIMARY KEY); INSERT INTO {vault} (id) SELECT number FROM {entries}"}};

struct Migrations : testing::Test {
    TestPlace place;
    std::unique_ptr<Database> database = Database::open(place.where()).value();
    std::unique_ptr<Connection> connection = database->connect();
};

TEST_F(Migrations, are_applied_once_and_in_order) {
    ASSERT_TRUE(migrate(*connection, first_release).has_value());
    write_script(*connection, "INSERT INTO {entries} (number) VALUES (1), (2)");
    ASSERT_TRUE(migrate(*connection, second_release).has_value());
    ASSERT_TRUE(migrate(*connection, second_release).has_value());
    EXPECT_EQ(connection->one<int>("SELECT count(*) FROM {vault}"), 2);
    EXPECT_EQ(connection->all<std::string>("SELECT name FROM {store_migrations} ORDER BY place"),
              (std::vector<std::string>{"chronicle.1_entries", "vault.1_values"}));
}

TEST_F(Migrations, may_be_added_before_those_of_other_rooms) {
    ASSERT_TRUE(migrate(*connection, second_release).has_value());
    auto third_release = second_release;
    third_release.insert(third_release.begin() + 1,
                         {"chronicle.2_heads", "CREATE TABLE {heads} (number BIGINT PRIMARY KEY)"});
    ASSERT_TRUE(migrate(*connection, third_release).has_value());
    ASSERT_TRUE(migrate(*connection, third_release).has_value());
    EXPECT_EQ(connection->all<std::string>("SELECT name FROM {store_migrations} ORDER BY place"),
              (std::vector<std::string>{"chronicle.1_entries", "vault.1_values", "chronicle.2_heads"}));
}

TEST_F(Migrations, of_a_newer_release_are_refused_by_name) {
    ASSERT_TRUE(migrate(*connection, second_release).has_value());
    const auto refused = migrate(*connection, first_release);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "store.newer_version");
    EXPECT_THAT(refused.error().sentence(), HasSubstr("vault.1_values"));
    EXPECT_TRUE(migrate(*connection, second_release).has_value()) << "and nothing was changed";
}

TEST_F(Migrations, are_applied_all_or_none) {
    const std::vector<Migration> faulty = {
        first_release[0],
        {"vault.1_values", "CREATE TABLE {vault} (id BIGINT); INSERT INTO {vault} (absent) VALUES (1)"}};
    EXPECT_THAT(broken_by([&] { migrate(*connection, faulty).value(); }), HasSubstr("absent"));
    EXPECT_TRUE(connection->tables().empty());
    EXPECT_TRUE(migrate(*connection, first_release).has_value());
}

TEST_F(Migrations, stay_as_they_were_released) {
    ASSERT_TRUE(migrate(*connection, second_release).has_value());
    auto changed = second_release;
    changed[0].sql = "CREATE TABLE {entries} (number BIGINT PRIMARY KEY, at BIGINT)";
    EXPECT_THAT(broken_by([&] { migrate(*connection, changed).value(); }), HasSubstr("stays as it was released"));
    const std::vector<Migration> twice = {first_release[0], first_release[0]};
    EXPECT_THAT(broken_by([&] { migrate(*Database::open(":memory:").value()->connect(), twice).value(); }),
                HasSubstr("already exists"));
}

TEST_F(Migrations, of_two_processes_that_start_at_once_run_once) {
    auto other = Database::open(place.where()).value();
    auto other_connection = other->connect();
    ASSERT_TRUE(migrate(*connection, second_release).has_value());
    ASSERT_TRUE(migrate(*other_connection, second_release).has_value());
    EXPECT_EQ(connection->one<int>("SELECT count(*) FROM {store_migrations}"), 2);
}

} // namespace
} // namespace reef::store
