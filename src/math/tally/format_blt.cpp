// BLT: the format of OpenSTV, OpaVote and Scottish councils (Hill, Wichmann & Woodall 1987, "Algorithm 123"; the
// OpaVote manual).
//   3 2            candidates and seats; a comma may follow
//   -2             withdrawn candidates
//   12 1 3=2 0     a weight, the candidates in order of preference ("=" ties, "-" skips a place), and 0
//   0              the end of the ballots
//   "Anna"         a name for each candidate and a title, quoted or bare
#include "math/tally/format_list.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

/// Words and names of the text, with the place of the last one.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}
    std::size_t line = 1, column = 1;
    std::vector<std::pair<std::int64_t, std::string>> alternative_names; // from "# ALTERNATIVE NAME 3: Anna"

    /// The next word; empty at the end. Comments run from "#" to the end of the line.
    std::string_view word() {
        skip_blank();
        return taken(std::min(text_.find_first_of(" \t\r\n#,", at_), text_.size()));
    }

    /// The next name, quoted or the rest of its line.
    Result<std::string> name() {
        skip_blank();
        if (at_ == text_.size()) return std::string();
        if (text_[at_] != '"') return std::string(trimmed(taken(std::min(text_.find('\n', at_), text_.size()))));
        std::string out;
        mark();
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"' && (at_ + 1 == text_.size() || text_[at_ + 1] != '"')) {
                ++at_;
                return out;
            }
            if (text_[at_] == '"') ++at_;
            out.push_back(text_[at_]);
            if (text_[at_] == '\n') start_line(at_ + 1);
        }
        return refuse_at(line, column, "the quote that opens here is never closed.");
    }

    bool at_end() {
        skip_blank();
        return at_ == text_.size();
    }

    std::unexpected<Refusal> refuse(std::string_view what) const { return refuse_at(line, column, what); }

  private:
    std::string_view text_;
    std::size_t at_ = 0, line_begin_ = 0, line_number_ = 1;

    void start_line(std::size_t begin) {
        line_begin_ = begin;
        ++line_number_;
    }
    void mark() {
        line = line_number_;
        column = at_ - line_begin_ + 1;
    }
    std::string_view taken(std::size_t end) {
        mark();
        const auto part = text_.substr(at_, end - at_);
        at_ = end;
        return part;
    }
    void skip_blank() {
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '#') {
                const auto end = std::min(text_.find('\n', at_), text_.size());
                note_alternative_name(text_.substr(at_, end - at_));
                at_ = end;
                if (at_ == text_.size()) return;
            }
            if (text_[at_] == '\n')
                start_line(at_ + 1);
            else if (text_[at_] != ' ' && text_[at_] != '\t' && text_[at_] != '\r' && text_[at_] != ',')
                return;
        }
    }
    void note_alternative_name(std::string_view comment) {
        constexpr std::string_view mark = "# ALTERNATIVE NAME ";
        const auto colon = comment.find(':');
        if (!comment.starts_with(mark) || colon == std::string_view::npos) return;
        const auto number = parse_integer(comment.substr(mark.size(), colon - mark.size()));
        if (number) alternative_names.emplace_back(*number, std::string(trimmed(comment.substr(colon + 1))));
    }
};

class BltReader {
  public:
    explicit BltReader(std::string_view text) : scan_(text) {}

    Result<Election> read() {
        if (const auto done = read_header(); !done) return std::unexpected(done.error());
        if (const auto done = read_ballots(); !done) return std::unexpected(done.error());
        if (const auto done = read_names(); !done) return std::unexpected(done.error());
        election_.ballots.compress();
        return std::move(election_);
    }

  private:
    Scanner scan_;
    Election election_;
    std::vector<std::size_t> seen_; // the number of the ballot that last named each candidate

    Result<void> read_header() {
        const auto count = parse_integer(scan_.word());
        if (!count || *count < 1 || *count > candidates_max)
            return scan_.refuse("the number of candidates stands here, from 1 to 10000.");
        const auto seats = parse_integer(scan_.word());
        if (!seats || *seats < 1 || *seats > candidates_max)
            return scan_.refuse("the number of seats stands here, at least 1.");
        election_.seats = *seats;
        for (std::int64_t i = 1; i <= *count; ++i)
            election_.candidates.push_back({std::to_string(i), std::to_string(i)});
        seen_.assign(election_.candidates.size(), 0);
        return {};
    }

    Result<CandidateIndex> candidate(std::string_view word) const {
        const auto number = parse_integer(word);
        if (!number || *number < 1 || *number > static_cast<std::int64_t>(election_.candidates.size()))
            return scan_.refuse("\"" + std::string(word.substr(0, 40)) +
                                "\" is no candidate: they are numbered from 1 to " +
                                std::to_string(election_.candidates.size()) + ".");
        return static_cast<CandidateIndex>(*number - 1);
    }

    Result<void> read_ballots() {
        for (std::size_t number = 1;; ++number) {
            const auto word = scan_.word();
            if (word.empty()) return scan_.refuse("the ballots end with a line \"0\", and the file ends before it.");
            if (word == "0") return {};
            if (word.starts_with('-')) {
                const auto withdrawn = candidate(word.substr(1));
                if (!withdrawn) return std::unexpected(withdrawn.error());
                election_.candidates[*withdrawn].withdrawn = true;
                continue;
            }
            const auto weight = Exact::parse(word);
            if (!weight || weight->sign() < 0 || (weight->is_whole() && !weight->fits_whole()))
                return scan_.refuse("a ballot begins with its weight, a number such as 1.");
            BallotPaper paper;
            if (weight->is_whole())
                paper.count = weight->whole();
            else
                paper.weight = *weight;
            if (paper.count > std::numeric_limits<std::int64_t>::max() - election_.ballots.voters())
                return scan_.refuse("these are more ballots than can be counted.");
            if (const auto done = read_preferences(paper, number); !done) return std::unexpected(done.error());
            if (paper.count > 0) election_.ballots.add(paper);
        }
    }

    Result<void> read_preferences(BallotPaper& paper, std::size_t number) {
        for (std::uint32_t level = 0;; ++level) {
            const auto word = scan_.word();
            if (word.empty()) return scan_.refuse("a ballot ends with 0, and the file ends before it.");
            if (word == "0") return {};
            if (word == "-") continue;
            for (const auto part : split(word, '=')) {
                const auto named = candidate(part);
                if (!named) return std::unexpected(named.error());
                if (seen_[*named] == number)
                    return scan_.refuse("this ballot names candidate " + std::string(part) + " twice.");
                seen_[*named] = number;
                paper.candidates.push_back(*named);
                paper.levels.push_back(level);
            }
        }
    }

    Result<void> read_names() {
        std::vector<std::string> names;
        while (names.size() <= election_.candidates.size() && !scan_.at_end()) {
            auto name = scan_.name();
            if (!name) return std::unexpected(name.error());
            names.push_back(std::move(*name));
        }
        auto& candidates = election_.candidates;
        if (names.size() >= candidates.size()) {
            for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].name = names[i];
            if (names.size() > candidates.size()) election_.title = names.back();
            return {};
        }
        if (names.size() > 1)
            return scan_.refuse("after the ballots come " + std::to_string(candidates.size()) +
                                " names, and the file has " + std::to_string(names.size()) + ".");
        if (names.size() == 1) election_.title = names.front();
        for (const auto& [number, name] : scan_.alternative_names)
            if (number >= 1 && number <= static_cast<std::int64_t>(candidates.size()))
                candidates[static_cast<std::size_t>(number - 1)].name = name;
        return {};
    }
};

} // namespace

bool looks_like_blt(std::string_view text) {
    Scanner scan(text);
    const auto is_number = [](std::string_view word) {
        return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (!is_number(scan.word())) return false;
    const auto line = scan.line;
    return is_number(scan.word()) && scan.line == line;
}

Result<Election> read_blt(std::string_view text) { return BltReader(text).read(); }

} // namespace reef::tally
