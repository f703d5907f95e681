#include "core/web/viewer.hpp"
#include "core/web/form.hpp"
#include "core/web/negotiation.hpp"
#include "core/web/session.hpp"
#include "core/web/tokens.hpp"
#include <algorithm>

namespace reef::web {
namespace {

using engine::Actor;

constexpr RefusalKind as_over_network{
    "as.not_over_the_network",
    "Only the command line on the server itself can say on whose behalf it acts. Please sign in.", 403};
constexpr RefusalKind as_not_an_example{
    "as.not_an_example", "Acting as another member is possible on examples alone. Here a token speaks for its owner.",
    403};
constexpr RefusalKind as_unknown{"as.unknown", "\"{}\" is neither \"operator\" nor a member's number.", 422};

constexpr RefusalKind not_for_addresses{
    "token.not_for_addresses",
    "An address is kept by many programs. Please make a token for reading alone for it, at /tokens.", 403};

/// Calendar programs know an address and nothing else, so it may carry a token for reading: there alone.
std::string token_in_address(const Request& request) {
    if (request.path != "/calendar.ics" || request.query.empty()) return {};
    const auto query = parse_form(request.query);
    return std::string(query ? value_of(*query, "token").value_or("") : "");
}

std::string cookie_of(const Pairs& cookies, std::string_view name) {
    auto value = std::string(value_of(cookies, name).value_or(""));
    const auto plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
    };
    return value.size() <= 100 && std::ranges::all_of(value, plain) ? value : std::string();
}

Result<Actor> actor_named(std::string_view name, const Request& request, store::Connection& connection) {
    if (!request.over_local_socket) return refuse(as_over_network);
    const auto actor = Actor::parse(name);
    const bool known = actor && (actor->kind == Actor::Kind::member || actor->kind == Actor::Kind::system_operator);
    if (!known) return refuse(as_unknown, {}, {std::string(name.substr(0, 80))});
    const auto state = engine::platform_state(connection);
    if (actor->kind == Actor::Kind::member && !(state && state->example)) return refuse(as_not_an_example);
    return *actor;
}

void look_up_session(Viewer& viewer, store::Connection& connection, Time now, Actor& actor) {
    if (viewer.session_token.empty()) return;
    const auto session = find_session(connection, viewer.session_token, now);
    viewer.session_ended = !session;
    if (!session) return;
    actor = Actor::of(session->member);
    viewer.known_by = KnownBy::session;
    viewer.session_wants_prolonging = now + session_idle_max - session->expires_at > days(1);
}

std::string language_for(const Request& request, const Pairs& cookies, std::span<const Language> languages) {
    std::vector<std::string_view> codes;
    for (const auto& language : languages) codes.push_back(language.code);
    const auto chosen = cookie_of(cookies, cookies::language);
    if (std::ranges::find(codes, chosen) != codes.end()) return chosen;
    const auto preferred = preferred_language(request.headers.joined("Accept-Language"), codes);
    return std::string(codes.at(preferred.value_or(0)));
}

std::string_view last_of(std::string_view list) {
    const auto comma = list.rfind(',');
    return trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

} // namespace

std::string_view Viewer::via() const {
    switch (known_by) {
    case KnownBy::token:
        return "token";
    case KnownBy::local_socket:
        return "socket";
    default:
        return "web";
    }
}

bool is_proxy(std::string_view peer, std::span<const std::string> named) {
    constexpr std::string_view mapped = "::ffff:"; // an IPv4 address on a socket for both
    if (peer.starts_with(mapped)) peer.remove_prefix(mapped.size());
    return peer.starts_with("127.") || peer == "::1" || std::ranges::find(named, peer) != named.end();
}

Viewer unknown_viewer(const Request& request) {
    Viewer viewer;
    const bool proxied = request.from_proxy;
    viewer.over_tls = proxied && request.headers.get("X-Forwarded-Proto") == "https";
    viewer.address = request.peer;
    if (const auto forwarded = request.headers.joined("X-Forwarded-For"); proxied && !forwarded.empty())
        viewer.address = last_of(forwarded);
    return viewer;
}

Result<Viewer> find_viewer(const Request& request, store::Connection& connection, const engine::Registry& registry,
                           Time now, Chance& chance, std::span<const Language> languages) {
    Viewer viewer = unknown_viewer(request);
    const auto cookies = parse_cookies(request.headers.get("Cookie").value_or(""));
    viewer.session_token = cookie_of(cookies, cookies::session);
    viewer.notice = cookie_of(cookies, cookies::notice);
    viewer.language = language_for(request, cookies, languages);
    if (const auto theme = cookie_of(cookies, cookies::theme); theme == "light" || theme == "dark")
        viewer.theme = theme;

    Result<Actor> actor = Actor::stranger();
    if (const auto name = request.headers.get("X-Reef-As")) {
        actor = actor_named(*name, request, connection);
        viewer.known_by = KnownBy::local_socket;
    } else if (const auto authorization = request.headers.get("Authorization")) {
        viewer.known_by = KnownBy::token;
        auto token = find_token(connection, *authorization);
        if (!token) return std::unexpected(std::move(token.error()));
        actor = Actor::of(token->member);
        viewer.token_scope = std::move(token->scope);
    } else if (const auto secret = token_in_address(request); !secret.empty()) {
        viewer.known_by = KnownBy::token;
        auto token = find_token(connection, "Bearer " + secret);
        if (!token) return std::unexpected(std::move(token.error()));
        if (token->scope != "reading") return refuse(not_for_addresses);
        actor = Actor::of(token->member);
        viewer.token_scope = std::move(token->scope);
    } else {
        look_up_session(viewer, connection, now, *actor);
    }
    if (!actor) return std::unexpected(std::move(actor.error()));

    if (viewer.known_by == KnownBy::session) {
        viewer.form_token = form_token(viewer.session_token);
    } else {
        viewer.visit_token = cookie_of(cookies, cookies::visit);
        viewer.visit_is_new = viewer.visit_token.empty();
        if (viewer.visit_is_new) viewer.visit_token = new_token(chance);
        viewer.form_token = form_token(viewer.visit_token);
    }
    viewer.standing = registry.standing(connection, *actor);
    return viewer;
}

Origin origin_of(const Request& request) {
    if (const auto origin = request.headers.get("Origin")) {
        const auto host = request.headers.get("Host").value_or("");
        const auto scheme_end = origin->find("://");
        const bool ours =
            scheme_end != std::string_view::npos && !host.empty() && origin->substr(scheme_end + 3) == host;
        return ours ? Origin::ours : Origin::foreign;
    }
    const auto site = request.headers.get("Sec-Fetch-Site");
    if (!site) return Origin::unsaid;
    return *site == "same-origin" || *site == "none" ? Origin::ours : Origin::foreign;
}

std::string cookie_text(const Viewer& viewer, std::string_view name, std::string_view value,
                        std::optional<std::int64_t> seconds) {
    return set_cookie_text({.name = std::string(name),
                            .value = std::string(value),
                            .seconds = seconds,
                            .transport = viewer.over_tls ? CookieTransport::encrypted_only : CookieTransport::any});
}

} // namespace reef::web
