// The room's pages, and what others say of elections.
#pragma once
#include "commons/elections/count.hpp"

namespace reef::elections {

/// `/elections`, `/elections/{election}` and its ballots as files.
std::vector<engine::PageType> election_pages();
engine::PageType election_list_page();
/// The ballots of an election as files that other programs count.
engine::PageType blt_page();
engine::PageType csv_page();
/// The election that the address names.
Result<ElectionRow> asked_election(const engine::PageRequest& request);
/// Whether there was a vote, and enough who could vote for its ballots to be shown.
bool are_published(const ElectionRow& row);
/// As the viewer may know them.
std::string name_of(engine::PageRequest& request, const rules::Charter& charter, MemberId member);

/// An election as lists show it.
struct ElectionLine {
    std::string number;
    std::string title;
    std::string href;
    std::string state;
    std::optional<Time> until;
    bool needs_my_voice = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &ElectionLine::number, "of the election"),
                          field("title", &ElectionLine::title, "of which body"),
                          field("href", &ElectionLine::href, "its page"),
                          field("state", &ElectionLine::state, "in a word"),
                          field("until", &ElectionLine::until, "what happens now lasts"),
                          field("needs_my_voice", &ElectionLine::needs_my_voice, "the viewer may vote and has not")};
    }
};
ElectionLine election_line(engine::PageRequest& request, const rules::Charter& charter, const ElectionRow& row);
/// Those that run now.
std::vector<ElectionLine> open_elections(engine::PageRequest& request);

} // namespace reef::elections
