// A text that is proposed or stands, as people see it. Only the pages of this room include this.
#pragma once
#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/resolution.hpp"
#include "core/base/paragraphs.hpp"

namespace reef::decisions {

using rules::diff_lines;
using rules::DiffLine;

struct ResolutionRef {
    std::string title;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("title", &ResolutionRef::title, "what it is called"),
                          field("href", &ResolutionRef::href, "its decision")};
    }
};
struct ResolutionView {
    std::string sentence;
    std::optional<ResolutionRef> other;
    std::string text;
    bool has_changes = false;
    std::vector<DiffLine> changes;
    bool may_change = false;
    std::string change_href;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &ResolutionView::sentence, "what is proposed, or since when it stands"),
                          field("other", &ResolutionView::other, "that it takes the place of, or that ended it"),
                          field("text", &ResolutionView::text, "what is resolved; of a repeal, what would end"),
                          field("has_changes", &ResolutionView::has_changes, "whether it takes the place of another"),
                          field("changes", &ResolutionView::changes, "what it says otherwise than that"),
                          field("may_change", &ResolutionView::may_change, "whether another can be proposed instead"),
                          field("change_href", &ResolutionView::change_href, "where")};
    }
};
ResolutionView resolution_view(engine::PageRequest& request, const ProposalRow& row);

} // namespace reef::decisions
