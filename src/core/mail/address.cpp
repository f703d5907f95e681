#include "core/mail/address.hpp"
#include <algorithm>

namespace reef::mail {
namespace {

constexpr RefusalKind bad_address{"mail.bad_address",
                                  "This is no mail address as we can write it. One looks like ana@ride.example.", 422};

constexpr std::size_t address_max = 254, local_max = 64, label_max = 63; // RFC 5321, 4.5.3.1; RFC 1035, 2.3.4

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Atoms with points between them (RFC 5322, 3.2.3).
bool is_dot_atom(std::string_view text) {
    const auto is_atom = [](std::string_view atom) {
        return !atom.empty() && std::ranges::all_of(atom, [](char c) {
            return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
        });
    };
    return std::ranges::all_of(split(text, '.'), is_atom);
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= label_max && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

} // namespace

Result<MailAddress> MailAddress::parse(std::string_view text) {
    const auto address = trimmed(text);
    const auto at = address.rfind('@');
    if (at == std::string_view::npos || address.size() > address_max) return refuse(bad_address);
    const auto local = address.substr(0, at);
    const auto labels = split(address.substr(at + 1), '.');
    if (local.size() > local_max || !is_dot_atom(local) || labels.size() < 2 || !std::ranges::all_of(labels, is_label))
        return refuse(bad_address);
    return MailAddress{std::string(address)};
}

} // namespace reef::mail
