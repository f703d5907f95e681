// Deadlines as a calendar that other programs subscribe to (iCalendar, RFC 5545): for anybody, or with a token in the
// address as its owner may see them.
#pragma once
#include "commons/notices/letters.hpp"

namespace reef::notices {

/// Something that ends, or begins, at one moment.
struct Deadline {
    std::string uid; // the same for good, without the host
    Time at;
    std::string summary;
    std::string url;
};

/// With CRLF, in lines of at most 75 bytes that cut no character in two. `stamp`: as of when it is so.
std::string calendar_text(std::string_view name, std::string_view host, Time stamp,
                          const std::vector<Deadline>& deadlines);

/// `/calendar.ics`: votes that open and end, reviews, elections, deliberations, the running period.
engine::PageType calendar_page(std::string address);

} // namespace reef::notices
