// The head of a response as it goes out. Only connection.cpp and response_text.cpp include this.
#pragma once
#include "core/web/connection.hpp"

namespace reef::web {

std::string head_text(const Response& response, const Exchange& exchange, std::string_view date_and_server,
                      std::size_t body_bytes);
std::string event_head_text(const Response& response, std::string_view date_and_server);
/// Text over a kilobyte that the handler has not encoded itself.
bool is_worth_compressing(const Response& response);
/// 1xx, 204 and 304 have none (RFC 9112, 6.3).
bool may_have_body(int status);

} // namespace reef::web
