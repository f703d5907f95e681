// A few threads for what must not hold up the writer or a connection: hashing passwords, drawing a page again.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace reef::web {

class Workers {
  public:
    Workers(int threads, std::size_t queue_max);
    /// Finishes what waits.
    ~Workers();
    Workers(const Workers&) = delete;

    /// False where the queue is full; then nothing is done.
    [[nodiscard]] bool start(std::move_only_function<void()> work);

  private:
    void run();

    const std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable wakes_;
    std::deque<std::move_only_function<void()>> queue_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

} // namespace reef::web
