// Copying tables verbatim from one database into another, whichever their engines; whoever was interrupted goes on.
#pragma once
#include "core/store/connection.hpp"
#include <functional>

namespace reef::store {

struct CopyOptions {
    std::size_t rows_max = 5'000;                    // in one transaction
    std::size_t bytes_max = 4'000'000;               // in one transaction, roughly
    std::function<void(std::int64_t)> progress = {}; // after each commit: the rows that it added
};

/// Copies the rows of a table that come after the last one over there, in the order of the key, in transactions of
/// bounded size; a table without a key in a single one, unless it has rows already. The table exists on both sides with
/// the same columns. `from` stands in a transaction, `to` in none. Returns how many rows were copied.
std::int64_t copy_rows(Connection& from, Connection& to, std::string_view table, const CopyOptions& options = {});

std::int64_t count_rows(Connection& connection, std::string_view table);

} // namespace reef::store
