// Ballots on several options: whoever may vote approves of any of them, ranks them, or scores them, as the procedure
// says. What is chosen from was settled when the vote opened.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

struct MarkOptions {
    IdValue proposal;
    std::vector<OptionMark> marks;
    std::optional<std::string> as_class;
    static constexpr std::string_view name = "decisions.mark_options";
    static constexpr std::string_view about =
        "Votes where one chooses among several options: approves (1), ranks (1 is first; equal places and leaving out "
        "are allowed) or scores (0 to 5) each. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &MarkOptions::proposal, "which"),
                          field("marks", &MarkOptions::marks,
                                "options by number, each with its mark; 0 is what is in force", Audience::parties),
                          field("as_class", &MarkOptions::as_class, "for members of several classes: as one of which",
                                Audience::parties)};
    }
};
struct OptionsMarked {
    IdValue proposal;
    MemberId voter;
    std::string voter_class;
    std::vector<OptionMark> marks;
    static constexpr std::string_view name = "decisions.options_marked";
    static constexpr std::string_view about = "A member's ballot on several options. A later one replaces it.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &OptionsMarked::proposal, "which"),
            field("voter", &OptionsMarked::voter, "whose ballot it is", Audience::parties),
            field("class", &OptionsMarked::voter_class, "in which class it counts", Audience::parties),
            field("marks", &OptionsMarked::marks, "options by number, each with its mark", Audience::parties)};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// What may be marked, and how.
struct MarkTerms {
    std::vector<std::int64_t> options; // by number
    rules::BallotForm form = rules::BallotForm::choice;
};
MarkTerms mark_terms(store::Connection& connection, IdValue proposal);
/// Refused: decisions.no_such_option, .option_marked_twice, .mark_out_of_range.
std::optional<Refusal> refusal_of_marks(const MarkTerms& terms, std::vector<OptionMark> marks);
struct MarkFacts {
    BallotFacts ballot;
    MarkTerms terms; // none where there is no such proposal
};
MarkFacts load(store::Connection&, const engine::Context&, const MarkOptions&);
/// Refused: what `class_of_ballot` and `refusal_of_marks` refuse.
engine::Decision decide(const MarkFacts&, const MarkOptions&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const OptionsMarked&);

/// The highest mark that a form of ballot takes; the lowest of scores is 0, of others 1.
std::int64_t highest_mark(rules::BallotForm form);

} // namespace reef::decisions
