// JSON as Reef takes it: strict on the way in, the same bytes every time on the way out.
#pragma once
#include "core/base/refusal.hpp"
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace reef {

namespace json = boost::json;

/// Reads one JSON value. Refused by name: what is not JSON (with line and column), a key given twice in one object,
/// a number that is not a whole number of 64 bits (money and shares travel as text), invalid UTF-8, nesting over 32.
Result<json::value> parse_json(std::string_view text);

/// Compact, keys in the order of the field tables. What is hashed is what was written, never written again.
std::string json_text(const json::value& value);
/// For people: two spaces, a line each.
std::string json_text_indented(const json::value& value);

/// A whole number beyond 2^53 travels as text, since many readers of JSON would round it.
json::value json_integer(std::int64_t value);

} // namespace reef
