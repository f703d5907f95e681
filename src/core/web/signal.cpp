#include "core/web/signal.hpp"
#include <boost/asio/post.hpp>
#include <utility>

namespace reef::web {

void Signal::raise() {
    raised_ = true;
    if (waiter_) std::exchange(waiter_, nullptr)();
}

Task<void> Signal::wait() {
    if (!raised_) {
        co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
            [this](auto handler) {
                waiter_ = [handler = std::move(handler)]() mutable {
                    const auto executor = asio::get_associated_executor(handler);
                    asio::post(executor, std::move(handler));
                };
            },
            asio::use_awaitable_t<Executor>());
    }
    raised_ = false;
}

} // namespace reef::web
