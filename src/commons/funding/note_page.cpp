#include "commons/funding/pages.hpp"

namespace reef::funding {
using namespace engine;
namespace {

constexpr RefusalKind not_your_note{"funding.not_your_note", "This statement is for whoever holds the note.", 403};

/// One stretch over which the same was owed, and what was paid at its end.
struct StretchLine {
    Time from;
    Time to;
    std::int64_t days = 0;
    Money owed;
    std::int64_t minor_days = 0;
    Money return_in_all;
    std::optional<Money> paid;
    std::optional<Money> principal;
    static constexpr auto fields() {
        return FieldTable{
            field("from", &StretchLine::from, "the day it began"),
            field("to", &StretchLine::to, "the day of a repayment, or today"),
            field("days", &StretchLine::days, "between these"),
            field("owed", &StretchLine::owed, "on each of them"),
            field("minor_days", &StretchLine::minor_days, "owed, day by day, added up from the beginning"),
            field("return_in_all", &StretchLine::return_in_all, "from the beginning, by the formula"),
            field("paid", &StretchLine::paid, "return paid at its end"),
            field("principal", &StretchLine::principal, "repaid at its end")};
    }
};
struct NotePage {
    std::string number;
    std::string offer_href;
    std::string title;
    std::string holder;
    NoteTerms terms;
    NoteLine note;
    Money cap;
    bool cap_reached = false;
    std::vector<StretchLine> stretches;
    std::vector<std::string> rows;
    std::string formula;
    static constexpr auto fields() {
        return FieldTable{field("number", &NotePage::number, "of the note"),
                          field("offer_href", &NotePage::offer_href, "the offer's page"),
                          field("title", &NotePage::title, "of the offer"),
                          field("holder", &NotePage::holder, "whose it is"),
                          field("terms", &NotePage::terms, "that bind it"),
                          field("note", &NotePage::note, "how it stands"),
                          field("cap", &NotePage::cap, "all return together is never more"),
                          field("cap_reached", &NotePage::cap_reached, "no more return accrues"),
                          field("stretches", &NotePage::stretches, "from one repayment to the next"),
                          field("rows", &NotePage::rows, "numbers in the register"),
                          field("formula", &NotePage::formula, "the return, with this note's figures")};
    }
};

/// Reckoned from the rows of the register alone.
void add_stretches(const PageRequest& request, const NoteOfferRow& offer, const NoteRow& note, NotePage& page) {
    const auto currency = offer.terms.limit.currency;
    const auto money = [&](std::int64_t minor) { return Money{minor, currency}; };
    NoteStanding standing{.lent_minor = note.minor, .owed_minor = note.minor};
    auto from = offer.assurance.by;
    const auto stretch_to = [&](Time to) {
        const auto minor_days = after(standing, {}, from, to).minor_days;
        return StretchLine{.from = from,
                           .to = to,
                           .days = days_between(from, to),
                           .owed = money(standing.owed_minor),
                           .minor_days = minor_days,
                           .return_in_all = money(return_on(offer.terms, note.minor, minor_days))};
    };
    for (const auto& row : rows_of_note(request.connection, note.note)) {
        page.rows.push_back(std::to_string(row.number));
        if (row.operation == NoteOperation::issue) continue;
        auto line = stretch_to(row.at);
        line.paid = row.paid;
        line.principal = -row.principal;
        page.stretches.push_back(line);
        standing = after(standing, {-row.principal.minor, row.paid.minor}, from, row.at);
        from = row.at;
    }
    if (standing.owed_minor > 0) page.stretches.push_back(stretch_to(request.now));
    if (page.stretches.empty()) return;
    const auto& last = page.stretches.back();
    page.cap_reached = last.return_in_all == page.cap;
    page.formula = request.say(
        "{} × {} / 365, rounded down, and at most {}: {}",
        {std::to_string(last.minor_days), offer.terms.rate.text(), page.cap.text(), last.return_in_all.text()});
}

Result<NotePage> show_note(PageRequest& request) {
    const auto asked = request.id<IdValue>("note"), asked_offer = request.id<IdValue>("offer");
    if (!asked) return std::unexpected(asked.error());
    if (!asked_offer) return std::unexpected(asked_offer.error());
    const auto note = find_note(request.connection, *asked);
    if (!note || note->offer != *asked_offer) return refuse(not_found);
    const bool is_mine = request.signed_in() && request.member() == note->member;
    if (!is_mine && !request.viewer.has("auditor")) return refuse(not_your_note);
    const auto offer = *find_notes(request.connection, note->offer);
    NotePage page{.number = note->note.text(),
                  .offer_href = address_of_notes(offer.offer),
                  .title = request.revealed(offer.title),
                  .holder = people::name_of(request, note->member),
                  .terms = offer.terms,
                  .note = note_line(request, *note, offer),
                  .cap = {cap_minor(offer.terms, note->minor), offer.terms.limit.currency}};
    if (offer.counted_to && note->standing) add_stretches(request, offer, *note, page);
    return page;
}

} // namespace

PageType note_page() {
    return page<show_note>("/notes/{offer}/{note}", "src/commons/funding/note.html",
                           "A note: what was lent, repaid and returned, with the whole computation.", members());
}

} // namespace reef::funding
