// Who answers for what came of a decision: when its review opens, every class and body that is responsible for it is
// asked, and says so with its name beside its share, or is silent where everybody sees it.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

/// A class, or a body (as "body:council"), that answers for a decision.
struct Responsible {
    std::string decider;
    std::optional<Percent> share;
    static constexpr auto fields() {
        return FieldTable{field("decider", &Responsible::decider, "the class, or the body that decided"),
                          field("share", &Responsible::share,
                                "of the responsibility, all sum to 100 %; none beside a class under five")};
    }
    bool operator==(const Responsible&) const = default;
};

/// Who is responsible for an outcome, as everybody may know it. Beside a class under five it does not depend on what
/// was voted: whoever could decide is responsible, and shares are not told, except of one who decided alone.
std::vector<Responsible> responsible_for(const ProposalDecided& decided,
                                         const std::vector<ElectorateClass>& electorate);
/// The same of a decision in the tables; nobody before it is decided.
std::vector<Responsible> responsible_for(store::Connection& connection, IdValue proposal);

/// Recorded where a review opens, and where the platform measures, with what it found.
struct AnswersAsked {
    IdValue proposal;
    std::vector<Responsible> responsible;
    Time answer_by;
    static constexpr std::string_view name = "decisions.answers_asked";
    static constexpr std::string_view about =
        "Those who are responsible for a decision are asked to answer for what came of it.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &AnswersAsked::proposal, "which"),
                          field("responsible", &AnswersAsked::responsible, "who is asked"),
                          field("answer_by", &AnswersAsked::answer_by, "until when they answer")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct AnswerForResult {
    IdValue proposal;
    std::optional<std::string> speaking_for;
    Vaulted<std::string> answer;
    static constexpr std::string_view name = "decisions.answer_for_result";
    static constexpr std::string_view about =
        "Answers for what came of a decision, for a class or body that is responsible for it. A later answer takes the "
        "place of an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &AnswerForResult::proposal, "which"),
                          field("speaking_for", &AnswerForResult::speaking_for,
                                "for those who speak for several: for which class or body"),
                          field("answer", &AnswerForResult::answer,
                                "what you expected, what came, what you would do now", Audience::everyone, 2'000)};
    }
};
struct AnsweredForResult {
    IdValue proposal;
    std::string decider;
    MemberId speaker;
    Vaulted<std::string> answer;
    static constexpr std::string_view name = "decisions.answered_for_result";
    static constexpr std::string_view about = "A class or body answered for what came of a decision.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &AnsweredForResult::proposal, "which"),
            field("decider", &AnsweredForResult::decider, "the class or body that answers"),
            field("speaker", &AnsweredForResult::speaker, "who spoke for it", Audience::members),
            field("answer", &AnsweredForResult::answer, "what was expected, what came, what they would do now")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct AnsweringFacts {
    std::vector<std::string> asked; // none: nobody was asked about this
    Time answer_by;
    std::vector<std::string> speaks_for; // of those asked
};
AnsweringFacts load(store::Connection&, const engine::Context&, const AnswerForResult&);
/// Refused: decisions.nobody_was_asked, .time_to_answer_over, .answers_not_for.
engine::Decision decide(const AnsweringFacts&, const AnswerForResult&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const AnswersAsked&);
void apply(store::Connection&, const engine::Meta&, const AnsweredForResult&);

/// One who was asked, and what they said.
struct AskedRow {
    std::string decider;
    std::optional<Percent> share;
    Time answer_by;
    std::optional<Hash> answer;
    std::optional<MemberId> speaker;
    std::optional<Time> answered_at;
    static constexpr auto fields() {
        return FieldTable{
            field("decider", &AskedRow::decider, ""),     field("share", &AskedRow::share, ""),
            field("answer_by", &AskedRow::answer_by, ""), field("answer", &AskedRow::answer, ""),
            field("speaker", &AskedRow::speaker, ""),     field("answered_at", &AskedRow::answered_at, "")};
    }
};
/// In the order of the decision's classes.
std::vector<AskedRow> asked_about(store::Connection& connection, IdValue proposal);
/// Of classes and bodies, those for which somebody speaks: a class's speakers, or else any member of it; a body's own.
std::vector<std::string> speaking_for(store::Connection& connection, const std::vector<std::string>& deciders,
                                      const engine::Standing& standing);

} // namespace reef::decisions
