// The books for other programs: plain-text accounting (hledger, ledger, beancount) and tables.
#pragma once
#include "commons/ledger/chart.hpp"
#include <ostream>

namespace reef::ledger {

enum class BooksFormat { hledger, ledger, beancount, csv, csv_excel };
constexpr auto names_of(BooksFormat) {
    return std::array{"hledger"sv, "ledger"sv, "beancount"sv, "csv"sv, "csv-excel"sv};
}
std::optional<BooksFormat> books_format_named(std::string_view name);

/// Days, both inclusive: from the founding to today unless they are given.
struct BooksPeriod {
    std::optional<Time> from;
    std::optional<Time> to;
};
/// `2026-03-01` and the like, or nothing; refused where the days are none, or in the wrong order.
Result<BooksPeriod> books_period(std::string_view from, std::string_view to);

/// What an account is called there: `Liabilities:Members:M12`. One name that all three programs take, and no two
/// accounts share one.
std::string book_name(const Account& account);

/// Writes every transfer of the period, after the balances with which it opens; what all accounts come to is asserted
/// at its end. Row by row: memory is that of the accounts.
void write_books(store::Connection& connection, BooksFormat format, const BooksPeriod& period, std::ostream& out);

/// `tide-rides-books.journal`, with the days where they were given.
std::string books_file_name(store::Connection& connection, BooksFormat format, const BooksPeriod& period);

} // namespace reef::ledger
