// A table's rows in their one order, whatever the columns.
#pragma once
#include "core/store/connection.hpp"

namespace reef::store {

/// The places of the columns by which rows are ordered: the primary key in its order, or all of them.
std::vector<std::size_t> order_of(const std::vector<TableColumn>& columns);
bool has_key(const std::vector<TableColumn>& columns);

/// All rows of a table, one after the other, by primary key, or by all columns where there is none.
struct TableReader {
    /// `after`: only the rows behind the one whose key has these values, one for each column of the key.
    TableReader(Connection& connection, std::string_view table, std::span<const Value> after = {});
    TableReader(const TableReader&) = delete;
    void advance() { more = cursor->next(cells.data()); }

    std::vector<TableColumn> columns;
    std::vector<ColumnShape> shape;
    std::vector<Value> cells;
    std::optional<Cursor> cursor;
    bool more = false;
};

} // namespace reef::store
