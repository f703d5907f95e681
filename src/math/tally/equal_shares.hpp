// The Method of Equal Shares, one purchase after the other. Peters, Pierczynski and Skowron, "Proportional
// Participatory Budgeting with Additive Utilities", NeurIPS 2021; Peters and Skowron, "Proportionality and the Limits
// of Welfarism", EC 2020, for committees.
//
// Every vote holds the same purse. A project is affordable if its supporters together still hold its cost. Its price is
// the smallest q such that it is paid when every supporter pays min(her purse, q times her utility). The project of the
// least price for each unit of utility is bought, until none is affordable.
//
// Exact, and fast: purses are kept as floating numbers, each with a bound of its error, and every comparison that
// decides is made with the bounds. Where bounds overlap, and only there, exact rational arithmetic decides
// (ExactPurses).
#pragma once
#include "math/tally/exact_purses.hpp"
#include <optional>

namespace reef::tally {

/// What does not change between runs with different purses.
struct EqualSharesCase {
    const Support* support;
    std::vector<std::int64_t> costs;   // whole, above zero where `offered`
    std::vector<std::int64_t> weights; // utility of a project for each unit in Support::utilities: its cost, or 1
    std::vector<std::int64_t> utility; // of all votes, in units of Support::utilities
    std::vector<CandidateIndex> order; // projects on offer by their price with full purses, cheapest first
    std::vector<std::uint32_t> rank;   // of each project in that order; equal prices have equal ranks
    struct Part {
        double votes, utility; // beside Support::ballots
    };
    std::vector<Part> parts;

    /// Offered are projects with a cost above zero and a supporter.
    static EqualSharesCase of(const Support& support, std::vector<std::int64_t> costs, Satisfaction satisfaction);
};

/// One run. Copies are cheap enough to follow several ways of breaking a tie.
class EqualShares {
  public:
    /// `purse` of each vote in the unit of the costs; `not_offered` are left out.
    EqualShares(const EqualSharesCase& given, const Exact& purse);
    /// All purses from `least` to `most` at once, to find out that the outcome is the same for every one of them. Where
    /// that cannot be told, the run is `undecided` and what it returns means nothing.
    EqualShares(const EqualSharesCase& given, const Exact& least, const Exact& most);
    bool undecided() const { return undecided_; }
    /// The affordable projects of the least price: several where the prices are equal exactly. Empty at the end.
    CandidateList cheapest();
    /// Buys one of them.
    void buy(CandidateIndex project);
    /// How often exact arithmetic had to decide.
    std::int64_t exact_decisions() const { return exact_decisions_; }
    /// The purses after what was bought so far.
    ExactPurses& exact();

  private:
    /// For each unit of Support::utilities.
    struct Price {
        double estimate;
        double error;       // the true price lies within estimate ± error
        bool everyone_pays; // certainly no supporter is poorer than her part
    };
    const EqualSharesCase* case_;
    Exact full_purse_;
    bool is_range_ = false, undecided_ = false;
    double band_;                       // how far above her part a supporter's purse must be to count as certainly rich
    std::vector<double> purse_, error_; // of each distinct ballot: the true purse lies within purse ± error
    std::vector<double> low_;           // of each project: a lower bound of its price for each unit of satisfaction
    std::vector<double> estimate_;      // where the search for the price starts
    std::vector<CandidateIndex> open_;  // still on offer, by low_
    CandidateList bought_;
    std::optional<ExactPurses> exact_;
    std::size_t exact_bought_ = 0;
    std::int64_t exact_decisions_ = 0;

    bool affordable(CandidateIndex project);
    Price price_of(CandidateIndex project);
    double solve(CandidateIndex project) const;
    CandidateList least_exactly(const CandidateList& contenders);
    void sort_open(std::size_t evaluated);
    void pay(CandidateIndex project, const Price& price);
    void refresh();
};

} // namespace reef::tally
