#include "commons/payments/batch.hpp"

namespace reef::payments {
using namespace engine;
namespace {

constexpr RefusalKind nothing_to_send{"payments.nothing_to_send", "No payment is signed and waits to be sent.", 409};
constexpr RefusalKind day_in_the_past{"payments.day_in_the_past",
                                      "The bank cannot carry out payments on {}, which is over.", 422};
constexpr RefusalKind payees_erased{
    "payments.payees_erased", "These orders can no longer be written: the data of all whom they pay was erased.", 410};

constexpr std::string_view batch_columns =
    "SELECT batch, at, day, minor, currency, count, holder, iban FROM {payments_batches} ";

} // namespace

std::optional<BatchRow> find_batch(store::Connection& connection, IdValue batch) {
    return connection.first<BatchRow>(std::string(batch_columns) + "WHERE batch = $1", batch);
}
std::vector<BatchRow> batches_between(store::Connection& connection, Time from, Time to, std::int64_t limit) {
    return connection.all<BatchRow>(std::string(batch_columns) +
                                        "WHERE at >= $1 AND at < $2 ORDER BY at DESC, batch DESC LIMIT $3",
                                    from, to, limit);
}

Result<Initiation> initiation_of(store::Connection& connection, std::string identification, Time made_at,
                                 const std::vector<BatchRow>& batches) {
    Initiation initiation{std::move(identification), made_at, {}, {}};
    for (const auto& row : batches) {
        const auto iban = Iban::parse(row.iban);
        ensure(iban.has_value(), "a recorded account number is one");
        OrderBatch orders{name_at_bank(row.batch), row.day, row.holder, *iban, {}};
        for (const auto& payment : payments_of_batch(connection, row.batch)) {
            const auto payee = chronicle::reveal_text(connection, payment.payee);
            const auto number = chronicle::reveal_text(connection, payment.iban);
            if (!payee || !number) continue;
            const auto message =
                payment.message ? chronicle::reveal_text(connection, *payment.message) : std::optional<std::string>();
            orders.transfers.push_back({name_at_bank(payment.payment), payment.amount(), *payee, *Iban::parse(*number),
                                        message.value_or(row.holder + " " + payment.payment.text())});
        }
        initiation.initiator = row.holder;
        if (!orders.transfers.empty()) initiation.batches.push_back(std::move(orders));
    }
    if (initiation.batches.empty()) return refuse(payees_erased);
    return initiation;
}

BatchFacts load(store::Connection& connection, const Context&, const MakeBatch&) {
    return {payments_in(connection, PaymentState::signed_, payments_in_batch_max), house_account(connection)};
}
Decision decide(const BatchFacts& facts, const MakeBatch& make, Context& context) {
    if (!facts.house) return refuse(no_house_account);
    if (facts.ready.empty()) return refuse(nothing_to_send);
    const auto day = make.day.value_or(context.at);
    if (day.date_text() < context.at.date_text()) return refuse(day_in_the_past, "day", {day.date_text()});
    BatchMade made{context.new_id(), {}, {0, facts.ready.front().amount().currency}, day, facts.house->holder,
                   facts.house->iban};
    for (const auto& payment : facts.ready) {
        made.payments.push_back(payment.payment);
        made.total = made.total + payment.amount();
    }
    return Events{made};
}
void apply(store::Connection& connection, const Meta& meta, const BatchMade& event) {
    connection.run("INSERT INTO {payments_batches} (batch, at, day, minor, currency, count, holder, iban) VALUES "
                   "($1, $2, $3, $4, $5, $6, $7, $8)",
                   event.batch, meta.at, event.day, event.total.minor, event.total.currency.text(),
                   std::ssize(event.payments), event.holder, event.iban.text());
    for (const auto payment : event.payments)
        connection.run("UPDATE {payments_payments} SET state = $1, batch = $2 WHERE payment = $3", PaymentState::sent,
                       event.batch, payment);
}

} // namespace reef::payments
