#include "core/base/bytes.hpp"
#include "core/base/ensure.hpp"
#include <algorithm>
#include <cstring>
#include <sodium.h>

namespace reef {
namespace {

constexpr RefusalKind not_a_hash{"input.not_a_hash", "\"{}\" is not a hash: 64 hexadecimal digits are.", 422};

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

std::string encoded(std::string_view bytes, int variant) {
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), variant);
    out.resize(std::strlen(out.c_str()));
    return out;
}

bool decoded(std::string_view text, int variant, std::string& bytes) {
    bytes.resize(text.size());
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &length, nullptr, variant) != 0)
        return false;
    bytes.resize(length);
    return true;
}

void start_sodium() {
    static const bool ready = sodium_init() >= 0;
    ensure(ready, "libsodium starts");
}

class MachineChance final : public Chance {
  public:
    MachineChance() { start_sodium(); }
    std::string bytes(std::size_t count) override {
        std::string out(count, '\0');
        randombytes_buf(out.data(), out.size());
        return out;
    }
};

/// A stream of ChaCha20 blocks, one nonce for each call.
class SeededChance final : public Chance {
  public:
    explicit SeededChance(std::uint64_t seed) {
        start_sodium();
        std::memcpy(key_.data(), &seed, sizeof seed);
    }
    std::string bytes(std::size_t count) override {
        std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce = {};
        std::memcpy(nonce.data(), &calls_, sizeof calls_);
        ++calls_;
        std::string out(count, '\0');
        crypto_stream_chacha20(reinterpret_cast<unsigned char*>(out.data()), out.size(), nonce.data(), key_.data());
        return out;
    }

  private:
    std::array<unsigned char, crypto_stream_chacha20_KEYBYTES> key_ = {};
    std::uint64_t calls_ = 0;
};

} // namespace

std::string hex(std::string_view bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), raw(bytes), bytes.size());
    out.pop_back();
    return out;
}

std::string base64(std::string_view bytes) { return encoded(bytes, sodium_base64_VARIANT_ORIGINAL); }
std::string base64url(std::string_view bytes) { return encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }

bool from_hex(std::string_view text, std::string& bytes) {
    bytes.resize(text.size() / 2);
    std::size_t length = 0;
    return text.size() % 2 == 0 &&
           sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &length, nullptr) == 0 &&
           length == bytes.size();
}

bool from_base64(std::string_view text, std::string& bytes) {
    return decoded(text, sodium_base64_VARIANT_ORIGINAL, bytes);
}
bool from_base64url(std::string_view text, std::string& bytes) {
    return decoded(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING, bytes);
}

Hash Hash::from_bytes(std::string_view bytes) {
    Hash hash;
    ensure(bytes.size() == hash.value.size(), "a hash has 32 bytes");
    std::ranges::copy(bytes, hash.value.begin());
    return hash;
}

Result<Hash> Hash::parse(std::string_view text) {
    std::string bytes;
    if (text.size() != 64 || !from_hex(text, bytes)) return refuse(not_a_hash, {}, {std::string(text.substr(0, 80))});
    return from_bytes(bytes);
}

Hash sha256(std::initializer_list<std::string_view> parts) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const auto part : parts) crypto_hash_sha256_update(&state, raw(part), part.size());
    Hash hash;
    crypto_hash_sha256_final(&state, hash.value.data());
    return hash;
}

Hash keyed_hash(std::string_view key, std::string_view text) {
    static_assert(sizeof Hash::value == crypto_auth_hmacsha256_BYTES);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, raw(key), key.size());
    crypto_auth_hmacsha256_update(&state, raw(text), text.size());
    Hash hash;
    crypto_auth_hmacsha256_final(&state, hash.value.data());
    return hash;
}

std::uint64_t Chance::below(std::uint64_t bound) {
    ensure(bound > 0, "a lot is drawn among something");
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound; // reject what would favour the small
    while (true) {
        std::uint64_t drawn = 0;
        std::memcpy(&drawn, bytes(sizeof drawn).data(), sizeof drawn);
        if (drawn < limit) return drawn % bound;
    }
}

std::unique_ptr<Chance> Chance::of_the_machine() { return std::make_unique<MachineChance>(); }
std::unique_ptr<Chance> Chance::from_seed(std::uint64_t seed) { return std::make_unique<SeededChance>(seed); }

} // namespace reef
