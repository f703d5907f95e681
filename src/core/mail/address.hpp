// Mail addresses, in the letters that every mail server takes.
#pragma once
#include "core/base/module.hpp"

namespace reef::mail {

/// `ana@ride.example`: an addr-spec of RFC 5322 without comments, quotes and letters beyond ASCII, so that nothing in
/// it can end a line of a header or of SMTP.
struct MailAddress {
    std::string address;
    bool operator==(const MailAddress&) const = default;
    /// Refused as mail.bad_address.
    static Result<MailAddress> parse(std::string_view text);
    const std::string& text() const { return address; }
    std::string_view domain() const { return std::string_view(address).substr(address.rfind('@') + 1); }
    static constexpr std::string_view form = "a mail address such as \"ana@ride.example\"";
};

} // namespace reef::mail
