// kill -9 at many points: what was acknowledged is there, and no transaction is there by half.
#include "core/store/testing.hpp"
#include <chrono>
#include <csignal>
#include <random>
#include <sys/wait.h>
#include <thread>

namespace reef::store {
namespace {

/// In the child: commits one pair of rows after the other, and says the number of each once its commit returned.
[[noreturn]] void commit_for_ever(const std::string& path, int acknowledgements) {
    try {
        auto database = Database::open(path).value();
        auto writer = database->connect();
        auto id = writer->one<std::int64_t>("SELECT coalesce(max(id), 0) FROM {entries}");
        while (true) {
            ++id;
            WriteTransaction write(*writer);
            writer->run("INSERT INTO {entries} (id, content) VALUES ($1, $2)", id,
                        std::string(static_cast<std::size_t>(id * 37 % 9000), 'x'));
            writer->run("INSERT INTO {marks} (id) VALUES ($1)", id);
            write.commit();
            if (::write(acknowledgements, &id, sizeof id) != sizeof id) break;
            if (id % 50 == 0 && !database->checkpoint_and_truncate()) break;
        }
    } catch (...) {}
    ::_exit(1);
}

TEST(Crash, loses_nothing_that_was_acknowledged) {
    const TemporaryFolder folder;
    const auto path = folder.file();
    write_script(*Database::open(path).value()->connect(),
                 "CREATE TABLE {entries} (id BIGINT PRIMARY KEY, content TEXT NOT NULL); CREATE TABLE {marks} (id "
                 "BIGINT PRIMARY KEY)");
    std::mt19937 random(7);
    std::int64_t acknowledged = 0;
    for (int crash = 0; crash < 25; ++crash) {
        int ends[2] = {};
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) commit_for_ever(path, ends[1]);
        ::close(ends[1]);
        // when it is killed at some point after its first acknowledgement
        ASSERT_EQ(::read(ends[0], &acknowledged, sizeof acknowledged), static_cast<ssize_t>(sizeof acknowledged));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &acknowledged, sizeof acknowledged) > 0) {}
        ::close(ends[0]);
        // then every acknowledged pair is there, and no half of one
        auto database = Database::open(path).value();
        const auto read = database->read();
        const auto [entries, last] =
            read->one<std::tuple<std::int64_t, std::int64_t>>("SELECT count(*), max(id) FROM {entries}");
        EXPECT_GE(last, acknowledged);
        EXPECT_LE(last, acknowledged + 1) << "at most the commit that had not been told yet";
        EXPECT_EQ(entries, last);
        EXPECT_EQ(read->one<std::int64_t>("SELECT count(*) FROM {entries} JOIN {marks} USING (id)"), entries);
        EXPECT_EQ(read->one<std::int64_t>("SELECT count(*) FROM {marks}"), entries);
        EXPECT_EQ(sqlite_says(path, "PRAGMA integrity_check"), "ok\n");
        EXPECT_EQ(read->one<std::int64_t>("SELECT count(*) FROM {entries} WHERE length(content) <> id * 37 % 9000"), 0);
    }
    EXPECT_GE(acknowledged, 25);
}

} // namespace
} // namespace reef::store
