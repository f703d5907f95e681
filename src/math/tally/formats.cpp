#include "math/tally/format_list.hpp"

namespace reef::tally {
namespace {

constexpr RefusalKind bad_file{"tally.bad_file", "Line {}, column {}: {}", 422};
constexpr RefusalKind unknown_format{"tally.unknown_format", "These are no ballots that can be read. Known are: {}.",
                                     422};
constexpr RefusalKind file_too_large{"tally.file_too_large", "The file is larger than {} bytes.", 413};
constexpr std::size_t bytes_max = std::size_t{4} << 30;

std::string from_latin1(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out.push_back(c);
        } else {
            out.push_back(static_cast<char>(0xC0 | (byte >> 6)));
            out.push_back(static_cast<char>(0x80 | (byte & 0x3F)));
        }
    }
    return out;
}

} // namespace

std::span<const Format> formats() {
    static const std::vector<Format> all = {
        {"pabulib", "participatory budgets of pabulib.org", looks_like_pabulib, read_pabulib},
        {"abc yaml", "approval profiles of abcvoting", looks_like_abc_yaml, read_abc_yaml},
        {"reef csv", "our own plain table of ballots of every kind", looks_like_reef_csv, read_reef_csv},
        {"blt", "ranked ballots of OpenSTV, OpaVote and Scottish councils", looks_like_blt, read_blt},
        {"preflib", "orders and categories of preflib.org: soc, soi, toc, toi, cat", looks_like_preflib, read_preflib},
        {"debian", "tally sheets of the Debian project", looks_like_debian, read_debian},
        {"cast vote records", "tables of a tabulator with a column for each rank", looks_like_cast_votes,
         read_cast_votes},
    };
    return all;
}

Result<Election> read_election(std::string_view text) {
    if (text.size() > bytes_max) return refuse(file_too_large, "file", {std::to_string(bytes_max)});
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::string converted;
    if (!is_valid_utf8(text)) text = converted = from_latin1(text);
    std::vector<std::string> names;
    for (const auto& format : formats()) {
        names.emplace_back(format.name);
        if (format.looks_like(text)) return format.read(text);
    }
    return refuse(unknown_format, "file", {join(names, ", ")});
}

std::unexpected<Refusal> refuse_at(std::size_t line, std::size_t column, std::string_view what) {
    return refuse(bad_file, "file", {std::to_string(line), std::to_string(column), std::string(what)});
}

bool Lines::next(std::string_view& line) {
    if (rest_.empty()) return false;
    const auto end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number_;
    return true;
}

Result<std::vector<Field>> separated_fields(std::string_view line, char separator, std::size_t line_number) {
    std::vector<Field> fields;
    std::size_t at = 0;
    while (true) {
        Field field{{}, at + 1};
        if (at < line.size() && line[at] == '"') {
            ++at;
            while (true) {
                const auto quote = line.find('"', at);
                if (quote == std::string_view::npos)
                    return refuse_at(line_number, field.column, "the quote that opens here is never closed.");
                field.text.append(line.substr(at, quote - at));
                at = quote + 1;
                if (at >= line.size() || line[at] != '"') break;
                field.text.push_back('"');
                ++at;
            }
            if (at < line.size() && line[at] != separator)
                return refuse_at(line_number, at + 1, "after a closing quote comes a separator.");
        } else {
            const auto end = std::min(line.find(separator, at), line.size());
            field.text = line.substr(at, end - at);
            at = end;
        }
        fields.push_back(std::move(field));
        if (at >= line.size()) return fields;
        ++at;
    }
}

} // namespace reef::tally
