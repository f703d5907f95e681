#include "commons/ledger/reversal.hpp"
#include <algorithm>

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind no_such_posting{"ledger.no_such_posting", "Entry {} moved no money.", 404};
constexpr RefusalKind reversed_already{"ledger.reversed_already",
                                       "The posting of entry {} was reversed already, and is reversed once.", 409};
constexpr RefusalKind undone_otherwise{"ledger.undone_otherwise",
                                       "Entry {} moved money as part of something else, such as a share, a funding "
                                       "round, a closed period or a correction, "
                                       "which is undone in its own way.",
                                       409};

std::vector<Movement> turned_round(const std::vector<PostedMovement>& transfers) {
    std::vector<Movement> movements;
    for (auto each = transfers.rbegin(); each != transfers.rend(); ++each) {
        movements.push_back(each->movement);
        std::swap(movements.back().from, movements.back().to);
    }
    return movements;
}

/// What lies in escrow goes where that which it is for says, and is there in full until then; what a member lent is
/// owed as its register says.
bool touches_what_is_owed(const std::vector<PostedMovement>& transfers) {
    const auto is_owed = [](const std::string& name) {
        return name.starts_with("escrow:") || name.starts_with("notes:");
    };
    return std::ranges::any_of(
        transfers, [&](const auto& each) { return is_owed(each.movement.from) || is_owed(each.movement.to); });
}

} // namespace

ReversalFacts load(store::Connection& connection, const Context& context, const Reverse& reverse) {
    ReversalFacts facts;
    using Row = std::tuple<IdValue, std::string, std::string, std::int64_t, std::string, std::string, std::string>;
    for (auto& [transfer, from, to, minor, currency, purpose, reference] :
         connection.all<Row>("SELECT transfer, from_account, to_account, minor, currency, purpose, reference FROM "
                             "{ledger_transfers} WHERE entry = $1 ORDER BY transfer",
                             reverse.entry)) {
        facts.transfers.push_back({transfer, {from, to, {minor, *Currency::parse(currency)}, purpose}});
        facts.reference = reference;
    }
    const auto reversed = connection.first<std::optional<EntryNumber>>(
        "SELECT reversed_entry FROM {ledger_postings} WHERE entry = $1", reverse.entry);
    facts.is_posting = reversed.has_value();
    facts.is_reversed = reversed && reversed->has_value();
    facts.balances = load_balances(connection, turned_round(facts.transfers), context.at);
    return facts;
}

/// "Corrections only by reversing transfers."
Decision decide(const ReversalFacts& facts, const Reverse& reverse, Context& context) {
    const auto entry = std::to_string(reverse.entry);
    if (facts.transfers.empty()) return refuse(no_such_posting, "entry", {entry});
    if (!facts.is_posting || touches_what_is_owed(facts.transfers)) return refuse(undone_otherwise, "entry", {entry});
    if (facts.is_reversed) return refuse(reversed_already, "entry", {entry});
    const auto movements = turned_round(facts.transfers);
    if (auto refusal = cannot_post(facts.balances, movements)) {
        refusal->field = "entry";
        return std::unexpected(std::move(*refusal));
    }
    Reversed reversed{
        reverse.entry, reverse.reason, {}, post(movements, facts.reference, parties_of(movements), context)};
    for (auto each = facts.transfers.rbegin(); each != facts.transfers.rend(); ++each)
        reversed.reverses.push_back(each->transfer);
    return Events{reversed};
}
void apply(store::Connection& connection, const Meta& meta, const Reversed& event) {
    book(connection, meta, event.posted, event.reverses);
    connection.run("UPDATE {ledger_postings} SET reversed_entry = $1 WHERE entry = $2", meta.entry, event.entry);
    connection.run("INSERT INTO {ledger_notes} (entry, note) VALUES ($1, $2)", meta.entry,
                   event.reason.reference.commitment);
}

} // namespace reef::ledger
