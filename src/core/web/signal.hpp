// What the coroutines of the server are made of. Only its own files include this.
#pragma once
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <functional>

namespace reef::web {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
template <class T>
using Task = asio::awaitable<T, Executor>;
using Clock = std::chrono::steady_clock;
constexpr auto as_task = asio::as_tuple(asio::use_awaitable_t<Executor>());

/// Lets one coroutine wait for something that happens on its own thread.
class Signal {
  public:
    void raise();
    Task<void> wait();

  private:
    bool raised_ = false;
    std::move_only_function<void()> waiter_ = {};
};

} // namespace reef::web
