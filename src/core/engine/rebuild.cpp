#include "core/engine/rebuild.hpp"
#include "core/engine/clock.hpp"
#include "core/engine/performer.hpp"
#include <chrono>
#include <thread>

namespace reef::engine {
namespace {

using store::GenerationRecord;
using store::GenerationState;

std::optional<GenerationRecord> find(store::Connection& connection, auto holds) {
    for (auto& record : store::generations(connection))
        if (holds(record)) return std::move(record);
    return {};
}

/// One server's work on a generation. Each part is a transaction that takes the writer's place, as a command does; what
/// it reached is committed with the rows. So a build may stop anywhere, and any number of servers may build the same.
class Build {
  public:
    Build(store::Database& database, const Registry& registry, const RebuildOptions& options)
        : database_(database),
          registry_(registry),
          options_(options),
          shape_(registry.fingerprint()),
          builder_(database.connect()) {}

    EntryNumber run() {
        begin();
        while (true) {
            const auto took_over = add_part();
            if (options_.progress) options_.progress("rebuilding the tables", reached_, head_);
            if (took_over) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(options_.pause.ms));
        }
        database_.use_generation(store::generation_to_read(*database_.read()));
        return reached_;
    }

  private:
    /// Goes on with what was begun, or begins.
    void begin() {
        store::WriteTransaction write(*builder_);
        const auto begun = find(*builder_, [&](const GenerationRecord& each) {
            return each.state == GenerationState::building && each.shape == shape_;
        });
        if (begun)
            builder_->stand_in((record_ = *begun).generation());
        else
            record_ = begin_generation(*builder_, shape_, registry_.projection_tables(), registry_.schema());
        write.commit();
    }

    /// True: the generation stands in its place.
    bool add_part() {
        store::WriteTransaction write(*builder_);
        head_ = chronicle::lock_head(*builder_).number;
        const auto record =
            find(*builder_, [&](const GenerationRecord& each) { return each.number == record_.number; });
        if (!record || record->shape != shape_) { // another shape took over meanwhile
            record_ = begin_generation(*builder_, shape_, registry_.projection_tables(), registry_.schema());
            reached_ = 0;
            write.commit();
            return false;
        }
        record_ = *record;
        reached_ = record_.reached;
        if (record_.state != GenerationState::building) { // somebody else added the last part
            reached_ = head_;
            return true;
        }
        replay();
        store::note_reached(*builder_, record_.number, reached_);
        if (reached_ == head_) store::take_over(*builder_, record_, MachineClock().now());
        write.commit();
        return reached_ == head_;
    }

    void replay() {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.part_max.ms);
        chronicle::each_entry(*builder_, reached_ + 1, [&](const chronicle::StoredEntry& stored) {
            const auto entry = chronicle::Entry::read(stored.bytes.data);
            ensure(entry.has_value(), "a stored entry is readable");
            apply_entry(registry_, *builder_, *entry);
            reached_ = entry->number;
            return std::chrono::steady_clock::now() < until;
        });
    }

    store::Database& database_;
    const Registry& registry_;
    const RebuildOptions& options_;
    const Hash shape_;
    std::unique_ptr<store::Connection> builder_;
    GenerationRecord record_;
    EntryNumber reached_ = 0, head_ = 0;
};

} // namespace

bool is_shaped_by(store::Connection& connection, const Registry& registry) {
    if (store::generations(connection).empty()) return false;
    const auto current = store::current_generation(connection);
    return current && current->shape == registry.fingerprint();
}

EntryNumber rebuild(store::Database& database, const Registry& registry, const RebuildOptions& options) {
    return Build(database, registry, options).run();
}

void rebuild_if_reshaped(store::Database& database, const Registry& registry, const RebuildOptions& options) {
    const auto is_shaped = [&] {
        const auto lease = database.read();
        if (!is_shaped_by(*lease, registry)) return false;
        database.use_generation(store::generation_to_read(*lease)); // it may have changed since the database was opened
        return true;
    };
    if (!is_shaped()) rebuild(database, registry, options);
}

void make_projections(store::Connection& connection, const Registry& registry) {
    store::WriteTransaction write(connection);
    if (!store::generations(connection).empty()) return;
    const auto record =
        begin_generation(connection, registry.fingerprint(), registry.projection_tables(), registry.schema());
    store::take_over(connection, record, MachineClock().now());
    write.commit();
}

std::optional<Time> drop_left_generations(store::Database& database, Time now) {
    const auto is_left = [](const GenerationRecord& each) { return each.state == GenerationState::left; };
    const auto left = find(*database.read(), is_left);
    if (!left) return {};
    const auto stay = database.is_shared() ? left_generations_stay : Duration{};
    if (*left->left_at + stay > now) return *left->left_at + stay;
    const auto connection = database.connect();
    store::WriteTransaction write(*connection);
    const bool others = store::drop_left_generations(*connection, now - stay);
    write.commit();
    return others ? std::optional(now + stay) : std::nullopt;
}

} // namespace reef::engine
