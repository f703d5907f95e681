#include "math/tally/preferences.hpp"

namespace reef::tally {

Preferences::Preferences(const Election& election) {
    const auto& ballots = election.ballots;
    begins_.reserve(ballots.size() + 1);
    for (std::size_t i = 0; i < ballots.size(); ++i) {
        const auto ballot = ballots[i];
        const auto count = ballot.candidates.size();
        for (std::size_t k = 0; k < count; ++k) {
            if (k + 1 < count && ballot.levels[k] == ballot.levels[k + 1]) break;
            if (!election.candidates[ballot.candidates[k]].withdrawn) candidates_.push_back(ballot.candidates[k]);
        }
        begins_.push_back(candidates_.size());
    }
}

} // namespace reef::tally
