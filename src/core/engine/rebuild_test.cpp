// A new generation of the projections: built while people read and write, interrupted, by several servers, by another
// release.
#include "core/engine/guestbook_testing.hpp"
#include <csignal>
#include <sys/wait.h>

namespace reef::engine {
namespace {

using store::GenerationState;

/// The guest book of a release that keeps one thing more, in a table of another shape.
Rooms reshaped_rooms() {
    auto rooms = guestbook::rooms(Reaction::Fate::follows);
    rooms.modules.at(1).schema = R"(
        CREATE TABLE {book_signatures} (signature BIGINT PRIMARY KEY, loudness BIGINT NOT NULL, words BYTEA NOT NULL, at BIGINT NOT NULL, seen BOOLEAN);
        CREATE INDEX {book_signatures_by_time} ON {book_signatures} (at);
        CREATE TABLE {book_payments} (receipt BIGINT PRIMARY KEY, coins BIGINT NOT NULL);)";
    return rooms;
}

struct Rebuilding : testing::Test {
    Bench bench;
    void SetUp() override {
        bench.fate = Reaction::Fate::follows; // coins run out, and signatures stay
        bench.open();
        for (int i = 0; i < 5; ++i) ASSERT_TRUE(bench.sign("hello"));
    }
    const Registry& registry() { return bench.engine->registry(); }
    std::vector<store::GenerationRecord> records() { return store::generations(*bench.database->read()); }
    std::int64_t signatures() { return bench.count("book_signatures"); }
    /// One entry for each part.
    RebuildOptions in_small_parts(std::function<void(EntryNumber done)> between) {
        return {.progress = [between = std::move(between)](std::string_view, EntryNumber done,
                                                           EntryNumber) { between(done); },
                .part_max = {}};
    }
};

TEST_F(Rebuilding, serves_readers_meanwhile_and_catches_up_with_writers) {
    const auto long_read = bench.database->read();
    int parts = 0;
    EntryNumber last = 0;
    const auto held = rebuild(*bench.database, registry(), in_small_parts([&](EntryNumber done) {
        EXPECT_EQ(signatures(), 5 + std::min(parts, 8));
        EXPECT_GE(done, last);
        last = done;
        if (parts++ >= 8) return;
        ASSERT_TRUE(bench.sign("meanwhile"));
    }));
    EXPECT_GT(parts, 9) << "entry by entry";
    EXPECT_EQ(held, bench.verified().entries);
    EXPECT_EQ(signatures(), 13);
    EXPECT_EQ(long_read->one<std::int64_t>("SELECT count(*) FROM {book_signatures}"), 5) << "its own snapshot";
    ASSERT_TRUE(bench.sign("afterwards"));
    EXPECT_EQ(signatures(), 14);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST_F(Rebuilding, goes_on_where_it_was_killed) {
    const auto where = bench.place.where();
    bench.engine.reset();
    bench.database.reset();
    const pid_t child = ::fork();
    if (child == 0) {
        const auto database = store::Database::open(where).value();
        const Registry own(guestbook::rooms(Reaction::Fate::follows));
        rebuild(*database, own, in_small_parts([](EntryNumber done) {
            if (done == 4) ::kill(::getpid(), SIGKILL);
        }));
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    bench.open();
    EXPECT_EQ(signatures(), 5) << "what is read is whole";
    ASSERT_EQ(records().size(), 2);
    EXPECT_EQ(records().back().state, GenerationState::building);
    EXPECT_EQ(records().back().reached, 4);
    ASSERT_TRUE(bench.sign("between the two attempts"));
    std::vector<EntryNumber> done;
    rebuild(*bench.database, registry(), in_small_parts([&](EntryNumber at) { done.push_back(at); }));
    EXPECT_EQ(done.front(), 5);
    EXPECT_EQ(signatures(), 6);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST_F(Rebuilding, is_one_build_where_several_servers_begin_it) {
    const auto other = bench.another_server();
    std::atomic<int> parts = 0;
    const auto options = in_small_parts([&](EntryNumber) { ++parts; });
    std::jthread there([&] { rebuild(*other.database, other.engine->registry(), options); });
    rebuild(*bench.database, registry(), options);
    there.join();
    std::vector<std::int64_t> current;
    for (const auto& record : records()) {
        EXPECT_NE(record.state, GenerationState::building);
        if (record.state == GenerationState::current) current.push_back(record.number);
    }
    EXPECT_EQ(current.size(), 1);
    ASSERT_TRUE(other.engine->perform(Actor::of(MemberId(2)), "test",
                                      {"book.sign", json::object{{"words", "hello"}, {"loudness", 1}}}));
    ASSERT_TRUE(bench.sign("here too"));
    EXPECT_EQ(signatures(), 7);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST_F(Rebuilding, is_followed_by_another_server_of_the_same_release) {
    const auto other = bench.another_server();
    rebuild(*bench.database, registry());
    ASSERT_TRUE(bench.sign("here"));
    ASSERT_TRUE(other.engine->perform(Actor::of(MemberId(2)), "test",
                                      {"book.sign", json::object{{"words", "there"}, {"loudness", 1}}}));
    EXPECT_EQ(other.engine->read()->one<std::int64_t>("SELECT count(*) FROM {book_signatures}"), 7);
    EXPECT_EQ(signatures(), 7);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST_F(Rebuilding, by_another_release_leaves_the_older_one_reading_what_was) {
    const auto newer_database = std::move(*store::Database::open(bench.place.where()));
    const auto newer = std::move(*Engine::open(*newer_database, reshaped_rooms(), {.clock = &bench.clock}));
    ASSERT_TRUE(newer->perform(Actor::of(MemberId(2)), "test",
                               {"book.sign", json::object{{"words", "in the new shape"}, {"loudness", 1}}}));
    const auto refused = bench.sign("in the old shape");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "platform.reshaped");
    EXPECT_EQ(bench.engine->refusal_unless_ready()->code, "platform.reshaped");
    EXPECT_EQ(newer->refusal_unless_ready(), std::nullopt);
    // nobody else opens a file that is served
    const std::int64_t shown = store::TestPlace::is_postgres() ? signatures() : 5;
    EXPECT_EQ(shown, 5);
    EXPECT_EQ(newer->read()->one<std::int64_t>("SELECT count(*) FROM {book_signatures}"), 6);
    EXPECT_FALSE(verify(*newer_database, newer->registry()).fault);
    bench.open(); // back to the release before
    EXPECT_EQ(signatures(), 6);
    EXPECT_EQ(bench.what_verify_finds(), "");
    EXPECT_EQ(newer->perform(Actor::of(MemberId(2)), "test", call(Forget{})).error().code, "platform.reshaped");
}

TEST_F(Rebuilding, begins_anew_where_another_shape_took_over_on_the_way) {
    const auto other_database = std::move(*store::Database::open(bench.place.where()));
    const Registry other(reshaped_rooms());
    bool once = true;
    rebuild(*bench.database, registry(), in_small_parts([&](EntryNumber done) {
        if (done == 3 && std::exchange(once, false)) rebuild(*other_database, other);
    }));
    EXPECT_EQ(bench.what_verify_finds(), "");
    ASSERT_TRUE(bench.sign("again"));
    EXPECT_EQ(signatures(), 6);
}

TEST_F(Rebuilding, drops_what_nobody_reads_any_more) {
    const auto tables = bench.database->generation()->tables;
    const auto stands = [&](std::int64_t number) {
        const auto connection = bench.database->connect();
        connection->stand_in({number, tables});
        return !connection->columns("book_signatures").empty();
    };
    ASSERT_TRUE(stands(0));
    rebuild(*bench.database, registry());
    EXPECT_TRUE(stands(0) && stands(1));
    const auto now = MachineClock().now();
    const auto next = drop_left_generations(*bench.database, now);
    EXPECT_EQ(next.has_value(), store::TestPlace::is_postgres()) << "where others may read it, an hour later";
    EXPECT_EQ(stands(0), store::TestPlace::is_postgres());
    EXPECT_EQ(drop_left_generations(*bench.database, now + hours(2)), std::nullopt);
    EXPECT_FALSE(stands(0));
    EXPECT_TRUE(stands(1));
    EXPECT_EQ(signatures(), 5);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

} // namespace
} // namespace reef::engine
