// Is the register of notes what the chronicle says? Part of `reef books check`.
#pragma once
#include "commons/funding/note.hpp"

namespace reef::funding {

struct NotesReport {
    std::int64_t rows = 0;            // of the register, in the chronicle
    std::optional<std::string> fault; // the first difference, by name
};

/// Recomputes every row of the register from the recorded subscriptions, issues and repayments, and compares them with
/// the tables; no note repays more than was lent; what a member's account of notes holds is what is owed to them.
NotesReport check_notes(store::Connection& connection);

} // namespace reef::funding
