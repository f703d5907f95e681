#include "commons/decisions/proposal.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind not_launched{
    "decisions.not_launched",
    "This platform is a draft: its founder edits the charter freely until launch, and decisions begin after it.", 409};
constexpr RefusalKind no_such_rule{"decisions.no_such_rule", "There is no rule \"{}\".", 404};
constexpr RefusalKind nothing_new{"decisions.nothing_new", "{} is {} already.", 409};
constexpr RefusalKind already_open{
    "decisions.already_open", "Proposal {} on this rule is still open. Speak to it, or wait for its outcome.", 409};
constexpr RefusalKind unknown_indicator{
    "decisions.unknown_indicator",
    "\"{}\" is not an indicator of this platform's charter. Name the figure that will tell.", 422};
constexpr RefusalKind expected_too_early{
    "decisions.expected_too_early", "The result cannot be expected before the new value would be in force ({}).", 422};
constexpr RefusalKind not_mandated{"decisions.not_mandated", "This rule is set by {}; its members propose.", 403};
constexpr RefusalKind not_bound{"decisions.not_bound",
                                "This rule is decided by those whom it binds, and you are not among them.", 403};
constexpr RefusalKind not_yours{"decisions.not_yours", "Only whoever proposed it can take it back.", 403};
constexpr RefusalKind too_late_to_withdraw{"decisions.too_late_to_withdraw",
                                           "The vote is open or over; a proposal can be taken back before.", 409};

/// "Who proposes": members; where a body is mandated or a class regulates itself, those.
std::optional<Refusal> may_not_propose(const rules::DomainCharter& domain, const Standing& standing) {
    if (domain.mode == rules::Mode::directive && !standing.has("body:" + *domain.body))
        return refuse(not_mandated, {}, {*domain.body}).error();
    const auto bound = [&](const std::string& each) { return standing.has("class:" + each); };
    if (domain.mode == rules::Mode::self_regulated && std::ranges::none_of(domain.classes, bound))
        return refuse(not_bound).error();
    return {};
}

} // namespace

ProposeFacts load(store::Connection& connection, const Context& context, const Propose& propose) {
    ProposeFacts facts;
    const auto platform = rules::platform(connection);
    if (!platform) return facts;
    facts.launched = platform->launched();
    const auto* rule = context.registry->rule(propose.rule);
    facts.current = rules::version_at(connection, propose.rule, context.at);
    if (!rule || !facts.current) return facts;
    facts.value = rules::rule_value(platform->charter, *rule, propose.value);
    facts.domain = *platform->charter.domain_of(propose.rule);
    facts.procedure = *platform->charter.find_procedure(facts.domain.procedure);
    facts.indicator_known =
        std::ranges::find(platform->charter.outcomes.indicators, propose.expected.indicator,
                          &rules::IndicatorCharter::id) != platform->charter.outcomes.indicators.end();
    facts.open_proposal = connection.first<IdValue>("SELECT proposal FROM {decisions_proposals} WHERE rule = $1 AND "
                                                    "stage IN ('deliberation', 'voting') ORDER BY proposal LIMIT 1",
                                                    propose.rule);
    return facts;
}

Decision decide(const ProposeFacts& facts, const Propose& propose, Context& context) {
    if (!facts.launched) return refuse(not_launched);
    if (!facts.current) return refuse(no_such_rule, "rule", {propose.rule});
    if (auto refusal = may_not_propose(facts.domain, context.standing)) return std::unexpected(std::move(*refusal));
    if (!facts.value) {
        auto refusal = facts.value.error();
        refusal.field = "value";
        return std::unexpected(std::move(refusal));
    }
    if (*facts.value == facts.current->value) return refuse(nothing_new, "value", {propose.rule, *facts.value});
    if (facts.open_proposal) return refuse(already_open, "rule", {facts.open_proposal->text()});
    if (!facts.indicator_known) return refuse(unknown_indicator, "expected.indicator", {propose.expected.indicator});
    const Time opens = context.at + facts.procedure.deliberation;
    const Time closes = opens + facts.procedure.voting;
    if (propose.expected.by < closes + facts.procedure.notice)
        return refuse(expected_too_early, "expected.by", {(closes + facts.procedure.notice).date_text()});
    return Events{Proposed{context.new_id(), context.actor.member, propose.rule, facts.current->value,
                           facts.current->version, *facts.value, facts.procedure, facts.domain, opens, closes,
                           propose.reason, propose.expected, propose.effects}};
}

void apply(store::Connection& connection, const Meta& meta, const Proposed& event) {
    connection.run(
        "INSERT INTO {decisions_proposals} (proposal, entry, proposer, rule, old_value, old_version, value, procedure, "
        "domain, reason, rights, development, indicator, direction, size, expected_by, proposed_at, voting_opens_at, "
        "voting_closes_at, stage) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
        "$18, "
        "$19, $20)",
        event.proposal, meta.entry, event.proposer, event.rule, event.old_value, event.old_version, event.value,
        json_text(to_json(event.procedure)), json_text(to_json(event.domain)), event.reason.reference.commitment,
        event.effects.rights.reference.commitment, event.effects.development.reference.commitment,
        event.expected.indicator, event.expected.direction, event.expected.size, event.expected.by, meta.at,
        event.voting_opens_at, event.voting_closes_at, Stage::deliberation);
}

WithdrawFacts load(store::Connection& connection, const Context&, const Withdraw& withdraw) {
    const auto row = connection.first<std::tuple<MemberId, Stage>>(
        "SELECT proposer, stage FROM {decisions_proposals} WHERE proposal = $1", withdraw.proposal);
    if (!row) return {};
    return {std::get<0>(*row), std::get<1>(*row)};
}
Decision decide(const WithdrawFacts& facts, const Withdraw& withdraw, Context& context) {
    if (!facts.proposer) return refuse(no_such_proposal, "proposal");
    if (*facts.proposer != context.actor.member) return refuse(not_yours);
    if (facts.stage != Stage::deliberation) return refuse(too_late_to_withdraw);
    return Events{Withdrawn{withdraw.proposal}};
}
void apply(store::Connection& connection, const Meta& meta, const Withdrawn& event) {
    connection.run("UPDATE {decisions_proposals} SET stage = $1, decided_at = $2 WHERE proposal = $3", Stage::withdrawn,
                   meta.at, event.proposal);
}

} // namespace reef::decisions
