// The engine and the generations of its tables: which one it writes, when another took over, what is left of those
// before.
#include "core/engine/engine.hpp"
#include <spdlog/spdlog.h>

namespace reef::engine {
namespace {

constexpr RefusalKind reshaped{
    "platform.reshaped",
    "Another release of Reef made the tables of this platform anew. This server shows what was "
    "before, and writes nothing more. Please use the other release.",
    503};

} // namespace

Result<chronicle::Head> Engine::begin_batch() {
    while (true) {
        writer_->begin_write();
        const auto head = chronicle::lock_head(*writer_);
        if (auto refusal = refusal_of_newer(head)) return std::unexpected(std::move(*refusal));
        if (auto refusal = follow_generation(*writer_)) return std::unexpected(std::move(*refusal));
        if (writer_->generation_number() == database_.generation()->number) return head;
        writer_->rollback(); // begun in the one before
    }
}

std::optional<Refusal> Engine::refusal_of_reshaped(store::Connection& connection) const {
    if (store::current_number(connection) == connection.generation_number()) return {};
    if (is_shaped_by(connection, registry_)) return {};
    return refuse(reshaped).error();
}

std::optional<Refusal> Engine::follow_generation(store::Connection& connection) {
    if (store::current_number(connection) == connection.generation_number()) return {};
    if (auto refusal = refusal_of_reshaped(connection)) return refusal;
    database_.use_generation(store::generation_to_read(connection));
    return {};
}

void Engine::drop_what_was_left() {
    const auto now = MachineClock().now();
    if (const auto number = database_.generation()->number; number != std::exchange(generation_, number))
        drop_left_at_ = now + seconds(1); // a transaction of ours may just begin in the one before
    if (!drop_left_at_ || now < *drop_left_at_) return;
    try {
        drop_left_at_ = drop_left_generations(database_, now);
    } catch (const std::exception& failure) {
        spdlog::warn("tables that nobody reads any more stay for now: {}", failure.what());
        drop_left_at_ = now + minutes(1);
    }
}

EntryNumber Engine::rebuild_beside() { return rebuild(database_, registry_, beside_others()); }

RebuildOptions Engine::beside_others() const {
    const bool others_write = database_.is_shared() || (options_.keeps_watch && thread_.joinable());
    return {.progress = options_.progress,
            .part_max = others_write ? Duration{50} : seconds(1),
            .pause = others_write ? Duration{50} : Duration{}};
}

} // namespace reef::engine
