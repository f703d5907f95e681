// Diversity: how many kinds there are, and how evenly they share. For classes, suppliers by value, topics, deciders,
// funders.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula hill_number_formula{
    "hill_number", 1, "D_q = (sum p_i^q)^(1/(1-q)); D_1 = exp(-sum p_i ln p_i)",
    "effective number of groups, 1 to the number of groups", "Hill, Ecology 54 (1973) 427-432"};
inline constexpr Formula shannon_formula{"shannon", 1, "H = -sum p_i ln p_i", "nats, 0 to ln of the number of groups",
                                         "Shannon, Bell System Technical Journal 27 (1948) 379-423"};
inline constexpr Formula simpson_formula{"simpson", 1, "1 - sum p_i^2", "probability, 0 to 1 - 1/groups",
                                         "Simpson, Nature 163 (1949) 688; the complement form (Gini-Simpson)"};
inline constexpr Formula pielou_formula{"pielou", 1, "J = H / ln S", "share of the greatest evenness, 0 to 1",
                                        "Pielou, Journal of Theoretical Biology 13 (1966) 131-144"};
inline constexpr Formula chao1_formula{"chao1", 1, "S_obs + f1^2 / (2 f2); without f2: S_obs + f1 (f1 - 1) / 2",
                                       "groups, at least S_obs",
                                       "Chao, Scandinavian Journal of Statistics 11 (1984) 265-270"};

/// The number of equally large groups that would be as diverse as these: `order` 0 counts groups, 1 weighs them by
/// size, 2 and above look at the large ones. `amounts`: the size of each group, >= 0, in any one unit; groups of 0 are
/// absent. Needs one group that is present. Refuses a negative amount and an order below 0.
Measured<double> hill_number(const std::vector<double>& amounts, double order);

/// Shannon's entropy in nats: the logarithm of the Hill number of order 1. Needs one group that is present.
Measured<double> shannon(const std::vector<double>& amounts);

/// The chance that two units drawn with replacement belong to different groups. Needs one group that is present.
Measured<double> simpson(const std::vector<double>& amounts);

/// How evenly the groups that are present share: 1 when all are equal. Needs two groups that are present.
Measured<double> pielou(const std::vector<double>& amounts);

struct Richness {
    std::int64_t observed = 0;
    /// At least this many groups exist, by Chao's lower bound.
    double estimated = 0;
    /// Groups seen once, and twice.
    std::int64_t singletons = 0;
    std::int64_t doubletons = 0;
};
/// How many groups there are when a sample has shown only some. `counts`: individuals seen of each group, >= 0.
/// Needs one individual. Refuses a negative count.
Measured<Richness> chao1(const std::vector<std::int64_t>& counts);

} // namespace reef::measure
