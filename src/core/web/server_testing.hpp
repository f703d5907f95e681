// For tests of the server: a wire into it, and a way to wait for what happens on other threads.
#pragma once
#include "core/base/text.hpp"
#include "core/web/server.hpp"
#include <chrono>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace reef::web {

/// Waits until it holds; false after a long while.
inline bool eventually(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

struct WireAnswer {
    int status = 0;                                  // 0: none came
    std::map<std::string, std::string> headers = {}; // names in lower case
    std::string body = {};
    bool has(std::string_view name) const { return headers.contains(std::string(name)); }
    std::string operator[](std::string_view name) const {
        const auto found = headers.find(std::string(name));
        return found == headers.end() ? "" : found->second;
    }
};

/// A connection that sends exactly the bytes it is told to.
class Wire {
  public:
    explicit Wire(const Server& server) : Wire(server.listening().at(0).port) {}
    explicit Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        open(reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    explicit Wire(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        open(reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    Wire(Wire&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)),
          is_connected_(other.is_connected_),
          unread_(std::move(other.unread_)) {}
    ~Wire() { close(); }

    bool is_connected() const { return is_connected_; }
    void close() {
        if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    }
    void finish_sending() { ::shutdown(socket_, SHUT_WR); }
    /// False once the other side no longer takes it.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    /// Everything up to and with `end`, or up to where nothing more came.
    std::string read_to(std::string_view end) {
        std::size_t at = std::string::npos;
        while ((at = unread_.find(end)) == std::string::npos)
            if (!receive()) return std::exchange(unread_, {});
        std::string out = unread_.substr(0, at + end.size());
        unread_.erase(0, out.size());
        return out;
    }
    enum class Body { expected, none };
    WireAnswer answer(Body expected = Body::expected) {
        WireAnswer answer;
        const auto head = read_to("\r\n\r\n");
        if (!head.ends_with("\r\n\r\n")) return answer;
        for (const auto line : split(head, '\n')) {
            const auto colon = line.find(':');
            if (line.starts_with("HTTP/1.1 "))
                answer.status = static_cast<int>(*parse_integer(line.substr(9, 3)));
            else if (colon != std::string_view::npos)
                answer.headers[lower_ascii(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
        }
        const auto length = parse_integer(answer["content-length"]);
        if (!length || expected == Body::none) return answer;
        while (unread_.size() < static_cast<std::size_t>(*length))
            if (!receive()) break;
        answer.body = unread_.substr(0, static_cast<std::size_t>(*length));
        unread_.erase(0, answer.body.size());
        return answer;
    }
    WireAnswer get(std::string_view path, std::string_view more_headers = "") {
        send("GET " + std::string(path) + " HTTP/1.1\r\nHost: reef\r\n" + std::string(more_headers) + "\r\n");
        return answer();
    }
    /// The other side closed, with nothing more to read.
    bool has_ended() {
        if (!unread_.empty()) return false;
        char byte = 0;
        const auto count = ::recv(socket_, &byte, 1, 0);
        return count == 0 || (count < 0 && errno == ECONNRESET);
    }

  private:
    void open(const sockaddr* address, socklen_t size) {
        const timeval patience{.tv_sec = 20, .tv_usec = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        is_connected_ = ::connect(socket_, address, size) == 0;
    }
    bool receive() {
        char bytes[4096];
        const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count <= 0) return false;
        unread_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    bool is_connected_ = false;
    std::string unread_ = {};
};

inline std::unique_ptr<Server> started(Handler handler, ServerLimits limits = {}, int threads = 2) {
    auto server = Server::start({.listen = {{}}, .threads = threads, .limits = limits}, std::move(handler));
    if (!server) throw std::runtime_error(server.error().sentence());
    return std::move(*server);
}

/// A handler that says back what it was asked.
inline void echo(Request request, Reply reply) {
    reply(text_response(request.method + " " + request.path + "?" + request.query + " " + request.body, "text/plain"));
}

/// Replies that wait to be given.
class Held {
  public:
    Handler handler() {
        return [this](Request request, Reply reply) {
            const std::lock_guard lock(mutex_);
            replies_.emplace_back(request.path, std::move(reply));
        };
    }
    std::size_t count() const {
        const std::lock_guard lock(mutex_);
        return replies_.size();
    }
    Reply take(std::size_t index) {
        const std::lock_guard lock(mutex_);
        return std::move(replies_.at(index).second);
    }
    std::string path(std::size_t index) const {
        const std::lock_guard lock(mutex_);
        return replies_.at(index).first;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<std::pair<std::string, Reply>> replies_;
};

} // namespace reef::web
