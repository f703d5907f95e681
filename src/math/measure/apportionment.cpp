#include "math/measure/apportionment.hpp"
#include "math/measure/checks.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {

Measured<Apportioned> apportionment(std::int64_t total, const std::vector<std::int64_t>& weights) {
    const auto n = weights.size();
    if (auto wrong = refusal_outside("total", static_cast<double>(total), 0, 9e18))
        return {apportionment_formula, n, std::move(*wrong)};
    for (const auto weight : weights)
        if (auto wrong = refusal_of_amounts({static_cast<double>(weight)}))
            return {apportionment_formula, n, std::move(*wrong)};
    __int128 sum = 0;
    for (const auto weight : weights) sum += weight;
    if (sum == 0) return {apportionment_formula, n, Shortage{"parties with a positive weight", 1, 0}};

    Apportioned out{share_out(total, weights)};
    // The least remainder that got a unit, and the greatest that got none.
    __int128 least_given = sum, greatest_left = -1;
    for (std::size_t i = 0; i < n; ++i) {
        const __int128 exact = static_cast<__int128>(total) * weights[i];
        const __int128 away = static_cast<__int128>(out.parts[i]) * sum - exact; // above 0: got a unit
        out.deviation_max = std::max(out.deviation_max, std::abs(static_cast<double>(away) / static_cast<double>(sum)));
        if (away > 0)
            least_given = std::min(least_given, exact % sum);
        else
            greatest_left = std::max(greatest_left, exact % sum);
    }
    out.is_decided_by_place = least_given == greatest_left;
    return {apportionment_formula, n, std::move(out)};
}

} // namespace reef::measure
