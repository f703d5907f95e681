// Fairness over time: items of like relevance get like attention, not on each page but over many of them.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula unfairness_formula{
    "amortised_unfairness", 1, "U = sum |A_i - R_i|, attention and relevance each summing to 1 per ranking",
    "rankings' worth of attention in wrong places, 0 to twice their number",
    "Biega, Gummadi and Weikum, SIGIR (2018) 405-414"};
inline constexpr Formula fair_order_formula{
    "fair_order", 1,
    "the order of the first k that makes sum |A_i + v_place - R_i| least, then swaps of neighbours towards the "
    "truthful order until DCG@k >= theta IDCG@k",
    "places of the items; DCG@k / IDCG@k from theta to 1",
    "Biega, Gummadi and Weikum, SIGIR (2018) 405-414; assignment: Kuhn 1955, Munkres 1957"};

/// What items have had so far, in rankings that each hand out 1 of attention and 1 of relevance.
struct Account {
    double attention = 0;
    double relevance = 0;
};

/// Needs one item. Refuses negative sums.
Measured<double> amortised_unfairness(const std::vector<Account>& accounts);

struct FairOrder {
    /// Which item stands at each place; those after the first k in truthful order.
    std::vector<std::size_t> order;
    /// DCG@k of this order over that of the truthful one.
    double dcg_ratio = 1;
    /// The accounts after this ranking.
    std::vector<Account> accounts;
};

/// Orders the next ranking. `relevance[i]` in 0 to 1; `accounts[i]`: item i's so far; `considered` (k, 1 to 50) places
/// are reordered; `theta`: the share of the truthful gain that must be kept. Attention is by position bias over the k
/// places; those below get none. Needs an item of some relevance. Of equally good orders the truthful one; items of
/// equal relevance are truthfully in the order given.
Measured<FairOrder> fair_order(const std::vector<double>& relevance, const std::vector<Account>& accounts,
                               std::size_t considered = 50, double theta = 0.95);

} // namespace reef::measure
