#include "commons/decisions/recusal.hpp"
#include "commons/decisions/electorate.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind no_body_decides{
    "decisions.no_body_decides",
    "Here members vote for themselves, and may leave it. One stands aside in a body that decides for others.", 409};
constexpr RefusalKind not_in_body{"decisions.not_in_body", "You do not sit in the body that decides this.", 403};
constexpr RefusalKind recused_already{"decisions.recused_already", "You take no part in this already.", 409};
constexpr RefusalKind too_late_to_recuse{"decisions.too_late_to_recuse", "This is decided, or was taken back.", 409};

} // namespace

std::vector<MemberId> recused_from(store::Connection& connection, IdValue proposal) {
    return connection.all<MemberId>("SELECT member FROM {decisions_recusals} WHERE proposal = $1 ORDER BY member",
                                    proposal);
}

RecuseFacts recuse_facts(store::Connection& connection, const Standing& standing, IdValue proposal, MemberId member) {
    const auto row = proposal_row(connection, proposal);
    if (!row) return {};
    RecuseFacts facts{.stage = row->stage};
    const auto domain = from_recorded<rules::DomainCharter>(row->domain);
    facts.is_of_body = domain.mode == rules::Mode::directive;
    if (!facts.is_of_body) return facts;
    facts.has_recused = std::ranges::count(recused_from(connection, proposal), member) > 0;
    facts.sits_there = row->stage == Stage::voting ? !may_vote_as(connection, proposal, member).empty()
                                                   : standing.has("body:" + *domain.body);
    return facts;
}
RecuseFacts load(store::Connection& connection, const Context& context, const Recuse& recuse) {
    return recuse_facts(connection, context.standing, recuse.proposal, context.actor.member);
}
std::optional<Refusal> may_not_recuse(const RecuseFacts& facts) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal").error();
    if (!facts.is_of_body) return refuse(no_body_decides).error();
    if (facts.has_recused) return refuse(recused_already).error();
    if (*facts.stage != Stage::deliberation && *facts.stage != Stage::voting) return refuse(too_late_to_recuse).error();
    if (!facts.sits_there) return refuse(not_in_body).error();
    return {};
}
Decision decide(const RecuseFacts& facts, const Recuse& recuse, Context& context) {
    if (auto refusal = may_not_recuse(facts)) return std::unexpected(std::move(*refusal));
    return Events{Recused{recuse.proposal, context.actor.member, recuse.reason, *facts.stage == Stage::voting}};
}
void apply(store::Connection& connection, const Meta& meta, const Recused& event) {
    connection.run("INSERT INTO {decisions_recusals} (proposal, member, reason, at) VALUES ($1, $2, $3, $4)",
                   event.proposal, event.member, event.reason.reference.commitment, meta.at);
    if (!event.voting_is_open) return;
    connection.run("DELETE FROM {decisions_ballots} WHERE proposal = $1 AND voter = $2", event.proposal, event.member);
    connection.run("UPDATE {decisions_electorate} SET eligible = eligible - 1 WHERE proposal = $1", event.proposal);
}

} // namespace reef::decisions
