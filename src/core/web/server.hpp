// The transport: sockets in, requests to the handler, responses out. HTTP/1.1 in the clear; a proxy in front speaks
// TLS.
#pragma once
#include "core/web/event_stream.hpp"
#include "core/web/http.hpp"

namespace reef::web {

struct ListenAddress {
    std::string address = "127.0.0.1"; // an IP address
    std::uint16_t port = 0;            // 0: any that is free
    /// `8080`, `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`.
    static Result<ListenAddress> parse(std::string_view text);
    std::string text() const;
    bool operator==(const ListenAddress&) const = default;
};

struct ServerLimits {
    std::size_t header_bytes_max = 16 * 1024;
    std::size_t body_bytes_max = 2 * 1024 * 1024;
    std::size_t connections_max = 4096; // beyond: 503
    std::size_t requests_max = 512;     // with the handler at once; beyond: 503
    std::size_t pipelined_max = 16;     // of one connection with the handler at once, all safe (RFC 9112, 9.3.2)
    Duration header_time = seconds(10); // from a request's first byte to the end of its header
    Duration body_time = seconds(60);   // from there to the end of its body
    Duration idle_time = seconds(75);   // between requests
    Duration write_time = seconds(60);  // for each piece of an answer
    Duration ping_time = seconds(15);   // a comment to listeners who hear nothing
    Duration stop_time = seconds(10);   // for what is in flight when the server stops
};

struct ServerOptions {
    std::vector<ListenAddress> listen = {};
    std::string local_socket = {}; // a path; this user alone may connect. Requests say so: `over_local_socket`
    int threads = 0;               // 0: one for each processor
    ServerLimits limits = {};
};

struct ServerFigures {
    std::size_t connections = 0;
    std::size_t in_flight = 0; // requests with the handler
    std::uint64_t requests = 0;
    std::uint64_t turned_away = 0; // connections and requests beyond the limits
    std::uint64_t unread = 0;      // answered by the server itself: not HTTP, too large, too slow
};

/// Answers by itself: 400 (what is not HTTP, paths that lead elsewhere), 408, 413, 417, 431, 503. All else is the
/// handler's, which is called on the threads of the server and should not keep them: long work goes elsewhere with
/// its Reply. The server adds Content-Length, Connection, Date and Server, compresses text over 1 KB where that is
/// accepted, and leaves out the bodies of answers to HEAD.
class Server {
  public:
    /// Listens on return. Refused: an address or a socket in use or unusable.
    static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler);
    /// Stops and waits.
    ~Server();

    /// With the ports that were found for 0.
    const std::vector<ListenAddress>& listening() const;
    ServerFigures figures() const;
    /// From any thread; returns at once. No new connections or requests; what is in flight is finished within
    /// `stop_time`; listeners to events are closed.
    void stop();
    /// Until it has stopped.
    void wait();

  private:
    class Inside;
    explicit Server(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

} // namespace reef::web
