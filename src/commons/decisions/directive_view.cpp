#include "commons/decisions/directive_view.hpp"
#include "commons/decisions/count_view.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

std::optional<std::string> revealed(PageRequest& request, const std::optional<Vaulted<std::string>>& text) {
    if (!text) return {};
    return request.revealed(text->reference.commitment);
}

std::string sentence_of(const PageRequest& request, const ProposalRow& row, const DirectiveRow& directive,
                        const ObjectFacts& facts, Percent share) {
    if (directive.vote)
        return request.say("Enough members have objected: those whom it binds vote on whether it stands.");
    if (directive.answered_at)
        return request.say("Enough members had objected, but another value had taken its place.");
    if (directive.enough_at)
        return request.say("Enough members have objected: a vote is called as soon as nothing else is decided here.");
    if (is_open(row.stage))
        return request.say(
            "If it is accepted, those whom it binds may object: {} of a class call a vote of all of them.",
            {share.text()});
    if (!facts.stands) return request.say("It stands no more.");
    return request.say("Those whom it binds may object: {} of a class call a vote of all of them.", {share.text()});
}

std::vector<RecusalLine> recusals_of(PageRequest& request, const rules::Charter& charter, IdValue proposal) {
    std::vector<RecusalLine> lines;
    for (const auto& [member, reason] : request.connection.all<std::tuple<MemberId, Hash>>(
             "SELECT member, reason FROM {decisions_recusals} WHERE proposal = $1 ORDER BY at, member", proposal))
        lines.push_back({people::person(request, charter, member), request.revealed(reason)});
    return lines;
}

} // namespace

std::optional<DirectiveView> directive_view(PageRequest& request, const rules::Charter& charter,
                                            const ProposalRow& row) {
    const auto directive = directive_row(request.connection, row.proposal);
    if (!directive) return {};
    const auto terms = from_recorded<DirectiveTerms>(directive->terms);
    const auto facts = objections_to(request.connection, row.proposal, request.member(), request.now);
    DirectiveView view{.legal_basis = revealed(request, terms.legal_basis),
                       .emergency = revealed(request, terms.emergency),
                       .sentence = sentence_of(request, row, *directive, facts, terms.objection_share)};
    // All objections can be counted: their reasons are listed, and each is an entry.
    std::vector<tally::GroupCount> groups;
    for (const auto& each : facts.bound) groups.push_back({each.members, each.objections});
    const auto shown = request.viewer.audience() >= Audience::auditors ? std::vector<bool>(groups.size(), true)
                                                                       : tally::shown_beside_sum(groups, shown_from);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto& each = facts.bound[i];
        view.lines.push_back({people::class_chip(charter, each.id),
                              shown[i] ? std::optional(each.objections) : std::nullopt,
                              objections_needed(each.members, terms.objection_share), !shown[i]});
    }
    if (std::ranges::find(shown, false) != shown.end())
        view.withheld =
            request.say("Not shown: figures that would tell, alone or beside the others, of a group of fewer "
                        "than five. Auditors see them.");
    if (request.viewer.audience() >= Audience::members)
        for (const auto& reason : request.connection.all<Hash>(
                 "SELECT reason FROM {decisions_objections} WHERE proposal = $1 ORDER BY at, objector", row.proposal))
            if (auto text = chronicle::reveal_text(request.connection, reason))
                view.reasons.push_back(std::move(*text));
    view.may_object = request.signed_in() && !refusal_to_object(facts);
    view.has_objected = request.signed_in() && facts.has_objected;
    view.recused = recusals_of(request, charter, row.proposal);
    view.may_recuse = request.signed_in() &&
                      !may_not_recuse(recuse_facts(request.connection, request.viewer, row.proposal, request.member()));
    if (directive->vote) view.vote_href = "/decisions/" + directive->vote->text();
    return view;
}

} // namespace reef::decisions
