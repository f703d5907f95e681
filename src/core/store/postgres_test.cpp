// What PostgreSQL alone has: addresses, schemas, a line that is lost. The other tests of this room run on both engines.
#include "core/store/testing.hpp"
#include <chrono>
#include <semaphore>

namespace reef::store {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PostgresAddress, names_a_schema_and_hides_the_password) {
    const auto address =
        PostgresAddress::parse("postgresql://reef:secret@db.example:5433/co?schema=tide&pooled=true&sslmode=require")
            .value();
    EXPECT_EQ(address.schema, "tide");
    EXPECT_FALSE(address.keeps_statements);
    EXPECT_EQ(address.connection, "postgresql://reef:secret@db.example:5433/co?sslmode=require");
    EXPECT_EQ(address.name, "postgresql://db.example:5433/co (tide)");
    EXPECT_EQ(PostgresAddress::parse("postgresql:///co").value().schema, "reef");
}
TEST(PostgresAddress, is_refused_by_name) {
    EXPECT_EQ(PostgresAddress::parse("postgresql:///co?schema=Drop Table").error().code, "store.bad_schema");
    EXPECT_EQ(PostgresAddress::parse("postgresql:///co?schema=\"x").error().code, "store.bad_schema");
    const auto refused = PostgresAddress::parse("postgresql://reef:secret@host/co?nonsense=1").error();
    EXPECT_EQ(refused.code, "store.unknown_address");
    EXPECT_THAT(refused.sentence(), Not(HasSubstr("secret")));
}
TEST(PostgresAddress, of_nobody_is_refused_when_patience_ends) {
    const auto opened = Database::open("postgresql://reef:secret@127.0.0.1:1/co", {.patience = Duration{50}});
    EXPECT_EQ(opened.error().code, "store.unreachable");
    EXPECT_THAT(opened.error().sentence(), Not(HasSubstr("secret")));
}

struct Postgres : testing::Test {
    TestPlace place;
    std::unique_ptr<Database> database;
    void SetUp() override {
        if (!TestPlace::is_postgres()) GTEST_SKIP() << "needs REEF_TEST_DATABASE (scripts/with_postgres)";
        database = Database::open(place.where(), {.patience = seconds(5)}).value();
        write_script(*database->connect(), "CREATE TABLE {t} (id BIGINT PRIMARY KEY)");
    }
    void end_all_sessions() const {
        place.says("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'reef' AND pid <> "
                   "pg_backend_pid()");
    }
    static std::int64_t count(Connection& connection) {
        return connection.one<std::int64_t>("SELECT count(*) FROM {t}");
    }
};

TEST_F(Postgres, of_another_encoding_is_refused_with_what_is_needed) {
    if (place.where().contains("pooled=true")) GTEST_SKIP() << "a pooler knows its databases beforehand";
    const auto name = place.schema() + "_latin1";
    place.says("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
    auto where = place.where();
    where.replace(where.find("/postgres?"), 10, "/" + name + "?");
    const auto opened = Database::open(where, {.patience = seconds(5)});
    EXPECT_EQ(opened.error().code, "store.too_old");
    EXPECT_THAT(opened.error().sentence(), HasSubstr("LATIN1"));
    place.says("DROP DATABASE " + name + " WITH (FORCE)");
}

TEST_F(Postgres, is_found_again_when_the_next_transaction_begins) {
    const auto writer = database->connect();
    EXPECT_EQ(count(*database->read()), 0); // a reader rests in the pool
    EXPECT_EQ(count(*writer), 0);
    end_all_sessions();
    WriteTransaction write(*writer);
    writer->run("INSERT INTO {t} (id) VALUES ($1)", 1);
    write.commit();
    EXPECT_EQ(count(*database->read()), 1);
}
TEST_F(Postgres, that_is_lost_inside_a_transaction_undoes_it) {
    const auto writer = database->connect();
    writer->begin_write();
    writer->run("INSERT INTO {t} (id) VALUES ($1)", 1);
    end_all_sessions();
    EXPECT_EQ(failure_of([&] { writer->run("INSERT INTO {t} (id) VALUES ($1)", 2); }), StoreFailure::Kind::unreachable);
    writer->rollback();
    EXPECT_EQ(count(*database->read()), 0);
    WriteTransaction write(*writer);
    writer->run("INSERT INTO {t} (id) VALUES ($1)", 3);
    write.commit();
    EXPECT_EQ(count(*database->read()), 1);
}
TEST_F(Postgres, tells_other_processes_of_a_write_and_of_nothing_else) {
    if (!PostgresAddress::parse(place.where())->keeps_statements) GTEST_SKIP() << "a pooler stands between";
    const auto elsewhere = Database::open(place.where()).value();
    std::counting_semaphore<> said(0);
    const auto watch = elsewhere->watch([&] { said.release(); });
    ASSERT_TRUE(said.try_acquire_for(std::chrono::seconds(20))) << "when it begins to listen, something may be new";
    const auto write = [](Database& by, int id) {
        const auto writer = by.connect();
        WriteTransaction transaction(*writer);
        writer->run("INSERT INTO {t} (id) VALUES ($1)", id);
        transaction.commit();
    };
    write(*elsewhere, 1); // its own
    EXPECT_EQ(count(*elsewhere->read()), 1);
    write(*database, 2);
    EXPECT_TRUE(said.try_acquire_for(std::chrono::seconds(20)));
    EXPECT_FALSE(said.try_acquire()) << "what it wrote itself is no news";

    end_all_sessions();
    EXPECT_TRUE(said.try_acquire_for(std::chrono::seconds(20))) << "it listens again";
}
TEST_F(Postgres, keeps_platforms_apart_by_schema) {
    const TestPlace other;
    const auto neighbour = Database::open(other.where()).value();
    EXPECT_TRUE(neighbour->connect()->tables().empty());
    write_script(*neighbour->connect(), "CREATE TABLE {t} (name TEXT PRIMARY KEY)");
    EXPECT_EQ(database->connect()->columns("t").at(0).name, "id");
}
TEST_F(Postgres, refuses_a_schema_that_is_missing_or_of_another_program) {
    const TestPlace other;
    EXPECT_EQ(Database::open(other.where(), {.create = false}).error().code, "store.missing");
    other.says("CREATE SCHEMA " + other.schema() + "; CREATE TABLE " + other.schema() + ".theirs (id BIGINT)");
    EXPECT_EQ(Database::open(other.where()).error().code, "store.of_another_program");
}
TEST_F(Postgres, takes_no_more_room_than_what_it_keeps) {
    const auto writer = database->connect();
    const auto before = database->size_bytes();
    WriteTransaction write(*writer);
    for (int id = 0; id < 3000; ++id) writer->run("INSERT INTO {t} (id) VALUES ($1)", id);
    write.commit();
    EXPECT_GT(database->size_bytes(), before + 3000 * 8);
    EXPECT_TRUE(database->checkpoint_and_truncate());
}

} // namespace
} // namespace reef::store
