// A review as people see it: what was promised, what was measured, what follows. Only the pages of this room include
// this.
#pragma once
#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/review.hpp"

namespace reef::decisions {

/// A figure that the platform reckoned, and from what.
struct FigureView {
    std::string value;
    std::string reckoned;
    static constexpr auto fields() {
        return FieldTable{field("value", &FigureView::value, "a number and its unit"),
                          field("reckoned", &FigureView::reckoned, "over which time, and from how many cases")};
    }
};
FigureView figure_view(const engine::PageRequest& request, const Figure& figure);
/// What a change promises to move: of the charter's indicators, or of those that the platform reckons.
std::string indicator_name(const engine::PageRequest& request, const rules::Charter& charter, std::string_view id);

struct ReviewView {
    std::string sentence;
    std::string promised;
    bool is_open = false;
    bool may_record = false;
    bool may_put_off = false;
    std::optional<std::string> put_off_because;
    std::optional<std::string> finding;
    bool is_kept = false;
    bool is_missed = false;
    std::optional<std::string> measured;
    std::optional<std::string> source;
    std::optional<people::Person> recorder;
    std::optional<std::string> next;
    std::optional<std::string> vote_href;
    std::optional<FigureView> before;
    std::optional<FigureView> after;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &ReviewView::sentence, "where the review stands"),
                          field("promised", &ReviewView::promised, "the expected result"),
                          field("is_open", &ReviewView::is_open, "a figure is awaited now"),
                          field("may_record", &ReviewView::may_record, "whether the viewer may record it"),
                          field("may_put_off", &ReviewView::may_put_off, "whether a lack of data can put it off"),
                          field("put_off_because", &ReviewView::put_off_because, "what was missing the first time"),
                          field("finding", &ReviewView::finding, "kept, missed or not measured; none before the end"),
                          field("is_kept", &ReviewView::is_kept, "at least what was promised"),
                          field("is_missed", &ReviewView::is_missed, "less, or nobody could say"),
                          field("measured", &ReviewView::measured, "by how much it moved as was promised"),
                          field("source", &ReviewView::source, "where that is from"),
                          field("recorder", &ReviewView::recorder, "who recorded it"),
                          field("next", &ReviewView::next, "what follows"),
                          field("vote_href", &ReviewView::vote_href, "the vote that it called, or that is open"),
                          field("before", &ReviewView::before, "where the platform reckons it: before the change"),
                          field("after", &ReviewView::after, "and on the date of the review")};
    }
};

/// Nothing for what did not pass, and for votes that a review called.
std::optional<ReviewView> review_of(engine::PageRequest& request, const rules::Charter& charter,
                                    const ProposalRow& row);

} // namespace reef::decisions
