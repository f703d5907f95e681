// What people and browsers send: paths, forms, query strings, cookies. Read strictly, refused by name.
#pragma once
#include "core/base/refusal.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reef::web {

/// In the order they were sent; a name may come more than once.
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct FormLimits {
    std::size_t pairs_max = 1'000;
    std::size_t value_bytes_max = 1'000'000; // of one name or value, decoded
};

/// `%41` to `A`. Refused: `%` without two hexadecimal digits, what is not UTF-8 afterwards, NUL.
Result<std::string> percent_decoded(std::string_view text);
/// Everything but letters, digits and `-._~` as `%41` (RFC 3986, 2.3).
std::string percent_encoded(std::string_view text);

struct Target {
    std::string path;
    std::string query;
};
/// The target of a request: `/path?query`, or with `http://host` before it (RFC 9112, 3.2). The path comes out decoded.
/// Refused: a path with an empty segment, `.` or `..` (however written), an encoded slash, a backslash or control
/// characters: the same page has one address, and no path leads out of where it points.
Result<Target> parse_target(std::string_view target);

/// `application/x-www-form-urlencoded`, in bodies and after `?`. Refused: more than the limits, what is not UTF-8.
Result<Pairs> parse_form(std::string_view text, FormLimits limits = {});
/// The reverse.
std::string form_text(const Pairs& pairs);
/// The first value of that name.
std::optional<std::string_view> value_of(const Pairs& pairs, std::string_view name);

/// The `Cookie` field; what is not `name=value` is passed over (RFC 6265, 5.4).
Pairs parse_cookies(std::string_view header);

enum class CookieAccess { server_only, scripts_too };
enum class CookieTransport { encrypted_only, any };
struct Cookie {
    std::string name;
    std::string value;                        // letters, digits and `-._~`
    std::optional<std::int64_t> seconds = {}; // to live; without: until the browser closes; 0: gone at once
    CookieTransport transport = CookieTransport::encrypted_only;
    CookieAccess access = CookieAccess::server_only;
};
/// The `Set-Cookie` field: for the whole site, `SameSite=Lax`.
std::string set_cookie_text(const Cookie& cookie);

} // namespace reef::web
