// Opinions on a proposal and their answers, as people see them; how far and how fast each class is heard. Only the
// pages of this room include this.
#pragma once
#include "commons/decisions/opinion.hpp"
#include "commons/decisions/proposal_row.hpp"

namespace reef::decisions {

struct OpinionAnswerView {
    std::string word;
    bool is_taken_up = false;
    std::string reason;
    std::optional<std::string> change;
    std::optional<people::ClassChip> stakeholder_class;
    std::optional<people::Person> answerer;
    Time at;
    static constexpr auto fields() {
        return FieldTable{field("word", &OpinionAnswerView::word, "what is done with the opinion"),
                          field("is_taken_up", &OpinionAnswerView::is_taken_up, "accepted, at least in part"),
                          field("reason", &OpinionAnswerView::reason, "why"),
                          field("change", &OpinionAnswerView::change, "what is changed"),
                          field("class", &OpinionAnswerView::stakeholder_class, "that answered; none: the proposer"),
                          field("answerer", &OpinionAnswerView::answerer, "who answered; for members"),
                          field("at", &OpinionAnswerView::at, "when")};
    }
};
struct OpinionLine {
    std::string number;
    people::ClassChip stakeholder_class;
    std::optional<people::Person> author;
    std::string text;
    Time at;
    std::optional<Time> answer_by;
    std::optional<OpinionAnswerView> answer;
    std::optional<std::string> silence;
    static constexpr auto fields() {
        return FieldTable{field("number", &OpinionLine::number, "of the opinion"),
                          field("class", &OpinionLine::stakeholder_class, "of its author"),
                          field("author", &OpinionLine::author, "whose; for members"),
                          field("text", &OpinionLine::text, "the opinion"),
                          field("at", &OpinionLine::at, "when it was given"),
                          field("answer_by", &OpinionLine::answer_by, "while it waits: until when"),
                          field("answer", &OpinionLine::answer, "what another party said to it"),
                          field("silence", &OpinionLine::silence, "that nobody answered in time, and who did not")};
    }
};
/// How far a class is heard: what became of its opinions.
struct UptakeLine {
    people::ClassChip stakeholder_class;
    std::int64_t opinions = 0;
    std::int64_t answered = 0;
    std::int64_t taken_up = 0;
    std::optional<std::string> share;
    std::optional<Duration> median_wait;
    bool is_low = false;
    static constexpr auto fields() {
        return FieldTable{field("class", &UptakeLine::stakeholder_class, "whose opinions"),
                          field("opinions", &UptakeLine::opinions, "given, but for those that wait"),
                          field("answered", &UptakeLine::answered, "of them, by another party in time"),
                          field("taken_up", &UptakeLine::taken_up, "accepted, at least in part"),
                          field("share", &UptakeLine::share, "share of the opinions that was taken up"),
                          field("median_wait", &UptakeLine::median_wait, "for an answer"),
                          field("is_low", &UptakeLine::is_low,
                                "of twenty opinions or more, less than half as large a share as of all")};
    }
};
struct OpinionsView {
    std::string sentence;
    std::vector<OpinionLine> opinions;
    std::vector<UptakeLine> uptake;
    bool has_uptake = false;
    std::optional<std::string> answering;
    bool may_state = false;
    std::optional<std::string> may_not_state_because;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &OpinionsView::sentence, "what opinions do here"),
                          field("opinions", &OpinionsView::opinions, "in the order in which they were given"),
                          field("uptake", &OpinionsView::uptake, "class by class"),
                          field("has_uptake", &OpinionsView::has_uptake, "whether something became of any yet"),
                          field("answering", &OpinionsView::answering, "the oldest opinion that the viewer may answer"),
                          field("may_state", &OpinionsView::may_state, "whether the viewer may give one"),
                          field("may_not_state_because", &OpinionsView::may_not_state_because, "why not")};
    }
};
/// Nothing where the procedure asks for no answers.
std::optional<OpinionsView> opinions_view(engine::PageRequest& request, const rules::Charter& charter,
                                          const ProposalRow& row);
/// Of one proposal, or of all of the last year; classes without opinions are left out.
std::vector<UptakeLine> uptake_by_class(engine::PageRequest& request, const rules::Charter& charter,
                                        std::optional<IdValue> proposal);

} // namespace reef::decisions
