#include "commons/decisions/weighing_view.hpp"
#include "commons/rules/module.hpp"

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

CostView cost_view(const rules::Charter& charter, const ChangeCost& cost) {
    CostView view{.total = cost.total,
                  .lines = {},
                  .engineering = cost.estimate.engineering,
                  .transition = cost.estimate.transition};
    for (const auto& line : cost.lines)
        if (line.cost.minor > 0)
            view.lines.push_back({people::class_chip(charter, line.stakeholder_class), line.members, line.cost});
    return view;
}

} // namespace reef::decisions
