// committee-mes: the Method of Equal Shares with a cost of one for each seat and purses of seats / voters. It often
// leaves seats open, which a named completion fills.
#include "math/tally/committee_phragmen.hpp"
#include "math/tally/equal_shares.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

enum class Completion { none, phragmen, av };

class EqualSharesSeats final : public SequentialRule {
  public:
    EqualSharesSeats(const EqualSharesCase& given, const Exact& purse, CandidateList open, Completion completion)
        : case_(&given), shares_(given, purse), open_(std::move(open)), completion_(completion) {}
    EqualSharesSeats(const EqualSharesSeats& other)
        : case_(other.case_),
          shares_(other.shares_),
          open_(other.open_),
          elected_(other.elected_),
          completion_(other.completion_),
          filling_(other.filling_ ? other.filling_->copy() : nullptr),
          by_approvals_(other.by_approvals_) {}

    CandidateList next() override {
        if (filling_) return filling_->next();
        if (!by_approvals_) {
            auto cheapest = shares_.cheapest();
            if (!cheapest.empty() || completion_ == Completion::none) return cheapest;
            by_approvals_ = completion_ == Completion::av;
            if (completion_ == Completion::phragmen) return begin_phragmen().next();
        }
        return most_approved();
    }

    std::vector<Fact> elect(CandidateIndex candidate) override {
        std::erase(open_, candidate);
        if (filling_) {
            auto facts = filling_->elect(candidate);
            facts.push_back({"by", std::string("completion")});
            return facts;
        }
        if (by_approvals_)
            return {{"approvals", Exact(case_->support->approvals(candidate))}, {"by", std::string("completion")}};
        elected_.push_back(candidate);
        shares_.buy(candidate);
        return {{"supporters", Exact(case_->support->approvals(candidate))}, {"by", std::string("equal_shares")}};
    }

    std::unique_ptr<SequentialRule> copy() const override { return std::make_unique<EqualSharesSeats>(*this); }

  private:
    const EqualSharesCase* case_;
    EqualShares shares_;
    CandidateList open_, elected_;
    Completion completion_;
    std::unique_ptr<SequentialRule> filling_;
    bool by_approvals_ = false;

    /// What a voter still holds counts as a load below zero.
    SequentialRule& begin_phragmen() {
        const auto& support = *case_->support;
        std::vector<mpq_class> loads;
        for (std::size_t ballot = 0; ballot < support.votes.size(); ++ballot)
            loads.push_back(-shares_.exact().purse(ballot));
        filling_ = std::make_unique<PhragmenSeats>(Phragmen(support, case_->costs, std::move(loads), elected_), open_);
        return *filling_;
    }

    CandidateList most_approved() const {
        std::int64_t most = -1;
        CandidateList out;
        for (const auto candidate : open_) {
            const auto approvals = case_->support->approvals(candidate);
            if (approvals > most) out.clear();
            most = std::max(most, approvals);
            if (approvals == most) out.push_back(candidate);
        }
        return out;
    }
};

/// Grows the purses as if for one more seat after the other, until all seats are filled. Where fewer candidates than
/// seats have any support, approvals fill the rest.
Outcome count_with_increments(const Election& election, const EqualSharesCase& given, const Options& options) {
    const auto seats = static_cast<std::size_t>(election.seats);
    if (given.order.size() < seats) {
        TieOrder ties(election, options);
        return count_sequentially(EqualSharesSeats(given, Exact(0), election.standing(), Completion::av),
                                  election.seats, ties);
    }
    for (Exact bought_seats = election.seats;; bought_seats += 1) {
        TieOrder ties(election, options);
        EqualShares shares(given, bought_seats / Exact(given.support->votes_total));
        Outcome outcome;
        for (auto cheapest = shares.cheapest(); !cheapest.empty() && outcome.winners.size() < seats;
             cheapest = shares.cheapest()) {
            const auto candidate = ties.first("seat " + std::to_string(outcome.winners.size() + 1), cheapest);
            shares.buy(candidate);
            outcome.winners.push_back(candidate);
            outcome.account.stages.push_back({.action = "elect",
                                              .candidates = {candidate},
                                              .facts = {{"supporters", Exact(given.support->approvals(candidate))},
                                                        {"by", std::string("equal_shares")}}});
        }
        if (outcome.winners.size() < seats) continue;
        outcome.ties = ties.take();
        outcome.account.state("purses_for_seats", bought_seats);
        return outcome;
    }
}

} // namespace

Result<Outcome> count_committee_mes(const Election& election, const Options& options) {
    const auto support = support_of(election, Satisfaction::cardinality);
    if (!support) return std::unexpected(support.error());
    const auto given = EqualSharesCase::of(*support, std::vector<std::int64_t>(election.candidates.size(), 1),
                                           Satisfaction::cardinality);
    const auto completion = options.text("completion");
    if (completion == "increment") return count_with_increments(election, given, options);
    const Exact purse = support->votes_total == 0 ? Exact() : Exact(election.seats) / Exact(support->votes_total);
    TieOrder ties(election, options);
    const auto fill = completion == "none" ? Completion::none
                      : completion == "av" ? Completion::av
                                           : Completion::phragmen;
    auto outcome = count_sequentially(EqualSharesSeats(given, purse, election.standing(), fill), election.seats, ties);
    outcome.account.state("voter_budget", purse);
    return outcome;
}

} // namespace reef::tally
