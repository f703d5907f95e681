#include "commons/decisions/weighing_view.hpp"
#include "commons/decisions/cost_estimate.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

std::vector<std::string> record_in_words(const PageRequest& request, const MatterRecord& record) {
    std::vector<std::string> words = {request.say(
        "In the last year the rules of this domain, {} in all, changed {} times: the matter swings by {} at least.",
        {std::to_string(record.rules), std::to_string(record.changes), volatility_of(record).text()})};
    const auto compliance = compliance_of(record);
    words.push_back(
        compliance
            ? request.say("Of {} promises of decisions on them, {} were kept: people keep to what is agreed by {} "
                          "at most.",
                          {std::to_string(record.looked_at), std::to_string(record.kept), compliance->text()})
            : request.say("No promise of a decision on them has been looked at yet, so the word of whoever "
                          "proposes stands for how well people keep to what is agreed."));
    return words;
}

AdviceView advice_view(const PageRequest& request, const Advice& advice, rules::Mode in_force) {
    AdviceView view;
    for (const auto& [mode, score] : {std::pair{rules::Mode::directive, advice.directive},
                                      {rules::Mode::self_regulated, advice.self_regulated},
                                      {rules::Mode::negotiated, advice.negotiated}})
        view.scores.push_back({rules::mode_words(request, mode).word, score, mode == advice.advised, mode == in_force});
    view.sentence =
        advice.advised == in_force
            ? request.say("The matter speaks for the way in which it is decided here.")
            : request.say("The matter speaks for another way than the one in which it is decided here. That "
                          "is advice; the charter decides.");
    if (advice.record) view.record = record_in_words(request, *advice.record);
    if (!allows_permanent_directive(advice.features))
        view.guard = request.say(
            "All is still in flux and little is at stake: a mandated body could set this only with an end.");
    return view;
}

namespace {

ChangeCost no_cost(const Currency& currency) { return {.estimate = {}, .lines = {}, .total = Money{0, currency}}; }

/// Beside what was proposed for the class, if anything was.
void set_beside(PageRequest& request, const rules::Charter& charter, const SpokenCost& spoken, CostView& view) {
    const auto chip = people::class_chip(charter, spoken.line.stakeholder_class);
    auto line = std::ranges::find(view.lines, chip.class_name,
                                  [](const auto& each) { return each.stakeholder_class.class_name; });
    if (line == view.lines.end())
        line = view.lines.insert(line, {chip, spoken.line.members, Money{0, charter.currency}, {}});
    const auto more = spoken.line.cost - line->cost;
    line->spoken = SpokenView{spoken.line.cost, more, request.revealed(spoken.reason),
                              people::person(request, charter, spoken.speaker)};
    view.spoken_total = view.spoken_total.value_or(view.total) + more;
}

} // namespace

std::optional<CostView> cost_view(PageRequest& request, const rules::Charter& charter, const ProposalRow& row,
                                  const std::optional<std::string>& proposed) {
    const auto cost = proposed ? from_recorded<ChangeCost>(*proposed) : no_cost(charter.currency);
    CostView view{.total = cost.total,
                  .lines = {},
                  .engineering = cost.estimate.engineering,
                  .transition = cost.estimate.transition,
                  .is_estimated = proposed.has_value()};
    for (const auto& line : cost.lines)
        if (line.cost.minor > 0)
            view.lines.push_back({people::class_chip(charter, line.stakeholder_class), line.members, line.cost, {}});
    for (const auto& spoken : spoken_costs(request.connection, row.proposal))
        set_beside(request, charter, spoken, view);
    view.is_estimated = view.is_estimated || view.spoken_total;
    if (row.stage == Stage::deliberation && request.signed_in()) {
        std::vector<std::string> classes;
        for (const auto& each : charter.governance.classes) classes.push_back(each.id);
        for (const auto& each : speaks_for(speakers_of(request.connection, charter, classes), request.viewer))
            view.estimable.push_back({each, charter.find_class(each)->name});
    }
    view.may_estimate = !view.estimable.empty();
    if (!view.is_estimated && !view.may_estimate) return {};
    return view;
}

} // namespace reef::decisions
