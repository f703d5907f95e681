// The register, one practice, and what waits for an answer.
#pragma once
#include "commons/practices/precedent.hpp"

namespace reef::practices {

/// An open practice that waits for the viewer's body.
struct AwaitedAnswer {
    std::string title;
    std::string href;
    Time lapses_at;
};
std::vector<AwaitedAnswer> awaited_answers(engine::PageRequest& request);

/// When an open practice lapses, or a trial ends.
struct PracticeDeadline {
    std::string title;
    std::string href;
    Time at;
    bool is_trial = false;
};
std::vector<PracticeDeadline> practice_deadlines(const engine::PageRequest& request);

/// A practice in a list.
struct PracticeLine {
    std::string number;
    std::string href;
    std::string title;
    std::string state;
    bool is_open = false;
    bool is_not_allowed = false;
    std::vector<people::ClassChip> classes;
    std::string words;
    Time opened_at;
    std::optional<Percent> likeness;
    static constexpr auto fields() {
        return FieldTable{field("number", &PracticeLine::number, "of the practice"),
                          field("href", &PracticeLine::href, "its page"),
                          field("title", &PracticeLine::title, "in a few words"),
                          field("state", &PracticeLine::state, "how it stands"),
                          field("is_open", &PracticeLine::is_open, "nothing is settled, or it is on trial"),
                          field("is_not_allowed", &PracticeLine::is_not_allowed, "the body forbade it"),
                          field("classes", &PracticeLine::classes, "whose interests it touches"),
                          field("words", &PracticeLine::words, "by which it is found again"),
                          field("opened_at", &PracticeLine::opened_at, "when it was entered"),
                          field("likeness", &PracticeLine::likeness,
                                "beside another: what both share of what either "
                                "touches")};
    }
};
PracticeLine line_of(const engine::PageRequest& request, const rules::Charter& charter, const PracticeRow& practice);
/// `open`, `on trial`, `codified` …
std::string state_in_words(const engine::PageRequest& request, State state);
/// The name of the body that answers; none: nobody does.
std::optional<std::string> answering_body(engine::PageRequest& request, const rules::Charter& charter);
bool may_answer(engine::PageRequest& request);

/// `/practices`
engine::PageType practices_page();
/// `/practices/{practice}`
engine::PageType practice_page();

} // namespace reef::practices
