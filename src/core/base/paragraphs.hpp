// Texts by paragraphs: what one version says and another does not, and two changes put together where they do not touch
// the same paragraphs.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reef {

using Paragraphs = std::vector<std::string>;

/// What is compared is square in these.
inline constexpr std::size_t paragraphs_max = 400;

/// Parts between empty lines, without blanks at the ends of their lines; a paragraph is never empty.
Paragraphs paragraphs_of(std::string_view text);
/// With one empty line between two paragraphs: how a text is recorded.
std::string joined(const Paragraphs& paragraphs);

struct DiffPart {
    enum class Kind { same, removed, added };
    Kind kind = Kind::same;
    std::string paragraph;
    bool operator==(const DiffPart&) const = default;
};
/// By a longest common subsequence of paragraphs (Wagner and Fischer, 1974); what is removed comes before what is
/// added.
std::vector<DiffPart> diff(const Paragraphs& before, const Paragraphs& after);

/// Three-way merge: `base` with both changes. Nothing where they touch the same paragraphs, or the same gap between
/// two, and do not say the same there.
std::optional<Paragraphs> merged(const Paragraphs& base, const Paragraphs& ours, const Paragraphs& theirs);

} // namespace reef
