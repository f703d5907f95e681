// The share that membership asks for. "A platform cooperative is owned and controlled by its members"; money buys no
// votes, so a share gives membership and no weight.
#pragma once
#include "commons/ledger/share_register.hpp"

namespace reef::ledger {

extern const engine::Rule<Money> share_price;

/// Given when somebody joins a class that admits upon buying a share.
struct BuyShare {
    MemberId member;
    static constexpr std::string_view name = "ledger.buy_share";
    static constexpr std::string_view about = "Buys the share that joining a class asks for, at the price in force.";
    static constexpr auto fields() { return FieldTable{field("member", &BuyShare::member, "who")}; }
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
        return FieldTable{field("number", &ShareIssued::number, "in the register"),
                          field("member", &ShareIssued::member, "who holds it", Audience::members),
                          field("price", &ShareIssued::price, "that was paid"),
                          field("price_version", &ShareIssued::price_version, "of the rule ledger.share_price"),
                          field("posted", &ShareIssued::posted, "the transfers")};
    }
    RegisterRow row() const;
};

struct ShareFacts {
    engine::InForce<Money> price;
    std::int64_t next_number = 0;
};
ShareFacts load(store::Connection&, const engine::Context&, const BuyShare&);
engine::Decision decide(const ShareFacts&, const BuyShare&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ShareIssued&);

} // namespace reef::ledger
