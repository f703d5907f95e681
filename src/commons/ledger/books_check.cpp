#include "commons/ledger/books_check.hpp"
#include "commons/ledger/share_check.hpp"
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

struct Amounts {
    std::int64_t balance = 0, pending_out = 0, pending_in = 0;
    bool operator==(const Amounts&) const = default;
};
struct RecordedTransfer {
    EntryNumber entry = 0;
    Movement movement;
};

/// The books as the chronicle alone tells them.
class Recorded {
  public:
    std::map<std::pair<std::string, Currency>, Amounts> accounts;
    std::map<IdValue, RecordedTransfer> transfers;
    RecordedShares shares;
    std::int64_t entries = 0;

    void read(store::Connection& connection) {
        chronicle::each_entry(connection, 1, [&](const chronicle::StoredEntry& stored) {
            const auto entry = from_recorded<chronicle::Entry>(stored.bytes.data);
            const auto before = transfers.size() + holds_.size();
            for (const auto& event : entry.events) {
                add_transfers(entry.number, event.data);
                shares.follow(entry.number, event);
            }
            entries += transfers.size() + holds_.size() != before;
            return true;
        });
    }

  private:
    /// Whatever event they stand in, and however deep: a transfer is its number and its movement.
    void add_transfers(EntryNumber entry, const json::value& data) {
        if (const auto* list = data.if_array())
            for (const auto& item : *list) add_transfers(entry, item);
        const auto* object = data.if_object();
        if (!object) return;
        follow_hold(data, *object);
        if (object->size() == 2 && object->contains("transfer") && object->contains("movement")) {
            const auto posted = *from_json<PostedMovement>(data);
            transfers[posted.transfer] = {entry, posted.movement};
            at(posted.movement.from, posted.movement).balance -= posted.movement.amount.minor;
            at(posted.movement.to, posted.movement).balance += posted.movement.amount.minor;
            return;
        }
        for (const auto& member : *object) add_transfers(entry, member.value());
    }

    /// Held: a number and a movement alone. Moved or released: the number, with what became of it.
    void follow_hold(const json::value& data, const json::object& object) {
        if (!object.contains("hold")) return;
        if (object.size() == 2 && object.contains("movement")) {
            const auto held = *from_json<HeldMovement>(data);
            holds_[held.hold] = held.movement;
            pend(held.movement, held.movement.amount.minor);
        } else if (object.contains("restored"))
            release(from_json<HoldPosted>(data)->hold);
        else if (object.contains("state"))
            release(from_json<HoldReleased>(data)->hold);
    }
    void release(IdValue hold) { pend(holds_.at(hold), -holds_.at(hold).amount.minor); }
    void pend(const Movement& movement, std::int64_t minor) {
        at(movement.from, movement).pending_out += minor;
        at(movement.to, movement).pending_in += minor;
    }
    Amounts& at(const std::string& account, const Movement& movement) {
        return accounts[{account, movement.amount.currency}];
    }

    std::map<IdValue, Movement> holds_;
};

std::optional<std::string> transfer_fault(store::Connection& connection, const Recorded& recorded) {
    using Row = std::tuple<IdValue, EntryNumber, std::string, std::string, std::int64_t, std::string, std::string>;
    std::int64_t count = 0;
    for (const auto& [transfer, entry, from, to, minor, code, purpose] :
         connection.each<Row>("SELECT transfer, entry, from_account, to_account, minor, currency, purpose FROM "
                              "{ledger_transfers} ORDER BY entry, transfer")) {
        ++count;
        const auto found = recorded.transfers.find(transfer);
        if (found == recorded.transfers.end())
            return fmt::format("Transfer {} of {} from {} to {} stands in no entry of the chronicle.", transfer.text(),
                               Money{minor, *Currency::parse(code)}.text(), from, to);
        const Movement booked{from, to, {minor, *Currency::parse(code)}, purpose};
        const auto& said = found->second.movement;
        if (!(booked == said) || entry != found->second.entry)
            return fmt::format(
                "Transfer {} is booked as {} from {} to {} for {}; entry {} says {} from {} to {} for {}.",
                transfer.text(), booked.amount.text(), from, to, purpose, found->second.entry, said.amount.text(),
                said.from, said.to, said.purpose);
    }
    if (count != std::ssize(recorded.transfers))
        return fmt::format("{} transfers are booked, and the chronicle has {}.", count, recorded.transfers.size());
    return {};
}

std::optional<std::string> amount_fault(std::string_view account, const Currency& currency, const Amounts& booked,
                                        const Amounts& said) {
    const auto differ = [&](std::string_view what, std::int64_t ours, std::int64_t theirs) {
        return fmt::format("{} is booked with {} {}; its transfers come to {}.", account, Money{ours, currency}.text(),
                           what, Money{theirs, currency}.text());
    };
    if (booked.balance != said.balance) return differ("as its balance", booked.balance, said.balance);
    if (booked.pending_out != said.pending_out) return differ("held to leave it", booked.pending_out, said.pending_out);
    if (booked.pending_in != said.pending_in) return differ("held for it", booked.pending_in, said.pending_in);
    return {};
}

std::optional<std::string> account_fault(store::Connection& connection, const Recorded& recorded) {
    auto waiting = recorded.accounts;
    using Row = std::tuple<std::string, std::string, std::int64_t, std::int64_t, std::int64_t>;
    for (const auto& [account, code, balance, out, in] : connection.each<Row>(
             "SELECT account, currency, balance, pending_out, pending_in FROM {ledger_accounts} ORDER BY account, "
             "currency")) {
        const auto currency = *Currency::parse(code);
        const auto said = waiting.extract({account, currency});
        if (auto fault = amount_fault(account, currency, {balance, out, in}, said ? said.mapped() : Amounts{}))
            return fault;
    }
    for (const auto& [key, said] : waiting)
        if (auto fault = amount_fault(key.first, key.second, {}, said)) return fault;
    return {};
}

std::optional<std::string> sum_fault(const Recorded& recorded) {
    std::map<Currency, std::int64_t> sums;
    for (const auto& [key, amounts] : recorded.accounts) sums[key.second] += amounts.balance;
    for (const auto& [currency, sum] : sums)
        if (sum != 0)
            return fmt::format("All accounts together come to {}, not to nothing.", Money{sum, currency}.text());
    return {};
}

} // namespace

BooksReport check_books(store::Connection& connection) {
    Recorded recorded;
    recorded.read(connection);
    BooksReport report{
        recorded.entries, std::ssize(recorded.transfers), std::ssize(recorded.accounts), recorded.shares.rows(), {}};
    report.fault = transfer_fault(connection, recorded);
    if (!report.fault) report.fault = account_fault(connection, recorded);
    if (!report.fault) report.fault = sum_fault(recorded);
    if (!report.fault) report.fault = recorded.shares.fault(connection);
    return report;
}

} // namespace reef::ledger
