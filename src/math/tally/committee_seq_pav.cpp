// committee-seq-pav: in every round the candidate who adds most to the sum over voters of 1 + 1/2 + … + 1/(elected whom
// she approves). Thiele 1895.
#include "math/tally/committee.hpp"
#include <algorithm>
#include <cmath>

namespace reef::tally {
namespace {

class SequentialPav final : public SequentialRule {
  public:
    SequentialPav(const Election& election, const Support& support)
        : support_(&support), open_(election.standing()), elected_of_(support.votes.size(), 0) {}

    /// Doubles choose who may be best; whoever comes within their error is compared exactly. All terms are positive, so
    /// the relative error of a sum is below the number of its terms times 2^-52.
    CandidateList next() override {
        std::vector<double> gains;
        double most = 0;
        for (const auto candidate : open_) {
            double gain = 0;
            for (const auto ballot : support_->supporters(candidate))
                gain += static_cast<double>(support_->votes[ballot]) / static_cast<double>(1 + elected_of_[ballot]);
            gains.push_back(gain);
            most = std::max(most, gain);
        }
        const double error = static_cast<double>(support_->votes.size() + 8) * 0x1p-51;
        CandidateList best;
        Exact best_gain;
        for (std::size_t i = 0; i < open_.size(); ++i) {
            if (gains[i] < most * (1 - 2 * error)) continue;
            const auto gain = gain_of(open_[i]);
            if (!best.empty() && gain < best_gain) continue;
            if (best.empty() || gain > best_gain) best.clear();
            best_gain = gain;
            best.push_back(open_[i]);
        }
        return best;
    }

    std::vector<Fact> elect(CandidateIndex candidate) override {
        const auto gain = gain_of(candidate);
        for (const auto ballot : support_->supporters(candidate)) ++elected_of_[ballot];
        std::erase(open_, candidate);
        return {{"gain", gain}};
    }

    std::unique_ptr<SequentialRule> copy() const override { return std::make_unique<SequentialPav>(*this); }
    bool order_matters() const override { return false; }

  private:
    const Support* support_;
    CandidateList open_;
    std::vector<std::uint32_t> elected_of_; // by ballot: how many of the elected it approves

    Exact gain_of(CandidateIndex candidate) const {
        std::map<std::uint32_t, std::int64_t> votes_by_elected;
        for (const auto ballot : support_->supporters(candidate))
            votes_by_elected[elected_of_[ballot]] += support_->votes[ballot];
        Exact gain;
        for (const auto& [elected, votes] : votes_by_elected) gain += Exact::ratio(votes, elected + 1);
        return gain;
    }
};

} // namespace

Result<Outcome> count_committee_seq_pav(const Election& election, const Options& options) {
    const auto support = support_of(election, Satisfaction::cardinality);
    if (!support) return std::unexpected(support.error());
    TieOrder ties(election, options);
    return count_sequentially(SequentialPav(election, *support), election.seats, ties);
}

} // namespace reef::tally
