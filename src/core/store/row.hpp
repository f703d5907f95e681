// What a statement's columns become: a scalar, a std::tuple of scalars, or a struct with a field table.
#pragma once
#include "core/base/field_table.hpp"
#include "core/store/value.hpp"
#include <array>
#include <span>
#include <tuple>

namespace reef::store {

/// What one column must be. A name is asked for only where a struct is read: order alone would let two columns of the
/// same type change places unnoticed.
struct ColumnShape {
    ValueKind kind = ValueKind::integer;
    bool nullable = false;
    std::string_view name = {};
};
using RowShape = std::span<const ColumnShape>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <Column T>
constexpr ColumnShape column_shape(std::string_view name = {}) {
    return {SqlType<T>::kind, is_optional<T>, name};
}

/// `shape`: one ColumnShape for each column; `make(cells)`: the row out of as many cells.
template <class Row>
struct RowType;

template <Column T>
struct RowType<T> {
    static constexpr std::array<ColumnShape, 1> shape = {column_shape<T>()};
    static T make(const Value* cells) { return SqlType<T>::from(cells[0]); }
};

template <Column... T>
struct RowType<std::tuple<T...>> {
    static constexpr std::array<ColumnShape, sizeof...(T)> shape = {column_shape<T>()...};
    static std::tuple<T...> make(const Value* cells) { return make(cells, std::index_sequence_for<T...>{}); }

  private:
    template <std::size_t... place>
    static std::tuple<T...> make(const Value* cells, std::index_sequence<place...>) {
        return {SqlType<T>::from(cells[place])...};
    }
};

/// A struct whose `static constexpr auto fields()` gives a FieldTable of objects with `.member` (a pointer to
/// the member) and `.name` (that of the column).
template <class Row>
concept FieldRow = requires {
    decltype(Row::fields())::size;
};

template <FieldRow Row>
struct RowType<Row> {
    static constexpr auto shape = Row::fields().visit([](const auto&... field) {
        return std::array{
            column_shape<std::remove_cvref_t<decltype(std::declval<Row&>().*field.member)>>(field.name)...};
    });
    static Row make(const Value* cells) {
        Row row{};
        Row::fields().visit([&](const auto&... field) {
            ((row.*field.member = SqlType<std::remove_cvref_t<decltype(row.*field.member)>>::from(*cells++)), ...);
        });
        return row;
    }
};

} // namespace reef::store
