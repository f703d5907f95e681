// The formula of an indexed rule, in numbers. The value moves towards what brings the figure back to its target:
//
//     move = by × |figure - target| / for_each, cut off to the rule's smallest unit, at most `step`,
//
// up or down as `when_above` says, and only when the figure lay outside of [target - dead_band, target + dead_band], on
// the same side, for `windows` windows in a row; twice as many where that goes back on the last move. This is
// proportional action on the increment of the value, with a dead zone and a limit to its rate (Åström and Murray,
// Feedback Systems, on PID control). It adds rather than multiplies, so that it means the same for a percentage, an
// amount, a time and a count, and a rule that stands at nothing can rise again.
#pragma once
#include "commons/rules/indexed_charter.hpp"
#include "core/engine/module.hpp"

namespace reef::rules {

/// Where the figure of a window lay; `untold`: too few cases, or people, to tell it.
enum class WindowFinding { inside, above, below, untold };
constexpr auto names_of(WindowFinding) { return std::array{"inside"sv, "above"sv, "below"sv, "untold"sv}; }

/// An index in numbers: figures in ten-thousandths of their unit, values in the rule's smallest unit.
struct IndexTerms {
    std::int64_t target = 0;
    std::int64_t dead_band = 0;
    std::int64_t for_each = 1;
    std::int64_t by = 0;
    std::int64_t step = 0;
    std::int64_t grain = 1; // what values are whole multiples of: a second, else the smallest unit
    Direction when_above = Direction::rises;
    std::int64_t windows = 1;
};
/// Asked of a charter that was checked.
IndexTerms terms_of(const IndexedCharter& index, const engine::RuleDeclaration& rule);

WindowFinding finding_of(const IndexTerms& terms, std::int64_t figure);

/// Windows in a row outside of the dead band on one side.
struct Streak {
    WindowFinding side = WindowFinding::inside;
    std::int64_t count = 0;
    bool operator==(const Streak&) const = default;
};
/// A window that tells nothing counts neither way.
Streak streak_after(const Streak& before, WindowFinding finding);

/// Which way the value goes for a figure on that side.
Direction direction_of(const IndexTerms& terms, WindowFinding side);
/// "Reverses need 2m."
std::int64_t windows_needed(const IndexTerms& terms, Direction direction, std::optional<Direction> last_move);

/// Within which a value may lie, of rule, charter and law together.
struct AmountBounds {
    std::optional<std::int64_t> lowest;
    std::optional<std::int64_t> highest;
};
/// The value after the move; nothing where the bounds leave no move that way, or less than the smallest unit is left.
std::optional<std::int64_t> moved_value(const IndexTerms& terms, std::int64_t figure, std::int64_t value,
                                        const AmountBounds& bounds);

} // namespace reef::rules
