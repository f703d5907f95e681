#include "commons/ledger/transfer.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind nothing_to_move{"ledger.nothing_to_move", "A posting moves at least one amount.", 422};
constexpr RefusalKind not_positive{"ledger.not_positive", "An amount that moves is positive; {} is not.", 422};
constexpr RefusalKind to_itself{"ledger.to_itself", "Money moves from one account to another, not from {} to itself.",
                                422};
constexpr RefusalKind insufficient_funds{"ledger.insufficient_funds",
                                         "{} has {}, and {} should leave it. Nothing was moved.", 409};

void move_balance(store::Connection& connection, std::string_view account, const Money& by) {
    connection.run("INSERT INTO {ledger_accounts} (account, currency, balance) VALUES ($1, $2, $3) "
                   "ON CONFLICT (account, currency) DO UPDATE SET balance = {ledger_accounts}.balance + $3",
                   account, by.currency.text(), by.minor);
}

} // namespace

std::string balance_key(std::string_view account, const Currency& currency) {
    return fmt::format("{} {}", account, currency.text());
}

BalanceFacts load_balances(store::Connection& connection, const std::vector<Movement>& movements) {
    BalanceFacts facts;
    for (const auto& movement : movements)
        for (const auto& account : {movement.from, movement.to})
            facts.balances_minor[balance_key(account, movement.amount.currency)] =
                balance_of(connection, account, movement.amount.currency).minor;
    return facts;
}

/// "Immutable transfers, one debit and one credit; no negative balances save where a rule grants them."
std::optional<Refusal> cannot_post(const BalanceFacts& facts, const std::vector<Movement>& movements) {
    if (movements.empty()) return refuse(nothing_to_move, "movements").error();
    auto balances = facts.balances_minor;
    for (const auto& movement : movements) {
        const auto& amount = movement.amount;
        if (amount.minor <= 0) return refuse(not_positive, "movements", {amount.text()}).error();
        const auto from = Account::parse(movement.from), to = Account::parse(movement.to);
        for (const auto* account : {&from, &to})
            if (!*account) {
                auto refusal = account->error();
                refusal.field = "movements";
                return refusal;
            }
        if (movement.from == movement.to) return refuse(to_itself, "movements", {movement.from}).error();
        auto& balance = balances[balance_key(movement.from, amount.currency)];
        if (balance < amount.minor && !may_be_below_zero(from->kind))
            return refuse(insufficient_funds, "movements",
                          {movement.from, Money{balance, amount.currency}.text(), amount.text()})
                .error();
        balance -= amount.minor;
        balances[balance_key(movement.to, amount.currency)] += amount.minor;
    }
    return {};
}

Posted post(const std::vector<Movement>& movements, std::string reference, std::vector<MemberId> parties,
            Context& context) {
    Posted posted{{}, std::move(reference), std::move(parties)};
    for (const auto& movement : movements) posted.transfers.push_back({context.new_id(), movement});
    return posted;
}

BalanceFacts load(store::Connection& connection, const Context&, const Post& command) {
    return load_balances(connection, command.movements);
}
Decision decide(const BalanceFacts& facts, const Post& command, Context& context) {
    if (auto refusal = cannot_post(facts, command.movements)) return std::unexpected(std::move(*refusal));
    return Events{post(command.movements, command.reference, command.parties, context)};
}
void apply(store::Connection& connection, const Meta& meta, const Posted& event) {
    for (const auto& [transfer, movement] : event.transfers) {
        connection.run("INSERT INTO {ledger_transfers} (transfer, entry, at, from_account, to_account, minor, "
                       "currency, purpose, reference) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                       transfer, meta.entry, meta.at, movement.from, movement.to, movement.amount.minor,
                       movement.amount.currency.text(), movement.purpose, event.reference);
        connection.run("INSERT INTO {ledger_purposes} (purpose, currency, minor) VALUES ($1, $2, $3) "
                       "ON CONFLICT (purpose, currency) DO UPDATE SET minor = {ledger_purposes}.minor + $3",
                       movement.purpose, movement.amount.currency.text(), movement.amount.minor);
        move_balance(connection, movement.from, -movement.amount);
        move_balance(connection, movement.to, movement.amount);
    }
}

Money balance_of(store::Connection& connection, std::string_view account, const Currency& currency) {
    const auto minor = connection.first<std::int64_t>(
        "SELECT balance FROM {ledger_accounts} WHERE account = $1 AND currency = $2", account, currency.text());
    return {minor.value_or(0), currency};
}

} // namespace reef::ledger
