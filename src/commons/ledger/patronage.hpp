// Patronage: a pool shared out among members by what they did, to the cent. Largest remainders get the cents that are
// left over; where they are equal, the lowest member number. What each gets follows from their own weight and four
// figures of the pool, so members can redo their own computation without seeing anybody else's.
#pragma once
#include "core/base/module.hpp"
#include <span>

namespace reef::ledger {

struct Weighed {
    MemberId member;
    std::int64_t weight = 0;
    bool operator==(const Weighed&) const = default;
};

/// How a pool is divided. A member with weight w gets floor(pool · w / weight_total), and one minor unit more where the
/// remainder of that division is above `last_remainder`, or equal to it and the number not above `last_member`.
struct Division {
    std::int64_t pool_minor = 0;
    std::int64_t weight_total = 0;
    std::int64_t last_remainder = 0;
    std::int64_t last_member = 0; // 0: nobody with exactly this remainder gets one
    bool operator==(const Division&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("pool_minor", &Division::pool_minor, "what is shared out, in minor units"),
            field("weight_total", &Division::weight_total, "of all members", Audience::auditors),
            field("last_remainder", &Division::last_remainder, "that gets a left-over unit", Audience::auditors),
            field("last_member", &Division::last_member, "who gets one with it", Audience::auditors)};
    }
    std::int64_t share_of(const Weighed& member) const;
    /// pool · weight mod weight_total
    std::int64_t remainder_of(std::int64_t weight) const;
};

/// `members` by number, each once; no weight is negative. Without any weight nothing is shared out (weight_total 0).
Division divide(std::int64_t pool_minor, std::span<const Weighed> members);

/// The part that is paid at once, rounded up for each member: "rounding only the total can breach 20 %".
std::int64_t cash_part(std::int64_t share_minor, Percent cash);

} // namespace reef::ledger
