// What a service manager such as systemd is told, over the socket that NOTIFY_SOCKET names (sd_notify(3)).
#pragma once
#include <string_view>

namespace reef::app {

/// `READY=1`, `STOPPING=1`. Nothing happens where nobody waits for it.
void tell_service_manager(std::string_view state);

} // namespace reef::app
