#include "math/tally/ties.hpp"
#include <algorithm>

namespace reef::tally {

TieBreaker::TieBreaker(const Election& election, const Options& options)
    : election_(election), rule_(options.text("ties")), seed_(options.text("seed")) {}

std::optional<CandidateList> TieBreaker::order(std::string_view about, CandidateList tied, std::size_t keep) {
    std::ranges::sort(tied);
    Tie tie{.about = std::string(about), .among = tied};
    if (rule_ == "report") {
        ties_.push_back(std::move(tie));
        return {};
    }
    if (rule_ == "lot") {
        // The n-th tie of a count is drawn apart from the others, even among the same candidates.
        const std::string lot = seed_ + "\n" + std::to_string(ties_.size() + 1) + "\n" + tie.about + "\n";
        const auto drawn = [&](CandidateIndex candidate) { return sha256({lot, election_.candidates[candidate].id}); };
        std::ranges::sort(tied, {}, drawn);
        tie.evidence = lot;
    }
    tie.rule = rule_;
    tie.chosen.assign(tied.begin(), tied.begin() + static_cast<std::ptrdiff_t>(keep));
    ties_.push_back(std::move(tie));
    return tied;
}

void TieBreaker::broken_by_rule(std::string_view about, CandidateList tied, CandidateList chosen,
                                std::string_view rule) {
    std::ranges::sort(tied);
    ties_.push_back({std::string(about), std::move(tied), std::move(chosen), std::string(rule), {}});
}

CandidateList winners_of(const std::vector<CandidateList>& ranking, std::int64_t seats, TieBreaker& ties) {
    CandidateList winners;
    for (const auto& group : ranking) {
        const auto free = static_cast<std::size_t>(seats) - winners.size();
        if (free == 0) break;
        if (group.size() <= free) {
            winners.insert(winners.end(), group.begin(), group.end());
            continue;
        }
        const auto ordered = ties.order("winner", group, free);
        if (ordered)
            winners.insert(winners.end(), ordered->begin(), ordered->begin() + static_cast<std::ptrdiff_t>(free));
        break;
    }
    return winners;
}

std::vector<CandidateList> ranked_by(const PerCandidate& values) {
    CandidateList order;
    for (const auto& [candidate, value] : values) order.push_back(candidate);
    std::ranges::stable_sort(order, [&](auto a, auto b) { return values.at(a) > values.at(b); });
    std::vector<CandidateList> groups;
    for (const auto candidate : order) {
        if (groups.empty() || values.at(groups.back().front()) != values.at(candidate)) groups.emplace_back();
        groups.back().push_back(candidate);
    }
    return groups;
}

} // namespace reef::tally
