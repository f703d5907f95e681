// A small blocking HTTP client: the command line talks to a running server with it, and tests do.
#pragma once
#include "core/web/http.hpp"

namespace reef::web {

struct ClientRequest {
    std::string method = "GET";
    std::string url; // `http://127.0.0.1:8080/rules`; over a local socket the host is of no matter
    Headers headers = {};
    std::string body = {};
    std::string local_socket = {}; // a path; the request goes there instead of to the host
    Duration time_max = seconds(60);
    std::size_t body_bytes_max = 64 * 1024 * 1024;
};

/// One answer, whatever its status; redirects are not followed. Compressed answers come out plain. Refused:
/// nobody listens there, no answer in time, an answer too large or cut short.
Result<Response> fetch(const ClientRequest& request);

} // namespace reef::web
