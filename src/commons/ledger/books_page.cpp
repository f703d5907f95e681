#include "commons/ledger/books_page.hpp"
#include "commons/ledger/books.hpp"
#include "commons/ledger/desk.hpp"
#include "commons/ledger/transfer_lines.hpp"
#include "core/base/csv.hpp"
#include <algorithm>
#include <sstream>

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind no_such_format{
    "ledger.no_such_format", "Books are written as hledger, ledger, beancount, csv or csv-excel, not as {}.", 404};
constexpr RefusalKind not_your_books{"ledger.not_your_books",
                                     "This account is shown only to those whose money it holds.", 403};

std::string table_of(PageRequest& request, std::string_view account, CsvDialect dialect) {
    std::string text(csv_begin(dialect));
    text += csv_row(dialect, {"at", "entry", "what", "with", "amount", "balance", "currency", "note"});
    const auto number = [](const Money& amount) {
        return CsvCell{decimal_text(amount.minor, amount.currency.digits()), true};
    };
    for (const auto& line : transfers_of(request, account, INT64_MAX, 0))
        text += csv_row(dialect, std::vector<CsvCell>{{line.at.text()},
                                                      {line.entry},
                                                      {line.text},
                                                      {line.counterparty},
                                                      number(line.amount),
                                                      number(line.balance),
                                                      {line.amount.currency.text()},
                                                      {line.note.value_or("")}});
    return text;
}

/// The same rows as on the account's page, for the same people.
Result<File> show_account_table(PageRequest& request) {
    const auto account = request.path.find("account")->second;
    if (!Account::parse(account)) return refuse(not_found);
    if (!may_open(request, account)) return refuse(not_your_books);
    const bool for_excel = request.asked("for") == "excel";
    std::string name(account);
    std::ranges::replace(name, ':', '-');
    return File{name + ".csv", table_of(request, account, for_excel ? CsvDialect::excel : CsvDialect::plain)};
}

Result<File> show_books(PageRequest& request) {
    const auto& asked = request.path.find("format")->second;
    const auto format = books_format_named(asked);
    if (!format) return refuse(no_such_format, {}, {asked.substr(0, 40)});
    const auto period = books_period(request.asked("from"), request.asked("to"));
    if (!period) return std::unexpected(period.error());
    std::ostringstream text;
    write_books(request.connection, *format, *period, text);
    return File{books_file_name(request.connection, *format, *period), std::move(text).str()};
}

} // namespace

std::vector<PageType> books_pages() {
    return {page<show_account_table>("/money/accounts/{account}/transfers.csv", "",
                                     "The transfers of one account, as a table to keep.", anyone()),
            page<show_books>("/money/books/{format}", "",
                             "The books of any period for hledger, ledger, beancount, or as a table.", bookkeepers())};
}

} // namespace reef::ledger
