// Voting on a budget: whoever belonged to a class that takes part when voting opened approves as many projects as they
// like. Ballots lie sealed in the vault until they are counted, as those of elections do.
#pragma once
#include "commons/budgets/project.hpp"

namespace reef::budgets {

/// Given by the clock when voting opens.
struct OpenVoting {
    IdValue budget;
    std::optional<Hash> seed;
    static constexpr std::string_view name = "budgets.open_voting";
    static constexpr std::string_view about =
        "Opens the vote on the projects that stand; where none does, or nobody may vote, the sum goes back.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &OpenVoting::budget, "which"),
                          field("seed", &OpenVoting::seed, "the hash of the entry before: nobody chose it")};
    }
};
struct VotingOpened {
    IdValue budget;
    EntryNumber frozen_entry = 0;
    Hash seed;
    std::int64_t electors = 0;
    std::vector<IdValue> projects;
    std::optional<people::AssuranceLevel> least_assurance;
    static constexpr std::string_view name = "budgets.voting_opened";
    static constexpr std::string_view about = "Voting opened; which projects stand and who may vote is settled.";
    static constexpr auto fields() {
        return FieldTable{
            field("budget", &VotingOpened::budget, "which"),
            field("frozen_entry", &VotingOpened::frozen_entry, "whoever belonged to the classes then may vote"),
            field("seed", &VotingOpened::seed, "that entry's hash: it draws the order of projects, and lots"),
            field("electors", &VotingOpened::electors, "how many they are"),
            field("projects", &VotingOpened::projects, "in the order of the ballot, that of SHA-256(seed, number)"),
            field("least_assurance", &VotingOpened::least_assurance, "how sure one was of who voters are, at least")};
    }
    std::string topic() const { return address_of(budget); }
};

struct CastBallot {
    IdValue budget;
    Vaulted<std::vector<IdValue>> approvals;
    static constexpr std::string_view name = "budgets.cast_ballot";
    static constexpr std::string_view about = "Votes on a budget. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &CastBallot::budget, "which"),
                          field("approvals", &CastBallot::approvals, "projects by number, as many as one likes; sealed",
                                Audience::author)};
    }
};
struct BallotCast {
    IdValue budget;
    MemberId voter;
    Vaulted<std::vector<IdValue>> approvals;
    static constexpr std::string_view name = "budgets.ballot_cast";
    static constexpr std::string_view about = "A member's ballot on a budget, sealed. A later one replaces it.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &BallotCast::budget, "which"),
                          field("voter", &BallotCast::voter, "whose ballot it is", Audience::parties),
                          field("approvals", &BallotCast::approvals, "projects by number, sealed", Audience::author)};
    }
    std::string topic() const { return address_of(budget); }
};

struct BallotFacts {
    std::optional<Stage> stage; // none: there is no such budget
    bool may_vote = false;
    std::optional<people::Missing> missing; // what keeps a member of the classes from voting
};
BallotFacts load(store::Connection&, const engine::Context&, const CastBallot&);
/// Refused: budgets.no_such_budget, .voting_not_open, .budget_over, .not_in_electorate,
/// people.below_least_assurance, .suspended_membership.
engine::Decision decide(const BallotFacts&, const CastBallot&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const VotingOpened&);
void apply(store::Connection&, const engine::Meta&, const BallotCast&);

bool may_vote(store::Connection& connection, const BudgetRow& budget, MemberId member);
/// Whether they belonged to a class that takes part when voting opened, however sure one was of who they are.
bool belonged(store::Connection& connection, const BudgetRow& budget, MemberId member);
/// What a member cast; nothing where they have not.
std::optional<Hash> ballot_of(store::Connection& connection, IdValue budget, MemberId member);
/// What a sealed ballot says; nothing where it was erased.
std::optional<std::vector<IdValue>> opened_approvals(store::Connection& connection, const Hash& sealed);

} // namespace reef::budgets
