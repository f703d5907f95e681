// Transfers: money moves from one account to another, never in or out of nowhere. Immutable; corrected by reversing
// ones (reversal.hpp).
#pragma once
#include "commons/ledger/chart.hpp"

namespace reef::ledger {

/// How far a member's account may be below zero; nothing unless the members decide otherwise.
extern const engine::Rule<Money> credit_line;

/// One movement. Either all movements of a posting happen or none.
struct Movement {
    std::string from;
    std::string to;
    Money amount;
    std::string purpose;
    bool operator==(const Movement&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("from", &Movement::from, "account that gives", Audience::parties),
                          field("to", &Movement::to, "account that receives", Audience::parties),
                          field("amount", &Movement::amount, "positive", Audience::parties),
                          field("purpose", &Movement::purpose, "what for", Audience::members)};
    }
};
/// The members whose accounts the movements touch, by number.
std::vector<MemberId> parties_of(const std::vector<Movement>& movements);

/// Given only by what happened in another room, or by an entry that a decision authorised.
struct Post {
    std::vector<Movement> movements;
    std::string reference;
    std::vector<MemberId> parties;
    static constexpr std::string_view name = "ledger.post";
    static constexpr std::string_view about = "Moves money between accounts, all of it or nothing.";
    static constexpr auto fields() {
        return FieldTable{field("movements", &Post::movements, "in this order"),
                          field("reference", &Post::reference, "address of what it is for", Audience::members),
                          field("parties", &Post::parties, "the members whom it concerns", Audience::parties)};
    }
};

struct PostedMovement {
    IdValue transfer;
    Movement movement;
    static constexpr auto fields() {
        return FieldTable{field("transfer", &PostedMovement::transfer, "its number"),
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
        return FieldTable{field("transfers", &Posted::transfers, "in this order"),
                          field("reference", &Posted::reference, "address of what it is for", Audience::members),
                          field("parties", &Posted::parties, "the members whom it concerns", Audience::parties)};
    }
    std::string topic() const { return "/money"; }
};

/// What the accounts that give and receive can give, before the movements.
struct BalanceFacts {
    std::map<std::string, std::int64_t> available_minor; // by "account currency": its balance less what is held
    Money credit_line;
};
std::string balance_key(std::string_view account, const Currency& currency);

/// What keeps the movements from being posted, if anything; or from being held.
std::optional<Refusal> cannot_post(const BalanceFacts& facts, const std::vector<Movement>& movements);
std::optional<Refusal> cannot_hold(const BalanceFacts& facts, const std::vector<Movement>& movements);
BalanceFacts load_balances(store::Connection& connection, const std::vector<Movement>& movements, Time at);
Posted post(const std::vector<Movement>& movements, std::string reference, std::vector<MemberId> parties,
            engine::Context& context);

BalanceFacts load(store::Connection&, const engine::Context&, const Post&);
engine::Decision decide(const BalanceFacts&, const Post&, engine::Context&);
/// A posting for its own sake: it can be reversed.
void apply(store::Connection&, const engine::Meta&, const Posted&);
/// Puts a posting into the books that is part of another event, and is undone only as that event is. With `reverses`:
/// for each transfer the one that it reverses.
void book(store::Connection& connection, const engine::Meta& meta, const Posted& posted,
          const std::vector<IdValue>& reverses = {});

Money balance_of(store::Connection& connection, std::string_view account, const Currency& currency);

/// An account in one currency. `pending_out` is held and leaves it, or comes back; `pending_in` is held for it.
struct Balance {
    Money balance;
    Money pending_out;
    Money pending_in;
    Money available() const { return balance - pending_out; }
};
/// In all currencies that the account ever had, by code.
std::vector<Balance> balances_of(store::Connection& connection, std::string_view account);
Balance balance_and_pending_of(store::Connection& connection, std::string_view account, const Currency& currency);

} // namespace reef::ledger
