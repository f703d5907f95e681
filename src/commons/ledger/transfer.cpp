#include "commons/ledger/transfer.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace reef::ledger {
using namespace engine;

const Rule<Money> credit_line{"ledger.credit_line",
                              "Credit line of a member",
                              "How far below zero a member's account may go, in the platform's currency.",
                              {0, {}},
                              Money{0, {}},
                              Money{500'000, {}}};

namespace {

constexpr RefusalKind nothing_to_move{"ledger.nothing_to_move", "A posting moves at least one amount.", 422};
constexpr RefusalKind not_positive{"ledger.not_positive", "An amount that moves is positive; {} is not.", 422};
constexpr RefusalKind to_itself{"ledger.to_itself", "Money moves from one account to another, not from {} to itself.",
                                422};
constexpr RefusalKind insufficient_funds{"ledger.insufficient_funds",
                                         "{} has {}, and {} should leave it. Nothing was moved.", 409};

void move_balance(store::Connection& connection, std::string_view account, const Money& by) {
    connection.run("INSERT INTO {ledger_accounts} (account, currency, balance, pending_out, pending_in) "
                   "VALUES ($1, $2, $3, 0, 0) "
                   "ON CONFLICT (account, currency) DO UPDATE SET balance = {ledger_accounts}.balance + $3",
                   account, by.currency.text(), by.minor);
}

/// The two accounts of a movement, or why they are none.
std::optional<Refusal> not_accounts(const Movement& movement) {
    for (const auto& name : {movement.from, movement.to})
        if (auto account = Account::parse(name); !account) {
            account.error().field = "movements";
            return std::move(account.error());
        }
    if (movement.from == movement.to) return refuse(to_itself, "movements", {movement.from}).error();
    return {};
}

/// The lowest that an account may come to.
std::int64_t lowest_minor(const BalanceFacts& facts, const Movement& movement) {
    const auto kind = Account::parse(movement.from)->kind;
    if (may_be_below_zero(kind)) return std::numeric_limits<std::int64_t>::min();
    const bool has_credit = kind == AccountKind::member && movement.amount.currency == facts.credit_line.currency;
    return has_credit ? -facts.credit_line.minor : 0;
}

} // namespace

std::string balance_key(std::string_view account, const Currency& currency) {
    return fmt::format("{} {}", account, currency.text());
}

std::vector<MemberId> parties_of(const std::vector<Movement>& movements) {
    std::set<MemberId> parties;
    for (const auto& movement : movements)
        for (const auto& name : {movement.from, movement.to})
            if (const auto account = Account::parse(name); account && account->member())
                parties.insert(*account->member());
    return {parties.begin(), parties.end()};
}

BalanceFacts load_balances(store::Connection& connection, const std::vector<Movement>& movements, Time at) {
    BalanceFacts facts{{}, rules::in_force(connection, credit_line, at).value};
    for (const auto& movement : movements)
        for (const auto& account : {movement.from, movement.to})
            facts.available_minor[balance_key(account, movement.amount.currency)] =
                balance_and_pending_of(connection, account, movement.amount.currency).available().minor;
    return facts;
}

namespace {

/// Whether what one movement brings the next may spend.
enum class Incoming { counts, is_promised };

std::optional<Refusal> cannot_move(const BalanceFacts& facts, const std::vector<Movement>& movements,
                                   Incoming incoming) {
    if (movements.empty()) return refuse(nothing_to_move, "movements").error();
    auto available = facts.available_minor;
    for (const auto& movement : movements) {
        const auto& amount = movement.amount;
        if (amount.minor <= 0) return refuse(not_positive, "movements", {amount.text()}).error();
        if (auto refusal = not_accounts(movement)) return refusal;
        auto& giver = available[balance_key(movement.from, amount.currency)];
        if (giver - amount.minor < lowest_minor(facts, movement))
            return refuse(insufficient_funds, "movements",
                          {movement.from, Money{giver, amount.currency}.text(), amount.text()})
                .error();
        giver -= amount.minor;
        if (incoming == Incoming::counts) available[balance_key(movement.to, amount.currency)] += amount.minor;
    }
    return {};
}

} // namespace

/// "Immutable transfers, one debit and one credit; no negative balances save where a rule grants them."
std::optional<Refusal> cannot_post(const BalanceFacts& facts, const std::vector<Movement>& movements) {
    return cannot_move(facts, movements, Incoming::counts);
}
/// Each hold resolves by itself, so that none may rest on what another one promises.
std::optional<Refusal> cannot_hold(const BalanceFacts& facts, const std::vector<Movement>& movements) {
    return cannot_move(facts, movements, Incoming::is_promised);
}

Posted post(const std::vector<Movement>& movements, std::string reference, std::vector<MemberId> parties,
            Context& context) {
    Posted posted{{}, std::move(reference), std::move(parties)};
    for (const auto& movement : movements) posted.transfers.push_back({context.new_id(), movement});
    return posted;
}

BalanceFacts load(store::Connection& connection, const Context& context, const Post& command) {
    return load_balances(connection, command.movements, context.at);
}
Decision decide(const BalanceFacts& facts, const Post& command, Context& context) {
    if (auto refusal = cannot_post(facts, command.movements)) return std::unexpected(std::move(*refusal));
    return Events{post(command.movements, command.reference, command.parties, context)};
}
void apply(store::Connection& connection, const Meta& meta, const Posted& event) {
    connection.run("INSERT INTO {ledger_postings} (entry) VALUES ($1)", meta.entry);
    book(connection, meta, event);
}

void book(store::Connection& connection, const Meta& meta, const Posted& posted, const std::vector<IdValue>& reverses) {
    ensure(reverses.empty() || reverses.size() == posted.transfers.size(), "each transfer of a reversal reverses one");
    for (std::size_t i = 0; i < posted.transfers.size(); ++i) {
        const auto& [transfer, movement] = posted.transfers[i];
        const auto reversed = reverses.empty() ? std::optional<IdValue>{} : reverses[i];
        const auto currency = movement.amount.currency.text();
        connection.run("INSERT INTO {ledger_transfers} (transfer, entry, at, from_account, to_account, minor, "
                       "currency, purpose, reference, reverses) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                       transfer, meta.entry, meta.at, movement.from, movement.to, movement.amount.minor, currency,
                       movement.purpose, posted.reference, reversed);
        connection.run("INSERT INTO {ledger_purposes} (purpose, currency, minor) VALUES ($1, $2, $3) "
                       "ON CONFLICT (purpose, currency) DO UPDATE SET minor = {ledger_purposes}.minor + $3",
                       movement.purpose, currency, reversed ? -movement.amount.minor : movement.amount.minor);
        move_balance(connection, movement.from, -movement.amount);
        move_balance(connection, movement.to, movement.amount);
    }
}

Money balance_of(store::Connection& connection, std::string_view account, const Currency& currency) {
    const auto minor = connection.first<std::int64_t>(
        "SELECT balance FROM {ledger_accounts} WHERE account = $1 AND currency = $2", account, currency.text());
    return {minor.value_or(0), currency};
}

std::vector<Balance> balances_of(store::Connection& connection, std::string_view account) {
    std::vector<Balance> balances;
    for (const auto& [code, balance, pending_out, pending_in] :
         connection.all<std::tuple<std::string, std::int64_t, std::int64_t, std::int64_t>>(
             "SELECT currency, balance, pending_out, pending_in FROM {ledger_accounts} WHERE account = $1 ORDER BY "
             "currency",
             account)) {
        const auto currency = *Currency::parse(code);
        balances.push_back({{balance, currency}, {pending_out, currency}, {pending_in, currency}});
    }
    return balances;
}

Balance balance_and_pending_of(store::Connection& connection, std::string_view account, const Currency& currency) {
    for (const auto& each : balances_of(connection, account))
        if (each.balance.currency == currency) return each;
    return {{0, currency}, {0, currency}, {0, currency}};
}

} // namespace reef::ledger
