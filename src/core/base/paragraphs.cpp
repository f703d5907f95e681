#include "core/base/paragraphs.hpp"
#include <algorithm>
#include <cstdint>

namespace reef {
namespace {

std::string_view without_end(std::string_view line) {
    const auto last = line.find_last_not_of(" \t\r");
    return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
}

/// `lengths[i][j]`: of the longest common subsequence of what follows i in one and j in the other.
std::vector<std::vector<std::uint16_t>> common_lengths(const Paragraphs& before, const Paragraphs& after) {
    std::vector lengths(before.size() + 1, std::vector<std::uint16_t>(after.size() + 1));
    for (auto i = before.size(); i-- > 0;)
        for (auto j = after.size(); j-- > 0;)
            lengths[i][j] = before[i] == after[j] ? static_cast<std::uint16_t>(lengths[i + 1][j + 1] + 1)
                                                  : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    return lengths;
}

/// Paragraphs from `from` to before `to` of the base give way to `instead`.
struct Edit {
    std::size_t from = 0;
    std::size_t to = 0;
    Paragraphs instead;
    bool operator==(const Edit&) const = default;
};

std::vector<Edit> edits_of(const Paragraphs& base, const Paragraphs& changed) {
    std::vector<Edit> edits;
    std::size_t place = 0;
    bool is_in_edit = false;
    for (auto& part : diff(base, changed)) {
        if (part.kind == DiffPart::Kind::same) {
            is_in_edit = false;
            ++place;
            continue;
        }
        if (!is_in_edit) edits.push_back({place, place, {}});
        is_in_edit = true;
        if (part.kind == DiffPart::Kind::removed)
            edits.back().to = ++place;
        else
            edits.back().instead.push_back(std::move(part.paragraph));
    }
    return edits;
}

/// Two edits that lie apart have an untouched paragraph between them, or one ends where the other begins and both
/// replace something: then it is plain what comes first.
bool touch(const Edit& one, const Edit& other) {
    const auto& [first, second] = one.from <= other.from ? std::tie(one, other) : std::tie(other, one);
    if (first.to != second.from) return first.to > second.from;
    return first.from == first.to || second.from == second.to;
}

} // namespace

Paragraphs paragraphs_of(std::string_view text) {
    Paragraphs paragraphs;
    bool is_open = false;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = without_end(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.empty()) {
            is_open = false;
        } else if (is_open) {
            paragraphs.back().append("\n").append(line);
        } else {
            paragraphs.emplace_back(line);
            is_open = true;
        }
    }
    return paragraphs;
}

std::string joined(const Paragraphs& paragraphs) {
    std::string text;
    for (const auto& each : paragraphs) text.append(text.empty() ? "" : "\n\n").append(each);
    return text;
}

std::vector<DiffPart> diff(const Paragraphs& before, const Paragraphs& after) {
    const auto lengths = common_lengths(before, after);
    std::vector<DiffPart> parts;
    std::size_t i = 0, j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j])
            parts.push_back({DiffPart::Kind::same, before[i++]}), ++j;
        else if (j == after.size() || (i < before.size() && lengths[i + 1][j] >= lengths[i][j + 1]))
            parts.push_back({DiffPart::Kind::removed, before[i++]});
        else
            parts.push_back({DiffPart::Kind::added, after[j++]});
    }
    return parts;
}

std::optional<Paragraphs> merged(const Paragraphs& base, const Paragraphs& ours, const Paragraphs& theirs) {
    auto edits = edits_of(base, ours);
    for (auto& each : edits_of(base, theirs)) {
        if (std::ranges::find(edits, each) != edits.end()) continue;
        if (std::ranges::any_of(edits, [&](const Edit& other) { return touch(each, other); })) return {};
        edits.push_back(std::move(each));
    }
    std::ranges::stable_sort(edits, {}, &Edit::from);
    Paragraphs result;
    std::size_t place = 0;
    for (auto& each : edits) {
        result.insert(result.end(), base.begin() + static_cast<std::ptrdiff_t>(place),
                      base.begin() + static_cast<std::ptrdiff_t>(each.from));
        std::ranges::move(each.instead, std::back_inserter(result));
        place = each.to;
    }
    result.insert(result.end(), base.begin() + static_cast<std::ptrdiff_t>(place), base.end());
    return result;
}

} // namespace reef
