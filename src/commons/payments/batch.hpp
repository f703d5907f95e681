// Batches: signed payments go to the bank together, as one file of orders. What a file says follows from the chronicle
// and the vault alone, so the same batch gives the same file whenever it is fetched, but for whom was erased meanwhile.
#pragma once
#include "commons/payments/pain001.hpp"
#include "commons/payments/payment.hpp"

namespace reef::payments {

/// The rest waits for the next one.
inline constexpr std::int64_t payments_in_batch_max = 1'000;

struct MakeBatch {
    std::optional<Time> day;
    static constexpr std::string_view name = "payments.make_batch";
    static constexpr std::string_view about =
        "Puts the signed payments, up to 1,000, into one file of orders for the bank.";
    static constexpr auto fields() {
        return FieldTable{field("day", &MakeBatch::day, "when the bank is to carry them out; nothing: at once")};
    }
};
struct BatchMade {
    IdValue batch;
    std::vector<IdValue> payments;
    Money total;
    Time day;
    std::string holder;
    Iban iban;
    static constexpr std::string_view name = "payments.batch_made";
    static constexpr std::string_view about = "Payments were put into a file of orders for the bank.";
    static constexpr auto fields() {
        return FieldTable{field("batch", &BatchMade::batch, "its number"),
                          field("payments", &BatchMade::payments, "in this order"),
                          field("total", &BatchMade::total, "of all"),
                          field("day", &BatchMade::day, "when the bank is to carry them out"),
                          field("holder", &BatchMade::holder, "who pays"),
                          field("iban", &BatchMade::iban, "from which account")};
    }
    std::string topic() const { return "/payments"; }
};

/// A batch as it was made.
struct BatchRow {
    IdValue batch;
    Time at;
    Time day;
    std::int64_t minor = 0;
    std::string currency;
    std::int64_t count = 0;
    std::string holder;
    std::string iban;
    Money total() const { return {minor, *Currency::parse(currency)}; }
    static constexpr auto fields() {
        return FieldTable{field("batch", &BatchRow::batch, ""),       field("at", &BatchRow::at, ""),
                          field("day", &BatchRow::day, ""),           field("minor", &BatchRow::minor, ""),
                          field("currency", &BatchRow::currency, ""), field("count", &BatchRow::count, ""),
                          field("holder", &BatchRow::holder, ""),     field("iban", &BatchRow::iban, "")};
    }
};
std::optional<BatchRow> find_batch(store::Connection& connection, IdValue batch);
/// Those made from `from` to before `to`; the newest first.
std::vector<BatchRow> batches_between(store::Connection& connection, Time from, Time to, std::int64_t limit);

/// The orders of batches, to be written as a file. Refused as payments.payee_erased, with the payment that can no
/// longer be written because its payee's data was erased.
Result<Initiation> initiation_of(store::Connection& connection, std::string identification, Time made_at,
                                 const std::vector<BatchRow>& batches);

struct BatchFacts {
    std::vector<PaymentRow> ready;
    std::optional<HouseAccount> house;
};
BatchFacts load(store::Connection&, const engine::Context&, const MakeBatch&);
engine::Decision decide(const BatchFacts&, const MakeBatch&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const BatchMade&);

} // namespace reef::payments
