#include "core/web/workers.hpp"

namespace reef::web {

Workers::Workers(int threads, std::size_t queue_max) : queue_max_(queue_max) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wakes_.notify_all();
}

bool Workers::start(std::move_only_function<void()> work) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || queue_.size() >= queue_max_) return false;
        queue_.push_back(std::move(work));
    }
    wakes_.notify_one();
    return true;
}

void Workers::run() {
    while (true) {
        std::move_only_function<void()> work;
        {
            std::unique_lock lock(mutex_);
            wakes_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            work = std::move(queue_.front());
            queue_.pop_front();
        }
        work();
    }
}

} // namespace reef::web
