// Apportionment: seats, units or money in whole parts, in proportion.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula apportionment_formula{"apportionment", 1,
                                               "floors of total w_i / sum w, then one each to the largest remainders",
                                               "whole units that sum to the total; each within one of its exact part",
                                               "Hamilton 1792; Balinski and Young, Fair Representation (1982)"};

struct Apportioned {
    std::vector<std::int64_t> parts;
    /// The greatest difference between a part and its exact value, in units.
    double deviation_max = 0;
    /// True where the last unit was given by place among equal remainders: then only the order decided.
    bool is_decided_by_place = false;
};
/// Shares out `total` >= 0 in proportion to `weights` >= 0. Needs a positive weight. Of equal remainders the earlier
/// wins.
Measured<Apportioned> apportionment(std::int64_t total, const std::vector<std::int64_t>& weights);

} // namespace reef::measure
