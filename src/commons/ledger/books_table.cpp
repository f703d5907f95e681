// Books as a table: a row for each opening balance and each transfer, amounts as they stand in our own books.
#include "commons/ledger/books_writer.hpp"
#include "core/base/csv.hpp"

namespace reef::ledger {
namespace {

class TableWriter final : public BooksWriter {
  public:
    TableWriter(std::ostream& out, CsvDialect dialect) : out_(out), dialect_(dialect) {}

    void begin(const BookHead& head) override {
        out_ << csv_begin(dialect_)
             << csv_row(dialect_, {"transfer", "entry", "at", "from", "to", "amount", "currency", "purpose",
                                   "reference", "reverses"});
        for (const auto& [account, balance] : head.opening)
            row({{},
                 {},
                 {head.first_day.date_text()},
                 {},
                 {account},
                 number(balance),
                 {balance.currency.text()},
                 {std::string(opening_payee)},
                 {},
                 {}});
    }

    void add(const BookRow& each) override {
        row({{each.transfer.text()},
             {std::to_string(each.entry)},
             {each.at.text()},
             {each.from},
             {each.to},
             number(each.amount),
             {each.amount.currency.text()},
             {each.purpose},
             {each.reference},
             {each.reverses ? each.reverses->text() : ""}});
    }

    void end(const BookHead&, const std::vector<BookBalance>&) override {}

  private:
    static CsvCell number(const Money& amount) { return {decimal_text(amount.minor, amount.currency.digits()), true}; }
    void row(const std::vector<CsvCell>& cells) { out_ << csv_row(dialect_, cells); }

    std::ostream& out_;
    CsvDialect dialect_;
};

} // namespace

std::unique_ptr<BooksWriter> table_writer(std::ostream& out, BooksFormat format) {
    return std::make_unique<TableWriter>(out, format == BooksFormat::csv_excel ? CsvDialect::excel : CsvDialect::plain);
}

} // namespace reef::ledger
