// Seats reserved for categories of candidates. In counts of transferable votes "guarded" candidates, without whom a
// category would not get its seats, are not excluded, and "doomed" ones, for whom no seat is left, are, at once (I. D.
// Hill, "STV with constraints", Voting matters 9, 1998; J. Otten, "STV with multiple constraints", Voting matters 13,
// 2001). Here each candidate is of one category, so two sums say who is which.
#pragma once
#include "math/tally/method.hpp"

namespace reef::tally {

/// What categories are still owed while a count goes on.
class Reservation {
  public:
    explicit Reservation(const Election& election);
    bool is_empty() const { return owed_.empty(); }
    void elected(CandidateIndex candidate);
    /// No seat is left for them: all that are left are owed to other categories.
    bool is_doomed(CandidateIndex candidate, std::size_t seats_left) const;
    /// Their category is owed as many seats as it has `hopeful` candidates.
    bool is_guarded(CandidateIndex candidate, const CandidateList& hopeful) const;

  private:
    std::int64_t owed_to(CandidateIndex candidate) const;
    const Election* election_;
    std::map<std::string, std::int64_t, std::less<>> owed_;
};

/// Refused: tally.reserved_unmet (fewer stand of a category than seats are reserved for it),
/// tally.reserved_beyond_seats.
std::optional<Refusal> refusal_of_reserved(const Election& election);

/// For methods that know no reserved seats: down their own order, whoever is not doomed is elected. What that changed
/// is stated in the account: `elected_to_reserved_seats`, `passed_over_for_reserved_seats`.
void seat_reserved(const Election& election, const Options& options, Outcome& outcome);

} // namespace reef::tally
