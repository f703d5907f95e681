// Lending: what a member subscribes is held on their account until the offer's day, and can be taken back until then.
#pragma once
#include "commons/funding/note_offer.hpp"

namespace reef::funding {

/// How many notes an offer takes: each is paid by an entry of its own, so that nobody reads what others lent.
inline constexpr std::int64_t notes_max = 1'000;

namespace purpose {
inline constexpr std::string_view lent = "lent";
inline constexpr std::string_view note_repaid = "note repaid";
inline constexpr std::string_view note_return = "return on notes";
} // namespace purpose

struct SubscribeNote {
    IdValue offer;
    Money amount;
    static constexpr std::string_view name = "funding.subscribe_note";
    static constexpr std::string_view about =
        "Promises to lend the co-operative money from one's account, if enough is subscribed by the offer's day.";
    static constexpr auto fields() {
        return FieldTable{field("offer", &SubscribeNote::offer, "which notes"),
                          field("amount", &SubscribeNote::amount, "to lend", Audience::parties)};
    }
};
struct NoteSubscribed {
    IdValue note;
    IdValue offer;
    MemberId member;
    Money amount;
    static constexpr std::string_view name = "funding.note_subscribed";
    static constexpr std::string_view about = "A member will lend the co-operative money, if enough is subscribed.";
    static constexpr auto fields() {
        return FieldTable{field("note", &NoteSubscribed::note, "its number"),
                          field("offer", &NoteSubscribed::offer, "which notes"),
                          field("member", &NoteSubscribed::member, "who", Audience::parties),
                          field("amount", &NoteSubscribed::amount, "to lend", Audience::parties)};
    }
    std::string topic() const { return address_of_notes(offer); }
};

/// By whoever subscribed; by the platform for whoever leaves.
struct WithdrawNote {
    IdValue note;
    static constexpr std::string_view name = "funding.withdraw_note";
    static constexpr std::string_view about = "Takes back what one subscribed for notes, before the offer's day.";
    static constexpr auto fields() { return FieldTable{field("note", &WithdrawNote::note, "which")}; }
};
struct NoteWithdrawn {
    IdValue note;
    IdValue offer;
    static constexpr std::string_view name = "funding.note_withdrawn";
    static constexpr std::string_view about = "What a member subscribed for notes is theirs again.";
    static constexpr auto fields() {
        return FieldTable{field("note", &NoteWithdrawn::note, "which"),
                          field("offer", &NoteWithdrawn::offer, "of which notes")};
    }
    std::string topic() const { return address_of_notes(offer); }
};

/// A note, subscribed or issued.
struct NoteRow {
    IdValue note;
    IdValue offer;
    MemberId member;
    std::int64_t minor = 0;
    bool standing = true;     // not withdrawn
    NoteStanding repayment{}; // nothing is owed before it is issued
};
std::optional<NoteRow> find_note(store::Connection& connection, IdValue note);
/// Of an offer, by number, without those that were withdrawn.
std::vector<NoteRow> notes_of_offer(store::Connection& connection, IdValue offer);
/// All that a member ever subscribed, the newest first.
std::vector<NoteRow> notes_of_member(store::Connection& connection, MemberId member);
/// The calls that take back what a leaver subscribed and did not lend yet.
std::vector<engine::Call> withdrawals_of(store::Connection& connection, MemberId member);

/// What became of a note: never edited. What is owed on a note is the sum of its rows.
enum class NoteOperation { issue, repay, repay_early };
constexpr auto names_of(NoteOperation) { return std::array{"issue"sv, "repay"sv, "repay-early"sv}; }
struct NoteRegisterRow {
    std::int64_t number = 0;
    EntryNumber entry = 0;
    Time at;
    IdValue note;
    IdValue offer;
    MemberId member;
    NoteOperation operation = NoteOperation::issue;
    Money principal; // lent; below zero: repaid
    Money paid;      // return
    std::string authority;
    bool operator==(const NoteRegisterRow&) const = default;
};
/// The newest first.
std::vector<NoteRegisterRow> note_register(store::Connection& connection, std::int64_t limit, std::int64_t offset);
/// Of one note, the oldest first.
std::vector<NoteRegisterRow> rows_of_note(store::Connection& connection, IdValue note);
std::int64_t next_note_row(store::Connection& connection);
void enter(store::Connection& connection, const engine::Meta& meta, const NoteRegisterRow& row);

std::string address_of_note(IdValue offer, IdValue note);
/// What was held for the notes of an offer is free again.
std::vector<engine::Call> releases_of(store::Connection& connection, IdValue offer);

struct SubscribeNoteFacts {
    std::optional<NoteOfferRow> offer;
    Money mine; // subscribed to it before
    Money available;
    std::int64_t notes = 0; // of the offer
};
SubscribeNoteFacts load(store::Connection&, const engine::Context&, const SubscribeNote&);
engine::Decision decide(const SubscribeNoteFacts&, const SubscribeNote&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const NoteSubscribed&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const NoteSubscribed&);

struct NoteFacts {
    std::optional<NoteRow> note;
    std::optional<NoteOfferRow> offer;
};
NoteFacts load(store::Connection&, const engine::Context&, const WithdrawNote&);
engine::Decision decide(const NoteFacts&, const WithdrawNote&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const NoteWithdrawn&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const NoteWithdrawn&);

} // namespace reef::funding
