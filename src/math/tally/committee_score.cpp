// committee-av: the most approved. committee-sav (satisfaction approval voting, Brams and Kilgour 2014): every ballot
// shares one vote equally among those whom it approves.
#include "math/tally/committee.hpp"

namespace reef::tally {
namespace {

Result<Outcome> count_by(const Election& election, const Options& options, bool shared) {
    const auto support = support_of(election, Satisfaction::cardinality);
    if (!support) return std::unexpected(support.error());
    PerCandidate scores;
    for (const auto candidate : election.standing()) {
        std::map<std::int64_t, std::int64_t> votes_by_size;
        for (const auto ballot : support->supporters(candidate))
            votes_by_size[shared ? support->ballot_sizes[ballot] : 1] += support->votes[ballot];
        for (const auto& [size, votes] : votes_by_size) scores[candidate] += Exact::ratio(votes, size);
        scores.try_emplace(candidate);
    }
    TieOrder ties(election, options);
    return committee_by_score(election, scores, ties);
}

} // namespace

Result<Outcome> count_committee_av(const Election& election, const Options& options) {
    return count_by(election, options, false);
}
Result<Outcome> count_committee_sav(const Election& election, const Options& options) {
    return count_by(election, options, true);
}

} // namespace reef::tally
