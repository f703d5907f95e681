#include "commons/payments/payment.hpp"
#include <algorithm>
#include <set>

namespace reef::payments {
using namespace engine;

const Rule<Money> two_keys_above{"payments.two_keys_above",
                                 "Two keys for a payment above",
                                 "A payment of more than this is signed by two people who keep the books.",
                                 {100'000, {}},
                                 Money{0, {}},
                                 Money{10'000'000, {}}};
const Rule<Money> least_payout{"payments.least_payout",
                               "Least payout",
                               "What a member asks to be paid out is at least so much.",
                               {100, {}},
                               Money{0, {}},
                               Money{10'000, {}}};

namespace {

constexpr RefusalKind no_bank_account{"payments.no_bank_account",
                                      "Please say first to which bank account your payouts go.", 409};
constexpr RefusalKind nothing_due{"payments.nothing_due", "Nothing is due to you now.", 409};
constexpr RefusalKind more_than_due{"payments.more_than_due", "{} is due to you; no more than that can be paid out.",
                                    422};
constexpr RefusalKind too_little{"payments.too_little", "A payout is at least {}.", 422};
constexpr RefusalKind other_currency{"payments.other_currency", "Payments are made in {}.", 422};
constexpr RefusalKind none_named{"payments.none_named", "Please name the payments to sign, up to {}.", 422};
constexpr RefusalKind not_waiting{"payments.not_waiting",
                                  "Payment {} waits for no signature: it has enough of them, or is cancelled.", 409};
constexpr RefusalKind signed_already{"payments.signed_already", "You signed payment {} already; another person has to.",
                                     409};
constexpr RefusalKind own_payment{"payments.own_payment",
                                  "Payment {} is to you. Somebody else who keeps the books signs it.", 403};
constexpr RefusalKind sent_already{"payments.sent_already", "Payment {} was sent to the bank already.", 409};
constexpr RefusalKind over_already{"payments.over_already", "Payment {} is over.", 409};
constexpr RefusalKind reason_needed{"payments.reason_needed",
                                    "Payment {} was sent to the bank. Please say how the bank refused it.", 422};
constexpr RefusalKind not_yours{"payments.not_yours", "Payment {} is not yours to cancel.", 403};
constexpr RefusalKind not_signed{"payments.not_signed", "Payment {} is not signed, or is over already.", 409};

constexpr std::size_t signed_at_once_max = 200;

constexpr std::string_view payment_columns = "SELECT payment, at, from_account, minor, currency, purpose, ordered_by, "
                                             "member, keys_needed, payee, iban, message, "
                                             "state, batch, resolved_at, note FROM {payments_payments} ";
template <store::Argument... A>
std::vector<PaymentRow> payments_where(store::Connection& connection, std::string_view where, const A&... arguments) {
    return connection.all<PaymentRow>(std::string(payment_columns) + std::string(where), arguments...);
}

/// "Two keys for payouts above x" (mechanisms 6.4).
std::int64_t keys_for(const Money& amount, const InForce<Money>& limit) { return amount > limit.value ? 2 : 1; }

} // namespace

std::string address_of(IdValue payment) { return "/payments/" + payment.text(); }

Call money_moves(store::Connection& connection, IdValue payment) {
    return call(ledger::PostHold{ledger::pending_holds_for(connection, address_of(payment)).at(0).hold, {}});
}

std::optional<PaymentRow> find_payment(store::Connection& connection, IdValue payment) {
    auto found = payments_where(connection, "WHERE payment = $1", payment);
    if (found.empty()) return {};
    return std::move(found.front());
}
std::vector<PaymentRow> payments_in(store::Connection& connection, PaymentState state, std::int64_t limit) {
    return payments_where(connection, "WHERE state = $1 ORDER BY at, payment LIMIT $2", state, limit);
}
std::vector<PaymentRow> payments_awaiting(store::Connection& connection, const Money& amount) {
    return payments_where(
        connection, "WHERE state IN ('sent', 'signed') AND minor = $1 AND currency = $2 ORDER BY at, payment LIMIT 20",
        amount.minor, amount.currency.text());
}
std::vector<PaymentRow> payments_of_batch(store::Connection& connection, IdValue batch) {
    return payments_where(connection, "WHERE batch = $1 ORDER BY at, payment", batch);
}
std::vector<PaymentRow> payments_of_member(store::Connection& connection, MemberId member, std::int64_t limit) {
    return payments_where(connection, "WHERE member = $1 ORDER BY at DESC, payment DESC LIMIT $2", member, limit);
}
std::vector<MemberId> signers_of(store::Connection& connection, IdValue payment) {
    return connection.all<MemberId>("SELECT member FROM {payments_keys} WHERE payment = $1 ORDER BY at, member",
                                    payment);
}
void move_to(store::Connection& connection, IdValue payment, PaymentState state, Time at) {
    connection.run("UPDATE {payments_payments} SET state = $1, resolved_at = $2 WHERE payment = $3", state, at,
                   payment);
}

AskFacts load(store::Connection& connection, const Context& context, const AskPayout&) {
    const auto currency = rules::founded_platform(connection).charter.currency;
    const auto own = ledger::account_of(context.actor.member);
    return {bank_account_of(connection, context.actor.member),
            ledger::balance_and_pending_of(connection, own, currency).available(),
            rules::in_force(connection, least_payout, context.at),
            rules::in_force(connection, two_keys_above, context.at)};
}
Decision decide(const AskFacts& facts, const AskPayout& ask, Context& context) {
    if (!facts.account) return refuse(no_bank_account);
    if (facts.due.minor <= 0) return refuse(nothing_due);
    const auto amount = ask.amount.value_or(facts.due);
    if (amount.currency != facts.due.currency) return refuse(other_currency, "amount", {facts.due.currency.text()});
    if (amount.minor <= 0 || amount < facts.least.value)
        return refuse_by_rule(too_little, least_payout.name, "amount", {facts.least.value.text()});
    if (amount > facts.due) return refuse(more_than_due, "amount", {facts.due.text()});
    const auto member = context.actor.member;
    return Events{Ordered{.payment = context.new_id(),
                          .from = ledger::account_of(member),
                          .amount = amount,
                          .purpose = "payout",
                          .by = member,
                          .member = member,
                          .keys_needed = keys_for(amount, facts.limit),
                          .payee = {facts.account->holder},
                          .iban = {facts.account->iban}}};
}

namespace {
ledger::Movement movement_of(const OrderPayment& order) {
    return {order.from, std::string(ledger::outside), order.amount, std::string(trimmed(order.cost))};
}
} // namespace

OrderFacts load(store::Connection& connection, const Context& context, const OrderPayment& order) {
    return {ledger::desk_facts(connection, context, movement_of(order), order.from),
            rules::founded_platform(connection).charter.currency,
            rules::in_force(connection, two_keys_above, context.at)};
}
/// Whoever orders a payment turns the first key.
Decision decide(const OrderFacts& facts, const OrderPayment& order, Context& context) {
    if (order.amount.currency != facts.currency) return refuse(other_currency, "amount", {facts.currency.text()});
    const auto movement = movement_of(order);
    if (auto refusal = ledger::cannot_book(facts.desk, movement, order.from, "from", "cost"))
        return std::unexpected(std::move(*refusal));
    const Ordered ordered{.payment = context.new_id(),
                          .from = order.from,
                          .amount = order.amount,
                          .purpose = movement.purpose,
                          .by = context.actor.member,
                          .keys_needed = keys_for(order.amount, facts.limit),
                          .payee = {order.payee.reference},
                          .iban = {order.iban.reference},
                          .message = order.message};
    return Events{ordered, Signed{ordered.payment, ordered.by, ordered.keys_needed == 1}};
}
void apply(store::Connection& connection, const Meta& meta, const Ordered& event) {
    connection.run(
        "INSERT INTO {payments_payments} (payment, at, from_account, minor, currency, purpose, ordered_by, "
        "member, keys_needed, payee, iban, message, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, $12, $13)",
        event.payment, meta.at, event.from, event.amount.minor, event.amount.currency.text(), event.purpose, event.by,
        event.member, event.keys_needed, event.payee.reference.commitment, event.iban.reference.commitment,
        event.message ? std::optional(event.message->reference.commitment) : std::nullopt, PaymentState::ordered);
}

SignFacts load(store::Connection& connection, const Context&, const Sign& sign) {
    SignFacts facts;
    if (sign.payments.size() > signed_at_once_max) return facts;
    for (const auto payment : sign.payments)
        facts.payments.push_back({find_payment(connection, payment), signers_of(connection, payment)});
    return facts;
}
/// "One natural person, one key": nobody signs twice, and nobody signs what they receive.
Decision decide(const SignFacts& facts, const Sign& sign, Context& context) {
    if (facts.payments.empty()) return refuse(none_named, "payments", {std::to_string(signed_at_once_max)});
    Events events;
    std::set<IdValue> seen;
    for (std::size_t i = 0; i < facts.payments.size(); ++i) {
        const auto& [payment, signers] = facts.payments[i];
        const auto number = sign.payments[i].text();
        if (!payment) return refuse(no_such_payment, "payments", {number});
        if (payment->member == context.actor.member) return refuse(own_payment, "payments", {number});
        if (payment->state != PaymentState::ordered) return refuse(not_waiting, "payments", {number});
        if (std::ranges::find(signers, context.actor.member) != signers.end() || !seen.insert(payment->payment).second)
            return refuse(signed_already, "payments", {number});
        events.add(Signed{payment->payment, context.actor.member, std::ssize(signers) + 1 == payment->keys_needed});
    }
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const Signed& event) {
    connection.run("INSERT INTO {payments_keys} (payment, member, at) VALUES ($1, $2, $3)", event.payment, event.by,
                   meta.at);
    if (event.is_enough)
        connection.run("UPDATE {payments_payments} SET state = $1 WHERE payment = $2", PaymentState::signed_,
                       event.payment);
}

PaymentFacts load(store::Connection& connection, const Context&, const Cancel& cancel) {
    return {find_payment(connection, cancel.payment)};
}
/// Whom it pays may think otherwise until it is sent. After that it is for those who keep the books to say that the
/// bank refused it; if the bank carries it out all the same, its statement has a line that nothing explains.
Decision decide(const PaymentFacts& facts, const Cancel& cancel, Context& context) {
    const auto number = cancel.payment.text();
    if (!facts.payment) return refuse(no_such_payment, "payment", {number});
    const auto& payment = *facts.payment;
    const bool keeps_books = context.standing.has("auditor");
    if (!keeps_books && payment.member != context.actor.member) return refuse(not_yours, "payment", {number});
    if (payment.state >= PaymentState::paid) return refuse(over_already, "payment", {number});
    if (payment.state == PaymentState::sent && !keeps_books) return refuse(sent_already, "payment", {number});
    if (payment.state == PaymentState::sent && !cancel.reason) return refuse(reason_needed, "reason", {number});
    return Events{Cancelled{payment.payment, payment.member, cancel.reason}};
}
void apply(store::Connection& connection, const Meta& meta, const Cancelled& event) {
    move_to(connection, event.payment, PaymentState::cancelled, meta.at);
    if (event.reason)
        connection.run("UPDATE {payments_payments} SET note = $1 WHERE payment = $2",
                       event.reason->reference.commitment, event.payment);
}

PaymentFacts load(store::Connection& connection, const Context&, const RecordPaid& record) {
    return {find_payment(connection, record.payment)};
}
/// A payment in a bank's file is confirmed by the bank's statement alone.
Decision decide(const PaymentFacts& facts, const RecordPaid& record, Context& context) {
    if (!facts.payment) return refuse(no_such_payment, "payment", {record.payment.text()});
    if (facts.payment->state == PaymentState::sent) return refuse(sent_already, "payment", {record.payment.text()});
    if (facts.payment->state != PaymentState::signed_) return refuse(not_signed, "payment", {record.payment.text()});
    if (facts.payment->member == context.actor.member) return refuse(own_payment, "payment", {record.payment.text()});
    return Events{Paid{record.payment, facts.payment->member, record.note}};
}
void apply(store::Connection& connection, const Meta& meta, const Paid& event) {
    move_to(connection, event.payment, PaymentState::paid, meta.at);
    connection.run("UPDATE {payments_payments} SET note = $1 WHERE payment = $2", event.note.reference.commitment,
                   event.payment);
}

std::vector<Call> ledger_calls(store::Connection&, const Meta&, const Ordered& ordered) {
    std::vector<MemberId> parties;
    if (ordered.member) parties.push_back(*ordered.member);
    return {call(ledger::Hold{{{ordered.from, std::string(ledger::outside), ordered.amount, ordered.purpose}},
                              address_of(ordered.payment),
                              std::move(parties),
                              {}})};
}
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const Cancelled& cancelled) {
    return {call(ledger::VoidHold{ledger::pending_holds_for(connection, address_of(cancelled.payment)).at(0).hold})};
}
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const Paid& paid) {
    return {money_moves(connection, paid.payment)};
}

} // namespace reef::payments
