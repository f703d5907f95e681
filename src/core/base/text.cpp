#include "core/base/text.hpp"
#include <algorithm>
#include <charconv>

namespace reef {

bool is_valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
        const unsigned char lead = byte(i);
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xC2 && lead < 0xE0 ? 2
                                   : lead >= 0xE0 && lead < 0xF0 ? 3
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                                                 : 0;
        if (length == 0 || i + length > text.size()) return false;
        for (std::size_t k = 1; k < length; ++k)
            if ((byte(i + k) & 0xC0) != 0x80) return false;
        // Overlong forms, surrogates and what lies beyond U+10FFFF (Unicode 15, table 3-7).
        if (lead == 0xE0 && byte(i + 1) < 0xA0) return false;
        if (lead == 0xED && byte(i + 1) > 0x9F) return false;
        if (lead == 0xF0 && byte(i + 1) < 0x90) return false;
        if (lead == 0xF4 && byte(i + 1) > 0x8F) return false;
        i += length;
    }
    return true;
}

std::size_t count_characters(std::string_view valid_utf8) {
    std::size_t count = 0;
    for (const char c : valid_utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

bool has_control_characters(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F) return true;
    }
    return false;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const auto& part : parts) {
        if (&part != &parts.front()) out.append(separator);
        out.append(part);
    }
    return out;
}

std::string label_of(std::string_view key) {
    std::string words(key);
    std::ranges::replace(words, '_', ' ');
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
    return value;
}

std::optional<std::int64_t> parse_decimal(std::string_view text, int digits) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    std::string whole(text.substr(0, point));
    std::string part(point == std::string_view::npos ? "" : text.substr(point + 1));
    if (whole.empty() || part.size() > static_cast<std::size_t>(digits)) return {};
    if (point != std::string_view::npos && part.empty()) return {};
    if ((whole + part).find_first_not_of("0123456789") != std::string::npos) return {};
    part.resize(static_cast<std::size_t>(digits), '0');
    return parse_integer((negative ? "-" : "") + whole + part);
}

std::string decimal_text(std::int64_t scaled, int digits) {
    std::string number = std::to_string(scaled);
    const bool negative = number.starts_with('-');
    if (negative) number.erase(0, 1);
    const auto places = static_cast<std::size_t>(digits);
    if (number.size() <= places) number.insert(0, places + 1 - number.size(), '0');
    if (places > 0) number.insert(number.size() - places, ".");
    return (negative ? "-" : "") + number;
}

} // namespace reef
