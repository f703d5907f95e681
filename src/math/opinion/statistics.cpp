#include "math/opinion/statistics.hpp"
#include <cmath>

namespace reef::opinion {
namespace {

Stance stance(const Counts& in, const Counts& out, std::int64_t Counts::*choice) {
    Stance found{.in = in, .out = out};
    found.share = careful_share(in.*choice, in.all());
    found.test = share_test(in.*choice, in.all());
    found.ratio = found.share / careful_share(out.*choice, out.all());
    found.ratio_test = two_shares_test(in.*choice, out.*choice, in.all(), out.all());
    return found;
}

} // namespace

double careful_share(std::int64_t successes, std::int64_t trials) {
    return static_cast<double>(successes + 1) / static_cast<double>(trials + 2);
}

double share_test(std::int64_t successes, std::int64_t trials) {
    const auto n = static_cast<double>(trials + 1);
    return 2 * std::sqrt(n) * (static_cast<double>(successes + 1) / n - 0.5);
}

double two_shares_test(std::int64_t successes_in, std::int64_t successes_out, std::int64_t trials_in,
                       std::int64_t trials_out) {
    const auto s1 = static_cast<double>(successes_in + 1), s2 = static_cast<double>(successes_out + 1);
    const auto n1 = static_cast<double>(trials_in + 1), n2 = static_cast<double>(trials_out + 1);
    const double pooled = (s1 + s2) / (n1 + n2);
    if (pooled == 1) return 0;
    return (s1 / n1 - s2 / n2) / std::sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
}

Stance stance_on_agreeing(const Counts& in, const Counts& out) { return stance(in, out, &Counts::agree); }
Stance stance_on_disagreeing(const Counts& in, const Counts& out) { return stance(in, out, &Counts::disagree); }

double asking_priority(const Counts& counts, double extremity, bool is_meta) {
    constexpr double meta_priority = 7;
    if (is_meta) return meta_priority * meta_priority;
    const double importance =
        (1 - careful_share(counts.pass, counts.all())) * (extremity + 1) * careful_share(counts.agree, counts.all());
    const double newness = 1 + 8 * std::exp2(-static_cast<double>(counts.all()) / 5);
    return importance * newness * importance * newness;
}

} // namespace reef::opinion
