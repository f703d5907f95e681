#include "commons/decisions/ballot_view.hpp"
#include "commons/decisions/consent_view.hpp"
#include "commons/decisions/option_view.hpp"
#include "commons/decisions/private_ballot.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

std::vector<BallotLine> ballots_of(PageRequest& request, const rules::Charter& charter, IdValue proposal,
                                   const std::vector<ElectorateClass>& electorate) {
    const auto ballots = counted_ballots(request.connection, proposal, electorate);
    std::vector<BallotLine> lines;
    for (const auto& each : electorate)
        for (const auto& ballot : ballots)
            if (ballot.voter_class == each.id)
                lines.push_back(
                    {people::person(request, charter, ballot.voter), each.name, charter.color_of(each.id),
                     ballot.choice == Choice::in_favour, ballot.choice == Choice::against,
                     ballot.choice == Choice::abstain,
                     ballot.votes > 1 ? std::optional(ballot.votes - 1) : std::nullopt,
                     objection_of(request, proposal, ballot.voter),
                     ballot.marks ? std::optional(marks_in_words(request, proposal,
                                                                 from_recorded<std::vector<OptionMark>>(*ballot.marks)))
                                  : std::nullopt});
    return lines;
}

std::optional<MyBallot> my_ballot(const PageRequest& request, const ProposalRow& row) {
    using Ballot = std::tuple<std::optional<Choice>, std::optional<Hash>, Time>;
    auto& connection = request.connection;
    const auto mine = connection.first<Ballot>(
        "SELECT choice, sealed, cast_at FROM {decisions_ballots} WHERE proposal = $1 AND voter = $2", row.proposal,
        request.member());
    if (!mine) return {};
    const auto& [plain, sealed, at] = *mine;
    if (const auto marks = marks_of(connection, row.proposal, request.member()))
        return MyBallot{.cast_at = at,
                        .trackers = {},
                        .is_published = {},
                        .reason = {},
                        .marks = marks_in_words(request, row.proposal, *marks)};
    const auto choice = sealed ? opened_choice(connection, *sealed) : plain;
    if (!choice) return {};
    MyBallot shown{*choice == Choice::in_favour,
                   *choice == Choice::against,
                   *choice == Choice::abstain,
                   at,
                   {},
                   {},
                   objection_of(request, row.proposal, request.member()),
                   {}};
    if (!sealed) return shown;
    constexpr std::int64_t shown_max = 25;
    const auto votes =
        row.count ? entrustment_of(connection, row.proposal, request.member()).carried + 1 : std::int64_t{1};
    shown.trackers = trackers_of(connection, *sealed, std::min(votes, shown_max));
    if (row.count)
        shown.is_published = std::ranges::all_of(shown.trackers, [&](const std::string& tracker) {
            return connection.first<Choice>(
                       "SELECT choice FROM {decisions_published} WHERE proposal = $1 AND tracker = $2", row.proposal,
                       tracker) == choice;
        });
    return shown;
}

} // namespace reef::decisions
