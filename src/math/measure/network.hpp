// Networks: who is linked to whom, and whether it is returned.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula density_formula{"density", 1, "L / (n (n - 1))", "share of the possible links, 0 to 1",
                                         "Wasserman and Faust, Social Network Analysis (1994)"};
inline constexpr Formula bipartite_density_formula{"bipartite_density", 1, "L / (rows columns)",
                                                   "share of the possible links, 0 to 1",
                                                   "Wasserman and Faust, Social Network Analysis (1994)"};
inline constexpr Formula reciprocity_formula{"reciprocity", 1, "r = links that are returned / L",
                                             "share of the links, 0 to 1",
                                             "Garlaschelli and Loffredo, Physical Review Letters 93 (2004) 268701"};
inline constexpr Formula reciprocity_corrected_formula{
    "reciprocity_corrected", 1, "rho = (r - a) / (1 - a), a = L / (n (n - 1))", "-a/(1-a) to 1; 0 is what chance gives",
    "Garlaschelli and Loffredo, Physical Review Letters 93 (2004) 268701"};
inline constexpr Formula reciprocity_weighted_formula{
    "reciprocity_weighted", 1, "sum over ordered pairs of min(w_ij, w_ji) / sum w_ij", "share of the weight, 0 to 1",
    "Squartini et al., Scientific Reports 3 (2013) 2729"};

/// What flows from one to another: a count of interactions or a value in minor units; one of the two throughout.
struct Link {
    std::size_t from = 0;
    std::size_t to = 0;
    std::int64_t weight = 1;
};

/// Nodes are numbered 0 to nodes_count - 1. Links with the same ends add up; weight 0 is no link; a link to oneself
/// counts in modularity only.
struct Network {
    std::size_t nodes_count = 0;
    std::vector<Link> links;
};

/// Two sides, such as sellers and buyers: every link goes from a row to a column, each numbered from 0.
struct BipartiteNetwork {
    std::size_t rows_count = 0;
    std::size_t columns_count = 0;
    std::vector<Link> links;
};

inline constexpr RefusalKind link_to_nowhere{
    "measure.link_to_nowhere", "Link number {} leads from {} to {}, but nodes are numbered from 0 to {}.", 422};
inline constexpr RefusalKind bad_link_weight{
    "measure.bad_link_weight",
    "Link number {} has the weight {}. Weights are at least 0, and together at most 4,000,000,000,000,000,000.", 422};

// All refuse a link to a node that does not exist and a weight that is negative or too large.

/// The share of possible links that exist. Needs two nodes.
Measured<double> density(const Network& network);
/// Needs a row and a column.
Measured<double> bipartite_density(const BipartiteNetwork& network);
/// The share of links that are returned. Needs a link.
Measured<double> reciprocity(const Network& network);
/// The same beyond chance: 0 is what so many links give at random, below 0 is avoided. Needs a link, and a pair
/// without.
Measured<double> reciprocity_corrected(const Network& network);
/// The share of the weight that comes back. Needs a link.
Measured<double> reciprocity_weighted(const Network& network);

/// The links summed by their ends, in order, without those of weight 0.
std::vector<Link> merged_links(std::vector<Link> links);
std::optional<Refusal> refusal_of(const Network& network);
std::optional<Refusal> refusal_of(const BipartiteNetwork& network);

} // namespace reef::measure
