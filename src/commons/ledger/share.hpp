// Members' shares: a numbered register whose rows are never edited. "A platform cooperative is owned and controlled by
// its members"; money buys no votes, so a share gives membership and no weight.
#pragma once
#include "commons/ledger/transfer.hpp"

namespace reef::ledger {

extern const engine::Rule<Money> share_price;

/// Given when somebody joins a class that admits upon buying a share.
struct BuyShare {
    MemberId member;
    static constexpr std::string_view name = "ledger.buy_share";
    static constexpr std::string_view about = "Buys the share that joining a class asks for, at the price in force.";
    static constexpr auto fields() { return std::tuple{field("member", &BuyShare::member, "who")}; }
};
struct ShareIssued {
    std::int64_t number = 0;
    MemberId member;
    Money price;
    std::int64_t price_version = 0;
    Posted posted;
    static constexpr std::string_view name = "ledger.share_issued";
    static constexpr std::string_view about = "A share was paid for and entered in the register.";
    static constexpr auto fields() {
        return std::tuple{field("number", &ShareIssued::number, "in the register"),
                          field("member", &ShareIssued::member, "who holds it", Audience::members),
                          field("price", &ShareIssued::price, "that was paid"),
                          field("price_version", &ShareIssued::price_version, "of the rule ledger.share_price"),
                          field("posted", &ShareIssued::posted, "the transfers")};
    }
};

/// Given when a member leaves: what was paid for shares goes back, and what the account holds is paid out.
struct SettleLeaver {
    MemberId member;
    static constexpr std::string_view name = "ledger.settle_leaver";
    static constexpr std::string_view about = "Redeems a leaver's shares and pays out what their account holds.";
    static constexpr auto fields() { return std::tuple{field("member", &SettleLeaver::member, "who left")}; }
};
struct LeaverSettled {
    std::int64_t number = 0;
    MemberId member;
    std::int64_t shares = 0;
    Money redeemed;
    Posted posted;
    static constexpr std::string_view name = "ledger.leaver_settled";
    static constexpr std::string_view about = "A leaver's shares were redeemed and their money paid out.";
    static constexpr auto fields() {
        return std::tuple{field("number", &LeaverSettled::number, "in the register, where shares were redeemed"),
                          field("member", &LeaverSettled::member, "who left", Audience::members),
                          field("shares", &LeaverSettled::shares, "that were redeemed"),
                          field("redeemed", &LeaverSettled::redeemed, "paid back for them", Audience::parties),
                          field("posted", &LeaverSettled::posted, "the transfers")};
    }
};

struct ShareFacts {
    engine::InForce<Money> price;
    std::int64_t next_number = 0;
};
ShareFacts load(store::Connection&, const engine::Context&, const BuyShare&);
engine::Decision decide(const ShareFacts&, const BuyShare&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ShareIssued&);

struct LeaverFacts {
    std::int64_t next_number = 0;
    std::int64_t shares = 0;
    Money paid;
    Money balance;
};
LeaverFacts load(store::Connection&, const engine::Context&, const SettleLeaver&);
engine::Decision decide(const LeaverFacts&, const SettleLeaver&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const LeaverSettled&);

struct Holding {
    std::int64_t shares = 0;
    std::int64_t paid_minor = 0;
    static constexpr auto fields() {
        return std::tuple{field("shares", &Holding::shares, "held"),
                          field("paid_minor", &Holding::paid_minor, "paid for them")};
    }
};
Holding holding_of(store::Connection& connection, MemberId member);

} // namespace reef::ledger
