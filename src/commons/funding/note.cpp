#include "commons/funding/note.hpp"

namespace reef::funding {
using namespace engine;
namespace {

constexpr RefusalKind lent_currency{"funding.lent_currency", "These notes are in {}.", 422};
constexpr RefusalKind note_too_small{"funding.note_too_small", "One member lends at least {}.", 422};
constexpr RefusalKind note_too_large{"funding.note_too_large", "One member lends {} at most; you subscribed {} before.",
                                     422};
constexpr RefusalKind notes_taken{"funding.notes_taken", "Of these notes {} are left.", 409};
constexpr RefusalKind not_enough_to_lend{"funding.not_enough_to_lend", "{} is on your account to lend.", 422};
constexpr RefusalKind notes_full{"funding.notes_full", "This offer has {} notes, as many as it can take.", 409};
constexpr RefusalKind no_such_note{"funding.no_such_note", "You have no note {} that is not issued yet.", 404};

constexpr std::string_view note_columns = "SELECT note, offer, member, minor, standing, owed, minor_days, return_paid "
                                          "FROM {funding_notes} ";
template <store::Argument... A>
std::vector<NoteRow> note_rows(store::Connection& connection, std::string_view where, const A&... arguments) {
    using Row = std::tuple<IdValue, IdValue, MemberId, std::int64_t, bool, std::int64_t, std::int64_t, std::int64_t>;
    std::vector<NoteRow> found;
    for (const auto& [note, offer, member, minor, standing, owed, minor_days, return_paid] :
         connection.all<Row>(std::string(note_columns) + std::string(where), arguments...))
        found.push_back({note, offer, member, minor, standing, {minor, owed, minor_days, return_paid}});
    return found;
}

constexpr std::string_view register_columns =
    "SELECT number, entry, at, note, offer, member, operation, principal, paid, currency, authority FROM "
    "{funding_note_rows} ";
template <store::Argument... A>
std::vector<NoteRegisterRow> register_rows(store::Connection& connection, std::string_view where,
                                           const A&... arguments) {
    using Row = std::tuple<std::int64_t, EntryNumber, Time, IdValue, IdValue, MemberId, NoteOperation, std::int64_t,
                           std::int64_t, Currency, std::string>;
    std::vector<NoteRegisterRow> found;
    for (const auto& [number, entry, at, note, offer, member, operation, principal, paid, currency, authority] :
         connection.all<Row>(std::string(register_columns) + std::string(where), arguments...))
        found.push_back({number, entry, at, note, offer, member, operation, Money{principal, currency},
                         Money{paid, currency}, authority});
    return found;
}

Call release_of(store::Connection& connection, IdValue offer, IdValue note) {
    return call(ledger::VoidHold{ledger::pending_holds_for(connection, address_of_note(offer, note)).at(0).hold});
}

} // namespace

std::string address_of_note(IdValue offer, IdValue note) { return address_of_notes(offer) + "/" + note.text(); }

std::optional<NoteRow> find_note(store::Connection& connection, IdValue note) {
    auto found = note_rows(connection, "WHERE note = $1", note);
    if (found.empty()) return {};
    return std::move(found.front());
}
std::vector<NoteRow> notes_of_offer(store::Connection& connection, IdValue offer) {
    return note_rows(connection, "WHERE offer = $1 AND standing ORDER BY note", offer);
}
std::vector<NoteRow> notes_of_member(store::Connection& connection, MemberId member) {
    return note_rows(connection, "WHERE member = $1 ORDER BY note DESC", member);
}
std::vector<Call> withdrawals_of(store::Connection& connection, MemberId member) {
    std::vector<Call> calls;
    for (const auto& note : notes_of_member(connection, member))
        if (note.standing && find_notes(connection, note.offer)->state == NotesState::open)
            calls.push_back(call(WithdrawNote{note.note}));
    return calls;
}
std::vector<Call> releases_of(store::Connection& connection, IdValue offer) {
    std::vector<Call> calls;
    for (const auto& note : notes_of_offer(connection, offer))
        calls.push_back(release_of(connection, offer, note.note));
    return calls;
}

std::vector<NoteRegisterRow> note_register(store::Connection& connection, std::int64_t limit, std::int64_t offset) {
    return register_rows(connection, "ORDER BY number DESC LIMIT $1 OFFSET $2", limit, offset);
}
std::vector<NoteRegisterRow> rows_of_note(store::Connection& connection, IdValue note) {
    return register_rows(connection, "WHERE note = $1 ORDER BY number", note);
}
std::int64_t next_note_row(store::Connection& connection) {
    return connection.one<std::optional<std::int64_t>>("SELECT max(number) FROM {funding_note_rows}").value_or(0) + 1;
}
void enter(store::Connection& connection, const Meta& meta, const NoteRegisterRow& row) {
    connection.run("INSERT INTO {funding_note_rows} (number, entry, at, note, offer, member, operation, principal, "
                   "paid, currency, authority) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                   row.number, meta.entry, meta.at, row.note, row.offer, row.member, row.operation, row.principal.minor,
                   row.paid.minor, row.principal.currency, row.authority);
}

SubscribeNoteFacts load(store::Connection& connection, const Context& context, const SubscribeNote& command) {
    SubscribeNoteFacts facts{.offer = find_notes(connection, command.offer)};
    if (!facts.offer) return facts;
    const auto currency = facts.offer->terms.limit.currency;
    facts.mine.currency = currency;
    for (const auto& note : notes_of_offer(connection, command.offer)) {
        if (note.member == context.actor.member) facts.mine.minor += note.minor;
        ++facts.notes;
    }
    facts.available =
        ledger::balance_and_pending_of(connection, ledger::account_of(context.actor.member), currency).available();
    return facts;
}
Decision decide(const SubscribeNoteFacts& facts, const SubscribeNote& command, Context& context) {
    if (!facts.offer) return refuse(no_such_offer, "offer", {command.offer.text()});
    const auto& offer = *facts.offer;
    if (offer.state != NotesState::open) return refuse(offer_over, "offer", {command.offer.text()});
    const auto& terms = offer.terms;
    if (command.amount.currency != terms.least.currency)
        return refuse(lent_currency, "amount", {terms.least.currency.text()});
    if (command.amount < terms.least) return refuse(note_too_small, "amount", {terms.least.text()});
    if (facts.mine + command.amount > terms.most)
        return refuse(note_too_large, "amount", {terms.most.text(), facts.mine.text()});
    if (offer.subscribed + command.amount > terms.limit)
        return refuse(notes_taken, "amount", {(terms.limit - offer.subscribed).text()});
    if (command.amount > facts.available) return refuse(not_enough_to_lend, "amount", {facts.available.text()});
    if (facts.notes >= notes_max) return refuse(notes_full, "offer", {std::to_string(facts.notes)});
    return Events{NoteSubscribed{context.new_id(), command.offer, context.actor.member, command.amount}};
}
void apply(store::Connection& connection, const Meta&, const NoteSubscribed& event) {
    connection.run("INSERT INTO {funding_notes} (note, offer, member, minor, standing, owed, minor_days, return_paid) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $6, $6)",
                   event.note, event.offer, event.member, event.amount.minor, true, std::int64_t{0});
}
std::vector<Call> ledger_calls(store::Connection&, const Meta&, const NoteSubscribed& event) {
    return {call(ledger::Hold{
        {{ledger::account_of(event.member), ledger::notes_of(event.member), event.amount, std::string(purpose::lent)}},
        address_of_note(event.offer, event.note),
        {event.member},
        {}})};
}

NoteFacts load(store::Connection& connection, const Context&, const WithdrawNote& command) {
    NoteFacts facts{.note = find_note(connection, command.note)};
    if (facts.note) facts.offer = find_notes(connection, facts.note->offer);
    return facts;
}
Decision decide(const NoteFacts& facts, const WithdrawNote& command, Context& context) {
    const bool is_theirs =
        facts.note && (context.actor.kind == Actor::Kind::platform || facts.note->member == context.actor.member);
    if (!is_theirs || !facts.note->standing) return refuse(no_such_note, "note", {command.note.text()});
    if (facts.offer->state != NotesState::open) return refuse(offer_over, "note", {facts.offer->offer.text()});
    return Events{NoteWithdrawn{command.note, facts.note->offer}};
}
void apply(store::Connection& connection, const Meta&, const NoteWithdrawn& event) {
    connection.run("UPDATE {funding_notes} SET standing = $1 WHERE note = $2", false, event.note);
}
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const NoteWithdrawn& event) {
    return {release_of(connection, event.offer, event.note)};
}

} // namespace reef::funding
