#include "commons/elections/recall_view.hpp"
#include <algorithm>

namespace reef::elections {
using namespace engine;
namespace {

std::string who(PageRequest& request, const rules::Charter& charter, MemberId member) {
    return people::person(request, charter, member).name;
}

/// Members read why; nobody reads who.
std::vector<std::string> reasons_for(PageRequest& request, std::string_view body, MemberId member) {
    std::vector<std::string> reasons;
    if (request.viewer.audience() < Audience::members) return reasons;
    for (const auto& sealed : request.connection.all<Hash>(
             "SELECT reason FROM {elections_recall_demands} WHERE body = $1 AND member = $2 ORDER BY reason", body,
             member))
        if (auto text = chronicle::reveal_text(request.connection, sealed)) reasons.push_back(std::move(*text));
    return reasons;
}

std::string outcome_sentence(const PageRequest& request, const RecallRow& row) {
    const auto counts = [&](std::string_view english) {
        return request.say(english, {std::to_string(row.removes.value_or(0)), std::to_string(row.keeps.value_or(0)),
                                     std::to_string(row.electors)});
    };
    switch (*row.outcome) {
    case RecallOutcome::recalled:
        return row.removes
                   ? counts("Recalled: {} against the seat, {} for it; {} could vote.")
                   : request.say("Recalled. Fewer than five could vote, so the count is shown to auditors only.");
    case RecallOutcome::stays:
        return row.removes ? counts("Stays: {} against the seat, {} for it; {} could vote.")
                           : request.say("Stays. Fewer than five could vote, so the count is shown to auditors only.");
    case RecallOutcome::moot:
        break;
    }
    return request.say("The seat was theirs no more when the vote ended.");
}

} // namespace

std::vector<SeatLine> seat_lines(PageRequest& request, const rules::Charter& charter, const rules::BodyCharter& body,
                                 bool election_runs) {
    std::vector<SeatLine> lines;
    const auto electors = people::count_members_of_any(request.connection, body.classes);
    const auto share = rules::in_force(request.connection, recall_share, request.now).value;
    const auto whole = percent(100).hundredths;
    const auto needed = (electors * share.hundredths + whole - 1) / whole;
    const auto votes = recalls_of(request.connection, body.id);
    for (const auto member : people::seated(request.connection, body.id)) {
        const auto demands = recall_demands(request.connection, body, member);
        SeatLine line{.number = member.text(), .name = who(request, charter, member)};
        const bool may_know = electors >= people::shown_from || request.viewer.audience() >= Audience::auditors;
        if (demands > 0 && may_know)
            line.demands = request.say("{} of {} demand that they give up the seat; {} call a vote.",
                                       {std::to_string(demands), std::to_string(electors), std::to_string(needed)});
        line.reasons = reasons_for(request, body.id, member);
        const bool votes_now =
            std::ranges::any_of(votes, [&](const auto& each) { return each.member == member && !each.outcome; });
        if (is_elector(body, request.viewer) && !votes_now && !election_runs) {
            line.has_demanded = demands_recall(request.connection, body.id, member, request.member());
            line.may_demand = !line.has_demanded;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<RecallLine> recall_lines(PageRequest& request, const rules::Charter& charter,
                                     const rules::BodyCharter& body) {
    std::vector<RecallLine> lines;
    for (const auto& row : recalls_of(request.connection, body.id)) {
        RecallLine line{.number = row.recall.text(),
                        .name = who(request, charter, row.member),
                        .sentence = {},
                        .is_open = !row.outcome,
                        .until = row.voting_until,
                        .entry_href = {}};
        if (row.outcome) {
            line.sentence = outcome_sentence(request, row);
            line.entry_href = "/chronicle/" + std::to_string(*row.decided_entry);
            line.assurance = people::assurance_shares(
                request, electors_at(request.connection, body, row.least_assurance, row.frozen_entry),
                request.connection.all<MemberId>(
                    "SELECT voter FROM {elections_recall_ballots} WHERE recall = $1 ORDER BY voter", row.recall),
                row.least_assurance, row.frozen_entry);
        } else {
            line.sentence = request.say("More than {} of the ballots, and {} of those who elect, end the seat.",
                                        {row.majority.text(), row.quorum.text()});
            line.may_vote = request.signed_in() && may_vote(request.connection, row, request.member());
            line.has_voted =
                line.may_vote &&
                request.connection
                    .first<std::int64_t>("SELECT 1 FROM {elections_recall_ballots} WHERE recall = $1 AND voter = $2",
                                         row.recall, request.member())
                    .has_value();
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace reef::elections
