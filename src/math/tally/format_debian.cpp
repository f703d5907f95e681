// Tally sheets of the Debian project (https://www.debian.org/vote/): "Option 1----->: Anna" names the candidates, "V:
// 21-3  hash" is a ballot with the place given to each candidate in order, "-" for none. Places from the tenth on are
// letters.
#include "math/tally/format_list.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

/// The place that a character gives, from 0; nothing for other characters.
std::optional<std::uint32_t> place_of(char c) {
    if (c >= '1' && c <= '9') return static_cast<std::uint32_t>(c - '1');
    if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A' + 9);
    return {};
}

/// "Option 1----->: Anna" gives Anna; nothing for other lines.
std::optional<std::string_view> candidate_name(std::string_view line) {
    const auto option = line.find("Option ");
    if (option == std::string_view::npos) return {};
    const auto after = line.substr(option + 7);
    const auto colon = after.find(": ");
    if (colon == std::string_view::npos || after.empty() || !place_of(after[0])) return {};
    if (after.substr(1, colon - 1).find_first_not_of("->") != std::string_view::npos) return {};
    return trimmed(after.substr(colon + 2));
}

} // namespace

bool looks_like_debian(std::string_view text) {
    return text.find("\nV: ") != std::string_view::npos && text.find("Option 1") != std::string_view::npos;
}

Result<Election> read_debian(std::string_view text) {
    Election election{.title = "Debian tally sheet"};
    Lines lines(text);
    for (std::string_view line; lines.next(line);) {
        if (const auto name = candidate_name(line)) {
            const auto id = std::to_string(election.candidates.size() + 1);
            election.candidates.push_back({id, std::string(*name)});
            continue;
        }
        if (!line.starts_with("V: ")) continue;
        const auto vote = line.substr(3, std::min(line.find_first_of(" \t", 3), line.size()) - 3);
        if (vote.size() != election.candidates.size())
            return refuse_at(lines.number(), 4,
                             "a ballot has one character for each of the " +
                                 std::to_string(election.candidates.size()) + " options.");
        std::vector<std::pair<std::uint32_t, CandidateIndex>> marks;
        for (std::size_t i = 0; i < vote.size(); ++i) {
            if (vote[i] == '-') continue;
            const auto place = place_of(vote[i]);
            if (!place)
                return refuse_at(lines.number(), 4 + i, "a place is a digit from 1, a capital letter, or \"-\".");
            marks.emplace_back(*place, static_cast<CandidateIndex>(i));
        }
        std::ranges::sort(marks);
        BallotPaper paper;
        for (const auto& [place, candidate] : marks) {
            paper.candidates.push_back(candidate);
            paper.levels.push_back(place);
        }
        election.ballots.add(paper);
    }
    if (election.candidates.empty()) return refuse_at(1, 1, "the sheet names no options.");
    election.ballots.compress();
    return election;
}

} // namespace reef::tally
