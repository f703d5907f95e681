#include "core/web/visit.hpp"
#include "core/web/negotiation.hpp"
#include "core/web/session.hpp"

namespace reef::web {
namespace {

constexpr std::pair<std::string_view, std::string_view> said_always[] = {
    {"Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                                "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
                                "base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"}};

} // namespace

void Visit::answer(Response response) {
    auto& headers = response.headers;
    for (const auto& [name, value] : said_always)
        if (!headers.get(name)) headers.add(name, value);
    if (!headers.get("Cache-Control") && !response.events) {
        headers.add("Cache-Control", "private, no-cache");
        headers.add("Vary", "Accept, Accept-Language, Authorization, Cookie");
    }
    if (const auto etag = headers.get("ETag"); etag && response.status == 200 && has_already(request, *etag)) {
        response.status = 304;
        response.body.clear();
        response.asset.reset();
    }
    if (headers.joined("Set-Cookie").find(std::string(cookies::session) + "=") == std::string::npos) {
        if (viewer.session_ended) headers.add("Set-Cookie", cookie_text(viewer, cookies::session, "", 0));
        if (viewer.session_wants_prolonging)
            headers.add("Set-Cookie",
                        cookie_text(viewer, cookies::session, viewer.session_token, session_idle_max.ms / 1000));
    }
    if (retry_after) headers.set("Retry-After", std::to_string((retry_after->ms + 999) / 1000));
    record_.add(*route, request.method, response, asked_);
    reply_(std::move(response));
}

} // namespace reef::web
