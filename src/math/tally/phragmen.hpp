// Phragmén's sequential method: voters earn money at the same pace, and a candidate is elected at the moment when her
// supporters together hold her cost, which they then pay with all that they have. Phragmén 1894; Brill, Freeman, Janson
// and Lackner, "Phragmén's Voting Methods and Justified Representation", AAAI 2017.
#pragma once
#include "math/tally/support.hpp"
#include <gmpxx.h>

namespace reef::tally {

/// Moments are loads in the literature: the load of a voter is the moment at which she last paid. Exact: the moments of
/// the elected are rational numbers; whether one candidate comes before another is decided on doubles rounded from
/// those only where they differ by more than their error (a sum of n products errs by less than n + 8 times 2^-51 times
/// the sum of their sizes), otherwise on the rational numbers.
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

    struct Estimate {
        CandidateIndex candidate;
        double low, high;
    };
    mpq_class moment(CandidateIndex candidate) const;
    Estimate estimate(CandidateIndex candidate) const;
};

} // namespace reef::tally
