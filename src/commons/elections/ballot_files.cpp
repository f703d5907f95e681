// The ballots of an election as files, for anyone to count again.
#include "commons/elections/election_page.hpp"
#include "core/base/csv.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::elections {
using namespace engine;

Result<ElectionRow> asked_election(const PageRequest& request) {
    const auto id = request.id<IdValue>("election");
    if (!id) return std::unexpected(id.error());
    auto row = find_election(request.connection, *id);
    if (!row) return refuse(not_found);
    return std::move(*row);
}

bool are_published(const ElectionRow& row) {
    return row.seed && row.stage == Stage::decided && row.electors >= people::shown_from;
}

std::string name_of(PageRequest& request, const rules::Charter& charter, MemberId member) {
    return people::person(request, charter, member).name;
}

namespace {

struct BallotFile {
    std::int64_t seats = 0;
    std::string title;
    std::vector<MemberId> members;
    std::vector<std::string> names;
    std::string withdrawn; // as BLT says it
    std::vector<PublishedRanking> ballots;
};
Result<BallotFile> ballot_file(PageRequest& request) {
    auto row = asked_election(request);
    if (!row) return std::unexpected(row.error());
    if (!are_published(*row)) return refuse(not_found);
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    BallotFile file{.seats = row->seats,
                    .title = charter.find_body(row->body)->name,
                    .members = {},
                    .names = {},
                    .withdrawn = {},
                    .ballots = published_of(request.connection, row->election)};
    for (const auto& each : candidates_of(request.connection, row->election)) {
        file.members.push_back(each.member);
        file.names.push_back(name_of(request, charter, each.member));
        if (each.withdrew) file.withdrawn += fmt::format("-{}\n", file.members.size());
    }
    return file;
}

/// The format of OpenSTV, OpaVote and their kin: any of them counts it again.
Result<File> show_blt(PageRequest& request) {
    const auto file = ballot_file(request);
    if (!file) return std::unexpected(file.error());
    const auto quoted = [](std::string text) {
        std::ranges::replace(text, '"', '\'');
        return "\"" + text + "\"\n";
    };
    auto text = fmt::format("{} {}\n{}", file->members.size(), file->seats, file->withdrawn);
    for (const auto& ballot : file->ballots) {
        text += "1";
        for (const auto mark : marks_of(ballot.ranking, file->members)) text += fmt::format(" {}", mark + 1);
        text += " 0\n";
    }
    text += "0\n";
    for (const auto& name : file->names) text += quoted(name);
    return File{"ballots.blt", text + quoted(file->title)};
}

Result<File> show_csv(PageRequest& request) {
    const auto file = ballot_file(request);
    if (!file) return std::unexpected(file.error());
    std::vector<CsvCell> head{{"tracker"}};
    for (std::size_t place = 1; place <= file->members.size(); ++place) head.push_back({std::to_string(place)});
    std::string text(csv_begin(CsvDialect::plain));
    text += csv_row(CsvDialect::plain, head);
    for (const auto& ballot : file->ballots) {
        std::vector<CsvCell> cells{{ballot.tracker}};
        for (const auto mark : marks_of(ballot.ranking, file->members)) cells.push_back({file->names[mark]});
        cells.resize(head.size(), CsvCell{""});
        text += csv_row(CsvDialect::plain, cells);
    }
    return File{"ballots.csv", std::move(text)};
}

} // namespace

PageType blt_page() {
    return page<show_blt>("/elections/{election}/ballots.blt", "",
                          "The ballots of an election without names, for any counting program.", anyone());
}
PageType csv_page() {
    return page<show_csv>("/elections/{election}/ballots.csv", "",
                          "The ballots of an election under their trackers, as a table.", anyone());
}

} // namespace reef::elections
