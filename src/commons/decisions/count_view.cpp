#include "commons/decisions/count_view.hpp"
#include "commons/decisions/consent_view.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

using Condition = tally::ByClassCondition;

std::string share_text(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? "0%" : Percent{part * 10'000 / whole}.text();
}

TallyClass tally_class(const rules::Charter& charter, const ElectorateClass& each, const ClassCount& count,
                       bool is_by_consent, VotesShown votes_shown) {
    TallyClass shown{each.name, charter.color_of(each.id), each.weight.text(), {}, {}};
    if (each.eligible == 0 || (each.eligible < shown_from && votes_shown != VotesShown::everything)) return shown;
    const auto voted = count.in_favour + count.against + count.abstain;
    shown.counts = Counts{each.eligible,
                          voted,
                          count.in_favour,
                          count.against,
                          count.abstain,
                          is_by_consent ? share_text(voted - count.against, voted)
                                        : share_text(count.in_favour, count.in_favour + count.against),
                          share_text(voted, each.eligible),
                          each.quorum.text(),
                          voted * 10'000 >= each.quorum.hundredths * each.eligible};
    return shown;
}

std::string quorum_sentence(const PageRequest& request, const std::vector<ElectorateClass>& electorate,
                            const tally::ByClassResult& result, const std::string& class_name) {
    const auto found = std::ranges::find(result.classes, class_name, &tally::ClassResult::name);
    const auto& each = electorate.at(static_cast<std::size_t>(found - result.classes.begin()));
    return request.say("{}: {} of {} who may vote did; {} are needed ({}).",
                       {each.name, std::to_string(found->ballots), std::to_string(each.eligible),
                        std::to_string(found->ballots_needed), each.quorum.text()});
}

std::string majority_sentence(const PageRequest& request, const rules::ProcedureCharter& procedure,
                              const std::vector<ElectorateClass>& electorate, const tally::ByClassResult& result) {
    const std::string reached = percent_of(result.weighted_yes), exact = result.weighted_yes.fraction;
    const auto needed = procedure.majority.text();
    auto sentence =
        procedure.majority > percent(50)
            ? request.say("The weighted share of yes is {} ({}); at least {} is needed.", {reached, exact, needed})
            : request.say("The weighted share of yes is {} ({}); more than {} is needed.", {reached, exact, needed});
    std::vector<std::string> silent;
    for (std::size_t i = 0; i < electorate.size(); ++i)
        if (!result.classes[i].yes_share && electorate[i].weight > percent(0)) silent.push_back(electorate[i].name);
    if (!silent.empty())
        sentence +=
            " " + request.say("Without any yes or no: {}; that weight counts as not in favour.", {join(silent, ", ")});
    return sentence;
}

std::string sentence_of(const PageRequest& request, const CountedVote& vote, const tally::ByClassResult& result,
                        const Condition& condition) {
    switch (condition.kind) {
    case Condition::Kind::quorum:
        return quorum_sentence(request, vote.electorate, result, condition.class_name);
    case Condition::Kind::own_majority:
        return request.say("{}: more must say yes than no.", {condition.class_name});
    case Condition::Kind::no_veto:
        return request.say("{} stopped it: more said no than yes.", {condition.class_name});
    case Condition::Kind::majority_of_ballots:
        return request.say("Of all ballots alike, more must say yes than no.");
    case Condition::Kind::majority_of_classes:
        return request.say("In more than half of the classes, more must say yes than no.");
    case Condition::Kind::weighted_majority:
        break;
    }
    if (rules::is_by_consent(vote.procedure)) return consent_sentence(request, vote, result, VotesShown::everything);
    return majority_sentence(request, vote.procedure, vote.electorate, result);
}

/// What a class of five or more did not meet by itself: its quorum, a majority of its own, or that it did not stop it.
const Condition* unmet_by_larger_class(const std::vector<ElectorateClass>& electorate,
                                       const tally::ByClassResult& result) {
    const auto is_larger = [&](const std::string& name) {
        const auto found = std::ranges::find(electorate, name, &ElectorateClass::name);
        return found != electorate.end() && found->eligible >= shown_from;
    };
    const auto found = std::ranges::find_if(
        result.conditions, [&](const Condition& each) { return !each.met && is_larger(each.class_name); });
    return found == result.conditions.end() ? nullptr : &*found;
}

/// The same without the votes of classes under five: a class that missed its quorum is named, the share is a range.
std::string reasons_in_outline(const PageRequest& request, const CountedVote& vote, const tally::ByClassResult& result,
                               VotesShown shown) {
    if (shown == VotesShown::larger_classes)
        if (const auto* unmet = unmet_by_larger_class(vote.electorate, result))
            return sentence_of(request, vote, result, *unmet);
    const auto missed = std::ranges::find(result.classes, false, &tally::ClassResult::quorum_met);
    if (missed != result.classes.end()) {
        const auto& each = vote.electorate.at(static_cast<std::size_t>(missed - result.classes.begin()));
        return request.say("{}: too few of those who may vote did; {} are needed.", {each.name, each.quorum.text()});
    }
    if (rules::is_by_consent(vote.procedure)) return consent_sentence(request, vote, result, shown);
    const auto needed = vote.procedure.majority.text();
    const bool at_least = vote.procedure.majority > percent(50);
    if (shown == VotesShown::outcome_alone)
        return at_least ? request.say("At least {} of the weighted votes is needed.", {needed})
                        : request.say("More than {} of the weighted votes is needed.", {needed});
    const auto bounds = tally::share_bounds(class_votes(vote.electorate, vote.counts, vote.procedure),
                                            count_rule(vote.procedure), shown_from);
    const auto lowest = percent_of(bounds.lowest), highest = percent_of(bounds.highest);
    const auto &from = bounds.lowest.fraction, &to = bounds.highest.fraction;
    return at_least ? request.say("The weighted share of yes is between {} ({}) and {} ({}); at least {} is needed.",
                                  {lowest, from, highest, to, needed})
                    : request.say("The weighted share of yes is between {} ({}) and {} ({}); more than {} is needed.",
                                  {lowest, from, highest, to, needed});
}

/// What a procedure asks for beside quorums and the weighted majority, to stand after another sentence.
std::string what_else_is_asked(const PageRequest& request, const rules::ProcedureCharter& procedure,
                               const std::vector<ElectorateClass>& electorate) {
    std::string asked;
    if (procedure.every_class.value_or(false)) asked += " " + request.say("In every class more must say yes than no.");
    if (procedure.second_majority == rules::SecondMajority::ballots)
        asked += " " + request.say("Of all ballots alike, more must say yes than no.");
    if (procedure.second_majority == rules::SecondMajority::classes)
        asked += " " + request.say("In more than half of the classes, more must say yes than no.");
    for (const auto& each : electorate)
        if (procedure.has_veto(each.id)) asked += " " + request.say("{} can stop it.", {each.name});
    return asked;
}

const Condition* first_unmet(const tally::ByClassResult& result) {
    const auto found = std::ranges::find(result.conditions, false, &Condition::met);
    return found == result.conditions.end() ? nullptr : &*found;
}

std::optional<std::string> delegation_sentence(const PageRequest& request, const rules::ProcedureCharter& procedure) {
    if (!procedure.delegation.value_or(false)) return {};
    return request.say("Votes that members cast for those who entrusted them are added at the end.");
}

/// Whether a class has voters, but fewer than five, and the viewer may not see how they vote.
bool guards_small_class(const PageRequest& request, const std::vector<ElectorateClass>& electorate) {
    return request.viewer.audience() < Audience::auditors && has_small_class(electorate);
}

} // namespace

std::string percent_of(const tally::ExactShare& share) {
    return Percent{static_cast<std::int64_t>(std::stod(share.decimal) * 10'000)}.text();
}

VotesShown shown_of(const PageRequest& request, const CountedVote& vote) {
    const bool sees_ballots = vote.procedure.ballots_open && request.viewer.audience() >= Audience::members;
    if (sees_ballots || request.viewer.audience() >= Audience::auditors) return VotesShown::everything;
    return tally::votes_shown(class_votes(vote.electorate, vote.counts, vote.procedure), count_rule(vote.procedure),
                              shown_from);
}

std::optional<std::string> withheld_sentence(const PageRequest& request, VotesShown shown) {
    switch (shown) {
    case VotesShown::everything:
        return {};
    case VotesShown::larger_classes:
        return request.say(
            "Fewer than five people could vote in one of the classes. Their votes, and figures from which "
            "these could be worked out, are shown to auditors only.");
    case VotesShown::outcome_alone:
        break;
    }
    return request.say(
        "Fewer than five people could vote in one of the classes, and beside the outcome the votes of the "
        "others could tell theirs. So all of them are shown to auditors only.");
}

std::string reasons_of(const PageRequest& request, const CountedVote& vote, VotesShown shown) {
    const auto result = count_by_class(vote.procedure, vote.electorate, vote.counts);
    const auto asked = what_else_is_asked(request, vote.procedure, vote.electorate);
    if (shown != VotesShown::everything) return reasons_in_outline(request, vote, result, shown) + asked;
    const auto* unmet = first_unmet(result);
    if (unmet) return sentence_of(request, vote, result, *unmet) + asked;
    return (rules::is_by_consent(vote.procedure)
                ? consent_sentence(request, vote, result, shown)
                : majority_sentence(request, vote.procedure, vote.electorate, result)) +
           asked;
}

std::string turning_sentence(const PageRequest& request, const tally::TurningPoint& point) {
    using Act = tally::TurningPoint::Act;
    const auto members = std::to_string(point.members);
    switch (point.act) {
    case Act::vote_yes:
        return request.say("{} more of {} voting in favour would have turned it.", {members, point.class_name});
    case Act::vote_no:
        return request.say("{} more of {} voting against would have turned it.", {members, point.class_name});
    case Act::stay_away:
        break;
    }
    return request.say("{} more of {} staying away would have turned it.", {members, point.class_name});
}

bool seals_running_count(const PageRequest& request, const rules::ProcedureCharter& procedure,
                         const std::vector<ElectorateClass>& electorate) {
    return procedure.is_private() || (!procedure.ballots_open && procedure.delegation.value_or(false)) ||
           guards_small_class(request, electorate);
}

Tally sealed_tally_of(const PageRequest& request, const rules::Charter& charter,
                      const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                      const std::vector<std::int64_t>& turnouts) {
    const bool beside_small = guards_small_class(request, electorate);
    Tally shown{.majority = rules::needed(procedure).text(),
                .is_sealed = true,
                .sentence = request.say("How many voted is shown now; what they chose, once the vote has ended.") +
                            what_else_is_asked(request, procedure, electorate),
                .delegation = delegation_sentence(request, procedure)};
    if (beside_small)
        shown.withheld = request.say("Fewer than five people can vote in one of the classes. So how the vote stands is "
                                     "shown to auditors only, and at the end what does not tell how they voted.");
    for (std::size_t i = 0; i < electorate.size(); ++i) {
        const auto& each = electorate[i];
        shown.classes.push_back({each.name, charter.color_of(each.id), each.weight.text(), {}, {}});
        if (each.eligible >= shown_from && !(beside_small && turnouts[i] < shown_from))
            shown.classes.back().turnout = Turnout{each.eligible, turnouts[i], each.quorum.text(),
                                                   turnouts[i] * 10'000 >= each.quorum.hundredths * each.eligible};
    }
    return shown;
}

Tally tally_of(const PageRequest& request, const rules::Charter& charter, const CountedVote& vote, VotesShown shown) {
    const auto result = count_by_class(vote.procedure, vote.electorate, vote.counts);
    Tally tally;
    for (std::size_t i = 0; i < vote.electorate.size(); ++i)
        tally.classes.push_back(
            tally_class(charter, vote.electorate[i], vote.counts[i], rules::is_by_consent(vote.procedure), shown));
    if (shown == VotesShown::everything) tally.for_share = percent_of(result.weighted_yes);
    tally.majority = rules::needed(vote.procedure).text();
    tally.passes_now = result.outcome == tally::ByClassOutcome::passed;
    tally.sentence = tally.passes_now ? request.say("It would pass if the vote ended now.") +
                                            what_else_is_asked(request, vote.procedure, vote.electorate)
                                      : reasons_of(request, vote, shown);
    tally.delegation = delegation_sentence(request, vote.procedure);
    tally.withheld = withheld_sentence(request, shown);
    return tally;
}

} // namespace reef::decisions
