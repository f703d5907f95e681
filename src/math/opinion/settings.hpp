// What can be chosen about the map of opinions. The defaults are those of Polis where it has one.
#pragma once
#include "math/opinion/plane.hpp"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace reef::opinion {

struct Settings {
    std::size_t inclusion_minimum = 7; // evaluations that put a participant on the map (all, if there are fewer)
    std::size_t inclusion_top_up = 15; // if fewer participants are on it, the most active join until there are so many
    std::size_t most_base_clusters = 100;
    std::size_t most_groups = 5;
    std::size_t base_clusters_per_group = 12; // k is at most 2 + base clusters / this
    int group_count_patience = 4;             // how often in a row another number of groups must win to be shown
    std::size_t listed_statements = 5;        // in each list

    /// Below these the result says "insufficient data" and names the threshold. Reef's own: Polis shows any group.
    std::size_t minimum_participants = 6; // on the map: two groups of the smallest size
    std::size_t minimum_group_size = 3;   // below it, what "the group" thinks is what a known person thinks
    std::uint64_t seed = 1;               // of where the search for the axes starts: it decides signs and rounding

    /// To reproduce a published run: what it had found, instead of finding it.
    std::optional<std::vector<Point>> loadings; // one per statement of the evaluations, in their order
    std::optional<std::size_t> group_count;     // k
    std::vector<Point> starting_centres;        // where k-means starts; k of them. Signs of the axes follow them
};

} // namespace reef::opinion
