// Opening, and what an opened database says of itself.
#include "core/store/testing.hpp"
#include <cstdlib>
#include <sys/stat.h>

namespace reef::store {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

std::string refusal_of_opening(std::string_view where, const Options& options = {.patience = Duration{100}}) {
    const auto opened = Database::open(where, options);
    return opened ? "" : opened.error().code;
}

void write_file(const std::string& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }

/// Permissions do not hold the administrator, so he becomes nobody for a while.
class AsNobody {
  public:
    AsNobody() : effective_(::geteuid() != 0 || ::seteuid(65534) == 0) { EXPECT_TRUE(effective_); }
    ~AsNobody() { EXPECT_EQ(::seteuid(::getuid()), 0); }

  private:
    bool effective_;
};

TEST(Opening, makes_a_file_for_its_owner_alone_and_finds_it_again) {
    const TemporaryFolder folder;
    {
        auto database = Database::open(folder.file()).value();
        write_script(*database->connect(), "CREATE TABLE {t} (a BIGINT); INSERT INTO {t} (a) VALUES (7)");
        const auto keeper = database->connect();
        for (const auto* suffix : {"", "-wal", "-shm"})
            EXPECT_EQ(fs::status(folder.file() + suffix).permissions(), fs::perms::owner_read | fs::perms::owner_write)
                << suffix;
    }
    auto database = Database::open(folder.file(), {.create = false}).value();
    EXPECT_EQ(database->read()->one<int>("SELECT a FROM {t}"), 7);
    EXPECT_FALSE(fs::exists(folder.file() + "-journal"));
}

TEST(Opening, says_what_is_wrong_with_the_path) {
    const TemporaryFolder folder;
    EXPECT_EQ(refusal_of_opening(folder.file(), {.create = false}), "store.missing");
    EXPECT_FALSE(fs::exists(folder.file()));
    EXPECT_EQ(refusal_of_opening(folder.file("nowhere/platform.reef")), "store.folder_missing");
    write_file(folder.file("file"), "x");
    EXPECT_EQ(refusal_of_opening(folder.file("file/platform.reef")), "store.folder_missing");
    EXPECT_EQ(refusal_of_opening(folder.path.string()), "store.is_a_folder");
    EXPECT_EQ(refusal_of_opening(folder.file(std::string(300, 'x'))), "store.unknown_address");
    EXPECT_EQ(refusal_of_opening(""), "store.unknown_address");
    EXPECT_EQ(refusal_of_opening(std::string_view("a\0b", 3)), "store.unknown_address");
    const auto secret = Database::open("mysql://reef:secret@host/reef");
    EXPECT_EQ(secret.error().code, "store.unknown_address");
    EXPECT_EQ(secret.error().sentence().find("secret"), std::string::npos);
}

TEST(Opening, takes_a_path_for_a_path) {
    const TemporaryFolder folder;
    const auto before = fs::current_path();
    fs::current_path(folder.path);
    auto database = Database::open("file:x?mode=memory");
    fs::current_path(before);
    ASSERT_TRUE(database.has_value());
    EXPECT_TRUE(fs::exists(folder.file("file:x?mode=memory")));
}

TEST(Opening, refuses_what_is_no_database_of_ours_and_leaves_it_alone) {
    const TemporaryFolder folder;
    const std::string text = "Dear members,\n" + std::string(5000, 'x');
    write_file(folder.file("letter"), text);
    EXPECT_EQ(refusal_of_opening(folder.file("letter")), "store.not_a_database");
    EXPECT_EQ(contents(folder.file("letter")), text);
    ASSERT_EQ(sqlite_says(folder.file("places"), "CREATE TABLE places (url TEXT)"), "");
    const auto foreign = contents(folder.file("places"));
    EXPECT_EQ(refusal_of_opening(folder.file("places")), "store.of_another_program");
    EXPECT_EQ(contents(folder.file("places")), foreign);
    ASSERT_EQ(sqlite_says(folder.file("numbered"), "PRAGMA application_id = 7"), "");
    EXPECT_EQ(refusal_of_opening(folder.file("numbered")), "store.of_another_program");
    ASSERT_EQ(sqlite_says(folder.file("vacuuming"),
                          "PRAGMA auto_vacuum = 1; PRAGMA application_id = 0x52656566; CREATE TABLE t (a)"),
              "");
    EXPECT_EQ(refusal_of_opening(folder.file("vacuuming")), "store.of_another_program");
    write_file(folder.file("empty"), "");
    EXPECT_EQ(refusal_of_opening(folder.file("empty")), "") << "an empty file is a new one";
}

TEST(Opening, asks_for_permission_to_write) {
    const TemporaryFolder folder;
    Database::open(folder.file()).value();
    const auto refusal = [&](std::string_view name, bool folder_writable, bool file_writable) {
        const auto read = static_cast<fs::perms>(0555), write = static_cast<fs::perms>(0222);
        fs::permissions(folder.path, folder_writable ? read | write : read);
        fs::permissions(folder.file(), file_writable ? read | write : read);
        const AsNobody nobody;
        return refusal_of_opening(folder.file(name));
    };
    EXPECT_EQ(refusal("new.reef", false, true), "store.not_writable");
    EXPECT_EQ(refusal("platform.reef", true, false), "store.not_writable");
    EXPECT_EQ(refusal("platform.reef", false, true), "store.not_writable") << "its log stands in the folder";
    EXPECT_EQ(refusal("platform.reef", true, true), "");
}

TEST(Opening, waits_for_a_lock_only_so_long) {
    const TemporaryFolder folder;
    { auto made = Database::open(folder.file()).value(); }
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(folder.file().c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE t (a)", nullptr,
                           nullptr, nullptr),
              SQLITE_OK);
    EXPECT_EQ(refusal_of_opening(folder.file()), "store.busy");
    sqlite3_close(other);
    EXPECT_EQ(refusal_of_opening(folder.file()), "");
}

TEST(Scratch, has_one_connection_and_leaves_no_file) {
    auto database = Database::open(":memory:").value();
    auto connection = database->connect();
    EXPECT_THAT(broken_by([&] { database->connect(); }), HasSubstr("one connection"));
    EXPECT_THAT(broken_by([&] { database->read(); }), HasSubstr("one connection"));
    EXPECT_FALSE(fs::exists(":memory:"));
    EXPECT_TRUE(database->checkpoint_and_truncate());
    EXPECT_EQ(database->size_bytes(), 0);
}

TEST(Checkpoint, empties_the_log_when_no_snapshot_stands_in_the_way) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.file(), {.patience = Duration{50}}).value();
    auto writer = database->connect();
    write_script(*writer, "CREATE TABLE {t} (a TEXT)");
    auto old = std::make_optional(database->read());
    {
        WriteTransaction write(*writer);
        writer->run("INSERT INTO {t} (a) VALUES ($1)", std::string(100'000, 'x'));
        write.commit();
    }
    EXPECT_GT(database->size_bytes(), 100'000);
    EXPECT_FALSE(database->checkpoint_and_truncate()) << "an old snapshot still reads the log";
    old.reset();
    {
        const WriteTransaction write(*writer);
        EXPECT_FALSE(database->checkpoint_and_truncate()) << "a writer is at work";
    }
    EXPECT_TRUE(database->checkpoint_and_truncate());
    EXPECT_EQ(fs::file_size(folder.file() + "-wal"), 0u);
    EXPECT_EQ(database->read()->one<int>("SELECT length(a) FROM {t}"), 100'000);
}

} // namespace
} // namespace reef::store
