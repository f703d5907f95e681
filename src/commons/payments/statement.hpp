// What the bank says. Each line of a statement is matched: it carries out payments of ours, returns one, is paid in by
// a member under their reference, or waits as a task until somebody says what it is. Statements follow one another
// without a gap and add up to the cent, so what is unexplained is exactly what waits.
#pragma once
#include "commons/payments/batch.hpp"
#include "commons/payments/statement_file.hpp"
#include <map>

namespace reef::payments {

/// `for_shares`: it pays for shares that somebody subscribed to.
enum class Meaning { paid, returned, paid_in, waiting, explained, for_shares };
constexpr auto names_of(Meaning) {
    return std::array{"paid"sv, "returned"sv, "paid_in"sv, "waiting"sv, "explained"sv, "for_shares"sv};
}

struct ImportStatement {
    BankFile file;
    static constexpr std::string_view name = "payments.import_statement";
    static constexpr std::string_view about =
        "Reads a bank's statement (camt.053) and books what it explains by itself.";
    static constexpr auto fields() {
        return FieldTable{field("file", &ImportStatement::file, "the text of the bank's file, or what stands in it")};
    }
};
struct MatchedLine {
    IdValue line;
    Money amount;
    Time booked_on;
    Meaning meaning = Meaning::waiting;
    std::vector<IdValue> payments;
    std::optional<MemberId> member;
    std::optional<Vaulted<std::string>> counterparty;
    std::optional<Vaulted<std::string>> message;
    std::optional<IdValue> subscription = {};
    static constexpr auto fields() {
        return FieldTable{field("line", &MatchedLine::line, "its number"),
                          field("amount", &MatchedLine::amount, "received; below zero: paid", Audience::auditors),
                          field("booked_on", &MatchedLine::booked_on, "by the bank"),
                          field("meaning", &MatchedLine::meaning, "what it turned out to be"),
                          field("payments", &MatchedLine::payments, "that it carried out or returned"),
                          field("member", &MatchedLine::member, "who paid it in", Audience::auditors),
                          field("counterparty", &MatchedLine::counterparty, "from or to whom", Audience::auditors),
                          field("message", &MatchedLine::message, "what was written on it", Audience::auditors),
                          field("subscription", &MatchedLine::subscription, "to shares, that it paid for")};
    }
};
struct StatementImported {
    IdValue statement;
    Iban iban;
    std::string identification;
    Time closed_on;
    Money opening;
    Money closing;
    std::vector<MatchedLine> lines;
    std::vector<MemberId> parties;
    static constexpr std::string_view name = "payments.statement_imported";
    static constexpr std::string_view about = "The bank's account of a time was matched with the books.";
    static constexpr auto fields() {
        return FieldTable{
            field("statement", &StatementImported::statement, "its number"),
            field("iban", &StatementImported::iban, "of which account"),
            field("identification", &StatementImported::identification, "the bank's own"),
            field("closed_on", &StatementImported::closed_on, "the day it ends with"),
            field("opening", &StatementImported::opening, "what was there before", Audience::auditors),
            field("closing", &StatementImported::closing, "and after", Audience::auditors),
            field("lines", &StatementImported::lines, "as the bank has them"),
            field("parties", &StatementImported::parties, "the members whose money moved", Audience::auditors)};
    }
    std::string topic() const { return "/payments"; }
};

struct MatchLine {
    IdValue line;
    IdValue payment;
    static constexpr std::string_view name = "payments.match_line";
    static constexpr std::string_view about = "Says which payment a line of a statement carried out.";
    static constexpr auto fields() {
        return FieldTable{field("line", &MatchLine::line, "a line that waits"),
                          field("payment", &MatchLine::payment, "of the same amount, signed or sent")};
    }
};
/// Where the bank kept no reference.
struct MatchSubscription {
    IdValue line;
    IdValue subscription;
    static constexpr std::string_view name = "payments.match_subscription";
    static constexpr std::string_view about = "Says which subscription to shares a line of a statement paid for.";
    static constexpr auto fields() {
        return FieldTable{field("line", &MatchSubscription::line, "a line that waits"),
                          field("subscription", &MatchSubscription::subscription, "of the same amount, by bank")};
    }
};
struct ExplainLine {
    IdValue line;
    std::string account;
    std::string word;
    std::optional<Vaulted<std::string>> note;
    static constexpr std::string_view name = "payments.explain_line";
    static constexpr std::string_view about = "Says what a line of a statement was, and books it there.";
    static constexpr auto fields() {
        return FieldTable{field("line", &ExplainLine::line, "a line that waits"),
                          field("account", &ExplainLine::account,
                                "treasury, body:ID or fund:NAME; member:NUMBER for what a member paid in"),
                          field("word", &ExplainLine::word, "a word for it, such as \"bank fee\"; no names of people",
                                Audience::everyone, 60),
                          field("note", &ExplainLine::note, "what else there is to say", Audience::auditors)};
    }
};
/// By hand: to the payment, or to the account.
struct LineExplained {
    IdValue line;
    Money amount;
    std::optional<IdValue> payment;
    std::optional<std::string> account;
    std::optional<std::string> word;
    std::optional<MemberId> member;
    std::optional<Vaulted<std::string>> note;
    std::optional<IdValue> subscription = {};
    static constexpr std::string_view name = "payments.line_explained";
    static constexpr std::string_view about = "Somebody who keeps the books said what a line of a statement was.";
    static constexpr auto fields() {
        return FieldTable{field("line", &LineExplained::line, "which"),
                          field("amount", &LineExplained::amount, "received; below zero: paid", Audience::parties),
                          field("payment", &LineExplained::payment, "that it carried out"),
                          field("account", &LineExplained::account, "where it was booked", Audience::parties),
                          field("word", &LineExplained::word, "for it", Audience::members),
                          field("member", &LineExplained::member, "whom it concerns", Audience::parties),
                          field("note", &LineExplained::note, "what else there is to say", Audience::auditors),
                          field("subscription", &LineExplained::subscription, "to shares, that it paid for")};
    }
    std::string topic() const { return "/payments"; }
};

/// A subscription to shares that is paid by bank.
struct BankSubscription {
    MemberId member;
    Money amount;
    bool is_awaited = false; // otherwise somebody said that it was paid, and no line was matched with it
};
/// Nothing where it is a pledge, lapsed, was taken back or has its line already.
std::optional<BankSubscription> bank_subscription(store::Connection& connection, IdValue subscription);
/// The call that enters its shares; none where they are entered already.
std::vector<engine::Call> shares_enter(store::Connection& connection, IdValue subscription);

struct ImportFacts {
    std::optional<HouseAccount> house;
    Currency currency;
    std::optional<Money> last_closing;                      // of the account
    std::vector<bool> is_known;                             // for each statement in the file
    std::map<IdValue, PaymentRow> payments;                 // that lines name, with those of the batches
    std::map<IdValue, std::vector<IdValue>> batches;        // that lines name
    std::vector<MemberId> members;                          // of those that lines name, who there are
    std::map<IdValue, BankSubscription> subscriptions = {}; // of those that lines name
};
ImportFacts load(store::Connection&, const engine::Context&, const ImportStatement&);
engine::Decision decide(const ImportFacts&, const ImportStatement&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const StatementImported&);

/// A line as it stands.
struct LineRow {
    IdValue line;
    IdValue statement;
    std::int64_t minor = 0;
    std::string currency;
    Time booked_on;
    Meaning meaning = Meaning::waiting;
    std::string payments;
    std::optional<MemberId> member;
    std::optional<Hash> counterparty;
    std::optional<Hash> message;
    std::optional<std::string> account;
    std::optional<std::string> word;
    std::optional<IdValue> subscription;
    Money amount() const { return {minor, *Currency::parse(currency)}; }
    static constexpr auto fields() {
        return FieldTable{field("line", &LineRow::line, ""),
                          field("statement", &LineRow::statement, ""),
                          field("minor", &LineRow::minor, ""),
                          field("currency", &LineRow::currency, ""),
                          field("booked_on", &LineRow::booked_on, ""),
                          field("meaning", &LineRow::meaning, ""),
                          field("payments", &LineRow::payments, ""),
                          field("member", &LineRow::member, ""),
                          field("counterparty", &LineRow::counterparty, ""),
                          field("message", &LineRow::message, ""),
                          field("account", &LineRow::account, ""),
                          field("word", &LineRow::word, ""),
                          field("subscription", &LineRow::subscription, "")};
    }
};
std::optional<LineRow> find_line(store::Connection& connection, IdValue line);
std::vector<LineRow> lines_of(store::Connection& connection, IdValue statement);
/// Those that nobody explained yet, the oldest first.
std::vector<LineRow> waiting_lines(store::Connection& connection, std::int64_t limit);

Money sum_of_waiting_lines(store::Connection& connection);

/// A statement as it was read.
struct StatementRow {
    IdValue statement;
    Time at;
    std::string iban;
    std::string identification;
    Time closed_on;
    std::int64_t opening = 0;
    std::int64_t closing = 0;
    std::string currency;
    static constexpr auto fields() {
        return FieldTable{field("statement", &StatementRow::statement, ""),
                          field("at", &StatementRow::at, ""),
                          field("iban", &StatementRow::iban, ""),
                          field("identification", &StatementRow::identification, ""),
                          field("closed_on", &StatementRow::closed_on, ""),
                          field("opening", &StatementRow::opening, ""),
                          field("closing", &StatementRow::closing, ""),
                          field("currency", &StatementRow::currency, "")};
    }
};
std::optional<StatementRow> find_statement(store::Connection& connection, IdValue statement);
/// The newest first.
std::vector<StatementRow> newest_statements(store::Connection& connection, std::int64_t limit);

struct MatchFacts {
    std::optional<LineRow> line;
    std::optional<PaymentRow> payment;
};
MatchFacts load(store::Connection&, const engine::Context&, const MatchLine&);
engine::Decision decide(const MatchFacts&, const MatchLine&, engine::Context&);

struct MatchSubscriptionFacts {
    std::optional<LineRow> line;
    std::optional<BankSubscription> subscription;
};
MatchSubscriptionFacts load(store::Connection&, const engine::Context&, const MatchSubscription&);
engine::Decision decide(const MatchSubscriptionFacts&, const MatchSubscription&, engine::Context&);

struct ExplainFacts {
    std::optional<LineRow> line;
    ledger::DeskFacts desk;
    bool is_member = false; // the account is that of a member there is
};
ExplainFacts load(store::Connection&, const engine::Context&, const ExplainLine&);
engine::Decision decide(const ExplainFacts&, const ExplainLine&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const LineExplained&);

std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const StatementImported&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const LineExplained&);

} // namespace reef::payments
