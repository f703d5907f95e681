// Passkeys as a second factor (WebAuthn Level 2; libfido2 reads the keys and checks signatures): what an authenticator
// made, checked against what was asked of it. Pure; the tables stand in passkey_store.hpp.
#pragma once
#include "core/base/module.hpp"

namespace reef::web {

/// Who asks: a passkey made for one platform says nothing on another.
struct RelyingParty {
    std::string id;     // the host name, `reef.example`
    std::string origin; // `https://reef.example`
};
/// From the Host header.
RelyingParty relying_party(std::string_view host, bool over_tls);

/// What a browser hands over, bytes as they are. `client_data` is the JSON whose hash was signed.
struct PasskeyMade {
    std::string client_data;
    std::string authenticator_data;
};
struct PasskeySigned {
    std::string credential;
    std::string client_data;
    std::string authenticator_data;
    std::string signature;
};

/// A public key as libfido2 has it, with its COSE algorithm.
struct PasskeyKey {
    Bytes credential;
    Bytes key;
    std::int64_t algorithm = 0;
    std::int64_t counter = 0;
    static constexpr auto fields() {
        return FieldTable{field("credential", &PasskeyKey::credential, "its name among all"),
                          field("key", &PasskeyKey::key, "the public one"),
                          field("algorithm", &PasskeyKey::algorithm, "COSE"),
                          field("counter", &PasskeyKey::counter, "of signatures; 0 where none is kept")};
    }
};
/// The COSE algorithms that we take, the most wanted first: ES256, EdDSA, RS256.
std::span<const int> passkey_algorithms();

/// The challenge that client data answer; empty where they cannot be read.
std::string challenge_in(std::string_view client_data);

/// A new passkey, made for `challenge`. Attestation is not asked for: whose make an authenticator is decides nothing
/// here. Refused: passkeys.unreadable, .wrong_challenge, .wrong_origin, .other_platform, .nobody_there.
Result<PasskeyKey> read_passkey(const PasskeyMade& made, std::string_view challenge, const RelyingParty& party);

/// The counter after a signature over `challenge` by the key. Refused: passkeys.unreadable, .wrong_challenge,
/// .wrong_origin, .wrong_signature (another platform's and one without a touch too), .replayed.
Result<std::int64_t> check_passkey(const PasskeySigned& answer, std::string_view challenge, const PasskeyKey& known,
                                   const RelyingParty& party);

extern const RefusalKind passkey_unreadable, passkey_challenge, passkey_origin, passkey_platform, passkey_touch,
    passkey_signature, passkey_replayed;

} // namespace reef::web
