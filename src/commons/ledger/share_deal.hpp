// What becomes of shares that are held: handed on, converted, or cancelled where they were entered wrongly.
#pragma once
#include "commons/ledger/share_register.hpp"

namespace reef::ledger {

struct TransferShares {
    MemberId to;
    std::string share_class;
    std::int64_t count = 0;
    static constexpr std::string_view name = "ledger.transfer_shares";
    static constexpr std::string_view about = "Hands shares on to another member.";
    static constexpr auto fields() {
        return FieldTable{field("to", &TransferShares::to, "the member who is to hold them", Audience::parties),
                          field("share_class", &TransferShares::share_class, "which"),
                          field("count", &TransferShares::count, "how many")};
    }
};

struct ConvertShares {
    std::string share_class;
    std::int64_t count = 0;
    std::string to_class;
    static constexpr std::string_view name = "ledger.convert_shares";
    static constexpr std::string_view about = "Turns shares into as many of another class as were paid for with them.";
    static constexpr auto fields() {
        return FieldTable{field("share_class", &ConvertShares::share_class, "which"),
                          field("count", &ConvertShares::count, "how many"),
                          field("to_class", &ConvertShares::to_class, "into which, of those on offer")};
    }
};

struct CancelShares {
    std::int64_t number = 0;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "ledger.cancel_shares";
    static constexpr std::string_view about =
        "Cancels a row of the register that issued shares wrongly: the payment goes back to where it came from.";
    static constexpr auto fields() {
        return FieldTable{field("number", &CancelShares::number, "of the row in the register"),
                          field("reason", &CancelShares::reason, "what was wrong", Audience::members)};
    }
};

struct TransferSharesFacts {
    HolderFacts giver;
    bool is_to_member = false;
    std::optional<ShareOffer> offer; // of the class, where it still is on offer
    std::int64_t held_by_to = 0;
    std::int64_t next_number = 0;
};
TransferSharesFacts load(store::Connection&, const engine::Context&, const TransferShares&);
engine::Decision decide(const TransferSharesFacts&, const TransferShares&, engine::Context&);

struct ConvertFacts {
    HolderFacts holder;
    engine::InForce<ShareOffers> offers;
    std::int64_t held_already = 0; // of the other class
    std::int64_t next_number = 0;
};
ConvertFacts load(store::Connection&, const engine::Context&, const ConvertShares&);
engine::Decision decide(const ConvertFacts&, const ConvertShares&, engine::Context&);

struct CancelFacts {
    std::optional<RegisterRow> row; // that issued shares
    bool is_cancelled = false;
    PostedMovement payment;
    HolderFacts holder;
    std::int64_t next_number = 0;
};
CancelFacts load(store::Connection&, const engine::Context&, const CancelShares&);
engine::Decision decide(const CancelFacts&, const CancelShares&, engine::Context&);

} // namespace reef::ledger
