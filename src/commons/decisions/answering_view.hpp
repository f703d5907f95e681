// Answers for what came of a decision, as people see them beside its review and on the vote that the review called.
#pragma once
#include "commons/decisions/decision_page.hpp"

namespace reef::decisions {

struct AnswerLine {
    std::string class_name;
    std::string class_color;
    std::optional<Percent> share;
    std::optional<std::string> answer;
    std::optional<people::Person> speaker;
    std::optional<Time> answered_at;
    static constexpr auto fields() {
        return FieldTable{field("class_name", &AnswerLine::class_name, "the class or body, as people see it"),
                          field("class_color", &AnswerLine::class_color, "its colour everywhere"),
                          field("share", &AnswerLine::share,
                                "of the responsibility; none where it would tell whether a group under five voted"),
                          field("answer", &AnswerLine::answer, "in its own words; none: it has not answered"),
                          field("speaker", &AnswerLine::speaker, "who spoke for it"),
                          field("answered_at", &AnswerLine::answered_at, "when")};
    }
};
/// A class or body for which the viewer may answer.
struct AnswersFor {
    std::string id;
    std::string name;
    static constexpr auto fields() {
        return FieldTable{field("id", &AnswersFor::id, "as commands write it"),
                          field("name", &AnswersFor::name, "as people see it")};
    }
};
struct AnswersView {
    std::string decision;
    std::string sentence;
    std::vector<AnswerLine> lines;
    std::optional<std::string> withheld;
    bool may_answer = false;
    std::vector<AnswersFor> speaks_for;
    static constexpr auto fields() {
        return FieldTable{field("decision", &AnswersView::decision, "whose result they answer for"),
                          field("sentence", &AnswersView::sentence, "who is asked, and until when"),
                          field("lines", &AnswersView::lines, "each of them"),
                          field("withheld", &AnswersView::withheld, "what is not shown, and why"),
                          field("may_answer", &AnswersView::may_answer, "whether the viewer may answer now"),
                          field("speaks_for", &AnswersView::speaks_for, "for which of them")};
    }
};
/// Nothing where nobody was asked.
std::optional<AnswersView> answers_view(engine::PageRequest& request, const rules::Charter& charter, IdValue proposal);

/// A class as people see it, or a body without a colour.
people::ClassChip decider_chip(const rules::Charter& charter, const std::string& decider);

/// Decisions for whose result the viewer is to answer now, as one who speaks for a class or body that has not.
std::vector<OpenDecision> awaited_answers(engine::PageRequest& request);

} // namespace reef::decisions
