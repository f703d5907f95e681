// A mail as it travels (RFC 5322): plain text in any language, wrapped, and headers that nothing in them can end.
#pragma once
#include "core/mail/address.hpp"

namespace reef::mail {

struct Message {
    std::string from_name; // the platform's, as people know it
    MailAddress from;
    MailAddress to;
    std::string subject;
    std::string text;                         // lines end with \n; wrapped when it is written
    std::string id;                           // unique and the same each time it is sent, without < and >
    Time at;                                  // of sending
    std::optional<std::string> stops_at = {}; // address that ends mails of this kind with one POST (RFC 8058)
};

/// With CRLF, in lines of at most 78 characters but for addresses; all of it ASCII.
std::string written(const Message& message);

/// Lines of at most 72 characters, broken at spaces; what has none (an address) stands in one.
std::string wrapped(std::string_view text);

} // namespace reef::mail
