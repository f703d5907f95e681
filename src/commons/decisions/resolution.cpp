#include "commons/decisions/resolution.hpp"
#include "commons/decisions/lint.hpp"
#include "commons/decisions/objection.hpp"
#include "core/base/paragraphs.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind nobody_decides{
    "decisions.nobody_decides",
    "The charter does not say who decides on resolutions: no domain names them, and none is \"*\".", 409};
constexpr RefusalKind no_such_resolution{"decisions.no_such_resolution", "There is no resolution with this number.",
                                         404};
constexpr RefusalKind resolution_not_standing{
    "decisions.resolution_not_standing",
    "This resolution does not stand: it was not adopted, it is over, or a later decision has ended it.", 409};
constexpr RefusalKind resolution_open{
    "decisions.resolution_open", "Proposal {} on this resolution is still open. Speak to it, or wait for its outcome.",
    409};
constexpr RefusalKind same_text{"decisions.same_text", "This is word for word what the resolution says already.", 409};

/// What one resolution is called where only one proposal may be open about it.
std::string matter_of(const std::optional<IdValue>& resolution) {
    return resolution ? "resolutions/" + resolution->text() : std::string(resolutions_domain);
}

ResolutionFacts resolution_facts(store::Connection& connection, const Context& context,
                                 const std::optional<IdValue>& target) {
    ResolutionFacts facts;
    const auto platform = rules::platform(connection);
    if (!platform) return facts;
    facts.launched = platform->launched();
    if (const auto* domain = platform->charter.domain_of(resolutions_domain)) {
        facts.domain = *domain;
        facts.procedure = *platform->charter.find_procedure(domain->procedure);
        facts.bound = bound_by(*domain, platform->charter);
        facts.deciders = count_deciders(connection, platform->charter, *domain);
    }
    facts.directive_time = rules::in_force(connection, directive_time, context.at).value;
    facts.emergency_time = rules::in_force(connection, emergency_time, context.at).value;
    facts.objection_share = rules::in_force(connection, objection_share, context.at).value;
    if (!target) return facts;
    facts.target = resolution_row(connection, *target);
    facts.target_stands = resolution_stands(connection, *target, context.at);
    facts.open_proposal = open_proposal_on(connection, matter_of(target));
    return facts;
}

/// Who may propose, and about which resolution; the same for a text and for a repeal.
std::optional<Refusal> refusal_to_resolve(const ResolutionFacts& facts, const Standing& standing,
                                          const std::optional<IdValue>& target, std::string_view field) {
    if (!facts.launched) return refuse(not_launched).error();
    if (!facts.domain) return refuse(nobody_decides).error();
    if (auto refusal = may_not_propose(*facts.domain, standing)) return refusal;
    if (facts.procedure.notice <= Duration{}) return refuse(not_published, {}, {facts.procedure.id}).error();
    if (!target) return {};
    if (!facts.target) return refuse(no_such_resolution, field).error();
    if (!facts.target_stands) return refuse(resolution_not_standing, field).error();
    if (facts.open_proposal) return refuse(resolution_open, field, {facts.open_proposal->text()}).error();
    return {};
}

ResolutionProposed begun(const ResolutionFacts& facts, Context& context) {
    const auto sponsors = sponsor_terms(facts.procedure, *facts.domain, facts.deciders, context.at);
    const Time opens = (sponsors ? sponsors->until : context.at) + facts.procedure.deliberation;
    return {.proposal = context.new_id(),
            .title = {},
            .text = {},
            .resolution = {},
            .proposer = context.actor.member,
            .procedure = rules::without_options(facts.procedure),
            .domain = *facts.domain,
            .voting_opens_at = opens,
            .voting_closes_at = opens + facts.procedure.voting,
            .reason = {},
            .sunset_at = {},
            .directive = {},
            .called_by = {},
            .sponsors = sponsors};
}

} // namespace

std::optional<Time> ResolutionRow::until() const {
    if (!sunset_at || !ended_at) return sunset_at ? sunset_at : ended_at;
    return std::min(*sunset_at, *ended_at);
}

std::optional<ResolutionRow> resolution_row(store::Connection& connection, IdValue proposal) {
    return connection.first<ResolutionRow>(std::string(resolution_columns) + "WHERE proposal = $1", proposal);
}

bool resolution_stands(store::Connection& connection, IdValue resolution, Time now) {
    const auto row = resolution_row(connection, resolution);
    return row && row->stands_from && !row->ended_at && (!row->sunset_at || *row->sunset_at > now);
}

ResolutionFacts load(store::Connection& connection, const Context& context, const ProposeResolution& propose) {
    return resolution_facts(connection, context, propose.supersedes);
}
Decision decide(const ResolutionFacts& facts, const ProposeResolution& propose, Context& context) {
    if (auto refusal = refusal_to_resolve(facts, context.standing, propose.supersedes, "supersedes"))
        return std::unexpected(std::move(*refusal));
    const std::string title(trimmed(propose.title));
    const auto paragraphs = paragraphs_of(propose.text);
    if (paragraphs.size() > paragraphs_max)
        return refuse(too_many_paragraphs, "text", {std::to_string(paragraphs_max)});
    const auto text = joined(paragraphs);
    if (facts.target && facts.target->title == title && facts.target->text == text) return refuse(same_text, "text");
    auto proposed = begun(facts, context);
    const Time stands_from = proposed.voting_closes_at + facts.procedure.notice;
    if (propose.sunset_at && *propose.sunset_at <= stands_from)
        return refuse(sunset_too_early, "sunset_at", {stands_from.date_text()});
    if (facts.domain->mode == rules::Mode::directive) {
        const DirectiveSaid said{.legal_basis = propose.legal_basis,
                                 .emergency = propose.emergency,
                                 .features = {},
                                 .sunset_at = propose.sunset_at,
                                 .in_force_at = stands_from,
                                 .longest = facts.directive_time,
                                 .longest_in_emergency = facts.emergency_time};
        if (auto refusal = refusal_of_directive(said)) return std::unexpected(std::move(*refusal));
        proposed.directive = {propose.legal_basis, propose.emergency, facts.bound, facts.objection_share};
    }
    proposed.act = facts.target ? ResolutionAct::supersede : ResolutionAct::adopt;
    proposed.title = title;
    proposed.text = text;
    proposed.resolution = propose.supersedes;
    proposed.reason = propose.reason;
    proposed.sunset_at = propose.sunset_at;
    return Events{proposed};
}

ResolutionFacts load(store::Connection& connection, const Context& context, const ProposeRepeal& propose) {
    return resolution_facts(connection, context, propose.resolution);
}
/// The end of a text binds nobody, so a body that decides for others owes no end and no law for it.
Decision decide(const ResolutionFacts& facts, const ProposeRepeal& propose, Context& context) {
    if (auto refusal = refusal_to_resolve(facts, context.standing, propose.resolution, "resolution"))
        return std::unexpected(std::move(*refusal));
    auto proposed = begun(facts, context);
    proposed.act = ResolutionAct::repeal;
    proposed.title = facts.target->title;
    proposed.resolution = propose.resolution;
    proposed.reason = propose.reason;
    return Events{proposed};
}

void apply(store::Connection& connection, const Meta& meta, const ResolutionProposed& event) {
    keep_proposal(connection, meta,
                  {.proposal = event.proposal,
                   .subject = Subject::resolution,
                   .matter = matter_of(event.resolution),
                   .proposer = event.proposer,
                   .procedure = event.procedure,
                   .domain = event.domain,
                   .reason = event.reason.reference.commitment,
                   .voting_opens_at = event.voting_opens_at,
                   .voting_closes_at = event.voting_closes_at,
                   .review_of = event.called_by ? event.resolution : std::nullopt,
                   .called_by = event.called_by,
                   .sponsors = event.sponsors});
    connection.run("INSERT INTO {decisions_resolutions} (proposal, act, title, text, resolution, sunset_at) VALUES "
                   "($1, $2, $3, $4, $5, $6)",
                   event.proposal, event.act, event.title, event.text.value_or(""), event.resolution, event.sunset_at);
    if (event.text) keep_draft(connection, meta, event.proposal, 1, *event.text, {});
    if (event.directive) keep_directive(connection, event.proposal, matter_of(event.proposal), *event.directive);
}

void keep_draft(store::Connection& connection, const Meta& meta, IdValue proposal, std::int64_t draft,
                const std::string& text, const std::optional<IdValue>& amendment) {
    connection.run("INSERT INTO {decisions_drafts} (proposal, draft, text, amendment, at) VALUES ($1, $2, $3, $4, $5)",
                   proposal, draft, text, amendment, meta.at);
}

void adopt_resolution(store::Connection& connection, IdValue proposal, Time effective_at) {
    const auto row = resolution_row(connection, proposal);
    if (!row) return;
    if (row->act != ResolutionAct::repeal)
        connection.run("UPDATE {decisions_resolutions} SET stands_from = $1 WHERE proposal = $2", effective_at,
                       proposal);
    if (row->resolution)
        connection.run("UPDATE {decisions_resolutions} SET ended_at = $1, ended_by = $2 WHERE proposal = $3",
                       effective_at, proposal, *row->resolution);
}

} // namespace reef::decisions
