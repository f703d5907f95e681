// Are the books what the chronicle says? Everything is reckoned again from the recorded transfers, holds and shares.
#pragma once
#include "commons/ledger/chart.hpp"

namespace reef::ledger {

struct BooksReport {
    std::int64_t entries = 0;         // that moved or held something
    std::int64_t transfers = 0;       // in the chronicle
    std::int64_t accounts = 0;        // in each of their currencies
    std::int64_t share_rows = 0;      // of the register of shares
    std::optional<std::string> fault; // the first difference, by name
};

/// Recomputes every transfer, balance and pending amount from the chronicle and compares them with the tables; each
/// currency sums to zero; the register of shares has the rows that were recorded, and share capital is what was paid
/// for them.
BooksReport check_books(store::Connection& connection);

} // namespace reef::ledger
