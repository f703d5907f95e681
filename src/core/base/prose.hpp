// A text of people's own words as one value, such as what members expect of one another.
#pragma once
#include "core/base/paragraphs.hpp"
#include "core/base/refusal.hpp"
#include "core/base/text.hpp"
#include <compare>

namespace reef {

/// Characters of a whole text, and of one paragraph: what is longer is not read in one go.
inline constexpr int prose_characters_max = 6'000;
inline constexpr int prose_paragraph_max = 1'200;

/// Paragraphs with one empty line between two, without blanks at the ends of lines: the same words have one text. Texts
/// have no order that means anything; two are the same or are not.
struct Prose {
    std::string words;
    bool operator==(const Prose&) const = default;
    /// Refused: input.not_prose (no valid UTF-8, or control characters), input.no_words, input.prose_too_long,
    /// input.paragraph_too_long.
    static Result<Prose> parse(std::string_view text);
    const std::string& text() const { return words; }
    static constexpr std::string_view form =
        "a text of at most 6,000 characters, in paragraphs of at most 1,200 with an empty line between two";
};

/// Whether a value is too long to stand in a line of others.
bool is_long(std::string_view value);
/// The first words of a long value, in quotation marks; any other value as it is.
std::string first_words(std::string_view value);
/// The same with how many paragraphs it has, said by `say` in somebody's language.
std::string in_short(std::string_view value, const Say& say);

} // namespace reef
