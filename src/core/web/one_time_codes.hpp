// One-time codes by the clock, as authenticator apps make them (TOTP, RFC 6238: SHA-1, six digits, thirty seconds), and
// the picture by which an app learns the secret.
#pragma once
#include "core/base/module.hpp"

namespace reef::web {

struct OneTimeSecret {
    Bytes bytes; // 160 bits, as RFC 4226 advises
    static OneTimeSecret make(Chance& chance);
    /// In the letters that people can copy (RFC 4648, base 32).
    std::string letters() const;
    /// `otpauth://totp/…`
    std::string address(std::string_view platform, std::string_view login) const;
};

/// The step of thirty seconds that a code belongs to, a step early or late allowed; nothing for what is no code of it.
std::optional<std::int64_t> step_of_code(const OneTimeSecret& secret, std::string_view code, Time now);

/// 80 bits in letters and digits, for the day the telephone is lost.
std::string recovery_code(Chance& chance);

/// A text as a QR code: squares of one by one as an SVG path, and how many there are along a side, the quiet zone
/// included.
struct Squares {
    std::string path;
    std::int64_t side = 0;
};
Squares squares_of(std::string_view text);

} // namespace reef::web
