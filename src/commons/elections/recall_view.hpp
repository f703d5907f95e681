// Recalls as the page of elections shows them. Only this room's pages include it.
#pragma once
#include "commons/elections/recall.hpp"

namespace reef::elections {

/// Somebody who sits in a body, with the demands that they give up the seat.
struct SeatLine {
    std::string number;
    std::string name;
    std::optional<std::string> demands;
    std::vector<std::string> reasons;
    bool may_demand = false;
    bool has_demanded = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &SeatLine::number, "the member's number"),
                          field("name", &SeatLine::name, "who sits there"),
                          field("demands", &SeatLine::demands, "how many want them to go, and how many call a vote"),
                          field("reasons", &SeatLine::reasons, "that those gave, for members"),
                          field("may_demand", &SeatLine::may_demand, "the viewer may, and has not"),
                          field("has_demanded", &SeatLine::has_demanded, "the viewer has, and no vote runs")};
    }
};
/// A vote on one seat.
struct RecallLine {
    std::string number;
    std::string name;
    std::string sentence;
    bool is_open = false;
    bool may_vote = false;
    bool has_voted = false;
    Time until;
    std::optional<std::string> entry_href;
    std::optional<people::AssuranceShares> assurance;
    static constexpr auto fields() {
        return FieldTable{field("number", &RecallLine::number, "of the vote"),
                          field("name", &RecallLine::name, "whose seat"),
                          field("sentence", &RecallLine::sentence, "how it stands, or ended"),
                          field("is_open", &RecallLine::is_open, "ballots are taken"),
                          field("may_vote", &RecallLine::may_vote, "the viewer"),
                          field("has_voted", &RecallLine::has_voted, "the viewer"),
                          field("until", &RecallLine::until, "when the ballots are counted, or were"),
                          field("entry_href", &RecallLine::entry_href, "that decided it"),
                          field("assurance", &RecallLine::assurance, "how sure one was of who voted, once it is over")};
    }
};
std::vector<SeatLine> seat_lines(engine::PageRequest& request, const rules::Charter& charter,
                                 const rules::BodyCharter& body, bool election_runs);
std::vector<RecallLine> recall_lines(engine::PageRequest& request, const rules::Charter& charter,
                                     const rules::BodyCharter& body);

} // namespace reef::elections
