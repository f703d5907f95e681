#include "core/web/negotiation.hpp"
#include "core/base/bytes.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <sodium.h>

namespace reef::web {
namespace {

constexpr int liked_most = 1000; // q=1, in thousandths

struct Preference {
    std::string value; // lower case, parameters left off
    int quality = liked_most;
};

/// `0.8` in thousandths; what is not a weight is 0, so that a mistake asks for nothing.
int quality_of(std::string_view text) {
    const auto weight = parse_decimal(text, 3);
    return weight && *weight >= 0 && *weight <= liked_most ? static_cast<int>(*weight) : 0;
}

std::vector<Preference> preferences_in(std::string_view header) {
    std::vector<Preference> all;
    for (const auto item : split(header, ',')) {
        const auto parts = split(item, ';');
        Preference preference{lower_ascii(trimmed(parts[0]))};
        if (preference.value.empty()) continue;
        for (const auto part : parts)
            if (const auto parameter = lower_ascii(trimmed(part)); parameter.starts_with("q="))
                preference.quality = quality_of(trimmed(std::string_view(parameter).substr(2)));
        all.push_back(std::move(preference));
    }
    return all;
}

/// How closely a range names a value: 0 not at all.
using Closeness = int (*)(std::string_view range, std::string_view value);

int type_closeness(std::string_view range, std::string_view type) {
    if (range == type) return 3;
    if (range.ends_with("/*") && type.starts_with(range.substr(0, range.size() - 1))) return 2;
    return range == "*/*" ? 1 : 0;
}

int language_closeness(std::string_view range, std::string_view language) {
    if (range == "*") return 1;
    if (range == language) return 1000;
    if (range.starts_with(language) && range[language.size()] == '-') return 2 + static_cast<int>(language.size());
    return 0;
}

int encoding_closeness(std::string_view range, std::string_view encoding) {
    return range == encoding ? 2 : range == "*" ? 1 : 0;
}

/// The weight of the range that names the value most closely.
int liking(const std::vector<Preference>& preferences, std::string_view value, Closeness closeness) {
    int best = 0, quality = 0;
    for (const auto& preference : preferences) {
        const int close = closeness(preference.value, value);
        if (close <= best) continue;
        best = close;
        quality = preference.quality;
    }
    return quality;
}

std::optional<std::size_t> preferred(std::string_view header, std::span<const std::string_view> offered,
                                     Closeness closeness) {
    const auto preferences = preferences_in(header);
    std::optional<std::size_t> best;
    int most = 0;
    for (std::size_t i = 0; i < offered.size(); ++i) {
        const int quality = liking(preferences, lower_ascii(offered[i]), closeness);
        if (quality <= most) continue;
        most = quality;
        best = i;
    }
    return best;
}

std::string_view opaque(std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; }

} // namespace

std::optional<std::size_t> preferred_type(std::string_view accept, std::span<const std::string_view> offered) {
    return preferred(trimmed(accept).empty() ? "*/*" : accept, offered, type_closeness);
}

std::optional<std::size_t> preferred_language(std::string_view accept_language,
                                              std::span<const std::string_view> offered) {
    return preferred(accept_language, offered, language_closeness);
}

bool accepts_gzip(std::string_view accept_encoding) {
    return liking(preferences_in(accept_encoding), "gzip", encoding_closeness) > 0;
}

std::string etag_of(std::string_view bytes) {
    // BLAKE2b: every page is hashed as it is sent, and SHA-256 would cost as much as drawing it.
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash;
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                       nullptr, 0);
    return fmt::format("W/\"{}\"", base64url({reinterpret_cast<const char*>(hash.data()), 15}));
}

bool has_already(const Request& request, std::string_view etag) {
    if (request.method != "GET" && request.method != "HEAD") return false;
    const auto tags = request.headers.joined("If-None-Match");
    for (const auto tag : split(tags, ',')) {
        const auto given = trimmed(tag);
        if (given == "*" || (!given.empty() && opaque(given) == opaque(etag))) return true;
    }
    return false;
}

Response not_modified(std::string_view etag) { return {.status = 304, .headers = {{"ETag", etag}}}; }

} // namespace reef::web
