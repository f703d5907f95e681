#include "core/web/loop.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <ctime>
#include <fmt/format.h>

namespace reef::web {
namespace {

constexpr std::size_t refused_at_once_max = 256; // connections that still hear why; beyond, they are dropped

/// Often enough that the shortest limit is kept within a quarter.
std::chrono::milliseconds time_between_checks(const ServerLimits& limits) {
    const auto shortest = std::min({limits.header_time, limits.body_time, limits.idle_time, limits.write_time,
                                    limits.ping_time, limits.stop_time, seconds(4)});
    return std::chrono::milliseconds(std::max<std::int64_t>(shortest.ms / 4, 1));
}

} // namespace

Loop::Loop(const ServerLimits& limits_, std::shared_ptr<const Handler> handler_, std::shared_ptr<Counters> counters_)
    : limits(limits_), handler(std::move(handler_)), counters(std::move(counters_)) {}
Loop::~Loop() = default;

void Loop::start() {
    asio::co_spawn(io, check_connections(), asio::detached);
    thread_ = std::thread([this] { io.run(); });
}

void Loop::join() {
    if (thread_.joinable()) thread_.join();
}

void Loop::stop() {
    asio::post(io, [this] {
        is_stopping_ = true;
        stop_deadline_ = Clock::now() + std::chrono::milliseconds(limits.stop_time.ms);
        for (Connection* one : connections_) one->finish();
        ticker_.cancel();
    });
}

void Loop::adopt(Socket socket, std::string peer, bool is_local) {
    auto welcome = Welcome::served;
    if (counters->connections.fetch_add(1) >= limits.connections_max) {
        counters->connections.fetch_sub(1);
        counters->turned_away.fetch_add(1);
        if (counters->being_refused.fetch_add(1) >= refused_at_once_max) {
            counters->being_refused.fetch_sub(1);
            return;
        }
        welcome = Welcome::refused;
    }
    asio::post(io, [this, welcome, is_local, peer = std::move(peer), socket = std::move(socket)]() mutable {
        std::make_shared<Connection>(*this, std::move(socket), std::move(peer), is_local, welcome)->start();
    });
}

Task<void> Loop::check_connections() {
    const auto interval = time_between_checks(limits);
    while (!is_stopping_ || !connections_.empty()) {
        ticker_.expires_after(interval);
        co_await ticker_.async_wait(as_task);
        const auto now = Clock::now();
        const bool must_end = is_stopping_ && now >= stop_deadline_;
        for (Connection* one : connections_) { // closing is only begun here: none goes away yet
            if (must_end)
                one->close();
            else
                one->check(now);
        }
    }
}

const std::string& Loop::date_and_server() {
    const auto now = static_cast<std::int64_t>(std::time(nullptr));
    if (now != dated_) {
        dated_ = now;
        date_and_server_ = fmt::format("Date: {}\r\nServer: reef\r\n", http_date(Time{now * 1000}));
    }
    return date_and_server_;
}

} // namespace reef::web
