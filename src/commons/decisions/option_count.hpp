// Choosing among several options. A method of math/tally puts them in order; the highest that the procedure's own count
// lets pass against what is in force wins, and where none does, that stays. So quorums, majority and every class's say
// are those of a plain vote. After LiquidFeedback, where an initiative must reach the majority of its policy against
// the status quo and the best of those that do wins ("The Principles of LiquidFeedback", 2014, 4.14).
#pragma once
#include "commons/decisions/voting.hpp"
#include <map>

namespace reef::decisions {

/// Whether a ballot wants `first` more than `second`: it approves of the one alone; ranks it higher, where what is left
/// out comes last; scores it higher, where what is left out has 0.
bool prefers(rules::BallotForm form, const std::vector<OptionMark>& marks, std::int64_t first, std::int64_t second);

/// The ballots as a method counts them: candidates in the order of `options`, a vote of a class weighing the class's
/// weight over the votes cast in it, all by their least common whole numbers, so that they are exact. (Where these
/// would not fit into 64 bits, with millions of votes in each of several classes, they are cut at 15 digits.)
tally::Election option_election(const rules::ProcedureCharter& procedure,
                                const std::vector<ElectorateClass>& electorate, const std::vector<Option>& options,
                                const std::vector<OptionBallot>& ballots);

/// What a vote in each class weighs there, without a common divisor.
std::vector<std::int64_t> weights_by_class(const std::vector<ElectorateClass>& electorate,
                                           const std::vector<OptionBallot>& ballots);

/// Options that the method cannot tell apart go by their share against what is in force, then by their number. The
/// order that it gives to what is in force decides nothing: an option that would pass by itself is not stopped by it.
/// `counts`: the winner's against what is in force, of the highest option where none won.
struct OptionCount {
    OptionOutcome outcome;
    std::vector<ClassCount> counts;
    tally::ByClassResult result; // of those counts
};
OptionCount count_options(const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                          const std::vector<Option>& options, const std::vector<OptionBallot>& ballots);

/// The fewest members of one class found who, had they voted for one option alone, would have turned the outcome to it:
/// first those who stayed away as far as the quorum lacks them, then those whom the outcome pleased most. One is exact;
/// of more, fewer may have been enough by voting otherwise.
std::optional<OptionTurn> turn_of(const rules::ProcedureCharter& procedure,
                                  const std::vector<ElectorateClass>& electorate, const std::vector<Option>& options,
                                  const std::vector<OptionBallot>& ballots);

/// How many votes say the same, by class and marks.
using EqualBallots = std::map<std::pair<std::string, std::vector<OptionMark>>, std::int64_t>;
std::vector<OptionBallot> listed(const EqualBallots& equal);
/// The ballots of a proposal that are not sealed, with the votes of those who entrusted them.
std::vector<OptionBallot> option_ballots(store::Connection& connection, IdValue proposal,
                                         const std::vector<ElectorateClass>& electorate);
/// As the procedure counts one option: what goes back to the value before needs more.
rules::ProcedureCharter procedure_for(const rules::ProcedureCharter& procedure, const Option& option);

/// What was chosen stands in place of what was proposed, with its author's reason.
void choose(const CloseFacts& facts, ProposalDecided& decided);
/// What is reviewed, returned to and renewed is what was chosen.
void keep_choice(store::Connection& connection, const ProposalDecided& event);

} // namespace reef::decisions
