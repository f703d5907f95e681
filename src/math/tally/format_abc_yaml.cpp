// Approval profiles as abcvoting stores them (`.abc.yaml`): the part of YAML that such files use. Keys at the beginning
// of a line; `profile` and `voter_weights` as flow lists, `[[0, 1], [2]]`, also over several lines, or as one list for
// each line after a dash. Candidates are called by their numbers from 0. What rules to compute with which result is
// passed over.
#include "math/tally/format_list.hpp"
#include <algorithm>
#include <optional>

namespace reef::tally {
namespace {

/// A list of lists of numbers, or a flat list of numbers, with the place of every number.
struct Number {
    std::string_view text;
    std::size_t line, column;
};
struct Group {
    std::vector<Number> numbers;
};

bool is_key_line(std::string_view line) {
    return !line.empty() && (std::isalpha(static_cast<unsigned char>(line[0])) != 0);
}

/// The part of a line before a comment. A `#` starts one at the beginning or after a space, outside quotes.
std::string_view without_comment(std::string_view line) {
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote != 0)
            quote = c == quote ? char(0) : quote;
        else if ((c == '"' || c == '\'') && (i == 0 || line[i - 1] == ' '))
            quote = c;
        else if (c == '#' && (i == 0 || line[i - 1] == ' '))
            return line.substr(0, i);
    }
    return line;
}

std::string unquoted(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 2 || text.front() != text.back() || (text.front() != '"' && text.front() != '\''))
        return std::string(text);
    return std::string(text.substr(1, text.size() - 2));
}

/// Reads brackets, commas and numbers, line by line, into groups of one depth below the outermost list.
class ListReader {
  public:
    std::optional<Refusal> take(std::string_view line, std::size_t number, std::size_t first_column) {
        for (std::size_t i = 0; i < line.size();) {
            const char c = line[i];
            const auto column = first_column + i;
            if (c == ' ' || c == ',' || c == '\t') {
                ++i;
            } else if (c == '[' || c == '{') {
                if (++depth_ > 2) return refuse_at(number, column, "lists are at most two deep here.").error();
                if (depth_ == 2) groups_.emplace_back();
                ++i;
            } else if (c == ']' || c == '}') {
                if (--depth_ < 0) return refuse_at(number, column, "a list ends here that never began.").error();
                ++i;
            } else if (c == '-' && depth_ == 0 && (i + 1 == line.size() || line[i + 1] == ' ')) {
                block_ = true; // one element of a block list: its brackets are the second level
                depth_ = 1;
                ++i;
            } else {
                const auto end = std::min(line.find_first_of(" ,[]{}\t", i), line.size());
                if (depth_ < 1) return refuse_at(number, column, "a list in brackets is expected.").error();
                const Number found{line.substr(i, end - i), number, column};
                if (depth_ == 1) groups_.emplace_back();
                if (depth_ == 1 && !flat_) flat_ = found;
                groups_.back().numbers.push_back(found);
                i = end;
            }
        }
        if (block_ && depth_ == 1) depth_ = 0; // the element ends with its line
        return {};
    }
    bool open() const { return depth_ > 0; }
    bool empty() const { return groups_.empty(); }
    /// The first number that stands in the outermost list.
    const std::optional<Number>& flat() const { return flat_; }
    const std::vector<Group>& groups() const { return groups_; }

  private:
    std::vector<Group> groups_;
    int depth_ = 0;
    bool block_ = false;
    std::optional<Number> flat_;
};

Result<std::int64_t> whole_in(const Number& number, std::int64_t least, std::int64_t most) {
    const auto value = parse_integer(number.text);
    if (!value || *value < least || *value > most)
        return refuse_at(number.line, number.column,
                         "a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                             " is expected.");
    return *value;
}

struct Parts {
    ListReader profile, weights;
    std::string title;
    std::optional<Number> candidates, seats;
};

Result<Parts> parts_of(std::string_view text) {
    Parts parts;
    ListReader* list = nullptr;
    Lines lines(text);
    std::string_view line;
    while (lines.next(line)) {
        const auto body = without_comment(line);
        if (trimmed(body).empty() || trimmed(body) == "---") continue;
        if (!is_key_line(body)) {
            if (list == nullptr) continue;
            if (auto fault = list->take(body, lines.number(), 1)) return std::unexpected(*fault);
            continue;
        }
        const auto colon = body.find(':');
        if (colon == std::string_view::npos) return refuse_at(lines.number(), 1, "a key ends in a colon.");
        const auto key = trimmed(body.substr(0, colon));
        const auto value = body.substr(colon + 1);
        const auto before = value.size() - std::min(value.find_first_not_of(' '), value.size());
        const Number number{trimmed(value), lines.number(), body.size() - before + 1};
        list = key == "profile" ? &parts.profile : key == "voter_weights" ? &parts.weights : nullptr;
        if (list != nullptr) {
            if (!list->empty()) return refuse_at(lines.number(), 1, "this list is given twice.");
            if (auto fault = list->take(value, lines.number(), colon + 2)) return std::unexpected(*fault);
        }
        if (key == "description") parts.title = unquoted(value);
        if (key == "num_cand") parts.candidates = number;
        if (key == "committeesize") parts.seats = number;
    }
    for (const auto* read : {&parts.profile, &parts.weights})
        if (read->open()) return refuse_at(lines.number() + 1, 1, "a list is not closed.");
    return parts;
}

Result<std::vector<Exact>> weights_of(const Parts& parts) {
    std::vector<Exact> weights;
    for (const auto& group : parts.weights.groups())
        for (const auto& number : group.numbers) {
            const auto weight = Exact::parse(number.text);
            if (!weight || weight->sign() <= 0)
                return refuse_at(number.line, number.column, "a weight is a number above zero.");
            weights.push_back(*weight);
        }
    const auto voters = parts.profile.groups().size();
    if (!weights.empty() && weights.size() != voters)
        return refuse_at(
            1, 1, std::to_string(weights.size()) + " weights are given for " + std::to_string(voters) + " voters.");
    weights.resize(voters, Exact(1));
    return weights;
}

Result<std::int64_t> candidates_of(const Parts& parts) {
    if (parts.candidates) return whole_in(*parts.candidates, 1, candidates_max);
    std::int64_t count = 1;
    for (const auto& group : parts.profile.groups())
        for (const auto& number : group.numbers) {
            const auto candidate = whole_in(number, 0, candidates_max - 1);
            if (!candidate) return candidate;
            count = std::max(count, *candidate + 1);
        }
    return count;
}

} // namespace

bool looks_like_abc_yaml(std::string_view text) {
    Lines lines(text);
    std::string_view line;
    while (lines.next(line))
        if (line.starts_with("profile:")) return true;
    return false;
}

Result<Election> read_abc_yaml(std::string_view text) {
    const auto parts = parts_of(text);
    if (!parts) return std::unexpected(parts.error());
    if (const auto& number = parts->profile.flat())
        return refuse_at(number->line, number->column, "the profile is a list of lists of candidates.");
    const auto candidates = candidates_of(*parts);
    if (!candidates) return std::unexpected(candidates.error());
    const auto weights = weights_of(*parts);
    if (!weights) return std::unexpected(weights.error());
    Election election{.title = parts->title, .kind = BallotKind::approval};
    if (parts->seats) {
        const auto seats = whole_in(*parts->seats, 1, *candidates);
        if (!seats) return std::unexpected(seats.error());
        election.seats = *seats;
    }
    for (std::int64_t i = 0; i < *candidates; ++i)
        election.candidates.push_back({.id = std::to_string(i), .name = std::to_string(i)});
    for (std::size_t voter = 0; voter < parts->profile.groups().size(); ++voter) {
        BallotPaper paper{.weight = (*weights)[voter]};
        for (const auto& number : parts->profile.groups()[voter].numbers) {
            const auto candidate = whole_in(number, 0, *candidates - 1);
            if (!candidate) return std::unexpected(candidate.error());
            paper.candidates.push_back(static_cast<CandidateIndex>(*candidate));
        }
        std::ranges::sort(paper.candidates);
        if (std::ranges::adjacent_find(paper.candidates) != paper.candidates.end()) {
            const auto& first = parts->profile.groups()[voter].numbers.front();
            return refuse_at(first.line, first.column, "a ballot names a candidate twice.");
        }
        election.ballots.add(paper);
    }
    election.ballots.compress();
    return election;
}

} // namespace reef::tally
