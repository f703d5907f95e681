// Login names and passwords, outside the chronicle. Passwords are hashed with argon2id (RFC 9106) and kept as the text
// that libsodium makes of it.
#pragma once
#include "core/web/site.hpp"

namespace reef::web {

struct Credential {
    std::string login;
    std::string password;
};

/// The login trimmed and in lower case. Refusals: accounts.no_login, accounts.password_too_short, .password_too_long.
Result<Credential> checked(Credential sent);

inline constexpr RefusalKind hashing_is_busy{"accounts.busy",
                                             "Many people are signing in. Please try again in a moment.", 503};
/// Slow, on purpose.
std::string hash_password(std::string_view password, PasswordCost cost);
/// As slow without a hash to compare with, so that nobody learns which logins exist.
bool is_password(std::string_view password, const std::optional<std::string>& hash, PasswordCost cost);

struct StoredCredential {
    MemberId member;
    std::string password_hash;
    static constexpr auto fields() {
        return FieldTable{field("member", &StoredCredential::member, "whose it is"),
                          field("password_hash", &StoredCredential::password_hash, "argon2id")};
    }
};
std::optional<StoredCredential> find_credential(store::Connection& connection, std::string_view login);

} // namespace reef::web
