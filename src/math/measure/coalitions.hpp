// Counting coalitions, exactly: the ways to be decisive, by enumeration and by weight. Not for other rooms.
#pragma once
#include "math/measure/voting_power.hpp"
#include <gmpxx.h>

namespace reef::measure {

/// For each voter i and each size s, the coalitions of s others that lose and win with i.
using Pivots = std::vector<std::vector<mpz_class>>;

/// Over all 2^n coalitions; n <= 24.
Pivots pivots_by_enumeration(const WeightedGame& game);
/// By counting coalitions of each size and weight; time n^2 * quota, memory n * quota.
Pivots pivots_by_weight(const WeightedGame& game);
/// For each voter, the coalitions of others that it turns, of any size; time n * quota.
std::vector<mpz_class> swings_by_weight(const WeightedGame& game);

/// The Shapley-Shubik shares in floating point, by Gauss-Legendre integration.
std::vector<double> pivot_shares_by_integration(const WeightedGame& game);

} // namespace reef::measure
