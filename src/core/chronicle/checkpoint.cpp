#include "core/chronicle/checkpoint.hpp"
#include "core/chronicle/raw_bytes.hpp"
#include <fmt/format.h>
#include <sodium.h>

namespace reef::chronicle {
namespace {

constexpr std::string_view ed25519 = "\x01";

/// The first four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ public key) (C2SP signed-note).
std::string key_id(std::string_view origin, std::string_view public_key) {
    return std::string(sha256({origin, "\n", ed25519, public_key}).view().substr(0, 4));
}

} // namespace

SigningKey SigningKey::generate(Chance& chance) {
    const std::string seed = chance.bytes(crypto_sign_SEEDBYTES);
    SigningKey key{std::string(crypto_sign_PUBLICKEYBYTES, '\0'), std::string(crypto_sign_SECRETKEYBYTES, '\0')};
    crypto_sign_seed_keypair(raw(key.public_key), raw(key.secret), raw(seed));
    return key;
}

SigningKey SigningKey::from_secret(std::string_view secret) {
    ensure(secret.size() == crypto_sign_SECRETKEYBYTES, "a signing key has 64 bytes");
    SigningKey key{std::string(crypto_sign_PUBLICKEYBYTES, '\0'), std::string(secret)};
    crypto_sign_ed25519_sk_to_pk(raw(key.public_key), raw(secret));
    return key;
}

std::string signed_checkpoint(std::string_view origin, std::int64_t size, const Hash& root, const SigningKey& key) {
    const std::string body = fmt::format("{}\n{}\n{}\n", origin, size, base64(root.view()));
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(raw(signature), nullptr, raw(body), body.size(), raw(key.secret));
    return fmt::format("{}\n\u2014 {} {}\n", body, origin, base64(key_id(origin, key.public_key) + signature));
}

std::string verifier_key(std::string_view origin, std::string_view public_key) {
    return fmt::format("{}+{}+{}", origin, hex(key_id(origin, public_key)),
                       base64(std::string(ed25519) + std::string(public_key)));
}

bool checkpoint_is_signed_by(std::string_view checkpoint, std::string_view origin, std::string_view public_key) {
    const auto end = checkpoint.find("\n\n");
    const std::string prefix = fmt::format("\n\n\u2014 {} ", origin);
    if (end == std::string_view::npos || !checkpoint.substr(end).starts_with(prefix) || !checkpoint.ends_with('\n'))
        return false;
    const auto body = checkpoint.substr(0, end + 1);
    const auto encoded = checkpoint.substr(end + prefix.size(), checkpoint.size() - end - prefix.size() - 1);
    std::string signature;
    if (!from_base64(encoded, signature) || signature.size() != 4 + crypto_sign_BYTES) return false;
    return signature.substr(0, 4) == key_id(origin, public_key) &&
           crypto_sign_verify_detached(raw(signature) + 4, raw(body), body.size(), raw(public_key)) == 0;
}

} // namespace reef::chronicle
