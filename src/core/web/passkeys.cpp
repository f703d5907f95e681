#include "core/web/passkeys.hpp"
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

namespace reef::web {
namespace {

struct FreeFido {
    void operator()(fido_cred_t* made) const { fido_cred_free(&made); }
    void operator()(fido_assert_t* answer) const { fido_assert_free(&answer); }
    void operator()(es256_pk_t* key) const { es256_pk_free(&key); }
    void operator()(eddsa_pk_t* key) const { eddsa_pk_free(&key); }
    void operator()(rs256_pk_t* key) const { rs256_pk_free(&key); }
};
template <class T>
using Fido = std::unique_ptr<T, FreeFido>;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
std::string text(const unsigned char* bytes, std::size_t size) {
    return bytes ? std::string(reinterpret_cast<const char*>(bytes), size) : std::string();
}
void start_fido() {
    static const bool ready = (fido_init(0), true);
    ensure(ready, "libfido2 starts");
}

struct ClientData {
    std::string type, challenge, origin;
    bool is_framed = false;
};
std::optional<ClientData> read_client_data(std::string_view sent) {
    const auto value = parse_json(sent);
    const auto* object = value ? value->if_object() : nullptr;
    if (!object) return {};
    const auto said = [&](std::string_view name) {
        const auto* found = object->if_contains(name);
        return found && found->is_string() ? std::string(std::string_view(found->get_string())) : std::string();
    };
    const auto* framed = object->if_contains("crossOrigin");
    return ClientData{said("type"), said("challenge"), said("origin"),
                      framed && framed->is_bool() && framed->get_bool()};
}

/// "Verify that the value of C.type, C.challenge, C.origin …" (WebAuthn Level 2, 7.1 and 7.2).
std::optional<Refusal> fault_of(std::string_view sent, std::string_view type, std::string_view challenge,
                                const RelyingParty& party) {
    const auto data = read_client_data(sent);
    if (!data || data->type != type) return refuse(passkey_unreadable).error();
    if (data->challenge.empty() || data->challenge != challenge) return refuse(passkey_challenge).error();
    if (data->origin != party.origin || data->is_framed)
        return refuse(passkey_origin, {}, {data->origin.substr(0, 100)}).error();
    return {};
}

/// Of authenticator data: 32 bytes of the platform's hash, flags, counter (WebAuthn Level 2, 6.1).
constexpr std::size_t flags_at = 32, least_data = 37;
constexpr unsigned user_present = 1;

template <class Key>
int verified(const fido_assert_t* answer, int algorithm, const Bytes& key, Fido<Key> made,
             int (*fill)(Key*, const void*, std::size_t)) {
    if (!made || fill(made.get(), key.data.data(), key.size()) != FIDO_OK) return FIDO_ERR_INVALID_ARGUMENT;
    return fido_assert_verify(answer, 0, algorithm, made.get());
}
int verified(const fido_assert_t* answer, const PasskeyKey& known) {
    if (known.algorithm == COSE_ES256)
        return verified(answer, COSE_ES256, known.key, Fido<es256_pk_t>(es256_pk_new()), es256_pk_from_ptr);
    if (known.algorithm == COSE_EDDSA)
        return verified(answer, COSE_EDDSA, known.key, Fido<eddsa_pk_t>(eddsa_pk_new()), eddsa_pk_from_ptr);
    return verified(answer, COSE_RS256, known.key, Fido<rs256_pk_t>(rs256_pk_new()), rs256_pk_from_ptr);
}

constexpr std::array algorithms{COSE_ES256, COSE_EDDSA, COSE_RS256};

} // namespace

const RefusalKind passkey_unreadable{"passkeys.unreadable", "This is nothing that a passkey of a known kind made.",
                                     422};
const RefusalKind passkey_challenge{
    "passkeys.wrong_challenge", "This answers another question than ours, or came too late. Please try again.", 401};
const RefusalKind passkey_origin{"passkeys.wrong_origin", "This was asked for by another site: {}.", 401};
const RefusalKind passkey_platform{"passkeys.other_platform", "This passkey was made for another platform.", 422};
const RefusalKind passkey_touch{"passkeys.nobody_there", "Nobody touched the passkey.", 422};
const RefusalKind passkey_signature{"passkeys.wrong_signature", "The passkey's signature is not right.", 401};
const RefusalKind passkey_replayed{
    "passkeys.replayed",
    "This passkey was used since, or copied: its count did not go on. Drop it, if that was not you.", 401};

RelyingParty relying_party(std::string_view host, bool over_tls) {
    const auto name = host.substr(0, host.rfind(':'));
    return {std::string(host.starts_with('[') ? host : name),
            std::string(over_tls ? "https://" : "http://") + std::string(host)};
}

std::span<const int> passkey_algorithms() { return algorithms; }

std::string challenge_in(std::string_view client_data) {
    const auto data = read_client_data(client_data);
    return data ? data->challenge : "";
}

Result<PasskeyKey> read_passkey(const PasskeyMade& made, std::string_view challenge, const RelyingParty& party) {
    start_fido();
    if (auto fault = fault_of(made.client_data, "webauthn.create", challenge, party))
        return std::unexpected(std::move(*fault));
    const auto& data = made.authenticator_data;
    if (data.size() < least_data) return refuse(passkey_unreadable);
    if (std::string_view(data).substr(0, flags_at) != sha256({party.id}).view()) return refuse(passkey_platform);
    if ((static_cast<unsigned char>(data[flags_at]) & user_present) == 0) return refuse(passkey_touch);
    for (const auto algorithm : algorithms) {
        const Fido<fido_cred_t> read(fido_cred_new());
        if (!read || fido_cred_set_type(read.get(), algorithm) != FIDO_OK ||
            fido_cred_set_authdata_raw(read.get(), raw(data), data.size()) != FIDO_OK)
            continue;
        PasskeyKey key{{text(fido_cred_id_ptr(read.get()), fido_cred_id_len(read.get()))},
                       {text(fido_cred_pubkey_ptr(read.get()), fido_cred_pubkey_len(read.get()))},
                       algorithm,
                       fido_cred_sigcount(read.get())};
        if (key.credential.size() > 0 && key.key.size() > 0) return key;
    }
    return refuse(passkey_unreadable);
}

Result<std::int64_t> check_passkey(const PasskeySigned& answer, std::string_view challenge, const PasskeyKey& known,
                                   const RelyingParty& party) {
    start_fido();
    if (auto fault = fault_of(answer.client_data, "webauthn.get", challenge, party))
        return std::unexpected(std::move(*fault));
    const Fido<fido_assert_t> read(fido_assert_new());
    const auto& [credential, client_data, data, signature] = answer;
    if (!read || fido_assert_set_count(read.get(), 1) != FIDO_OK ||
        fido_assert_set_rp(read.get(), party.id.c_str()) != FIDO_OK ||
        fido_assert_set_clientdata(read.get(), raw(client_data), client_data.size()) != FIDO_OK ||
        fido_assert_set_authdata_raw(read.get(), 0, raw(data), data.size()) != FIDO_OK ||
        fido_assert_set_sig(read.get(), 0, raw(signature), signature.size()) != FIDO_OK ||
        fido_assert_set_up(read.get(), FIDO_OPT_TRUE) != FIDO_OK)
        return refuse(passkey_unreadable);
    if (verified(read.get(), known) != FIDO_OK) return refuse(passkey_signature);
    // "If authData.signCount is nonzero or the stored one is nonzero …: greater" (7.2, step 21).
    const std::int64_t counter = fido_assert_sigcount(read.get(), 0);
    if ((counter != 0 || known.counter != 0) && counter <= known.counter) return refuse(passkey_replayed);
    return counter;
}

} // namespace reef::web
