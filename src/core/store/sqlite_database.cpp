#include "core/store/sqlite_database.hpp"
#include "core/store/sqlite_connection.hpp"
#include "core/store/sqlite_scrub.hpp"
#include <atomic>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace reef::store {
namespace {

constexpr RefusalKind folder_missing{"store.folder_missing",
                                     "The folder of \"{}\" does not exist. Please make it, or give another path.", 503};
constexpr RefusalKind missing{"store.missing", "There is no platform at \"{}\": the file does not exist.", 503};
constexpr RefusalKind is_a_folder{"store.is_a_folder", "\"{}\" is a folder. Please give the path of a file.", 503};
constexpr RefusalKind not_writable{
    "store.not_writable",
    "\"{}\" cannot be written by this user. Please mend the permissions of the file and its folder.", 503};
constexpr RefusalKind of_another_program{
    "store.of_another_program", "\"{}\" is a database of another program. Please give the path of a new file.", 503};
constexpr RefusalKind unsuitable_disk{
    "store.unsuitable_disk",
    "The disk of \"{}\" does not let several processes share memory, as a network disk often does not. "
    "Please keep the data on a local disk.",
    503};

constexpr int application_id = 0x52656566; // "Reef", in the file's header

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(std::string path, const Options& given)
        : Database(given), path_(std::move(path)), scratch_(path_ == ":memory:") {}
    ~SqliteDatabase() override { close_readers(); }

    std::unique_ptr<Connection> connect() override {
        ensure(!scratch_ || !handed_out_.exchange(true), "a scratch database has one connection");
        return std::make_unique<SqliteConnection>(open_handle(), path_, in_use());
    }

    bool checkpoint_and_truncate() override {
        if (scratch_) return true;
        const auto handle = open_handle();
        // "1" where a reader or a writer was in the way. Beginning the log anew also makes every connection forget the
        // pages that it has in memory, so none of them brings back what was scrubbed.
        return run_raw(handle.get(), path_, "PRAGMA wal_checkpoint(TRUNCATE)") == std::vector<std::string>{"0"};
    }

    std::int64_t size_bytes() override {
        std::int64_t sum = 0;
        for (const auto* suffix : {"", "-wal", "-shm"}) {
            struct stat found = {};
            if (!scratch_ && ::stat((path_ + suffix).c_str(), &found) == 0) sum += found.st_size;
        }
        return sum;
    }

    /// A handle with everything set that a connection of ours relies on.
    SqliteHandle open_handle() const;
    bool belongs_to_another_program(sqlite3* database) const;

  private:
    std::string path_;
    bool scratch_;
    std::atomic<bool> handed_out_ = false;
};

SqliteHandle SqliteDatabase::open_handle() const {
    sqlite3* opened = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (scratch_ ? SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY : 0);
    const int code = sqlite3_open_v2(path_.c_str(), &opened, flags, scrubbing_file_system());
    SqliteHandle handle(opened);
    if (code != SQLITE_OK) throw_sqlite(opened, code, path_, "open");
    sqlite3_busy_timeout(opened, static_cast<int>(options().patience.ms));
    // A name in double quotes is never taken for a text; what stands in the file runs no code.
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    const auto pragma = [&](const std::string& setting) { run_raw(opened, path_, "PRAGMA " + setting); };
    // An acknowledged command survives a loss of power.
    pragma(options().durable ? "synchronous = FULL" : "synchronous = OFF");
    pragma("secure_delete = ON"); // what is deleted is overwritten with zeros
    pragma("temp_store = MEMORY");
    pragma("foreign_keys = OFF"); // apply() cannot refuse; projections are rebuilt in any order
    pragma("case_sensitive_like = ON");
    pragma("cell_size_check = ON");
    pragma("journal_size_limit = 67108864");
    pragma(fmt::format("cache_size = -{}", options().cache_kib));
    const auto page_bytes = std::stoll(run_raw(opened, path_, "PRAGMA page_size").at(0));
    const auto limit = options().size_bytes_max > 0 ? std::max(options().size_bytes_max / page_bytes, 1LL) : pages_max;
    pragma(fmt::format("max_page_count = {}", std::min<std::int64_t>(limit, pages_max)));
    return handle;
}

bool SqliteDatabase::belongs_to_another_program(sqlite3* database) const {
    const auto id = run_raw(database, path_, "PRAGMA application_id").at(0);
    // With auto_vacuum a file has pages of another kind, which scrub_page() is not written for.
    if (run_raw(database, path_, "PRAGMA auto_vacuum").at(0) != "0") return true;
    return id != std::to_string(application_id) && (id != "0" || !tables_of(database, path_).empty());
}

bool writable(const std::string& path) { return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0; }

/// Makes a new file readable by its owner alone: it will hold what is personal. SQLite gives the log the same
/// permissions.
Result<void> prepare_file(const std::string& path, bool create) {
    struct stat found = {};
    const bool exists = ::stat(path.c_str(), &found) == 0;
    if (!exists && errno == EACCES) return refuse(not_writable, {}, {path});
    if (exists && S_ISDIR(found.st_mode)) return refuse(is_a_folder, {}, {path});
    if (!exists && !create) return refuse(missing, {}, {path});
    // An existing file is not opened: closing it again would drop the locks that this process holds on it (fcntl(2)).
    if (exists) {
        if (writable(path)) return {};
        return refuse(not_writable, {}, {path});
    }
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    if (file >= 0) {
        ::close(file);
        return {};
    }
    if (errno == EEXIST) return {}; // made by another process just now
    if (errno == ENOENT || errno == ENOTDIR) return refuse(folder_missing, {}, {path});
    if (errno == ENOSPC || errno == EDQUOT)
        return std::unexpected(StoreFailure(StoreFailure::Kind::full, path, "create").refusal());
    if (errno == ENAMETOOLONG || errno == EINVAL || errno == ELOOP) return refuse(unknown_address, {}, {path});
    return refuse(not_writable, {}, {path});
}

/// SQLite would count its memory under one lock for all threads, and nobody asks for the count.
void leave_memory_uncounted() {
    static const int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(code); // where somebody else began with SQLite first, it counts
}

} // namespace

Result<std::unique_ptr<Database>> open_sqlite(std::string_view where, const Options& options) {
    leave_memory_uncounted();
    const bool scratch = where == ":memory:";
    // An absolute path: SQLite would take "file:…" for an address with settings of its own.
    const auto path = scratch ? std::string(where) : std::filesystem::absolute(where).string();
    if (!scratch)
        if (auto prepared = prepare_file(path, options.create); !prepared) return std::unexpected(prepared.error());
    auto database = std::make_unique<SqliteDatabase>(path, options);
    try {
        const auto handle = database->open_handle();
        if (scratch) return database;
        if (database->belongs_to_another_program(handle.get())) return refuse(of_another_program, {}, {path});
        const auto mode = run_raw(handle.get(), path, "PRAGMA journal_mode = WAL");
        if (mode != std::vector<std::string>{"wal"}) return refuse(unsuitable_disk, {}, {path});
        if (run_raw(handle.get(), path, "PRAGMA application_id").at(0) == "0")
            run_raw(handle.get(), path, fmt::format("PRAGMA application_id = {}", application_id));
        return database;
    } catch (const StoreFailure& failure) {
        // The log could not be made beside the file: the folder is not writable.
        const bool no_log = failure.kind == StoreFailure::Kind::unreachable &&
                            !writable(std::filesystem::path(path).parent_path().string());
        if (no_log || failure.kind == StoreFailure::Kind::read_only) return refuse(not_writable, {}, {path});
        return std::unexpected(failure.refusal());
    }
}

} // namespace reef::store
