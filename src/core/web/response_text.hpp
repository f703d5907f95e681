// The head of a response as it goes out. Only connection.cpp and response_text.cpp include this.
#pragma once
#include "core/web/connection.hpp"

namespace reef::web {

std::string head_text(const Response& response, const Exchange& exchange, std::string_view date_and_server,
                      std::size_t body_bytes);
std::string event_head_text(const Response& response, std::string_view date_and_server);
/// The bytes to send, compressed where that is worth it and accepted; the header says so. Lives as long as the
/// response.
std::string_view encoded_body(Response& response, bool accepts_gzip);
/// 1xx, 204 and 304 have none (RFC 9112, 6.3).
bool may_have_body(int status);

} // namespace reef::web
