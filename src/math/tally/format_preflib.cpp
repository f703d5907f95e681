// PrefLib's .soc .soi .toc .toi (orders, complete or not, with ties or not) and .cat (categories),
// https://www.preflib.org/format.
//   # ALTERNATIVE NAME 1: Anna
//   12: 1,{2,3}              twelve voters; braces tie
// The older form of the same files has the number of candidates, "1,Anna" …, "voters,sum,distinct", then "12,1,{2,3}".
// A .cat file puts a category in each place: two categories are read as approval (the first approves), more as scores
// (the first scores highest).
#include "math/tally/format_list.hpp"

namespace reef::tally {
namespace {

class PreflibReader {
  public:
    explicit PreflibReader(std::string_view text) : lines_(text) {}

    Result<Election> read() {
        while (lines_.next(line_)) {
            if (trimmed(line_).empty()) continue;
            const auto done = line_.starts_with('#') ? read_fact() : is_old_ ? read_old() : read_new();
            if (!done) return std::unexpected(done.error());
        }
        if (election_.candidates.empty()) return refuse_at(1, 1, "the file names no candidates.");
        if (election_.kind == BallotKind::score) election_.score_max = categories_ - 1;
        election_.ballots.compress();
        return std::move(election_);
    }

  private:
    Lines lines_;
    std::string_view line_;
    Election election_;
    std::int64_t categories_ = 0;
    bool is_cat_ = false, is_old_ = false;
    std::size_t old_line_ = 0;
    std::vector<std::size_t> seen_; // the line that last named each candidate

    std::unexpected<Refusal> refuse(std::size_t at, std::string_view what) const {
        return refuse_at(lines_.number(), at + 1, what);
    }

    Result<void> set_candidates(std::string_view text) {
        const auto count = parse_integer(trimmed(text));
        if (!count || *count < 1 || *count > candidates_max)
            return refuse(0, "the number of candidates is from 1 to 10000.");
        for (std::int64_t i = 1; i <= *count; ++i)
            election_.candidates.push_back({std::to_string(i), std::to_string(i)});
        seen_.assign(election_.candidates.size(), 0);
        return {};
    }

    Result<void> read_fact() {
        const auto colon = line_.find(':');
        if (colon == std::string_view::npos) return {};
        const auto name = trimmed(line_.substr(1, colon - 1));
        const auto value = trimmed(line_.substr(colon + 1));
        if (name == "TITLE") election_.title = value;
        if ((name == "DATA TYPE" || name == "NUMBER CATEGORIES") && !election_.ballots.empty())
            return refuse(0, "what kind of ballots these are stands before the first of them.");
        if (name == "DATA TYPE") {
            is_cat_ = value == "cat";
            if (!is_cat_) election_.kind = BallotKind::ranked;
        }
        if (name == "NUMBER CATEGORIES") {
            const auto count = parse_integer(value);
            if (!count || *count < 1 || *count > 1000)
                return refuse(colon + 1, "the number of categories is from 1 to 1000.");
            categories_ = *count;
            is_cat_ = true;
            election_.kind = categories_ <= 2 ? BallotKind::approval : BallotKind::score;
        }
        if (name == "NUMBER ALTERNATIVES" && election_.candidates.empty()) return set_candidates(value);
        if (name.starts_with("ALTERNATIVE NAME ")) {
            const auto number = parse_integer(name.substr(17));
            if (!number || *number < 1 || *number > static_cast<std::int64_t>(election_.candidates.size()))
                return refuse(19, "this alternative is not among the number of alternatives that the file states.");
            election_.candidates[static_cast<std::size_t>(*number - 1)].name = value;
        }
        return {};
    }

    Result<void> read_new() {
        if (election_.candidates.empty() && line_.find(':') == std::string_view::npos) {
            is_old_ = true;
            return read_old();
        }
        const auto colon = line_.find(':');
        if (colon == std::string_view::npos) return refuse(0, "a line of ballots is a count, a colon and an order.");
        if (election_.candidates.empty()) return refuse(0, "\"# NUMBER ALTERNATIVES\" comes before the ballots.");
        return read_ballot(line_.substr(0, colon), colon + 1);
    }

    /// The lines of the older form, in order.
    Result<void> read_old() {
        const auto step = old_line_++;
        if (step == 0) return set_candidates(line_);
        const auto comma = line_.find(',');
        if (comma == std::string_view::npos) return refuse(0, "a comma is missing.");
        if (step > election_.candidates.size() + 1) return read_ballot(line_.substr(0, comma), comma + 1);
        if (step <= election_.candidates.size()) {
            if (parse_integer(line_.substr(0, comma)) != static_cast<std::int64_t>(step))
                return refuse(0, "the candidates come in order, as \"" + std::to_string(step) + ",Name\".");
            election_.candidates[step - 1].name = trimmed(line_.substr(comma + 1));
        }
        return {};
    }

    Result<void> read_ballot(std::string_view count_text, std::size_t at) {
        const auto count = parse_integer(trimmed(count_text));
        if (!count || *count < 0) return refuse(0, "a line of ballots begins with how many there are.");
        if (*count > std::numeric_limits<std::int64_t>::max() - election_.ballots.voters())
            return refuse(0, "these are more ballots than can be counted.");
        BallotPaper paper{.count = *count};
        bool in_braces = false;
        for (std::uint32_t level = 0; at < line_.size();) {
            const char c = line_[at];
            if (c == '{' || c == '}') {
                if (in_braces == (c == '{')) return refuse(at, "this brace has no partner.");
                in_braces = c == '{';
                ++at;
            } else if (c == ',' || c == ' ' || c == '\t') {
                if (c == ',' && !in_braces) ++level;
                ++at;
            } else {
                const auto end = std::min(line_.find_first_of("{}, \t", at), line_.size());
                if (const auto done = add(paper, line_.substr(at, end - at), at, level); !done) return done;
                at = end;
            }
        }
        if (in_braces) return refuse(line_.size(), "a brace is never closed.");
        if (is_cat_) order_by_candidate(paper);
        if (paper.count > 0) election_.ballots.add(paper);
        return {};
    }

    Result<void> add(BallotPaper& paper, std::string_view word, std::size_t at, std::uint32_t level) {
        const auto number = parse_integer(word);
        if (!number || *number < 1 || *number > static_cast<std::int64_t>(election_.candidates.size()))
            return refuse(at, "\"" + std::string(word.substr(0, 40)) +
                                  "\" is no candidate: they are numbered from 1 to " +
                                  std::to_string(election_.candidates.size()) + ".");
        const auto index = static_cast<std::size_t>(*number - 1);
        if (seen_[index] == lines_.number())
            return refuse(at, "this ballot names candidate " + std::string(word) + " twice.");
        seen_[index] = lines_.number();
        if (is_cat_ && level >= categories_)
            return refuse(at, "the file states " + std::to_string(categories_) + " categories, and this is one more.");
        if (is_cat_ && election_.kind == BallotKind::approval && level > 0) return {};
        paper.candidates.push_back(static_cast<CandidateIndex>(index));
        if (!is_cat_)
            paper.levels.push_back(level);
        else if (election_.kind == BallotKind::score)
            paper.values.push_back(Exact(categories_ - 1 - level));
        return {};
    }

    static void order_by_candidate(BallotPaper& paper) {
        std::map<CandidateIndex, Exact> marks;
        for (std::size_t i = 0; i < paper.candidates.size(); ++i)
            marks[paper.candidates[i]] = paper.values.empty() ? Exact() : paper.values[i];
        const bool has_values = !paper.values.empty();
        paper.candidates.clear();
        paper.values.clear();
        for (const auto& [candidate, value] : marks) {
            paper.candidates.push_back(candidate);
            if (has_values) paper.values.push_back(value);
        }
    }
};

} // namespace

bool looks_like_preflib(std::string_view text) {
    if (text.starts_with('#')) return text.find("# NUMBER ALTERNATIVES:") != std::string_view::npos;
    Lines lines(text);
    std::string_view first, second;
    return lines.next(first) && lines.next(second) && parse_integer(trimmed(first)) &&
           trimmed(second).starts_with("1,");
}

Result<Election> read_preflib(std::string_view text) { return PreflibReader(text).read(); }

} // namespace reef::tally
