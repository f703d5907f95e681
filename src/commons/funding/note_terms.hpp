// What a note promises, and how its return accrues. Exact, so that whoever holds one can reckon it again.
#pragma once
#include "commons/ledger/module.hpp"

namespace reef::funding {

/// What binds an offer of notes to its end, whatever is decided meanwhile.
struct NoteTerms {
    Money least; // of one member
    Money most;  // of one member
    Money limit; // of all
    Percent rate;
    Percent return_cap;
    std::int64_t instalments = 0;
    std::int64_t months_between = 0;
    bool operator==(const NoteTerms&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("least", &NoteTerms::least, "that one member lends"),
                          field("most", &NoteTerms::most, "that one member lends"),
                          field("limit", &NoteTerms::limit, "that all lend together"),
                          field("rate", &NoteTerms::rate, "a year"),
                          field("return_cap", &NoteTerms::return_cap, "of what was lent: all return together"),
                          field("instalments", &NoteTerms::instalments, "equal parts in which it is repaid"),
                          field("months_between", &NoteTerms::months_between, "from one instalment to the next")};
    }
};

/// The day of an instalment, from 1: so many months after the notes were issued; where that month is shorter, its last
/// day.
Time instalment_due_at(const NoteTerms& terms, Time issued_at, std::int64_t instalment);
/// What of `minor` is repaid up to an instalment, from 0 to all: equal parts, rounded down together.
std::int64_t repaid_by(std::int64_t minor, std::int64_t instalment, std::int64_t instalments);
/// From the day of one moment to that of the other, in UTC.
std::int64_t days_between(Time from, Time to);
/// All return since the beginning. `minor_days`: what was owed, day by day, added up. "rate × Σ owed × days / 365",
/// rounded down once, and never above the cap.
std::int64_t return_on(const NoteTerms& terms, std::int64_t lent_minor, std::int64_t minor_days);

/// What all return on a note together never exceeds; rounded down.
std::int64_t cap_minor(const NoteTerms& terms, std::int64_t lent_minor);

/// A note as it stands after what was repaid of it.
struct NoteStanding {
    std::int64_t lent_minor = 0;
    std::int64_t owed_minor = 0;
    std::int64_t minor_days = 0; // until the last repayment
    std::int64_t return_paid_minor = 0;
    bool operator==(const NoteStanding&) const = default;
};
/// What of a note is due at once: up to an instalment, with the return of all days until now.
struct NoteDue {
    std::int64_t principal_minor = 0;
    std::int64_t return_minor = 0;
    bool operator==(const NoteDue&) const = default;
};
NoteDue due_of(const NoteTerms& terms, const NoteStanding& note, Time counted_to, Time now, std::int64_t instalment);
NoteStanding after(const NoteStanding& note, const NoteDue& paid, Time counted_to, Time now);

} // namespace reef::funding
