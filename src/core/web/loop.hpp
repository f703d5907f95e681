// One thread with its connections.
#pragma once
#include "core/web/connection.hpp"
#include <boost/asio/steady_timer.hpp>
#include <thread>
#include <unordered_set>

namespace reef::web {

class Loop : public std::enable_shared_from_this<Loop> {
  public:
    Loop(const ServerLimits& limits, std::shared_ptr<const Handler> handler, std::shared_ptr<Counters> counters);
    ~Loop();
    void start();
    void stop();
    void join();
    /// From any thread: a connection made on this loop's context.
    void adopt(Socket socket, std::string peer, bool is_local);
    bool is_this_thread() { return io.get_executor().running_in_this_thread(); }
    /// `Date: …` and `Server: …`, made once a second.
    const std::string& date_and_server();

    asio::io_context io{1};
    const ServerLimits limits;
    const std::shared_ptr<const Handler> handler; // one for all loops
    const std::shared_ptr<Counters> counters;

  private:
    friend class Connection;
    Task<void> check_connections();

    std::unordered_set<Connection*> connections_; // each keeps itself alive while it runs
    asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor> ticker_{io};
    bool is_stopping_ = false;
    Clock::time_point stop_deadline_ = {};
    std::int64_t dated_ = 0;
    std::string date_and_server_;
    std::thread thread_;
};

} // namespace reef::web
