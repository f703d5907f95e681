// Concentration: how much of the whole is in few hands. Run it on value, on attention and on data held, before and
// after accounts are merged by owner.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula gini_formula{"gini", 1, "G = 2 sum i x_(i) / (n sum x) - (n + 1)/n, x in ascending order",
                                      "0 (all equal) to 1 - 1/n (one has all)",
                                      "Gini 1914; Sen, On Economic Inequality (1973)"};
inline constexpr Formula gini_corrected_formula{"gini_corrected", 1, "G n / (n - 1)", "0 to 1",
                                                "Deltas, Review of Economics and Statistics 85 (2003) 226-234"};
inline constexpr Formula hhi_formula{"hhi", 1, "HHI = sum (100 s_i)^2", "points, above 0 to 10,000 (one has all)",
                                     "Herfindahl 1950; US Merger Guidelines 2023, Guideline 1"};
inline constexpr Formula effective_number_formula{"effective_number", 1, "10,000 / HHI = 1 / sum s_i^2",
                                                  "equally large parties, 1 to their number", "Adelman 1969"};
inline constexpr Formula concentration_ratio_formula{"concentration_ratio", 1, "CR_k = sum of the k largest shares",
                                                     "share of the whole, above 0 to 1",
                                                     "Bain, Barriers to New Competition (1956)"};

/// Below this many sellers a market is thin, and HHI alone raises no alarm.
inline constexpr std::int64_t thin_market_below = 5;

// `amounts` below: what each party has (receipts, impressions, records), >= 0, in any one unit; those who have nothing
// are parties too. All refuse a negative amount.

/// Inequality among the parties. Needs two parties and something to share.
Measured<double> gini(const std::vector<double>& amounts);
/// The same without the bias of few parties: one who has all gives 1. Needs two parties and something to share.
Measured<double> gini_corrected(const std::vector<double>& amounts);
/// Herfindahl-Hirschman index in points. Needs something to share.
Measured<double> hhi(const std::vector<double>& amounts);
/// The number of equally large parties that gives the same HHI. Needs something to share.
Measured<double> effective_number(const std::vector<double>& amounts);
/// The share of the `largest_count` largest parties (CR4). Needs something to share.
Measured<double> concentration_ratio(const std::vector<double>& amounts, std::size_t largest_count = 4);

/// Adds up the amounts of accounts under one beneficial owner. `owners[i]` is the owner of account i, any numbers; the
/// result is in the order of the owners' numbers.
std::vector<double> merged_by_owner(const std::vector<double>& amounts, const std::vector<std::int64_t>& owners);

} // namespace reef::measure
