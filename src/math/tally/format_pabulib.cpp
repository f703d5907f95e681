// Participatory budgets as pabulib publishes them: the sections META, PROJECTS and VOTES, `;` between fields
// (Faliszewski and others, "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023, section 3).
#include "math/tally/format_list.hpp"
#include <algorithm>
#include <unordered_map>

namespace reef::tally {
namespace {

struct Position {
    std::size_t line = 1, column = 1;
};

/// One row under the names of its section's columns.
class Row {
  public:
    Row(const std::vector<std::string>& header, std::vector<Field> fields, std::size_t line)
        : header_(header), fields_(std::move(fields)), line_(line) {}
    std::string_view text(std::string_view column) const {
        const auto at = place(column);
        return at < fields_.size() ? trimmed(fields_[at].text) : std::string_view();
    }
    Position position(std::string_view column) const {
        const auto at = place(column);
        return {line_, at < fields_.size() ? fields_[at].column : 1};
    }
    bool has(std::string_view column) const { return place(column) < header_.size(); }

  private:
    const std::vector<std::string>& header_;
    std::vector<Field> fields_;
    std::size_t line_;
    std::size_t place(std::string_view column) const {
        return static_cast<std::size_t>(std::ranges::find(header_, column) - header_.begin());
    }
};

std::unexpected<Refusal> wrong(Position at, std::string_view what) { return refuse_at(at.line, at.column, what); }

/// Amounts may have a decimal comma.
Result<Exact> amount_of(std::string_view text, Position at) {
    std::string plain(text);
    std::ranges::replace(plain, ',', '.');
    const auto amount = Exact::parse(plain);
    if (!amount) return wrong(at, "\"" + plain.substr(0, 40) + "\" is no number.");
    if (amount->sign() < 0) return wrong(at, "an amount is not below zero.");
    return *amount;
}

enum class Section { none, meta, projects, votes };

Section section_of(std::string_view line) {
    const auto word = lower_ascii(trimmed(line));
    if (word == "meta") return Section::meta;
    if (word == "projects") return Section::projects;
    if (word == "votes") return Section::votes;
    return Section::none;
}

std::optional<BallotKind> kind_of(std::string_view vote_type) {
    if (vote_type == "approval" || vote_type == "choose-1") return BallotKind::approval;
    if (vote_type == "cumulative") return BallotKind::points;
    if (vote_type == "scoring") return BallotKind::score;
    if (vote_type == "ordinal") return BallotKind::ranked;
    return {};
}

class PabulibReader {
  public:
    Result<Election> read(std::string_view text) {
        Lines lines(text);
        std::string_view line;
        while (lines.next(line)) {
            if (trimmed(line).empty()) continue;
            if (const auto next = section_of(line); next != Section::none) {
                if (auto fault = enter(next, lines)) return std::unexpected(*fault);
                continue;
            }
            auto fields = separated_fields(line, ';', lines.number());
            if (!fields) return std::unexpected(fields.error());
            if (auto fault = take(Row(header_, std::move(*fields), lines.number()), lines.number()))
                return std::unexpected(*fault);
        }
        if (section_ != Section::votes) return refuse_at(lines.number() + 1, 1, "the section VOTES is missing.");
        election_.ballots.compress();
        return std::move(election_);
    }

  private:
    Election election_;
    Section section_ = Section::none;
    std::vector<std::string> header_;
    std::unordered_map<std::string, CandidateIndex> index_of_;

    std::optional<Refusal> enter(Section next, Lines& lines) {
        const auto here = lines.number();
        if (static_cast<int>(next) != static_cast<int>(section_) + 1)
            return refuse_at(here, 1, "the sections come in the order META, PROJECTS, VOTES, each once.").error();
        if (next == Section::projects)
            if (auto fault = finish_meta(here)) return fault;
        if (next == Section::votes && election_.candidates.empty())
            return refuse_at(here, 1, "PROJECTS lists no project.").error();
        section_ = next;
        std::string_view line;
        if (!lines.next(line)) return refuse_at(here + 1, 1, "a section begins with the names of its columns.").error();
        auto names = separated_fields(line, ';', lines.number());
        if (!names) return names.error();
        if (next == Section::meta && trimmed(names->front().text) != "key") {
            header_ = {"key", "value"}; // some files leave these names out
            return take_meta(Row(header_, std::move(*names), lines.number()), lines.number());
        }
        header_.clear();
        for (const auto& name : *names) header_.emplace_back(trimmed(name.text));
        const auto need = next == Section::projects ? std::vector{"project_id", "cost"}
                          : next == Section::votes  ? std::vector{"vote"}
                                                    : std::vector<const char*>{};
        for (const std::string column : need)
            if (std::ranges::find(header_, column) == header_.end())
                return refuse_at(lines.number(), 1, "the column \"" + column + "\" is missing.").error();
        if (next == Section::votes && has_values() && std::ranges::find(header_, "points") == header_.end())
            return refuse_at(lines.number(), 1, "the column \"points\" is missing.").error();
        return {};
    }

    std::optional<Refusal> take(const Row& row, std::size_t line) {
        switch (section_) {
        case Section::none:
            return refuse_at(line, 1, "the file begins with META.").error();
        case Section::meta:
            return take_meta(row, line);
        case Section::projects:
            return take_project(row);
        case Section::votes:
            return take_vote(row);
        }
        broken("a section is one of four");
    }

    std::optional<Refusal> take_meta(const Row& row, std::size_t line) {
        if (header_.size() < 2) return refuse_at(line, 1, "META has the columns key and value.").error();
        election_.notes[std::string(row.text(header_[0]))] = row.text(header_[1]);
        return {};
    }

    std::optional<Refusal> finish_meta(std::size_t line) {
        auto& notes = election_.notes;
        for (const auto* key : {"budget", "vote_type"})
            if (!notes.contains(key)) return refuse_at(line, 1, std::string("META has no ") + key + ".").error();
        const auto budget = amount_of(notes["budget"], {line, 1});
        if (!budget) return budget.error();
        const auto kind = kind_of(lower_ascii(notes["vote_type"]));
        if (!kind)
            return refuse_at(line, 1, "vote_type is approval, choose-1, cumulative, scoring or ordinal.").error();
        election_.budget = *budget;
        election_.kind = *kind;
        election_.title = notes["description"];
        return {};
    }

    std::optional<Refusal> take_project(const Row& row) {
        const std::string id(row.text("project_id"));
        if (id.empty()) return wrong(row.position("project_id"), "a project has an id.").error();
        const auto cost = amount_of(row.text("cost"), row.position("cost"));
        if (!cost) return cost.error();
        const auto place = static_cast<CandidateIndex>(election_.candidates.size());
        if (!index_of_.emplace(id, place).second)
            return wrong(row.position("project_id"), "the project \"" + id + "\" is listed twice.").error();
        Candidate project{.id = id, .name = std::string(row.text("name")), .cost = *cost};
        if (project.name.empty()) project.name = id;
        project.category = row.text("category");
        election_.candidates.push_back(std::move(project));
        return {};
    }

    bool has_values() const { return election_.kind == BallotKind::points || election_.kind == BallotKind::score; }

    /// A project named twice on one ballot counts once; of its points the last count, of its places the first.
    std::optional<Refusal> take_vote(const Row& row) {
        BallotPaper paper;
        const auto vote = row.text("vote");
        const auto at = row.position("vote");
        std::vector<Exact> points;
        if (has_values())
            for (const auto part : split(row.text("points"), ',')) {
                if (trimmed(part).empty()) continue;
                const auto value = Exact::parse(trimmed(part));
                if (!value)
                    return wrong(row.position("points"), "points are numbers with commas between them.").error();
                points.push_back(*value);
            }
        std::vector<std::pair<CandidateIndex, std::size_t>> marks;
        std::size_t place = 0;
        for (const auto part : split(vote, ',')) {
            const std::string id(trimmed(part));
            if (id.empty()) continue;
            const auto found = index_of_.find(id);
            if (found == index_of_.end())
                return wrong(at, "no project has the id \"" + id.substr(0, 80) + "\".").error();
            marks.emplace_back(found->second, place++);
        }
        if (has_values() && points.size() != marks.size())
            return wrong(row.position("points"), "there are as many points as projects in the vote.").error();
        add_ballot(std::move(marks), points);
        return {};
    }

    void add_ballot(std::vector<std::pair<CandidateIndex, std::size_t>> marks, const std::vector<Exact>& points) {
        BallotPaper paper;
        const bool ranked = election_.kind == BallotKind::ranked;
        if (!ranked) std::ranges::stable_sort(marks, {}, [](const auto& mark) { return mark.first; });
        for (const auto& [project, place] : marks) {
            const auto known = std::ranges::find(paper.candidates, project);
            const bool again = known != paper.candidates.end();
            if (again && has_values())
                paper.values[static_cast<std::size_t>(known - paper.candidates.begin())] = points[place];
            if (again) continue;
            if (ranked) paper.levels.push_back(static_cast<std::uint32_t>(paper.candidates.size()));
            paper.candidates.push_back(project);
            if (has_values()) paper.values.push_back(points[place]);
        }
        election_.ballots.add(paper);
    }
};

} // namespace

bool looks_like_pabulib(std::string_view text) {
    Lines lines(text);
    std::string_view line;
    while (lines.next(line))
        if (!trimmed(line).empty()) return section_of(line) == Section::meta;
    return false;
}

Result<Election> read_pabulib(std::string_view text) { return PabulibReader().read(text); }

} // namespace reef::tally
