// Ranked ballots as the transferable methods walk them: one candidate after another.
#pragma once
#include "math/tally/method.hpp"

namespace reef::tally {

/// The order of candidates on every distinct ballot, flat. Skipped, overvoted and repeated places are passed over;
/// where a ballot ranks several candidates equal, it states no order any more and ends. Withdrawn candidates are left
/// out.
class Preferences {
  public:
    explicit Preferences(const Election& election);
    std::size_t size() const { return begins_.size() - 1; }
    std::span<const CandidateIndex> of(std::size_t ballot) const {
        return std::span(candidates_).subspan(begins_[ballot], begins_[ballot + 1] - begins_[ballot]);
    }

  private:
    std::vector<CandidateIndex> candidates_;
    std::vector<std::size_t> begins_ = {0};
};

} // namespace reef::tally
