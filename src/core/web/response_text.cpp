#include "core/web/response_text.hpp"
#include "core/web/compression.hpp"
#include <fmt/format.h>

namespace reef::web {
namespace {

constexpr std::size_t compressed_bytes_min = 1024;
constexpr int retry_after_seconds = 5; // where nothing better is known

void begin(std::string& out, const Response& response, std::string_view date_and_server) {
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status, status_phrase(response.status));
    out.append(date_and_server);
    for (std::size_t i = 0; i < response.headers.size(); ++i) {
        const auto [name, value] = response.headers.at(i);
        out.append(name).append(": ").append(value).append("\r\n");
    }
    // Whoever is turned away comes back, and not all at once because nobody said when.
    if (response.status == 503 && !response.headers.get("Retry-After"))
        fmt::format_to(std::back_inserter(out), "Retry-After: {}\r\n", retry_after_seconds);
}

/// Text over a kilobyte that the handler has not encoded itself.
bool is_worth_compressing(const Response& response) {
    if (response.body.size() <= compressed_bytes_min || response.headers.get("Content-Encoding")) return false;
    const auto type = response.headers.get("Content-Type");
    return type && is_compressible(*type);
}

} // namespace

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string head_text(const Response& response, const Exchange& exchange, std::string_view date_and_server,
                      std::size_t body_bytes) {
    std::string out;
    out.reserve(512);
    begin(out, response, date_and_server);
    if (may_have_body(response.status)) fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", body_bytes);
    if (!exchange.keeps_alive)
        out.append("Connection: close\r\n");
    else if (exchange.is_http_1_0)
        out.append("Connection: keep-alive\r\n");
    return out.append("\r\n");
}

std::string event_head_text(const Response& response, std::string_view date_and_server) {
    std::string out;
    begin(out, response, date_and_server);
    return out.append("Content-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
                      "Connection: close\r\n\r\n");
}

std::string_view encoded_body(Response& response, bool accepts_gzip) {
    Headers& headers = response.headers;
    const auto zipped = [&](std::string_view body) {
        headers.add("Content-Encoding", "gzip");
        return body;
    };
    if (response.asset) {
        const Asset& asset = *response.asset;
        headers.set("Content-Type", asset.content_type);
        if (asset.gzipped.empty()) return asset.plain;
        headers.add("Vary", "Accept-Encoding");
        return accepts_gzip ? zipped(asset.gzipped) : asset.plain;
    }
    if (!is_worth_compressing(response)) return response.body;
    headers.add("Vary", "Accept-Encoding");
    if (!accepts_gzip) return response.body;
    response.body = gzip(response.body, Effort::least);
    return zipped(response.body);
}

} // namespace reef::web
