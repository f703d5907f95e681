// Equal treatment: whether groups are represented, and treated, alike.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula dissimilarity_formula{"dissimilarity", 1, "D = 1/2 sum |p_g - P_g|",
                                               "share that would have to change group, 0 to 1",
                                               "Duncan and Duncan, American Sociological Review 20 (1955) 210-217"};
inline constexpr Formula four_fifths_formula{"four_fifths_ratio", 1, "least rate / greatest rate",
                                             "ratio, 0 to 1; below 0.8 is a warning",
                                             "Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4(D)"};
inline constexpr Formula fisher_formula{
    "fisher_exact", 1, "p = sum of the chances of all tables with these margins that are no likelier than this one",
    "probability, above 0 to 1", "Fisher, Statistical Methods for Research Workers (1934)"};

/// How far those who came differ from those who could: `those_present[g]`, `population[g]` are amounts of group g, >=
/// 0. Needs somebody in both. Refuses sizes that differ and negative amounts.
Measured<double> dissimilarity(const std::vector<double>& those_present, const std::vector<double>& population);

/// A group in which `affected` of `members` got the decision (a sanction, an admission).
struct GroupRate {
    std::int64_t affected = 0;
    std::int64_t members = 0;
};
/// The least rate among the groups over the greatest. Needs two groups with members and one affected. Refuses more
/// affected than members.
Measured<double> four_fifths_ratio(const std::vector<GroupRate>& groups);

/// The two-sided chance of a difference at least as unlikely between two groups that are treated alike. Exact. Needs
/// members in both groups. Refuses more affected than members, and more than 1,000,000 members.
Measured<double> fisher_exact(const GroupRate& one, const GroupRate& other);

} // namespace reef::measure
