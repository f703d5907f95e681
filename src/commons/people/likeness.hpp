// What two members may have alike, and how names are compared. The comparing is done in memory, when somebody who may
// looks; neither what is compared nor a hash of it is recorded.
#pragma once
#include "core/base/module.hpp"

namespace reef::people {

using namespace std::literals;

enum class Likeness { name, address, payout_account, roll_entry };
constexpr auto names_of(Likeness) { return std::array{"name"sv, "address"sv, "payout-account"sv, "roll-entry"sv}; }

/// A name in small letters of the Latin alphabet without accents, with one space between its parts: `Zoë  DE-WIT` is
/// `zoe de wit`. Letters of other alphabets stay as they are.
std::string plain_name(std::string_view name);

/// Something of a member's that may be another's too: of one kind, compared as it stands.
struct Mark {
    MemberId member;
    Likeness kind = Likeness::name;
    std::string text;
};
struct AlikePair {
    MemberId first; // the lower number
    MemberId second;
    std::vector<Likeness> alike; // in the order of their kinds
    bool operator==(const AlikePair&) const = default;
};
/// Everybody with a mark of somebody else's, pair by pair in order of their numbers; empty marks are none. A mark that
/// more than `crowd` members have tells nothing of any two.
std::vector<AlikePair> alike_pairs(const std::vector<Mark>& marks, std::size_t crowd = 20);

} // namespace reef::people
