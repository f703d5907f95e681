// The arithmetic of a draw, without tables or time: anybody repeats it from what is published (docs/lots.md).
#pragma once
#include "commons/decisions/module.hpp"

namespace reef::panels {

/// A class of a body, and whom a lot may draw for it.
struct Stratum {
    std::string stakeholder_class;
    std::int64_t members = 0; // of the class, when the pool was frozen
    std::int64_t seats = 0;
    std::vector<MemberId> pool; // by number
    static constexpr auto fields() {
        return FieldTable{field("class", &Stratum::stakeholder_class, "which class"),
                          field("members", &Stratum::members, "of the class when the pool was frozen"),
                          field("seats", &Stratum::seats, "that members of it are drawn for"),
                          field("pool", &Stratum::pool, "who may be drawn, by number")};
    }
};

/// Shares out `seats` among classes: each gets what is kept for it, what is left goes by the members of the classes,
/// by the largest remainder; of equal remainders the class that the charter names first wins. In the order of
/// `members`. Where no class has a member, only what is kept.
std::vector<std::int64_t> seats_of_classes(std::int64_t seats, const std::vector<std::int64_t>& kept,
                                           const std::vector<std::int64_t>& members);

/// What a member's place in the order is drawn by: SHA-256 of the seed in hexadecimal, a colon, the member's number.
Hash lot_of(const Hash& seed, MemberId member);
/// The pool in the order of its lots, the least first.
std::vector<MemberId> drawn_order(const Hash& seed, std::vector<MemberId> pool);

} // namespace reef::panels
