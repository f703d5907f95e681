#include "commons/ledger/share_register.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind no_shares{"ledger.no_shares", "At least one share changes hands; {} is no such number.", 422};
constexpr RefusalKind share_kept{"ledger.share_kept", "The share for membership stays as long as the membership does.",
                                 409};
constexpr RefusalKind shares_not_held{"ledger.shares_not_held",
                                      "There are {} shares of this class that could go, not {}.", 409};
constexpr RefusalKind not_on_offer{"ledger.not_on_offer", "Shares of the class \"{}\" are not on offer now.", 409};
constexpr RefusalKind too_many_shares{"ledger.too_many_shares",
                                      "One member may hold {} shares of this class; this would make {}.", 409};

constexpr std::int64_t count_max = 1'000'000;

} // namespace

std::string authority_of_entry(EntryNumber entry) { return "entry " + std::to_string(entry); }

std::optional<Refusal> no_number_of_shares(std::int64_t count) {
    if (count >= 1 && count <= count_max) return {};
    return refuse(no_shares, "count", {std::to_string(count)}).error();
}

std::optional<Refusal> cannot_leave(const HolderFacts& facts, std::string_view share_class, std::int64_t count) {
    if (auto refusal = no_number_of_shares(count)) return refusal;
    if (share_class == membership_share) return refuse(share_kept, "share_class").error();
    const auto free = facts.holding.count - facts.waiting;
    if (count > free) return refuse(shares_not_held, "count", {std::to_string(free), std::to_string(count)}).error();
    return {};
}

std::optional<Refusal> cannot_hold_so_many(const ShareOffer& offer, std::int64_t in_all) {
    if (in_all <= offer.most) return {};
    return refuse_by_rule(too_many_shares, share_offers.name, "count",
                          {std::to_string(offer.most), std::to_string(in_all)})
        .error();
}

Result<ShareOffer> offer_of(const ShareOffers& offers, std::string_view share_class, const Currency& currency,
                            std::string_view field, Time now) {
    const auto* offer = offers.find(share_class);
    const bool is_over = offer && offer->assurance && offer->assurance->by <= now;
    if (offer && offer->price.currency == currency && !is_over) return *offer;
    return refuse(not_on_offer, field, {std::string(share_class.substr(0, 60))});
}

void enter(store::Connection& connection, const Meta& meta, const RegisterRow& row) {
    connection.run("INSERT INTO {ledger_shares} (number, entry, at, member, operation, share_class, count, paid_minor, "
                   "currency, authority, cancels) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                   row.number, meta.entry, meta.at, row.member, row.operation, row.share_class, row.count,
                   row.paid.minor, row.paid.currency.text(), row.authority, row.cancels);
}

void apply(store::Connection& connection, const Meta& meta, const SharesEntered& event) {
    for (const auto& row : event.rows) enter(connection, meta, row);
    if (event.posted)
        book(connection, meta, *event.posted, event.reverses ? std::vector{*event.reverses} : std::vector<IdValue>{});
    if (event.hold_posted) settle(connection, meta, *event.hold_posted);
    if (event.redemption)
        connection.run("UPDATE {ledger_redemptions} SET waiting = $1 WHERE redemption = $2", false, *event.redemption);
    if (event.reason)
        connection.run("INSERT INTO {ledger_notes} (entry, note) VALUES ($1, $2)", meta.entry,
                       event.reason->reference.commitment);
}

std::vector<ShareHolding> holdings_of(store::Connection& connection, MemberId member) {
    using Row = std::tuple<std::string, std::string, std::int64_t, std::int64_t>;
    std::vector<ShareHolding> holdings;
    for (const auto& [share_class, code, count, paid] : connection.all<Row>(
             "SELECT share_class, currency, CAST(sum(count) AS BIGINT), CAST(sum(paid_minor) AS BIGINT) "
             "FROM {ledger_shares} WHERE member = $1 GROUP BY share_class, currency "
             "HAVING sum(count) > 0 ORDER BY share_class",
             member))
        holdings.push_back({share_class, count, {paid, *Currency::parse(code)}});
    return holdings;
}

ShareHolding all_shares_of(store::Connection& connection, MemberId member) {
    ShareHolding all{{}, 0, {0, rules::founded_platform(connection).charter.currency}};
    for (const auto& [share_class, count, paid] : holdings_of(connection, member)) {
        all.count += count;
        all.paid = all.paid + paid;
    }
    return all;
}

ShareHolding holding_of(store::Connection& connection, MemberId member, std::string_view share_class) {
    for (auto& holding : holdings_of(connection, member))
        if (holding.share_class == share_class) return holding;
    return {std::string(share_class), 0, {0, rules::founded_platform(connection).charter.currency}};
}

Money paid_for(const ShareHolding& holding, std::int64_t count) {
    ensure(count >= 0 && count <= holding.count, "only shares that are held were paid for");
    if (count == holding.count) return holding.paid;
    const __int128 part = static_cast<__int128>(holding.paid.minor) * count / holding.count;
    return {static_cast<std::int64_t>(part), holding.paid.currency};
}

HolderFacts holder_facts(store::Connection& connection, MemberId member, std::string_view share_class) {
    const auto waiting = connection.one<std::optional<std::int64_t>>(
        "SELECT CAST(sum(count) AS BIGINT) FROM {ledger_redemptions} WHERE member = $1 AND share_class = $2 AND "
        "waiting = $3",
        member, share_class, true);
    return {holding_of(connection, member, share_class), waiting.value_or(0)};
}

std::int64_t held_and_subscribed(store::Connection& connection, MemberId member, std::string_view share_class) {
    const auto subscribed = connection.one<std::optional<std::int64_t>>(
        "SELECT CAST(sum(wanted.count) AS BIGINT) FROM {ledger_subscriptions} wanted JOIN {ledger_holds} held "
        "ON held.hold = wanted.hold WHERE wanted.member = $1 AND wanted.share_class = $2 AND held.state = 'pending'",
        member, share_class);
    return holding_of(connection, member, share_class).count + subscribed.value_or(0);
}

std::int64_t next_share_number(store::Connection& connection) {
    return connection.one<std::optional<std::int64_t>>("SELECT max(number) FROM {ledger_shares}").value_or(0) + 1;
}

} // namespace reef::ledger
