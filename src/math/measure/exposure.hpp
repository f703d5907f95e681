// Exposure: who is seen, against who deserves it. Positions count from the top; the first is seen most.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula position_bias_formula{"position_bias", 1, "v_j = 1 / log2(1 + j)",
                                               "attention relative to the first place, above 0 to 1",
                                               "Jarvelin and Kekalainen, ACM TOIS 20 (2002) 422-446"};
inline constexpr Formula dcg_formula{"dcg", 1, "DCG = sum (2^rel - 1) / log2(1 + rank)", "gain, 0 and above",
                                     "Jarvelin and Kekalainen 2002; the exponential form: Burges et al., ICML (2005)"};
inline constexpr Formula truth_loss_formula{"truth_loss", 1, "TL = 1 - DCG(served) / DCG(truthful order)", "0 to 1",
                                            "Reef, after normalised DCG"};
inline constexpr Formula attention_bought_formula{"attention_bought", 1, "D = sum of v at paid places / sum of v",
                                                  "share of the attention, 0 to 1",
                                                  "Reef, with the position bias of DCG"};
inline constexpr Formula dtr_formula{"disparate_treatment_ratio", 1,
                                     "DTR = [Exp(G0) / U(G0)] / [Exp(G1) / U(G1)], means within each group",
                                     "ratio, 0 and above; 1 is fair", "Singh and Joachims, KDD (2018) 2219-2228"};
inline constexpr Formula feed_gini_formula{"feed_exposure_gini", 1,
                                           "Gini of impressions per follower, over authors with a follower",
                                           "0 to 1 - 1/n", "Reef, with the index of Gini"};

/// The attention at a place, relative to the first; `place` counts from 1.
double position_bias(std::size_t place);

// `relevance`: the truthful score of each item in the order served, 0 to 1 (up to 30 for graded judgments in dcg). All
// refuse what lies outside.

/// Discounted cumulative gain of a page in the order served. Needs one item.
Measured<double> dcg(const std::vector<double>& relevance);
/// What the order served loses of the gain of the truthful order (by falling relevance). Needs an item of some
/// relevance.
Measured<double> truth_loss(const std::vector<double>& relevance);
/// The share of the attention on a page that went to paid items; `paid[i]` for place i + 1. Needs one item.
Measured<double> attention_bought(const std::vector<bool>& paid);

/// One item as it was shown: its exposure (the sum of the position biases it got, weighted by the chance of each), its
/// relevance and the group (0 or 1) of its party.
struct Exposed {
    double exposure = 0;
    double relevance = 0;
    int group = 0;
};
/// The items of a page in the order served, with the exposure of their places.
std::vector<Exposed> exposed_in_order(const std::vector<double>& relevance, const std::vector<int>& groups);

/// How much more exposure for its relevance group 0 gets than group 1. Needs an item in each group, and relevance and
/// exposure in group 1. Refuses negative numbers and other groups.
Measured<double> disparate_treatment_ratio(const std::vector<Exposed>& items);

struct Author {
    double impressions = 0;
    std::int64_t followers = 0;
};
/// How unequally followers are reached from author to author. Per follower, so that an author with many is not unequal
/// for that; without followers there is nobody to reach in a feed. Needs two authors with a follower and an impression
/// among them. Refuses negative numbers.
Measured<double> feed_exposure_gini(const std::vector<Author>& authors);

} // namespace reef::measure
