#include "core/web/event_stream.hpp"
#include "core/base/ensure.hpp"
#include <utility>

namespace reef::web {

std::string event_text(std::string_view name, std::string_view data) {
    ensure(name.find_first_of("\r\n") == std::string_view::npos, "the name of an event is one line");
    std::string out;
    out.append("event: ").append(name).append("\ndata: ");
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (data[i] == '\r' && i + 1 < data.size() && data[i + 1] == '\n') continue;
        if (data[i] == '\r' || data[i] == '\n')
            out.append("\ndata: ");
        else
            out.push_back(data[i]);
    }
    return out.append("\n\n");
}

bool EventStream::send_text(std::string_view text) {
    std::unique_lock lock(mutex_);
    if (state_ != State::open) return false;
    if (waiting_.size() + text.size() > waiting_bytes_max_) {
        state_ = State::too_slow;
        std::string().swap(waiting_); // gives the memory back
    } else {
        waiting_.append(text);
    }
    const bool sent = state_ == State::open;
    wake(std::move(lock));
    return sent;
}

void EventStream::close() {
    std::unique_lock lock(mutex_);
    if (state_ == State::open) state_ = State::closed;
    wake(std::move(lock));
}

void EventStream::wake(std::unique_lock<std::mutex> lock) {
    if (!wake_ || (woken_ && state_ == State::open)) return;
    woken_ = true;
    const auto call = wake_;
    lock.unlock();
    call();
}

bool EventStream::closed() const {
    const std::lock_guard lock(mutex_);
    return state_ != State::open;
}

void EventStream::attach(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    ensure(!wake_, "an event stream has one listener");
    wake_ = std::move(wake);
}

std::string EventStream::take() {
    const std::lock_guard lock(mutex_);
    woken_ = false;
    return std::exchange(waiting_, {});
}

bool EventStream::too_slow() const {
    const std::lock_guard lock(mutex_);
    return state_ == State::too_slow;
}

void EventStream::abandon() {
    const std::lock_guard lock(mutex_);
    if (state_ == State::open) state_ = State::closed;
    std::string().swap(waiting_); // gives the memory back
    wake_ = [] {};
}

} // namespace reef::web
