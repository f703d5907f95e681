#include "commons/people/likeness.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace reef::people {
namespace {

/// U+00C0 to U+017F (Latin-1 Supplement, Latin Extended-A) without their marks; by ranges that end where one stands.
struct Folded {
    char32_t last;
    std::string_view plain;
};
constexpr Folded folded[] = {
    {0xC5, "a"},  {0xC6, "ae"},  {0xC7, "c"},  {0xCB, "e"},   {0xCF, "i"},  {0xD0, "d"},  {0xD1, "n"},  {0xD6, "o"},
    {0xD7, " "},  {0xD8, "o"},   {0xDC, "u"},  {0xDD, "y"},   {0xDE, "th"}, {0xDF, "ss"}, {0xE5, "a"},  {0xE6, "ae"},
    {0xE7, "c"},  {0xEB, "e"},   {0xEF, "i"},  {0xF0, "d"},   {0xF1, "n"},  {0xF6, "o"},  {0xF7, " "},  {0xF8, "o"},
    {0xFC, "u"},  {0xFD, "y"},   {0xFE, "th"}, {0xFF, "y"},   {0x105, "a"}, {0x10D, "c"}, {0x111, "d"}, {0x11B, "e"},
    {0x123, "g"}, {0x127, "h"},  {0x131, "i"}, {0x133, "ij"}, {0x135, "j"}, {0x138, "k"}, {0x142, "l"}, {0x14B, "n"},
    {0x151, "o"}, {0x153, "oe"}, {0x159, "r"}, {0x161, "s"},  {0x167, "t"}, {0x173, "u"}, {0x175, "w"}, {0x178, "y"},
    {0x17E, "z"}, {0x17F, "s"}};

/// Two bytes of UTF-8 as their letter; 0 where it is none of these.
char32_t two_byte_letter(unsigned char first, unsigned char second) {
    if (first < 0xC2 || first > 0xDF || (second & 0xC0) != 0x80) return 0;
    return static_cast<char32_t>((first & 0x1F) << 6 | (second & 0x3F));
}

} // namespace

std::string plain_name(std::string_view name) {
    std::string plain;
    const auto space = [&] {
        if (!plain.empty() && plain.back() != ' ') plain += ' ';
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto byte = static_cast<unsigned char>(name[i]);
        if (byte < 0x80) {
            if (byte >= 'A' && byte <= 'Z')
                plain += static_cast<char>(byte - 'A' + 'a');
            else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
                plain += name[i];
            else
                space();
            continue;
        }
        const auto letter = i + 1 < name.size() ? two_byte_letter(byte, static_cast<unsigned char>(name[i + 1])) : 0;
        if (letter == 0xA0) // a space that does not break
            space(), ++i;
        else if (letter >= 0xC0 && letter <= 0x17F) {
            const auto* found = std::ranges::lower_bound(folded, letter, {}, &Folded::last);
            if (found->plain == " ")
                space();
            else
                plain += found->plain;
            ++i;
        } else if (letter >= 0x300 && letter <= 0x36F) // an accent that stands by itself
            ++i;
        else
            plain += name[i];
    }
    while (plain.ends_with(' ')) plain.pop_back();
    return plain;
}

std::vector<AlikePair> alike_pairs(const std::vector<Mark>& marks, std::size_t crowd) {
    std::map<std::pair<Likeness, std::string_view>, std::set<MemberId>> holders;
    for (const auto& mark : marks)
        if (!mark.text.empty()) holders[{mark.kind, mark.text}].insert(mark.member);
    std::map<std::pair<MemberId, MemberId>, std::set<Likeness>> pairs;
    for (const auto& [mark, members] : holders) {
        if (members.size() > crowd) continue;
        for (auto first = members.begin(); first != members.end(); ++first)
            for (auto second = std::next(first); second != members.end(); ++second)
                pairs[{*first, *second}].insert(mark.first);
    }
    std::vector<AlikePair> found;
    for (const auto& [pair, alike] : pairs) found.push_back({pair.first, pair.second, {alike.begin(), alike.end()}});
    return found;
}

} // namespace reef::people
