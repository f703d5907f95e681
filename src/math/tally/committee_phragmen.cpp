// committee-seq-phragmen: Phragmén's sequential method with a cost of one for each seat.
#include "math/tally/committee_phragmen.hpp"
#include "math/tally/exact_purses.hpp"

namespace reef::tally {

CandidateList PhragmenSeats::next() {
    auto reached = phragmen_.next();
    if (reached.empty()) return open_; // nobody supports any of them: all alike
    return reached;
}

std::vector<Fact> PhragmenSeats::elect(CandidateIndex candidate) {
    std::erase(open_, candidate);
    if (phragmen_.next().empty()) return {};
    return {{"load", fact_of(phragmen_.elect(candidate))}};
}

Result<Outcome> count_committee_seq_phragmen(const Election& election, const Options& options) {
    const auto support = support_of(election, Satisfaction::cardinality);
    if (!support) return std::unexpected(support.error());
    TieOrder ties(election, options);
    const std::vector<std::int64_t> costs(election.candidates.size(), 1);
    return count_sequentially(PhragmenSeats(Phragmen(*support, costs), election.standing()), election.seats, ties);
}

} // namespace reef::tally
