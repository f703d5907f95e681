// The table of a type's fields: objects of different types side by side. A std::tuple would do, but choosing among its
// constructors is a third of what a compiler does for a file full of tables.
#pragma once
#include <cstddef>
#include <utility>

namespace reef {

namespace detail {
template <std::size_t place, class Line>
struct PlacedLine {
    Line line;
};
template <class Places, class... Line>
struct PlacedLines;
template <std::size_t... place, class... Line>
struct PlacedLines<std::index_sequence<place...>, Line...> : PlacedLine<place, Line>... {
    /// Hands all the lines to `visit` at once, in their order.
    template <class Visit>
    constexpr decltype(auto) visit(Visit&& visit) const {
        return visit(static_cast<const PlacedLine<place, Line>*>(this)->line...);
    }
};
} // namespace detail

template <class... Line>
struct FieldTable : detail::PlacedLines<std::index_sequence_for<Line...>, Line...> {
    static constexpr std::size_t size = sizeof...(Line);
    constexpr explicit FieldTable(Line... line)
        : detail::PlacedLines<std::index_sequence_for<Line...>, Line...>{{line}...} {}
};

} // namespace reef
