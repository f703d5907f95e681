#include "commons/funding/note_terms.hpp"
#include <chrono>

namespace reef::funding {
namespace {

using namespace std::chrono;

sys_days day_of(Time at) { return floor<std::chrono::days>(sys_time<milliseconds>(milliseconds(at.ms))); }

} // namespace

Time instalment_due_at(const NoteTerms& terms, Time issued_at, std::int64_t instalment) {
    const auto begun = day_of(issued_at);
    const year_month_day date = year_month_day(begun) + months(static_cast<int>(terms.months_between * instalment));
    const sys_days day = date.ok() ? sys_days(date) : sys_days(date.year() / date.month() / last);
    return issued_at + Duration{duration_cast<milliseconds>(day - begun).count()};
}

std::int64_t repaid_by(std::int64_t minor, std::int64_t instalment, std::int64_t instalments) {
    return static_cast<std::int64_t>(static_cast<__int128>(minor) * instalment / instalments);
}

std::int64_t days_between(Time from, Time to) { return (day_of(to) - day_of(from)).count(); }

std::int64_t return_on(const NoteTerms& terms, std::int64_t lent_minor, std::int64_t minor_days) {
    const auto accrued = static_cast<__int128>(minor_days) * terms.rate.hundredths / (365 * 10'000);
    return static_cast<std::int64_t>(std::min<__int128>(accrued, cap_minor(terms, lent_minor)));
}

std::int64_t cap_minor(const NoteTerms& terms, std::int64_t lent_minor) {
    return static_cast<std::int64_t>(static_cast<__int128>(lent_minor) * terms.return_cap.hundredths / 10'000);
}

NoteDue due_of(const NoteTerms& terms, const NoteStanding& note, Time counted_to, Time now, std::int64_t instalment) {
    const auto repaid = note.lent_minor - note.owed_minor;
    const auto minor_days = after(note, {}, counted_to, now).minor_days;
    return {repaid_by(note.lent_minor, instalment, terms.instalments) - repaid,
            return_on(terms, note.lent_minor, minor_days) - note.return_paid_minor};
}

NoteStanding after(const NoteStanding& note, const NoteDue& paid, Time counted_to, Time now) {
    return {note.lent_minor, note.owed_minor - paid.principal_minor,
            note.minor_days + note.owed_minor * days_between(counted_to, now),
            note.return_paid_minor + paid.return_minor};
}

} // namespace reef::funding
