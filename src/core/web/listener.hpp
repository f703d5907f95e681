// Sockets that listen: on an address, or on a path. Only server.cpp and listener.cpp include this.
#pragma once
#include "core/web/connection.hpp"
#include <boost/asio/basic_socket_acceptor.hpp>

namespace reef::web {

using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol, Executor>;

struct Listener {
    Acceptor acceptor;
    ListenAddress address = {}; // with the port found for 0
    bool is_local = false;
};

Result<Listener> listen_on(asio::io_context& io, const ListenAddress& address);
/// Only this user may connect. A socket that nobody serves any more is replaced; one that is served, or another kind of
/// file, is a refusal.
Result<Listener> listen_on_path(asio::io_context& io, const std::string& path);

/// The address at the other end; "local" for a local socket.
std::string peer_text(const Socket& socket);

} // namespace reef::web
