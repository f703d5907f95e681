// Delegation: a vote lent to another member, who may lend it further, until somebody votes. Semantics of LiquidFeedback
// (Behrens, Kistner, Nitsche and Swierczek, "The Principles of LiquidFeedback", 2014, chapter 4): whoever votes herself
// takes her vote back, with all that was lent to her; a circle in which nobody votes counts for nothing and harms
// nobody.
#pragma once
#include "core/base/module.hpp"
#include <optional>
#include <span>
#include <vector>

namespace reef::tally {

/// A member's place in the caller's list, from 0; likewise of domains.
using MemberIndex = std::uint32_t;
using DomainIndex = std::uint32_t;
inline constexpr MemberIndex nobody = UINT32_MAX;

/// One member's delegation in one domain. `trustee` nobody: the member keeps her vote there, although a wider domain
/// may have a delegation of hers.
struct Delegation {
    MemberIndex member = 0;
    DomainIndex domain = 0;
    MemberIndex trustee = nobody;
};

/// To whom each member's vote goes in `domain`: her delegation there, or else in the nearest wider domain (`wider[d]`
/// is the domain around d, `none` for the widest). One place for each member, `nobody` where she delegates to no one.
/// Refused: tally.unknown_member, tally.unknown_domain, tally.delegated_to_self, tally.delegated_twice (in one domain),
/// tally.domains_in_a_circle.
inline constexpr DomainIndex no_domain = UINT32_MAX;
Result<std::vector<MemberIndex>> trustees_in(DomainIndex domain, std::size_t members,
                                             std::span<const DomainIndex> wider,
                                             std::span<const Delegation> delegations);

struct DelegatedVotes {
    /// Of each member: how many votes she casts, her own included; 0 for whoever did not vote.
    std::vector<std::int64_t> weight;
    /// Of each member: who cast her vote (herself, if she voted), or nobody.
    std::vector<MemberIndex> cast_by;
    /// Of each member whose vote was cast: over how many delegations it went.
    std::vector<std::uint32_t> steps;
    std::int64_t direct = 0;     // members who voted
    std::int64_t delegated = 0;  // members whose vote another one cast
    std::int64_t not_cast = 0;   // members whose chain ends with somebody who neither voted nor delegated
    std::int64_t in_circles = 0; // members whose chain ends in a circle
};

/// Who casts whose vote. `trustees` and `voted` have one place for each member. Linear in the members.
/// direct + delegated + not_cast + in_circles is the number of members, and the weights sum to direct + delegated.
/// Refused: tally.unknown_member.
Result<DelegatedVotes> delegated_votes(std::span<const MemberIndex> trustees, const std::vector<bool>& voted);

extern const RefusalKind unknown_member, unknown_domain, delegated_to_self, delegated_twice, domains_in_a_circle;

} // namespace reef::tally
