#include "commons/payments/bank_account.hpp"

namespace reef::payments {
using namespace engine;

std::optional<BankAccount> bank_account_of(store::Connection& connection, MemberId member) {
    using Row = std::tuple<Hash, Hash, std::int64_t>;
    const auto row =
        connection.first<Row>("SELECT holder, iban, subject FROM {payments_accounts} WHERE member = $1", member);
    if (!row) return {};
    const auto& [holder, iban, subject] = *row;
    return BankAccount{{holder, subject}, {iban, subject}};
}

std::optional<HouseAccount> house_account(store::Connection& connection) {
    using Row = std::tuple<std::string, std::string>;
    const auto row = connection.first<Row>("SELECT holder, iban FROM {payments_house}");
    if (!row) return {};
    return HouseAccount{std::get<0>(*row), {std::get<1>(*row)}};
}

NoFacts load(store::Connection&, const Context&, const KeepBankAccount&) { return {}; }
Decision decide(const NoFacts&, const KeepBankAccount& keep, Context& context) {
    return Events{BankAccountKept{context.actor.member, {keep.holder.reference}, {keep.iban.reference}}};
}
void apply(store::Connection& connection, const Meta&, const BankAccountKept& event) {
    connection.run("INSERT INTO {payments_accounts} (member, holder, iban, subject) VALUES ($1, $2, $3, $4) "
                   "ON CONFLICT (member) DO UPDATE SET holder = $2, iban = $3, subject = $4",
                   event.member, event.holder.reference.commitment, event.iban.reference.commitment,
                   event.iban.reference.subject);
}

NoFacts load(store::Connection&, const Context&, const KeepHouseAccount&) { return {}; }
Decision decide(const NoFacts&, const KeepHouseAccount& keep, Context&) {
    return Events{HouseAccountKept{keep.holder.text(), keep.iban}};
}
void apply(store::Connection& connection, const Meta&, const HouseAccountKept& event) {
    connection.run("DELETE FROM {payments_house}");
    connection.run("INSERT INTO {payments_house} (holder, iban) VALUES ($1, $2)", event.holder, event.iban.text());
}

} // namespace reef::payments
