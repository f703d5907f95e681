#include "commons/decisions/consent_view.hpp"
#include "commons/decisions/private_ballot.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

std::optional<std::string> method_sentence(const PageRequest& request, const rules::ProcedureCharter& procedure) {
    if (!rules::is_by_consent(procedure)) return {};
    const auto may_object = percent(100).hundredths - rules::needed(procedure).hundredths;
    if (may_object == 0)
        return request.say(
            "Decided by consent: it is accepted unless somebody objects, with a reason. Whoever does not "
            "like it and can live with it stands aside.");
    return request.say("Decided by consent: it is accepted unless objections, each with a reason, weigh more than {}. "
                       "Whoever does not like it and can live with it stands aside.",
                       {Percent{may_object}.text()});
}

std::string choice_in_words(const PageRequest& request, const rules::ProcedureCharter& procedure, Choice choice) {
    const bool is_consent = rules::is_by_consent(procedure);
    switch (choice) {
    case Choice::in_favour:
        return is_consent ? request.say("consented") : request.say("for");
    case Choice::against:
        return is_consent ? request.say("objected") : request.say("against");
    case Choice::abstain:
        break;
    }
    return is_consent ? request.say("stood aside") : request.say("abstained");
}

std::string consent_sentence(const PageRequest& request, const CountedVote& vote, const tally::ByClassResult& result,
                             VotesShown shown) {
    const auto least = rules::needed(vote.procedure).text();
    if (shown == VotesShown::outcome_alone)
        return request.say("At least {} of the weighted votes must be without objection.", {least});
    if (shown == VotesShown::everything)
        return request.say("Without objection: {} of the weighted votes ({}); at least {} is needed.",
                           {percent_of(result.weighted_yes), result.weighted_yes.fraction, least});
    const auto bounds = tally::share_bounds(class_votes(vote.electorate, vote.counts, vote.procedure),
                                            count_rule(vote.procedure), shown_from);
    return request.say("Without objection: between {} ({}) and {} ({}) of the weighted votes; at least {} is needed.",
                       {percent_of(bounds.lowest), bounds.lowest.fraction, percent_of(bounds.highest),
                        bounds.highest.fraction, least});
}

std::string consent_turning_sentence(const PageRequest& request, const tally::TurningPoint& point) {
    using Act = tally::TurningPoint::Act;
    const auto members = std::to_string(point.members);
    switch (point.act) {
    case Act::vote_yes:
        return request.say("{} of {} consenting who objected or stayed away would have turned it.",
                           {members, point.class_name});
    case Act::vote_no:
        return request.say("{} more of {} objecting would have turned it.", {members, point.class_name});
    case Act::stay_away:
        break;
    }
    return request.say("{} more of {} staying away would have turned it.", {members, point.class_name});
}

std::vector<std::string> objection_reasons(const PageRequest& request, IdValue proposal,
                                           const std::vector<ElectorateClass>& electorate, VotesShown shown) {
    std::vector<std::string> reasons;
    if (request.viewer.audience() < Audience::members || shown == VotesShown::outcome_alone) return reasons;
    for (const auto& ballot : ballots_with_reasons(request.connection, proposal)) {
        const auto& each = *std::ranges::find(electorate, ballot.voter_class, &ElectorateClass::id);
        if (shown == VotesShown::larger_classes && each.eligible < shown_from) continue;
        auto content = content_of(request.connection, ballot);
        if (content && content->reason) reasons.push_back(std::move(*content->reason));
    }
    std::ranges::sort(reasons);
    return reasons;
}

VotesShown objections_shown(const PageRequest& request, const ProposalRow& row,
                            const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate) {
    if (!row.count)
        return seals_running_count(request, procedure, electorate) ? VotesShown::outcome_alone : VotesShown::everything;
    return shown_of(request, {procedure, electorate, from_recorded<ProposalDecided>(*row.count).counts});
}

} // namespace reef::decisions
