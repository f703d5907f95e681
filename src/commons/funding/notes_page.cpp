#include "commons/funding/pages.hpp"
#include <algorithm>

namespace reef::funding {
using namespace engine;
namespace {

struct OfferLine {
    std::string number;
    std::string href;
    std::string title;
    std::string state;
    bool is_open = false;
    Money subscribed;
    Money target;
    Percent rate;
    Percent return_cap;
    std::int64_t instalments = 0;
    std::int64_t months_between = 0;
    Time closes_at;
    std::optional<Time> waits_since;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &OfferLine::number, "of the offer"),
            field("href", &OfferLine::href, "its page"),
            field("title", &OfferLine::title, "in a few words"),
            field("state", &OfferLine::state, "how it stands"),
            field("is_open", &OfferLine::is_open, "whether one may subscribe"),
            field("subscribed", &OfferLine::subscribed, "by all"),
            field("target", &OfferLine::target, "below which nobody lends"),
            field("rate", &OfferLine::rate, "a year"),
            field("return_cap", &OfferLine::return_cap, "of what was lent"),
            field("instalments", &OfferLine::instalments, "in which it is repaid"),
            field("months_between", &OfferLine::months_between, "from one to the next"),
            field("closes_at", &OfferLine::closes_at, "when it is settled"),
            field("waits_since", &OfferLine::waits_since, "an instalment was due, and could not be paid")};
    }
};
struct NotesPage {
    std::string summary;
    std::vector<OfferLine> offers;
    std::vector<NoteLine> mine;
    bool any_mine = false;
    bool is_member = false;
    std::optional<Pagination> pagination;
    bool may_offer = false;
    std::optional<Money> may_owe;
    std::optional<std::string> offered_by;
    Percent rate_most;
    Percent return_cap_most;
    static constexpr auto fields() {
        return FieldTable{field("summary", &NotesPage::summary, "what this is"),
                          field("offers", &NotesPage::offers, "those that are open first, the newest first"),
                          field("mine", &NotesPage::mine, "the viewer's notes, the newest first"),
                          field("any_mine", &NotesPage::any_mine, "whether there are such"),
                          field("is_member", &NotesPage::is_member, "whether the viewer may look at the register"),
                          field("pagination", &NotesPage::pagination, "where there are many"),
                          field("may_offer", &NotesPage::may_offer, "whether the viewer may offer notes"),
                          field("may_owe", &NotesPage::may_owe, "by rule, on all notes together"),
                          field("offered_by", &NotesPage::offered_by, "the body that offers notes"),
                          field("rate_most", &NotesPage::rate_most, "by rule"),
                          field("return_cap_most", &NotesPage::return_cap_most, "by rule")};
    }
};

std::optional<Time> waits_since(const PageRequest& request, const NoteOfferRow& offer) {
    if (offer.state != NotesState::issued) return {};
    const auto due = offer.due_at(offer.instalments_repaid + 1);
    return due <= request.now && offer.try_at > due ? std::optional(due) : std::nullopt;
}

OfferLine offer_line(const PageRequest& request, const NoteOfferRow& offer) {
    return {.number = offer.offer.text(),
            .href = address_of_notes(offer.offer),
            .title = request.revealed(offer.title),
            .state = in_words(request, offer.state),
            .is_open = offer.state == NotesState::open,
            .subscribed = offer.subscribed,
            .target = offer.assurance.target,
            .rate = offer.terms.rate,
            .return_cap = offer.terms.return_cap,
            .instalments = offer.terms.instalments,
            .months_between = offer.terms.months_between,
            .closes_at = offer.assurance.by,
            .waits_since = waits_since(request, offer)};
}

std::vector<NoteLine> my_notes(const PageRequest& request) {
    std::vector<NoteLine> lines;
    if (!request.signed_in()) return lines;
    for (const auto& note : notes_of_member(request.connection, request.member()))
        if (note.standing) lines.push_back(note_line(request, note, *find_notes(request.connection, note.offer)));
    return lines;
}

Result<NotesPage> show_notes(PageRequest& request) {
    constexpr std::int64_t size = 20;
    auto& connection = request.connection;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto number = request.asked_page();
    const auto now = [&](const auto& rule) { return rules::in_force(connection, rule, request.now).value; };
    const auto body = now(notes_offered_by).id;
    NotesPage page{.summary = request.say(
                       "Members lend the co-operative money for a purpose, and are repaid in instalments with a "
                       "return that has a cap. Whoever lends gets no votes by it."),
                   .mine = my_notes(request),
                   .is_member = request.viewer.audience() >= Audience::members,
                   .pagination = Pagination::of(
                       number, size, connection.one<std::int64_t>("SELECT count(*) FROM {funding_note_offers}")),
                   .may_offer = !body.empty() && request.viewer.has("body:" + body),
                   .rate_most = now(note_rate_most),
                   .return_cap_most = now(note_return_cap)};
    page.any_mine = !page.mine.empty();
    if (!body.empty()) page.offered_by = body_name(charter, body);
    if (page.may_offer) page.may_owe = Money{now(notes_most).minor, charter.currency};
    for (const auto& offer : all_notes(connection, size, (number - 1) * size))
        page.offers.push_back(offer_line(request, offer));
    return page;
}

struct InstalmentLine {
    std::int64_t number = 0;
    Time due_at;
    std::string state;
    bool waits = false;
    std::optional<Money> principal;
    std::optional<Money> paid;
    static constexpr auto fields() {
        return FieldTable{field("number", &InstalmentLine::number, "from 1"),
                          field("due_at", &InstalmentLine::due_at, "by the terms"),
                          field("state", &InstalmentLine::state, "how it stands"),
                          field("waits", &InstalmentLine::waits, "due, and not paid: too little would have remained"),
                          field("principal", &InstalmentLine::principal, "repaid to all by it, once it is"),
                          field("paid", &InstalmentLine::paid, "return to all by it, once it is")};
    }
};
struct NoteOfferPage {
    std::string number;
    std::string title;
    std::string purpose;
    std::string body;
    std::string state;
    bool is_open = false;
    bool is_issued = false;
    std::optional<std::string> reasons;
    Money subscribed;
    Money target;
    std::int64_t lenders = 0;
    Time closes_at;
    NoteTerms terms;
    std::vector<InstalmentLine> instalments;
    std::optional<Money> owed;
    std::optional<Money> due_now;
    std::optional<Time> try_at;
    std::vector<NoteLine> mine;
    bool may_subscribe = false;
    std::optional<Money> available;
    bool may_call_off = false;
    bool may_repay = false;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &NoteOfferPage::number, "of the offer"),
            field("title", &NoteOfferPage::title, "in a few words"),
            field("purpose", &NoteOfferPage::purpose, "what the money is for"),
            field("body", &NoteOfferPage::body, "that offers them"),
            field("state", &NoteOfferPage::state, "how it stands"),
            field("is_open", &NoteOfferPage::is_open, "whether one may subscribe"),
            field("is_issued", &NoteOfferPage::is_issued, "whether something was lent"),
            field("reasons", &NoteOfferPage::reasons, "why it was called off"),
            field("subscribed", &NoteOfferPage::subscribed, "by all; once issued: lent"),
            field("target", &NoteOfferPage::target, "below which nobody lends"),
            field("lenders", &NoteOfferPage::lenders, "how many notes"),
            field("closes_at", &NoteOfferPage::closes_at, "when it is settled"),
            field("terms", &NoteOfferPage::terms, "that bind it to its end"),
            field("instalments", &NoteOfferPage::instalments, "in which it is repaid"),
            field("owed", &NoteOfferPage::owed, "of what was lent, to all"),
            field("due_now", &NoteOfferPage::due_now, "while an instalment waits: with the return until now"),
            field("try_at", &NoteOfferPage::try_at, "when what waits is tried again"),
            field("mine", &NoteOfferPage::mine, "the viewer's notes of it"),
            field("may_subscribe", &NoteOfferPage::may_subscribe, "the viewer"),
            field("available", &NoteOfferPage::available, "on the viewer's account"),
            field("may_call_off", &NoteOfferPage::may_call_off, "the viewer"),
            field("may_repay", &NoteOfferPage::may_repay, "early, the viewer"),
            field("proof", &NoteOfferPage::proof, "the entry that it rests on")};
    }
};

/// What all were repaid, by the entries of the register: one for each instalment, the last of which may be early.
std::vector<InstalmentLine> instalment_lines(const PageRequest& request, const NoteOfferRow& offer) {
    using Row = std::tuple<EntryNumber, std::int64_t, std::int64_t>;
    const auto repaid = request.connection.all<Row>(
        "SELECT entry, CAST(-sum(principal) AS BIGINT), CAST(sum(paid) AS BIGINT) FROM {funding_note_rows} WHERE offer "
        "= $1 AND operation <> 'issue' GROUP BY entry ORDER BY entry",
        offer.offer);
    const auto waiting = waits_since(request, offer);
    std::vector<InstalmentLine> lines;
    for (std::int64_t i = 1; i <= offer.terms.instalments; ++i) {
        InstalmentLine line{.number = i, .due_at = offer.due_at(i)};
        line.waits = waiting && line.due_at <= request.now && i > offer.instalments_repaid;
        if (i <= std::ssize(repaid)) {
            const auto& [entry, principal, paid] = repaid[static_cast<std::size_t>(i - 1)];
            line.principal = Money{principal, offer.terms.limit.currency};
            line.paid = Money{paid, offer.terms.limit.currency};
        }
        line.state = i <= offer.instalments_repaid
                         ? line.principal ? request.say("repaid") : request.say("repaid early")
                     : line.waits ? request.say("due, not paid yet")
                                  : request.say("to come");
        lines.push_back(std::move(line));
    }
    return lines;
}

/// What is owed to all, and what of it is due while it waits.
void add_owed(const PageRequest& request, const NoteOfferRow& offer, const std::vector<NoteRow>& notes,
              NoteOfferPage& page) {
    const auto currency = offer.terms.limit.currency;
    Money owed{0, currency}, due_now{0, currency};
    std::int64_t due_instalment = offer.instalments_repaid;
    while (due_instalment < offer.terms.instalments && offer.due_at(due_instalment + 1) <= request.now)
        ++due_instalment;
    for (const auto& note : notes) {
        owed.minor += note.repayment.owed_minor;
        const auto due = due_of(offer.terms, note.repayment, *offer.counted_to, request.now, due_instalment);
        due_now.minor += due.principal_minor + due.return_minor;
    }
    page.owed = owed;
    if (!waits_since(request, offer)) return;
    page.due_now = due_now;
    page.try_at = offer.try_at;
}

Result<NoteOfferPage> show_note_offer(PageRequest& request) {
    const auto asked = request.id<IdValue>("offer");
    if (!asked) return std::unexpected(asked.error());
    const auto offer = find_notes(request.connection, *asked);
    if (!offer) return refuse(not_found);
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto notes = notes_of_offer(request.connection, *asked);
    NoteOfferPage page{.number = offer->offer.text(),
                       .title = request.revealed(offer->title),
                       .purpose = request.revealed(offer->purpose),
                       .body = body_name(charter, offer->body),
                       .state = in_words(request, offer->state),
                       .is_open = offer->state == NotesState::open,
                       .is_issued = offer->counted_to.has_value(),
                       .subscribed = offer->subscribed,
                       .target = offer->assurance.target,
                       .lenders = std::ssize(notes),
                       .closes_at = offer->assurance.by,
                       .terms = offer->terms,
                       .instalments = instalment_lines(request, *offer),
                       .proof = proof_of(request.connection, offer->entry)};
    if (offer->reasons) page.reasons = request.revealed(*offer->reasons);
    if (offer->state == NotesState::issued) add_owed(request, *offer, notes, page);
    if (!request.signed_in()) return page;
    for (const auto& note : notes)
        if (note.member == request.member()) page.mine.push_back(note_line(request, note, *offer));
    const bool is_of_body = request.viewer.has("body:" + offer->body);
    page.may_call_off = page.is_open && is_of_body;
    page.may_repay = offer->state == NotesState::issued && is_of_body;
    page.may_subscribe = page.is_open && request.viewer.has("member");
    page.available = ledger::balance_and_pending_of(request.connection, ledger::account_of(request.member()),
                                                    offer->terms.limit.currency)
                         .available();
    return page;
}

} // namespace

std::string in_words(const PageRequest& request, NotesState state) {
    switch (state) {
    case NotesState::open:
        return request.say("open for subscriptions");
    case NotesState::missed:
        return request.say("not enough was subscribed");
    case NotesState::called_off:
        return request.say("called off");
    case NotesState::issued:
        return request.say("issued");
    case NotesState::repaid:
        return request.say("repaid");
    }
    return {};
}

NoteLine note_line(const PageRequest& request, const NoteRow& note, const NoteOfferRow& offer) {
    const auto currency = offer.terms.limit.currency;
    return {.number = note.note.text(),
            .offer = offer.offer.text(),
            .href = address_of_note(offer.offer, note.note),
            .title = request.revealed(offer.title),
            .amount = {note.minor, currency},
            .owed = {note.repayment.owed_minor, currency},
            .return_paid = {note.repayment.return_paid_minor, currency},
            .state = note.standing ? in_words(request, offer.state) : request.say("taken back"),
            .may_withdraw = note.standing && offer.state == NotesState::open && request.signed_in() &&
                            request.member() == note.member};
}

std::vector<PageType> notes_pages() {
    return {page<show_notes>("/notes", "src/commons/funding/notes.html",
                             "Notes: what members lend the co-operative, and on which terms.", anyone()),
            page<show_note_offer>("/notes/{offer}", "src/commons/funding/note_offer.html",
                                  "An offer of notes: its terms, what was lent, and what was repaid.", anyone())};
}

} // namespace reef::funding
