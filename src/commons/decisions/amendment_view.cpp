#include "commons/decisions/amendment_view.hpp"
#include <fmt/format.h>

namespace reef::decisions {
using namespace engine;
namespace {

std::string state_of_amendment(const PageRequest& request, const AmendmentRow& row, bool is_open) {
    if (row.taken_into) return request.say("Taken into version {} of the draft.", {std::to_string(*row.taken_into)});
    if (row.is_conflicted) return request.say("Accepted by vote, but another changes the same paragraphs.");
    if (row.vote) return request.say("It is voted on before the text.");
    if (row.declined_because) return request.say("Declined by whoever proposed the text.");
    return is_open ? request.say("It waits for whoever proposed the text.") : request.say("It was not taken.");
}

std::vector<DraftView> later_drafts(PageRequest& request, IdValue proposal) {
    using Row = std::tuple<std::int64_t, std::string, std::optional<IdValue>, Time>;
    std::vector<DraftView> views;
    std::string before;
    for (const auto& [draft, text, amendment, at] :
         request.connection.all<Row>("SELECT draft, text, amendment, at FROM {decisions_drafts} WHERE proposal = $1 "
                                     "ORDER BY draft",
                                     proposal)) {
        if (draft > 1)
            views.push_back(
                {draft, at, amendment ? std::optional(amendment->text()) : std::nullopt, diff_lines(before, text)});
        before = text;
    }
    return views;
}

std::string amendments_sentence(const PageRequest& request, const ProposalRow& row, const AmendmentFacts& facts) {
    if (facts.is_closed && row.stage == Stage::deliberation)
        return request.say("Amendments that were not taken are voted on now; the vote on the text follows.");
    if (row.stage != Stage::deliberation) return request.say("The draft is closed.");
    return request.say("Until the vote opens anyone who may propose a text may word this one otherwise. Its proposer "
                       "takes an amendment into the draft or declines it; {} sponsors put it to a vote all the same.",
                       {std::to_string(facts.sponsors_needed)});
}

} // namespace

std::optional<AmendmentsView> amendments_view(PageRequest& request, const rules::Charter& charter,
                                              const ProposalRow& row) {
    const Context context{request.viewer.actor, request.viewer, request.now};
    const auto facts = amendment_facts(request.connection, context, row.proposal);
    if (!facts.is_text) return {};
    const bool is_open = row.stage == Stage::deliberation && !facts.is_closed;
    const bool may_amend = is_open && request.viewer.has("member") && !may_not_propose(facts.domain, request.viewer);
    AmendmentsView view{.sentence = amendments_sentence(request, row, facts),
                        .list = {},
                        .drafts = later_drafts(request, row.proposal),
                        .may_amend = may_amend,
                        .draft_text = facts.text};
    for (const auto& each : request.connection.all<AmendmentRow>(
             std::string(amendment_columns) + "WHERE proposal = $1 ORDER BY amendment", row.proposal)) {
        const bool waits = is_open && !each.taken_into;
        const bool has_sponsored =
            request.connection.one<std::int64_t>(
                "SELECT count(*) FROM {decisions_sponsors} WHERE amendment = $1 AND sponsor = $2", each.amendment,
                request.member()) > 0;
        AmendmentView shown{.number = each.amendment.text(),
                            .author = people::person(request, charter, each.author),
                            .reason = request.revealed(each.reason),
                            .changes = diff_lines(draft_text(request.connection, row.proposal, each.draft), each.text),
                            .state = state_of_amendment(request, each, is_open),
                            .declined_because = chronicle::reveal_text(request.connection, each.declined_because),
                            .vote_href = each.vote ? std::optional("/decisions/" + each.vote->text()) : std::nullopt,
                            .sponsors = sponsors_of(request.connection, each.amendment),
                            .sponsors_needed = each.sponsors_needed,
                            .may_decide = waits && request.viewer.actor == Actor::of(row.proposer),
                            .may_sponsor =
                                waits && may_amend && !has_sponsored && request.viewer.actor != Actor::of(each.author)};
        view.list.push_back(std::move(shown));
    }
    if (view.list.empty() && row.stage != Stage::deliberation) return {};
    return view;
}

ResolutionView voted_amendment_view(PageRequest& request, const ProposalRow& row) {
    const auto amendment = amendment_voted_on(request.connection, row.proposal);
    const auto main = *proposal_row(request.connection, amendment.proposal);
    return {.sentence = request.say("Whether this text is changed so before it is voted on itself:"),
            .other = ResolutionRef{title_of(request, main), "/decisions/" + amendment.proposal.text()},
            .text = amendment.text,
            .has_changes = true,
            .changes = diff_lines(draft_text(request.connection, amendment.proposal, amendment.draft), amendment.text),
            .change_href = {}};
}

} // namespace reef::decisions
