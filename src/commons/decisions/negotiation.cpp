#include "commons/decisions/negotiation.hpp"
#include "commons/decisions/cost_estimate.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

const Rule<Duration> late_offer{"decisions.late_offer",
                                "Time after a late offer",
                                "An offer that comes later than this before the end of a negotiation puts the end off, "
                                "so that the others have this long to answer.",
                                hours(1),
                                minutes(10),
                                days(7)};
const Rule<Count> late_offers{"decisions.late_offers",
                              "Late offers",
                              "How often late offers put the end of one negotiation off.",
                              {3},
                              Count{0},
                              Count{20}};

namespace {

constexpr RefusalKind not_negotiated{"decisions.not_negotiated",
                                     "Nothing is bargained about here: it is talked about and voted on.", 409};
constexpr RefusalKind negotiation_over{"decisions.negotiation_over",
                                       "This negotiation is over: agreed, fallen to a vote, or ended.", 409};
constexpr RefusalKind not_a_speaker{
    "decisions.not_a_speaker", "Those who speak for a class, or mediate, bargain here, and you are not one of them.",
    403};
constexpr RefusalKind no_new_offer{"decisions.no_new_offer", "{} is what the last offer says, or what is in force.",
                                   409};
constexpr RefusalKind await_an_answer{
    "decisions.await_an_answer",
    "Your class, or the mediator, made the last offer. It is for the others to answer it or to make one.", 409};
constexpr RefusalKind offer_replaced{"decisions.offer_replaced", "Offer {} is the last one; answer that.", 409};

std::string class_of_last(const NegotiationFacts& facts) { return facts.last_class.value_or(""); }

NegotiationFacts bargaining_of(store::Connection& connection, const Context& context, IdValue proposal) {
    NegotiationFacts facts;
    const auto row = proposal_row(connection, proposal);
    if (!row) return facts;
    facts.stage = row->stage;
    const auto terms = negotiation_of(connection, proposal);
    facts.is_negotiated = terms.has_value();
    if (!terms) return facts;
    std::tie(facts.last_number, facts.last_class, facts.last_value) =
        connection.one<std::tuple<std::int64_t, std::optional<std::string>, std::string>>(
            "SELECT number, class, value FROM {decisions_offers} WHERE proposal = $1 ORDER BY number DESC LIMIT 1",
            proposal);
    facts.speaks_for = speaks_for(terms->negotiators, context.standing);
    facts.mediates = terms->mediator && context.standing.has("body:" + *terms->mediator);
    facts.sides = sides_on(connection, proposal, *terms, facts.last_number);
    facts.procedure = from_recorded<rules::ProcedureCharter>(row->procedure);
    facts.procedure.majority = terms->majority;
    facts.procedure.objections_at_most = terms->objections_at_most;
    facts.voting_opens_at = row->voting_opens_at;
    facts.voting_closes_at = row->voting_closes_at;
    facts.late_offer = terms->late_offer.value_or(Duration());
    facts.late_offers_left =
        terms->late_offers.value_or(0) -
        connection.one<std::int64_t>("SELECT put_off FROM {decisions_negotiations} WHERE proposal = $1", proposal);
    const auto change = change_row(connection, proposal);
    facts.versions = rules::versions_of(connection, change.rule, change.rule_scope());
    facts.reversal_margin = rules::in_force(connection, rules::reversal_margin, context.at).value;
    facts.previous = connection.first<OfferAnswer>(
        "SELECT answer FROM {decisions_offer_answers} WHERE proposal = $1 AND number = $2 AND speaker = $3", proposal,
        facts.last_number, context.actor.member);
    facts.outcome = {.proposal = proposal,
                     .weighted_share = "0",
                     .rule = change.rule,
                     .value = facts.last_value,
                     .reason = {VaultReference{row->reason, row->proposer.value}},
                     .proposer = row->proposer,
                     .expected = expected_of(change),
                     .sunset_at = change.sunset_at,
                     .scope = change.rule_scope(),
                     .by_law = change.by_law ? std::optional(true) : std::nullopt};
    return facts;
}

std::optional<Refusal> refusal_to_bargain(const NegotiationFacts& facts) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal").error();
    if (!facts.is_negotiated) return refuse(not_negotiated).error();
    if (*facts.stage != Stage::deliberation) return refuse(negotiation_over).error();
    return {};
}

/// Those who agreed answer for it together: each class by its weight among those that bargained.
ProposalDecided agreed(const NegotiationFacts& facts, const std::vector<Side>& sides, Time at) {
    auto decided = facts.outcome;
    decided.passed = true;
    decided.outcome = "agreed";
    decided.explanation = "All classes consent.";
    decided.weighted_share = "1";
    decided.effective_at = at + facts.procedure.notice;
    std::vector<std::int64_t> weights;
    for (const auto& each : sides) weights.push_back(each.members > 0 ? each.weight.hundredths : 0);
    const auto shares = share_out(percent(100).hundredths, weights);
    for (std::size_t i = 0; i < sides.size(); ++i)
        decided.counts.push_back({.id = sides[i].id,
                                  .in_favour = sides[i].accept,
                                  .against = sides[i].reject,
                                  .responsibility = {shares[i]},
                                  .delegated = {}});
    return decided;
}

/// Nobody is left without time to answer the last word; and nobody puts the end off for ever.
std::optional<ShiftedVote> time_to_answer(const NegotiationFacts& facts, Time at) {
    const Time end = at + facts.late_offer;
    if (facts.late_offers_left <= 0 || end <= facts.voting_opens_at) return {};
    return ShiftedVote{end, end + (facts.voting_closes_at - facts.voting_opens_at)};
}

} // namespace

bool consents(const Side& side) { return side.accept > side.reject && answers_missing(side) == 0; }

std::int64_t answers_missing(const Side& side) {
    const auto needed = (side.quorum.hundredths * side.speakers + 9'999) / 10'000;
    return std::max<std::int64_t>(0, needed - side.accept - side.reject);
}

bool all_consent(const std::vector<Side>& sides) {
    const auto is_settled = [](const Side& each) { return each.members == 0 || consents(each); };
    return std::ranges::all_of(sides, is_settled) && std::ranges::any_of(sides, consents);
}

std::optional<NegotiationTerms> negotiation_of(store::Connection& connection, IdValue proposal) {
    const auto terms =
        connection.first<std::string>("SELECT terms FROM {decisions_negotiations} WHERE proposal = $1", proposal);
    if (!terms) return {};
    return from_recorded<NegotiationTerms>(*terms);
}

std::vector<Side> sides_on(store::Connection& connection, IdValue proposal, const NegotiationTerms& terms,
                           std::int64_t offer_number) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto answers = connection.all<std::tuple<std::string, OfferAnswer, std::int64_t>>(
        "SELECT class, answer, count(*) FROM {decisions_offer_answers} WHERE proposal = $1 AND number = $2 GROUP BY "
        "class, answer ORDER BY class, answer",
        proposal, offer_number);
    std::vector<Side> sides;
    for (const auto& each : terms.negotiators) {
        const auto* named = charter.find_class(each.stakeholder_class);
        const auto* body = each.body ? charter.find_body(*each.body) : nullptr;
        const auto members = people::count_members(connection, each.stakeholder_class);
        Side side{.id = each.stakeholder_class,
                  .weight = named->weight,
                  .quorum = body ? body->quorum.value_or(percent(50)) : named->quorum,
                  .members = members,
                  .speakers = body ? people::count_in_body(connection, *body) : members};
        for (const auto& [answering, answer, number] : answers)
            if (answering == each.stakeholder_class)
                (answer == OfferAnswer::accept ? side.accept : side.reject) = number;
        sides.push_back(std::move(side));
    }
    return sides;
}

NegotiationFacts load(store::Connection& connection, const Context& context, const MakeOffer& offer) {
    auto facts = bargaining_of(connection, context, offer.proposal);
    const auto* rule = facts.is_negotiated ? context.registry->rule(*facts.outcome.rule) : nullptr;
    if (rule)
        facts.value = rules::lawful_value(connection, rules::founded_platform(connection).charter, *rule,
                                          facts.outcome.scope, offer.value, context.at);
    return facts;
}
/// "Offers and counter-offers between class delegations": no class bids against itself.
Decision decide(const NegotiationFacts& facts, const MakeOffer& offer, Context& context) {
    if (auto refusal = refusal_to_bargain(facts)) return std::unexpected(std::move(*refusal));
    if (facts.speaks_for.empty() && !facts.mediates) return refuse(not_a_speaker);
    const auto others =
        std::ranges::find_if(facts.speaks_for, [&](const auto& each) { return each != class_of_last(facts); });
    const bool as_mediator = facts.mediates && facts.last_class;
    if (!as_mediator && others == facts.speaks_for.end()) return refuse(await_an_answer);
    if (!facts.value) {
        auto refusal = facts.value.error();
        refusal.field = "value";
        return std::unexpected(std::move(refusal));
    }
    if (*facts.value == facts.last_value || *facts.value == facts.versions.back().value)
        return refuse(no_new_offer, "value", {first_words(*facts.value)});
    OfferMade made{.proposal = offer.proposal,
                   .number = facts.last_number + 1,
                   .offering_class = as_mediator ? std::nullopt : std::optional(*others),
                   .offerer = context.actor.member,
                   .value = *facts.value,
                   .reason = offer.reason,
                   .procedure = facts.procedure,
                   .return_margin = {},
                   .vote = time_to_answer(facts, context.at)};
    if (rules::is_return(facts.versions, *facts.value)) {
        made.return_margin = facts.reversal_margin;
        made.procedure = rules::raised_by(std::move(made.procedure), facts.reversal_margin);
    }
    return Events{made};
}
void apply(store::Connection& connection, const Meta& meta, const OfferMade& event) {
    connection.run("INSERT INTO {decisions_offers} (proposal, number, class, offerer, value, reason, at) VALUES ($1, "
                   "$2, $3, $4, $5, $6, $7)",
                   event.proposal, event.number, event.offering_class, event.offerer, event.value,
                   event.reason.reference.commitment, meta.at);
    connection.run("UPDATE {decisions_proposals} SET procedure = $1 WHERE proposal = $2",
                   json_text(to_json(event.procedure)), event.proposal);
    connection.run("UPDATE {decisions_changes} SET value = $1, return_margin = $2 WHERE proposal = $3", event.value,
                   event.return_margin, event.proposal);
    if (!event.vote) return;
    shift_vote(connection, event.proposal, event.vote);
    connection.run("UPDATE {decisions_negotiations} SET put_off = put_off + 1 WHERE proposal = $1", event.proposal);
    connection.run("UPDATE {decisions_negotiations} SET ends_at = $1 WHERE proposal = $2 AND ends_at IS NOT NULL",
                   event.vote->opens_at, event.proposal);
}

NegotiationFacts load(store::Connection& connection, const Context& context, const AnswerOffer& answer) {
    return bargaining_of(connection, context, answer.proposal);
}
/// "Closing by consent of all": with the answer that completes it.
Decision decide(const NegotiationFacts& facts, const AnswerOffer& answer, Context& context) {
    if (auto refusal = refusal_to_bargain(facts)) return std::unexpected(std::move(*refusal));
    if (facts.speaks_for.empty()) return refuse(not_a_speaker);
    if (answer.offer_number != facts.last_number)
        return refuse(offer_replaced, "number", {std::to_string(facts.last_number)});
    if (facts.previous == answer.answer) return Events{};
    const auto& mine = facts.speaks_for.front();
    const OfferAnswered answered{answer.proposal, answer.offer_number, context.actor.member, mine, answer.answer};
    auto sides = facts.sides;
    auto& side = *std::ranges::find(sides, mine, &Side::id);
    const auto counted = [&](OfferAnswer each) -> std::int64_t& {
        return each == OfferAnswer::accept ? side.accept : side.reject;
    };
    if (facts.previous) --counted(*facts.previous);
    ++counted(answer.answer);
    if (!all_consent(sides)) return Events{answered};
    return Events{answered, agreed(facts, sides, context.at)};
}
void apply(store::Connection& connection, const Meta& meta, const OfferAnswered& event) {
    connection.run("INSERT INTO {decisions_offer_answers} (proposal, number, speaker, class, answer, at) VALUES ($1, "
                   "$2, $3, $4, $5, $6) ON CONFLICT (proposal, number, speaker) DO UPDATE SET answer = $5, at = $6",
                   event.proposal, event.offer_number, event.speaker, event.speaker_class, event.answer, meta.at);
}

NegotiationFacts load(store::Connection& connection, const Context& context, const EndNegotiation& end) {
    return bargaining_of(connection, context, end.proposal);
}
Decision decide(const NegotiationFacts& facts, const EndNegotiation&, Context&) {
    if (auto refusal = refusal_to_bargain(facts)) return std::unexpected(std::move(*refusal));
    auto ended = facts.outcome;
    ended.outcome = "no accord";
    ended.explanation = "The classes did not agree in time.";
    return Events{ended};
}

void open_negotiation(store::Connection& connection, const Meta& meta, const Proposed& event) {
    if (!event.negotiation) return;
    connection.run("INSERT INTO {decisions_negotiations} (proposal, terms, ends_at, put_off) VALUES ($1, $2, $3, 0)",
                   event.proposal, json_text(to_json(*event.negotiation)),
                   event.negotiation->unless_agreed == rules::UnlessAgreed::nothing
                       ? std::optional(event.negotiation->until)
                       : std::nullopt);
    connection.run("INSERT INTO {decisions_offers} (proposal, number, class, offerer, value, reason, at) VALUES ($1, "
                   "1, $2, $3, $4, $5, $6)",
                   event.proposal, event.negotiation->opened_by, event.proposer, event.value,
                   event.reason.reference.commitment, meta.at);
}

/// Stands before the schedule of votes: where both are due at once, a negotiation that decides nothing opens none.
Schedule negotiation_schedule() {
    return schedule<IdValue>("decisions.negotiation", "negotiations end at their deadline",
                             "SELECT n.ends_at, n.proposal FROM {decisions_negotiations} n, {decisions_proposals} p "
                             "WHERE p.proposal = n.proposal AND p.stage = 'deliberation' AND n.ends_at <= $1 ORDER BY "
                             "n.ends_at, n.proposal LIMIT 1",
                             [](IdValue proposal) { return call(EndNegotiation{proposal}); });
}

} // namespace reef::decisions
