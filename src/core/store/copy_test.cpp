// Tables are copied as they are, from any engine into any other; and marks keep the left place from being written.
#include "core/store/testing.hpp"
#include <rapidcheck.h>

namespace reef::store {
namespace {

/// The engine under test, and a scratch database beside it.
struct Copy : testing::Test {
    TestPlace place;
    std::unique_ptr<Database> kept = Database::open(place.where()).value(),
                              scratch = Database::open(":memory:").value();
    std::unique_ptr<Connection> here = kept->connect(), there = scratch->connect();

    void both(std::string_view sql) {
        write_script(*here, sql);
        write_script(*there, sql);
    }
    static std::int64_t copy(Connection& from, Connection& to, const CopyOptions& options = {}) {
        from.begin_read();
        const auto copied = copy_rows(from, to, "t", options);
        from.rollback();
        return copied;
    }
    bool same() { return digest(*here, "t") == digest(*there, "t"); }
};

TEST_F(Copy, keeps_every_kind_of_value_both_ways) {
    both("CREATE TABLE {t} (id BIGINT PRIMARY KEY, n BIGINT, yes BOOLEAN, words TEXT, raw BYTEA)");
    here->begin_write();
    here->run("INSERT INTO {t} (id, n, yes, words, raw) VALUES ($1, $2, $3, $4, $5)", -1,
              std::numeric_limits<std::int64_t>::min(), true, "", Bytes{});
    here->run("INSERT INTO {t} (id, n, yes, words, raw) VALUES ($1, $2, $3, $4, $5)", 7,
              std::numeric_limits<std::int64_t>::max(), false, "d'été \U0001F41A", Bytes{std::string("\0\xff'", 3)});
    here->run("INSERT INTO {t} (id) VALUES (9)");
    here->commit();
    EXPECT_EQ(copy(*here, *there), 3);
    EXPECT_TRUE(same());
    write_script(*here, "DELETE FROM {t}");
    EXPECT_EQ(copy(*there, *here), 3);
    EXPECT_TRUE(same());
}

struct Interrupted {};

TEST_F(Copy, goes_on_behind_the_last_row_after_an_interruption) {
    both("CREATE TABLE {t} (a TEXT, b BIGINT, c TEXT NOT NULL, PRIMARY KEY (b, a))");
    here->begin_write();
    for (int i = 0; i < 500; ++i)
        here->run("INSERT INTO {t} (a, b, c) VALUES ($1, $2, $3)", std::string(1, static_cast<char>('A' + i % 61)),
                  i / 61, std::to_string(i * i));
    here->commit();
    // when every third transaction is the last one that a process comes to
    std::int64_t sum = 0;
    int interruptions = 0;
    for (bool done = false; !done;) {
        int left = 3;
        try {
            copy(*here, *there, {.rows_max = 37, .progress = [&](std::int64_t rows) {
                                     sum += rows;
                                     if (--left == 0) throw Interrupted();
                                 }});
            done = true;
        } catch (const Interrupted&) {
            here->rollback();
            ++interruptions;
        }
    }
    // then each row was copied once
    EXPECT_EQ(interruptions, 4);
    EXPECT_EQ(sum, 500);
    EXPECT_TRUE(same());
    EXPECT_EQ(copy(*here, *there), 0);
}

TEST_F(Copy, holds_no_more_in_a_transaction_than_it_may) {
    both("CREATE TABLE {t} (id BIGINT PRIMARY KEY, words TEXT NOT NULL)");
    here->begin_write();
    for (int i = 0; i < 100; ++i) here->run("INSERT INTO {t} (id, words) VALUES ($1, $2)", i, std::string(10'000, 'x'));
    here->commit();
    std::int64_t most = 0;
    copy(*here, *there, {.bytes_max = 50'000, .progress = [&](std::int64_t rows) { most = std::max(most, rows); }});
    EXPECT_EQ(most, 5) << "fifty thousand bytes are five rows, each of which is a little longer than ten thousand";
    EXPECT_TRUE(same());
}

TEST_F(Copy, takes_a_table_without_a_key_once_and_whole) {
    both("CREATE TABLE {t} (a BIGINT, b TEXT)");
    write_script(*here, "INSERT INTO {t} (a, b) VALUES (1, 'x'), (NULL, 'y'), (1, 'x')");
    EXPECT_EQ(copy(*here, *there, {.rows_max = 1}), 3);
    EXPECT_EQ(copy(*here, *there, {.rows_max = 1}), 0);
    EXPECT_TRUE(same());
}

TEST_F(Copy, any_rows_in_any_portions) {
    both("CREATE TABLE {t} (k BYTEA PRIMARY KEY, v TEXT)");
    rc::check("what arrives is what was there", [&] {
        write_script(*here, "DELETE FROM {t}");
        write_script(*there, "DELETE FROM {t}");
        const auto keys = *rc::gen::container<std::set<std::string>>(rc::gen::arbitrary<std::string>());
        const auto portion = *rc::gen::inRange<std::size_t>(1, 9);
        here->begin_write();
        for (const auto& key : keys) here->run("INSERT INTO {t} (k, v) VALUES ($1, $2)", Bytes{key}, hex(key));
        here->commit();
        RC_ASSERT(copy(*here, *there, {.rows_max = portion}) == static_cast<std::int64_t>(keys.size()));
        RC_ASSERT(same());
    });
}

TEST(Mark, says_where_a_platform_went_and_is_no_table_of_the_platform) {
    const TestPlace place;
    auto database = Database::open(place.where()).value();
    const auto connection = database->connect(), server = database->connect();
    write_script(*connection, "CREATE TABLE {t} (id BIGINT PRIMARY KEY)");
    EXPECT_EQ(mark_of(*connection), std::nullopt);
    const Mark arriving{Mark::State::arriving, "elsewhere", sha256({"a"})},
        left{Mark::State::left, "there", sha256({"b"})};
    const auto mark = [&](const Mark& next) {
        connection->begin_write();
        set_mark(*connection, next);
        connection->commit();
    };
    mark(arriving);
    EXPECT_EQ(mark_of(*connection), arriving);
    EXPECT_EQ(platform_tables(*connection), std::vector<std::string>{"t"});
    write_script(*server, "INSERT INTO {t} (id) VALUES (1)"); // whoever fills the place
    connection->begin_write();
    clear_mark(*connection);
    connection->commit();
    EXPECT_EQ(mark_of(*connection), std::nullopt);
    EXPECT_EQ(connection->tables(), std::vector<std::string>{"t"});
    mark(left);
    EXPECT_EQ(mark_of(*server), left);
    // A file is held by one process alone; of a PostgreSQL no server can write any more, one that looked before
    // neither.
    if (TestPlace::is_postgres()) {
        EXPECT_EQ(failure_of([&] { server->begin_write(); }), StoreFailure::Kind::moved);
        server->begin_read();
        EXPECT_EQ(count_rows(*server, "t"), 1) << "but read";
    }
}

TEST(Mark, shows_places_without_passwords) {
    EXPECT_EQ(shown_place("postgresql://ada:secret@host/database?schema=reef_2&sslmode=require"),
              "postgresql://host/database (reef_2)");
    EXPECT_EQ(shown_place("/somewhere/./reef.sqlite"), "/somewhere/reef.sqlite");
}

} // namespace
} // namespace reef::store
