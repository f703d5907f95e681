#include "core/web/listener.hpp"
#include "core/base/text.hpp"
#include <arpa/inet.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace reef::web {
namespace {

using boost::system::error_code;

constexpr RefusalKind not_an_address{
    "server.not_an_address", "\"{}\" is not an address to listen on. Write it like \"8080\" or \"127.0.0.1:8080\".",
    422};
constexpr RefusalKind address_in_use{"server.address_in_use",
                                     "Another program already listens on {}. Stop it, or choose another port.", 409};
constexpr RefusalKind address_unusable{"server.address_unusable", "Cannot listen on {}: {}.", 409};
constexpr RefusalKind socket_in_use{"server.socket_in_use",
                                    "Another server is running here: it answers on {}. Stop it first.", 409};
constexpr RefusalKind socket_unusable{"server.socket_unusable", "Cannot make the socket {}: {}.", 409};
constexpr RefusalKind socket_not_ours{"server.socket_not_ours",
                                      "{} is in the way: it is not a socket. Move it elsewhere.", 409};

constexpr int waiting_max = 1024; // connections that the system holds for us

/// What happened while opening; the first error stays.
struct Opening {
    Acceptor acceptor;
    error_code error = {};
};

Opening open(asio::io_context& io, const asio::generic::stream_protocol::endpoint& endpoint) {
    Opening opening{Acceptor(io)};
    auto& [acceptor, error] = opening;
    acceptor.open(endpoint.protocol(), error);
    if (error) return opening;
    if (endpoint.protocol().family() == AF_UNIX) {
        if (::fchmod(acceptor.native_handle(), S_IRUSR | S_IWUSR) != 0) // before it has a path, so never open to others
            error.assign(errno, boost::system::system_category());
    } else {
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
        error_code ignored; // IPv6 alone where both are asked for separately; IPv4 knows no such option
        if (endpoint.protocol().family() == AF_INET6) acceptor.set_option(asio::ip::v6_only(true), ignored);
    }
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(waiting_max, error);
    return opening;
}

bool is_answered(asio::io_context& io, const asio::local::stream_protocol::endpoint& endpoint) {
    asio::local::stream_protocol::socket probe(io);
    error_code error;
    probe.connect(endpoint, error);
    return !error;
}

} // namespace

Result<ListenAddress> ListenAddress::parse(std::string_view text) {
    const auto fail = [&] { return refuse(not_an_address, "listen", {std::string(text.substr(0, 80))}); };
    const auto colon = text.rfind(':');
    auto host = colon == std::string_view::npos ? std::string_view("127.0.0.1") : text.substr(0, colon);
    const auto port = parse_integer(colon == std::string_view::npos ? text : text.substr(colon + 1));
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return fail();
    if (host == "localhost") host = "127.0.0.1";
    error_code error;
    asio::ip::make_address(std::string(host), error);
    if (error || !port || *port < 0 || *port > 65'535) return fail();
    return ListenAddress{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::string ListenAddress::text() const {
    const bool is_ipv6 = address.find(':') != std::string::npos;
    return is_ipv6 ? fmt::format("[{}]:{}", address, port) : fmt::format("{}:{}", address, port);
}

Result<Listener> listen_on(asio::io_context& io, const ListenAddress& address) {
    error_code error;
    const auto ip = asio::ip::make_address(address.address, error);
    if (error) return refuse(not_an_address, "listen", {address.text()});
    auto opening = open(io, asio::ip::tcp::endpoint(ip, address.port));
    if (opening.error == asio::error::address_in_use) return refuse(address_in_use, "listen", {address.text()});
    if (opening.error) return refuse(address_unusable, "listen", {address.text(), opening.error.message()});
    Listener listener{std::move(opening.acceptor), address};
    const auto bound = listener.acceptor.local_endpoint();
    // The port stands at the same place in both families.
    listener.address.port = ntohs(reinterpret_cast<const sockaddr_in*>(bound.data())->sin_port);
    return listener;
}

Result<Listener> listen_on_path(asio::io_context& io, const std::string& path) {
    if (path.size() >= sizeof(sockaddr_un::sun_path))
        return refuse(socket_unusable, "local_socket", {path, "its path is too long"});
    const asio::local::stream_protocol::endpoint endpoint(path);
    struct stat found = {};
    if (::lstat(path.c_str(), &found) == 0) {
        if (!S_ISSOCK(found.st_mode)) return refuse(socket_not_ours, "local_socket", {path});
        if (is_answered(io, endpoint)) return refuse(socket_in_use, "local_socket", {path});
        ::unlink(path.c_str());
    }
    auto opening = open(io, endpoint);
    if (opening.error == asio::error::address_in_use) return refuse(socket_in_use, "local_socket", {path});
    if (opening.error) return refuse(socket_unusable, "local_socket", {path, opening.error.message()});
    return Listener{.acceptor = std::move(opening.acceptor), .is_local = true};
}

std::string peer_text(const Socket& socket) {
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return {};
    if (endpoint.protocol().family() == AF_UNIX) return "local";
    char text[INET6_ADDRSTRLEN] = {};
    const void* address =
        endpoint.protocol().family() == AF_INET6
            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6*>(endpoint.data())->sin6_addr)
            : &reinterpret_cast<const sockaddr_in*>(endpoint.data())->sin_addr;
    ::inet_ntop(endpoint.protocol().family(), address, text, sizeof text);
    return text;
}

} // namespace reef::web
