#include "core/web/one_time_codes.hpp"
#include "core/base/text.hpp"
#include "core/web/form.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <liboath/oath.h>
#include <memory>
#include <qrencode.h>

namespace reef::web {
namespace {

constexpr unsigned step_seconds = 30;
constexpr std::size_t digits = 6, secret_bytes = 20, recovery_bytes = 10;
constexpr int quiet_zone = 4; // "at least four modules wide" (ISO/IEC 18004)

std::string base32(std::string_view bytes) {
    char* letters = nullptr;
    std::size_t length = 0;
    const int outcome = oath_base32_encode(bytes.data(), bytes.size(), &letters, &length);
    ensure(outcome == OATH_OK, "bytes can be written in letters");
    const std::unique_ptr<char, decltype(&std::free)> owner(letters, &std::free);
    std::string text(letters, length);
    std::erase(text, '=');
    return text;
}

} // namespace

OneTimeSecret OneTimeSecret::make(Chance& chance) { return {Bytes{chance.bytes(secret_bytes)}}; }

std::string OneTimeSecret::letters() const { return base32(bytes.data); }

std::string OneTimeSecret::address(std::string_view platform, std::string_view login) const {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", percent_encoded(platform),
                       percent_encoded(login), letters());
}

std::optional<std::int64_t> step_of_code(const OneTimeSecret& secret, std::string_view code, Time now) {
    if (code.size() != digits || !std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; })) return {};
    const auto seconds = now.ms / 1000;
    int steps_away = 0;
    const int found = oath_totp_validate2(secret.bytes.data.data(), secret.bytes.data.size(), seconds, step_seconds, 0,
                                          1, &steps_away, std::string(code).c_str());
    if (found < 0) return {};
    return seconds / step_seconds + steps_away;
}

std::string recovery_code(Chance& chance) { return lower_ascii(base32(chance.bytes(recovery_bytes))); }

Squares squares_of(std::string_view text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    ensure(code != nullptr, "an address of an app fits a QR code");
    Squares squares{{}, code->width + 2 * quiet_zone};
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1)
                squares.path += fmt::format("M{} {}h1v1h-1z", x + quiet_zone, y + quiet_zone);
    return squares;
}

} // namespace reef::web
