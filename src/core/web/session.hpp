// Who is signed in. Sessions lie outside the chronicle; of a token we keep the hash alone, so that whoever reads the
// table cannot come in with it.
#pragma once
#include "core/base/module.hpp"
#include "core/store/module.hpp"

namespace reef::web {

/// How long a session lives without being used.
inline constexpr Duration session_idle_max = days(30);

struct Session {
    MemberId member;
    Time created_at;
    Time expires_at;
    static constexpr auto fields() {
        return FieldTable{field("member", &Session::member, "who is signed in"),
                          field("created_at", &Session::created_at, "when they signed in"),
                          field("expires_at", &Session::expires_at, "when it ends unless it is used")};
    }
};

/// 256 bits that nobody guesses, in the letters of cookies.
std::string new_token(Chance& chance);
/// What is kept of a token, and what goes into forms: one cannot be made from the other.
Hash token_hash(std::string_view token);
std::string form_token(std::string_view token);
/// As it stands in a page: under another mask each time, so that the length of a compressed page, in which somebody
/// else may have a text of their choice shown, tells nothing about it (BREACH).
std::string masked_form_token(std::string_view form_token, Chance& chance);
/// What was masked; empty where that is nothing of ours.
std::string unmasked_form_token(std::string_view masked);

/// The session that lives at `now`.
std::optional<Session> find_session(store::Connection& connection, std::string_view token, Time now);
/// Also sweeps out what ended long ago.
void begin_session(store::Connection& connection, std::string_view token, MemberId member, Time now);
void end_session(store::Connection& connection, std::string_view token);
/// Used now: lives on.
void prolong_session(store::Connection& connection, std::string_view token, Time now);

/// Sessions, credentials and tokens: tables that are neither projections nor chronicle.
std::vector<store::Migration> migrations();
/// Everything in them about one member.
void forget_accounts(store::Connection& connection, std::int64_t member);

} // namespace reef::web
