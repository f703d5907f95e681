// Text: what a person typed, checked once at the edge; small helpers over views.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reef {

/// An English phrase in somebody's language.
using Say = std::function<std::string(std::string_view english)>;

bool is_valid_utf8(std::string_view text);
/// Characters, not bytes; for limits that a person meets.
std::size_t count_characters(std::string_view valid_utf8);
/// True where a control character other than tab, newline and carriage return occurs.
bool has_control_characters(std::string_view text);

std::string_view trimmed(std::string_view text);
std::string lower_ascii(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// The label of a key: `admitted_by` is "Admitted by".
std::string label_of(std::string_view key);

/// The whole text as a decimal integer, or nothing: no spaces, no plus sign, no overflow.
std::optional<std::int64_t> parse_integer(std::string_view text);
/// A decimal such as `12.50` as an integer of `digits` decimals (1250 for 2). More decimals than `digits`: nothing.
std::optional<std::int64_t> parse_decimal(std::string_view text, int digits);
/// The reverse: 1250 with 2 digits is `12.50`.
std::string decimal_text(std::int64_t scaled, int digits);

} // namespace reef
