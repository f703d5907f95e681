#include "core/web/live.hpp"
#include "core/web/form.hpp"
#include <algorithm>

namespace reef::web {

std::shared_ptr<Live> Live::of(engine::Engine& engine) {
    auto live = std::make_shared<Live>();
    engine.on_commit([live](const engine::Commit& commit) { live->tell(commit); });
    return live;
}

std::shared_ptr<EventStream> Live::listen(std::string topic) {
    auto stream = std::make_shared<EventStream>();
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [](const auto& each) { return each.second->closed(); });
    listeners_.emplace(std::move(topic), stream);
    return stream;
}

std::size_t Live::listeners() {
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [](const auto& each) { return each.second->closed(); });
    return listeners_.size();
}

void Live::tell(const engine::Commit& commit) {
    auto topics = commit.topics;
    std::ranges::sort(topics);
    const auto repeated = std::ranges::unique(topics);
    topics.erase(repeated.begin(), repeated.end());
    const auto text = event_text("changed", std::to_string(commit.head));
    const std::lock_guard lock(mutex_);
    for (const auto& topic : topics) {
        const auto [first, last] = listeners_.equal_range(topic);
        for (auto at = first; at != last;) at = at->second->send_text(text) ? std::next(at) : listeners_.erase(at);
    }
}

std::string live_address(std::string_view topic) { return "/live?topic=" + percent_encoded(topic); }

} // namespace reef::web
