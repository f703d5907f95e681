// How the engine stands, and whether people should be sent to this server.
#include "core/engine/engine.hpp"

namespace reef::engine {
namespace {

constexpr RefusalKind behind{
    "platform.behind", "More waits for this server than it will have done soon. Please try again in a moment.", 503};
constexpr RefusalKind writer_stuck{
    "platform.writer_stuck",
    "This server has been busy with one thing for {}, and writes nothing else meanwhile. Please try again later.", 503};

} // namespace

EngineState Engine::state() {
    const std::lock_guard lock(mutex_);
    return {queue_.size(), entries_, Time{last_commit_ms_}};
}

std::optional<Refusal> Engine::refusal_unless_ready() {
    using namespace std::chrono;
    if (state().queue_length > options_.queue_max / 2) return refuse(behind).error();
    const auto busy = duration_cast<milliseconds>(steady_clock::now() - came_round_.load());
    if (options_.keeps_watch && busy.count() > options_.writer_patience.ms)
        return refuse(writer_stuck, {}, {seconds(busy.count() / 1000).text()}).error();
    try {
        const auto lease = read();
        if (auto refusal = refusal_of_newer(chronicle::read_head(*lease))) return refusal;
        return refusal_of_reshaped(*lease);
    } catch (const std::exception& failure) {
        return refusal_for(failure, *chance_);
    }
}

} // namespace reef::engine
