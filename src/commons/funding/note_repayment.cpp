#include "commons/funding/note_repayment.hpp"

namespace reef::funding {
using namespace engine;
namespace {

constexpr RefusalKind nothing_owed{"funding.nothing_owed", "Nothing is owed on the notes {}.", 409};
constexpr RefusalKind cannot_afford{
    "funding.cannot_afford", "To repay {} now would leave too little: there are {}, of which {} must remain.", 409};

NotesRepaid repayment(const RepayFacts& facts, std::int64_t instalment, Time now) {
    const auto& offer = *facts.offer;
    const auto currency = offer.terms.limit.currency;
    NotesRepaid repaid{
        .offer = offer.offer, .instalment = instalment, .principal = {0, currency}, .paid = {0, currency}};
    auto row = facts.next_row;
    for (const auto& note : facts.notes) {
        const auto due = due_of(offer.terms, note.repayment, *offer.counted_to, now, instalment);
        repaid.notes.push_back({row++, note.note, due.principal_minor, due.return_minor});
        repaid.principal.minor += due.principal_minor;
        repaid.paid.minor += due.return_minor;
    }
    return repaid;
}

RepayFacts repay_facts(store::Connection& connection, IdValue offer, Time at) {
    return {find_notes(connection, offer), notes_of_offer(connection, offer), next_note_row(connection),
            ledger::solvency_for(connection, ledger::Claim::notes, at)};
}

} // namespace

CloseNotesFacts load(store::Connection& connection, const Context&, const CloseNotes& command) {
    const auto offer = find_notes(connection, command.offer);
    ensure(offer && offer->state == NotesState::open, "the clock closes offers that are open");
    return {*offer, std::ssize(notes_of_offer(connection, command.offer)), next_note_row(connection)};
}
Decision decide(const CloseNotesFacts& facts, const CloseNotes& command, Context&) {
    const auto& offer = facts.offer;
    NotesClosed closed{command.offer, offer.subscribed, facts.notes, offer.subscribed >= offer.assurance.target, {}};
    if (closed.reached) closed.first_row = facts.next_row;
    return Events{closed};
}
void apply(store::Connection& connection, const Meta& meta, const NotesClosed& event) {
    if (!event.reached) {
        connection.run("UPDATE {funding_note_offers} SET state = $1 WHERE offer = $2", NotesState::missed, event.offer);
        return;
    }
    const auto offer = *find_notes(connection, event.offer);
    auto number = *event.first_row;
    for (const auto& note : notes_of_offer(connection, event.offer))
        enter(connection, meta,
              {.number = number++,
               .note = note.note,
               .offer = event.offer,
               .member = note.member,
               .principal = {note.minor, event.subscribed.currency},
               .paid = {0, event.subscribed.currency},
               .authority = offer.authority});
    connection.run("UPDATE {funding_notes} SET owed = minor WHERE offer = $1 AND standing", event.offer);
    connection.run("UPDATE {funding_note_offers} SET state = $1, counted_to = $2, try_at = $3 WHERE offer = $4",
                   NotesState::issued, offer.assurance.by, offer.due_at(1), event.offer);
}
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const NotesClosed& closed) {
    if (!closed.reached) return releases_of(connection, closed.offer);
    std::vector<Call> calls;
    for (const auto& note : notes_of_offer(connection, closed.offer)) {
        const auto held = ledger::pending_holds_for(connection, address_of_note(closed.offer, note.note));
        calls.push_back(call(ledger::PostHold{held.at(0).hold, {}}));
    }
    return calls;
}

RepayFacts load(store::Connection& connection, const Context& context, const RepayNotes& command) {
    return repay_facts(connection, command.offer, context.at);
}
/// All notes of an offer are repaid alike, or all of them wait.
Decision decide(const RepayFacts& facts, const RepayNotes& command, Context& context) {
    ensure(facts.offer && facts.offer->state == NotesState::issued,
           "the clock repays notes on which something is owed");
    const auto repaid = repayment(facts, command.instalment, context.at);
    const auto due = repaid.principal + repaid.paid;
    if (facts.solvency.affords(due)) return Events{repaid};
    return Events{NotesPostponed{command.offer, command.instalment, due, context.at + days(1), facts.solvency.funds,
                                 facts.solvency.floor}};
}

RepayFacts load(store::Connection& connection, const Context& context, const RepayNotesEarly& command) {
    return repay_facts(connection, command.offer, context.at);
}
Decision decide(const RepayFacts& facts, const RepayNotesEarly& command, Context& context) {
    if (!facts.offer) return refuse(no_such_offer, "offer", {command.offer.text()});
    const auto& offer = *facts.offer;
    if (!context.standing.has("body:" + offer.body)) return refuse(not_your_offer, "offer", {offer.body});
    if (offer.state != NotesState::issued) return refuse(nothing_owed, "offer", {command.offer.text()});
    auto repaid = repayment(facts, offer.terms.instalments, context.at);
    repaid.early = true;
    if (const auto due = repaid.principal + repaid.paid; !facts.solvency.affords(due))
        return refuse_by_rule(cannot_afford, ledger::own_funds_floor.name, "offer",
                              {due.text(), facts.solvency.funds.text(), facts.solvency.floor.text()});
    return Events{repaid};
}
void apply(store::Connection& connection, const Meta& meta, const NotesRepaid& event) {
    const auto offer = *find_notes(connection, event.offer);
    for (const auto& each : event.notes) {
        const auto note = *find_note(connection, each.note);
        const auto now = after(note.repayment, {each.principal_minor, each.return_minor}, *offer.counted_to, meta.at);
        connection.run("UPDATE {funding_notes} SET owed = $1, minor_days = $2, return_paid = $3 WHERE note = $4",
                       now.owed_minor, now.minor_days, now.return_paid_minor, each.note);
        enter(connection, meta,
              {.number = each.row,
               .note = each.note,
               .offer = event.offer,
               .member = note.member,
               .operation = event.early ? NoteOperation::repay_early : NoteOperation::repay,
               .principal = {-each.principal_minor, event.paid.currency},
               .paid = {each.return_minor, event.paid.currency},
               .authority = offer.authority});
    }
    const bool is_last = event.instalment == offer.terms.instalments;
    connection.run("UPDATE {funding_note_offers} SET state = $1, counted_to = $2, instalments_repaid = $3, try_at = $4 "
                   "WHERE offer = $5",
                   is_last ? NotesState::repaid : NotesState::issued, meta.at, event.instalment,
                   is_last ? std::nullopt : std::optional(std::max(offer.due_at(event.instalment + 1), meta.at)),
                   event.offer);
}
void apply(store::Connection& connection, const Meta&, const NotesPostponed& event) {
    connection.run("UPDATE {funding_note_offers} SET try_at = $1 WHERE offer = $2", event.try_at, event.offer);
}

/// The treasury pays one sum into the escrow of the notes, and from there each has a posting of its own, so that nobody
/// reads what others lent.
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const NotesRepaid& repaid) {
    std::vector<Call> calls;
    const auto escrow = escrow_of_notes(repaid.offer);
    const std::string return_words(purpose::note_return);
    if (repaid.paid.minor > 0)
        calls.push_back(call(ledger::Post{
            {{std::string(ledger::treasury), escrow, repaid.paid, return_words}}, address_of_notes(repaid.offer), {}}));
    for (const auto& each : repaid.notes) {
        const auto member = find_note(connection, each.note)->member;
        const auto account = ledger::account_of(member);
        const auto money = [&](std::int64_t minor) { return Money{minor, repaid.paid.currency}; };
        std::vector<ledger::Movement> movements;
        if (each.principal_minor > 0)
            movements.push_back(
                {ledger::notes_of(member), account, money(each.principal_minor), std::string(purpose::note_repaid)});
        if (each.return_minor > 0) movements.push_back({escrow, account, money(each.return_minor), return_words});
        if (!movements.empty())
            calls.push_back(
                call(ledger::Post{std::move(movements), address_of_note(repaid.offer, each.note), {member}}));
    }
    return calls;
}

std::vector<Schedule> note_schedules() {
    return {
        schedule<IdValue>("funding.close_notes", "notes are issued on their day",
                          "SELECT closes_at, offer FROM {funding_note_offers} WHERE state = 'open' AND closes_at <= "
                          "$1 ORDER BY closes_at, offer LIMIT 1",
                          [](IdValue offer) { return call(CloseNotes{offer}); }),
        schedule<IdValue, std::int64_t>(
            "funding.repay_notes", "and repaid as they fall due",
            "SELECT try_at, offer, instalments_repaid FROM {funding_note_offers} WHERE state = 'issued' AND try_at "
            "<= $1 ORDER BY try_at, offer LIMIT 1",
            [](IdValue offer, std::int64_t repaid) {
                return call(RepayNotes{offer, repaid + 1});
            })};
}

} // namespace reef::funding
