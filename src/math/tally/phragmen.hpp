// Phragmén's sequential method: voters earn money at the same pace, and a candidate is elected at the moment when her
// supporters together hold her cost, which they then pay with all that they have. Phragmén 1894; Brill, Freeman, Janson and
// Lackner, "Phragmén's Voting Methods and Justified Representation", AAAI 2017.
#pragma once
#include "math/tally/support.hpp"
#include <gmpxx.h>

namespace reef::tally {

/// Moments are loads in the literature: the load of a voter is the moment at which she last paid. Exact: whether one moment
/// comes before another is decided on doubles only where they differ by more than their error (sums and quotients of
/// positive numbers only, so the relative error stays below the number of operations times 2^-52), otherwise on rationals.
class Phragmen {
  public:
    /// `costs` of the candidates: 1 each for committees. Candidates of no support are never reached.
    Phragmen(const Support& support, std::vector<std::int64_t> costs);
    /// Starts with money left over: the load of each distinct ballot, at most 0 (it may then pay earlier).
    Phragmen(const Support& support, std::vector<std::int64_t> costs, std::vector<mpq_class> loads,
             std::span<const CandidateIndex> elected);
    /// Those who are reached first; several at exactly the same moment. Empty where nobody is left with support.
    CandidateList next() const;
    /// Elects one of them and returns the moment.
    mpq_class elect(CandidateIndex candidate);

  private:
    const Support* support_;
    std::vector<std::int64_t> costs_;
    std::vector<std::int64_t> approvals_;
    std::vector<bool> open_;
    std::vector<mpq_class> moments_;     // distinct loads, exactly
    std::vector<double> approximate_;    // the same, rounded
    std::vector<std::uint32_t> load_of_; // of each ballot, a place in moments_
    bool all_positive_ = true;           // no load is below zero, so the doubles can be trusted

    mpq_class moment(CandidateIndex candidate) const;
    double approximate_moment(CandidateIndex candidate) const;
};

} // namespace reef::tally
