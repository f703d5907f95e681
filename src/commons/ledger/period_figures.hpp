// What the tables say of a period: sums over the transfers between two entries.
#pragma once
#include "commons/ledger/period.hpp"

namespace reef::ledger {

/// From one entry to before another.
struct Stretch {
    EntryNumber from = 0;
    EntryNumber before = 0;
};

/// The treasury, capital, reserves and business of a period, without its closing and those of others.
PeriodFigures figures_of(store::Connection& connection, const PeriodRow& period, const Stretch& stretch);

/// Who shares in a class's patronage, and by how much, by member number. Members with no weight are left out.
std::vector<Weighed> patrons_of(store::Connection& connection, const rules::PatronageCharter& patronage,
                                const PeriodRow& period, const Stretch& stretch);
/// Who held shares at the end, by what they had paid for them.
std::vector<Weighed> holders_of(store::Connection& connection, const Stretch& stretch);

/// A part of those who could share in a pool, those without weight too: after `after`, at most `limit`.
struct Slice {
    MemberId after;
    std::int64_t limit = 0;
};
std::vector<Weighed> patrons_of(store::Connection& connection, const rules::PatronageCharter& patronage,
                                const PeriodRow& period, const Stretch& stretch, const Slice& slice);
std::vector<Weighed> holders_of(store::Connection& connection, const Stretch& stretch, const Slice& slice);

} // namespace reef::ledger
