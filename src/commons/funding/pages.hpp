// The room's pages: all rounds, one round, its gifts as a table; notes on offer, one offer, one note, the register.
#pragma once
#include "commons/funding/closing.hpp"
#include "commons/funding/note_repayment.hpp"

namespace reef::funding {

std::vector<engine::PageType> pages();
/// `/funding`
engine::PageType rounds_page();
/// `/funding/{round}` and `/funding/{round}/gifts.csv`
std::vector<engine::PageType> round_pages();

/// `/notes`, `/notes/{offer}`
std::vector<engine::PageType> notes_pages();
/// `/notes/{offer}/{note}`
engine::PageType note_page();
/// `/notes/register` and `/notes/register.csv`
std::vector<engine::PageType> note_register_pages();

std::string in_words(const engine::PageRequest& request, NotesState state);

/// A note as its holder sees it.
struct NoteLine {
    std::string number;
    std::string offer;
    std::string href;
    std::string title;
    Money amount;
    Money owed;
    Money return_paid;
    std::string state;
    bool may_withdraw = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &NoteLine::number, "of the note"),
                          field("offer", &NoteLine::offer, "number of the offer"),
                          field("href", &NoteLine::href, "its statement"),
                          field("title", &NoteLine::title, "of the offer"),
                          field("amount", &NoteLine::amount, "subscribed, or lent"),
                          field("owed", &NoteLine::owed, "not repaid yet"),
                          field("return_paid", &NoteLine::return_paid, "so far"),
                          field("state", &NoteLine::state, "how it stands"),
                          field("may_withdraw", &NoteLine::may_withdraw, "the viewer, before the day")};
    }
};
NoteLine note_line(const engine::PageRequest& request, const NoteRow& note, const NoteOfferRow& offer);

std::string in_words(const engine::PageRequest& request, const RoundRow& round);
std::string body_name(const rules::Charter& charter, const std::string& id);

} // namespace reef::funding
