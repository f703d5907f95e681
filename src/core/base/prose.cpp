#include "core/base/prose.hpp"
#include "core/base/text.hpp"
#include <algorithm>

namespace reef {
namespace {

constexpr RefusalKind not_prose{"input.not_prose", "This text has characters that nobody can read.", 422};
constexpr RefusalKind no_words{"input.no_words", "This text says nothing.", 422};
constexpr RefusalKind prose_too_long{"input.prose_too_long",
                                     "This text has {} characters; at most {} are read to the end.", 422};
constexpr RefusalKind paragraph_too_long{
    "input.paragraph_too_long",
    "Paragraph {} has {} characters. Leave an empty line where a new thought begins, after at most {}.", 422};

constexpr std::size_t line_max = 200, first_words_max = 60;

std::unexpected<Refusal> beyond(const RefusalKind& kind, std::vector<std::size_t> numbers) {
    std::vector<std::string> arguments;
    for (const auto number : numbers) arguments.push_back(std::to_string(number));
    return refuse(kind, {}, std::move(arguments));
}

} // namespace

Result<Prose> Prose::parse(std::string_view text) {
    if (!is_valid_utf8(text) || has_control_characters(text)) return refuse(not_prose);
    const auto paragraphs = paragraphs_of(trimmed(text));
    if (paragraphs.empty()) return refuse(no_words);
    Prose prose{joined(paragraphs)};
    if (const auto length = count_characters(prose.words); length > prose_characters_max)
        return beyond(prose_too_long, {length, prose_characters_max});
    for (std::size_t i = 0; i < paragraphs.size(); ++i)
        if (const auto length = count_characters(paragraphs[i]); length > prose_paragraph_max)
            return beyond(paragraph_too_long, {i + 1, length, prose_paragraph_max});
    return prose;
}

bool is_long(std::string_view value) {
    return value.find('\n') != std::string_view::npos || count_characters(value) > line_max;
}

std::string first_words(std::string_view value) {
    if (!is_long(value)) return std::string(value);
    auto line = value.substr(0, value.find('\n'));
    if (count_characters(line) <= first_words_max) return "“" + std::string(line) + " …”";
    std::size_t characters = 0, end = 0;
    const auto goes_on = [&](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) == 0x80 || characters++ < first_words_max;
    };
    while (end < line.size() && goes_on(line[end])) ++end;
    const auto space = line.substr(0, end).rfind(' ');
    return "“" + std::string(line.substr(0, space == std::string_view::npos ? end : space)) + " …”";
}

std::string in_short(std::string_view value, const Say& say) {
    if (!is_long(value)) return std::string(value);
    const auto count = paragraphs_of(value).size();
    return fill(count == 1 ? say("{} (1 paragraph)") : say("{} ({} paragraphs)"),
                {first_words(value), std::to_string(count)});
}

} // namespace reef
