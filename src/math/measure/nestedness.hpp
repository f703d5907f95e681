// Nestedness: whether those with few partners keep to a part of the partners of those with many. High nestedness makes
// the ecosystem lean on its hubs.
#pragma once
#include "math/measure/network.hpp"

namespace reef::measure {

inline constexpr Formula nodf_formula{
    "nodf", 1,
    "mean over all pairs of rows and of columns of 100 |N_i cap N_j| / min(d_i, d_j); 0 where d_i = d_j or one is 0",
    "0 to 100", "Almeida-Neto et al., Oikos 117 (2008) 1227-1239"};
inline constexpr Formula nodf_z_formula{
    "nodf_z", 1, "z = (NODF - mean of null networks) / their standard deviation",
    "standard deviations from what the degrees alone would give",
    "Almeida-Neto et al., Oikos 117 (2008) 1227-1239; swaps: Gotelli, Ecology 81 (2000) 2606-2621"};

struct Nestedness {
    double nodf = 0;
    /// The means over the pairs of rows and of columns alone; 0 where there is one row or column.
    double rows = 0;
    double columns = 0;
};
/// Weights do not matter, only which links exist. Needs two rows or two columns. Refusals as for every network.
Measured<Nestedness> nodf(const BipartiteNetwork& network);

struct NestednessBesideChance {
    double nodf = 0;
    double null_mean = 0;
    double null_deviation = 0;
    double z = 0;
};
/// Nestedness beside that of `samples` (at least 10) networks in which everyone keeps the number of partners: each is
/// made from the one before by 200 attempted swaps for each link, with lots from `seed`. Insufficient where no network
/// with these degrees is less or more nested than another.
Measured<NestednessBesideChance> nodf_beside_chance(const BipartiteNetwork& network, std::size_t samples,
                                                    std::uint64_t seed);

} // namespace reef::measure
