// One connection: reads requests, keeps their answers in order, writes them. Lives on one Loop and is touched by its
// thread alone. Only connection.cpp, loop.cpp and server.cpp include this.
#pragma once
#include "core/web/request_parser.hpp"
#include "core/web/server.hpp"
#include "core/web/signal.hpp"
#include <atomic>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <deque>

namespace reef::web {

using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;

class Loop;
class Connection;

/// What all loops share. Outlives the server for as long as anyone may still answer.
struct Counters {
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::size_t> being_refused = 0;
    std::atomic<std::size_t> in_flight = 0;
    std::atomic<std::uint64_t> requests = 0;
    std::atomic<std::uint64_t> turned_away = 0;
    std::atomic<std::uint64_t> unread = 0;
    std::atomic<bool> stopping = false;
};

/// A request that has been taken, and its answer once there is one.
struct Exchange {
    std::weak_ptr<Connection> connection = {};
    Response response = {};
    bool answered = false;
    bool keeps_alive = true;
    bool is_http_1_0 = false;
    bool is_head = false;
    bool is_safe = false;
    bool accepts_gzip = false;
};

enum class Welcome { served, refused };

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(Loop& loop, Socket socket, std::string peer, bool is_local, Welcome welcome);
    ~Connection();
    void start();
    void close();
    /// No more requests; closes once what is in flight is answered.
    void finish();
    /// Every so often: closes what takes too long, pings listeners.
    void check(Clock::time_point now);
    void answer(Exchange& exchange, Response response);
    void events_waiting();

  private:
    void spawn(Task<void> task);
    Task<void> serve();
    Task<void> turn_away();
    Task<bool> take_request();
    Task<bool> ask_for_body();
    Task<bool> receive();
    Task<bool> wait_for_bytes();
    Task<void> write_answers();
    Task<bool> write_answer(Exchange& exchange);
    Task<void> write_events(Exchange& exchange);
    Task<bool> write(std::string_view head, std::string_view body);
    Task<void> drain();

    bool may_begin_another() const;
    void hand_over();
    void refuse_the_rest(const Refusal& refusal);
    void write_if_answered();

    enum class Reading { idle, header, body, draining, nothing };
    void begin_reading(Reading what);

    Loop& loop_;
    Socket socket_;
    const std::string peer_;
    const bool is_local_;
    const Welcome welcome_;
    RequestParser parser_;
    std::string buffer_ = {};
    std::string_view unread_ = {}; // in the buffer
    std::deque<std::shared_ptr<Exchange>> exchanges_ = {};
    std::shared_ptr<EventStream> events_ = {};
    Signal turn_ = {}; // an exchange is over, or the connection
    Signal events_turn_ = {};
    Reading reading_ = Reading::nothing;
    Clock::time_point read_deadline_ = {}, write_deadline_ = {}, ping_at_ = {};
    bool is_open_ = true;
    bool is_peer_there_ = true; // as far as one can tell: it may still send
    bool is_finishing_ = false; // no more requests
    bool is_writing_ = false;
    bool is_handing_over_ = false;
    bool took_too_long_ = false;
    bool has_unread_rest_ = false; // what was refused is still coming in
};

} // namespace reef::web
