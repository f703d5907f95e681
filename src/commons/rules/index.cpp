#include "commons/rules/index.hpp"
#include "commons/rules/rule_amount.hpp"
#include <algorithm>

namespace reef::rules {
using namespace engine;

IndexTerms terms_of(const IndexedCharter& index, const RuleDeclaration& rule) {
    const auto figure = [](const std::string& text) {
        const auto size = Size::parse(text);
        ensure(size.has_value(), "the figures of an index were checked");
        return size->ten_thousandths;
    };
    const auto value = [&](const std::string& text) {
        const auto amount = amount_of(rule, text);
        ensure(amount.has_value(), "the values of an index were checked");
        return *amount;
    };
    return {.target = figure(index.target),
            .dead_band = figure(index.dead_band),
            .for_each = figure(index.for_each),
            .by = value(index.by),
            .step = value(index.step),
            .grain = rule.kind == engine::ValueKind::duration ? seconds(1).ms : 1,
            .when_above = index.when_above,
            .windows = index.windows};
}

WindowFinding finding_of(const IndexTerms& terms, std::int64_t figure) {
    if (figure > terms.target + terms.dead_band) return WindowFinding::above;
    return figure < terms.target - terms.dead_band ? WindowFinding::below : WindowFinding::inside;
}

Streak streak_after(const Streak& before, WindowFinding finding) {
    if (finding == WindowFinding::untold) return before;
    if (finding == WindowFinding::inside) return {};
    return {finding, finding == before.side ? before.count + 1 : 1};
}

Direction direction_of(const IndexTerms& terms, WindowFinding side) {
    const bool rises = (side == WindowFinding::above) == (terms.when_above == Direction::rises);
    return rises ? Direction::rises : Direction::falls;
}

std::int64_t windows_needed(const IndexTerms& terms, Direction direction, std::optional<Direction> last_move) {
    return last_move && *last_move != direction ? 2 * terms.windows : terms.windows;
}

std::optional<std::int64_t> moved_value(const IndexTerms& terms, std::int64_t figure, std::int64_t value,
                                        const AmountBounds& bounds) {
    const auto finding = finding_of(terms, figure);
    if (finding == WindowFinding::inside) return {};
    const auto off = figure > terms.target ? figure - terms.target : terms.target - figure;
    const auto exact = static_cast<__int128>(terms.by) * off / terms.for_each;
    auto move = static_cast<std::int64_t>(std::min<__int128>(exact, terms.step));
    move -= move % terms.grain;
    const bool rises = direction_of(terms, finding) == Direction::rises;
    auto moved = rises ? value + move : value - move;
    if (rises && bounds.highest) moved = std::min(moved, *bounds.highest);
    if (!rises && bounds.lowest) moved = std::max(moved, *bounds.lowest);
    const bool goes_that_way = rises ? moved > value : moved < value;
    const bool is_within = moved >= bounds.lowest.value_or(moved) && moved <= bounds.highest.value_or(moved);
    return goes_that_way && is_within ? std::optional(moved) : std::nullopt;
}

} // namespace reef::rules
