#include "commons/decisions/proposal.hpp"
#include "commons/decisions/cost_estimate.hpp"
#include "commons/decisions/lint.hpp"
#include "commons/decisions/negotiation.hpp"
#include "commons/decisions/objection.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind no_such_rule{"decisions.no_such_rule", "There is no rule \"{}\".", 404};
constexpr RefusalKind rule_is_indexed{"decisions.rule_is_indexed",
                                      "\"{}\" moves only by the formula that the charter publishes. Propose another "
                                      "charter, with another formula or none.",
                                      409};
constexpr RefusalKind called_by_review{
    "decisions.called_by_review", "A missed promise or objections called this vote; nobody can take it back.", 409};
constexpr RefusalKind features_needed{
    "decisions.features_needed",
    "A mandated body sets this rule: say how the matter stands, so that everybody sees whether that is the way.", 422};
constexpr RefusalKind not_mandated{"decisions.not_mandated", "This is set by {}; its members propose.", 403};
constexpr RefusalKind not_bound{"decisions.not_bound",
                                "This is decided by those whom it binds, and you are not among them.", 403};
constexpr RefusalKind not_yours{"decisions.not_yours", "Only whoever proposed it can take it back.", 403};
constexpr RefusalKind too_late_to_withdraw{"decisions.too_late_to_withdraw",
                                           "The vote is open or over; a proposal can be taken back before.", 409};

bool is_directive(const ProposeFacts& facts) { return facts.domain.mode == rules::Mode::directive; }

/// Advice is asked for where a body decides for others.
Result<std::optional<Advice>> advice_on(const ProposeFacts& facts, const Propose& propose) {
    if (!propose.features) {
        if (is_directive(facts)) return refuse(features_needed, "features");
        return std::optional<Advice>();
    }
    auto advice = advice_for(*propose.features);
    if (!advice) return std::unexpected(std::move(advice.error()));
    advice = advice_for(bounded_by(facts.record, *propose.features));
    advice->record = facts.record;
    return std::optional(std::move(*advice));
}

/// What a body owes to those for whom it decides; nothing where they decide themselves.
Result<std::optional<DirectiveTerms>> directive_terms(const ProposeFacts& facts, const Propose& propose,
                                                      Time in_force) {
    if (!is_directive(facts)) return std::optional<DirectiveTerms>();
    const DirectiveSaid said{.legal_basis = propose.legal_basis,
                             .emergency = propose.emergency,
                             .features = propose.features ? std::optional(bounded_by(facts.record, *propose.features))
                                                          : std::nullopt,
                             .sunset_at = propose.sunset_at,
                             .in_force_at = in_force,
                             .restores_charter = *facts.value == facts.versions.front().value,
                             .longest = facts.directive_time,
                             .longest_in_emergency = facts.emergency_time};
    if (auto refusal = refusal_of_directive(said)) return std::unexpected(std::move(*refusal));
    return std::optional(DirectiveTerms{propose.legal_basis, propose.emergency, facts.bound, facts.objection_share});
}

/// Where the procedure has one, speakers of the classes bargain instead of all talking.
std::optional<NegotiationTerms> negotiation_terms(const ProposeFacts& facts, const Standing& standing, Time until) {
    if (facts.domain.mode != rules::Mode::negotiated || !facts.procedure.negotiation) return {};
    const auto mine = std::ranges::find_if(
        facts.negotiators, [&](const auto& each) { return standing.has("class:" + each.stakeholder_class); });
    return NegotiationTerms{.negotiators = facts.negotiators,
                            .opened_by =
                                mine == facts.negotiators.end() ? std::nullopt : std::optional(mine->stakeholder_class),
                            .mediator = facts.procedure.mediator,
                            .until = until,
                            .unless_agreed = facts.procedure.unless_agreed.value_or(rules::UnlessAgreed::vote),
                            .majority = facts.procedure.majority,
                            .objections_at_most = facts.procedure.objections_at_most,
                            .late_offer = facts.late_offer,
                            .late_offers = facts.late_offers};
}
Duration time_before_vote(const ProposeFacts& facts) {
    if (facts.domain.mode != rules::Mode::negotiated) return facts.procedure.deliberation;
    return facts.procedure.negotiation.value_or(facts.procedure.deliberation);
}

/// By how much late offers, opinions that wait for an answer, and a late quorum can put the end of the vote off.
Duration longest_delay(const ProposeFacts& facts) {
    const auto late_quorum = facts.procedure.late_quorum.value_or(Duration());
    if (facts.domain.mode == rules::Mode::negotiated && facts.procedure.negotiation)
        return {facts.late_offer.ms * facts.late_offers + late_quorum.ms};
    return {facts.procedure.answers_within.value_or(Duration()).ms + late_quorum.ms};
}

} // namespace

std::optional<Refusal> may_not_propose(const rules::DomainCharter& domain, const Standing& standing) {
    if (const auto* body = domain.deciding_body()) {
        if (standing.has("body:" + *body)) return {};
        return refuse(not_mandated, {}, {*body}).error();
    }
    const auto bound = [&](const std::string& each) { return standing.has("class:" + each); };
    if (domain.mode == rules::Mode::self_regulated && std::ranges::none_of(domain.classes, bound))
        return refuse(not_bound).error();
    return {};
}

std::string matter_of(std::string_view rule, const std::optional<rules::Scope>& scope) {
    return scope ? std::string(rule) + " in " + scope->text() : std::string(rule);
}

std::optional<IdValue> open_proposal_on(store::Connection& connection, std::string_view matter) {
    return connection.first<IdValue>("SELECT proposal FROM {decisions_proposals} WHERE matter = $1 AND stage IN " +
                                         std::string(open_stages) + " ORDER BY proposal LIMIT 1",
                                     matter);
}

namespace {

/// "What is aimed at one class" holds for that class alone, where the rule is asked by class.
std::optional<rules::Scope> scope_of(const rules::Charter& charter, const RuleDeclaration& rule,
                                     const Propose& propose) {
    if (propose.scope || !propose.targets || !rule.is_asked_by(ScopeKind::stakeholder_class)) return propose.scope;
    if (!charter.find_class(*propose.targets)) return {};
    return rules::Scope{ScopeKind::stakeholder_class, *propose.targets};
}

} // namespace

ProposeFacts load(store::Connection& connection, const Context& context, const Propose& propose) {
    ProposeFacts facts;
    const auto platform = rules::platform(connection);
    if (!platform) return facts;
    facts.launched = platform->launched();
    const auto* rule = context.registry->rule(propose.rule);
    if (!rule || !rules::version_at(connection, propose.rule, context.at)) return facts;
    facts.scope = scope_of(platform->charter, *rule, propose);
    facts.scope_fault = rules::refusal_of_scope(platform->charter, *rule, facts.scope);
    facts.is_indexed = platform->charter.index_of(propose.rule) && !facts.scope;
    facts.is_by_law = platform->charter.room_for(propose.rule, facts.scope) != nullptr;
    facts.current = rules::version_at(connection, propose.rule, context.at, facts.scope);
    facts.value = rules::lawful_value(connection, platform->charter, *rule, facts.scope, propose.value, context.at);
    facts.domain = platform->charter.domain_for(propose.rule, facts.scope);
    facts.procedure = *platform->charter.find_procedure(facts.domain.procedure);
    facts.indicator_known =
        std::ranges::find(platform->charter.outcomes.indicators, propose.expected.indicator,
                          &rules::IndicatorCharter::id) != platform->charter.outcomes.indicators.end();
    facts.reckoned = reckoned_before(connection, *context.registry, platform->charter, propose.expected, context.at);
    facts.indicator_known = facts.indicator_known || facts.reckoned;
    facts.versions = rules::versions_of(connection, propose.rule, facts.scope);
    facts.cool_down = rules::in_force(connection, rules::cool_down, context.at).value;
    facts.reversal_margin = rules::in_force(connection, rules::reversal_margin, context.at).value;
    facts.directive_time = rules::in_force(connection, directive_time, context.at).value;
    facts.emergency_time = rules::in_force(connection, emergency_time, context.at).value;
    facts.objection_share = rules::in_force(connection, objection_share, context.at).value;
    facts.record = record_of(connection, *context.registry, platform->charter, propose.rule, facts.scope, context.at);
    facts.late_offer = rules::in_force(connection, late_offer, context.at).value;
    facts.late_offers = rules::in_force(connection, late_offers, context.at).value.number;
    facts.bound = bound_by(facts.domain, platform->charter);
    facts.negotiators = speakers_of(connection, platform->charter, facts.bound);
    facts.currency = platform->charter.currency;
    for (const auto& each : platform->charter.governance.classes)
        facts.sizes.push_back({each.id, people::count_members(connection, each.id)});
    const auto matter = matter_of(propose.rule, facts.scope);
    facts.open_proposal = open_proposal_on(connection, matter);
    facts.deciders = count_deciders(connection, platform->charter, facts.domain);
    facts.open_review = connection.first<IdValue>(
        "SELECT r.proposal FROM {decisions_reviews} r, {decisions_proposals} p WHERE p.proposal = r.proposal AND "
        "p.matter = $1 AND r.stage = 'open' ORDER BY r.proposal DESC LIMIT 1",
        matter);
    return facts;
}

Decision decide(const ProposeFacts& facts, const Propose& propose, Context& context) {
    if (!facts.launched) return refuse(not_launched);
    if (!facts.current) return refuse(no_such_rule, "rule", {propose.rule});
    if (facts.scope_fault) return std::unexpected(*facts.scope_fault);
    if (auto refusal = may_not_propose(facts.domain, context.standing)) return std::unexpected(std::move(*refusal));
    if (facts.is_indexed) return refuse(rule_is_indexed, "rule", {propose.rule});
    auto procedure = is_directive(facts) ? rules::without_options(facts.procedure) : facts.procedure;
    const auto sponsors = sponsor_terms(procedure, facts.domain, facts.deciders, context.at);
    const Time opens = (sponsors ? sponsors->until : context.at) + time_before_vote(facts);
    const Time closes = opens + procedure.voting;
    const Time in_force = closes + procedure.notice;
    const Time at_the_latest = in_force + longest_delay(facts);
    if (auto fault = lint(facts, propose, context.at, at_the_latest)) return std::unexpected(std::move(fault->refusal));
    auto advice = advice_on(facts, propose);
    if (!advice) return std::unexpected(std::move(advice.error()));
    auto directive = directive_terms(facts, propose, in_force);
    if (!directive) return std::unexpected(std::move(directive.error()));
    auto cost = change_cost(propose.cost.value_or(CostEstimate{}), facts.sizes, facts.currency);
    if (!cost) return std::unexpected(std::move(cost.error()));
    std::optional<Percent> margin;
    if (rules::is_return(facts.versions, *facts.value)) {
        margin = facts.reversal_margin;
        if (!rules::chooses_among_options(procedure)) procedure = rules::raised_by(std::move(procedure), *margin);
    }
    return Events{Proposed{context.new_id(),
                           context.actor.member,
                           propose.rule,
                           facts.current->value,
                           facts.current->version,
                           *facts.value,
                           procedure,
                           facts.domain,
                           opens,
                           closes,
                           propose.reason,
                           propose.expected,
                           propose.effects,
                           propose.sunset_at,
                           propose.lapses_if_missed,
                           margin,
                           {},
                           *advice,
                           *cost,
                           *directive,
                           {},
                           negotiation_terms(facts, context.standing, opens),
                           propose.targets,
                           propose.evidence,
                           facts.reckoned ? std::optional(baseline_of(*facts.reckoned)) : std::nullopt,
                           facts.scope,
                           facts.is_by_law ? std::optional(true) : std::nullopt,
                           sponsors}};
}

namespace {
template <class T>
std::optional<std::string> recorded(const std::optional<T>& document) {
    return document ? std::optional(json_text(to_json(*document))) : std::nullopt;
}
} // namespace

void keep_proposal(store::Connection& connection, const Meta& meta, const ProposalTerms& terms) {
    connection.run(
        "INSERT INTO {decisions_proposals} (proposal, entry, subject, matter, proposer, procedure, domain, reason, "
        "proposed_at, voting_opens_at, voting_closes_at, stage, review_of, called_by, sponsors_needed, sponsors_until) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        terms.proposal, meta.entry, terms.subject, terms.matter, terms.proposer, json_text(to_json(terms.procedure)),
        json_text(to_json(terms.domain)), terms.reason, meta.at, terms.voting_opens_at, terms.voting_closes_at,
        terms.sponsors ? Stage::admission : Stage::deliberation, terms.review_of, terms.called_by,
        terms.sponsors ? std::optional(terms.sponsors->needed) : std::nullopt,
        terms.sponsors ? std::optional(terms.sponsors->until) : std::nullopt);
}

void apply(store::Connection& connection, const Meta& meta, const Proposed& event) {
    keep_proposal(connection, meta,
                  {.proposal = event.proposal,
                   .subject = Subject::rule_change,
                   .matter = matter_of(event.rule, event.scope),
                   .proposer = event.proposer,
                   .procedure = event.procedure,
                   .domain = event.domain,
                   .reason = event.reason.reference.commitment,
                   .voting_opens_at = event.voting_opens_at,
                   .voting_closes_at = event.voting_closes_at,
                   .review_of = event.review_of,
                   .called_by = event.called_by,
                   .sponsors = event.sponsors});
    connection.run(
        "INSERT INTO {decisions_changes} (proposal, old_value, old_version, value, rights, development, indicator, "
        "direction, size, expected_by, sunset_at, lapses_if_missed, return_margin, advice, cost, targets, evidence, "
        "baseline, rule, scope, by_law) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
        "$17, $18, $19, $20, $21)",
        event.proposal, event.old_value, event.old_version, event.value, event.effects.rights.reference.commitment,
        event.effects.development.reference.commitment, event.expected.indicator, event.expected.direction,
        event.expected.size, event.expected.by, event.sunset_at, event.lapses_if_missed.value_or(false),
        event.return_margin, recorded(event.advice), recorded(event.cost), event.targets,
        event.evidence ? std::optional(event.evidence->reference.commitment) : std::nullopt, recorded(event.baseline),
        event.rule, rules::recorded_scope(event.scope), event.by_law.value_or(false));
    if (event.directive)
        keep_directive(connection, event.proposal, matter_of(event.rule, event.scope), *event.directive);
    open_negotiation(connection, meta, event);
}

WithdrawFacts load(store::Connection& connection, const Context&, const Withdraw& withdraw) {
    const auto row = connection.first<std::tuple<MemberId, Stage, std::optional<IdValue>>>(
        "SELECT proposer, stage, review_of FROM {decisions_proposals} WHERE proposal = $1", withdraw.proposal);
    if (!row) return {};
    const auto votes = connection.one<std::int64_t>(
        "SELECT count(*) FROM {decisions_amendments} WHERE proposal = $1 AND vote IS NOT NULL", withdraw.proposal);
    return {std::get<0>(*row), std::get<1>(*row), std::get<2>(*row), votes > 0};
}
Decision decide(const WithdrawFacts& facts, const Withdraw& withdraw, Context& context) {
    if (!facts.proposer) return refuse(no_such_proposal, "proposal");
    if (facts.review_of) return refuse(called_by_review);
    if (*facts.proposer != context.actor.member) return refuse(not_yours);
    const bool is_before_vote = facts.stage == Stage::admission || facts.stage == Stage::deliberation;
    if (!is_before_vote || facts.is_amended_by_vote) return refuse(too_late_to_withdraw);
    return Events{Withdrawn{withdraw.proposal}};
}
void apply(store::Connection& connection, const Meta& meta, const Withdrawn& event) {
    connection.run("UPDATE {decisions_proposals} SET stage = $1, decided_at = $2 WHERE proposal = $3", Stage::withdrawn,
                   meta.at, event.proposal);
}

} // namespace reef::decisions
