// The life of a payment to the outside: ordered, signed by one or two who keep the books, sent to the bank, and paid
// once the bank says so. What it moves is held in the ledger from the order on, so nothing is promised twice.
#pragma once
#include "commons/payments/bank_account.hpp"

namespace reef::payments {

using namespace std::literals;

/// Payments above it are signed by two people.
extern const engine::Rule<Money> two_keys_above;
/// What a member asks for is at least so much.
extern const engine::Rule<Money> least_payout;

enum class PaymentState { ordered, signed_, sent, paid, returned, cancelled };
constexpr auto names_of(PaymentState) {
    return std::array{"ordered"sv, "signed"sv, "sent"sv, "paid"sv, "returned"sv, "cancelled"sv};
}

struct AskPayout {
    std::optional<Money> amount;
    static constexpr std::string_view name = "payments.ask_payout";
    static constexpr std::string_view about = "Asks for money that is due to oneself, to one's bank account.";
    static constexpr auto fields() {
        return FieldTable{field("amount", &AskPayout::amount, "how much; nothing: all that is due")};
    }
};
struct OrderPayment {
    std::string from;
    Money amount;
    std::string cost;
    Vaulted<Holder> payee;
    Vaulted<Iban> iban;
    Vaulted<std::string> message;
    static constexpr std::string_view name = "payments.order_payment";
    static constexpr std::string_view about = "Orders a payment to somebody outside, such as an invoice.";
    static constexpr auto fields() {
        return FieldTable{field("from", &OrderPayment::from, "treasury, body:ID or fund:NAME"),
                          field("amount", &OrderPayment::amount, "what is paid"),
                          field("cost", &OrderPayment::cost, "a word for it, such as \"insurance\"; no names of people",
                                Audience::everyone, 60),
                          field("payee", &OrderPayment::payee, "who holds the account", Audience::auditors, 70),
                          field("iban", &OrderPayment::iban, "the account number", Audience::auditors),
                          field("message", &OrderPayment::message, "for the payee: what for, the invoice's number",
                                Audience::auditors, 140)};
    }
};
/// The money is held from here on.
struct Ordered {
    IdValue payment;
    std::string from;
    Money amount;
    std::string purpose;
    MemberId by;
    std::optional<MemberId> member;
    std::int64_t keys_needed = 1;
    Vaulted<std::string> payee;
    Vaulted<std::string> iban;
    std::optional<Vaulted<std::string>> message;
    static constexpr std::string_view name = "payments.ordered";
    static constexpr std::string_view about = "A payment was ordered; its money is held.";
    static constexpr auto fields() {
        return FieldTable{field("payment", &Ordered::payment, "its number"),
                          field("from", &Ordered::from, "the account that pays", Audience::parties),
                          field("amount", &Ordered::amount, "what is paid", Audience::parties),
                          field("purpose", &Ordered::purpose, "what for", Audience::members),
                          field("by", &Ordered::by, "who ordered it", Audience::members),
                          field("member", &Ordered::member, "whom it pays, where that is a member", Audience::parties),
                          field("keys_needed", &Ordered::keys_needed, "how many sign it"),
                          field("payee", &Ordered::payee, "who holds the account", Audience::auditors),
                          field("iban", &Ordered::iban, "the account number", Audience::auditors),
                          field("message", &Ordered::message, "for the payee", Audience::auditors)};
    }
    std::string topic() const { return "/payments"; }
};

struct Sign {
    std::vector<IdValue> payments;
    static constexpr std::string_view name = "payments.sign";
    static constexpr std::string_view about = "Signs payments, all of those named or none.";
    static constexpr auto fields() {
        return FieldTable{field("payments", &Sign::payments, "their numbers, up to 200")};
    }
};
struct Signed {
    IdValue payment;
    MemberId by;
    bool is_enough = false;
    static constexpr std::string_view name = "payments.signed";
    static constexpr std::string_view about = "Somebody who keeps the books signed a payment.";
    static constexpr auto fields() {
        return FieldTable{field("payment", &Signed::payment, "which"),
                          field("by", &Signed::by, "who signed", Audience::members),
                          field("is_enough", &Signed::is_enough, "whether it may be sent now")};
    }
    std::string topic() const { return "/payments"; }
};

struct Cancel {
    IdValue payment;
    std::optional<Vaulted<std::string>> reason;
    static constexpr std::string_view name = "payments.cancel";
    static constexpr std::string_view about =
        "Cancels a payment: what it held is free again. One that was sent, once the bank refused to carry it out.";
    static constexpr auto fields() {
        return FieldTable{field("payment", &Cancel::payment, "which"),
                          field("reason", &Cancel::reason, "why, for those whom it concerns", Audience::parties)};
    }
};
struct Cancelled {
    IdValue payment;
    std::optional<MemberId> member;
    std::optional<Vaulted<std::string>> reason;
    static constexpr std::string_view name = "payments.cancelled";
    static constexpr std::string_view about = "A payment was cancelled.";
    static constexpr auto fields() {
        return FieldTable{field("payment", &Cancelled::payment, "which"),
                          field("member", &Cancelled::member, "whom it would have paid", Audience::parties),
                          field("reason", &Cancelled::reason, "why", Audience::parties)};
    }
    std::string topic() const { return "/payments"; }
};

struct RecordPaid {
    IdValue payment;
    Vaulted<std::string> note;
    static constexpr std::string_view name = "payments.record_paid";
    static constexpr std::string_view about = "Records that a signed payment was made by hand, in cash or elsewhere.";
    static constexpr auto fields() {
        return FieldTable{field("payment", &RecordPaid::payment, "which"),
                          field("note", &RecordPaid::note, "how, and where that can be seen", Audience::auditors)};
    }
};
/// By hand. What a bank carries out stands in its statement.
struct Paid {
    IdValue payment;
    std::optional<MemberId> member;
    Vaulted<std::string> note;
    static constexpr std::string_view name = "payments.paid";
    static constexpr std::string_view about = "A payment was carried out by hand.";
    static constexpr auto fields() {
        return FieldTable{field("payment", &Paid::payment, "which"),
                          field("member", &Paid::member, "whom it paid", Audience::parties),
                          field("note", &Paid::note, "how", Audience::auditors)};
    }
    std::string topic() const { return "/payments"; }
};

/// A payment as it stands.
struct PaymentRow {
    IdValue payment;
    Time at;
    std::string from_account;
    std::int64_t minor = 0;
    std::string currency;
    std::string purpose;
    MemberId ordered_by;
    std::optional<MemberId> member;
    std::int64_t keys_needed = 1;
    Hash payee;
    Hash iban;
    std::optional<Hash> message;
    PaymentState state = PaymentState::ordered;
    std::optional<IdValue> batch;
    std::optional<Time> resolved_at;
    std::optional<Hash> note;
    Money amount() const { return {minor, *Currency::parse(currency)}; }
    static constexpr auto fields() {
        return FieldTable{field("payment", &PaymentRow::payment, ""),
                          field("at", &PaymentRow::at, ""),
                          field("from_account", &PaymentRow::from_account, ""),
                          field("minor", &PaymentRow::minor, ""),
                          field("currency", &PaymentRow::currency, ""),
                          field("purpose", &PaymentRow::purpose, ""),
                          field("ordered_by", &PaymentRow::ordered_by, ""),
                          field("member", &PaymentRow::member, ""),
                          field("keys_needed", &PaymentRow::keys_needed, ""),
                          field("payee", &PaymentRow::payee, ""),
                          field("iban", &PaymentRow::iban, ""),
                          field("message", &PaymentRow::message, ""),
                          field("state", &PaymentRow::state, ""),
                          field("batch", &PaymentRow::batch, ""),
                          field("resolved_at", &PaymentRow::resolved_at, ""),
                          field("note", &PaymentRow::note, "")};
    }
};
std::optional<PaymentRow> find_payment(store::Connection& connection, IdValue payment);
/// `state` among the names; the oldest first.
std::vector<PaymentRow> payments_in(store::Connection& connection, PaymentState state, std::int64_t limit);
/// Those of an amount that the bank may have carried out: sent, or signed and paid at its own page.
std::vector<PaymentRow> payments_awaiting(store::Connection& connection, const Money& amount);
std::vector<PaymentRow> payments_of_batch(store::Connection& connection, IdValue batch);
/// The newest first.
std::vector<PaymentRow> payments_of_member(store::Connection& connection, MemberId member, std::int64_t limit);
std::vector<MemberId> signers_of(store::Connection& connection, IdValue payment);
void move_to(store::Connection& connection, IdValue payment, PaymentState state, Time at);

/// Refused as payments.no_such_payment.
inline constexpr RefusalKind no_such_payment{"payments.no_such_payment", "There is no payment with the number {}.",
                                             404};

struct AskFacts {
    std::optional<BankAccount> account;
    Money due;
    engine::InForce<Money> least;
    engine::InForce<Money> limit;
};
AskFacts load(store::Connection&, const engine::Context&, const AskPayout&);
engine::Decision decide(const AskFacts&, const AskPayout&, engine::Context&);

struct OrderFacts {
    ledger::DeskFacts desk;
    Currency currency;
    engine::InForce<Money> limit;
};
OrderFacts load(store::Connection&, const engine::Context&, const OrderPayment&);
engine::Decision decide(const OrderFacts&, const OrderPayment&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Ordered&);

struct SignableFacts {
    std::optional<PaymentRow> payment;
    std::vector<MemberId> signers;
};
struct SignFacts {
    std::vector<SignableFacts> payments; // in the order asked for
};
SignFacts load(store::Connection&, const engine::Context&, const Sign&);
engine::Decision decide(const SignFacts&, const Sign&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Signed&);

struct PaymentFacts {
    std::optional<PaymentRow> payment;
};
PaymentFacts load(store::Connection&, const engine::Context&, const Cancel&);
engine::Decision decide(const PaymentFacts&, const Cancel&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Cancelled&);
PaymentFacts load(store::Connection&, const engine::Context&, const RecordPaid&);
engine::Decision decide(const PaymentFacts&, const RecordPaid&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Paid&);

/// Its page; what its money is held for.
std::string address_of(IdValue payment);
/// What is held for a payment that is carried out moves.
engine::Call money_moves(store::Connection& connection, IdValue payment);
/// What the ledger does about it, in the same fate: the money is held, moves, or is free again.
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const Ordered&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const Cancelled&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const Paid&);

} // namespace reef::payments
