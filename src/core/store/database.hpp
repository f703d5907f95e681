// A database: where a platform's tables are kept, and the pool of connections that read it.
#pragma once
#include "core/base/quantity.hpp"
#include "core/store/connection.hpp"
#include "core/store/failure.hpp"
#include <functional>
#include <memory>

namespace reef::store {

struct Options {
    bool create = true;             // a file that does not exist is made
    int readers = 4;                // connections of the read pool, at most
    Duration patience = seconds(5); // how long to wait for a lock or a reader's place before StoreFailure busy
    std::int64_t cache_kib = 8192;  // for each connection (SQLite)
    bool durable = true; // false: for what would be made again rather than recovered, such as an example's past
    std::int64_t size_bytes_max = 0; // a limit on the file's size, beyond which it is full; 0: the disk's (SQLite)
};

class Database;

/// Looks on as long as it lives.
class Watch {
  public:
    virtual ~Watch() = default;
};

/// A connection of the read pool inside a snapshot, given back on destruction.
class ReadLease {
  public:
    ReadLease(ReadLease&& other) noexcept;
    ReadLease& operator=(ReadLease&&) = delete;
    ~ReadLease();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

  private:
    friend class Database;
    ReadLease(Database& database, std::unique_ptr<Connection> connection);
    Database* database_;
    std::unique_ptr<Connection> connection_;
};

/// Used by any number of threads.
class Database {
  public:
    /// `where` is a file's path, `postgresql://…` (postgres_database.hpp), or `:memory:` for a scratch database: it
    /// lives as long as its one connection. Refusals: store.folder_missing, .missing, .is_a_folder, .not_writable,
    /// .not_a_database, .of_another_program, .busy, .full, .damaged, .unreachable, .unknown_address.
    static Result<std::unique_ptr<Database>> open(std::string_view where, const Options& options = {});
    virtual ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// A connection of one's own, such as the writer's.
    virtual std::unique_ptr<Connection> connect() = 0;
    /// Waits while all readers are out; StoreFailure busy when patience ends. One for each thread: who holds one and
    /// asks for another may wait for itself.
    ReadLease read();
    /// Connections of the read pool that somebody holds just now.
    int readers_out() const;

    /// Calls back, on a thread of its own, soon after another process has committed. Only hastens: a call may be
    /// missing, and there is no watch at all (nullptr) where nobody else writes or a pooler stands between.
    virtual std::unique_ptr<Watch> watch(std::function<void()> others_wrote);

    /// The generation of tables that connections mean, each from its next transaction on. Opening takes the current
    /// one.
    std::shared_ptr<const Generation> generation() const { return in_use_->now(); }
    void use_generation(Generation generation) { in_use_->use(std::move(generation)); }
    /// Whether other processes may read and write it too.
    virtual bool is_shared() const { return false; }

    /// Moves everything from the log into the file and leaves the log empty, so that nothing erased remains in it.
    /// False while a reader or writer is in the way for longer than patience; then try again later.
    [[nodiscard]] virtual bool checkpoint_and_truncate() = 0;
    /// What the platform takes up on the disk, its log included.
    virtual std::int64_t size_bytes() = 0;

  protected:
    explicit Database(const Options& options);
    /// Closes the connections of the pool; for the destructor of each engine.
    void close_readers() noexcept;
    const Options& options() const;
    const std::shared_ptr<GenerationInUse>& in_use() const { return in_use_; }

  private:
    friend class ReadLease;
    void give_back(std::unique_ptr<Connection> connection) noexcept;
    struct Pool;
    std::unique_ptr<Pool> pool_;
    const std::shared_ptr<GenerationInUse> in_use_ = std::make_shared<GenerationInUse>();
};

} // namespace reef::store
