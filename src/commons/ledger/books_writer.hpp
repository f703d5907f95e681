// What stands in exported books, and what writes it down in one form or another.
#pragma once
#include "commons/ledger/books.hpp"
#include <memory>
#include <set>

namespace reef::ledger {

/// A transfer as it is exported.
struct BookRow {
    IdValue transfer;
    EntryNumber entry = 0;
    Time at;
    std::string from;
    std::string to;
    Money amount;
    std::string purpose;
    std::string reference;
    std::optional<IdValue> reverses;
};
/// What an account comes to, in our books.
struct BookBalance {
    std::string account;
    Money balance;
};
struct BookHead {
    std::string platform;
    Time first_day;
    Time last_day;
    std::set<Currency> currencies;
    std::map<std::string, std::set<Currency>> accounts; // by name, with the currencies that each has
    std::set<std::string> payees;
    std::vector<BookBalance> opening;
};

class BooksWriter {
  public:
    virtual ~BooksWriter() = default;
    virtual void begin(const BookHead& head) = 0;
    virtual void add(const BookRow& row) = 0;
    virtual void end(const BookHead& head, const std::vector<BookBalance>& closing) = 0;
};
std::unique_ptr<BooksWriter> journal_writer(std::ostream& out); // hledger and ledger read the same
std::unique_ptr<BooksWriter> beancount_writer(std::ostream& out);
std::unique_ptr<BooksWriter> table_writer(std::ostream& out, BooksFormat format);

/// As accounting programs reckon: what we hold is theirs above zero, what is owed below. Our balances say what is owed,
/// so that signs turn here, and nowhere else.
inline Money as_booked(const Money& ours) { return -ours; }

/// Words that none of the programs takes for anything else: no line ends, quotes, marks of comments; never empty.
std::string plain_words(std::string_view text);

inline constexpr std::string_view opening_payee = "opening balances";
inline constexpr std::string_view closing_payee = "closing balances";

} // namespace reef::ledger
