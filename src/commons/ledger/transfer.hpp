// Transfers: money moves from one account to another, never in or out of nowhere. Immutable; corrected by reversing
// ones.
#pragma once
#include "commons/ledger/chart.hpp"

namespace reef::ledger {

/// One movement. Either all movements of a posting happen or none.
struct Movement {
    std::string from;
    std::string to;
    Money amount;
    std::string purpose;
    bool operator==(const Movement&) const = default;
    static constexpr auto fields() {
        return std::tuple{field("from", &Movement::from, "account that gives", Audience::parties),
                          field("to", &Movement::to, "account that receives", Audience::parties),
                          field("amount", &Movement::amount, "positive", Audience::parties),
                          field("purpose", &Movement::purpose, "what for", Audience::members)};
    }
};

/// Given only by what happened in another room, or by an entry that a decision authorised.
struct Post {
    std::vector<Movement> movements;
    std::string reference;
    std::vector<MemberId> parties;
    static constexpr std::string_view name = "ledger.post";
    static constexpr std::string_view about = "Moves money between accounts, all of it or nothing.";
    static constexpr auto fields() {
        return std::tuple{field("movements", &Post::movements, "in this order"),
                          field("reference", &Post::reference, "address of what it is for", Audience::members),
                          field("parties", &Post::parties, "the members whom it concerns", Audience::parties)};
    }
};

struct PostedMovement {
    IdValue transfer;
    Movement movement;
    static constexpr auto fields() {
        return std::tuple{field("transfer", &PostedMovement::transfer, "its number"),
                          field("movement", &PostedMovement::movement, "what moved")};
    }
};

struct Posted {
    std::vector<PostedMovement> transfers;
    std::string reference;
    std::vector<MemberId> parties;
    static constexpr std::string_view name = "ledger.posted";
    static constexpr std::string_view about = "Money moved.";
    static constexpr auto fields() {
        return std::tuple{field("transfers", &Posted::transfers, "in this order"),
                          field("reference", &Posted::reference, "address of what it is for", Audience::members),
                          field("parties", &Posted::parties, "the members whom it concerns", Audience::parties)};
    }
    std::string topic() const { return "/money"; }
};

/// The balances that the movements touch, before them.
struct BalanceFacts {
    std::map<std::string, std::int64_t> balances_minor; // by "account currency"
};
std::string balance_key(std::string_view account, const Currency& currency);
/// What keeps the movements from being posted, if anything.
std::optional<Refusal> cannot_post(const BalanceFacts& facts, const std::vector<Movement>& movements);
BalanceFacts load_balances(store::Connection& connection, const std::vector<Movement>& movements);
Posted post(const std::vector<Movement>& movements, std::string reference, std::vector<MemberId> parties,
            engine::Context& context);

BalanceFacts load(store::Connection&, const engine::Context&, const Post&);
engine::Decision decide(const BalanceFacts&, const Post&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Posted&);

Money balance_of(store::Connection& connection, std::string_view account, const Currency& currency);

} // namespace reef::ledger
