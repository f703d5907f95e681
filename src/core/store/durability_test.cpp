// What reaches the disk when: the system's calls are watched, and made to fail.
#include "core/store/testing.hpp"
#include <atomic>
#include <cerrno>
#include <sys/syscall.h>

namespace {
std::atomic<int> syncs = 0;
std::atomic<bool> disk_fails = false;
} // namespace

/// Stands before the C library's own, for this whole test program.
extern "C" int fdatasync(int file) {
    ++syncs;
    if (disk_fails) {
        errno = EIO;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}

namespace reef::store {
namespace {

struct Durability : testing::Test {
    TemporaryFolder folder;
    std::unique_ptr<Database> database = Database::open(folder.file()).value();
    std::unique_ptr<Connection> writer = database->connect();

    Durability() { write_script(*writer, "CREATE TABLE {t} (id BIGINT PRIMARY KEY)"); }
    ~Durability() override { disk_fails = false; }
    void insert(std::int64_t id) {
        WriteTransaction write(*writer);
        writer->run("INSERT INTO {t} (id) VALUES ($1)", id);
        write.commit();
    }
};

TEST_F(Durability, means_that_each_commit_waits_for_the_disk) {
    for (int id = 1; id <= 5; ++id) {
        const int before = syncs;
        insert(id);
        EXPECT_GT(syncs, before);
    }
}

TEST_F(Durability, of_a_commit_that_the_disk_refuses_is_not_claimed) {
    insert(1);
    disk_fails = true;
    EXPECT_EQ(failure_of([&] { insert(2); }), StoreFailure::Kind::unreachable);
    disk_fails = false;
    EXPECT_EQ(database->read()->all<std::int64_t>("SELECT id FROM {t}"), std::vector<std::int64_t>{1});
    insert(3);
    EXPECT_EQ(database->read()->all<std::int64_t>("SELECT id FROM {t} ORDER BY id"), (std::vector<std::int64_t>{1, 3}));
}

} // namespace
} // namespace reef::store
