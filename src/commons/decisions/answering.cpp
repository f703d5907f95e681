#include "commons/decisions/answering.hpp"
#include "commons/decisions/cost_estimate.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind nobody_was_asked{"decisions.nobody_was_asked",
                                       "Nobody has been asked yet to answer for what came of this decision.", 409};
constexpr RefusalKind time_to_answer_over{"decisions.time_to_answer_over",
                                          "Those responsible were asked until {}; that time is over.", 409};
constexpr RefusalKind answers_not_for{
    "decisions.answers_not_for",
    "Those who speak for a class or body that is responsible answer here: {}. You are not one of them.", 403};

constexpr std::string_view body_prefix = "body:";

/// Of whoever could decide: who did is not told where a class is so small that it would tell of single people.
std::vector<Responsible> all_who_could(const ProposalDecided& decided, const std::vector<ElectorateClass>& electorate) {
    std::vector<Responsible> all;
    for (const auto& each : electorate)
        if (each.eligible > 0 && each.weight > percent(0)) all.push_back({each.id, {}});
    if (all.size() == 1 && decided.passed) all.front().share = percent(100); // the outcome itself says it
    return all;
}

} // namespace

std::vector<Responsible> responsible_for(const ProposalDecided& decided,
                                         const std::vector<ElectorateClass>& electorate) {
    if (has_small_class(electorate)) return all_who_could(decided, electorate);
    std::vector<Responsible> all;
    for (const auto& each : decided.counts)
        if (each.responsibility > percent(0)) all.push_back({each.id, each.responsibility});
    return all;
}

std::vector<Responsible> responsible_for(store::Connection& connection, IdValue proposal) {
    const auto row = proposal_row(connection, proposal);
    if (!row || !row->count) return {};
    return responsible_for(from_recorded<ProposalDecided>(*row->count), electorate_of(connection, proposal));
}

std::vector<std::string> speaking_for(store::Connection& connection, const std::vector<std::string>& deciders,
                                      const Standing& standing) {
    std::vector<std::string> classes, mine;
    for (const auto& each : deciders)
        if (!each.starts_with(body_prefix)) classes.push_back(each);
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto spoken = speaks_for(speakers_of(connection, charter, classes), standing);
    for (const auto& each : deciders)
        if (each.starts_with(body_prefix) ? standing.has(each) : std::ranges::count(spoken, each) > 0)
            mine.push_back(each);
    return mine;
}

AnsweringFacts load(store::Connection& connection, const Context& context, const AnswerForResult& answer) {
    AnsweringFacts facts;
    for (const auto& each : asked_about(connection, answer.proposal)) {
        facts.asked.push_back(each.decider);
        facts.answer_by = each.answer_by;
    }
    if (!facts.asked.empty()) facts.speaks_for = speaking_for(connection, facts.asked, context.standing);
    return facts;
}
Decision decide(const AnsweringFacts& facts, const AnswerForResult& answer, Context& context) {
    if (facts.asked.empty()) return refuse(nobody_was_asked, "proposal");
    const auto& mine = facts.speaks_for;
    const auto chosen = answer.speaking_for ? std::ranges::find(mine, *answer.speaking_for) : mine.begin();
    if (chosen == mine.end())
        return refuse(answers_not_for, answer.speaking_for ? "speaking_for" : "", {join(facts.asked, ", ")});
    if (context.at >= facts.answer_by) return refuse(time_to_answer_over, {}, {facts.answer_by.date_text()});
    return Events{AnsweredForResult{answer.proposal, *chosen, context.actor.member, answer.answer}};
}

/// A review that was put off asks again, until later; what was answered stands.
void apply(store::Connection& connection, const Meta&, const AnswersAsked& event) {
    for (std::size_t place = 0; place < event.responsible.size(); ++place)
        connection.run("INSERT INTO {decisions_answers} (proposal, decider, place, share, answer_by) VALUES ($1, $2, "
                       "$3, $4, $5) ON CONFLICT (proposal, decider) DO UPDATE SET answer_by = $5",
                       event.proposal, event.responsible[place].decider, place, event.responsible[place].share,
                       event.answer_by);
}
void apply(store::Connection& connection, const Meta& meta, const AnsweredForResult& event) {
    connection.run("UPDATE {decisions_answers} SET answer = $1, speaker = $2, answered_at = $3 WHERE proposal = $4 AND "
                   "decider = $5",
                   event.answer.reference.commitment, event.speaker, meta.at, event.proposal, event.decider);
}

std::vector<AskedRow> asked_about(store::Connection& connection, IdValue proposal) {
    return connection.all<AskedRow>("SELECT decider, share, answer_by, answer, speaker, answered_at FROM "
                                    "{decisions_answers} WHERE proposal = $1 ORDER BY place",
                                    proposal);
}

} // namespace reef::decisions
