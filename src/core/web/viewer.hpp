// Who is asking: found out once for each request, from its cookie, its token, or the local socket it came through.
#pragma once
#include "core/engine/module.hpp"
#include "core/web/http.hpp"
#include "core/web/words.hpp"

namespace reef::web {

enum class KnownBy {
    nothing,      // a stranger
    session,      // the cookie of somebody who signed in
    token,        // `Authorization: Bearer`, for programs
    local_socket, // the socket that only the operator's account on the machine can open
};

struct Viewer {
    engine::Standing standing;
    KnownBy known_by = KnownBy::nothing;
    std::string token_scope; // of a token: see tokens.hpp
    /// Goes with every form, and comes back with it.
    std::string form_token;
    /// The cookie that the form token derives from, where a session's does not: to be set if it is new.
    std::string visit_token;
    bool visit_is_new = false;
    std::string session_token; // as the cookie has it; also of a session that has ended
    bool session_ended = false;
    bool session_wants_prolonging = false;
    std::string language = "en";
    std::string theme;  // light, dark; empty: as the device
    std::string notice; // what was just done, as the cookie says it: `done.8841`
    bool over_tls = false;
    std::string address; // for limits

    const engine::Actor& actor() const { return standing.actor; }
    /// How the chronicle says which way a command came.
    std::string_view via() const;
};

/// Refusals: as.not_over_the_network, as.not_an_example, as.unknown, token.unknown.
Result<Viewer> find_viewer(const Request& request, store::Connection& connection, const engine::Registry& registry,
                           Time now, Chance& chance, std::span<const Language> languages);

/// A proxy on this machine, or one of those that the operator named.
bool is_proxy(std::string_view peer, std::span<const std::string> named);

/// Someone about whom nothing is known, because nothing could be read.
Viewer unknown_viewer(const Request& request);

/// Whether the page that sent this stands on this site: `Origin` where there is one, otherwise `Sec-Fetch-Site`.
enum class Origin { ours, foreign, unsaid };
Origin origin_of(const Request& request);

namespace cookies {
inline constexpr std::string_view session = "reef", visit = "reef_visit", language = "reef_language",
                                  theme = "reef_theme", notice = "reef_notice";
}
/// A `Set-Cookie` field. Without seconds: until the browser closes; 0: gone.
std::string cookie_text(const Viewer& viewer, std::string_view name, std::string_view value,
                        std::optional<std::int64_t> seconds);

} // namespace reef::web
