// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): one listener each.
#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace reef::web {

/// `event: name`, a `data:` line for each line of the data, an empty line.
std::string event_text(std::string_view name, std::string_view data);

/// What one listener is sent, from any thread. A handler puts it into its Response and keeps it to send later; the
/// server empties it at the pace of the listener. What waits is bounded: a listener that is too slow is closed, and the
/// browser comes back by itself.
class EventStream {
  public:
    explicit EventStream(std::size_t waiting_bytes_max = 256 * 1024) : waiting_bytes_max_(waiting_bytes_max) {}
    /// False, and nothing sent, once the listener is gone.
    bool send(std::string_view name, std::string_view data) { return send_text(event_text(name, data)); }
    /// The same with `event_text` made once for many listeners.
    bool send_text(std::string_view text);
    /// After what waits.
    void close();
    bool closed() const;

    // For the server. `wake` is called, from the thread that sends, when there is something to take or to end.
    void attach(std::function<void()> wake);
    /// What waits; nothing means wait for `wake`, unless it is closed.
    std::string take();
    bool too_slow() const;
    /// The listener went away.
    void abandon();

  private:
    enum class State { open, closed, too_slow };
    void wake(std::unique_lock<std::mutex> lock);

    const std::size_t waiting_bytes_max_;
    mutable std::mutex mutex_;
    State state_ = State::open;
    bool woken_ = false; // and nothing taken since
    std::string waiting_;
    std::function<void()> wake_;
};

} // namespace reef::web
