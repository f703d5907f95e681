// A list of people for the roll, as a spreadsheet writes it: identifier, class, and what they are called. It is read
// and checked whole before anybody is put on the roll.
#pragma once
#include "commons/people/module.hpp"
#include <expected>

namespace reef::app {

struct RollRow {
    std::string identifier;
    std::string stakeholder_class; // its id
    std::string display_name;      // may be empty
};
enum class RollFaultKind { unreadable, no_identifier, too_long, unknown_class, not_yours, twice };
constexpr auto names_of(RollFaultKind) {
    using namespace std::literals;
    return std::array{"unreadable"sv, "no_identifier"sv, "too_long"sv, "unknown_class"sv, "not_yours"sv, "twice"sv};
}
struct RollFault {
    std::size_t line = 0; // from 1
    RollFaultKind kind = RollFaultKind::unreadable;
    std::string value; // what is wrong, where that helps
    /// In English, for a terminal; pages say it in the viewer's language.
    std::string sentence() const;
};

inline constexpr std::size_t roll_rows_max = 10'000, identifier_max = 200, display_name_max = 80;

/// A first line that begins with `identifier` is a heading. Classes by their id or their name; `may_admit` says into
/// which the sender may. Semicolons separate where the first line has one and no comma.
std::expected<std::vector<RollRow>, std::vector<RollFault>>
read_roll(std::string_view text, const rules::Charter& charter,
          const std::function<bool(std::string_view class_id)>& may_admit);

} // namespace reef::app
