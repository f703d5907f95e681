// Are the books what the chronicle says? Everything is reckoned again from the recorded transfers and holds.
#pragma once
#include "commons/ledger/chart.hpp"

namespace reef::ledger {

struct BooksReport {
    std::int64_t entries = 0;         // that moved or held something
    std::int64_t transfers = 0;       // in the chronicle
    std::int64_t accounts = 0;        // in each of their currencies
    std::optional<std::string> fault; // the first difference, by name
};

/// Recomputes every transfer, balance and pending amount from the chronicle and compares them with the tables; each
/// currency sums to zero.
BooksReport check_books(store::Connection& connection);

} // namespace reef::ledger
