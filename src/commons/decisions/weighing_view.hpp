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

/// What one who speaks for a class says instead.
struct SpokenView {
    Money cost;
    Money more;
    std::string reason;
    people::Person speaker;
    static constexpr auto fields() {
        return FieldTable{field("cost", &SpokenView::cost, "of the time of their class"),
                          field("more", &SpokenView::more, "than whoever proposes estimates; below zero if less"),
                          field("reason", &SpokenView::reason, "why so much"),
                          field("speaker", &SpokenView::speaker, "who says so")};
    }
};
struct CostLineView {
    people::ClassChip stakeholder_class;
    std::int64_t members = 0;
    Money cost;
    std::optional<SpokenView> spoken;
    static constexpr auto fields() {
        return FieldTable{field("class", &CostLineView::stakeholder_class, "whom it costs time"),
                          field("members", &CostLineView::members, "when it was proposed"),
                          field("cost", &CostLineView::cost, "of their time, as whoever proposes estimates it"),
                          field("spoken", &CostLineView::spoken, "as one who speaks for the class estimates it")};
    }
};
struct EstimableClass {
    std::string id;
    std::string name;
    static constexpr auto fields() {
        return FieldTable{field("id", &EstimableClass::id, "the class"),
                          field("name", &EstimableClass::name, "as people see it")};
    }
};
struct CostView {
    Money total;
    std::vector<CostLineView> lines;
    std::optional<Money> engineering;
    std::optional<Money> transition;
    std::optional<Money> spoken_total;
    bool is_estimated = false;
    bool may_estimate = false;
    std::vector<EstimableClass> estimable;
    static constexpr auto fields() {
        return FieldTable{
            field("total", &CostView::total, "as whoever proposes estimates it"),
            field("lines", &CostView::lines, "class by class"),
            field("engineering", &CostView::engineering, "what building it costs"),
            field("transition", &CostView::transition, "what is lost until all is settled"),
            field("spoken_total", &CostView::spoken_total, "with what speakers of classes estimate in its place"),
            field("is_estimated", &CostView::is_estimated, "by anybody"),
            field("may_estimate", &CostView::may_estimate, "whether the viewer speaks for a class now"),
            field("estimable", &CostView::estimable, "the classes for which the viewer speaks")};
    }
};
/// Nothing where nobody estimated anything, and the viewer may not.
std::optional<CostView> cost_view(engine::PageRequest& request, const rules::Charter& charter, const ProposalRow& row,
                                  const std::optional<std::string>& proposed);

} // namespace reef::decisions
