#include "core/web/session.hpp"
#include "core/web/second_factor.hpp"

namespace reef::web {
namespace {
/// How long an ended session is remembered, so that its browser can be told that it ended.
constexpr Duration ended_remembered = days(30);

std::string xored(std::string_view text, std::string_view mask) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(out[i] ^ mask[i]);
    return out;
}
} // namespace

std::string new_token(Chance& chance) { return base64url(chance.bytes(32)); }
Hash token_hash(std::string_view token) { return sha256({"reef token ", token}); }
std::string form_token(std::string_view token) { return base64url(sha256({"reef form ", token}).view()); }

std::string masked_form_token(std::string_view form_token, Chance& chance) {
    const auto mask = chance.bytes(form_token.size());
    return hex(mask + xored(form_token, mask));
}

std::string unmasked_form_token(std::string_view masked) {
    std::string bytes;
    if (!from_hex(masked, bytes) || bytes.size() % 2 != 0) return {};
    const std::string_view both = bytes;
    return xored(both.substr(both.size() / 2), both.substr(0, both.size() / 2));
}

std::optional<Session> find_session(store::Connection& connection, std::string_view token, Time now) {
    return connection.first<Session>(
        "SELECT member, created_at, expires_at FROM {web_sessions} WHERE token_hash = $1 AND expires_at > $2",
        token_hash(token), now);
}

void begin_session(store::Connection& connection, std::string_view token, MemberId member, Time now) {
    connection.run("DELETE FROM {web_sessions} WHERE expires_at < $1", now - ended_remembered);
    connection.run("INSERT INTO {web_sessions} (token_hash, member, created_at, expires_at) VALUES ($1, $2, $3, $4)",
                   token_hash(token), member, now, now + session_idle_max);
}

void end_session(store::Connection& connection, std::string_view token) {
    connection.run("DELETE FROM {web_sessions} WHERE token_hash = $1", token_hash(token));
}

void prolong_session(store::Connection& connection, std::string_view token, Time now) {
    connection.run("UPDATE {web_sessions} SET expires_at = $2 WHERE token_hash = $1", token_hash(token),
                   now + session_idle_max);
}

std::vector<store::Migration> migrations() {
    return {{"web_1", R"(
        CREATE TABLE {web_sessions} (token_hash BYTEA PRIMARY KEY, member BIGINT NOT NULL, created_at BIGINT NOT NULL,
                                     expires_at BIGINT NOT NULL);
        CREATE INDEX web_sessions_by_end ON {web_sessions} (expires_at);
        CREATE TABLE {web_credentials} (login TEXT PRIMARY KEY, member BIGINT NOT NULL UNIQUE, password_hash TEXT NOT NULL);
        CREATE TABLE {web_tokens} (hash BYTEA PRIMARY KEY, member BIGINT NOT NULL, name TEXT NOT NULL,
                                   created_at BIGINT NOT NULL, UNIQUE (member, name));
    )"},
            {"web_2", "ALTER TABLE {web_tokens} ADD COLUMN scope TEXT NOT NULL DEFAULT 'everything'"},
            {"web_3", R"(
        CREATE TABLE {web_second_factors} (member BIGINT PRIMARY KEY, secret BYTEA NOT NULL, confirmed BOOLEAN NOT NULL,
                                           last_step BIGINT NOT NULL);
        CREATE TABLE {web_recovery_codes} (member BIGINT NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY (member, hash));
    )"},
            {"web_4", R"(
        CREATE TABLE {web_passkeys} (credential BYTEA PRIMARY KEY, member BIGINT NOT NULL, name TEXT NOT NULL,
                                     key BYTEA NOT NULL, algorithm BIGINT NOT NULL, counter BIGINT NOT NULL,
                                     added_at BIGINT NOT NULL, used_at BIGINT, UNIQUE (member, name));
        CREATE TABLE {web_challenges} (hash BYTEA PRIMARY KEY, member BIGINT NOT NULL, purpose TEXT NOT NULL,
                                       expires_at BIGINT NOT NULL);
        CREATE TABLE {web_sign_in_links} (hash BYTEA PRIMARY KEY, member BIGINT NOT NULL, expires_at BIGINT NOT NULL);
    )"}};
}

void forget_accounts(store::Connection& connection, std::int64_t member) {
    connection.run("DELETE FROM {web_sessions} WHERE member = $1", member);
    connection.run("DELETE FROM {web_credentials} WHERE member = $1", member);
    connection.run("DELETE FROM {web_tokens} WHERE member = $1", member);
    connection.run("DELETE FROM {web_sign_in_links} WHERE member = $1", member);
    drop_second_factor(connection, MemberId(member));
}

} // namespace reef::web
