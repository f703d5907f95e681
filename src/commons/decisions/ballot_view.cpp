#include "commons/decisions/ballot_view.hpp"
#include "commons/decisions/consent_view.hpp"
#include "commons/decisions/option_view.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

std::vector<BallotLine> ballots_of(PageRequest& request, const rules::Charter& charter, IdValue proposal,
                                   const std::vector<ElectorateClass>& electorate) {
    const auto ballots = counted_ballots(request.connection, proposal, electorate);
    std::vector<BallotLine> lines;
    for (const auto& each : electorate)
        for (const auto& [ballot, votes] : ballots) {
            if (ballot.voter_class != each.id) continue;
            const auto content = *content_of(request.connection, ballot);
            BallotLine line{.voter = people::person(request, charter, ballot.voter),
                            .class_name = each.name,
                            .class_color = charter.color_of(each.id),
                            .is_for = content.choice == Choice::in_favour,
                            .is_against = content.choice == Choice::against,
                            .is_abstain = content.choice == Choice::abstain,
                            .others = votes > 1 ? std::optional(votes - 1) : std::nullopt,
                            .reason = content.reason,
                            .marks = {}};
            if (content.marks) line.marks = marks_in_words(request, proposal, *content.marks);
            lines.push_back(std::move(line));
        }
    return lines;
}

std::string ballot_in_words(const PageRequest& request, const ProposalRow& row, const BallotContent& content) {
    if (content.marks) return marks_in_words(request, row.proposal, *content.marks);
    return choice_in_words(request, from_recorded<rules::ProcedureCharter>(row.procedure), *content.choice);
}

std::optional<MyBallot> my_ballot(const PageRequest& request, const ProposalRow& row) {
    auto& connection = request.connection;
    const auto ballot = ballot_row(connection, row.proposal, request.member());
    const auto content = ballot ? content_of(connection, *ballot) : std::nullopt;
    if (!content) return {};
    MyBallot shown{.is_for = content->choice == Choice::in_favour,
                   .is_against = content->choice == Choice::against,
                   .is_abstain = content->choice == Choice::abstain,
                   .cast_at = ballot->cast_at,
                   .trackers = {},
                   .is_published = {},
                   .reason = content->reason,
                   .marks = {}};
    if (content->marks) shown.marks = marks_in_words(request, row.proposal, *content->marks);
    if (!ballot->sealed) return shown;
    constexpr std::int64_t shown_max = 25;
    const auto votes =
        row.count ? entrustment_of(connection, row.proposal, request.member()).carried + 1 : std::int64_t{1};
    shown.trackers = trackers_of(connection, *ballot->sealed, std::min(votes, shown_max));
    if (row.count)
        shown.is_published = std::ranges::all_of(shown.trackers, [&](const std::string& tracker) {
            const auto published = published_ballots(connection, row.proposal, tracker, 1, 0);
            return !published.empty() && published.front().choice == content->choice &&
                   published.front().marks == content->marks;
        });
    return shown;
}

} // namespace reef::decisions
