// Transactions: all or nothing, one writer, snapshots.
#include "core/store/testing.hpp"
#include <chrono>
#include <thread>

namespace reef::store {
namespace {

using testing::HasSubstr;

/// For a thread: an exception is this test's failure and not the program's end.
auto reported(auto work) {
    return [work] {
        try {
            work();
        } catch (const std::exception& failure) {
            ADD_FAILURE() << failure.what();
        }
    };
}

struct Transactions : testing::Test {
    TestPlace place;
    std::unique_ptr<Database> database =
        Database::open(place.where(), {.readers = 2, .patience = Duration{200}}).value();
    std::unique_ptr<Connection> writer = database->connect();

    Transactions() { write_script(*writer, "CREATE TABLE {t} (id BIGINT PRIMARY KEY)"); }
    static std::int64_t count(Connection& connection) {
        return connection.one<std::int64_t>("SELECT count(*) FROM {t}");
    }
    static void insert(Connection& connection, std::int64_t id) {
        connection.run("INSERT INTO {t} (id) VALUES ($1)", id);
    }
};

TEST_F(Transactions, leave_all_or_nothing) {
    {
        WriteTransaction write(*writer);
        insert(*writer, 1);
        writer->script("CREATE TABLE {u} (id BIGINT PRIMARY KEY)");
    }
    EXPECT_EQ(count(*writer), 0);
    EXPECT_EQ(writer->tables(), std::vector<std::string>{"t"});
    WriteTransaction write(*writer);
    insert(*writer, 1);
    write.commit();
    EXPECT_EQ(count(*database->read()), 1);
}

TEST_F(Transactions, enclose_everything_that_writes) {
    const auto refused = HasSubstr("what writes stands inside begin_write");
    EXPECT_THAT(broken_by([&] { insert(*writer, 1); }), refused);
    EXPECT_THAT(broken_by([&] { writer->script("CREATE TABLE {u} (id BIGINT)"); }), refused);
    writer->begin_read();
    EXPECT_THAT(broken_by([&] { insert(*writer, 1); }), refused);
    writer->rollback();
    EXPECT_THAT(broken_by([&] { insert(*database->read(), 1); }), refused);
    EXPECT_EQ(count(*writer), 0);
}

TEST_F(Transactions, are_over_after_a_failure) {
    // given a transaction in which a constraint was violated, and someone who swallows it
    WriteTransaction write(*writer);
    insert(*writer, 1);
    EXPECT_THAT(broken_by([&] { insert(*writer, 1); }), HasSubstr(either("UNIQUE", "unique")));
    // then nothing but a rollback is taken
    EXPECT_THAT(broken_by([&] { insert(*writer, 2); }), HasSubstr("after a failure comes a rollback"));
    EXPECT_THAT(broken_by([&] { count(*writer); }), HasSubstr("after a failure comes a rollback"));
    EXPECT_THAT(broken_by([&] { write.commit(); }), HasSubstr("has not failed"));
    writer->rollback();
    EXPECT_EQ(count(*writer), 0);
}

TEST_F(Transactions, do_not_nest_and_end_once) {
    writer->begin_write();
    EXPECT_THAT(broken_by([&] { writer->begin_write(); }), HasSubstr("begins outside of another"));
    EXPECT_THAT(broken_by([&] { writer->begin_read(); }), HasSubstr("begins outside of another"));
    writer->commit();
    EXPECT_THAT(broken_by([&] { writer->commit(); }), HasSubstr("is committed"));
    writer->rollback(); // also without one
    for (const auto& id : writer->each<std::int64_t>("SELECT 1")) {
        writer->rollback(); // also while a statement is open
        EXPECT_EQ(id, 1);
        break;
    }
    writer->begin_write();
    writer->commit();
}

TEST_F(Transactions, of_readers_see_what_stood_when_they_began) {
    const auto before = database->read();
    WriteTransaction write(*writer);
    insert(*writer, 1);
    EXPECT_EQ(count(*database->read()), 0) << "what is not committed is not seen";
    write.commit();
    EXPECT_EQ(count(*before), 0) << "the snapshot stands, although this is the first statement in it";
    EXPECT_EQ(count(*database->read()), 1);
}

TEST_F(Transactions, write_one_at_a_time) {
    auto other = database->connect();
    WriteTransaction write(*writer);
    EXPECT_EQ(failure_of([&] { other->begin_write(); }), StoreFailure::Kind::busy);
    write.commit();
    WriteTransaction now(*other);
}

TEST_F(Transactions, of_two_writers_lose_nothing) {
    auto patient = Database::open(place.where(), {.patience = seconds(30)}).value();
    const auto count_up = reported([&] {
        auto connection = patient->connect();
        for (int i = 0; i < 50; ++i) {
            WriteTransaction write(*connection);
            insert(*connection, connection->one<std::int64_t>("SELECT coalesce(max(id), 0) + 1 FROM {t}"));
            write.commit();
        }
    });
    { const std::jthread one(count_up), two(count_up); }
    EXPECT_EQ(count(*writer), 100);
}

TEST_F(Transactions, of_readers_wait_for_a_place_in_the_pool) {
    auto one = std::make_optional(database->read());
    const auto two = database->read();
    EXPECT_EQ(failure_of([&] { database->read(); }), StoreFailure::Kind::busy);
    std::jthread giver([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        one.reset();
    });
    EXPECT_EQ(count(*database->read()), 0);
}

TEST_F(Transactions, of_many_readers_never_stop_the_writer) {
    auto wide = Database::open(place.where(), {.readers = 3, .patience = seconds(30)}).value();
    std::atomic<bool> over = false;
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i)
        readers.emplace_back(reported([&] {
            while (!over) {
                const auto read = wide->read();
                // two rows come with each commit, so a snapshot holds an even number of them
                EXPECT_EQ(count(*read) % 2, 0);
                EXPECT_EQ(count(*read), read->one<std::int64_t>("SELECT coalesce(max(id), 0) FROM {t}"));
            }
        }));
    for (int i = 0; i < 100; ++i) {
        WriteTransaction write(*writer);
        insert(*writer, 2 * i + 1);
        insert(*writer, 2 * i + 2);
        write.commit();
    }
    over = true;
}

} // namespace
} // namespace reef::store
