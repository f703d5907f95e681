#include "core/store/table_reader.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::store {
namespace {

std::string select_in_order(std::string_view table, const std::vector<TableColumn>& columns, bool from_a_key) {
    std::vector<std::string> selected, order, key, parameters;
    for (const auto& column : columns) selected.push_back(fmt::format("\"{}\"", column.name));
    for (const auto i : order_of(columns)) {
        order.push_back(columns[i].key_place > 0 ? selected[i] : selected[i] + " NULLS FIRST");
        key.push_back(selected[i]);
        parameters.push_back(fmt::format("${}", key.size()));
    }
    const auto behind =
        from_a_key ? fmt::format(" WHERE ({}) > ({})", join(key, ", "), join(parameters, ", ")) : std::string();
    return fmt::format("SELECT {} FROM {{{}}}{} ORDER BY {}", join(selected, ", "), table, behind, join(order, ", "));
}

std::vector<ColumnShape> shape_of(const std::vector<TableColumn>& columns) {
    std::vector<ColumnShape> shape;
    for (const auto& column : columns) shape.push_back({column.kind, true, column.name});
    return shape;
}

} // namespace

bool has_key(const std::vector<TableColumn>& columns) {
    return std::ranges::any_of(columns, [](const TableColumn& column) { return column.key_place > 0; });
}

std::vector<std::size_t> order_of(const std::vector<TableColumn>& columns) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].key_place > 0 || !has_key(columns)) order.push_back(i);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return columns[i].key_place; });
    return order;
}

TableReader::TableReader(Connection& connection, std::string_view table, std::span<const Value> after)
    : columns(connection.columns(table)), shape(shape_of(columns)), cells(columns.size()) {
    ensure(!columns.empty(), fmt::format("the table {} exists", table));
    cursor.emplace(connection, select_in_order(table, columns, !after.empty()), after, shape);
    advance();
}

} // namespace reef::store
