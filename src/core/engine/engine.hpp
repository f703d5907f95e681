// The engine: one writer, many readers. Commands queue up; the writer takes what waits, performs it in one transaction,
// commits, and only then answers: an acknowledged command is on the disk.
#pragma once
#include "core/engine/clock.hpp"
#include "core/engine/figures.hpp"
#include "core/engine/performer.hpp"
#include "core/engine/rebuild.hpp"
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace reef::engine {

/// A command with what belongs to it outside the chronicle. With a key, sending it twice does it once and answers it
/// twice.
struct Submission {
    Incoming incoming;
    std::string once_key = {};
    /// Runs in the same transaction after the command succeeded: credentials, which are no part of the chronicle.
    std::function<void(store::Connection&, const Answer&)> beside = {};
};

/// What was committed together: for pages that show it live.
struct Commit {
    EntryNumber head = 0;
    std::vector<std::string> topics; // addresses of the pages that changed
};

struct EngineOptions {
    const Clock* clock = nullptr;   // the machine's, unless given
    Chance* chance = nullptr;       // the machine's, unless given
    bool keeps_watch = false;       // also while nobody asks: discharge what falls due, follow other servers
    std::size_t batch_max = 128;    // commands that share a commit
    std::size_t queue_max = 10'000; // beyond: 503
    std::vector<store::Migration> migrations =
        {}; // of tables beside the chronicle (sessions and the like), after our own
    FigureSheet figures = {};
    /// Of a rebuild: the stage's name, entries done and entries in all.
    std::function<void(std::string_view, EntryNumber, EntryNumber)> progress = {};
    Duration writer_patience = seconds(20); // a watching writer that has not come round for so long is stuck
};

/// How the engine stands, without asking the database.
struct EngineState {
    std::size_t queue_length = 0;
    EntryNumber entries = 0; // those that this server knows
    Time last_commit = {};   // by the machine's clock; before the first one, the time of the last entry
};

class Engine {
  public:
    using Reply = std::move_only_function<void(Result<Answer>)>;

    /// Takes the database over: migrates, rebuilds projections that this binary shapes differently while other servers
    /// go on, refuses data written by a newer edition, enters a new edition.
    static Result<std::unique_ptr<Engine>> open(store::Database& database, Rooms rooms, EngineOptions options = {});
    ~Engine();
    Engine(const Engine&) = delete;

    /// Replies on the writer's thread, after the commit.
    void submit(Submission submission, Reply reply);
    Result<Answer> perform(Submission submission);
    Result<Answer> perform(const Actor& actor, std::string_view via, Call call);
    /// A write beside the chronicle (sessions and the like), in the writer's turn; replies after the commit.
    std::optional<Refusal> write_beside(std::function<void(store::Connection&)> work);
    void write_beside(std::function<void(store::Connection&)> work,
                      std::move_only_function<void(std::optional<Refusal>)> done);

    /// Makes the projections anew beside those that are read, while everybody goes on. Returns the entries they hold.
    EntryNumber rebuild_beside();

    store::ReadLease read() { return database_.read(); }
    Time now() const;
    Chance& chance() { return *chance_; }
    const Registry& registry() const { return registry_; }
    store::Database& database() { return database_; }
    EngineState state();
    /// Why nobody should be sent here just now: the data cannot be read, the writer is stuck, or more wait than it will
    /// soon have done.
    std::optional<Refusal> refusal_unless_ready();
    /// Called on the writer's thread after each commit, and after it learned of commits of other servers.
    void on_commit(std::function<void(const Commit&)> listener);
    /// Finishes what waits and stops; later submissions are refused.
    void stop();

  private:
    struct Job {
        std::optional<Submission> submission; // or
        std::function<void(store::Connection&)> work;
        Reply reply;
    };
    Engine(store::Database& database, Rooms rooms, EngineOptions options);
    std::optional<Refusal> prepare();
    /// Begins a write transaction in the generation that is current.
    Result<chronicle::Head> begin_batch();
    /// platform.reshaped, where another release's tables took the place of ours.
    std::optional<Refusal> refusal_of_reshaped(store::Connection& connection) const;
    /// The same; a generation of our own shape is used from now on.
    std::optional<Refusal> follow_generation(store::Connection& connection);
    void drop_what_was_left();
    RebuildOptions beside_others() const;
    void enqueue(Job job);
    void answer(Job& job, Result<Answer> answer);
    void run();
    void write_batch(std::vector<Job>& jobs);
    /// The batch in one transaction; false: it was undone, and nothing was answered unless it was a single job.
    bool try_batch(std::span<Job> jobs);
    void perform_all(std::span<Job> jobs, Performer& performer, std::vector<Result<Answer>>& answers);
    Outcome perform(const Submission& submission, Performer& performer);
    /// Looks for what other servers committed and for what is due; true: something is.
    bool look_around();
    /// Takes over what other servers committed up to `head`.
    void catch_up(store::Connection& connection, const chronicle::Head& head, Commit& commit);
    void follow(const chronicle::Entry& entry, Commit& commit);
    void tell(const Commit& commit);
    /// Destroys what lies under the subject's key, and what rooms keep about them outside the chronicle.
    void forget(std::int64_t subject);
    void sweep_out_erased_bytes();

    store::Database& database_;
    const Registry registry_;
    const EngineOptions options_;
    EngineFigures figures_;
    std::unique_ptr<Clock> own_clock_;
    std::unique_ptr<Chance> own_chance_;
    const Clock* clock_;
    Chance* chance_;
    std::unique_ptr<store::Connection> writer_;
    std::atomic<std::int64_t> clock_ahead_ms_ = 0;
    EntryNumber followed_ = 0;         // the last entry that listeners and clock know; the writer's thread alone looks
    bool erased_bytes_remain_ = false; // in the write-ahead log; likewise
    std::optional<Time> drop_left_at_; // when a generation of tables is to be dropped; likewise
    std::int64_t generation_ = 0;      // that was current when this was looked at
    std::vector<std::function<void(const Commit&)>> listeners_;
    std::atomic<EntryNumber> entries_ = 0;
    std::atomic<std::int64_t> last_commit_ms_ = 0;
    std::atomic<EngineFigures::Moment> came_round_ = {}; // the writer's thread

    std::mutex mutex_;
    std::condition_variable wakes_;
    std::deque<Job> queue_;
    bool stopping_ = false;
    bool others_wrote_ = false;
    std::unique_ptr<store::Watch> watch_;
    std::jthread thread_;
};

/// platform.newer_data, where a newer edition wrote last: older code cannot decide what newer code is to verify.
std::optional<Refusal> refusal_of_newer(const chronicle::Head& head);

/// An unexpected failure as the refusal that a person gets. What it was goes to the log, under the reference that the
/// refusal names.
Refusal refusal_for(const std::exception& failure, Chance& chance);

/// Tables that are neither projections nor chronicle.
std::vector<store::Migration> migrations();

} // namespace reef::engine
