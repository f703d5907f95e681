// A platform moves, whole, whenever it is killed on the way; and never are there two of it.
#include "app/house_testing.hpp"
#include "app/moving.hpp"

namespace reef::app {
namespace {

struct Moving : testing::Test, FolderBench {
    std::string data = at("data"), other = at("other");
    /// A schema of the PostgreSQL under test, otherwise another folder.
    std::string to = store::TestPlace::is_postgres() ? place.where() : other;
    /// The folder that points to the new place then, and the new place.
    std::string served = store::TestPlace::is_postgres() ? data : other;
    std::string arrived = store::TestPlace::is_postgres() ? to : own_file_of(other);

    void SetUp() override { make(data); }
    std::string code(const MoveOptions& options) {
        const auto moved = move_platform(options);
        return moved ? "" : moved.error().code;
    }
    std::string code(const std::string& from, const std::string& target) {
        return code(MoveOptions{.from = from, .to = target});
    }
    /// Dies when a stage has come so far.
    bool dies_at(std::string_view stage, std::int64_t times) {
        return is_killed_in([&] {
            move_platform({.from = data, .to = to, .progress = [&](std::string_view now, std::int64_t, std::int64_t) {
                               if (now == stage && --times == 0) die_now();
                           }});
        });
    }
};

TEST_F(Moving, brings_every_row_and_lives_on_over_there_alone) {
    const auto before = digests(own_file_of(data));
    const auto head_before = head(data);
    const auto moved = move_platform({.from = data, .to = to});
    ASSERT_TRUE(moved) << moved.error().sentence();
    EXPECT_EQ(moved->head, head_before);
    EXPECT_EQ(moved->copied + static_cast<std::int64_t>(engine::migrations().size() + migrations().size()), moved->rows)
        << "which migrations it has had each place says for itself";
    EXPECT_EQ(digests(arrived), before);
    EXPECT_EQ(fault(served), "");
    live(served);
    EXPECT_GT(head(served).number, head_before.number);
    EXPECT_EQ(fault(served), "");
    // The old place says where it went, and is as it was.
    std::filesystem::remove(data + "/database");
    EXPECT_EQ(refused(data), "house.moved");
    EXPECT_EQ(head(data), head_before);
    EXPECT_EQ(code(data, at("third")), "house.moved");
}

TEST_F(Moving, comes_back_the_same) {
    ASSERT_EQ(code(data, to), "");
    live(served);
    const auto before = digests(arrived);
    // into its own folder, whose old file stands in the way until it is taken away
    if (store::TestPlace::is_postgres()) {
        EXPECT_EQ(code(data, data), "place.not_empty");
    }
    for (const auto* file : {"/reef.sqlite", "/reef.sqlite-wal", "/reef.sqlite-shm"})
        std::filesystem::remove(data + file);
    ASSERT_EQ(code(served, data), "");
    EXPECT_EQ(digests(own_file_of(data)), before);
    EXPECT_EQ(fault(data), "");
    live(data);
}

TEST_F(Moving, goes_on_whenever_it_was_killed) {
    const auto before = digests(own_file_of(data));
    const auto only_one = [&] {
        const auto there = store::Database::open(arrived, {.create = false});
        const bool lives_there = there && !store::mark_of(*(*there)->read());
        const auto here = store::Database::open(own_file_of(data), {.create = false});
        const bool lives_here = !store::mark_of(*(*here)->read());
        EXPECT_FALSE(lives_here && lives_there);
        return lives_here || lives_there;
    };
    for (const auto& [stage, times] : {std::pair{"copying rows", 1},
                                       {"copying rows", 3},
                                       {"copying rows", 9},
                                       {"copying rows", 8},
                                       {"comparing rows", 1},
                                       {"comparing rows", 20},
                                       {"checking the chain", 1}}) {
        EXPECT_TRUE(dies_at(stage, times)) << stage << " " << times;
        EXPECT_TRUE(only_one()) << stage;
        EXPECT_EQ(database_of(data).value(), own_file_of(data)) << stage;
    }
    EXPECT_TRUE(dies_at("switching over", 1));
    EXPECT_FALSE(only_one()) << "the old place is left, the new one is not open yet";
    EXPECT_EQ(refused(data), "house.moved");
    // even under a release that came meanwhile, which could not begin this move
    tamper(data, "UPDATE {store_generations} SET shape = $1", sha256({"older"}));
    EXPECT_TRUE(dies_at("switching over", 2));
    EXPECT_TRUE(only_one());
    const auto moved = move_platform({.from = data, .to = to});
    // Into another folder nothing was left to be done.
    if (store::TestPlace::is_postgres()) {
        EXPECT_TRUE(moved) << moved.error().sentence();
    } else {
        EXPECT_EQ(moved.error().code, "house.moved");
    }
    EXPECT_EQ(digests(arrived), before);
    EXPECT_EQ(fault(served), "");
    live(served);
}

TEST_F(Moving, copies_nothing_twice) {
    ASSERT_TRUE(dies_at("copying rows", 12));
    const auto moved = move_platform({.from = data, .to = to});
    ASSERT_TRUE(moved) << moved.error().sentence();
    EXPECT_GT(moved->before, 0);
    EXPECT_GT(moved->copied, 0);
    EXPECT_EQ(moved->before + moved->copied, moved->rows);
}

TEST_F(Moving, brings_what_changed_between_two_attempts) {
    ASSERT_TRUE(dies_at("comparing rows", 1));
    live(data);
    const auto before = digests(own_file_of(data));
    ASSERT_EQ(code(data, to), "");
    EXPECT_EQ(digests(arrived), before);
}

TEST_F(Moving, refuses_by_name) {
    EXPECT_EQ(code(at("nowhere"), to), "move.nothing_here");
    EXPECT_FALSE(std::filesystem::exists(at("nowhere")));
    EXPECT_EQ(code(data, data), "move.same_place");
    EXPECT_EQ(code(data, data + "/../data/."), "move.same_place");
    EXPECT_EQ(code("postgresql:///a", "postgresql:///b"), "move.no_folder");
    {
        const auto served_now = open(data);
        EXPECT_EQ(code(data, to), "house.folder_in_use");
    }
    make(at("full"));
    EXPECT_EQ(code(data, at("full")), "place.not_empty");
    // A place that is being filled belongs to the one who fills it, and is nobody's home yet.
    ASSERT_TRUE(dies_at("copying rows", 5));
    EXPECT_EQ(code(at("full"), to), "place.another_on_its_way");
    EXPECT_EQ(refused(data), "");
    if (!store::TestPlace::is_postgres()) {
        EXPECT_EQ(refused(other), "house.arriving");
        EXPECT_EQ(code(other, at("third")), "house.arriving");
    }
    EXPECT_EQ(code(data, to), "");
}

TEST_F(Moving, refuses_what_another_release_left_or_what_does_not_hold) {
    const auto fingerprint = database(data)->read()->one<Hash>("SELECT shape FROM {store_generations}");
    tamper(data, "UPDATE {store_generations} SET shape = $1", sha256({"older"}));
    EXPECT_EQ(code(data, to), "move.other_release");
    tamper(data, "UPDATE {store_generations} SET shape = $1", fingerprint);
    const auto edition = head(data).edition;
    tamper(data, "UPDATE {chronicle_head} SET edition = 1000");
    EXPECT_EQ(code(data, to), "platform.newer_data");
    tamper(data, "UPDATE {chronicle_head} SET edition = $1", edition);
    EXPECT_FALSE(std::filesystem::exists(own_file_of(other))) << "a refusal leaves nothing behind";
    tamper(data, "UPDATE {chronicle_entries} SET bytes = $1 WHERE number = 7", Bytes{"{}"});
    EXPECT_EQ(code(data, to), "move.damaged");
    EXPECT_EQ(store::mark_of(*database(data)->read()), std::nullopt) << "nothing was switched";
}

TEST_F(Moving, into_a_full_disk_leaves_the_source_as_it_was) {
    const auto before = digests(own_file_of(data));
    const MoveOptions small{.from = data, .to = other, .disk = {.size_bytes_max = 300'000}};
    EXPECT_EQ(code(small), "store.full");
    EXPECT_EQ(digests(own_file_of(data)), before);
    EXPECT_EQ(refused(data), "");
    // with more room it goes on
    const auto moved = move_platform({.from = data, .to = other});
    ASSERT_TRUE(moved) << moved.error().sentence();
    EXPECT_GT(moved->before, 0);
    EXPECT_EQ(fault(other), "");
}

TEST_F(Moving, from_a_postgres_leaves_no_server_that_writes_there) {
    if (!store::TestPlace::is_postgres()) GTEST_SKIP() << "needs REEF_TEST_DATABASE (scripts/with_postgres)";
    ASSERT_EQ(code(data, to), "");
    // given a server that was forgotten, in another folder
    auto forgotten = open(at("forgotten"), to, true);
    ASSERT_TRUE(forgotten) << forgotten.error().sentence();
    const auto head_before = head(data);
    ASSERT_EQ(code(data, other), "");
    // then it writes nothing there any more
    const auto answer =
        (*forgotten)
            ->engine()
            .perform(engine::Actor::system_operator(), "test", engine::call(engine::PassTime{hours(1)}));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "store.moved");
    forgotten->reset();
    EXPECT_EQ(refused(at("forgotten")), "house.moved");
    EXPECT_EQ(head(other), head_before);
    live(other);
}

TEST(Progress, estimates_what_is_left) {
    EXPECT_EQ(progress_text("copying rows", 50, 200, 0, seconds(10)), "copying rows: 50 of 200, about 30 s left");
    EXPECT_EQ(progress_text("copying rows", 150, 200, 100, seconds(200)), "copying rows: 150 of 200, about 4 min left")
        << "what was there before did not take that time";
    EXPECT_EQ(progress_text("copying rows", 1, 1001, 0, seconds(10)), "copying rows: 1 of 1001, about 3 h left");
    EXPECT_EQ(progress_text("copying rows", 50, 200, 0, seconds(1)), "copying rows: 50 of 200") << "too soon to tell";
    EXPECT_EQ(progress_text("copying rows", 200, 200, 0, seconds(10)), "copying rows: 200 of 200");
}

} // namespace
} // namespace reef::app
