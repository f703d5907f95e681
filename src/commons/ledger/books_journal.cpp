// Journals for hledger and ledger, which read the same: everything that is used is declared first, so that both can be
// as strict as they know how to be.
#include "commons/ledger/books_writer.hpp"
#include <fmt/format.h>
#include <fmt/ostream.h>

namespace reef::ledger {
namespace {

class JournalWriter final : public BooksWriter {
  public:
    explicit JournalWriter(std::ostream& out) : out_(out) {}

    void begin(const BookHead& head) override {
        fmt::print(out_, "; The books of {}, {} to {}.\n", plain_words(head.platform), head.first_day.date_text(),
                   head.last_day.date_text());
        for (const auto& currency : head.currencies) {
            // Both want decimals in a format, also where there are none.
            const auto digits = std::max(currency.digits(), 1);
            fmt::print(out_, "\ncommodity {}\n    format 1000.{} {}\n", currency.text(), std::string(digits, '0'),
                       currency.text());
        }
        fmt::print(out_, "\n");
        for (const auto& [account, currencies] : head.accounts)
            fmt::print(out_, "account {}\n", book_name(*Account::parse(account)));
        fmt::print(out_, "\n");
        for (const auto& payee : head.payees) fmt::print(out_, "payee {}\n", payee);
        fmt::print(out_, "\ntag transfer\ntag entry\ntag reference\ntag reverses\n");
        if (head.opening.empty()) return;
        fmt::print(out_, "\n{} {}\n", head.first_day.date_text(), opening_payee);
        for (const auto& [account, balance] : head.opening) posting(account, as_booked(balance));
    }

    void add(const BookRow& row) override {
        fmt::print(out_, "\n{} ({}) {}\n    ; transfer: {}\n    ; entry: {}\n    ; reference: {}\n", row.at.date_text(),
                   row.transfer.text(), plain_words(row.purpose), row.transfer.text(), row.entry,
                   plain_words(row.reference));
        if (row.reverses) fmt::print(out_, "    ; reverses: {}\n", row.reverses->text());
        posting(row.from, as_booked(-row.amount));
        posting(row.to, as_booked(row.amount));
    }

    void end(const BookHead& head, const std::vector<BookBalance>& closing) override {
        if (closing.empty()) return;
        fmt::print(out_, "\n{} {}\n", head.last_day.date_text(), closing_payee);
        for (const auto& [account, balance] : closing)
            fmt::print(out_, "    {:<44}  {:>16} = {}\n", book_name(*Account::parse(account)),
                       Money{0, balance.currency}.text(), as_booked(balance).text());
    }

  private:
    void posting(const std::string& account, const Money& amount) {
        fmt::print(out_, "    {:<44}  {:>16}\n", book_name(*Account::parse(account)), amount.text());
    }

    std::ostream& out_;
};

} // namespace

std::unique_ptr<BooksWriter> journal_writer(std::ostream& out) { return std::make_unique<JournalWriter>(out); }

} // namespace reef::ledger
