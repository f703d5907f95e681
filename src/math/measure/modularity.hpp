// Modularity: how far a network falls into modules that keep to themselves, and finding them.
#pragma once
#include "math/measure/network.hpp"

namespace reef::measure {

inline constexpr Formula modularity_formula{"modularity", 1,
                                            "Q = (1/m) sum (A_ij - k_i^out k_j^in / m) over pairs in one module",
                                            "-1 to 1", "Leicht and Newman, Physical Review Letters 100 (2008) 118703"};
inline constexpr Formula bipartite_modularity_formula{
    "bipartite_modularity", 1, "Q_B = (1/m) sum over rows i and columns j (A_ij - k_i d_j / m) in one module",
    "-1 to 1", "Barber, Physical Review E 76 (2007) 066102"};
inline constexpr Formula communities_formula{
    "communities", 1, "modules by label propagation that raises Q, then by joining modules, until neither does",
    "module numbers from 0, in the order of their lowest member; Q -1 to 1",
    "Liu and Murata, Communications in Information and Systems 10 (2010) 267-288; joining: Blondel et al. (2008)"};

/// `modules[i]`: the module of node i, any number. Needs a link. Refuses another number of modules than of nodes.
Measured<double> modularity(const Network& network, const std::vector<std::size_t>& modules);
Measured<double> bipartite_modularity(const BipartiteNetwork& network, const std::vector<std::size_t>& row_modules,
                                      const std::vector<std::size_t>& column_modules);

struct Communities {
    /// The module of each node, numbered from 0 in the order of their lowest member.
    std::vector<std::size_t> modules;
    std::size_t modules_count = 0;
    double modularity = 0;
    /// The share of the weight that flows between modules; with a high modularity and under 5 %, an echo.
    double cross_flow = 0;
};
/// Finds modules of high modularity: not always the highest there is, but no node and no whole module can be moved to
/// another to raise it. The same for the same links and seed on every machine: gains are compared as integers, and of
/// equal ones the module with the lowest number is taken. Needs a link.
Measured<Communities> communities(const Network& network, std::uint64_t seed);

struct BipartiteCommunities {
    std::vector<std::size_t> row_modules;
    std::vector<std::size_t> column_modules;
    std::size_t modules_count = 0;
    double modularity = 0;
    double cross_flow = 0;
};
/// The same by Barber's modularity; rows and columns share their modules.
Measured<BipartiteCommunities> bipartite_communities(const BipartiteNetwork& network, std::uint64_t seed);

} // namespace reef::measure
