// A negotiation as people see it: the offers, who has said what to the last one, and what one may do. Only the pages of
// this room include this.
#pragma once
#include "commons/decisions/negotiation.hpp"
#include "commons/decisions/proposal_row.hpp"

namespace reef::decisions {

struct OfferLine {
    std::int64_t number = 0;
    std::optional<people::ClassChip> offering_class;
    std::string value;
    std::string reason;
    Time at;
    bool is_last = false;
    bool has_changes = false;
    std::vector<rules::DiffLine> changes = {};
    static constexpr auto fields() {
        return FieldTable{field("number", &OfferLine::number, "of the offer, the last first"),
                          field("class", &OfferLine::offering_class, "which class made it; none: the mediator"),
                          field("value", &OfferLine::value, "what was offered"),
                          field("reason", &OfferLine::reason, "why the others could live with it"),
                          field("at", &OfferLine::at, "when"),
                          field("is_last", &OfferLine::is_last, "on the table"),
                          field("has_changes", &OfferLine::has_changes, "it is a text in paragraphs"),
                          field("changes", &OfferLine::changes, "beside what is in force")};
    }
};
struct SideLine {
    people::ClassChip stakeholder_class;
    std::string speakers;
    std::optional<std::int64_t> accept;
    std::optional<std::int64_t> reject;
    bool consents = false;
    std::string says;
    bool is_withheld = false;
    static constexpr auto fields() {
        return FieldTable{field("class", &SideLine::stakeholder_class, "which class"),
                          field("speakers", &SideLine::speakers, "who speaks for it"),
                          field("accept", &SideLine::accept,
                                "answers to the last offer; none where they would tell of fewer than five speakers"),
                          field("reject", &SideLine::reject, "the same"),
                          field("consents", &SideLine::consents, "to the last offer"),
                          field("says", &SideLine::says, "the same in words, or what is missing"),
                          field("is_withheld", &SideLine::is_withheld, "how many answered is not shown")};
    }
};
struct NegotiationView {
    std::string sentence;
    std::optional<std::string> mediator;
    std::vector<OfferLine> offers;
    std::vector<SideLine> sides;
    std::int64_t last_number = 0;
    bool may_answer = false;
    bool may_offer = false;
    bool is_text = false;
    bool has_accepted = false;
    bool has_rejected = false;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &NegotiationView::sentence, "how it closes"),
                          field("mediator", &NegotiationView::mediator, "who mediates"),
                          field("offers", &NegotiationView::offers, "the last first"),
                          field("sides", &NegotiationView::sides, "class by class"),
                          field("last_number", &NegotiationView::last_number, "of the offer on the table"),
                          field("may_answer", &NegotiationView::may_answer, "the viewer speaks for a class"),
                          field("may_offer", &NegotiationView::may_offer, "whether the viewer may make the next offer"),
                          field("is_text", &NegotiationView::is_text, "a value is a text in paragraphs"),
                          field("has_accepted", &NegotiationView::has_accepted, "the viewer, the last offer"),
                          field("has_rejected", &NegotiationView::has_rejected, "the viewer, the last offer")};
    }
};
/// Whether the answers of each class's speakers to the last offer are shown: how many answered in all can be counted in
/// the chronicle.
std::vector<bool> answers_shown(const engine::PageRequest& request, IdValue proposal);
/// Nothing for what is not bargained about.
std::optional<NegotiationView> negotiation_view(engine::PageRequest& request, const rules::Charter& charter,
                                                const ProposalRow& row);

} // namespace reef::decisions
