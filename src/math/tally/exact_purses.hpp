// The purses of the Method of Equal Shares as exact rational numbers.
#pragma once
#include "math/tally/account.hpp"
#include "math/tally/support.hpp"
#include <gmpxx.h>

namespace reef::tally {

/// What every vote still holds. All purses after r purchases are whole multiples of 1/D_r, where D_r is the product of
/// one number for each purchase; a purse is only brought up to date when it pays, so a purchase costs its supporters
/// alone.
class ExactPurses {
  public:
    ExactPurses(const Support& support, const std::vector<std::int64_t>& costs, const mpq_class& purse);
    bool affordable(CandidateIndex project) const;
    /// What its supporters lack together; nothing or less where they can afford it.
    mpq_class lacking(CandidateIndex project) const;
    /// The price for each unit of Support::utilities; the project is affordable (an assertion).
    mpq_class price(CandidateIndex project) const;
    /// Pays for it and returns its price.
    mpq_class buy(CandidateIndex project);
    /// The purse of each vote of a ballot.
    mpq_class purse(std::size_t ballot) const;
    /// The same, rounded to a double.
    double approximate(std::size_t ballot) const { return approximate_[ballot]; }

  private:
    const Support* support_;
    const std::vector<std::int64_t>* costs_;
    std::vector<mpz_class> numerators_;   // purse times denominators_[since_]
    std::vector<std::uint32_t> since_;    // the purchase with which the purse last changed
    std::vector<double> approximate_;     // relative error below 2^-50
    std::vector<mpz_class> denominators_; // D_0, D_1, …

    /// The price as (cost - what the poor hold) / (utility of the rich); `rich` says who is.
    struct Division {
        mpz_class missing; // times the latest denominator
        mpz_class utility; // of those who can pay their part
    };
    Division divide(CandidateIndex project, std::vector<bool>& rich) const;
    Division all_given(CandidateIndex project) const; // nobody is rich: each supporter gives all that she holds
    Division divided_among(CandidateIndex project, const std::vector<bool>& rich) const;
    bool can_pay(std::size_t ballot, std::int64_t utility, const Division& division, double price) const;
    mpz_class latest(std::size_t ballot) const; // the purse times the latest denominator
};

mpq_class rational(const Exact& value);
/// An exact number for the account; as a text where it is too long for one.
FactValue fact_of(const mpq_class& value);
/// The ratio of two whole numbers as the nearest double or its neighbour, whatever their size.
double approximate_ratio(const mpz_class& numerator, const mpz_class& denominator);

} // namespace reef::tally
