#include "core/web/server.hpp"
#include "core/base/ensure.hpp"
#include "core/web/listener.hpp"
#include "core/web/loop.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <list>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

namespace reef::web {

class Server::Inside {
  public:
    Inside(ServerOptions options, Handler handler) : options_(std::move(options)) {
        const auto shared = std::make_shared<const Handler>(std::move(handler));
        const int threads =
            options_.threads > 0 ? options_.threads : static_cast<int>(std::thread::hardware_concurrency());
        for (int i = 0; i < std::max(threads, 1); ++i)
            loops_.push_back(std::make_shared<Loop>(options_.limits, shared, counters_));
    }

    ~Inside() {
        stop();
        wait();
    }

    Result<void> listen() {
        for (const auto& address : options_.listen) {
            auto listener = listen_on(loops_.front()->io, address);
            if (!listener) return std::unexpected(listener.error());
            listening_.push_back(listener->address);
            listeners_.push_back(std::move(*listener));
        }
        if (options_.local_socket.empty()) return {};
        auto listener = listen_on_path(loops_.front()->io, options_.local_socket);
        if (!listener) return std::unexpected(listener.error());
        listeners_.push_back(std::move(*listener));
        is_path_ours_ = ::stat(options_.local_socket.c_str(), &path_) == 0;
        return {};
    }

    void start() {
        for (auto& listener : listeners_) asio::co_spawn(loops_.front()->io, accept_from(listener), asio::detached);
        for (auto& loop : loops_) loop->start();
    }

    void stop() {
        if (counters_->stopping.exchange(true)) return;
        asio::post(loops_.front()->io, [this] {
            boost::system::error_code ignored; // it is going away in any case
            for (auto& listener : listeners_) listener.acceptor.close(ignored);
            forget_path();
        });
        for (auto& loop : loops_) loop->stop();
    }

    void wait() {
        const std::lock_guard lock(waiting_);
        for (const auto& loop : loops_) {
            ensure(!loop->is_this_thread(), "a server is waited for from outside its own threads");
            loop->join();
        }
    }

    const std::vector<ListenAddress>& listening() const { return listening_; }
    ServerFigures figures() const {
        return {counters_->connections, counters_->in_flight, counters_->requests, counters_->turned_away,
                counters_->unread};
    }

  private:
    Task<void> accept_from(Listener& listener) {
        asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor> pause(loops_.front()->io);
        while (!counters_->stopping) {
            Loop& loop = *loops_[next_++ % loops_.size()];
            auto [error, socket] = co_await listener.acceptor.async_accept(loop.io, as_task);
            if (counters_->stopping) break;
            if (error) { // out of descriptors, or the other side was gone before we came
                spdlog::warn("a connection was not accepted: {}", error.message());
                pause.expires_after(std::chrono::milliseconds(100));
                co_await pause.async_wait(as_task);
                continue;
            }
            boost::system::error_code ignored; // local sockets have no such option
            if (!listener.is_local) socket.set_option(asio::ip::tcp::no_delay(true), ignored);
            auto peer = peer_text(socket);
            loop.adopt(std::move(socket), std::move(peer), listener.is_local);
        }
    }

    /// Removes the socket's path, unless another server has taken it since.
    void forget_path() {
        struct stat now = {};
        if (!is_path_ours_ || ::stat(options_.local_socket.c_str(), &now) != 0) return;
        if (now.st_ino == path_.st_ino && now.st_dev == path_.st_dev) ::unlink(options_.local_socket.c_str());
    }

    const ServerOptions options_;
    const std::shared_ptr<Counters> counters_ = std::make_shared<Counters>();
    std::vector<std::shared_ptr<Loop>> loops_;
    std::list<Listener> listeners_; // after the loops, whose contexts they use; at a fixed place for their coroutines
    std::vector<ListenAddress> listening_;
    struct stat path_ = {};
    bool is_path_ours_ = false;
    std::size_t next_ = 0;
    std::mutex waiting_;
};

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler) {
    auto inside = std::make_unique<Inside>(std::move(options), std::move(handler));
    if (const auto listening = inside->listen(); !listening) return std::unexpected(listening.error());
    inside->start();
    return std::unique_ptr<Server>(new Server(std::move(inside)));
}

const std::vector<ListenAddress>& Server::listening() const { return inside_->listening(); }
ServerFigures Server::figures() const { return inside_->figures(); }
void Server::stop() { inside_->stop(); }
void Server::wait() { inside_->wait(); }

} // namespace reef::web
