#include "commons/decisions/charter_proposal.hpp"
#include "commons/decisions/lint.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind nobody_decides_on_charter{
    "decisions.nobody_decides_on_charter",
    "The charter does not say who decides on it: no domain names it, and none is \"*\".", 409};
constexpr RefusalKind charter_is_for_all{
    "decisions.charter_is_for_all",
    "The charter binds all classes, so all decide on it: its domain must be negotiated, and name no classes.", 409};
constexpr RefusalKind charter_open{
    "decisions.charter_open", "Proposal {} on the charter is still open. Speak to it, or wait for its outcome.", 409};
constexpr RefusalKind charter_announced{
    "decisions.charter_announced", "Decision {} changed the charter and waits for its day. Propose after that.", 409};
constexpr RefusalKind charter_fault{"decisions.charter_fault", "Line {}{}: {}", 422};
constexpr RefusalKind same_charter{"decisions.same_charter", "This is what the charter says already.", 409};
constexpr RefusalKind clause_never_changes{
    "decisions.clause_never_changes", "The charter says that \"{}\" cannot be changed at all. Leave it as it is.", 422};

constexpr RefusalKind class_is_empty{
    "decisions.class_is_empty",
    "Nobody belongs to {} yet. Let it begin with 0%, and give it weight once it has members.", 422};

std::optional<Refusal> refusal_to_amend(const CharterProposalFacts& facts) {
    if (!facts.launched) return refuse(not_launched).error();
    if (!facts.domain) return refuse(nobody_decides_on_charter).error();
    if (facts.domain->mode != rules::Mode::negotiated || !facts.domain->classes.empty())
        return refuse(charter_is_for_all).error();
    if (facts.procedure.notice <= Duration{}) return refuse(not_published, {}, {facts.procedure.id}).error();
    if (facts.open_proposal) return refuse(charter_open, {}, {facts.open_proposal->text()}).error();
    if (facts.announced) return refuse(charter_announced, {}, {facts.announced->text()}).error();
    return {};
}

/// "No lock-out": weight of a class that nobody belongs to would count as not in favour of anything.
std::optional<Refusal> refusal_of_weights(const CharterProposalFacts& facts, const rules::Charter& charter) {
    for (const auto& each : charter.governance.classes) {
        const auto* before = facts.in_force.find_class(each.id);
        const bool gains_weight = each.weight > Percent{} && (!before || before->weight == Percent{});
        if (gains_weight && !facts.peopled.contains(each.id))
            return refuse(class_is_empty, "text", {each.name}).error();
    }
    return {};
}

/// "The strictest of the touched clauses' requirements holds."
rules::ProcedureCharter with_demand(rules::ProcedureCharter procedure, const rules::Demand& demand) {
    if (demand.majority) procedure.majority = std::max(procedure.majority, *demand.majority);
    if (demand.every_class) procedure.every_class = true;
    for (const auto& each : demand.vetoes)
        if (!procedure.has_veto(each)) procedure.vetoes.push_back(each);
    return procedure;
}

} // namespace

CharterProposalFacts load(store::Connection& connection, const Context&, const ProposeCharter&) {
    CharterProposalFacts facts;
    const auto platform = rules::platform(connection);
    if (!platform) return facts;
    facts.launched = platform->launched();
    facts.in_force = platform->charter;
    for (const auto& each : platform->charter.governance.classes)
        if (people::count_members_of_any(connection, {each.id}) > 0) facts.peopled.insert(each.id);
    if (const auto* domain = platform->charter.domain_of(charter_domain)) {
        facts.domain = *domain;
        facts.procedure = *platform->charter.find_procedure(domain->procedure);
        facts.deciders = count_deciders(connection, platform->charter, *domain);
    }
    facts.open_proposal = open_proposal_on(connection, charter_domain);
    facts.announced = rules::announced_charter(connection);
    return facts;
}
Decision decide(const CharterProposalFacts& facts, const ProposeCharter& propose, Context& context) {
    if (auto refusal = refusal_to_amend(facts)) return std::unexpected(std::move(*refusal));
    const auto charter = rules::read_charter(propose.text, *context.registry);
    if (!charter) {
        const auto& first = charter.error().front();
        return refuse(charter_fault, "text",
                      {std::to_string(first.line), first.key.empty() ? "" : ", " + first.key, first.sentence()});
    }
    auto changes = rules::changed_clauses(facts.in_force, *charter);
    if (changes.empty()) return refuse(same_charter, "text");
    for (const auto& each : changes)
        if (auto refusal = rules::refusal_to_change(each)) return std::unexpected(std::move(*refusal));
    if (auto refusal = refusal_of_weights(facts, *charter)) return std::unexpected(std::move(*refusal));
    const auto demand = rules::demand_of(facts.in_force, *charter, changes);
    if (demand.never) return refuse(clause_never_changes, "text", {*demand.never});
    const auto procedure = with_demand(rules::without_options(facts.procedure), demand);
    const auto sponsors = sponsor_terms(procedure, *facts.domain, facts.deciders, context.at);
    const Time opens = (sponsors ? sponsors->until : context.at) + procedure.deliberation;
    return Events{CharterProposed{.proposal = context.new_id(),
                                  .charter = *charter,
                                  .changes = std::move(changes),
                                  .demand = demand,
                                  .proposer = context.actor.member,
                                  .procedure = procedure,
                                  .domain = *facts.domain,
                                  .voting_opens_at = opens,
                                  .voting_closes_at = opens + procedure.voting,
                                  .reason = propose.reason,
                                  .sponsors = sponsors}};
}
void apply(store::Connection& connection, const Meta& meta, const CharterProposed& event) {
    keep_proposal(connection, meta,
                  {.proposal = event.proposal,
                   .subject = Subject::charter,
                   .matter = std::string(charter_domain),
                   .proposer = event.proposer,
                   .procedure = event.procedure,
                   .domain = event.domain,
                   .reason = event.reason.reference.commitment,
                   .voting_opens_at = event.voting_opens_at,
                   .voting_closes_at = event.voting_closes_at,
                   .review_of = {},
                   .called_by = {},
                   .sponsors = event.sponsors});
    connection.run("INSERT INTO {decisions_charters} (proposal, proposed) VALUES ($1, $2)", event.proposal,
                   json_text(to_json(event)));
}

std::optional<CharterProposed> proposed_charter(store::Connection& connection, IdValue proposal) {
    const auto proposed =
        connection.first<std::string>("SELECT proposed FROM {decisions_charters} WHERE proposal = $1", proposal);
    if (!proposed) return {};
    return from_recorded<CharterProposed>(*proposed);
}

} // namespace reef::decisions
