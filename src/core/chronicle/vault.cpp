#include "core/chronicle/vault.hpp"
#include "core/chronicle/raw_bytes.hpp"
#include <algorithm>
#include <boost/json/value.hpp>
#include <sodium.h>

namespace reef::chronicle {
namespace {

constexpr std::size_t salt_bytes = 32;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

/// The commitment is bound in, so that sealed values cannot be exchanged for one another.
std::string encrypt(std::string_view plain, const Hash& commitment, std::string_view nonce, std::string_view key) {
    std::string sealed(plain.size() + tag_bytes, '\0');
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed), &length, raw(plain), plain.size(), raw(commitment.view()),
                                               commitment.view().size(), nullptr, raw(nonce), raw(key));
    return std::string(nonce) + sealed;
}

std::optional<std::string> decrypt(std::string_view sealed, const Hash& commitment, std::string_view key) {
    if (sealed.size() < nonce_bytes + tag_bytes || key.size() != key_bytes) return {};
    const auto nonce = sealed.substr(0, nonce_bytes), body = sealed.substr(nonce_bytes);
    std::string plain(body.size() - tag_bytes, '\0');
    unsigned long long length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), &length, nullptr, raw(body), body.size(),
                                                   raw(commitment.view()), commitment.view().size(), raw(nonce),
                                                   raw(key)) != 0)
        return {};
    return plain;
}

std::string key_of(store::Connection& connection, Chance& chance, std::int64_t subject) {
    if (const auto key = connection.first<Bytes>("SELECT key FROM {vault_keys} WHERE subject = $1", subject))
        return key->data;
    const std::string key = chance.bytes(key_bytes);
    connection.run("INSERT INTO {vault_keys} (subject, key) VALUES ($1, $2)", subject, Bytes{key});
    return key;
}

struct SealedRow {
    Bytes sealed;
    Bytes key;
    static constexpr auto fields() {
        return FieldTable{field("sealed", &SealedRow::sealed, "nonce, value, tag"),
                          field("key", &SealedRow::key, "its key")};
    }
};

/// Salt and value, if the value lies here unharmed.
std::optional<std::string> salted_value(store::Connection& connection, const Hash& commitment) {
    const auto row = connection.first<SealedRow>("SELECT v.sealed, k.key FROM {vault_values} v "
                                                 "JOIN {vault_keys} k ON k.subject = v.subject WHERE v.commitment = $1",
                                                 commitment);
    if (!row) return {};
    auto plain = decrypt(row->sealed.data, commitment, row->key.data);
    if (!plain || sha256({*plain}) != commitment) return {};
    return plain;
}

} // namespace

VaultReference VaultSealer::seal(std::string value_text) {
    std::string salted = chance_.bytes(salt_bytes) + value_text;
    const Hash commitment = sha256({salted});
    pending_.push_back({commitment, std::move(salted)});
    return {commitment, subject_};
}

std::string VaultSealer::just_sealed(const Hash& commitment) const {
    const auto found = std::ranges::find(pending_, commitment, &Pending::commitment);
    ensure(found != pending_.end(), "what is looked at was sealed with this command");
    return found->salted.substr(salt_bytes);
}

void VaultSealer::keep(store::Connection& connection) {
    if (pending_.empty()) return;
    const std::string key = key_of(connection, chance_, subject_);
    for (const auto& [commitment, salted] : pending_)
        connection.run("INSERT INTO {vault_values} (commitment, subject, sealed) VALUES ($1, $2, $3)", commitment,
                       subject_, Bytes{encrypt(salted, commitment, chance_.bytes(nonce_bytes), key)});
    pending_.clear();
}

std::optional<std::string> reveal(store::Connection& connection, const Hash& commitment) {
    const auto plain = salted_value(connection, commitment);
    if (!plain) return {};
    return plain->substr(salt_bytes);
}

std::optional<Hash> secret_of(store::Connection& connection, const Hash& commitment, std::string_view purpose,
                              std::int64_t number) {
    const auto plain = salted_value(connection, commitment);
    if (!plain) return {};
    return sha256({purpose, "\n", std::to_string(number), "\n", std::string_view(*plain).substr(0, salt_bytes)});
}

std::optional<std::string> reveal_text(store::Connection& connection, const Hash& commitment) {
    const auto value_text = reveal(connection, commitment);
    if (!value_text) return {};
    const auto value = parse_json(*value_text);
    if (!value || !value->is_string()) return {};
    return std::string(std::string_view(value->get_string()));
}

void erase_subject(store::Connection& connection, std::int64_t subject) {
    connection.run("DELETE FROM {vault_values} WHERE subject = $1", subject);
    connection.run("DELETE FROM {vault_keys} WHERE subject = $1", subject);
}

} // namespace reef::chronicle
