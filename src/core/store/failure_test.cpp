// The world's faults: what breaks under a running platform has a name, and nothing is half done.
#include "core/store/testing.hpp"
#include <sys/mount.h>

namespace reef::store {
namespace {

using Kind = StoreFailure::Kind;

struct Counted {
    std::int64_t rows, bytes;
    bool operator==(const Counted&) const = default;
};
Counted counted(Connection& connection) {
    const auto [rows, bytes] = connection.one<std::tuple<std::int64_t, std::int64_t>>(
        "SELECT count(*), CAST(coalesce(sum(length(content)), 0) AS BIGINT) FROM {t}");
    return {rows, bytes};
}

constexpr auto makes_table = "CREATE TABLE {t} (id BIGINT PRIMARY KEY, content BYTEA NOT NULL)";

/// Commits ten rows at a time until that fails; what was acknowledged.
Counted fill(Connection& writer, Kind& failed) {
    Counted kept = counted(writer);
    for (std::int64_t id = kept.rows; id < 100'000;) {
        try {
            WriteTransaction write(writer);
            for (int i = 0; i < 10; ++i)
                writer.run("INSERT INTO {t} (id, content) VALUES ($1, $2)", id + i, Bytes{std::string(3000, 'x')});
            write.commit();
            id += 10;
            kept = {kept.rows + 10, kept.bytes + 30'000};
        } catch (const StoreFailure& failure) {
            failed = failure.kind;
            break;
        }
    }
    return kept;
}

/// A small disk of its own, for who may mount one.
class SmallDisk {
  public:
    explicit SmallDisk(const std::filesystem::path& path)
        : path_(path), mounted_(::mount("tmpfs", path.c_str(), "tmpfs", 0, "size=1m") == 0) {}
    ~SmallDisk() {
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    bool mounted() const { return mounted_; }

  private:
    std::string path_;
    bool mounted_;
};

TEST(FullDisk, undoes_the_transaction_and_keeps_what_was_acknowledged) {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path);
    if (!disk.mounted())
        GTEST_SKIP() << "Only the administrator may mount a small disk; the size limit is tested below.";
    // given a disk on which half a megabyte is taken
    std::ofstream(folder.file("letters")) << std::string(400'000, 'x');
    Counted kept{};
    {
        auto database = Database::open(folder.file()).value();
        auto writer = database->connect();
        write_script(*writer, makes_table);
        // when commands come until it is full
        auto failed = Kind::busy;
        kept = fill(*writer, failed);
        // then that is said, and exactly what was acknowledged is there, for readers too
        EXPECT_EQ(failed, Kind::full);
        EXPECT_GT(kept.rows, 0);
        EXPECT_EQ(counted(*writer), kept);
        EXPECT_EQ(counted(*database->read()), kept);
        // and when room is made, all goes on
        std::filesystem::remove(folder.file("letters"));
        const auto more = fill(*writer, failed);
        EXPECT_GT(more.rows, kept.rows);
        kept = more;
    }
    auto again = Database::open(folder.file());
    ASSERT_TRUE(again.has_value()) << again.error().sentence();
    EXPECT_EQ(counted(*(*again)->read()), kept);
}

TEST(FullDisk, is_said_when_opening) {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path);
    if (!disk.mounted()) GTEST_SKIP() << "Only the administrator may mount a small disk.";
    std::ofstream(folder.file("letters")) << std::string(2'000'000, 'x');
    const auto opened = Database::open(folder.file());
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().code, "store.full");
    EXPECT_EQ(opened.error().status, 507);
}

TEST(FullDisk, may_be_a_limit_that_we_set) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.file(), {.size_bytes_max = 300'000}).value();
    auto writer = database->connect();
    write_script(*writer, makes_table);
    auto failed = Kind::busy;
    const auto kept = fill(*writer, failed);
    EXPECT_EQ(failed, Kind::full);
    EXPECT_GT(kept.rows, 0);
    EXPECT_EQ(counted(*writer), kept);
    ASSERT_TRUE(database->checkpoint_and_truncate());
    EXPECT_LE(std::filesystem::file_size(folder.file()), 300'000u);
}

TEST(LockedFile, is_busy_until_the_other_lets_go) {
    const TemporaryFolder folder;
    auto ours = Database::open(folder.file(), {.patience = Duration{50}}).value();
    auto theirs = Database::open(folder.file()).value();
    auto writer = ours->connect(), other = theirs->connect();
    write_script(*writer, makes_table);
    other->begin_write();
    EXPECT_EQ(failure_of([&] { writer->begin_write(); }), Kind::busy);
    EXPECT_EQ(counted(*ours->read()).rows, 0) << "readers do not wait";
    other->rollback();
    WriteTransaction write(*writer);
}

struct DamagedFile : testing::Test {
    TemporaryFolder folder;
    std::string path = folder.file();

    DamagedFile() {
        auto database = Database::open(path).value();
        auto writer = database->connect();
        write_script(*writer, makes_table);
        WriteTransaction write(*writer);
        for (int id = 0; id < 200; ++id)
            writer->run("INSERT INTO {t} (id, content) VALUES ($1, $2)", id, Bytes{std::string(1000, 'x')});
        write.commit();
    }
    void overwrite(std::streamoff from, std::string_view bytes) const {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(from);
        file << bytes;
    }
    Kind failure_of_reading() const {
        return failure_of([&] {
            auto opened = Database::open(path);
            if (!opened) throw std::runtime_error("refused: " + opened.error().code);
            counted(*(*opened)->read());
        });
    }
};

TEST_F(DamagedFile, is_said_to_be_damaged_where_pages_are_rubbish) {
    overwrite(4096 * 3, std::string(4096 * 20, '\x5A'));
    EXPECT_EQ(failure_of_reading(), Kind::damaged);
}

TEST_F(DamagedFile, is_refused_where_its_beginning_or_end_is_gone) {
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    EXPECT_EQ(Database::open(path).error().code, "store.damaged");
    overwrite(0, std::string(100, '\x5A'));
    EXPECT_EQ(Database::open(path).error().code, "store.not_a_database");
}

TEST_F(DamagedFile, does_not_stop_what_is_whole_from_being_read_and_undoes_writes) {
    overwrite(4096 * 30, std::string(4096, '\x5A'));
    auto database = Database::open(path).value();
    auto writer = database->connect();
    EXPECT_EQ(writer->one<std::int64_t>("SELECT id FROM {t} WHERE id = 0"), 0);
    EXPECT_EQ(failure_of([&] {
                  WriteTransaction write(*writer);
                  writer->run("UPDATE {t} SET content = $1", Bytes{"y"});
                  write.commit();
              }),
              Kind::damaged);
    EXPECT_EQ(writer->one<std::int64_t>("SELECT CAST(length(content) AS BIGINT) FROM {t} WHERE id = 0"), 1000);
}

TEST(Failure, is_told_to_a_person) {
    using Told = std::pair<Kind, std::string_view>;
    for (const auto& [kind, code] :
         {Told{Kind::full, "store.full"}, Told{Kind::busy, "store.busy"}, Told{Kind::unreachable, "store.unreachable"},
          Told{Kind::damaged, "store.damaged"}, Told{Kind::not_a_database, "store.not_a_database"},
          Told{Kind::read_only, "store.read_only"}}) {
        const auto refusal = StoreFailure(kind, "/data/platform.reef", "detail").refusal();
        EXPECT_EQ(refusal.code, code);
        EXPECT_EQ(refusal.status, kind == Kind::full ? 507 : 503);
        EXPECT_THAT(refusal.sentence(), testing::HasSubstr("/data/platform.reef"));
        EXPECT_THAT(refusal.sentence(), testing::Not(testing::HasSubstr("detail")));
    }
}

} // namespace
} // namespace reef::store
