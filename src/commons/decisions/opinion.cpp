#include "commons/decisions/opinion.hpp"
#include "commons/decisions/negotiation.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

const Rule<Count> opinions_per_member{
    "decisions.opinions_per_member",
    "Opinions for each member",
    "How many opinions one member may give on one proposal, so that all are answered.",
    {3},
    Count{1},
    Count{20}};

namespace {

constexpr RefusalKind no_answers_owed{
    "decisions.no_answers_owed",
    "The charter's procedure for this names no time to answer opinions. Say it in a deliberation.", 409};
constexpr RefusalKind say_it_in_an_offer{"decisions.say_it_in_an_offer",
                                         "The classes bargain about this: what you want is said in an offer.", 409};
constexpr RefusalKind opinions_over{"decisions.opinions_over", "The time to give opinions on this ended on {}.", 409};
constexpr RefusalKind not_concerned{
    "decisions.not_concerned", "Members of the classes that this concerns give opinions, and you are not one.", 403};
constexpr RefusalKind enough_opinions{"decisions.enough_opinions",
                                      "You have given {} opinions on this, as many as the rule allows.", 409};
constexpr RefusalKind no_such_opinion{"decisions.no_such_opinion", "There is no opinion with this number.", 404};
constexpr RefusalKind not_waiting_for_answer{"decisions.not_waiting_for_answer",
                                             "This opinion was answered, or the time to answer it is over.", 409};
constexpr RefusalKind not_another_party{
    "decisions.not_another_party",
    "An opinion is answered by the proposer or by a member of another class, and never by its author.", 403};
constexpr RefusalKind change_needed{"decisions.change_needed",
                                    "Say what is changed: the opinion is accepted, at least in part.", 422};
constexpr RefusalKind time_not_over{"decisions.time_not_over", "There is still time to answer this opinion.", 409};

std::optional<std::string> first_in_both(const std::vector<std::string>& mine, const std::vector<std::string>& those) {
    const auto found =
        std::ranges::find_if(mine, [&](const auto& each) { return std::ranges::find(those, each) != those.end(); });
    return found == mine.end() ? std::nullopt : std::optional(*found);
}

/// Where the vote waited for this opinion alone, it opens now and stays open as long.
std::optional<ShiftedVote> shifted_vote(const OpinionFacts& facts, Time at) {
    if (facts.others_waiting > 0 || at <= facts.voting_opens_at) return {};
    return ShiftedVote{at, at + (facts.voting_closes_at - facts.voting_opens_at)};
}

} // namespace

StateOpinionFacts opinion_facts(store::Connection& connection, Time at, IdValue proposal, MemberId member) {
    StateOpinionFacts facts;
    const auto row = proposal_row(connection, proposal);
    if (!row) return facts;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    facts.stage = row->stage;
    facts.voting_opens_at = row->voting_opens_at;
    facts.answers_within = from_recorded<rules::ProcedureCharter>(row->procedure).answers_within;
    facts.is_negotiated = negotiation_of(connection, proposal).has_value();
    facts.concerned = bound_by(from_recorded<rules::DomainCharter>(row->domain), charter);
    facts.mine = people::classes_of(connection, member);
    facts.stated = connection.one<std::int64_t>(
        "SELECT count(*) FROM {decisions_opinions} WHERE proposal = $1 AND author = $2", proposal, member);
    facts.stated_max = rules::in_force(connection, opinions_per_member, at).value.number;
    return facts;
}

std::optional<Refusal> refusal_to_state(const StateOpinionFacts& facts, Time at) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal").error();
    if (!facts.answers_within) return refuse(no_answers_owed).error();
    if (facts.is_negotiated) return refuse(say_it_in_an_offer).error();
    if (*facts.stage != Stage::deliberation || at >= facts.voting_opens_at)
        return refuse(opinions_over, {}, {facts.voting_opens_at.date_text()}).error();
    if (!first_in_both(facts.mine, facts.concerned)) return refuse(not_concerned).error();
    if (facts.stated >= facts.stated_max)
        return refuse_by_rule(enough_opinions, opinions_per_member.name, "text", {std::to_string(facts.stated)})
            .error();
    return {};
}

StateOpinionFacts load(store::Connection& connection, const Context& context, const StateOpinion& state) {
    return opinion_facts(connection, context.at, state.proposal, context.actor.member);
}
Decision decide(const StateOpinionFacts& facts, const StateOpinion& state, Context& context) {
    if (auto refusal = refusal_to_state(facts, context.at)) return std::unexpected(std::move(*refusal));
    return Events{OpinionStated{context.new_id(), state.proposal, context.actor.member,
                                *first_in_both(facts.mine, facts.concerned), state.text,
                                context.at + *facts.answers_within}};
}
void apply(store::Connection& connection, const Meta& meta, const OpinionStated& event) {
    connection.run("INSERT INTO {decisions_opinions} (opinion, proposal, author, class, text, stated_at, answer_by, "
                   "outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, 'waits')",
                   event.opinion, event.proposal, event.author, event.author_class, event.text.reference.commitment,
                   meta.at, event.answer_by);
}

OpinionFacts facts_of_opinion(store::Connection& connection, IdValue opinion, MemberId member) {
    using Row = std::tuple<IdValue, MemberId, std::string, std::string, Time>;
    const auto found = connection.first<Row>(
        "SELECT proposal, author, class, outcome, answer_by FROM {decisions_opinions} WHERE opinion = $1", opinion);
    if (!found) return {};
    const auto& [proposal, author, author_class, outcome, answer_by] = *found;
    const auto row = *proposal_row(connection, proposal);
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    OpinionFacts facts{.proposal = proposal,
                       .stage = row.stage,
                       .proposer = row.proposer,
                       .author = author,
                       .author_class = author_class,
                       .waits = outcome == "waits",
                       .others_waiting = opinions_waiting(connection, proposal) - (outcome == "waits" ? 1 : 0),
                       .answer_by = answer_by,
                       .voting_opens_at = row.voting_opens_at,
                       .voting_closes_at = row.voting_closes_at,
                       .mine = people::classes_of(connection, member),
                       .classes = {},
                       .unless_answered = procedure.unless_answered.value_or(rules::UnlessAgreed::vote),
                       .ended = {}};
    const auto platform = rules::founded_platform(connection);
    for (const auto& each : platform.charter.governance.classes) facts.classes.push_back(each.id);
    facts.ended = {.proposal = proposal,
                   .outcome = "unanswered",
                   .explanation = "An opinion was not answered in time.",
                   .weighted_share = "0",
                   .reason = {VaultReference{row.reason, row.proposer.value}}};
    if (row.subject == Subject::rule_change) {
        const auto change = change_row(connection, proposal);
        facts.ended.rule = change.rule;
        facts.ended.scope = change.rule_scope();
        facts.ended.value = change.value;
    } else {
        facts.ended.subject = row.subject;
    }
    return facts;
}

std::optional<Refusal> refusal_to_answer(const OpinionFacts& facts, MemberId member) {
    if (!facts.proposal) return refuse(no_such_opinion, "opinion").error();
    if (!facts.waits || facts.stage != Stage::deliberation) return refuse(not_waiting_for_answer).error();
    if (member == facts.author) return refuse(not_another_party).error();
    if (member == facts.proposer) return {};
    const bool is_of_its_class = std::ranges::find(facts.mine, facts.author_class) != facts.mine.end();
    if (facts.mine.empty() || is_of_its_class) return refuse(not_another_party).error();
    return {};
}

OpinionFacts load(store::Connection& connection, const Context& context, const AnswerOpinion& answer) {
    return facts_of_opinion(connection, answer.opinion, context.actor.member);
}
Decision decide(const OpinionFacts& facts, const AnswerOpinion& answer, Context& context) {
    const auto member = context.actor.member;
    if (auto refusal = refusal_to_answer(facts, member)) return std::unexpected(std::move(*refusal));
    const bool changes = answer.verdict == Verdict::accepted || answer.verdict == Verdict::partly;
    if (changes && !answer.change) return refuse(change_needed, "change");
    const auto as = member == facts.proposer ? std::nullopt : std::optional(facts.mine.front());
    return Events{OpinionAnswered{answer.opinion, *facts.proposal, member, as, answer.verdict, answer.reason,
                                  answer.change, shifted_vote(facts, context.at)}};
}
void apply(store::Connection& connection, const Meta& meta, const OpinionAnswered& event) {
    connection.run("UPDATE {decisions_opinions} SET outcome = $1, ended_at = $2, answerer = $3, answerer_class = $4, "
                   "reason = $5, change = $6 WHERE opinion = $7",
                   event.verdict, meta.at, event.answerer, event.answerer_class, event.reason.reference.commitment,
                   event.change ? std::optional(event.change->reference.commitment) : std::nullopt, event.opinion);
    shift_vote(connection, event.proposal, event.vote);
}

OpinionFacts load(store::Connection& connection, const Context& context, const LeaveUnanswered& left) {
    return facts_of_opinion(connection, left.opinion, context.actor.member);
}
/// Nobody can stop a decision by saying nothing: silence is recorded with its names, and then the charter's word holds.
Decision decide(const OpinionFacts& facts, const LeaveUnanswered& left, Context& context) {
    if (!facts.proposal) return refuse(no_such_opinion, "opinion");
    if (!facts.waits || facts.stage != Stage::deliberation) return refuse(not_waiting_for_answer);
    if (context.at < facts.answer_by) return refuse(time_not_over);
    OpinionLeftUnanswered silence{left.opinion, *facts.proposal, facts.proposer, {}, {}};
    for (const auto& each : facts.classes)
        if (each != facts.author_class) silence.silent.push_back(each);
    if (facts.unless_answered == rules::UnlessAgreed::nothing) return Events{silence, facts.ended};
    silence.vote = shifted_vote(facts, context.at);
    return Events{silence};
}
void apply(store::Connection& connection, const Meta& meta, const OpinionLeftUnanswered& event) {
    connection.run("UPDATE {decisions_opinions} SET outcome = 'unanswered', ended_at = $1 WHERE opinion = $2", meta.at,
                   event.opinion);
    shift_vote(connection, event.proposal, event.vote);
}

std::int64_t opinions_waiting(store::Connection& connection, IdValue proposal) {
    return connection.one<std::int64_t>(
        "SELECT count(*) FROM {decisions_opinions} WHERE proposal = $1 AND outcome = 'waits'", proposal);
}

Schedule opinion_schedule() {
    return schedule<IdValue>("decisions.opinions", "opinions that nobody answered are recorded as such",
                             "SELECT o.answer_by, o.opinion FROM {decisions_opinions} o, {decisions_proposals} p WHERE "
                             "p.proposal = o.proposal AND p.stage = 'deliberation' AND o.outcome = 'waits' AND "
                             "o.answer_by <= $1 ORDER BY o.answer_by, o.opinion LIMIT 1",
                             [](IdValue opinion) { return call(LeaveUnanswered{opinion}); });
}

} // namespace reef::decisions
