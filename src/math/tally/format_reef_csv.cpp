// Our own plain table of ballots, which a spreadsheet can write:
//   # reef ballots: ranked            the first line; or approval, score, points, choice
//   # title: Board 2027               further lines with "#", all optional: title, seats, top (of the scale of scores),
//   and for each # candidate anna: Anna Jansen     candidate a name; "# withdrawn: anna" takes one out
//   count,weight,class,anna,bo,chi    the heading: the three first are optional, the rest are the candidates' ids
//   12,1,members,1,2,                 a cell for each candidate
// A cell is, by kind of ballot: ranked: the place, from 1, equal for ties, empty for unranked; approval: 1 or x, else 0
// or empty; score and points: a number (12, -0.5, 1/3), empty for none; choice: as approval, for one candidate at most.
#include "math/tally/format_list.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

constexpr std::string_view first_line = "# reef ballots:";

class ReefCsvReader {
  public:
    explicit ReefCsvReader(std::string_view text) : lines_(text) {}

    Result<Election> read() {
        bool has_heading = false;
        while (lines_.next(line_)) {
            if (trimmed(line_).empty()) continue;
            const auto done = line_.starts_with('#') ? read_fact() : has_heading ? read_row() : read_heading();
            if (!done) return std::unexpected(done.error());
            has_heading = has_heading || !line_.starts_with('#');
        }
        if (!has_heading) return refuse_at(lines_.number(), 1, "the heading with the candidates is missing.");
        if (const auto done = apply_facts(); !done) return std::unexpected(done.error());
        election_.ballots.compress();
        return std::move(election_);
    }

  private:
    struct Named {
        std::string id, name;
        std::size_t line;
    };
    Lines lines_;
    std::string_view line_;
    Election election_;
    std::vector<Named> names_, withdrawn_;
    std::optional<std::size_t> count_column_, weight_column_, class_column_;
    std::size_t first_candidate_ = 0;

    std::unexpected<Refusal> refuse(std::size_t column, std::string_view what) const {
        return refuse_at(lines_.number(), column, what);
    }

    Result<void> read_fact() {
        const auto colon = line_.find(':');
        if (colon == std::string_view::npos) return {}; // a remark
        const auto name = trimmed(line_.substr(1, colon - 1));
        const std::string value(trimmed(line_.substr(colon + 1)));
        if (name == "reef ballots") {
            if (lines_.number() != 1) return refuse(1, "the kind of ballots stands in the first line alone.");
            for (const auto kind :
                 {BallotKind::ranked, BallotKind::approval, BallotKind::score, BallotKind::points, BallotKind::choice})
                if (value == name_of(kind)) return void(election_.kind = kind), Result<void>();
            return refuse(colon + 2, "ballots are ranked, approval, score, points or choice.");
        }
        if (name == "title") election_.title = value;
        if (name == "seats") {
            const auto seats = parse_integer(value);
            if (!seats || *seats < 1) return refuse(colon + 2, "the number of seats is at least 1.");
            election_.seats = *seats;
        }
        if (name == "top") {
            const auto top = Exact::parse(value);
            if (!top || top->sign() <= 0) return refuse(colon + 2, "the top of the scale is a number above 0.");
            election_.score_max = *top;
        }
        if (name.starts_with("candidate "))
            names_.push_back({std::string(trimmed(name.substr(10))), value, lines_.number()});
        if (name == "withdrawn") withdrawn_.push_back({value, {}, lines_.number()});
        return {};
    }

    Candidate* candidate(const std::string& id) {
        const auto found = std::ranges::find(election_.candidates, id, &Candidate::id);
        return found == election_.candidates.end() ? nullptr : &*found;
    }

    Result<void> apply_facts() {
        for (const auto& [id, name, line] : names_) {
            auto* named = candidate(id);
            if (!named) return refuse_at(line, 3, "the heading has no candidate \"" + id.substr(0, 80) + "\".");
            named->name = name;
        }
        for (const auto& [id, name, line] : withdrawn_) {
            auto* named = candidate(id);
            if (!named) return refuse_at(line, 3, "the heading has no candidate \"" + id.substr(0, 80) + "\".");
            named->withdrawn = true;
        }
        return {};
    }

    Result<void> read_heading() {
        const auto fields = separated_fields(line_, ',', lines_.number());
        if (!fields) return std::unexpected(fields.error());
        for (std::size_t i = 0; i < fields->size(); ++i) {
            const std::string id(trimmed((*fields)[i].text));
            const bool is_fact = election_.candidates.empty() && (id == "count" || id == "weight" || id == "class");
            if (is_fact) {
                (id == "count" ? count_column_ : id == "weight" ? weight_column_ : class_column_) = i;
                first_candidate_ = i + 1;
                continue;
            }
            if (id.empty()) return refuse((*fields)[i].column, "a candidate has an id.");
            if (candidate(id)) return refuse((*fields)[i].column, "two candidates have the same id.");
            election_.candidates.push_back({id, id});
        }
        if (election_.candidates.empty()) return refuse(1, "the heading names no candidates.");
        return {};
    }

    Result<void> read_row() {
        const auto fields = separated_fields(line_, ',', lines_.number());
        if (!fields) return std::unexpected(fields.error());
        if (fields->size() != first_candidate_ + election_.candidates.size())
            return refuse(1, "this line has " + std::to_string(fields->size()) + " cells, and the heading " +
                                 std::to_string(first_candidate_ + election_.candidates.size()) + ".");
        BallotPaper paper;
        if (count_column_) {
            const auto& field = (*fields)[*count_column_];
            const auto count = parse_integer(trimmed(field.text));
            if (!count || *count < 0 || *count > std::numeric_limits<std::int64_t>::max() - election_.ballots.voters())
                return refuse(field.column, "the count of ballots is a whole number, not negative.");
            paper.count = *count;
        }
        if (weight_column_) {
            const auto& field = (*fields)[*weight_column_];
            const auto weight = Exact::parse(trimmed(field.text));
            if (!weight || weight->sign() < 0) return refuse(field.column, "a weight is a number, not negative.");
            paper.weight = *weight;
        }
        if (class_column_) paper.group = class_index(std::string(trimmed((*fields)[*class_column_].text)));
        for (std::size_t i = first_candidate_; i < fields->size(); ++i)
            if (const auto done = read_cell(paper, (*fields)[i], i - first_candidate_); !done) return done;
        if (election_.kind == BallotKind::ranked) order_by_level(paper);
        if (paper.count > 0) election_.ballots.add(paper);
        return {};
    }

    std::uint32_t class_index(const std::string& name) {
        auto& groups = election_.groups;
        if (election_.ballots.empty() && groups.size() == 1) groups[0] = name;
        const auto found = std::ranges::find(groups, name);
        if (found != groups.end()) return static_cast<std::uint32_t>(found - groups.begin());
        groups.push_back(name);
        return static_cast<std::uint32_t>(groups.size() - 1);
    }

    Result<void> read_cell(BallotPaper& paper, const Field& field, std::size_t index) const {
        const auto text = trimmed(field.text);
        if (text.empty()) return {};
        if (election_.kind == BallotKind::score || election_.kind == BallotKind::points) {
            const auto value = Exact::parse(text);
            if (!value) return refuse(field.column, "a cell of scores or points is a number such as 3, -0.5 or 1/3.");
            if (election_.score_max.sign() > 0 && *value > election_.score_max)
                return refuse(field.column, "the top of the scale is " + election_.score_max.text() + ".");
            paper.values.push_back(*value);
        } else if (election_.kind == BallotKind::ranked) {
            const auto place = parse_integer(text);
            if (!place || *place < 1 || *place > 1'000'000)
                return refuse(field.column, "a place is a whole number from 1.");
            paper.levels.push_back(static_cast<std::uint32_t>(*place - 1));
        } else {
            if (text == "0") return {};
            if (text != "1" && text != "x") return refuse(field.column, "a mark is 1 or x, none is 0 or empty.");
            if (election_.kind == BallotKind::choice && !paper.candidates.empty())
                return refuse(field.column, "a single choice marks one candidate.");
        }
        paper.candidates.push_back(static_cast<CandidateIndex>(index));
        return {};
    }

    static void order_by_level(BallotPaper& paper) {
        std::vector<std::pair<std::uint32_t, CandidateIndex>> marks;
        for (std::size_t i = 0; i < paper.candidates.size(); ++i)
            marks.emplace_back(paper.levels[i], paper.candidates[i]);
        std::ranges::sort(marks);
        for (std::size_t i = 0; i < marks.size(); ++i) std::tie(paper.levels[i], paper.candidates[i]) = marks[i];
    }
};

} // namespace

bool looks_like_reef_csv(std::string_view text) { return text.starts_with(first_line); }

Result<Election> read_reef_csv(std::string_view text) { return ReefCsvReader(text).read(); }

} // namespace reef::tally
