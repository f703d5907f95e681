// Voting in an election: whoever belonged to an electing class when voting opened ranks as many candidates as they
// like. Ballots lie sealed in the vault until they are counted, as private ballots on proposals do.
#pragma once
#include "commons/elections/candidacy.hpp"

namespace reef::elections {

/// Given by the clock when nominations end.
struct OpenVoting {
    IdValue election;
    std::optional<Hash> seed;
    static constexpr std::string_view name = "elections.open_voting";
    static constexpr std::string_view about =
        "Ends nominations: voting opens, or, where no more stand than there are seats, all of them are elected.";
    static constexpr auto fields() {
        return FieldTable{field("election", &OpenVoting::election, "which"),
                          field("seed", &OpenVoting::seed, "the hash of the entry before: nobody chose it")};
    }
};
struct VotingOpened {
    IdValue election;
    EntryNumber frozen_entry = 0;
    Hash seed;
    std::int64_t electors = 0;
    std::vector<MemberId> candidates;
    Time voting_until;
    std::optional<people::AssuranceLevel> least_assurance; // none: everybody in the classes votes
    static constexpr std::string_view name = "elections.voting_opened";
    static constexpr std::string_view about = "Voting opened; who stands and who may vote is settled.";
    static constexpr auto fields() {
        return FieldTable{
            field("election", &VotingOpened::election, "which"),
            field("frozen_entry", &VotingOpened::frozen_entry, "whoever belonged to the classes then may vote"),
            field("seed", &VotingOpened::seed, "that entry's hash: it draws the order of the ballot, and lots"),
            field("electors", &VotingOpened::electors, "how many they are"),
            field("candidates", &VotingOpened::candidates, "in the order of the ballot, that of SHA-256(seed, number)"),
            field("voting_until", &VotingOpened::voting_until, "ballots are taken"),
            field("least_assurance", &VotingOpened::least_assurance, "how sure one had to be then of who somebody is")};
    }
    std::string topic() const { return "/elections/" + election.text(); }
};
struct NominationsProlonged {
    IdValue election;
    Time until;
    static constexpr std::string_view name = "elections.nominations_prolonged";
    static constexpr std::string_view about = "Nobody stood, so nominations go on. Whoever sits in the body stays.";
    static constexpr auto fields() {
        return FieldTable{field("election", &NominationsProlonged::election, "which"),
                          field("until", &NominationsProlonged::until, "candidates may stand")};
    }
    std::string topic() const { return "/elections/" + election.text(); }
};

struct CastBallot {
    IdValue election;
    Vaulted<std::vector<MemberId>> ranking;
    static constexpr std::string_view name = "elections.cast_ballot";
    static constexpr std::string_view about = "Votes in an election. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("election", &CastBallot::election, "which"),
                          field("ranking", &CastBallot::ranking,
                                "candidates by number, the most wanted first; naming one twice counts once; sealed",
                                Audience::author)};
    }
};
struct BallotCast {
    IdValue election;
    MemberId voter;
    Vaulted<std::vector<MemberId>> ranking;
    static constexpr std::string_view name = "elections.ballot_cast";
    static constexpr std::string_view about = "A member's ballot in an election, sealed. A later one replaces it.";
    static constexpr auto fields() {
        return FieldTable{field("election", &BallotCast::election, "which"),
                          field("voter", &BallotCast::voter, "whose ballot it is", Audience::parties),
                          field("ranking", &BallotCast::ranking, "candidates by number, sealed", Audience::author)};
    }
    std::string topic() const { return "/elections/" + election.text(); }
};
struct BallotFacts {
    std::optional<Stage> stage; // none: there is no such election
    bool may_vote = false;
    std::optional<people::Missing> missing; // what keeps a member of the classes from voting
};
BallotFacts load(store::Connection&, const engine::Context&, const CastBallot&);
/// Refused: elections.no_such_election, .voting_not_open, .voting_over, .not_in_electorate,
/// people.below_least_assurance.
engine::Decision decide(const BallotFacts&, const CastBallot&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const VotingOpened&);
void apply(store::Connection&, const engine::Meta&, const NominationsProlonged&);
void apply(store::Connection&, const engine::Meta&, const BallotCast&);

bool may_vote(store::Connection& connection, const ElectionRow& election, MemberId member);
/// Whether they belonged to an electing class when voting opened, however sure one was of who they are.
bool belonged(store::Connection& connection, const ElectionRow& election, MemberId member);
/// Whether they did; nothing where they have not.
std::optional<Hash> ballot_of(store::Connection& connection, IdValue election, MemberId member);
/// What one's sealed ballot says; nothing where it was erased.
std::optional<std::vector<MemberId>> opened_ranking(store::Connection& connection, const Hash& sealed);

} // namespace reef::elections
