// Ballots as people see them: one's own, and where they are open everybody's. Only the pages of this room include this.
#pragma once
#include "commons/decisions/private_ballot.hpp"
#include "commons/decisions/proposal_row.hpp"
#include "commons/people/module.hpp"

namespace reef::decisions {

struct MyBallot {
    bool is_for = false;
    bool is_against = false;
    bool is_abstain = false;
    Time cast_at;
    std::vector<std::string> trackers;
    std::optional<bool> is_published;
    std::optional<std::string> reason;
    std::optional<std::string> marks;
    static constexpr auto fields() {
        return FieldTable{
            field("is_for", &MyBallot::is_for, "in favour"),
            field("is_against", &MyBallot::is_against, "against"),
            field("is_abstain", &MyBallot::is_abstain, "abstained"),
            field("cast_at", &MyBallot::cast_at, "when"),
            field("trackers", &MyBallot::trackers, "of a private ballot: under which its votes are published"),
            field("is_published", &MyBallot::is_published, "whether all of them are, as they were cast"),
            field("reason", &MyBallot::reason, "of an objection"),
            field("marks", &MyBallot::marks, "on several options, in words")};
    }
};
/// Who voted how, where the procedure has open ballots.
struct BallotLine {
    people::Person voter;
    std::string class_name;
    std::string class_color;
    bool is_for = false;
    bool is_against = false;
    bool is_abstain = false;
    std::optional<std::int64_t> others;
    std::optional<std::string> reason;
    std::optional<std::string> marks;
    static constexpr auto fields() {
        return FieldTable{field("voter", &BallotLine::voter, "who voted"),
                          field("class_name", &BallotLine::class_name, "as one of which class"),
                          field("class_color", &BallotLine::class_color, "its colour everywhere"),
                          field("is_for", &BallotLine::is_for, "in favour"),
                          field("is_against", &BallotLine::is_against, "against"),
                          field("is_abstain", &BallotLine::is_abstain, "abstained"),
                          field("others", &BallotLine::others, "for how many who entrusted them it counts as well"),
                          field("reason", &BallotLine::reason, "of an objection"),
                          field("marks", &BallotLine::marks, "on several options, in words")};
    }
};

/// Where the charter keeps ballots open, members see who voted how once it is decided; nobody else, and not before.
std::vector<BallotLine> ballots_of(engine::PageRequest& request, const rules::Charter& charter, IdValue proposal,
                                   const std::vector<ElectorateClass>& electorate);
/// What a ballot says, such as "for", "stood aside" or "13%, 12%".
std::string ballot_in_words(const engine::PageRequest& request, const ProposalRow& row, const BallotContent& content);
/// The viewer's own ballot; a private one is opened for its voter alone.
std::optional<MyBallot> my_ballot(const engine::PageRequest& request, const ProposalRow& row);

} // namespace reef::decisions
