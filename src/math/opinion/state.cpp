#include "math/opinion/state.hpp"
#include <charconv>
#include <cmath>
#include <limits>

namespace reef::opinion {
namespace {

constexpr std::string_view heading = "opinion-state 1";

void append(std::string& text, double number) {
    char digits[32];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    text.append(1, ' ').append(digits, end);
}

void append(std::string& text, std::int64_t number) { text.append(1, ' ').append(std::to_string(number)); }

bool read(std::string_view word, double& number) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc{} && end == word.data() + word.size() && std::isfinite(number);
}

bool read(std::string_view word, std::int64_t& number) {
    const auto read_number = parse_integer(word);
    number = read_number.value_or(0);
    return read_number.has_value();
}

template <std::integral Small>
bool read(std::string_view word, Small& number) {
    std::int64_t wide = 0;
    if (!read(word, wide) || wide < std::numeric_limits<Small>::min() || wide > std::numeric_limits<Small>::max())
        return false;
    number = static_cast<Small>(wide);
    return true;
}

/// The words after the first, one into each value.
template <class... Values>
bool read_words(const std::vector<std::string_view>& words, Values&... values) {
    std::size_t next = 1;
    return words.size() == sizeof...(values) + 1 && (read(words[next++], values) && ...);
}

template <class Entry, class Key>
bool ascending(const std::vector<Entry>& entries, Key Entry::*key) {
    return entries.size() < 2 || entries[entries.size() - 2].*key < entries.back().*key;
}

bool read_line(std::string_view line, OpinionState& state) {
    const auto words = split(line, ' ');
    if (words[0] == "loading") {
        auto& [statement, loading] = state.loadings.emplace_back();
        return read_words(words, statement, loading.x, loading.y) &&
               ascending(state.loadings, &OpinionState::Loading::statement);
    }
    if (words[0] == "included") {
        auto& [participant, base_cluster] = state.included.emplace_back();
        return read_words(words, participant, base_cluster) && base_cluster >= -1 &&
               ascending(state.included, &OpinionState::Included::participant);
    }
    if (words[0] == "groups") {
        int count = 0;
        if (words.size() != state.included.size() + 2 || !read(words[1], count) || count < 2) return false;
        auto& groups = state.groups[count];
        if (!groups.empty()) return false;
        for (std::size_t i = 2; i < words.size(); ++i)
            if (!read(words[i], groups.emplace_back()) || groups.back() < -1 || groups.back() >= count) return false;
        return true;
    }
    return words[0] == "count" && read_words(words, state.best_count, state.best_count_wins, state.shown_count) &&
           state.best_count >= 0 && state.best_count_wins >= 0 && state.shown_count >= 0;
}

} // namespace

std::string OpinionState::text() const {
    std::string out(heading);
    out += "\ncount";
    for (const int number : {best_count, best_count_wins, shown_count}) append(out, std::int64_t{number});
    for (const auto& [statement, loading] : loadings) {
        append(out += "\nloading", statement);
        append(out, loading.x);
        append(out, loading.y);
    }
    for (const auto& [participant, base_cluster] : included) {
        append(out += "\nincluded", participant);
        append(out, std::int64_t{base_cluster});
    }
    for (const auto& [count, group_of] : groups) {
        append(out += "\ngroups", std::int64_t{count});
        for (const auto group : group_of) append(out, std::int64_t{group});
    }
    return out + "\n";
}

Result<OpinionState> OpinionState::parse(std::string_view text) {
    OpinionState state;
    const auto lines = split(text, '\n');
    if (lines[0] != heading) return refuse(not_an_opinion_state, {}, {"1"});
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const bool is_end = i + 1 == lines.size() && lines[i].empty();
        // Who is included stands before their groups: no more may follow.
        const bool is_late = lines[i].starts_with("included ") && !state.groups.empty();
        if (!is_end && (is_late || !read_line(lines[i], state)))
            return refuse(not_an_opinion_state, {}, {std::to_string(i + 1)});
    }
    return state;
}

} // namespace reef::opinion
