#include "commons/ledger/transfer_lines.hpp"
#include <set>

namespace reef::ledger {
using namespace engine;
namespace {

/// The address of what a transfer was for: a receipt is its parties' alone, and they are those whose money moved with
/// it.
class References {
  public:
    References(PageRequest& request, std::string_view account, Time oldest)
        : is_auditor_(request.viewer.has("auditor")), sees_all_(sees_all(request, account)) {
        if (sees_all_ || !request.signed_in()) return;
        const auto mine = request.connection.all<std::string>("SELECT DISTINCT reference FROM {ledger_transfers} WHERE "
                                                              "(from_account = $1 OR to_account = $1) AND at >= $2",
                                                              account_of(request.member()), oldest);
        mine_.insert(mine.begin(), mine.end());
    }
    std::optional<std::string> href(const std::string& reference) const {
        if (reference == "/money/shares" || reference.starts_with("/funding/") || reference.starts_with("/notes/") ||
            reference.starts_with("/budgets/"))
            return reference;
        const bool is_ride = reference.starts_with("/rides/"), is_payment = reference.starts_with("/payments/");
        if (!is_ride && !is_payment) return "/money";
        if (reference.starts_with("/payments/statements")) return is_auditor_ ? std::optional(reference) : std::nullopt;
        if (!sees_all_ && !mine_.contains(reference)) return {};
        if (is_payment) return reference;
        return "/receipts/" + reference.substr(7);
    }

  private:
    static bool sees_all(const PageRequest& request, std::string_view account) {
        const auto read = Account::parse(account);
        return request.viewer.has("auditor") || (read && read->member() && may_open(request, account));
    }

    bool is_auditor_;
    bool sees_all_;
    std::set<std::string, std::less<>> mine_;
};

std::optional<std::string> note_for(const PageRequest& request, const std::optional<Hash>& note) {
    if (request.viewer.audience() < Audience::members) return {};
    return chronicle::reveal_text(request.connection, note);
}

std::map<std::string, Money, std::less<>> balances_by_currency(store::Connection& connection,
                                                               std::string_view account) {
    std::map<std::string, Money, std::less<>> balances;
    for (const auto& each : balances_of(connection, account))
        balances.emplace(each.balance.currency.text(), each.balance);
    return balances;
}

} // namespace

std::string purpose_in_words(const PageRequest& request, std::string_view purpose) {
    if (purpose == "card payment") return request.say("card payment");
    if (purpose == "fare") return request.say("fare");
    if (purpose == "commission") return request.say("commission");
    if (purpose == "pay floor, top-up") return request.say("pay floor, top-up");
    if (purpose == "share") return request.say("share");
    if (purpose == "shares redeemed") return request.say("shares redeemed");
    if (purpose == "payout") return request.say("payout");
    if (purpose == "pay-in") return request.say("pay-in");
    if (purpose == "returned payment") return request.say("returned payment");
    if (purpose == "matching pot") return request.say("matching pot");
    if (purpose == "matching pot back") return request.say("matching pot back");
    if (purpose == "gift") return request.say("gift");
    if (purpose == "gift back") return request.say("gift back");
    if (purpose == "gifts") return request.say("gifts");
    if (purpose == "matching") return request.say("matching");
    if (purpose == "reward") return request.say("reward");
    if (purpose == "participatory budget") return request.say("participatory budget");
    if (purpose == "participatory budget, the rest") return request.say("participatory budget, the rest");
    if (purpose == "project of a budget") return request.say("project of a budget");
    if (purpose == "lent") return request.say("lent");
    if (purpose == "note repaid") return request.say("note repaid");
    if (purpose == "return on notes") return request.say("return on notes");
    return std::string(purpose);
}

std::vector<TransferLine> transfers_of(PageRequest& request, std::string_view account, std::int64_t limit,
                                       std::int64_t offset) {
    using Row = std::tuple<Time, EntryNumber, std::string, std::string, std::int64_t, std::string, std::string,
                           std::string, std::optional<IdValue>, std::optional<Hash>>;
    const auto rows = request.connection.all<Row>(
        "SELECT moved.at, moved.entry, moved.from_account, moved.to_account, moved.minor, moved.currency, "
        "moved.purpose, moved.reference, moved.reverses, noted.note FROM {ledger_transfers} moved "
        "LEFT JOIN {ledger_notes} noted ON noted.entry = moved.entry "
        "WHERE moved.from_account = $1 OR moved.to_account = $1 "
        "ORDER BY moved.at DESC, moved.entry DESC, moved.transfer DESC LIMIT $2",
        account, limit + offset);
    std::vector<TransferLine> lines;
    const References references(request, account, rows.empty() ? request.now : std::get<0>(rows.back()));
    auto balances = balances_by_currency(request.connection, account);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& [at, entry, from, to, minor, code, purpose, reference, reverses, note] = rows[i];
        const Money amount{from == account ? -minor : minor, *Currency::parse(code)};
        auto& balance = balances.at(code);
        const auto words = purpose_in_words(request, purpose);
        if (static_cast<std::int64_t>(i) >= offset)
            lines.push_back({at, reverses ? request.say("{}, reversed", {words}) : words, references.href(reference),
                             account_name(request, from == account ? to : from), amount, balance, std::to_string(entry),
                             note_for(request, note)});
        balance = balance - amount;
    }
    return lines;
}

HoldLine hold_line(const PageRequest& request, const HoldRow& hold, std::string_view account) {
    const bool gives = hold.movement.from == account;
    const auto note = request.connection.first<Hash>(
        "SELECT noted.note FROM {ledger_notes} noted JOIN {ledger_holds} held ON held.entry = noted.entry "
        "WHERE held.hold = $1",
        hold.hold);
    return {hold.hold.text(),
            hold.at,
            purpose_in_words(request, hold.movement.purpose),
            account_name(request, gives ? hold.movement.to : hold.movement.from),
            gives ? -hold.movement.amount : hold.movement.amount,
            hold.expires_at,
            note_for(request, note)};
}

std::vector<HoldLine> holds_of(PageRequest& request, std::string_view account) {
    std::vector<HoldLine> lines;
    for (const auto& hold : pending_holds(request.connection, account))
        lines.push_back(hold_line(request, hold, account));
    return lines;
}

} // namespace reef::ledger
