#include "core/web/connection.hpp"
#include "core/base/ensure.hpp"
#include "core/web/loop.hpp"
#include "core/web/negotiation.hpp"
#include "core/web/response_text.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/spdlog.h>

namespace reef::web {
namespace {

constexpr RefusalKind too_slow{"request.too_slow", "This request took too long to arrive.", 408};
constexpr RefusalKind busy{"server.busy", "Too many are here at once. Please try again in a few seconds.", 503};

constexpr std::size_t buffer_bytes = 8 * 1024;
constexpr std::size_t body_buffer_bytes = 64 * 1024;
constexpr std::size_t piece_bytes = 256 * 1024; // of a body, each within the time for writing
constexpr std::size_t drained_bytes_max = 16 * 1024 * 1024;
constexpr auto drain_time = std::chrono::seconds(2);

/// Gives the memory back, which assigning an empty text does not.
void release(std::string& text) { std::string().swap(text); }

std::chrono::milliseconds span(Duration duration) { return std::chrono::milliseconds(duration.ms); }

/// Nobody will hear them.
void abandon_events(const Response& response) {
    if (response.events) response.events->abandon();
}

} // namespace

// --- Life ---

Connection::Connection(Loop& loop, Socket socket, std::string peer, bool is_local, Welcome welcome)
    : loop_(loop),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      is_local_(is_local),
      welcome_(welcome),
      parser_({loop.limits.header_bytes_max, loop.limits.body_bytes_max}) {
    loop_.connections_.insert(this);
}

Connection::~Connection() {
    loop_.connections_.erase(this);
    auto& counted = welcome_ == Welcome::served ? loop_.counters->connections : loop_.counters->being_refused;
    counted.fetch_sub(1);
    if (loop_.is_stopping_ && loop_.connections_.empty()) loop_.ticker_.cancel(); // it was the last
}

void Connection::start() {
    boost::system::error_code failed;
    socket_.non_blocking(true, failed);
    if (failed) return;
    if (loop_.is_stopping_) return;
    spawn(welcome_ == Welcome::served ? serve() : turn_away());
}

void Connection::spawn(Task<void> task) {
    asio::co_spawn(loop_.io, std::move(task), [self = shared_from_this()](const std::exception_ptr& mistake) {
        if (!mistake) return;
        self->close();
        try {
            std::rethrow_exception(mistake);
        } catch (const std::exception& known) {
            spdlog::error("a connection failed: {}", known.what());
        }
    });
}

void Connection::close() {
    if (!is_open_) return;
    is_open_ = false;
    boost::system::error_code ignored; // it is going away in any case
    socket_.close(ignored);
    for (const auto& exchange : exchanges_) abandon_events(exchange->response);
    turn_.raise();
    events_turn_.raise();
}

void Connection::finish() {
    is_finishing_ = true;
    if (events_) events_->close();
    if (exchanges_.empty() && reading_ == Reading::idle) close();
    turn_.raise();
}

void Connection::check(Clock::time_point now) {
    const bool waits_for_peer = reading_ != Reading::nothing && (reading_ != Reading::idle || exchanges_.empty());
    if (is_writing_ && now >= write_deadline_) return close();
    if (waits_for_peer && now >= read_deadline_) {
        const bool can_say_so = (reading_ == Reading::header || reading_ == Reading::body) && !is_writing_;
        if (!can_say_so) return close();
        took_too_long_ = true;
        socket_.cancel();
    }
    if (events_ && now >= ping_at_) events_turn_.raise();
}

// --- Reading ---

void Connection::begin_reading(Reading what) {
    const ServerLimits& limits = loop_.limits;
    reading_ = what;
    read_deadline_ = Clock::now() + (what == Reading::draining ? std::chrono::milliseconds(drain_time)
                                     : what == Reading::header ? span(limits.header_time)
                                     : what == Reading::body   ? span(limits.body_time)
                                                               : span(limits.idle_time));
}

/// More behind what is unread. False: nothing more will come.
Task<bool> Connection::receive() {
    const auto kept = unread_.size(); // part of a header at most, so bounded by its limit
    std::ranges::copy(unread_, buffer_.begin());
    const auto room = reading_ == Reading::body ? body_buffer_bytes : buffer_bytes;
    if (buffer_.size() < kept + room) buffer_.resize(kept + room);
    const auto [error, count] = co_await socket_.async_read_some(asio::buffer(buffer_) + kept, as_task);
    unread_ = std::string_view(buffer_).substr(0, error ? 0 : kept + count);
    co_return !error;
}

/// While answers are awaited: notice that the other side went away, without keeping a buffer for it.
Task<bool> Connection::wait_for_bytes() {
    release(buffer_);
    const auto [error] = co_await socket_.async_wait(Socket::wait_read, as_task);
    co_return !error && is_open_;
}

/// Unsafe requests run alone; safe ones may overtake each other inside, not on the way out.
bool Connection::may_begin_another() const {
    if (exchanges_.empty()) return true;
    const auto is_safe = [](const auto& exchange) { return exchange->is_safe && !exchange->response.events; };
    return exchanges_.size() < loop_.limits.pipelined_max && std::ranges::all_of(exchanges_, is_safe);
}

Task<void> Connection::serve() {
    const auto self = shared_from_this();
    while (is_open_ && !is_finishing_) {
        if (unread_.empty()) {
            begin_reading(Reading::idle);
            if (buffer_.size() > buffer_bytes) release(buffer_);
            is_peer_there_ = (exchanges_.empty() || co_await wait_for_bytes()) && co_await receive();
            if (!is_peer_there_) break;
        }
        reading_ = Reading::nothing;
        while (is_open_ && !is_finishing_ && !may_begin_another()) co_await turn_.wait();
        if (!is_open_ || is_finishing_ || !co_await take_request()) break;
        reading_ = Reading::nothing;
        is_handing_over_ = true;
        hand_over();
        is_handing_over_ = false;
        // What was answered at once is written here; a listener's events by a coroutine of their own.
        const auto& first = *exchanges_.front();
        if (!is_writing_ && first.answered && !first.response.events)
            co_await write_answers();
        else
            write_if_answered();
    }
    reading_ = Reading::nothing;
    is_finishing_ = true;
    if (events_ && !is_peer_there_) close(); // the listener went away
    while (is_open_ && !exchanges_.empty()) co_await turn_.wait();
    if (is_open_ && has_unread_rest_) co_await drain();
    close();
}

/// Reads one request. False: there is none, and what is wrong has been said.
Task<bool> Connection::take_request() {
    using Progress = RequestParser::Progress;
    parser_.begin();
    begin_reading(Reading::header);
    while (true) {
        const auto progress = parser_.feed(unread_);
        if (progress == Progress::done) co_return true;
        if (progress == Progress::refused) {
            refuse_the_rest(parser_.refusal);
            co_return false;
        }
        if (progress == Progress::header_done) {
            if (parser_.expects_continue() && unread_.empty() && !co_await ask_for_body()) co_return false;
            begin_reading(Reading::body);
            continue;
        }
        if (co_await receive()) continue;
        if (took_too_long_ && is_open_) refuse_the_rest(refuse(too_slow).error());
        co_return false;
    }
}

/// In its place among the answers.
Task<bool> Connection::ask_for_body() {
    reading_ = Reading::nothing;
    while (is_open_ && !exchanges_.empty()) co_await turn_.wait();
    if (!is_open_) co_return false;
    is_writing_ = true;
    const bool asked = co_await write("HTTP/1.1 100 Continue\r\n\r\n", {});
    is_writing_ = false;
    co_return asked;
}

/// Whatever still comes in is not a request: this is the last answer.
void Connection::refuse_the_rest(const Refusal& refusal) {
    has_unread_rest_ = true;
    loop_.counters->unread.fetch_add(1);
    exchanges_.push_back(std::make_shared<Exchange>());
    exchanges_.back()->keeps_alive = false;
    exchanges_.back()->is_head = parser_.request.method == "HEAD";
    answer(*exchanges_.back(), problem_json(refusal));
}

/// Closing while the other side still sends would take the answer away from it (RFC 9112, 9.6).
Task<void> Connection::drain() {
    boost::system::error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    begin_reading(Reading::draining);
    for (std::size_t drained = 0; drained < drained_bytes_max; drained += unread_.size()) {
        unread_ = {};
        if (!co_await receive()) break;
    }
}

Task<void> Connection::turn_away() {
    const auto self = shared_from_this();
    const Exchange last{.keeps_alive = false};
    const auto response = problem_json(refuse(busy).error());
    is_writing_ = true;
    const bool written =
        co_await write(head_text(response, last, loop_.date_and_server(), response.body.size()), response.body);
    is_writing_ = false;
    if (written) co_await drain();
    close();
}

// --- Handing over ---

void Connection::hand_over() {
    const auto exchange = std::make_shared<Exchange>();
    Request& request = parser_.request;
    exchange->connection = weak_from_this();
    exchange->keeps_alive = parser_.keeps_alive();
    exchange->is_http_1_0 = parser_.is_http_1_0();
    exchange->is_head = request.method == "HEAD";
    exchange->is_safe = request.method == "GET" || exchange->is_head;
    exchange->accepts_gzip = accepts_gzip(request.headers.joined("Accept-Encoding"));
    if (!exchange->keeps_alive) is_finishing_ = true;
    request.peer = peer_;
    request.over_local_socket = is_local_;
    exchanges_.push_back(exchange);

    const auto counters = loop_.counters;
    counters->requests.fetch_add(1, std::memory_order_relaxed);
    if (counters->in_flight.fetch_add(1) >= loop_.limits.requests_max) {
        counters->in_flight.fetch_sub(1);
        counters->turned_away.fetch_add(1);
        return answer(*exchange, problem_json(refuse(busy).error()));
    }
    Reply reply([exchange, counters, weak_loop = loop_.weak_from_this()](Response response) {
        counters->in_flight.fetch_sub(1);
        const auto arrive = [exchange](Response arrived) {
            if (const auto connection = exchange->connection.lock())
                connection->answer(*exchange, std::move(arrived));
            else
                abandon_events(arrived);
        };
        const auto loop = weak_loop.lock();
        if (!loop) return abandon_events(response);
        if (loop->is_this_thread()) return arrive(std::move(response));
        asio::post(loop->io, [arrive, response = std::move(response)]() mutable { arrive(std::move(response)); });
    });
    try {
        (*loop_.handler)(std::move(request), std::move(reply));
    } catch (const std::exception& mistake) { // the reply, dropped, has answered 500
        spdlog::error("a handler failed: {}", mistake.what());
    }
}

void Connection::answer(Exchange& exchange, Response response) {
    if (!is_open_) return abandon_events(response);
    exchange.response = std::move(response);
    exchange.answered = true;
    if (!is_handing_over_) write_if_answered();
}

void Connection::write_if_answered() {
    if (!is_open_ || is_writing_ || exchanges_.empty() || !exchanges_.front()->answered) return;
    is_writing_ = true;
    write_deadline_ = Clock::now() + span(loop_.limits.write_time);
    spawn(write_answers());
}

// --- Writing ---

Task<void> Connection::write_answers() {
    const auto self = shared_from_this();
    is_writing_ = true;
    while (is_open_ && !exchanges_.empty() && exchanges_.front()->answered) {
        const auto exchange = exchanges_.front();
        // The last answer of a connection that ends says so.
        if (exchanges_.size() == 1 && (is_finishing_ || loop_.is_stopping_)) exchange->keeps_alive = false;
        if (exchange->response.events && !exchange->is_head)
            co_await write_events(*exchange);
        else if (!co_await write_answer(*exchange))
            close();
        abandon_events(exchange->response); // their end is the connection's; a HEAD never hears them
        exchanges_.pop_front();
        if (!exchange->keeps_alive) is_finishing_ = true;
    }
    is_writing_ = false;
    if (exchanges_.empty() && reading_ == Reading::idle) {
        begin_reading(Reading::idle); // the time between requests counts from here
        if (is_finishing_) close();
    }
    turn_.raise();
}

/// At once what the socket takes; the rest in pieces, each in its time.
Task<bool> Connection::write(std::string_view head, std::string_view body) {
    write_deadline_ = Clock::now() + span(loop_.limits.write_time);
    const std::array both = {asio::buffer(head), asio::buffer(body)};
    boost::system::error_code error;
    auto written = socket_.write_some(both, error);
    if (error && error != asio::error::would_block) co_return false;
    while (written < head.size() + body.size()) {
        const auto rest = written < head.size() ? head.substr(written) : body.substr(written - head.size());
        const auto piece = rest.substr(0, piece_bytes);
        write_deadline_ = Clock::now() + span(loop_.limits.write_time);
        const auto [failed, count] = co_await asio::async_write(socket_, asio::buffer(piece), as_task);
        if (failed) co_return false;
        written += count;
    }
    co_return true;
}

Task<bool> Connection::write_answer(Exchange& exchange) {
    Response& response = exchange.response;
    const auto body = encoded_body(response, exchange.accepts_gzip);
    const auto head = head_text(response, exchange, loop_.date_and_server(), body.size());
    co_return co_await write(head, exchange.is_head || !may_have_body(response.status) ? "" : body);
}

/// For as long as the listener stays. Its end is the connection's.
Task<void> Connection::write_events(Exchange& exchange) {
    if (!is_peer_there_) co_return close();
    events_ = exchange.response.events;
    exchange.keeps_alive = false;
    events_->attach([weak_loop = loop_.weak_from_this(), weak = weak_from_this()] {
        if (const auto loop = weak_loop.lock())
            asio::post(loop->io, [weak] {
                if (const auto connection = weak.lock()) connection->events_waiting();
            });
    });
    if (loop_.is_stopping_) events_->close();
    std::string text = event_head_text(exchange.response, loop_.date_and_server());
    while (is_open_) {
        text.append(events_->take());
        if (text.empty() && events_->closed()) break;
        if (text.empty() && Clock::now() >= ping_at_) text = ":\n\n";
        if (!text.empty()) {
            ping_at_ = Clock::now() + span(loop_.limits.ping_time);
            if (!co_await write(text, {})) break;
            release(text);
        } else {
            write_deadline_ = Clock::time_point::max(); // nothing to be late with
            co_await events_turn_.wait();
        }
    }
    close();
}

void Connection::events_waiting() {
    if (events_ && events_->too_slow()) return close();
    events_turn_.raise();
}

} // namespace reef::web
