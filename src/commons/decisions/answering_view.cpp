#include "commons/decisions/answering_view.hpp"
#include "commons/decisions/answering.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

AnswerLine answer_line(PageRequest& request, const rules::Charter& charter, const AskedRow& row) {
    const auto chip = decider_chip(charter, row.decider);
    AnswerLine line{.class_name = chip.class_name,
                    .class_color = chip.class_color,
                    .share = row.share,
                    .answered_at = row.answered_at};
    if (!row.answer) return line;
    line.answer = request.revealed(*row.answer);
    if (row.speaker && request.viewer.audience() >= Audience::members)
        line.speaker = people::person(request, charter, *row.speaker);
    return line;
}

} // namespace

people::ClassChip decider_chip(const rules::Charter& charter, const std::string& decider) {
    constexpr std::string_view prefix = "body:";
    const auto* body = decider.starts_with(prefix) ? charter.find_body(decider.substr(prefix.size())) : nullptr;
    return body ? people::ClassChip{body->name, charter.color_of(decider)} : people::class_chip(charter, decider);
}

std::optional<AnswersView> answers_view(PageRequest& request, const rules::Charter& charter, IdValue proposal) {
    const auto rows = asked_about(request.connection, proposal);
    if (rows.empty()) return {};
    const auto until = rows.front().answer_by;
    const bool is_open = request.now < until;
    AnswersView view{
        .decision = proposal.text(),
        .sentence = is_open
                        ? request.say("Those who decided answer for what came of it, until {}.", {request.day(until)})
                        : request.say("Those who decided were asked until {} to answer for what came of it.",
                                      {request.day(until)})};
    std::vector<std::string> deciders;
    for (const auto& each : rows) {
        view.lines.push_back(answer_line(request, charter, each));
        deciders.push_back(each.decider);
        if (!each.share)
            view.withheld = request.say("Fewer than five people could vote in one of the classes. So whoever could "
                                        "decide is asked, and the shares are not shown.");
    }
    if (!is_open || !request.viewer.has("member")) return view;
    for (const auto& each : speaking_for(request.connection, deciders, request.viewer))
        view.speaks_for.push_back({each, decider_chip(charter, each).class_name});
    view.may_answer = !view.speaks_for.empty();
    return view;
}

std::vector<OpenDecision> awaited_answers(PageRequest& request) {
    const auto silent = request.connection.all<std::tuple<IdValue, Time, std::string>>(
        "SELECT proposal, answer_by, decider FROM {decisions_answers} WHERE answer_by > $1 AND answer IS NULL ORDER BY "
        "answer_by, proposal, place",
        request.now);
    if (silent.empty()) return {};
    std::vector<std::string> deciders;
    for (const auto& [proposal, answer_by, decider] : silent)
        if (std::ranges::find(deciders, decider) == deciders.end()) deciders.push_back(decider);
    const auto mine = speaking_for(request.connection, deciders, request.viewer);
    std::vector<OpenDecision> awaited;
    for (const auto& [proposal, answer_by, decider] : silent) {
        const bool is_listed = !awaited.empty() && awaited.back().proposal == proposal;
        if (is_listed || std::ranges::find(mine, decider) == mine.end()) continue;
        awaited.push_back({.proposal = proposal,
                           .title = title_of(request, *proposal_row(request.connection, proposal)),
                           .href = "/decisions/" + proposal.text() + "#answers",
                           .state = request.say("To be answered for"),
                           .until = answer_by,
                           .needs_my_voice = true,
                           .about = request.say("Those for whom you speak decided this: say what came of it.")});
    }
    return awaited;
}

} // namespace reef::decisions
