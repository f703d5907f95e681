#include "commons/decisions/amendment.hpp"
#include "commons/decisions/proposal_row.hpp"
#include "core/base/paragraphs.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

const Rule<Count> amendment_sponsors{"decisions.amendment_sponsors",
                                     "Sponsors of an amendment",
                                     "So many members put an amendment to a vote that was not taken into the draft.",
                                     {5},
                                     Count{1},
                                     Count{1'000}};

namespace {

constexpr RefusalKind not_amendable{
    "decisions.not_amendable",
    "Amendments are for the texts of resolutions; this is the change of a rule, or a repeal.", 409};
constexpr RefusalKind draft_closed{
    "decisions.draft_closed", "The draft is closed: it can be amended while it is talked about, before any vote on it.",
    409};
constexpr RefusalKind amends_nothing{"decisions.amends_nothing", "This is word for word what the draft says.", 409};
constexpr RefusalKind no_such_amendment{"decisions.no_such_amendment", "There is no amendment with this number.", 404};
constexpr RefusalKind not_your_draft{"decisions.not_your_draft",
                                     "Whoever proposed the text takes amendments into it or declines them.", 403};
constexpr RefusalKind taken_already{"decisions.taken_already", "This amendment is in the draft already.", 409};
constexpr RefusalKind amendment_conflicts{
    "decisions.amendment_conflicts",
    "Paragraphs that this amendment changes were changed since its author saw the draft. It can be proposed anew.",
    409};
constexpr RefusalKind sponsors_itself{"decisions.sponsors_itself", "Others sponsor your amendment, not you.", 409};
constexpr RefusalKind sponsored_already{"decisions.sponsored_already", "You sponsor this amendment already.", 409};

std::optional<AmendmentRow> amendment_row(store::Connection& connection, IdValue amendment) {
    return connection.first<AmendmentRow>(std::string(amendment_columns) + "WHERE amendment = $1", amendment);
}

/// The facts of its proposal, and of one amendment beside.
AmendmentFacts facts_of_amendment(store::Connection& connection, const Context& context, IdValue amendment) {
    const auto row = amendment_row(connection, amendment);
    if (!row) return {};
    auto facts = amendment_facts(connection, context, row->proposal);
    facts.base = draft_text(connection, row->proposal, row->draft);
    facts.sponsors = sponsors_of(connection, amendment);
    facts.has_sponsored =
        connection.one<std::int64_t>("SELECT count(*) FROM {decisions_sponsors} WHERE amendment = $1 AND sponsor = $2",
                                     amendment, context.actor.member) > 0;
    facts.amendment = row;
    return facts;
}

std::optional<Refusal> refusal_of_draft(const AmendmentFacts& facts) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal").error();
    if (!facts.is_text) return refuse(not_amendable).error();
    if (*facts.stage != Stage::deliberation || facts.is_closed) return refuse(draft_closed).error();
    return {};
}
std::optional<Refusal> refusal_of_amendment(const AmendmentFacts& facts) {
    if (!facts.amendment) return refuse(no_such_amendment, "amendment").error();
    if (auto refusal = refusal_of_draft(facts)) return refusal;
    if (facts.amendment->taken_into) return refuse(taken_already).error();
    return {};
}

} // namespace

AmendmentRow amendment_voted_on(store::Connection& connection, IdValue vote) {
    return connection.one<AmendmentRow>(std::string(amendment_columns) + "WHERE vote = $1", vote);
}
std::string draft_text(store::Connection& connection, IdValue proposal, std::int64_t draft) {
    return connection.one<std::string>("SELECT text FROM {decisions_drafts} WHERE proposal = $1 AND draft = $2",
                                       proposal, draft);
}
std::int64_t sponsors_of(store::Connection& connection, IdValue amendment) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {decisions_sponsors} WHERE amendment = $1", amendment);
}

AmendmentFacts amendment_facts(store::Connection& connection, const Context& context, IdValue proposal) {
    AmendmentFacts facts;
    const auto row = proposal_row(connection, proposal);
    if (!row) return facts;
    facts.stage = row->stage;
    const auto resolution = resolution_row(connection, proposal);
    facts.is_text = resolution && resolution->act != ResolutionAct::repeal;
    if (!facts.is_text) return facts;
    facts.proposer = row->proposer;
    facts.domain = from_recorded<rules::DomainCharter>(row->domain);
    facts.procedure = from_recorded<rules::ProcedureCharter>(row->procedure);
    facts.text = resolution->text;
    facts.draft =
        connection.one<std::int64_t>("SELECT max(draft) FROM {decisions_drafts} WHERE proposal = $1", proposal);
    facts.sponsors_needed = rules::in_force(connection, amendment_sponsors, context.at).value.number;
    for (auto& each : connection.all<AmendmentRow>(
             std::string(amendment_columns) + "WHERE proposal = $1 ORDER BY amendment", proposal)) {
        facts.is_closed = facts.is_closed || each.vote;
        if (!each.enough_at || each.taken_into) continue;
        auto base = draft_text(connection, proposal, each.draft);
        facts.sponsored.push_back({std::move(each), std::move(base), facts.text, facts.draft});
    }
    return facts;
}

AmendmentFacts load(store::Connection& connection, const Context& context, const Amend& amend) {
    return amendment_facts(connection, context, amend.proposal);
}
/// Who may propose a text may propose to word it otherwise.
Decision decide(const AmendmentFacts& facts, const Amend& amend, Context& context) {
    if (auto refusal = refusal_of_draft(facts)) return std::unexpected(std::move(*refusal));
    if (auto refusal = may_not_propose(facts.domain, context.standing)) return std::unexpected(std::move(*refusal));
    const auto paragraphs = paragraphs_of(amend.text);
    if (paragraphs.size() > paragraphs_max)
        return refuse(too_many_paragraphs, "text", {std::to_string(paragraphs_max)});
    const auto text = joined(paragraphs);
    if (text == facts.text) return refuse(amends_nothing, "text");
    return Events{AmendmentProposed{context.new_id(), amend.proposal, context.actor.member, facts.draft, text,
                                    amend.reason, facts.sponsors_needed}};
}
void apply(store::Connection& connection, const Meta& meta, const AmendmentProposed& event) {
    connection.run("INSERT INTO {decisions_amendments} (amendment, proposal, author, draft, text, reason, "
                   "sponsors_needed, at, is_conflicted) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE)",
                   event.amendment, event.proposal, event.author, event.draft, event.text,
                   event.reason.reference.commitment, event.sponsors_needed, meta.at);
}

std::optional<DraftChanged> merge(const Merging& merging) {
    const auto both =
        merged(paragraphs_of(merging.base), paragraphs_of(merging.text), paragraphs_of(merging.amendment.text));
    if (!both || both->empty()) return {};
    return DraftChanged{merging.amendment.proposal, merging.draft + 1, joined(*both), merging.amendment.amendment};
}
Merging merging_of(store::Connection& connection, IdValue vote) {
    Merging merging{.amendment = amendment_voted_on(connection, vote), .base = {}, .text = {}};
    const auto proposal = merging.amendment.proposal;
    merging.base = draft_text(connection, proposal, merging.amendment.draft);
    merging.draft =
        connection.one<std::int64_t>("SELECT max(draft) FROM {decisions_drafts} WHERE proposal = $1", proposal);
    merging.text = draft_text(connection, proposal, merging.draft);
    return merging;
}

AmendmentFacts load(store::Connection& connection, const Context& context, const AcceptAmendment& accept) {
    return facts_of_amendment(connection, context, accept.amendment);
}
Decision decide(const AmendmentFacts& facts, const AcceptAmendment&, Context& context) {
    if (auto refusal = refusal_of_amendment(facts)) return std::unexpected(std::move(*refusal));
    if (facts.proposer != context.actor.member) return refuse(not_your_draft);
    const auto changed = merge({*facts.amendment, facts.base, facts.text, facts.draft});
    if (!changed) return refuse(amendment_conflicts);
    return Events{*changed};
}
void apply(store::Connection& connection, const Meta& meta, const DraftChanged& event) {
    keep_draft(connection, meta, event.proposal, event.draft, event.text, event.amendment);
    connection.run("UPDATE {decisions_resolutions} SET text = $1 WHERE proposal = $2", event.text, event.proposal);
    connection.run("UPDATE {decisions_amendments} SET taken_into = $1 WHERE amendment = $2", event.draft,
                   event.amendment);
}

AmendmentFacts load(store::Connection& connection, const Context& context, const DeclineAmendment& decline) {
    return facts_of_amendment(connection, context, decline.amendment);
}
Decision decide(const AmendmentFacts& facts, const DeclineAmendment& decline, Context& context) {
    if (auto refusal = refusal_of_amendment(facts)) return std::unexpected(std::move(*refusal));
    if (facts.proposer != context.actor.member) return refuse(not_your_draft);
    return Events{AmendmentDeclined{decline.amendment, facts.amendment->proposal, decline.reason}};
}
void apply(store::Connection& connection, const Meta&, const AmendmentDeclined& event) {
    connection.run("UPDATE {decisions_amendments} SET declined_because = $1 WHERE amendment = $2",
                   event.reason.reference.commitment, event.amendment);
}

AmendmentFacts load(store::Connection& connection, const Context& context, const SponsorAmendment& sponsor) {
    return facts_of_amendment(connection, context, sponsor.amendment);
}
Decision decide(const AmendmentFacts& facts, const SponsorAmendment& sponsor, Context& context) {
    if (auto refusal = refusal_of_amendment(facts)) return std::unexpected(std::move(*refusal));
    if (auto refusal = may_not_propose(facts.domain, context.standing)) return std::unexpected(std::move(*refusal));
    if (facts.amendment->author == context.actor.member) return refuse(sponsors_itself);
    if (facts.has_sponsored) return refuse(sponsored_already);
    return Events{AmendmentSponsored{sponsor.amendment, facts.amendment->proposal, context.actor.member,
                                     facts.sponsors + 1 >= facts.amendment->sponsors_needed}};
}
void apply(store::Connection& connection, const Meta& meta, const AmendmentSponsored& event) {
    connection.run("INSERT INTO {decisions_sponsors} (amendment, sponsor) VALUES ($1, $2)", event.amendment,
                   event.sponsor);
    if (event.is_enough)
        connection.run("UPDATE {decisions_amendments} SET enough_at = $1 WHERE amendment = $2 AND enough_at IS NULL",
                       meta.at, event.amendment);
}

AmendmentFacts load(store::Connection& connection, const Context& context, const PutAmendments& put) {
    return amendment_facts(connection, context, put.proposal);
}
/// All at once, so that the vote on the text is put off once. Where whoever proposed the text took something else into
/// the same paragraphs, the vote is on the amendment's whole text: so no draft can be closed against it.
Decision decide(const AmendmentFacts& facts, const PutAmendments& put, Context& context) {
    if (auto refusal = refusal_of_draft(facts)) return std::unexpected(std::move(*refusal));
    const Time closes = context.at + facts.procedure.voting;
    auto procedure = facts.procedure;
    procedure.late_quorum = {}; // the vote on the text opens when these close
    Events events;
    for (const auto& each : facts.sponsored) {
        const auto both = merge(each);
        events.add(AmendmentPut{.vote = context.new_id(),
                                .amendment = each.amendment.amendment,
                                .proposal = put.proposal,
                                .author = each.amendment.author,
                                .procedure = procedure,
                                .domain = facts.domain,
                                .reason = {VaultReference{each.amendment.reason, each.amendment.author.value}},
                                .draft = facts.draft,
                                .text = both ? both->text : each.amendment.text,
                                .voting_opens_at = context.at,
                                .voting_closes_at = closes,
                                .main_closes_at = closes + facts.procedure.voting});
    }
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const AmendmentPut& event) {
    keep_proposal(connection, meta,
                  {.proposal = event.vote,
                   .subject = Subject::amendment,
                   .matter = "amendments/" + event.amendment.text(),
                   .proposer = event.author,
                   .procedure = event.procedure,
                   .domain = event.domain,
                   .reason = event.reason.reference.commitment,
                   .voting_opens_at = event.voting_opens_at,
                   .voting_closes_at = event.voting_closes_at,
                   .review_of = {},
                   .called_by = {},
                   .sponsors = {}});
    connection.run("UPDATE {decisions_amendments} SET vote = $1, draft = $2, text = $3 WHERE amendment = $4",
                   event.vote, event.draft, event.text, event.amendment);
    connection.run("UPDATE {decisions_proposals} SET voting_opens_at = $1, voting_closes_at = $2 WHERE proposal = $3",
                   event.voting_closes_at, event.main_closes_at, event.proposal);
}
void apply(store::Connection& connection, const Meta&, const AmendmentConflicted& event) {
    connection.run("UPDATE {decisions_amendments} SET is_conflicted = TRUE WHERE amendment = $1", event.amendment);
}

/// Stands before the schedule of votes: where both are due at once, the vote on the text is put off before it opens.
Schedule amendment_schedule() {
    return schedule<IdValue>(
        "decisions.amendments", "sponsored amendments are put to a vote",
        "SELECT p.voting_opens_at, p.proposal FROM {decisions_proposals} p WHERE p.stage = 'deliberation' AND "
        "p.voting_opens_at <= $1 AND EXISTS (SELECT 1 FROM {decisions_amendments} a WHERE a.proposal = p.proposal AND "
        "a.enough_at IS NOT NULL AND a.taken_into IS NULL AND a.vote IS NULL) ORDER BY p.voting_opens_at, p.proposal "
        "LIMIT 1",
        [](IdValue proposal) { return call(PutAmendments{proposal}); });
}

} // namespace reef::decisions
