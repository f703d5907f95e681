#include "commons/decisions/sponsorship.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind seeks_no_sponsors{"decisions.seeks_no_sponsors",
                                        "This proposal seeks no sponsors: it is talked about already, or over.", 409};
constexpr RefusalKind stands_behind_it{"decisions.stands_behind_it", "You stand behind this proposal already.", 409};

} // namespace

std::optional<SponsorTerms> sponsor_terms(const rules::ProcedureCharter& procedure, const rules::DomainCharter& domain,
                                          std::int64_t deciders, Time at) {
    if (!procedure.sponsors_within || domain.deciding_body()) return {};
    const auto share = procedure.sponsors_share.value_or(Percent());
    const auto of_all = (share.hundredths * deciders + percent(100).hundredths - 1) / percent(100).hundredths;
    const auto needed = std::min(std::max(procedure.sponsors.value_or(0), of_all), deciders - 1);
    if (needed <= 0) return {};
    return SponsorTerms{needed, at + *procedure.sponsors_within};
}

std::int64_t count_deciders(store::Connection& connection, const rules::Charter& charter,
                            const rules::DomainCharter& domain) {
    std::int64_t deciders = 0;
    for (const auto& each : charter.governance.classes)
        if (domain.classes.empty() || std::ranges::find(domain.classes, each.id) != domain.classes.end())
            deciders += people::count_members(connection, each.id);
    return deciders;
}

std::int64_t count_sponsors(store::Connection& connection, IdValue proposal) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {decisions_proposal_sponsors} WHERE proposal = $1",
                                        proposal);
}

SponsorFacts sponsor_facts(store::Connection& connection, IdValue proposal, MemberId member) {
    SponsorFacts facts;
    const auto row = proposal_row(connection, proposal);
    if (!row) return facts;
    facts.stage = row->stage;
    facts.domain = from_recorded<rules::DomainCharter>(row->domain);
    facts.proposer = row->proposer;
    facts.terms = {row->sponsors_needed.value_or(0), row->sponsors_until.value_or(row->proposed_at)};
    facts.vote = {row->voting_opens_at, row->voting_closes_at};
    facts.sponsors = count_sponsors(connection, proposal);
    facts.has_sponsored = connection
                              .first<MemberId>("SELECT sponsor FROM {decisions_proposal_sponsors} WHERE proposal = $1 "
                                               "AND sponsor = $2",
                                               proposal, member)
                              .has_value();
    return facts;
}
SponsorFacts load(store::Connection& connection, const Context& context, const SponsorProposal& sponsor) {
    return sponsor_facts(connection, sponsor.proposal, context.actor.member);
}
std::optional<Refusal> may_not_sponsor(const SponsorFacts& facts, MemberId member, const Standing& standing) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal").error();
    if (*facts.stage != Stage::admission) return refuse(seeks_no_sponsors).error();
    if (auto refusal = may_not_propose(facts.domain, standing)) return refusal;
    if (facts.proposer == member || facts.has_sponsored) return refuse(stands_behind_it).error();
    return {};
}
Decision decide(const SponsorFacts& facts, const SponsorProposal& sponsor, Context& context) {
    if (auto refusal = may_not_sponsor(facts, context.actor.member, context.standing))
        return std::unexpected(std::move(*refusal));
    ProposalSponsored sponsored{sponsor.proposal, context.actor.member, {}};
    if (facts.sponsors + 1 >= facts.terms.needed) {
        const Duration earlier = facts.terms.until - context.at;
        sponsored.admitted = ShiftedVote{facts.vote.opens_at - earlier, facts.vote.closes_at - earlier};
    }
    return Events{sponsored};
}
void apply(store::Connection& connection, const Meta& meta, const ProposalSponsored& event) {
    connection.run("INSERT INTO {decisions_proposal_sponsors} (proposal, sponsor) VALUES ($1, $2)", event.proposal,
                   event.sponsor);
    if (!event.admitted) return;
    connection.run("UPDATE {decisions_proposals} SET stage = $1, admitted_at = $2 WHERE proposal = $3",
                   Stage::deliberation, meta.at, event.proposal);
    connection.run("UPDATE {decisions_negotiations} SET ends_at = $1 WHERE proposal = $2 AND ends_at IS NOT NULL",
                   event.admitted->opens_at, event.proposal);
    shift_vote(connection, event.proposal, event.admitted);
}

EndAdmissionFacts load(store::Connection& connection, const Context&, const EndAdmission& end) {
    const auto row = proposal_row(connection, end.proposal);
    return {row && row->stage == Stage::admission};
}
Decision decide(const EndAdmissionFacts& facts, const EndAdmission& end, Context&) {
    if (!facts.seeks_sponsors) return refuse(seeks_no_sponsors, "proposal");
    return Events{AdmissionEnded{end.proposal}};
}
void apply(store::Connection& connection, const Meta& meta, const AdmissionEnded& event) {
    connection.run("UPDATE {decisions_proposals} SET stage = $1, decided_at = $2 WHERE proposal = $3",
                   Stage::unsupported, meta.at, event.proposal);
}

Schedule admission_schedule() {
    return schedule<IdValue>("decisions.admission", "proposals without enough sponsors end",
                             "SELECT sponsors_until, proposal FROM {decisions_proposals} WHERE stage = 'admission' AND "
                             "sponsors_until <= $1 ORDER BY sponsors_until, proposal LIMIT 1",
                             [](IdValue proposal) { return call(EndAdmission{proposal}); });
}

} // namespace reef::decisions
