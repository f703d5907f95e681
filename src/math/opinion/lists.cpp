#include "math/opinion/lists.hpp"
#include <algorithm>
#include <functional>
#include <optional>

namespace reef::opinion {
namespace {

/// Whether agreeing `one` is a better first statement for the group than the best so far.
bool is_better_agreement(const Stance& one, const std::optional<RepresentativeStatement>& best) {
    if (one.in.agree == 0 && one.in.disagree == 0) return false;
    if (!best) return one.test > z_90 || (one.ratio > 1 && one.share > 0.5);
    // A best that only the group's own share speaks for is judged by that; others by what tells the group apart, too.
    if (best->stance.ratio > 1) return one.strength() > best->stance.strength();
    return one.share * one.test > best->stance.share * best->stance.test;
}

std::vector<ConsensusStatement> most_shared(std::span<const StatementCounts> statements, std::int64_t Counts::*choice,
                                            std::size_t most) {
    std::vector<ConsensusStatement> found;
    for (const auto& [statement, counts, nobody] : statements) {
        const double share = careful_share(counts.*choice, counts.all());
        const double test = share_test(counts.*choice, counts.all());
        if (share > 0.5 && test > z_90) found.push_back({statement, counts, share, test});
    }
    std::ranges::stable_sort(found, std::greater{}, [](const auto& one) { return one.share * one.test; });
    found.resize(std::min(found.size(), most));
    return found;
}

} // namespace

std::vector<RepresentativeStatement> representative_statements(std::span<const StatementCounts> statements,
                                                               std::size_t most) {
    std::vector<RepresentativeStatement> significant;
    std::optional<RepresentativeStatement> best, best_agreement;
    for (const auto& [statement, in, out] : statements) {
        if (in.all() == 0) continue;
        const auto agreeing = stance_on_agreeing(in, out), disagreeing = stance_on_disagreeing(in, out);
        RepresentativeStatement one{statement, Choice::disagree, disagreeing, disagreeing.is_significant()};
        const RepresentativeStatement agreed{statement, Choice::agree, agreeing, agreeing.is_significant()};
        if (agreeing.ratio_test > disagreeing.ratio_test) one = agreed;
        if (agreeing.is_significant() || disagreeing.is_significant())
            significant.push_back(one);
        else if (significant.empty() && (!best || one.stance.ratio_test > best->stance.ratio_test))
            best = one;
        if (is_better_agreement(agreeing, best_agreement)) best_agreement = agreed;
    }
    std::ranges::stable_sort(significant, std::greater{}, [](const auto& one) { return one.stance.strength(); });
    std::vector<RepresentativeStatement> chosen;
    if (best_agreement) {
        best_agreement->is_best_agreement = true;
        chosen.push_back(*best_agreement);
    } else if (significant.empty() && best) {
        chosen.push_back(*best);
    }
    for (const auto& one : significant)
        if (chosen.size() < most && !(best_agreement && best_agreement->statement == one.statement))
            chosen.push_back(one);
    std::ranges::stable_partition(chosen, [](const auto& one) { return one.choice == Choice::agree; });
    return chosen;
}

Consensus consensus_statements(std::span<const StatementCounts> statements, std::size_t most) {
    return {most_shared(statements, &Counts::agree, most), most_shared(statements, &Counts::disagree, most)};
}

} // namespace reef::opinion
