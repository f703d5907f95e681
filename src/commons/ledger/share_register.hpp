// The register of shares: numbered rows that are never edited, each with what authorised it. What somebody holds is the
// sum of their rows.
#pragma once
#include "commons/ledger/hold.hpp"
#include "commons/ledger/share_offers.hpp"

namespace reef::ledger {

/// The address of what all transfers for shares are for.
inline constexpr std::string_view shares_reference = "/money/shares";

enum class ShareOperation { issue, transfer, convert, redeem, cancel };
constexpr auto names_of(ShareOperation) {
    return std::array{"issue"sv, "transfer"sv, "convert"sv, "redeem"sv, "cancel"sv};
}

/// Whoever keeps the books does nothing alone for shares of their own.
inline constexpr RefusalKind own_shares{
    "ledger.own_shares", "These shares are your own. Somebody else who keeps the books sees to them.", 403};

/// One row: shares that came to a member, or (below zero) left them.
struct RegisterRow {
    std::int64_t number = 0;
    MemberId member;
    ShareOperation operation = ShareOperation::issue;
    std::string share_class;
    std::int64_t count = 0;
    Money paid;
    std::string authority;
    std::optional<std::int64_t> cancels;
    bool operator==(const RegisterRow&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &RegisterRow::number, "in the register"),
            field("member", &RegisterRow::member, "who holds them, or held", Audience::parties),
            field("operation", &RegisterRow::operation, "issue, transfer, convert, redeem or cancel"),
            field("share_class", &RegisterRow::share_class, "which shares"),
            field("count", &RegisterRow::count, "how many came, or left"),
            field("paid", &RegisterRow::paid, "what was paid for them, or goes back", Audience::parties),
            field("authority", &RegisterRow::authority, "the rule and its version, or the entry, that allows it"),
            field("cancels", &RegisterRow::cancels, "the number of the row that this one cancels")};
    }
};

/// Rows were added, with all that moved for them.
struct SharesEntered {
    std::vector<RegisterRow> rows;
    std::optional<Posted> posted;
    std::optional<IdValue> reverses;
    std::optional<HoldPosted> hold_posted;
    std::optional<IdValue> redemption;
    std::optional<Vaulted<std::string>> reason;
    static constexpr std::string_view name = "ledger.shares_entered";
    static constexpr std::string_view about = "Rows were added to the register of shares.";
    static constexpr auto fields() {
        return FieldTable{
            field("rows", &SharesEntered::rows, "in this order"),
            field("posted", &SharesEntered::posted, "the transfers, where money moved"),
            field("reverses", &SharesEntered::reverses, "the transfer that is undone, where one is"),
            field("hold_posted", &SharesEntered::hold_posted, "what was held for them, where something was"),
            field("redemption", &SharesEntered::redemption, "the place in the queue that was served"),
            field("reason", &SharesEntered::reason, "of a cancellation", Audience::members)};
    }
    std::string topic() const { return std::string(shares_reference); }
};
void apply(store::Connection&, const engine::Meta&, const SharesEntered&);

/// What a member holds of one class.
struct ShareHolding {
    std::string share_class;
    std::int64_t count = 0;
    Money paid;
};
std::vector<ShareHolding> holdings_of(store::Connection& connection, MemberId member);
/// All classes together.
ShareHolding all_shares_of(store::Connection& connection, MemberId member);
ShareHolding holding_of(store::Connection& connection, MemberId member, std::string_view share_class);
/// What was paid for some of the shares that somebody holds: an equal part each in whole minor units; the last takes
/// what is left.
Money paid_for(const ShareHolding& holding, std::int64_t count);

/// A holder of one class, and how many of the shares wait to be paid back.
struct HolderFacts {
    ShareHolding holding;
    std::int64_t waiting = 0;
};
HolderFacts holder_facts(store::Connection& connection, MemberId member, std::string_view share_class);
/// What keeps shares from leaving a holder, if anything: the share for membership stays while somebody is a member, and
/// what waits to be paid back cannot go twice.
std::optional<Refusal> cannot_leave(const HolderFacts& facts, std::string_view share_class, std::int64_t count);
/// Refused as ledger.no_shares.
std::optional<Refusal> no_number_of_shares(std::int64_t count);
/// What keeps a member from holding so many of a class on offer, with those that are subscribed. Refused as
/// ledger.too_many_shares.
std::optional<Refusal> cannot_hold_so_many(const ShareOffer& offer, std::int64_t in_all);
/// The offer in force, in the platform's own currency, whose time is not over. Refused as ledger.not_on_offer.
Result<ShareOffer> offer_of(const ShareOffers& offers, std::string_view share_class, const Currency& currency,
                            std::string_view field, Time now);
/// Held of the class, with what is subscribed and not paid yet.
std::int64_t held_and_subscribed(store::Connection& connection, MemberId member, std::string_view share_class);

std::int64_t next_share_number(store::Connection& connection);
void enter(store::Connection& connection, const engine::Meta& meta, const RegisterRow& row);

/// How register rows name a rule that allows them, or an entry.
template <Textual T>
std::string authority_of(const engine::Rule<T>& rule, std::int64_t version) {
    return std::string(rule.name) + " " + std::to_string(version);
}
std::string authority_of_entry(EntryNumber entry);

} // namespace reef::ledger
