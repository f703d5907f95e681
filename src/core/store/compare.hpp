// Comparing tables, in one database or two: a rebuild must give what stands.
#pragma once
#include "core/store/connection.hpp"

namespace reef::store {

/// The tables whose names begin with one of the prefixes, by name.
std::vector<std::string> tables(Connection& connection, std::span<const std::string_view> prefixes);

/// Over the columns' names and types and all rows, whatever the order in which they came and whichever the engine. The
/// table's own name does not count. Rows are taken by primary key, or by all columns where there is none.
Hash digest(Connection& connection, std::string_view table);

/// Nothing if both hold the same; otherwise the first difference, for a person to read:
/// `row id = 7: name is "Ana" here and "Bo" there`.
std::optional<std::string> first_difference(Connection& here, std::string_view table, Connection& there,
                                            std::string_view other_table);

} // namespace reef::store
