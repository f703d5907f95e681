#include "core/mail/message.hpp"
#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>

namespace reef::mail {
namespace {

constexpr std::size_t wrapped_at = 72, encoded_line_max = 76;

bool is_plain(std::string_view text) {
    constexpr std::size_t plain_max = 60; // longer ones are folded as encoded words
    return text.size() <= plain_max && text.find("=?") == std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// A header's text may come from members: a line break in it would begin another header.
std::string on_one_line(std::string_view text) {
    std::string line(text);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    return line;
}

/// So many bytes from the beginning as fit `bytes_max` without cutting a character in two.
std::string_view whole_characters(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
    return text.substr(0, bytes_max);
}

/// "An 'encoded-word' may not be more than 75 characters long", and a line with one no more than 76 (RFC 2047, 2); each
/// holds whole characters (RFC 2047, 5).
std::string encoded_words(std::string_view text) {
    constexpr std::size_t bytes_max = 39;
    std::string words;
    while (!text.empty()) {
        const auto part = whole_characters(text, bytes_max);
        words += fmt::format("{}=?UTF-8?B?{}?=", words.empty() ? "" : "\r\n ", base64(part));
        text.remove_prefix(part.size());
    }
    return words;
}

std::string header_text(std::string_view text) {
    const auto line = on_one_line(text);
    return is_plain(line) ? line : encoded_words(line);
}

/// A name before an address: in quotes, or encoded.
std::string header_name(std::string_view name) {
    const auto line = on_one_line(name);
    const bool quotable = is_plain(line) && line.find_first_of("\"\\") == std::string::npos;
    return quotable ? "\"" + line + "\"" : encoded_words(line);
}

std::string header_date(Time at) {
    namespace chrono = std::chrono;
    static constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const chrono::sys_time<chrono::milliseconds> moment{chrono::milliseconds(at.ms)};
    const auto day = chrono::floor<chrono::days>(moment);
    const chrono::year_month_day date(day);
    const chrono::hh_mm_ss clock(chrono::floor<chrono::seconds>(moment - day));
    return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", weekdays[chrono::weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

/// One line of the text in the letters of RFC 2045, 6.7. A point or "From " where a line begins, also one that was
/// broken, means something to some programs on the way, so it is written otherwise.
std::string quoted_printable(std::string_view line) {
    std::string out;
    std::size_t in_line = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool at_end = i + 1 == line.size();
        const bool is_plain = (c > ' ' && c <= '~' && c != '=') || (c == ' ' && !at_end);
        const auto encoded = fmt::format("={:02X}", static_cast<unsigned char>(c));
        auto written = is_plain ? std::string(1, c) : encoded;
        if (in_line + written.size() > encoded_line_max - 1) {
            out += "=\r\n";
            in_line = 0;
        }
        if (in_line == 0 && (c == '.' || line.substr(i).starts_with("From "))) written = encoded;
        out += written;
        in_line += written.size();
    }
    return out;
}

} // namespace

std::string wrapped(std::string_view text) {
    std::string out;
    for (const auto line : split(text, '\n')) {
        std::size_t in_line = 0;
        for (const auto word : split(line, ' ')) {
            const auto width = count_characters(word);
            if (in_line > 0) {
                const bool fits = in_line + 1 + width <= wrapped_at;
                out += fits ? ' ' : '\n';
                in_line = fits ? in_line + 1 : 0;
            }
            out += word;
            in_line += width;
        }
        out += '\n';
    }
    if (out.ends_with("\n\n")) out.pop_back();
    return out;
}

std::string written(const Message& message) {
    std::string out;
    const auto header = [&](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append("\r\n");
    };
    header("From", fmt::format("{}\r\n <{}>", header_name(message.from_name), message.from.text()));
    header("To", fmt::format("<{}>", message.to.text()));
    header("Subject", header_text(message.subject));
    header("Date", header_date(message.at));
    header("Message-ID", fmt::format("<{}>", on_one_line(message.id)));
    header("Auto-Submitted", "auto-generated"); // RFC 3834: no answering machine answers
    if (message.stops_at) {
        header("List-Unsubscribe", fmt::format("<{}>", on_one_line(*message.stops_at)));
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=utf-8");
    header("Content-Transfer-Encoding", "quoted-printable");
    out += "\r\n";
    auto text = wrapped(message.text);
    std::erase(text, '\r');
    if (text.ends_with('\n')) text.pop_back();
    for (const auto line : split(text, '\n')) out.append(quoted_printable(line)).append("\r\n");
    return out;
}

} // namespace reef::mail
