// Bytes, hashes and chance.
#pragma once
#include "core/base/refusal.hpp"
#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace reef {

/// Raw bytes, kept apart from text so that nobody stores the one as the other.
struct Bytes {
    std::string data;
    bool operator==(const Bytes&) const = default;
    std::size_t size() const { return data.size(); }
};

std::string hex(std::string_view bytes);
std::string base64(std::string_view bytes);
/// URL-safe, without padding.
std::string base64url(std::string_view bytes);
bool from_hex(std::string_view text, std::string& bytes);
bool from_base64(std::string_view text, std::string& bytes);
bool from_base64url(std::string_view text, std::string& bytes);

/// A SHA-256 value. Text: 64 hexadecimal digits.
struct Hash {
    std::array<unsigned char, 32> value = {};
    auto operator<=>(const Hash&) const = default;
    std::string_view view() const { return {reinterpret_cast<const char*>(value.data()), value.size()}; }
    Bytes bytes() const { return {std::string(view())}; }
    static Hash from_bytes(std::string_view bytes);
    static Result<Hash> parse(std::string_view text);
    std::string text() const { return hex(view()); }
    static constexpr std::string_view form = "a hash of 64 hexadecimal digits";
};

/// SHA-256 over the parts, one after the other.
Hash sha256(std::initializer_list<std::string_view> parts);
/// HMAC with SHA-256 (RFC 2104): nobody makes it, or tries texts against it, without the key.
Hash keyed_hash(std::string_view key, std::string_view text);

/// Where salts, keys, tokens and lots come from. The machine's own source in earnest; a seeded one on example platforms
/// and in tests, so that they can be made again.
class Chance {
  public:
    virtual ~Chance() = default;
    virtual std::string bytes(std::size_t count) = 0;
    /// Evenly from 0 to `bound - 1`.
    std::uint64_t below(std::uint64_t bound);
    static std::unique_ptr<Chance> of_the_machine();
    static std::unique_ptr<Chance> from_seed(std::uint64_t seed);
};

} // namespace reef
