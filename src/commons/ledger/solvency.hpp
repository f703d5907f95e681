// What must be there before the co-operative pays back what it need not pay at any cost: one gate for shares, for
// retained patronage that falls due, and for members' notes.
#pragma once
#include "commons/ledger/transfer.hpp"

namespace reef::ledger {

/// Who is paid, by rank: whoever holds shares comes last. Whoever is paid counts on what ranks with them or behind.
enum class Claim { shares, retained_patronage, notes };

struct Solvency {
    Money funds; // that rank with the claim or behind it, and the co-operative's own
    Money floor; // that must remain of them
    bool affords(const Money& paid) const { return funds - paid >= floor; }
};
/// By ledger.own_funds_floor. `funds`: own funds; for retained patronage with what is retained of all periods; for
/// notes with that and what is owed on notes: what lies outside less what is due now.
Solvency solvency_for(store::Connection& connection, Claim claim, Time at);

/// What belongs to all: treasury, bodies, reserves, funds, share capital, in the platform's currency.
Money own_funds(store::Connection& connection);

} // namespace reef::ledger
