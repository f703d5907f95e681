#include "core/engine/engine.hpp"
#include "core/base/log.hpp"
#include "core/engine/platform.hpp"
#include <chrono>
#include <fmt/format.h>
#include <future>
#include <spdlog/spdlog.h>

namespace reef::engine {
namespace {

constexpr RefusalKind overloaded{"platform.overloaded",
                                 "Too many people are asking at once. Please try again in a moment.", 503};
constexpr RefusalKind stopping{"platform.stopping", "This server is stopping. Please try again in a moment.", 503};
constexpr RefusalKind our_mistake{
    "platform.our_mistake", "Something broke on our side; nothing was changed. The operator finds it in the log as {}.",
    500};
constexpr RefusalKind key_of_another{
    "platform.key_of_another",
    "This key was sent before, with something else. Please give each thing to be done a key of its own.", 422};
constexpr RefusalKind newer_data{
    "platform.newer_data",
    "This data was written by edition {} of Reef, and this is edition {}. Please use a newer release.", 409};

/// How long a form's key is remembered.
constexpr Duration once_remembered = days(2);

/// Thrown where a required reaction refused: the transaction cannot stand.
struct Undone {
    Refusal refusal;
};

/// What was done under a key, so that it can be answered again: the entry (0: there was nothing to change), when, and
/// the hash of what was asked.
using DoneOnce = std::tuple<std::int64_t, Time, std::optional<Hash>>;

Hash asked_hash(const Submission& submission) { return sha256({json_text(submission.incoming.call.data)}); }

/// Whoever asks again, because the line broke or a button was pressed twice, gets the answer that was given.
std::optional<Result<Answer>> answer_given_before(store::Connection& connection, const Submission& submission) {
    if (submission.once_key.empty()) return {};
    const auto done =
        connection.first<DoneOnce>("SELECT entry, at, asked FROM {platform_once} WHERE key = $1", submission.once_key);
    if (!done) return {};
    const auto& [number, at, asked] = *done;
    if (asked && *asked != asked_hash(submission)) return refuse(key_of_another);
    if (number == 0) return Answer{.at = at};
    const auto stored = chronicle::read_entry(connection, number);
    ensure(stored.has_value(), "what was done once is in the chronicle");
    auto entry = chronicle::Entry::read(stored->bytes.data);
    ensure(entry.has_value(), "a stored entry is readable");
    return Answer{number, stored->hash, entry->at, std::move(entry->events)};
}

void remember_done(store::Connection& connection, const Submission& submission, const Answer& answer) {
    if (submission.once_key.empty()) return;
    connection.run("INSERT INTO {platform_once} (key, entry, at, asked) VALUES ($1, $2, $3, $4)", submission.once_key,
                   answer.entry, answer.at, asked_hash(submission));
}

class LogRecord final : public Record {
  public:
    explicit LogRecord(store::Connection& connection) : connection_(connection) {}
    void record(chronicle::Head& head, const chronicle::Entry& entry) override {
        chronicle::append(connection_, head, entry);
    }

  private:
    store::Connection& connection_;
};

} // namespace

Refusal refusal_for(const std::exception& failure, Chance& chance) {
    if (const auto* store = dynamic_cast<const store::StoreFailure*>(&failure)) {
        spdlog::error("{}", failure.what());
        return store->refusal();
    }
    const std::string reference = hex(chance.bytes(4));
    log_with(spdlog::level::err, failure.what(), {{"reference", reference}});
    return refuse(our_mistake, {}, {reference}).error();
}

Time MachineClock::now() const {
    using namespace std::chrono;
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::optional<Refusal> refusal_of_newer(const chronicle::Head& head) {
    if (head.edition <= own_edition()) return {};
    return refuse(newer_data, {}, {std::to_string(head.edition), std::to_string(own_edition())}).error();
}

std::vector<store::Migration> migrations() {
    auto all = chronicle::migrations();
    all.push_back({"engine_1", R"(
        CREATE TABLE {platform_once} (key TEXT PRIMARY KEY, entry BIGINT NOT NULL, at BIGINT NOT NULL);
        CREATE TABLE {platform_generation} (platform BIGINT PRIMARY KEY, fingerprint BYTEA NOT NULL);
        CREATE TABLE {platform_secrets} (name TEXT PRIMARY KEY, value BYTEA NOT NULL);
    )"});
    all.push_back({"engine_2", "ALTER TABLE {platform_once} ADD COLUMN asked BYTEA"});
    all.push_back({"engine_3", "CREATE INDEX platform_once_by_time ON {platform_once} (at)"});
    all.push_back({"engine_4", "DROP TABLE {platform_generation}"}); // store_generations says it
    return all;
}

Engine::Engine(store::Database& database, Rooms rooms, EngineOptions options)
    : database_(database),
      registry_(std::move(rooms)),
      options_(options),
      figures_(options.figures),
      own_clock_(options.clock ? nullptr : std::make_unique<MachineClock>()),
      own_chance_(options.chance ? nullptr : Chance::of_the_machine()),
      clock_(options.clock ? options.clock : own_clock_.get()),
      chance_(options.chance ? options.chance : own_chance_.get()),
      writer_(database.connect()) {}

Result<std::unique_ptr<Engine>> Engine::open(store::Database& database, Rooms rooms, EngineOptions options) {
    std::unique_ptr<Engine> engine(new Engine(database, std::move(rooms), options));
    if (auto refusal = engine->prepare()) return std::unexpected(std::move(*refusal));
    if (options.keeps_watch)
        engine->watch_ = database.watch([&engine = *engine] {
            const std::lock_guard lock(engine.mutex_);
            engine.others_wrote_ = true;
            engine.wakes_.notify_one();
        });
    engine->thread_ = std::jthread([&engine = *engine] { engine.run(); });
    const auto edition = [&] { return chronicle::read_head(*engine->read()).edition; }();
    if (edition != 0 && edition < own_edition()) {
        const auto entered =
            engine->perform(Actor::platform(), "release", call(EnterEdition{own_edition(), std::string(release)}));
        if (!entered) return std::unexpected(entered.error());
    }
    return engine;
}

Engine::~Engine() { stop(); }

std::optional<Refusal> Engine::prepare() {
    auto tables = migrations();
    tables.insert(tables.end(), options_.migrations.begin(), options_.migrations.end());
    if (const auto migrated = store::migrate(*writer_, tables); !migrated) return migrated.error();
    const auto head = chronicle::read_head(*writer_);
    if (auto refusal = refusal_of_newer(head)) return refusal;
    rebuild_if_reshaped(database_, registry_, beside_others());
    generation_ = database_.generation()->number;
    drop_left_at_ = Time{}; // what an earlier process left, or this rebuild
    drop_what_was_left();
    // An old backup must not bring back whom an entry erased.
    store::WriteTransaction transaction(*writer_);
    for (const auto subject : writer_->all<std::int64_t>(
             "SELECT subject FROM {platform_erased} WHERE subject IN (SELECT subject FROM {vault_keys})"))
        forget(subject);
    transaction.commit();
    const auto last = chronicle::read_head(*writer_);
    followed_ = entries_ = last.number;
    last_commit_ms_ = last.at.ms;
    came_round_ = std::chrono::steady_clock::now();
    if (const auto state = platform_state(*writer_)) clock_ahead_ms_ = state->clock_ahead.ms;
    return {};
}

void Engine::forget(std::int64_t subject) {
    chronicle::erase_subject(*writer_, subject);
    // What was asked could be found out by trying: their words must not be among what a hash confirms.
    writer_->run("UPDATE {platform_once} SET asked = NULL WHERE asked IS NOT NULL");
    if (registry_.rooms().forget) registry_.rooms().forget(*writer_, subject);
}

/// What was erased is still in the write-ahead log until a checkpoint; a reader in the way means: next time.
void Engine::sweep_out_erased_bytes() {
    if (!erased_bytes_remain_) return;
    try {
        erased_bytes_remain_ = !database_.checkpoint_and_truncate();
    } catch (const std::exception& failure) {
        spdlog::warn("erased bytes stay in the log for now: {}", failure.what());
    }
}

Time Engine::now() const { return clock_->now() + Duration{clock_ahead_ms_.load()}; }

void Engine::on_commit(std::function<void(const Commit&)> listener) {
    const std::lock_guard lock(mutex_);
    listeners_.push_back(std::move(listener));
}

void Engine::submit(Submission submission, Reply reply) { enqueue({std::move(submission), {}, std::move(reply)}); }

void Engine::write_beside(std::function<void(store::Connection&)> work,
                          std::move_only_function<void(std::optional<Refusal>)> done) {
    enqueue({{}, std::move(work), [done = std::move(done)](Result<Answer> answer) mutable {
                 done(answer ? std::nullopt : std::optional(answer.error()));
             }});
}

Result<Answer> Engine::perform(Submission submission) {
    std::promise<Result<Answer>> promise;
    submit(std::move(submission), [&](Result<Answer> answer) { promise.set_value(std::move(answer)); });
    return promise.get_future().get();
}

Result<Answer> Engine::perform(const Actor& actor, std::string_view via, Call call) {
    return perform(Submission{{actor, std::string(via), std::move(call)}});
}

std::optional<Refusal> Engine::write_beside(std::function<void(store::Connection&)> work) {
    std::promise<std::optional<Refusal>> promise;
    write_beside(std::move(work), [&](std::optional<Refusal> refusal) { promise.set_value(std::move(refusal)); });
    return promise.get_future().get();
}

void Engine::enqueue(Job job) {
    const RefusalKind* refusal = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_)
            refusal = &stopping;
        else if (queue_.size() >= options_.queue_max)
            refusal = &overloaded;
        else
            queue_.push_back(std::move(job));
    }
    if (refusal)
        answer(job, refuse(*refusal));
    else
        wakes_.notify_one();
}

void Engine::answer(Job& job, Result<Answer> answer) {
    if (job.submission) {
        const auto& name = job.submission->incoming.call.name;
        figures_.answered(registry_.command(name) ? name : "unknown", !answer              ? "refused"
                                                                      : answer->entry == 0 ? "unchanged"
                                                                                           : "done");
    }
    job.reply(std::move(answer));
}

void Engine::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wakes_.notify_one();
    if (thread_.joinable() && thread_.get_id() != std::this_thread::get_id()) thread_.join();
}

void Engine::run() {
    while (true) {
        std::vector<Job> jobs;
        came_round_ = std::chrono::steady_clock::now();
        {
            std::unique_lock lock(mutex_);
            const auto woken = [&] { return stopping_ || others_wrote_ || !queue_.empty(); };
            if (options_.keeps_watch)
                wakes_.wait_for(lock, std::chrono::seconds(1), woken);
            else
                wakes_.wait(lock, woken);
            others_wrote_ = false;
            while (!queue_.empty() && jobs.size() < options_.batch_max) {
                jobs.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
            if (jobs.empty() && stopping_) return;
        }
        if (!jobs.empty() || look_around())
            write_batch(jobs);
        else
            sweep_out_erased_bytes();
    }
}

bool Engine::look_around() {
    try {
        Commit commit;
        drop_what_was_left();
        const auto lease = read();
        if (follow_generation(*lease)) return false;
        catch_up(*lease, chronicle::read_head(*lease), commit);
        if (commit.head != entries_) tell(commit);
        return registry_.earliest_due(*lease, now()).has_value();
    } catch (const std::exception& failure) {
        spdlog::error("what others wrote and what is due could not be looked at: {}", failure.what());
        return false;
    }
}

void Engine::catch_up(store::Connection& connection, const chronicle::Head& head, Commit& commit) {
    commit.head = head.number;
    if (head.number == followed_) return;
    chronicle::each_entry(connection, followed_ + 1, [&](const chronicle::StoredEntry& stored) {
        const auto entry = chronicle::Entry::read(stored.bytes.data);
        ensure(entry.has_value(), "a stored entry is readable");
        follow(*entry, commit);
        return true;
    });
}

void Engine::follow(const chronicle::Entry& entry, Commit& commit) {
    for (const auto& event : entry.events) {
        const auto* type = registry_.event(event.name);
        if (!type) continue; // of a newer edition
        if (auto topic = type->topic(event.data)) commit.topics.push_back(std::move(*topic));
        if (event.name == TimePassed::name) clock_ahead_ms_ += read_event<TimePassed>(event.data).by.ms;
    }
    followed_ = entry.number;
    commit.head = entry.number;
}

void Engine::tell(const Commit& commit) {
    if (entries_.exchange(commit.head) != commit.head) last_commit_ms_ = MachineClock().now().ms;
    const auto listeners = [&] {
        const std::lock_guard lock(mutex_);
        return listeners_;
    }();
    for (const auto& listener : listeners) listener(commit);
}

/// "An unexpected error rolls the batch back and its commands run again singly."
void Engine::write_batch(std::vector<Job>& jobs) {
    if (try_batch(jobs) || jobs.size() <= 1) return; // a single job was answered either way
    for (Job& job : jobs) try_batch({&job, 1});
}

bool Engine::try_batch(std::span<Job> jobs) {
    std::vector<Result<Answer>> answers;
    Commit commit;
    const std::int64_t clock_ahead_before = clock_ahead_ms_;
    const auto begun = std::chrono::steady_clock::now();
    const auto undo = [&](Refusal refusal) {
        writer_->rollback();
        followed_ = entries_;
        clock_ahead_ms_ = clock_ahead_before;
        if (jobs.size() == 1) answer(jobs.front(), std::unexpected(std::move(refusal)));
        return false;
    };
    try {
        auto begun_at = begin_batch();
        if (!begun_at) return undo(std::move(begun_at.error()));
        auto& head = *begun_at;
        catch_up(*writer_, head, commit);
        LogRecord record(*writer_);
        Performer performer(registry_, *writer_, head, record);
        performer.after_entry = [&](const chronicle::Entry& entry) {
            follow(entry, commit);
            for (const auto& event : entry.events)
                if (const auto subject = registry_.event(event.name)->erased_subject(event.data)) {
                    forget(*subject);
                    erased_bytes_remain_ = true;
                }
        };
        perform_all(jobs, performer, answers);
        const auto decided = std::chrono::steady_clock::now();
        writer_->commit();
        figures_.committed(jobs.size(), begun, decided);
    } catch (const Undone& undone) {
        return undo(undone.refusal);
    } catch (const std::exception& failure) {
        return undo(refusal_for(failure, *chance_));
    }
    tell(commit);
    for (std::size_t i = 0; i < jobs.size(); ++i) answer(jobs[i], std::move(answers[i]));
    sweep_out_erased_bytes();
    return true;
}

void Engine::perform_all(std::span<Job> jobs, Performer& performer, std::vector<Result<Answer>>& answers) {
    const std::int64_t clock_ahead_before = clock_ahead_ms_;
    bool is_discharged = false;
    for (Job& job : jobs) {
        if (job.work) {
            job.work(*writer_);
            answers.emplace_back(Answer{});
            continue;
        }
        if (auto before = answer_given_before(*writer_, *job.submission)) {
            answers.push_back(std::move(*before));
            continue;
        }
        auto outcome = perform(*job.submission, performer);
        if (outcome.undo) throw Undone{outcome.answer.error()};
        answers.push_back(std::move(outcome.answer));
        is_discharged = true; // a command discharges what fell due before it
    }
    // Where the clock was put ahead, whoever looks next finds done what fell due meanwhile.
    if (!is_discharged || clock_ahead_ms_ != clock_ahead_before) performer.discharge(now());
    writer_->run("DELETE FROM {platform_once} WHERE at < $1", now() - once_remembered);
}

Outcome Engine::perform(const Submission& submission, Performer& performer) {
    auto outcome = performer.perform(submission.incoming, now(), chance_);
    if (outcome.answer) {
        remember_done(*writer_, submission, *outcome.answer);
        if (submission.beside) submission.beside(*writer_, *outcome.answer);
    }
    return outcome;
}

} // namespace reef::engine
