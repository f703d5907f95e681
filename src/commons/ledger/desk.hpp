// The treasurer's desk: what those who keep the books enter by hand, because it happened outside: costs and income.
// Who keeps the books: the members of a body that the charter lets audit.
#pragma once
#include "commons/ledger/hold.hpp"

namespace reef::ledger {

struct BookCost {
    std::string from;
    Money amount;
    std::string cost;
    Vaulted<std::string> note;
    std::optional<Time> held_until;
    static constexpr std::string_view name = "ledger.book_cost";
    static constexpr std::string_view about =
        "Books a cost that the treasury, a body or a fund pays to the outside, now or once the bank confirms.";
    static constexpr auto fields() {
        return FieldTable{
            field("from", &BookCost::from, "treasury, body:ID or fund:NAME"),
            field("amount", &BookCost::amount, "what it costs"),
            field("cost", &BookCost::cost, "a word for it, such as \"insurance\"; no names of people",
                  Audience::everyone, 60),
            field("note", &BookCost::note, "who is paid, for what; the invoice's number", Audience::members),
            field("held_until", &BookCost::held_until,
                  "held until the bank confirms, and released at this time otherwise; nothing: paid already")};
    }
};
struct BookIncome {
    std::string to;
    Money amount;
    std::string income;
    Vaulted<std::string> note;
    static constexpr std::string_view name = "ledger.book_income";
    static constexpr std::string_view about =
        "Books what the treasury, a body or a fund received from the outside, such as a subsidy.";
    static constexpr auto fields() {
        return FieldTable{field("to", &BookIncome::to, "treasury, body:ID or fund:NAME"),
                          field("amount", &BookIncome::amount, "what came in"),
                          field("income", &BookIncome::income, "a word for it, such as \"subsidy\"; no names of people",
                                Audience::everyone, 60),
                          field("note", &BookIncome::note, "from whom, for what", Audience::members)};
    }
};
/// Stands beside the posting or hold of the same entry.
struct Noted {
    Vaulted<std::string> note;
    static constexpr std::string_view name = "ledger.noted";
    static constexpr std::string_view about = "What those who keep the books wrote about it.";
    static constexpr auto fields() {
        return FieldTable{field("note", &Noted::note, "in their words", Audience::members)};
    }
};

struct DeskFacts {
    BalanceFacts balances;
    bool has_body = true;                   // where the account is a body's: the charter has it
    std::vector<std::string> business = {}; // purposes by which patronage is counted
};
DeskFacts load(store::Connection&, const engine::Context&, const BookCost&);
engine::Decision decide(const DeskFacts&, const BookCost&, engine::Context&);
DeskFacts load(store::Connection&, const engine::Context&, const BookIncome&);
engine::Decision decide(const DeskFacts&, const BookIncome&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Noted&);

/// For what goes out of, or comes into, the co-operative's own account `own` by hand.
DeskFacts desk_facts(store::Connection& connection, const engine::Context& context, const Movement& movement,
                     const std::string& own);
/// What keeps it from being booked, if anything. The fields are those that the refusal concerns.
std::optional<Refusal> cannot_book(const DeskFacts& facts, const Movement& movement, const std::string& own,
                                   std::string_view own_field, std::string_view word_field);

/// What those who keep the books pay from: the treasury, the charter's bodies, and the funds that there are.
std::vector<std::string> common_accounts(store::Connection& connection);

/// Those who keep the books.
inline engine::Access bookkeepers() { return {{"auditor"}}; }

} // namespace reef::ledger
