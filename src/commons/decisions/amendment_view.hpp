// Amendments to a text, and how its draft came about, as people see them. Only the pages of this room include this.
#pragma once
#include "commons/decisions/amendment.hpp"
#include "commons/decisions/resolution_view.hpp"

namespace reef::decisions {

struct AmendmentView {
    std::string number;
    std::optional<people::Person> author;
    std::string reason;
    std::vector<DiffLine> changes;
    std::string state;
    std::optional<std::string> declined_because;
    std::optional<std::string> vote_href;
    std::int64_t sponsors = 0;
    std::int64_t sponsors_needed = 0;
    bool may_decide = false;
    bool may_sponsor = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &AmendmentView::number, "of the amendment"),
                          field("author", &AmendmentView::author, "who proposes it"),
                          field("reason", &AmendmentView::reason, "why"),
                          field("changes", &AmendmentView::changes, "beside the draft that its author saw"),
                          field("state", &AmendmentView::state, "where it stands"),
                          field("declined_because", &AmendmentView::declined_because, "why it was not taken"),
                          field("vote_href", &AmendmentView::vote_href, "where it is voted on"),
                          field("sponsors", &AmendmentView::sponsors, "who ask for a vote on it"),
                          field("sponsors_needed", &AmendmentView::sponsors_needed, "for that"),
                          field("may_decide", &AmendmentView::may_decide, "whether the viewer may take or decline it"),
                          field("may_sponsor", &AmendmentView::may_sponsor, "whether the viewer may sponsor it")};
    }
};
struct DraftView {
    std::int64_t draft = 0;
    Time at;
    std::optional<std::string> amendment;
    std::vector<DiffLine> changes;
    static constexpr auto fields() {
        return FieldTable{field("draft", &DraftView::draft, "the version, from 1"),
                          field("at", &DraftView::at, "since when"),
                          field("amendment", &DraftView::amendment, "that made it"),
                          field("changes", &DraftView::changes, "beside the version before")};
    }
};
struct AmendmentsView {
    std::string sentence;
    std::vector<AmendmentView> list;
    std::vector<DraftView> drafts;
    bool may_amend = false;
    std::string draft_text;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &AmendmentsView::sentence, "what can be done now"),
                          field("list", &AmendmentsView::list, "the first proposed first"),
                          field("drafts", &AmendmentsView::drafts, "versions of the text after the first"),
                          field("may_amend", &AmendmentsView::may_amend, "whether the viewer may propose one"),
                          field("draft_text", &AmendmentsView::draft_text, "to begin with")};
    }
};
/// Nothing for a repeal, and nothing where there were no amendments and there can be none any more.
std::optional<AmendmentsView> amendments_view(engine::PageRequest& request, const rules::Charter& charter,
                                              const ProposalRow& row);
/// The text that a vote on an amendment is about.
ResolutionView voted_amendment_view(engine::PageRequest& request, const ProposalRow& row);

} // namespace reef::decisions
