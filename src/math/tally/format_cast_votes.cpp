// Cast vote records as tabulators such as RCTab read and write them: a table, separated by tabs, commas or semicolons,
// with a heading line and one column for each place: `rank1`, `Rank 2`, `choice_3`, `1st Choice`. A column `count` says
// how many such ballots there are; other columns (precinct, batch, id) are passed over. Cells name a candidate, or are
// one of
//   (empty), undervote, skipped      nobody in this place
//   overvote                         several candidates in this place
//   UWI, write-in, Undeclared Write-ins   somebody who is no declared candidate
#include "math/tally/format_list.hpp"
#include <algorithm>
#include <unordered_map>

namespace reef::tally {
namespace {

char separator_of(std::string_view heading) {
    for (const char candidate : {'\t', ';'})
        if (heading.find(candidate) != std::string_view::npos) return candidate;
    return ',';
}

/// The place that a heading names, from 1; 0 for other columns. Digits and the words "rank" or "choice" alone make a
/// place.
std::int64_t place_of(std::string_view heading) {
    std::string letters, digits;
    for (const char c : lower_ascii(trimmed(heading))) {
        if (c >= '0' && c <= '9')
            digits.push_back(c);
        else if (c >= 'a' && c <= 'z')
            letters.push_back(c);
        else if (c != ' ' && c != '_' && c != '-')
            return 0;
    }
    const bool is_place = letters == "rank" || letters == "choice" || letters == "stchoice" || letters == "ndchoice" ||
                          letters == "rdchoice" || letters == "thchoice";
    return is_place && digits.size() <= 4 ? parse_integer(digits).value_or(0) : 0;
}

enum class Cell { nobody, overvote, write_in, named };
Cell meaning_of(std::string_view text) {
    const auto word = lower_ascii(trimmed(text));
    if (word.empty() || word == "undervote" || word == "skipped") return Cell::nobody;
    if (word == "overvote") return Cell::overvote;
    if (word == "uwi" || word == "write-in" || word == "undeclared write-ins") return Cell::write_in;
    return Cell::named;
}

class CastVotesReader {
  public:
    explicit CastVotesReader(std::string_view text) : lines_(text) {}

    Result<Election> read() {
        std::string_view line;
        if (!lines_.next(line)) return refuse_at(1, 1, "the heading line is missing.");
        separator_ = separator_of(line);
        if (const auto done = read_heading(line); !done) return std::unexpected(done.error());
        while (lines_.next(line)) {
            if (trimmed(line).empty()) continue;
            if (const auto done = read_row(line); !done) return std::unexpected(done.error());
        }
        if (election_.candidates.empty()) return refuse_at(lines_.number(), 1, "no ballot names a candidate.");
        election_.ballots.compress();
        return std::move(election_);
    }

  private:
    Lines lines_;
    char separator_ = '\t';
    Election election_;
    std::unordered_map<std::string, CandidateIndex> index_of_;
    std::vector<std::int64_t> places_; // of each column; 0: not a place
    std::optional<std::size_t> count_column_;

    Result<void> read_heading(std::string_view line) {
        const auto fields = separated_fields(line, separator_, lines_.number());
        if (!fields) return std::unexpected(fields.error());
        for (const auto& field : *fields) {
            if (lower_ascii(trimmed(field.text)) == "count") count_column_ = places_.size();
            const auto place = place_of(field.text);
            if (place > 0 && std::ranges::find(places_, place) != places_.end())
                return refuse_at(lines_.number(), field.column, "two columns are the same place.");
            places_.push_back(place);
        }
        return {};
    }

    Result<std::int64_t> count_of(const std::vector<Field>& fields) const {
        if (!count_column_) return 1;
        const auto& field = fields[*count_column_];
        const auto count = parse_integer(trimmed(field.text));
        if (!count || *count < 0 || *count > std::numeric_limits<std::int64_t>::max() - election_.ballots.voters())
            return refuse_at(lines_.number(), field.column, "the count of ballots is a whole number, not negative.");
        return *count;
    }

    Result<CandidateIndex> candidate(std::string_view name, bool is_write_in, std::size_t column) {
        const std::string id(is_write_in ? "Undeclared Write-ins" : trimmed(name));
        const auto [entry, is_new] =
            index_of_.try_emplace(id, static_cast<CandidateIndex>(election_.candidates.size()));
        if (is_new) {
            if (election_.candidates.size() == std::size_t{candidates_max})
                return refuse_at(lines_.number(), column, "more than 10000 candidates are named.");
            election_.candidates.push_back({.id = id, .name = id, .is_write_in = is_write_in});
        }
        return entry->second;
    }

    Result<void> read_row(std::string_view line) {
        const auto fields = separated_fields(line, separator_, lines_.number());
        if (!fields) return std::unexpected(fields.error());
        if (fields->size() > places_.size())
            return refuse_at(lines_.number(), (*fields)[places_.size()].column, "the heading has no such column.");
        if (count_column_ && *count_column_ >= fields->size())
            return refuse_at(lines_.number(), line.size() + 1, "the count of ballots is missing.");
        const auto count = count_of(*fields);
        if (!count) return std::unexpected(count.error());
        std::vector<std::pair<std::int64_t, std::size_t>> columns; // by place
        for (std::size_t i = 0; i < fields->size(); ++i)
            if (places_[i] > 0) columns.emplace_back(places_[i], i);
        std::ranges::sort(columns);
        BallotPaper paper{.count = *count};
        for (const auto& [place, column] : columns) {
            const auto& field = (*fields)[column];
            const auto meaning = meaning_of(field.text);
            const auto level = static_cast<std::uint32_t>(place - 1);
            if (meaning == Cell::nobody) continue;
            if (meaning == Cell::overvote) {
                paper.spoilt.push_back({level, SpoiltReason::overvote});
                continue;
            }
            const auto named = candidate(field.text, meaning == Cell::write_in, field.column);
            if (!named) return std::unexpected(named.error());
            if (std::ranges::find(paper.candidates, *named) != paper.candidates.end()) {
                paper.spoilt.push_back({level, SpoiltReason::repeated});
                continue;
            }
            paper.candidates.push_back(*named);
            paper.levels.push_back(level);
        }
        if (paper.count > 0) election_.ballots.add(paper);
        return {};
    }
};

} // namespace

bool looks_like_cast_votes(std::string_view text) {
    std::string_view line;
    if (!Lines(text).next(line) || line.starts_with('#')) return false;
    const auto fields = separated_fields(line, separator_of(line), 1);
    return fields && std::ranges::any_of(*fields, [](const Field& field) { return place_of(field.text) == 1; });
}

Result<Election> read_cast_votes(std::string_view text) { return CastVotesReader(text).read(); }

} // namespace reef::tally
