#include "commons/budgets/ballot.hpp"
#include <algorithm>

namespace reef::budgets {
using namespace engine;
namespace {

constexpr RefusalKind voting_not_open{
    "budgets.voting_not_open", "Projects of budget {} are still put forward and checked; voting has not opened.", 409};
constexpr RefusalKind not_in_electorate{"budgets.not_in_electorate",
                                        "You were not a member of a class that takes part when voting opened.", 403};

} // namespace

BallotFacts load(store::Connection& connection, const Context& context, const CastBallot& ballot) {
    const auto budget = find_budget(connection, ballot.budget);
    if (!budget) return {};
    BallotFacts facts{budget->stage, may_vote(connection, *budget, context.actor.member)};
    if (facts.may_vote || !belonged(connection, *budget, context.actor.member)) return facts;
    facts.missing =
        people::missing_to_vote(connection, context.actor.member, budget->least_assurance, *budget->frozen_entry);
    return facts;
}
/// Nobody can see here whether it says what an earlier one said, so each is recorded.
Decision decide(const BallotFacts& facts, const CastBallot& ballot, Context& context) {
    const auto number = ballot.budget.text();
    if (!facts.stage) return refuse(no_such_budget, "budget", {number});
    if (*facts.stage == Stage::preparing) return refuse(voting_not_open, "budget", {number});
    if (*facts.stage != Stage::voting) return refuse(budget_over, "budget", {number});
    if (facts.missing) return people::refuse(*facts.missing);
    if (!facts.may_vote) return refuse(not_in_electorate);
    return Events{BallotCast{ballot.budget, context.actor.member, ballot.approvals}};
}

void apply(store::Connection& connection, const Meta&, const VotingOpened& event) {
    connection.run("UPDATE {budgets_budgets} SET stage = $1, frozen_entry = $2, electors = $3, seed = $4, "
                   "least_assurance = $5 WHERE "
                   "budget = $6",
                   Stage::voting, event.frozen_entry, event.electors, event.seed, event.least_assurance, event.budget);
    std::int64_t place = 0;
    for (const auto project : event.projects)
        connection.run("UPDATE {budgets_projects} SET place = $1 WHERE project = $2", ++place, project);
}
void apply(store::Connection& connection, const Meta&, const BallotCast& event) {
    connection.run("INSERT INTO {budgets_ballots} (budget, voter, sealed) VALUES ($1, $2, $3) ON CONFLICT (budget, "
                   "voter) DO UPDATE SET sealed = $3",
                   event.budget, event.voter, event.approvals.reference.commitment);
}

bool may_vote(store::Connection& connection, const BudgetRow& budget, MemberId member) {
    return belonged(connection, budget, member) &&
           !people::missing_to_vote(connection, member, budget.least_assurance, *budget.frozen_entry);
}
bool belonged(store::Connection& connection, const BudgetRow& budget, MemberId member) {
    if (!budget.frozen_entry) return false;
    const auto classes = people::classes_at(connection, member, *budget.frozen_entry);
    return std::ranges::find_first_of(classes, budget.classes) != classes.end();
}

std::optional<Hash> ballot_of(store::Connection& connection, IdValue budget, MemberId member) {
    return connection.first<Hash>("SELECT sealed FROM {budgets_ballots} WHERE budget = $1 AND voter = $2", budget,
                                  member);
}

std::optional<std::vector<IdValue>> opened_approvals(store::Connection& connection, const Hash& sealed) {
    const auto text = chronicle::reveal(connection, sealed);
    if (!text) return {};
    return from_recorded<std::vector<IdValue>>(*text);
}

} // namespace reef::budgets
