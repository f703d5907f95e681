#include "commons/decisions/ballot.hpp"
#include "commons/decisions/option_ballot.hpp"
#include "commons/decisions/private_ballot.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind voting_not_open{"decisions.voting_not_open", "The vote on this proposal has not opened yet.",
                                      409};
constexpr RefusalKind voting_closed{"decisions.voting_closed",
                                    "Voting on this proposal has ended; your ballot was not counted.", 409};
constexpr RefusalKind not_in_electorate{
    "decisions.not_in_electorate", "You were not a member of a class that decides on this when the vote opened.", 403};
constexpr RefusalKind has_recused{"decisions.has_recused", "You take no part in this: you stood aside.", 403};
constexpr RefusalKind another_ballot{"decisions.another_ballot",
                                     "Ballots of this vote are given otherwise: with {}, as on its page.", 409};
constexpr RefusalKind objection_needs_reason{
    "decisions.objection_needs_reason",
    "This is decided by consent: say what speaks against it, or stand aside. Members read it without your name.", 422};
constexpr RefusalKind reason_without_objection{
    "decisions.reason_without_objection",
    "Only an objection carries a reason, where it is decided by consent. Leave it out, or object.", 422};
constexpr RefusalKind not_in_that_class{"decisions.not_in_that_class", "You may vote here as one of: {}.", 422};

constexpr std::string_view ballot_columns =
    "SELECT voter, class, choice, reason, marks, sealed, cast_at FROM {decisions_ballots} WHERE proposal = $1 ";

} // namespace

std::vector<BallotRow> ballot_rows(store::Connection& connection, IdValue proposal) {
    return connection.all<BallotRow>(std::string(ballot_columns) + "ORDER BY voter", proposal);
}
std::vector<BallotRow> ballots_with_reasons(store::Connection& connection, IdValue proposal) {
    return connection.all<BallotRow>(
        std::string(ballot_columns) + "AND (reason IS NOT NULL OR sealed IS NOT NULL) ORDER BY voter", proposal);
}
std::optional<BallotRow> ballot_row(store::Connection& connection, IdValue proposal, MemberId voter) {
    return connection.first<BallotRow>(std::string(ballot_columns) + "AND voter = $2", proposal, voter);
}

BallotFacts ballot_facts(store::Connection& connection, const Context& context, IdValue proposal) {
    BallotFacts facts;
    facts.stage = connection.first<Stage>("SELECT stage FROM {decisions_proposals} WHERE proposal = $1", proposal);
    if (!facts.stage) return facts;
    const auto procedure = procedure_of(connection, proposal);
    facts.vote_with = ballot_command(procedure);
    facts.is_by_consent = rules::is_by_consent(procedure);
    facts.may_vote_as = may_vote_as(connection, proposal, context.actor.member);
    facts.has_recused = std::ranges::count(recused_from(connection, proposal), context.actor.member) > 0;
    if (facts.may_vote_as.empty()) facts.missing = missing_to_vote(connection, proposal, context.actor.member);
    if (auto previous = ballot_row(connection, proposal, context.actor.member)) {
        facts.previous = previous->choice;
        facts.previous_class = std::move(previous->voter_class);
    }
    return facts;
}
BallotFacts load(store::Connection& connection, const Context& context, const CastBallot& ballot) {
    return ballot_facts(connection, context, ballot.proposal);
}
/// "One member, one vote in a class; a later ballot replaces an earlier one; no ballot counts after the deadline."
Result<std::string> class_of_ballot(const BallotFacts& facts, const std::optional<std::string>& as_class,
                                    std::string_view command) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal");
    if (*facts.stage == Stage::admission || *facts.stage == Stage::deliberation) return refuse(voting_not_open);
    if (*facts.stage != Stage::voting) return refuse(voting_closed);
    if (facts.has_recused) return refuse(has_recused);
    if (facts.missing) return people::refuse(*facts.missing);
    if (facts.may_vote_as.empty()) return refuse(not_in_electorate);
    if (facts.vote_with != command) return refuse(another_ballot, {}, {std::string(facts.vote_with)});
    const auto chosen = as_class.value_or(facts.previous_class.value_or(facts.may_vote_as.front()));
    if (std::ranges::find(facts.may_vote_as, chosen) == facts.may_vote_as.end())
        return refuse(not_in_that_class, "as_class", {join(facts.may_vote_as, ", ")});
    return chosen;
}
std::optional<Refusal> refusal_of_reason(bool is_by_consent, Choice choice, bool has_reason) {
    const bool is_objection = is_by_consent && choice == Choice::against;
    if (is_objection && !has_reason) return refuse(objection_needs_reason, "reason").error();
    if (!is_objection && has_reason) return refuse(reason_without_objection, "reason").error();
    return {};
}
std::string_view ballot_command(const rules::ProcedureCharter& procedure) {
    if (rules::chooses_among_options(procedure)) return procedure.is_private() ? SealMarks::name : MarkOptions::name;
    if (!procedure.is_private()) return CastBallot::name;
    return rules::is_by_consent(procedure) ? SealConsent::name : CastPrivateBallot::name;
}
Decision decide(const BallotFacts& facts, const CastBallot& ballot, Context& context) {
    const auto chosen = class_of_ballot(facts, ballot.as_class, CastBallot::name);
    if (!chosen) return std::unexpected(chosen.error());
    if (auto refusal = refusal_of_reason(facts.is_by_consent, ballot.choice, ballot.reason.has_value()))
        return std::unexpected(std::move(*refusal));
    if (facts.previous == ballot.choice && facts.previous_class == *chosen && !ballot.reason)
        return Events{}; // saying it twice changes nothing; an objection may have another reason
    return Events{BallotCast{ballot.proposal, context.actor.member, *chosen, ballot.choice, ballot.reason}};
}
void apply(store::Connection& connection, const Meta& meta, const BallotCast& event) {
    connection.run(
        "INSERT INTO {decisions_ballots} (proposal, voter, class, choice, cast_at, reason) VALUES ($1, $2, $3, $4, $5, "
        "$6) ON CONFLICT (proposal, voter) DO UPDATE SET class = $3, choice = $4, cast_at = $5, reason = $6",
        event.proposal, event.voter, event.voter_class, event.choice, meta.at,
        event.reason ? std::optional(event.reason->reference.commitment) : std::nullopt);
}

} // namespace reef::decisions
