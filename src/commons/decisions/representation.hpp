// Who casts whose vote: ballots and delegations of one vote put together. Semantics of LiquidFeedback ("The Principles
// of LiquidFeedback", 2014, chapter 4): a ballot of one's own wins; the nearest domain counts; a vote goes on from hand
// to hand until somebody voted; delegations count as they stand when the vote closes. Added here: a vote stays in the
// class in which it was entrusted.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

extern const engine::Rule<engine::Count> most_entrusted;

/// Somebody's ballot, without what it says.
struct Voter {
    MemberId member;
    std::string voter_class;
};
/// A member's word on one of the domains around a vote, 0 the nearest. `in_class` is the part of the electorate in
/// which the vote counts; `trustee` none: the member keeps it.
struct Entrusted {
    MemberId member;
    std::uint32_t distance = 0;
    std::string in_class;
    std::optional<MemberId> trustee;
    EntryNumber since = 0; // the entry that said so
};
struct VotesCast {
    std::vector<std::int64_t> votes; // of each voter, their own included, in the voters' order
    std::vector<MemberId> over;      // whose vote would be cast, but for the bound
};
/// How many votes each voter casts. Where that would be more than `most` (0: no bound), those are cast that came over
/// the fewest hands, of these the ones entrusted longest, of these the lowest member's. Pure.
VotesCast votes_cast(const std::vector<Voter>& voters, const std::vector<Entrusted>& entrusted, std::uint32_t domains,
                     std::int64_t most = 0);

/// A ballot as it counts.
struct CountedBallot {
    BallotRow ballot;
    std::int64_t votes = 1; // with those of whoever entrusted the voter
};
/// The ballots of a proposal by voter, with the votes of those who entrusted them, as they stand now or stood when the
/// vote closed. Where the procedure knows no delegation, one vote each.
std::vector<CountedBallot> counted_ballots(store::Connection& connection, IdValue proposal,
                                           const std::vector<ElectorateClass>& electorate);
/// Those ballots class by class, in the electorate's order.
std::vector<ClassCount> counts_with_delegations(store::Connection& connection, IdValue proposal,
                                                const std::vector<ElectorateClass>& electorate);

/// How one member stands in a vote, for their own page.
struct Entrustment {
    std::optional<MemberId> trustee; // whom their vote goes to, unless they vote
    bool has_voted = false;
    bool is_circle = false;   // the way leads back to them
    bool is_cast = false;     // somebody on the way voted
    bool is_over = false;     // whoever votes for them casts as many votes as the bound lets, and not theirs
    std::int64_t carried = 0; // others whose vote comes to them, up to `carried_shown_max`
    std::int64_t most = 0;    // the bound; 0: none
};
inline constexpr std::int64_t carried_shown_max = 500;
Entrustment entrustment_of(store::Connection& connection, IdValue proposal, MemberId member);

} // namespace reef::decisions
