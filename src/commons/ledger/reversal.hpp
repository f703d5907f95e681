// Corrections: what moved is never edited; a posting is corrected by a reversing one, which names it, once.
#pragma once
#include "commons/ledger/transfer.hpp"

namespace reef::ledger {

/// Given by those who keep the books.
struct Reverse {
    EntryNumber entry = 0;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "ledger.reverse";
    static constexpr std::string_view about = "Corrects a posting: all that it moved goes back, whole, and once.";
    static constexpr auto fields() {
        return FieldTable{field("entry", &Reverse::entry, "number of the entry whose posting was wrong"),
                          field("reason", &Reverse::reason, "what was wrong with it", Audience::members)};
    }
};
struct Reversed {
    EntryNumber entry = 0;
    Vaulted<std::string> reason;
    std::vector<IdValue> reverses;
    Posted posted;
    static constexpr std::string_view name = "ledger.reversed";
    static constexpr std::string_view about = "A posting was corrected by a reversing one.";
    static constexpr auto fields() {
        return FieldTable{field("entry", &Reversed::entry, "whose posting was wrong"),
                          field("reason", &Reversed::reason, "what was wrong with it", Audience::members),
                          field("reverses", &Reversed::reverses, "for each transfer the one that it reverses"),
                          field("posted", &Reversed::posted, "the transfers")};
    }
    std::string topic() const { return "/money"; }
};

/// What an entry's posting moved, and what became of it.
struct ReversalFacts {
    std::vector<PostedMovement> transfers; // in the order in which they moved
    std::string reference;
    bool is_posting = false; // and no part of something that is undone in its own way
    bool is_reversed = false;
    BalanceFacts balances;
};
ReversalFacts load(store::Connection&, const engine::Context&, const Reverse&);
engine::Decision decide(const ReversalFacts&, const Reverse&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Reversed&);

} // namespace reef::ledger
