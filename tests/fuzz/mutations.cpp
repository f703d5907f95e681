#include "mutations.hpp"
#include <algorithm>
#include <array>
#include <random>
#include <string_view>

namespace reef::fuzz {
namespace {

using namespace std::literals;

constexpr std::size_t longest = 4096;

/// What means something in one of the formats, or lies at the edge of what a number can hold.
constexpr std::array pieces = {"0"sv,
                               "1"sv,
                               "-1"sv,
                               "2"sv,
                               "9223372036854775807"sv,
                               "-9223372036854775808"sv,
                               "99999999999999999999"sv,
                               "1/0"sv,
                               "1/3"sv,
                               "0.5"sv,
                               "-0"sv,
                               "1e400"sv,
                               "2147483648"sv,
                               "\n"sv,
                               "\r\n"sv,
                               "\t"sv,
                               " "sv,
                               ","sv,
                               ";"sv,
                               ":"sv,
                               "="sv,
                               "-"sv,
                               "#"sv,
                               "\""sv,
                               "\"\""sv,
                               "["sv,
                               "]"sv,
                               "{"sv,
                               "}"sv,
                               "'"sv,
                               "|"sv,
                               "\0"sv,
                               "\xff"sv,
                               "\xef\xbb\xbf"sv,
                               "\xc3\xa9"sv,
                               "count"sv,
                               "rank1"sv,
                               "%%%\n"sv};

class Mutator {
  public:
    Mutator(const std::vector<std::string>& seeds, std::uint64_t number) : seeds_(seeds), lots_(number) {}

    std::string text() {
        std::string text = seeds_[below(seeds_.size())];
        for (auto changes = 1 + below(6); changes > 0; --changes) change(text);
        text.resize(std::min(text.size(), longest));
        return text;
    }

  private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(lots_() % bound); }
    std::string_view piece() { return pieces[below(pieces.size())]; }

    void change(std::string& text) {
        const auto at = below(text.size() + 1);
        const auto length = std::min(1 + below(1 + below(32)), text.size() - at);
        switch (below(8)) {
        case 0:
            text.replace(at, length, 1, static_cast<char>(below(256)));
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, piece());
            break;
        case 3:
            text.replace(at, length, piece());
            break;
        case 4:
            text.insert(below(text.size() + 1), text.substr(at, length));
            break;
        case 5:
            replace_number(text, at);
            break;
        case 6:
            move_line(text, at);
            break;
        default:
            splice(text, at);
        }
    }
    /// The next number from here becomes another one.
    void replace_number(std::string& text, std::size_t at) {
        const auto begin = text.find_first_of("0123456789", at);
        if (begin == text.npos) return;
        const auto end = std::min(text.find_first_not_of("0123456789", begin), text.size());
        text.replace(begin, end - begin, below(2) == 0 ? std::string(piece()) : std::to_string(below(12)));
    }
    /// The line from here comes somewhere else, or also somewhere else.
    void move_line(std::string& text, std::size_t at) {
        const auto begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1; // npos + 1 is the beginning
        const auto line = text.substr(begin, std::min(text.find('\n', begin), text.size()) + 1 - begin);
        if (below(2) == 0) text.erase(begin, line.size());
        const auto to = text.find('\n', below(text.size() + 1));
        text.insert(to == text.npos ? text.size() : to + 1, line);
    }
    /// From here on another seed.
    void splice(std::string& text, std::size_t at) {
        const auto& other = seeds_[below(seeds_.size())];
        text.replace(at, text.npos, other.substr(below(other.size() + 1)));
    }

    const std::vector<std::string>& seeds_;
    std::mt19937_64 lots_;
};

} // namespace

std::string mutated(const std::vector<std::string>& seeds, std::uint64_t number) {
    return Mutator(seeds, number).text();
}

} // namespace reef::fuzz
