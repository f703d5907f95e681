// A leaver's shares and money: shares go into the queue for being paid back, what the account holds is paid out, now
// and whenever it receives something later.
#pragma once
#include "commons/ledger/patronage_payment.hpp"
#include "commons/ledger/redemption.hpp"
#include "commons/ledger/reversal.hpp"
#include <set>

namespace reef::ledger {

/// Given when a member leaves, and when a leaver's account has received something. Subscriptions that are not paid for
/// yet are released.
struct SettleLeaver {
    MemberId member;
    static constexpr std::string_view name = "ledger.settle_leaver";
    static constexpr std::string_view about =
        "Puts a leaver's shares into the queue for being paid back, and pays out what their account holds.";
    static constexpr auto fields() { return FieldTable{field("member", &SettleLeaver::member, "who left")}; }
};
struct LeaverSettled {
    std::optional<std::int64_t> number;
    MemberId member;
    std::optional<std::int64_t> shares;
    std::optional<Money> redeemed;
    Posted posted;
    static constexpr std::string_view name = "ledger.leaver_settled";
    static constexpr std::string_view about = "A leaver's money was paid out.";
    static constexpr auto fields() {
        return FieldTable{
            field("number", &LeaverSettled::number, "in the register, where a share was redeemed (to edition 3)"),
            field("member", &LeaverSettled::member, "who left", Audience::members),
            field("shares", &LeaverSettled::shares, "that were redeemed (to edition 3)"),
            field("redeemed", &LeaverSettled::redeemed, "paid back for them (to edition 3)", Audience::parties),
            field("posted", &LeaverSettled::posted, "the transfers")};
    }
    /// Until edition 3 the share for membership was redeemed here; now it goes through the queue.
    std::optional<RegisterRow> row(EntryNumber entry) const;
};

struct LeaverFacts {
    std::vector<HolderFacts> holders; // one for each class of shares that are held
    std::vector<HoldRow> subscriptions;
    engine::InForce<Duration> notice;
    Money available;
};
LeaverFacts load(store::Connection&, const engine::Context&, const SettleLeaver&);
engine::Decision decide(const LeaverFacts&, const SettleLeaver&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const LeaverSettled&);

/// The members whose accounts may hold more through an event than before it.
std::set<MemberId> receivers_of(const Posted& event);
std::set<MemberId> receivers_of(const HoldPosted& event);
std::set<MemberId> receivers_of(const HoldReleased& event);
std::set<MemberId> receivers_of(const Reversed& event);
std::set<MemberId> receivers_of(const PoolPaid& event);
std::set<MemberId> receivers_of(const RetainedReleased& event);

} // namespace reef::ledger
