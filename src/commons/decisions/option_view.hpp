// Several options as people see them: what may be chosen, the ballot, and the account of the count. Only the pages of
// this room include this.
#pragma once
#include "commons/decisions/count_view.hpp"
#include "commons/decisions/option_ballot.hpp"
#include "commons/decisions/proposal_row.hpp"

namespace reef::decisions {

/// A mark that one may give an option, ready to be sent.
struct MarkChoice {
    std::string value;
    std::string option;
    std::string label;
    bool is_chosen = false;
    static constexpr auto fields() {
        return FieldTable{field("value", &MarkChoice::value, "to send"),
                          field("option", &MarkChoice::option, "of which option"),
                          field("label", &MarkChoice::label, "as people see it"),
                          field("is_chosen", &MarkChoice::is_chosen, "on the viewer's ballot")};
    }
};
struct OptionLine {
    IdValue proposal;
    std::int64_t number = 0;
    std::string value;
    bool is_in_force = false;
    bool is_proposed = false;
    std::optional<people::Person> author;
    std::optional<std::string> reason;
    std::optional<std::string> needs;
    std::optional<std::int64_t> place;
    std::optional<std::string> standing;
    bool is_chosen = false;
    bool may_take_back = false;
    std::vector<MarkChoice> marks;
    bool has_changes = false;
    std::vector<rules::DiffLine> changes;
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &OptionLine::proposal, "of which proposal"),
            field("number", &OptionLine::number, "of the option"),
            field("value", &OptionLine::value, "what the rule would say"),
            field("is_in_force", &OptionLine::is_in_force, "as it is now"),
            field("is_proposed", &OptionLine::is_proposed, "as it was proposed first"),
            field("author", &OptionLine::author, "of an alternative: who set it there"),
            field("reason", &OptionLine::reason, "and why"),
            field("needs", &OptionLine::needs, "beyond the usual"),
            field("place", &OptionLine::place, "in the order of the method, once decided; none where it is not shown"),
            field("standing", &OptionLine::standing, "how it stood against what is in force"),
            field("is_chosen", &OptionLine::is_chosen, "it was decided"),
            field("may_take_back", &OptionLine::may_take_back, "whether the viewer may"),
            field("marks", &OptionLine::marks, "that the viewer may give it"),
            field("has_changes", &OptionLine::has_changes, "it is a text in paragraphs"),
            field("changes", &OptionLine::changes, "beside what is in force")};
    }
};
struct AccountRow {
    std::string value;
    std::vector<std::string> cells;
    static constexpr auto fields() {
        return FieldTable{field("value", &AccountRow::value, "of the option"),
                          field("cells", &AccountRow::cells, "under each heading")};
    }
};
/// What the method counted, in percent of all weighted votes.
struct AccountView {
    std::string sentence;
    std::vector<std::string> headings;
    std::vector<AccountRow> rows;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &AccountView::sentence, "what the table shows"),
                          field("headings", &AccountView::headings, "of its columns"),
                          field("rows", &AccountView::rows, "option by option")};
    }
};
struct OptionsView {
    std::string sentence;
    std::vector<OptionLine> list;
    std::string how;
    bool is_approval = false;
    bool has_voted = false;
    bool may_add = false;
    bool is_text = false;
    std::optional<AccountView> account;
    std::optional<std::string> ballots_href;
    static constexpr auto fields() {
        return FieldTable{
            field("sentence", &OptionsView::sentence, "what is chosen from, and how it is counted"),
            field("list", &OptionsView::list, "once decided in the order of the method"),
            field("how", &OptionsView::how, "one votes"),
            field("is_approval", &OptionsView::is_approval, "one approves, and gives no places or scores"),
            field("has_voted", &OptionsView::has_voted, "the viewer"),
            field("may_add", &OptionsView::may_add, "whether the viewer may set another value beside it"),
            field("is_text", &OptionsView::is_text, "a value is a text in paragraphs"),
            field("account", &OptionsView::account, "of the method, once decided"),
            field("ballots_href", &OptionsView::ballots_href, "all ballots as a file, where shown")};
    }
};
/// Nothing where one value is decided on.
std::optional<OptionsView> options_view(engine::PageRequest& request, const rules::Charter& charter,
                                        const ProposalRow& row);

/// How much of a choice among several options the viewer sees: all of it, or the outcome alone where a class has fewer
/// than five voters.
VotesShown options_shown(const engine::PageRequest& request, const rules::ProcedureCharter& procedure,
                         const std::vector<ElectorateClass>& electorate);
/// What was asked and what was reached, of the option that won or was the highest.
std::string option_reasons(const engine::PageRequest& request, const rules::ProcedureCharter& procedure,
                           const std::vector<ElectorateClass>& electorate, const ProposalDecided& decided,
                           VotesShown shown);
std::string options_outcome_sentence(const engine::PageRequest& request, const ProposalDecided& decided);
/// How many voted; once decided, the votes for the option that won or was the highest against what is in force.
Tally options_tally(const engine::PageRequest& request, const rules::Charter& charter, const ProposalRow& row,
                    const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate);
std::optional<std::string> option_turning_sentence(const engine::PageRequest& request, const OptionOutcome& outcome);
/// What a member voted, such as "13%, 12%".
std::string marks_in_words(const engine::PageRequest& request, IdValue proposal, std::vector<OptionMark> marks);

} // namespace reef::decisions
