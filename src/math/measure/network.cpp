#include "math/measure/network.hpp"
#include <algorithm>
#include <tuple>

namespace reef::measure {
namespace {

constexpr std::int64_t weights_sum_max = 4'000'000'000'000'000'000;

std::optional<Refusal> refusal_of_links(const std::vector<Link>& links, std::size_t from_count, std::size_t to_count) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const auto& [from, to, weight] = links[i];
        if (from >= from_count || to >= to_count)
            return refuse(link_to_nowhere, "links",
                          {std::to_string(i + 1), std::to_string(from), std::to_string(to),
                           std::to_string(static_cast<std::int64_t>(from >= from_count ? from_count : to_count) - 1)})
                .error();
        if (weight < 0 || weight > weights_sum_max - sum)
            return refuse(bad_link_weight, "links", {std::to_string(i + 1), std::to_string(weight)}).error();
        sum += weight;
    }
    return {};
}

std::vector<Link> links_between_two(const Network& network) {
    auto links = merged_links(network.links);
    std::erase_if(links, [](const Link& link) { return link.from == link.to; });
    return links;
}

/// The weight of the link back, 0 without one. `links` as merged.
std::int64_t weight_back(const std::vector<Link>& links, const Link& link) {
    const auto found = std::ranges::lower_bound(links, std::pair(link.to, link.from), {},
                                                [](const Link& other) { return std::pair(other.from, other.to); });
    return found != links.end() && found->from == link.to && found->to == link.from ? found->weight : 0;
}

double returned_share(const std::vector<Link>& links) {
    const auto returned = std::ranges::count_if(links, [&](const Link& link) { return weight_back(links, link) > 0; });
    return static_cast<double>(returned) / static_cast<double>(links.size());
}

double pairs(std::size_t nodes_count) {
    return static_cast<double>(nodes_count) * (static_cast<double>(nodes_count) - 1);
}

} // namespace

std::optional<Refusal> refusal_of(const Network& network) {
    return refusal_of_links(network.links, network.nodes_count, network.nodes_count);
}

std::optional<Refusal> refusal_of(const BipartiteNetwork& network) {
    return refusal_of_links(network.links, network.rows_count, network.columns_count);
}

std::vector<Link> merged_links(std::vector<Link> links) {
    std::erase_if(links, [](const Link& link) { return link.weight == 0; });
    std::ranges::sort(links, {}, [](const Link& link) { return std::pair(link.from, link.to); });
    std::vector<Link> merged;
    for (const Link& link : links)
        if (!merged.empty() && merged.back().from == link.from && merged.back().to == link.to)
            merged.back().weight += link.weight;
        else
            merged.push_back(link);
    return merged;
}

Measured<double> density(const Network& network) {
    const auto n = network.nodes_count;
    if (auto wrong = refusal_of(network)) return {density_formula, n, std::move(*wrong)};
    if (n < 2) return {density_formula, n, Shortage{"nodes", 2, static_cast<std::int64_t>(n)}};
    return {density_formula, n, static_cast<double>(links_between_two(network).size()) / pairs(n)};
}

Measured<double> bipartite_density(const BipartiteNetwork& network) {
    const auto inputs_count = network.rows_count + network.columns_count;
    if (auto wrong = refusal_of(network)) return {bipartite_density_formula, inputs_count, std::move(*wrong)};
    if (network.rows_count == 0 || network.columns_count == 0)
        return {bipartite_density_formula, inputs_count, Shortage{"nodes on each side", 1, 0}};
    const double possible = static_cast<double>(network.rows_count) * static_cast<double>(network.columns_count);
    return {bipartite_density_formula, inputs_count,
            static_cast<double>(merged_links(network.links).size()) / possible};
}

Measured<double> reciprocity(const Network& network) {
    if (auto wrong = refusal_of(network)) return {reciprocity_formula, network.links.size(), std::move(*wrong)};
    const auto links = links_between_two(network);
    if (links.empty()) return {reciprocity_formula, 0, Shortage{"links", 1, 0}};
    return {reciprocity_formula, links.size(), returned_share(links)};
}

Measured<double> reciprocity_corrected(const Network& network) {
    const Formula& formula = reciprocity_corrected_formula;
    if (auto wrong = refusal_of(network)) return {formula, network.links.size(), std::move(*wrong)};
    const auto links = links_between_two(network);
    if (links.empty()) return {formula, 0, Shortage{"links", 1, 0}};
    const double expected = static_cast<double>(links.size()) / pairs(network.nodes_count);
    if (expected == 1) return {formula, links.size(), Shortage{"pairs without a link", 1, 0}};
    return {formula, links.size(), (returned_share(links) - expected) / (1 - expected)};
}

Measured<double> reciprocity_weighted(const Network& network) {
    const Formula& formula = reciprocity_weighted_formula;
    if (auto wrong = refusal_of(network)) return {formula, network.links.size(), std::move(*wrong)};
    const auto links = links_between_two(network);
    if (links.empty()) return {formula, 0, Shortage{"links", 1, 0}};
    double returned = 0, sum = 0;
    for (const Link& link : links) {
        returned += static_cast<double>(std::min(link.weight, weight_back(links, link)));
        sum += static_cast<double>(link.weight);
    }
    return {formula, links.size(), returned / sum};
}

} // namespace reef::measure
