// Circulation: how much of what flows comes round again.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula finn_formula{
    "finn_cycling_index", 1,
    "FCI = sum T_i (l_ii - 1) / l_ii / sum T_i, (l_ij) = (I - G)^-1, g_ij = flow from j to i / T_j",
    "share of the throughflow that is cycled, 0 to below 1", "Finn, Journal of Theoretical Biology 56 (1976) 363-380"};

/// Flows of a period between accounts or classes, in minor units of one currency. `between[i][j]` >= 0 goes from i to
/// j; `in[i]` comes to i from outside, `out[i]` leaves the platform from i. What an account keeps or spends of its
/// balance counts as leaving or coming, so that each throughflow T_i is the greater of all that came and all that went.
struct Flows {
    std::vector<std::vector<double>> between;
    std::vector<double> in;
    std::vector<double> out;
};

inline constexpr RefusalKind nothing_leaves{
    "measure.nothing_leaves", "What flows between these accounts has no way in or out, so that it would cycle forever.",
    422};

/// Needs a flow. Refuses sizes that differ, negative flows, and a closed circle that nothing enters or leaves.
Measured<double> finn_cycling_index(const Flows& flows);

} // namespace reef::measure
