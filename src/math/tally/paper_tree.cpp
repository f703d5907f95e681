#include "math/tally/paper_tree.hpp"
#include <algorithm>
#include <numeric>

namespace reef::tally {

std::vector<PaperNode> paper_tree(const Preferences& preferences, std::span<const std::int64_t> votes) {
    // Sorted ballots share their beginnings with their neighbours.
    std::vector<std::uint32_t> order(preferences.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, [&](auto a, auto b) {
        return std::ranges::lexicographical_compare(preferences.of(a), preferences.of(b));
    });
    std::vector<PaperNode> nodes;
    std::vector<std::uint32_t> path; // the nodes of the ballot before
    const auto close_from = [&](std::size_t depth) {
        for (; path.size() > depth; path.pop_back()) nodes[path.back()].end = static_cast<std::uint32_t>(nodes.size());
    };
    for (const auto ballot : order) {
        const auto preference = preferences.of(ballot);
        std::size_t shared = 0;
        while (shared < preference.size() && shared < path.size() &&
               nodes[path[shared]].candidate == preference[shared])
            ++shared;
        close_from(shared);
        for (std::size_t depth = shared; depth < preference.size(); ++depth) {
            path.push_back(static_cast<std::uint32_t>(nodes.size()));
            nodes.push_back({preference[depth], static_cast<std::uint32_t>(depth), 0, 0});
        }
        for (const auto node : path) nodes[node].papers += votes[ballot];
    }
    close_from(0);
    return nodes;
}

} // namespace reef::tally
