// What is weighed before a vote: how the matter should be decided, and what the change costs. Only the pages of this
// room include this.
#pragma once
#include "commons/decisions/proposal_row.hpp"

namespace reef::decisions {

struct ScoreLine {
    std::string word;
    Percent score;
    bool is_advised = false;
    bool is_in_force = false;
    static constexpr auto fields() {
        return FieldTable{field("word", &ScoreLine::word, "the mode"),
                          field("score", &ScoreLine::score, "by the published formula"),
                          field("is_advised", &ScoreLine::is_advised, "the highest"),
                          field("is_in_force", &ScoreLine::is_in_force, "how it is decided here")};
    }
};
struct AdviceView {
    std::vector<ScoreLine> scores;
    std::string sentence;
    std::optional<std::string> guard;
    std::vector<std::string> record;
    static constexpr auto fields() {
        return FieldTable{field("scores", &AdviceView::scores, "of the three modes"),
                          field("sentence", &AdviceView::sentence, "what they speak for"),
                          field("guard", &AdviceView::guard, "where a body may decide only with an end"),
                          field("record", &AdviceView::record, "of the matter, which bounds the proposer's word")};
    }
};
/// What the record says, in sentences.
std::vector<std::string> record_in_words(const engine::PageRequest& request, const MatterRecord& record);
AdviceView advice_view(const engine::PageRequest& request, const Advice& advice, rules::Mode in_force);

struct CostLineView {
    people::ClassChip stakeholder_class;
    std::int64_t members = 0;
    Money cost;
    static constexpr auto fields() {
        return FieldTable{field("class", &CostLineView::stakeholder_class, "whom it costs time"),
                          field("members", &CostLineView::members, "when it was proposed"),
                          field("cost", &CostLineView::cost, "of their time")};
    }
};
struct CostView {
    Money total;
    std::vector<CostLineView> lines;
    std::optional<Money> engineering;
    std::optional<Money> transition;
    static constexpr auto fields() {
        return FieldTable{field("total", &CostView::total, "as whoever proposes estimates it"),
                          field("lines", &CostView::lines, "class by class"),
                          field("engineering", &CostView::engineering, "what building it costs"),
                          field("transition", &CostView::transition, "what is lost until all is settled")};
    }
};
CostView cost_view(const rules::Charter& charter, const ChangeCost& cost);

} // namespace reef::decisions
