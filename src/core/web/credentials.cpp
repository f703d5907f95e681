#include "core/web/credentials.hpp"
#include <sodium.h>

namespace reef::web {
namespace {

constexpr RefusalKind no_login{"accounts.no_login", "Please give a name to sign in with, of at most {} characters.",
                               422};
constexpr RefusalKind too_short{"accounts.password_too_short",
                                "A password has at least {} characters. A sentence is better than a riddle.", 422};
constexpr RefusalKind too_long{"accounts.password_too_long", "A password has at most {} characters.", 422};

constexpr std::size_t login_max = 200, password_min = 10, password_max = 1'000;

struct Cost {
    unsigned long long operations;
    std::size_t memory_bytes;
};
Cost cost_of(PasswordCost cost) {
    if (cost == PasswordCost::least) return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

} // namespace

Result<Credential> checked(Credential sent) {
    Credential credential{lower_ascii(trimmed(sent.login)), std::move(sent.password)};
    const auto length = count_characters(credential.login);
    if (length == 0 || length > login_max || has_control_characters(credential.login))
        return refuse(no_login, "login", {std::to_string(login_max)});
    const auto characters = count_characters(credential.password);
    if (characters < password_min) return refuse(too_short, "password", {std::to_string(password_min)});
    if (characters > password_max) return refuse(too_long, "password", {std::to_string(password_max)});
    return credential;
}

std::string hash_password(std::string_view password, PasswordCost cost) {
    const auto [operations, memory_bytes] = cost_of(cost);
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    ensure(crypto_pwhash_str(hash.data(), password.data(), password.size(), operations, memory_bytes) == 0,
           "there is memory to hash a password");
    hash.resize(hash.find('\0'));
    return hash;
}

bool is_password(std::string_view password, const std::optional<std::string>& hash, PasswordCost cost) {
    if (hash) return crypto_pwhash_str_verify(hash->c_str(), password.data(), password.size()) == 0;
    hash_password(password, cost);
    return false;
}

std::optional<StoredCredential> find_credential(store::Connection& connection, std::string_view login) {
    return connection.first<StoredCredential>("SELECT member, password_hash FROM {web_credentials} WHERE login = $1",
                                              login);
}

} // namespace reef::web
