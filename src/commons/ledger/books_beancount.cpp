// Books for beancount. Its tolerance is set to nothing, so that a cent is a cent.
#include "commons/ledger/books_writer.hpp"
#include <fmt/format.h>
#include <fmt/ostream.h>

namespace reef::ledger {
namespace {

class BeancountWriter final : public BooksWriter {
  public:
    explicit BeancountWriter(std::ostream& out) : out_(out) {}

    void begin(const BookHead& head) override {
        fmt::print(out_,
                   "option \"title\" \"The books of {}, {} to {}\"\noption \"inferred_tolerance_multiplier\" \"0\"\n\n",
                   plain_words(head.platform), head.first_day.date_text(), head.last_day.date_text());
        const auto day = head.first_day.date_text();
        for (const auto& currency : head.currencies) fmt::print(out_, "{} commodity {}\n", day, currency.text());
        fmt::print(out_, "\n");
        for (const auto& [account, currencies] : head.accounts) {
            std::vector<std::string> codes;
            for (const auto& currency : currencies) codes.push_back(currency.text());
            fmt::print(out_, "{} open {} {}\n", day, book_name(*Account::parse(account)), join(codes, ","));
        }
        if (head.opening.empty()) return;
        fmt::print(out_, "\n{} * \"{}\" \"\"\n", day, opening_payee);
        for (const auto& [account, balance] : head.opening) posting(account, as_booked(balance));
    }

    void add(const BookRow& row) override {
        fmt::print(out_, "\n{} * \"{}\" \"{}\"\n  transfer: \"{}\"\n  entry: {}\n", row.at.date_text(),
                   plain_words(row.purpose), plain_words(row.reference), row.transfer.text(), row.entry);
        if (row.reverses) fmt::print(out_, "  reverses: \"{}\"\n", row.reverses->text());
        posting(row.from, as_booked(-row.amount));
        posting(row.to, as_booked(row.amount));
    }

    /// A balance is asserted for the beginning of a day: the one after the last.
    void end(const BookHead& head, const std::vector<BookBalance>& closing) override {
        fmt::print(out_, "\n");
        for (const auto& [account, balance] : closing)
            fmt::print(out_, "{} balance {}  {}\n", (head.last_day + days(1)).date_text(),
                       book_name(*Account::parse(account)), as_booked(balance).text());
    }

  private:
    void posting(const std::string& account, const Money& amount) {
        fmt::print(out_, "  {:<44}  {:>16}\n", book_name(*Account::parse(account)), amount.text());
    }

    std::ostream& out_;
};

} // namespace

std::unique_ptr<BooksWriter> beancount_writer(std::ostream& out) { return std::make_unique<BeancountWriter>(out); }

} // namespace reef::ledger
