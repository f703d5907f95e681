// Checkpoints: the platform's signed word on how far its history goes, in the C2SP form "signed note" with a
// "checkpoint" body, so that other people's tools can keep it and hold the platform to it.
#pragma once
#include "core/base/module.hpp"

namespace reef::chronicle {

/// An Ed25519 key pair; `secret` never leaves the platform's credentials.
struct SigningKey {
    std::string public_key; // 32 bytes
    std::string secret;     // 64 bytes
    static SigningKey generate(Chance& chance);
    static SigningKey from_secret(std::string_view secret);
};

/// `origin\nsize\nbase64(root)\n` and a signature line `— origin base64(key id ‖ signature)`.
std::string signed_checkpoint(std::string_view origin, std::int64_t size, const Hash& root, const SigningKey& key);
/// The verifier's line for the key: `origin+hash+base64(type ‖ public key)`.
std::string verifier_key(std::string_view origin, std::string_view public_key);
bool checkpoint_is_signed_by(std::string_view checkpoint, std::string_view origin, std::string_view public_key);

} // namespace reef::chronicle
