// Selling shares back: they wait for their notice in a queue, first come first served, and are paid as long as enough
// of the co-operative's own funds remains. Whoever is first and cannot be paid keeps the place, and is tried daily.
#pragma once
#include "commons/ledger/share_register.hpp"
#include "commons/ledger/solvency.hpp"

namespace reef::ledger {

struct SellBackShares {
    std::string share_class;
    std::int64_t count = 0;
    static constexpr std::string_view name = "ledger.sell_back_shares";
    static constexpr std::string_view about =
        "Sells shares back to the co-operative, after the notice that a rule sets.";
    static constexpr auto fields() {
        return FieldTable{field("share_class", &SellBackShares::share_class, "which"),
                          field("count", &SellBackShares::count, "how many")};
    }
};
struct SharesSoldBack {
    IdValue redemption;
    MemberId member;
    std::string share_class;
    std::int64_t count = 0;
    Time due_at;
    std::string authority;
    static constexpr std::string_view name = "ledger.shares_sold_back";
    static constexpr std::string_view about = "Shares wait to be paid back.";
    static constexpr auto fields() {
        return FieldTable{field("redemption", &SharesSoldBack::redemption, "the place in the queue"),
                          field("member", &SharesSoldBack::member, "whose", Audience::parties),
                          field("share_class", &SharesSoldBack::share_class, "which"),
                          field("count", &SharesSoldBack::count, "how many"),
                          field("due_at", &SharesSoldBack::due_at, "not before"),
                          field("authority", &SharesSoldBack::authority, "the rule and its version, or the entry")};
    }
    std::string topic() const { return std::string(shares_reference); }
};

struct KeepShares {
    IdValue redemption;
    static constexpr std::string_view name = "ledger.keep_shares";
    static constexpr std::string_view about = "Takes back one's wish to sell shares back.";
    static constexpr auto fields() {
        return FieldTable{field("redemption", &KeepShares::redemption, "the place in the queue")};
    }
};
struct SharesKept {
    IdValue redemption;
    static constexpr std::string_view name = "ledger.shares_kept";
    static constexpr std::string_view about = "Shares that waited to be paid back stay with their holder.";
    static constexpr auto fields() {
        return FieldTable{field("redemption", &SharesKept::redemption, "the place in the queue")};
    }
    std::string topic() const { return std::string(shares_reference); }
};

/// Given by the clock to the first in the queue, once the notice is over.
struct RedeemShares {
    IdValue redemption;
    static constexpr std::string_view name = "ledger.redeem_shares";
    static constexpr std::string_view about =
        "Pays back the shares of the first in the queue, or lets them wait where too little would remain.";
    static constexpr auto fields() {
        return FieldTable{field("redemption", &RedeemShares::redemption, "the place in the queue")};
    }
};
struct RedemptionPostponed {
    IdValue redemption;
    Time try_at;
    Money own_funds;
    Money floor;
    static constexpr std::string_view name = "ledger.redemption_postponed";
    static constexpr std::string_view about =
        "The first in the queue, and all behind, wait: too little of the co-operative's own funds would remain.";
    static constexpr auto fields() {
        return FieldTable{field("redemption", &RedemptionPostponed::redemption, "the place in the queue"),
                          field("try_at", &RedemptionPostponed::try_at, "when it is tried again"),
                          field("own_funds", &RedemptionPostponed::own_funds, "that there were"),
                          field("floor", &RedemptionPostponed::floor, "that must remain")};
    }
    std::string topic() const { return std::string(shares_reference); }
};

/// A place in the queue.
struct Redemption {
    IdValue redemption;
    MemberId member;
    std::string share_class;
    std::int64_t count = 0;
    Time due_at;
    Time try_at; // when the clock looks next, once it is first
    std::string authority;
    static constexpr auto fields() {
        return FieldTable{field("redemption", &Redemption::redemption, "its number"),
                          field("member", &Redemption::member, "whose"),
                          field("share_class", &Redemption::share_class, "which"),
                          field("count", &Redemption::count, "how many"),
                          field("due_at", &Redemption::due_at, "not before"),
                          field("try_at", &Redemption::try_at, "when the clock looks next"),
                          field("authority", &Redemption::authority, "the rule and its version, or the entry")};
    }
};
/// Those who wait, the first first.
std::vector<Redemption> redemption_queue(store::Connection& connection);
/// What is paid to the outside for somebody who is a member no more.
Movement paid_out_on_leaving(MemberId member, const Money& amount);

struct SellBackFacts {
    HolderFacts holder;
    engine::InForce<Duration> notice;
};
SellBackFacts load(store::Connection&, const engine::Context&, const SellBackShares&);
engine::Decision decide(const SellBackFacts&, const SellBackShares&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const SharesSoldBack&);

struct KeepFacts {
    std::optional<Redemption> waiting;
};
KeepFacts load(store::Connection&, const engine::Context&, const KeepShares&);
engine::Decision decide(const KeepFacts&, const KeepShares&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const SharesKept&);

struct RedeemFacts {
    std::optional<Redemption> waiting;
    ShareHolding holding;
    bool has_left = false;
    Solvency solvency;
    std::int64_t next_number = 0;
};
RedeemFacts load(store::Connection&, const engine::Context&, const RedeemShares&);
engine::Decision decide(const RedeemFacts&, const RedeemShares&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RedemptionPostponed&);

engine::Schedule redemption_schedule();

} // namespace reef::ledger
