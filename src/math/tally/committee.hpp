// Committees from approval ballots: what the methods share. Definitions: Lackner and Skowron, "Multi-Winner Voting with
// Approval Preferences", Springer 2023, chapter 2.
#pragma once
#include "math/tally/support.hpp"
#include <memory>

namespace reef::tally {

/// A method that elects one candidate after the other.
class SequentialRule {
  public:
    virtual ~SequentialRule() = default;
    /// The best next ones, ascending; several where they are exactly equal. Empty where nobody can be added.
    virtual CandidateList next() = 0;
    /// Elects one of them; the facts say with what figure.
    virtual std::vector<Fact> elect(CandidateIndex candidate) = 0;
    virtual std::unique_ptr<SequentialRule> copy() const = 0;
    /// Committees elected in another order leave the same state, so that no set of candidates is followed twice.
    virtual bool order_matters() const { return true; }
};

/// Follows the rule seat by seat. Ties are broken by `ties` for the winners and the stages; the fact `committees` lists
/// every committee that some breaking of the ties elects, in the order of the file, as far as the search goes
/// (`committees_complete`).
Outcome count_sequentially(const SequentialRule& start, std::int64_t seats, TieOrder& ties);

/// Winners and ranking by a value for each candidate, best first, with all tied committees.
Outcome committee_by_score(const Election& election, const PerCandidate& scores, TieOrder& ties);

/// Adds `committees`, `committees_complete` and the tie between them.
void state_committees(std::vector<CandidateList> committees, bool complete, Outcome& outcome);

/// The most tied committees that are listed; and the most branches that are followed to find them, fewer the more
/// candidates there are.
inline constexpr std::size_t committees_max = 1000, branches_max = 20'000, branches_times_candidates_max = 10'000'000;

Result<Outcome> count_committee_av(const Election& election, const Options& options);
Result<Outcome> count_committee_sav(const Election& election, const Options& options);
Result<Outcome> count_committee_pav(const Election& election, const Options& options);
Result<Outcome> count_committee_seq_pav(const Election& election, const Options& options);
Result<Outcome> count_committee_seq_phragmen(const Election& election, const Options& options);
Result<Outcome> count_committee_mes(const Election& election, const Options& options);

} // namespace reef::tally
