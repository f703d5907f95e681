#include "commons/decisions/count_view.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

using Condition = tally::ByClassCondition;

std::string share_text(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? "0%" : Percent{part * 10'000 / whole}.text();
}

TallyClass tally_class(const rules::Charter& charter, const ElectorateClass& each, const ClassCount& count) {
    TallyClass shown{each.name, charter.color_of(each.id), each.weight.text(), {}, {}};
    if (each.eligible < shown_from) return shown;
    const auto voted = count.in_favour + count.against + count.abstain;
    shown.counts = Counts{each.eligible,
                          voted,
                          count.in_favour,
                          count.against,
                          count.abstain,
                          share_text(count.in_favour, count.in_favour + count.against),
                          share_text(voted, each.eligible),
                          each.quorum.text(),
                          voted * 10'000 >= each.quorum.hundredths * each.eligible};
    return shown;
}

/// An exact share as a percentage with two places, cut.
std::string percent_of(const tally::ExactShare& share) {
    return Percent{static_cast<std::int64_t>(std::stod(share.decimal) * 10'000)}.text();
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

std::string sentence_of(const PageRequest& request, const rules::ProcedureCharter& procedure,
                        const std::vector<ElectorateClass>& electorate, const tally::ByClassResult& result,
                        const Condition& condition) {
    if (condition.kind == Condition::Kind::quorum)
        return quorum_sentence(request, electorate, result, condition.class_name);
    ensure(condition.kind == Condition::Kind::weighted_majority,
           "a procedure asks for quorums and a weighted majority");
    return majority_sentence(request, procedure, electorate, result);
}

const Condition* first_unmet(const tally::ByClassResult& result) {
    const auto found = std::ranges::find(result.conditions, false, &Condition::met);
    return found == result.conditions.end() ? nullptr : &*found;
}

std::optional<std::string> delegation_sentence(const PageRequest& request, const rules::ProcedureCharter& procedure) {
    if (!procedure.delegation.value_or(false)) return {};
    return request.say("Votes that members cast for those who entrusted them are added at the end.");
}

} // namespace

std::string reasons_of(const PageRequest& request, const rules::ProcedureCharter& procedure,
                       const std::vector<ElectorateClass>& electorate, const tally::ByClassResult& result) {
    const auto* unmet = first_unmet(result);
    return unmet ? sentence_of(request, procedure, electorate, result, *unmet)
                 : majority_sentence(request, procedure, electorate, result);
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

bool seals_running_count(const rules::ProcedureCharter& procedure) {
    return procedure.ballots_private.value_or(false) ||
           (!procedure.ballots_open && procedure.delegation.value_or(false));
}

Tally sealed_tally_of(const PageRequest& request, const rules::Charter& charter,
                      const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                      const std::vector<std::int64_t>& turnouts) {
    Tally shown{.majority = procedure.majority.text(),
                .is_sealed = true,
                .sentence = request.say("How many voted is shown now; what they chose, once the vote has ended."),
                .delegation = delegation_sentence(request, procedure)};
    for (std::size_t i = 0; i < electorate.size(); ++i) {
        const auto& each = electorate[i];
        shown.classes.push_back({each.name, charter.color_of(each.id), each.weight.text(), {}, {}});
        if (each.eligible >= shown_from)
            shown.classes.back().turnout = Turnout{each.eligible, turnouts[i], each.quorum.text(),
                                                   turnouts[i] * 10'000 >= each.quorum.hundredths * each.eligible};
    }
    return shown;
}

Tally tally_of(const PageRequest& request, const rules::Charter& charter, const rules::ProcedureCharter& procedure,
               const std::vector<ElectorateClass>& electorate, const std::vector<ClassCount>& counts) {
    const auto result = count_by_class(procedure, electorate, counts);
    Tally shown;
    for (std::size_t i = 0; i < electorate.size(); ++i)
        shown.classes.push_back(tally_class(charter, electorate[i], counts[i]));
    shown.for_share = percent_of(result.weighted_yes);
    shown.majority = procedure.majority.text();
    shown.passes_now = result.outcome == tally::ByClassOutcome::passed;
    const auto* unmet = first_unmet(result);
    shown.sentence = unmet ? sentence_of(request, procedure, electorate, result, *unmet)
                           : request.say("It would pass if the vote ended now.");
    shown.delegation = delegation_sentence(request, procedure);
    return shown;
}

} // namespace reef::decisions
