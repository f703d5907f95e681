#include "app/waiting.hpp"
#include "commons/budgets/module.hpp"
#include "commons/decisions/module.hpp"
#include "commons/deliberation/module.hpp"
#include "commons/duties/module.hpp"
#include "commons/elections/module.hpp"
#include "commons/panels/module.hpp"
#include "commons/people/module.hpp"
#include "commons/practices/module.hpp"

namespace reef::app {
using namespace engine;

namespace {

enum class Detail { titles, sentences };

std::string about_vote(PageRequest& request, const decisions::OpenDecision& decision, Detail detail) {
    if (detail == Detail::sentences && decisions::is_left_uncast(request, decision))
        return request.say("You entrusted somebody who votes for as many as one may, and not for you. Vote yourself.");
    return request.say("You have not voted yet.");
}

std::vector<Waiting> collect(PageRequest& request, Detail detail) {
    std::vector<Waiting> waiting;
    if (!request.viewer.has("member")) return waiting;
    for (const auto& each : decisions::open_decisions(request))
        if (each.needs_my_voice)
            waiting.push_back(
                {each.title, each.href, request.say("Vote"), each.until, about_vote(request, each, detail)});
    for (const auto& each : decisions::returned_to(request.connection, request.member()))
        waiting.push_back({rules::domain_in_words(request, each.domain), "/delegations", request.say("Delegation"),
                           std::nullopt, request.say("Whom you entrusted votes for nobody else here any more.")});
    for (const auto& each : people::duplicates_of(request.connection, request.member(), 10))
        if (!each.outcome && !(each.first == request.member() ? each.first_answer : each.second_answer))
            waiting.push_back({request.say("Two members, one person?"), "/duplicates", request.say("You are asked"),
                               each.hear_until,
                               request.say("A body asks whether you and another member are one person.")});
    for (const auto& each : decisions::open_reviews(request))
        waiting.push_back({each.title, each.href, request.say("Measure"), each.until,
                           request.say("What was promised is to be set beside what came of it.")});
    for (const auto& each : decisions::awaited_answers(request))
        waiting.push_back({each.title, each.href, request.say("Answer for it"), each.until, each.about});
    for (const auto& each : duties::owed_duties(request))
        if (each.is_mine)
            waiting.push_back({each.name, each.href, request.say("Duty"), each.due_at,
                               each.is_overdue ? request.say("It is overdue: {} has not answered.", {each.body})
                                               : request.say("{} answers how it is met.", {each.body})});
    for (const auto& each : practices::awaited_answers(request))
        waiting.push_back({each.title, each.href, request.say("Grey zone"), each.lapses_at,
                           request.say("Your body says what becomes of this practice.")});
    for (const auto& each : elections::open_elections(request))
        if (each.needs_my_voice)
            waiting.push_back(
                {each.title, each.href, request.say("Election"), each.until, request.say("You have not voted yet.")});
    for (const auto& each : panels::open_draws(request))
        if (each.needs_my_answer)
            waiting.push_back({each.title, each.href, request.say("Panel"), each.until,
                               request.say("You were drawn: take the seat, or decline.")});
    for (const auto& each : budgets::open_budgets(request))
        if (each.needs_my_voice)
            waiting.push_back(
                {each.title, each.href, request.say("Budget"), each.until, request.say("You have not voted yet.")});
    for (const auto& each : deliberation::topic_lines(request))
        if (each.is_open && each.waiting > 0)
            waiting.push_back(
                {each.title, each.href, request.say("Deliberation"), each.until,
                 request.say("Statements that wait for your answer: {}.", {std::to_string(each.waiting)})});
    return waiting;
}

} // namespace

std::vector<Waiting> waiting_for(PageRequest& request) { return collect(request, Detail::sentences); }

std::size_t count_waiting(PageRequest& request) { return collect(request, Detail::titles).size(); }

} // namespace reef::app
