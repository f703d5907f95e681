#include "app/service_manager.hpp"
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace reef::app {

void tell_service_manager(std::string_view state) {
    const char* named = std::getenv("NOTIFY_SOCKET");
    const std::string_view path = named ? named : "";
    sockaddr_un address = {};
    if (path.empty() || path.size() >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    if (path.front() == '@') address.sun_path[0] = '\0'; // a name that is no file's
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    const auto* const to = reinterpret_cast<const sockaddr*>(&address);
    if (::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL, to, size) < 0)
        spdlog::warn("the service manager was not told {}: {}", state, std::strerror(errno));
    ::close(socket);
}

} // namespace reef::app
