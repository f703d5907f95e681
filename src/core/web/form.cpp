#include "core/web/form.hpp"
#include "core/base/ensure.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::web {
namespace {

constexpr RefusalKind badly_encoded{
    "request.badly_encoded", "This address or form is not written in UTF-8 with %-escapes as it should be.", 400};
constexpr RefusalKind path_not_plain{
    "request.path_not_plain",
    "This address is not one of ours: a path has no empty parts, no \".\" or \"..\" and no odd characters.", 400};
constexpr RefusalKind too_many_fields{"request.too_many_fields", "This form has more than {} fields.", 413};
constexpr RefusalKind field_too_long{"request.field_too_long", "A field of this form is longer than {} bytes.", 413};

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

enum class Plus { is_a_plus, is_a_space };

Result<std::string> decoded(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::is_a_space) {
            out.push_back(' ');
        } else if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return refuse(badly_encoded);
            out.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    if (!is_valid_utf8(out) || out.find('\0') != std::string::npos) return refuse(badly_encoded);
    return out;
}

} // namespace

Result<std::string> percent_decoded(std::string_view text) { return decoded(text, Plus::is_a_plus); }

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c))
            out.push_back(c);
        else
            out.append(fmt::format("%{:02X}", static_cast<unsigned char>(c)));
    }
    return out;
}

Result<Target> parse_target(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!lower_ascii(target.substr(0, scheme.size())).starts_with(scheme)) continue;
        target.remove_prefix(std::min(target.find_first_of("/?", scheme.size()), target.size()));
        if (target.empty()) target = "/";
    }
    const auto mark = std::min(target.find('?'), target.size());
    const auto sent = target.substr(0, mark);
    if (!sent.starts_with('/')) return refuse(path_not_plain);
    auto path = percent_decoded(sent);
    if (!path) return std::unexpected(path.error());

    if (std::ranges::count(*path, '/') != std::ranges::count(sent, '/')) return refuse(path_not_plain); // %2F
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\'; };
    if (std::ranges::any_of(*path, is_control)) return refuse(path_not_plain);
    const auto segments = split(std::string_view(*path).substr(1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const bool is_last = i + 1 == segments.size(); // "/people/" may end in a slash
        if (segments[i] == "." || segments[i] == ".." || (segments[i].empty() && !is_last))
            return refuse(path_not_plain);
    }
    return Target{std::move(*path), std::string(target.substr(std::min(mark + 1, target.size())))};
}

Result<Pairs> parse_form(std::string_view text, FormLimits limits) {
    Pairs pairs;
    if (text.empty()) return pairs;
    for (const auto part : split(text, '&')) {
        if (part.empty()) continue;
        if (pairs.size() == limits.pairs_max) return refuse(too_many_fields, {}, {std::to_string(limits.pairs_max)});
        const auto equals = std::min(part.find('='), part.size());
        auto name = decoded(part.substr(0, equals), Plus::is_a_space);
        auto value = decoded(part.substr(std::min(equals + 1, part.size())), Plus::is_a_space);
        if (!name || !value) return refuse(badly_encoded);
        if (name->size() > limits.value_bytes_max || value->size() > limits.value_bytes_max)
            return refuse(field_too_long, name->size() > 100 ? "" : *name, {std::to_string(limits.value_bytes_max)});
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

std::string form_text(const Pairs& pairs) {
    std::string out;
    for (const auto& [name, value] : pairs) {
        if (!out.empty()) out.push_back('&');
        out.append(percent_encoded(name)).append("=").append(percent_encoded(value));
    }
    return out;
}

std::optional<std::string_view> value_of(const Pairs& pairs, std::string_view name) {
    const auto found = std::ranges::find(pairs, name, &Pairs::value_type::first);
    if (found == pairs.end()) return {};
    return found->second;
}

Pairs parse_cookies(std::string_view header) {
    Pairs cookies;
    for (const auto part : split(header, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = trimmed(part.substr(0, equals));
        auto value = trimmed(part.substr(equals + 1));
        if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
            value = value.substr(1, value.size() - 2);
        if (!name.empty()) cookies.emplace_back(name, value);
    }
    return cookies;
}

std::string set_cookie_text(const Cookie& cookie) {
    ensure(!cookie.name.empty() && std::ranges::all_of(cookie.name + cookie.value, is_unreserved),
           "a cookie's name and value are plain");
    std::string out = fmt::format("{}={}; Path=/; SameSite=Lax", cookie.name, cookie.value);
    if (cookie.seconds) out.append(fmt::format("; Max-Age={}", *cookie.seconds));
    if (cookie.access == CookieAccess::server_only) out.append("; HttpOnly");
    if (cookie.transport == CookieTransport::encrypted_only) out.append("; Secure");
    return out;
}

} // namespace reef::web
