// Holds: an amount is promised now and moves later, at most once. Until then it is gone from what its giver can give
// away; then it is posted, whole or in part, or it is released by hand or by the clock, and what did not move is the
// giver's again.
#pragma once
#include "commons/ledger/transfer.hpp"

namespace reef::ledger {

enum class HoldState { pending, posted, voided, expired };
constexpr auto names_of(HoldState) { return std::array{"pending"sv, "posted"sv, "voided"sv, "expired"sv}; }

/// Given by what happened in another room.
struct Hold {
    std::vector<Movement> movements;
    std::string reference;
    std::vector<MemberId> parties;
    std::optional<Time> expires_at;
    static constexpr std::string_view name = "ledger.hold";
    static constexpr std::string_view about = "Holds money that is to move later, all of it or nothing.";
    static constexpr auto fields() {
        return FieldTable{
            field("movements", &Hold::movements, "each becomes a hold of its own, in this order"),
            field("reference", &Hold::reference, "address of what it is for", Audience::members),
            field("parties", &Hold::parties, "the members whom it concerns", Audience::parties),
            field("expires_at", &Hold::expires_at, "when it is released by itself; never, if nothing is said")};
    }
};
struct HeldMovement {
    IdValue hold;
    Movement movement;
    static constexpr auto fields() {
        return FieldTable{field("hold", &HeldMovement::hold, "its number"),
                          field("movement", &HeldMovement::movement, "what is to move")};
    }
};
struct Held {
    std::vector<HeldMovement> holds;
    std::string reference;
    std::vector<MemberId> parties;
    std::optional<Time> expires_at;
    static constexpr std::string_view name = "ledger.held";
    static constexpr std::string_view about = "Money was set aside that is to move later.";
    static constexpr auto fields() {
        return FieldTable{field("holds", &Held::holds, "in this order"),
                          field("reference", &Held::reference, "address of what it is for", Audience::members),
                          field("parties", &Held::parties, "the members whom it concerns", Audience::parties),
                          field("expires_at", &Held::expires_at, "when it is released by itself")};
    }
    std::string topic() const { return "/money"; }
};

/// Given by what happened in another room, and for payments out of the co-operative's accounts by those who keep its
/// books.
struct PostHold {
    IdValue hold;
    std::optional<Money> amount;
    static constexpr std::string_view name = "ledger.post_hold";
    static constexpr std::string_view about = "Moves what is held, whole or in part; the rest is the giver's again.";
    static constexpr auto fields() {
        return FieldTable{field("hold", &PostHold::hold, "which"),
                          field("amount", &PostHold::amount, "how much of it; nothing: all", Audience::parties)};
    }
};
struct HoldPosted {
    IdValue hold;
    Money restored;
    Posted posted;
    static constexpr std::string_view name = "ledger.hold_posted";
    static constexpr std::string_view about = "What was held moved.";
    static constexpr auto fields() {
        return FieldTable{field("hold", &HoldPosted::hold, "which"),
                          field("restored", &HoldPosted::restored, "what did not move", Audience::parties),
                          field("posted", &HoldPosted::posted, "the transfer")};
    }
    std::string topic() const { return "/money"; }
};

struct VoidHold {
    IdValue hold;
    static constexpr std::string_view name = "ledger.void_hold";
    static constexpr std::string_view about = "Releases what is held: nothing moves.";
    static constexpr auto fields() { return FieldTable{field("hold", &VoidHold::hold, "which")}; }
};
/// Given by the clock.
struct ExpireHold {
    IdValue hold;
    static constexpr std::string_view name = "ledger.expire_hold";
    static constexpr std::string_view about = "Releases what was held for as long as it was meant to be.";
    static constexpr auto fields() { return FieldTable{field("hold", &ExpireHold::hold, "which")}; }
};
struct HoldReleased {
    IdValue hold;
    HoldState state = HoldState::voided;
    Movement movement;
    std::vector<MemberId> parties;
    static constexpr std::string_view name = "ledger.hold_released";
    static constexpr std::string_view about = "What was held is its giver's again.";
    static constexpr auto fields() {
        return FieldTable{field("hold", &HoldReleased::hold, "which"),
                          field("state", &HoldReleased::state, "voided, or expired by the clock"),
                          field("movement", &HoldReleased::movement, "what did not move"),
                          field("parties", &HoldReleased::parties, "the members whom it concerns", Audience::parties)};
    }
    std::string topic() const { return "/money"; }
};

/// A hold as it stands.
struct HoldRow {
    IdValue hold;
    Movement movement;
    std::string reference;
    Time at;
    std::optional<Time> expires_at;
    HoldState state = HoldState::pending;
};
std::optional<HoldRow> find_hold(store::Connection& connection, IdValue hold);
/// Those that are pending and give from or to an account, the oldest first.
std::vector<HoldRow> pending_holds(store::Connection& connection, std::string_view account);
/// Those that are pending and are for what stands at an address, by number.
std::vector<HoldRow> pending_holds_for(store::Connection& connection, std::string_view reference);
/// Where those who keep the books hold what the bank is to confirm, and resolve it.
inline constexpr std::string_view desk_address = "/money/desk";
/// What was held there.
std::vector<HoldRow> pending_payments(store::Connection& connection);

/// What movements hold, once nothing keeps them from it.
Held hold(const std::vector<Movement>& movements, std::string reference, std::vector<MemberId> parties,
          std::optional<Time> expires_at, engine::Context& context);
/// Refused as ledger.expires_in_the_past.
std::optional<Refusal> cannot_expire(std::optional<Time> expires_at, Time now);

BalanceFacts load(store::Connection&, const engine::Context&, const Hold&);
engine::Decision decide(const BalanceFacts&, const Hold&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Held&);

struct HoldFacts {
    std::optional<HoldRow> hold;
};
HoldFacts load(store::Connection&, const engine::Context&, const PostHold&);
engine::Decision decide(const HoldFacts&, const PostHold&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const HoldPosted&);
/// The same as part of another event, and undone only as that event is.
void settle(store::Connection& connection, const engine::Meta& meta, const HoldPosted& posted);
HoldFacts load(store::Connection&, const engine::Context&, const VoidHold&);
engine::Decision decide(const HoldFacts&, const VoidHold&, engine::Context&);
HoldFacts load(store::Connection&, const engine::Context&, const ExpireHold&);
engine::Decision decide(const HoldFacts&, const ExpireHold&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const HoldReleased&);

engine::Schedule hold_schedule();

} // namespace reef::ledger
