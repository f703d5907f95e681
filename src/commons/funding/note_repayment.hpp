// What becomes of notes by the clock: on the offer's day they are issued if enough was subscribed, otherwise all of it
// is released; then they are repaid, instalment by instalment, as long as the co-operative can afford it
// (ledger::Solvency). What it cannot afford stays due, is shown so, bears its return, and is tried daily.
#pragma once
#include "commons/funding/note.hpp"

namespace reef::funding {

/// Given by the clock on the offer's day.
struct CloseNotes {
    IdValue offer;
    static constexpr std::string_view name = "funding.close_notes";
    static constexpr std::string_view about = "Issues notes if enough was subscribed; otherwise nobody lends.";
    static constexpr auto fields() { return FieldTable{field("offer", &CloseNotes::offer, "which")}; }
};
struct NotesClosed {
    IdValue offer;
    Money subscribed;
    std::int64_t notes = 0;
    bool reached = false;
    std::optional<std::int64_t> first_row;
    static constexpr std::string_view name = "funding.notes_closed";
    static constexpr std::string_view about = "The day of an offer of notes came: all lend, or nobody does.";
    static constexpr auto fields() {
        return FieldTable{field("offer", &NotesClosed::offer, "which"),
                          field("subscribed", &NotesClosed::subscribed, "in all"),
                          field("notes", &NotesClosed::notes, "how many"),
                          field("reached", &NotesClosed::reached, "whether that was enough"),
                          field("first_row", &NotesClosed::first_row, "of the register, one for each in their order")};
    }
    std::string topic() const { return address_of_notes(offer); }
};

/// Given by the clock when an instalment is due.
struct RepayNotes {
    IdValue offer;
    std::int64_t instalment = 0;
    static constexpr std::string_view name = "funding.repay_notes";
    static constexpr std::string_view about =
        "Repays an instalment of notes with their return, or lets it wait where too little would remain.";
    static constexpr auto fields() {
        return FieldTable{field("offer", &RepayNotes::offer, "which notes"),
                          field("instalment", &RepayNotes::instalment, "from 1")};
    }
};
struct RepayNotesEarly {
    IdValue offer;
    static constexpr std::string_view name = "funding.repay_notes_early";
    static constexpr std::string_view about =
        "Repays all that is owed on notes at once, with their return until today.";
    static constexpr auto fields() { return FieldTable{field("offer", &RepayNotesEarly::offer, "which notes")}; }
};
struct RepaidNote {
    std::int64_t row = 0;
    IdValue note;
    std::int64_t principal_minor = 0;
    std::int64_t return_minor = 0;
    bool operator==(const RepaidNote&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("row", &RepaidNote::row, "of the register"), field("note", &RepaidNote::note, "which"),
                          field("principal_minor", &RepaidNote::principal_minor, "repaid, in the smallest units"),
                          field("return_minor", &RepaidNote::return_minor, "paid, in the smallest units")};
    }
};
struct NotesRepaid {
    IdValue offer;
    std::int64_t instalment = 0;
    bool early = false;
    Money principal;
    Money paid;
    std::vector<RepaidNote> notes;
    static constexpr std::string_view name = "funding.notes_repaid";
    static constexpr std::string_view about = "An instalment of notes was repaid, or all of them early.";
    static constexpr auto fields() {
        return FieldTable{field("offer", &NotesRepaid::offer, "which notes"),
                          field("instalment", &NotesRepaid::instalment, "up to which"),
                          field("early", &NotesRepaid::early, "all of them at once, before their days"),
                          field("principal", &NotesRepaid::principal, "repaid to all"),
                          field("paid", &NotesRepaid::paid, "return, to all"),
                          field("notes", &NotesRepaid::notes, "each", Audience::auditors)};
    }
    std::string topic() const { return address_of_notes(offer); }
};
struct NotesPostponed {
    IdValue offer;
    std::int64_t instalment = 0;
    Money due;
    Time try_at;
    Money funds;
    Money floor;
    static constexpr std::string_view name = "funding.notes_postponed";
    static constexpr std::string_view about = "An instalment of notes stays due: too little would remain.";
    static constexpr auto fields() {
        return FieldTable{field("offer", &NotesPostponed::offer, "which notes"),
                          field("instalment", &NotesPostponed::instalment, "that waits"),
                          field("due", &NotesPostponed::due, "with its return until now"),
                          field("try_at", &NotesPostponed::try_at, "when it is tried again"),
                          field("funds", &NotesPostponed::funds, "that there were, before"),
                          field("floor", &NotesPostponed::floor, "that must remain")};
    }
    std::string topic() const { return address_of_notes(offer); }
};

struct CloseNotesFacts {
    NoteOfferRow offer;
    std::int64_t notes = 0;
    std::int64_t next_row = 0;
};
CloseNotesFacts load(store::Connection&, const engine::Context&, const CloseNotes&);
engine::Decision decide(const CloseNotesFacts&, const CloseNotes&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const NotesClosed&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const NotesClosed&);

struct RepayFacts {
    std::optional<NoteOfferRow> offer;
    std::vector<NoteRow> notes;
    std::int64_t next_row = 0;
    ledger::Solvency solvency;
};
RepayFacts load(store::Connection&, const engine::Context&, const RepayNotes&);
engine::Decision decide(const RepayFacts&, const RepayNotes&, engine::Context&);
RepayFacts load(store::Connection&, const engine::Context&, const RepayNotesEarly&);
engine::Decision decide(const RepayFacts&, const RepayNotesEarly&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const NotesRepaid&);
void apply(store::Connection&, const engine::Meta&, const NotesPostponed&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const NotesRepaid&);

std::vector<engine::Schedule> note_schedules();

} // namespace reef::funding
