// Breaking ties: by a named rule or not at all.
#pragma once
#include "math/tally/method.hpp"
#include <optional>

namespace reef::tally {

/// Breaks ties as the options `ties` and `seed` say, and keeps the list of ties for the account.
class TieBreaker {
  public:
    TieBreaker(const Election& election, const Options& options);
    /// Orders tied candidates, first is preferred; nothing when ties are only reported. `about` says what is decided
    /// and is part of the lot, so that two ties among the same candidates are two draws. Records the tie either way;
    /// `keep` of them are the chosen ones.
    std::optional<CandidateList> order(std::string_view about, CandidateList tied, std::size_t keep = 1);
    /// A tie that a rule of the method itself broke.
    void broken_by_rule(std::string_view about, CandidateList tied, CandidateList chosen, std::string_view rule);
    std::vector<Tie> take() { return std::move(ties_); }
    bool can_break() const { return rule_ != "report"; }

  private:
    const Election& election_;
    std::string rule_, seed_;
    std::vector<Tie> ties_;
};

/// Fills the seats from a ranking, breaking a tie at the boundary; where it stands, only what is certain wins.
CandidateList winners_of(const std::vector<CandidateList>& ranking, std::int64_t seats, TieBreaker& ties);

/// Groups candidates by value, the greatest first.
std::vector<CandidateList> ranked_by(const PerCandidate& values);

} // namespace reef::tally
