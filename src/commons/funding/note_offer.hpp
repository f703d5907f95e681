// Notes: members lend the co-operative money for a purpose, and are repaid in instalments with a return that has a cap.
// They carry no votes. An offer is an assurance contract: issued if enough is subscribed by its day, otherwise nobody
// lends (note_closing.hpp).
#pragma once
#include "commons/funding/note_terms.hpp"
#include "commons/funding/round.hpp"

namespace reef::funding {

extern const engine::Rule<MandatedBody> notes_offered_by;
extern const engine::Rule<Money> notes_most;
extern const engine::Rule<Percent> note_rate_most;
extern const engine::Rule<Percent> note_return_cap;
extern const engine::Rule<engine::Count> note_longest_term;
std::vector<engine::RuleDeclaration> note_rules();

struct OfferNotes {
    Vaulted<std::string> title;
    Vaulted<std::string> purpose;
    Money least;
    Money most;
    Money target;
    std::optional<Money> limit;
    Time closes_at;
    Percent rate;
    std::optional<Percent> return_cap;
    std::int64_t instalments = 0;
    std::int64_t months_between = 0;
    static constexpr std::string_view name = "funding.offer_notes";
    static constexpr std::string_view about =
        "Asks members to lend: they are repaid in instalments, with a return that has a cap, and get no votes by it.";
    static constexpr auto fields() {
        return FieldTable{
            field("title", &OfferNotes::title, "in a few words", Audience::everyone, 160),
            field("purpose", &OfferNotes::purpose, "what the money is for"),
            field("least", &OfferNotes::least, "that one member lends"),
            field("most", &OfferNotes::most, "that one member lends"),
            field("target", &OfferNotes::target, "that must be subscribed in all; otherwise nobody lends"),
            field("limit", &OfferNotes::limit, "that all lend together; nothing: the target"),
            field("closes_at", &OfferNotes::closes_at, "when the notes are issued, or all is released"),
            field("rate", &OfferNotes::rate, "return a year on what is owed"),
            field("return_cap", &OfferNotes::return_cap, "all return together, of what was lent; nothing: the rule's"),
            field("instalments", &OfferNotes::instalments, "equal parts in which it is repaid"),
            field("months_between", &OfferNotes::months_between, "from one instalment to the next")};
    }
};
struct NotesOffered {
    IdValue offer;
    std::string body;
    Vaulted<std::string> title;
    Vaulted<std::string> purpose;
    ledger::Assurance assurance;
    NoteTerms terms;
    std::string authority;
    static constexpr std::string_view name = "funding.notes_offered";
    static constexpr std::string_view about = "Members were asked to lend the co-operative money.";
    static constexpr auto fields() {
        return FieldTable{field("offer", &NotesOffered::offer, "its number"),
                          field("body", &NotesOffered::body, "that offers them"),
                          field("title", &NotesOffered::title, "in a few words"),
                          field("purpose", &NotesOffered::purpose, "what the money is for"),
                          field("assurance", &NotesOffered::assurance, "what must be subscribed in all, until when"),
                          field("terms", &NotesOffered::terms, "that bind them to their end"),
                          field("authority", &NotesOffered::authority, "the rule and its version that allows it")};
    }
    std::string topic() const { return "/notes"; }
};

struct CallOffNotes {
    IdValue offer;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "funding.call_off_notes";
    static constexpr std::string_view about = "Takes an offer of notes back before its day: nobody lends.";
    static constexpr auto fields() {
        return FieldTable{field("offer", &CallOffNotes::offer, "which"),
                          field("reasons", &CallOffNotes::reasons, "why; everybody reads them")};
    }
};
struct NotesCalledOff {
    IdValue offer;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "funding.notes_called_off";
    static constexpr std::string_view about = "An offer of notes was taken back; what was subscribed is free again.";
    static constexpr auto fields() {
        return FieldTable{field("offer", &NotesCalledOff::offer, "which"),
                          field("reasons", &NotesCalledOff::reasons, "why")};
    }
    std::string topic() const { return "/notes/" + offer.text(); }
};

enum class NotesState { open, missed, called_off, issued, repaid };
constexpr auto names_of(NotesState) { return std::array{"open"sv, "missed"sv, "called-off"sv, "issued"sv, "repaid"sv}; }

/// An offer as it stands.
struct NoteOfferRow {
    IdValue offer;
    EntryNumber entry = 0;
    std::string body;
    Hash title;
    Hash purpose;
    ledger::Assurance assurance;
    NoteTerms terms;
    std::string authority;
    NotesState state = NotesState::open;
    std::optional<Hash> reasons;
    std::optional<Time> counted_to;      // until when the return is in the notes' minor_days
    std::int64_t instalments_repaid = 0; // how many
    std::optional<Time> try_at;          // while something is owed: when the clock repays next
    Money subscribed;                    // and, once they are issued, lent

    /// Of those that are repaid.
    Time due_at(std::int64_t instalment) const { return instalment_due_at(terms, assurance.by, instalment); }
};
std::optional<NoteOfferRow> find_notes(store::Connection& connection, IdValue offer);
/// Those that are open first, the newest first.
std::vector<NoteOfferRow> all_notes(store::Connection& connection, std::int64_t limit, std::int64_t offset);

inline constexpr RefusalKind no_such_offer{"funding.no_such_offer", "There is no offer of notes {}.", 404};
inline constexpr RefusalKind offer_over{"funding.offer_over", "The offer {} is over.", 409};
inline constexpr RefusalKind not_your_offer{"funding.not_your_offer", "This is for members of the body \"{}\".", 403};

std::string address_of_notes(IdValue offer);
/// Where the return passes through on its way to those who lent, so that the treasury's account shows one sum.
std::string escrow_of_notes(IdValue offer);

struct OfferNotesFacts {
    bool launched = false;
    Currency currency;
    engine::InForce<MandatedBody> offered_by;
    Money most;                // that may be owed on all notes together
    std::int64_t promised = 0; // owed on notes, and the limits of offers that are open
    Percent rate_most;
    Percent return_cap;
    std::int64_t longest_years = 0;
};
OfferNotesFacts load(store::Connection&, const engine::Context&, const OfferNotes&);
engine::Decision decide(const OfferNotesFacts&, const OfferNotes&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const NotesOffered&);

struct NotesFacts {
    std::optional<NoteOfferRow> offer;
};
NotesFacts load(store::Connection&, const engine::Context&, const CallOffNotes&);
engine::Decision decide(const NotesFacts&, const CallOffNotes&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const NotesCalledOff&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const NotesCalledOff&);

} // namespace reef::funding
