// Decisions by consent as people see them: what was objected, and the words for it. Only the pages of this room include
// this.
#pragma once
#include "commons/decisions/count_view.hpp"
#include "commons/decisions/proposal_row.hpp"

namespace reef::decisions {

/// How it is decided, in a sentence; nothing for a plain majority.
std::optional<std::string> method_sentence(const engine::PageRequest& request,
                                           const rules::ProcedureCharter& procedure);
/// As the button said: for, against, abstained; by consent: consented, objected, stood aside.
std::string choice_in_words(const engine::PageRequest& request, const rules::ProcedureCharter& procedure,
                            Choice choice);

/// What was asked by consent and what was reached; of votes that are not all shown, as `shown` says.
std::string consent_sentence(const engine::PageRequest& request, const CountedVote& vote,
                             const tally::ByClassResult& result, VotesShown shown);
/// The fewest who would have turned a decision by consent.
std::string consent_turning_sentence(const engine::PageRequest& request, const tally::TurningPoint& point);

/// The reasons of objections, to members, without names and classes, sorted by their text: of all classes whose votes
/// `shown` lets be seen, so that their number tells no more than the count does.
std::vector<std::string> objection_reasons(const engine::PageRequest& request, IdValue proposal,
                                           const std::vector<ElectorateClass>& electorate, VotesShown shown);
/// Reasons are shown as the votes are: while these are sealed, not at all. (Those sealed with private ballots are
/// looked for among all of these each time: nothing recorded may tell where one is.)
VotesShown objections_shown(const engine::PageRequest& request, const ProposalRow& row,
                            const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate);

} // namespace reef::decisions
