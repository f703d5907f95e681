#include "core/web/tokens.hpp"
#include "core/web/form.hpp"
#include "core/web/session.hpp"
#include <algorithm>

namespace reef::web {
namespace {

constexpr RefusalKind unknown{"token.unknown", "This token is not known here. It may have been withdrawn.", 401};
constexpr RefusalKind out_of_scope{
    "token.out_of_scope", "This token is for \"{}\" alone. Its owner can make another one for this, at /tokens.", 403};
constexpr RefusalKind unknown_scope{"token.unknown_scope", "A token is for one of these: {}.", 422};
constexpr RefusalKind not_signed_in{"accounts.not_signed_in", "Please sign in first: a token speaks for its owner.",
                                    401};
constexpr RefusalKind bad_name{"accounts.token_name",
                               "Please name the token after what will use it, in at most {} characters.", 422};

constexpr std::size_t name_max = 60;
constexpr std::string_view everything = "everything", reading = "reading";

/// Of rooms, those in which the owner may do something.
std::vector<std::string> scopes(const engine::Registry& registry, const engine::Standing& owner) {
    std::vector<std::string> all = {std::string(everything), std::string(reading)};
    for (const auto& room : registry.modules())
        if (std::ranges::any_of(room.commands, [&](const auto& each) { return !each.access.refusal_for(owner); }))
            all.emplace_back(room.name);
    return all;
}

struct TokenLine {
    std::string name;
    std::string scope;
    Time created_at;
    std::string words;
    static constexpr auto fields() {
        return FieldTable{field("name", &TokenLine::name, "what uses it"),
                          field("scope", &TokenLine::scope, "what it is for"),
                          field("created_at", &TokenLine::created_at, "since when"),
                          field("words", &TokenLine::words, "what it is for, for people")};
    }
};
struct ScopeChoice {
    std::string scope;
    std::string words;
    static constexpr auto fields() {
        return FieldTable{field("scope", &ScopeChoice::scope, "as a token has it"),
                          field("words", &ScopeChoice::words, "for people")};
    }
};
struct TokensDocument {
    std::vector<TokenLine> tokens;
    std::vector<ScopeChoice> scopes;
    static constexpr auto fields() {
        return FieldTable{field("tokens", &TokensDocument::tokens, "one's own, by name; never the words themselves"),
                          field("scopes", &TokensDocument::scopes, "what a token can be for")};
    }
};

std::string words_of(const engine::PageRequest& request, std::string_view scope) {
    if (scope == everything) return request.say("everything that you may do");
    if (scope == reading) return request.say("reading");
    return request.say("reading, and the commands of {}", {std::string(scope)});
}

Result<TokensDocument> show_tokens(engine::PageRequest& request) {
    TokensDocument document;
    using Row = std::tuple<std::string, std::string, Time>;
    for (const auto& [name, scope, created_at] : request.connection.all<Row>(
             "SELECT name, scope, created_at FROM {web_tokens} WHERE member = $1 ORDER BY name", request.member()))
        document.tokens.push_back({name, scope, created_at, words_of(request, scope)});
    for (const auto& scope : scopes(request.registry, request.viewer))
        document.scopes.push_back({scope, words_of(request, scope)});
    return document;
}

} // namespace

Result<Token> find_token(store::Connection& connection, std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (lower_ascii(authorization.substr(0, scheme.size())) != scheme) return refuse(unknown);
    const auto token =
        connection.first<std::tuple<MemberId, std::string>>("SELECT member, scope FROM {web_tokens} WHERE hash = $1",
                                                            token_hash(trimmed(authorization.substr(scheme.size()))));
    if (!token) return refuse(unknown);
    return std::make_from_tuple<Token>(*token);
}

std::optional<Refusal> refusal_of_scope(const Viewer& viewer, const Request& request) {
    const std::string_view scope = viewer.token_scope;
    if (viewer.known_by != KnownBy::token || scope == everything) return {};
    if (request.method == "GET" || request.method == "HEAD") return {};
    if (scope != reading && request.path.starts_with("/commands/" + std::string(scope) + ".")) return {};
    return refuse(out_of_scope, {}, {viewer.token_scope}).error();
}

std::optional<Sent> Tokens::received(const VisitPtr& visit) {
    auto sent = answers_.received(visit);
    if (!sent || visit->viewer.known_by == KnownBy::session) return sent;
    answers_.refuse(visit, refuse(not_signed_in).error(), &*sent);
    return {};
}

void Tokens::make(const VisitPtr& visit) {
    auto sent = received(visit);
    if (!sent) return;
    const auto refused = [&](const RefusalKind& kind, std::string_view field, std::string value) {
        answers_.refuse(visit, refuse(kind, field, {std::move(value)}).error(), &*sent);
    };
    auto data = sent->data;
    const std::string name(trimmed(take_text(data, "name")));
    auto scope = take_text(data, "scope");
    if (scope.empty()) scope = everything;
    if (name.empty() || count_characters(name) > name_max || has_control_characters(name))
        return refused(bad_name, "name", std::to_string(name_max));
    const auto known = scopes(engine_.registry(), visit->viewer.standing);
    if (std::ranges::find(known, scope) == known.end()) return refused(unknown_scope, "scope", join(known, ", "));
    const auto token = "reef_" + new_token(chance_);
    const auto write = [visit, token, name, scope, now = clock_.now()](store::Connection& connection) {
        connection.run("INSERT INTO {web_tokens} (hash, member, name, scope, created_at) VALUES ($1, $2, $3, $4, $5) "
                       "ON CONFLICT (member, name) DO UPDATE SET hash = excluded.hash, scope = excluded.scope, "
                       "created_at = excluded.created_at",
                       token_hash(token), visit->viewer.actor().member, name, scope, now);
    };
    engine_.write_beside(write, [this, visit, sent = *sent, token, name, scope](std::optional<Refusal> refusal) {
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        const json::object document{{"name", name}, {"scope", scope}, {"token", token}};
        if (visit->wants == Representation::json) return answers_.done(visit, sent, {.document = document});
        answers_.draw_later(visit, [this, visit, document](store::Connection& connection) {
            return pages_.render(*visit, connection, "src/core/web/token.html", document, 200);
        });
    });
}

void Tokens::drop(const VisitPtr& visit) {
    auto sent = received(visit);
    if (!sent) return;
    const auto name = take_text(sent->data, "name");
    const auto write = [visit, name](store::Connection& connection) {
        connection.run("DELETE FROM {web_tokens} WHERE member = $1 AND name = $2", visit->viewer.actor().member, name);
    };
    engine_.write_beside(write, [this, visit, sent = *sent](std::optional<Refusal> refusal) {
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        answers_.done(visit, sent, {.notice = "kept"});
    });
}

engine::PageType tokens_page() {
    return engine::page<show_tokens>("/tokens", "src/core/web/tokens.html", "One's tokens, with which programs act.",
                                     {{"person", "member"}});
}

} // namespace reef::web
