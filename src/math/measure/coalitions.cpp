#include "math/measure/coalitions.hpp"
#include <algorithm>
#include <bit>
#include <cmath>
#include <gmp.h>
#include <map>
#include <numbers>

namespace reef::measure {
namespace {

/// Big numbers of one width side by side: the number of coalitions of each weight below the quota.
class Counts {
  public:
    Counts(std::size_t size, std::size_t bits) : limbs_(bits / GMP_NUMB_BITS + 1), data_(size * limbs_) {}
    std::size_t size() const { return data_.size() / limbs_; }
    mp_limb_t* at(std::size_t weight) { return data_.data() + weight * limbs_; }
    const mp_limb_t* at(std::size_t weight) const { return data_.data() + weight * limbs_; }
    void add(std::size_t weight, const mp_limb_t* other) {
        mpn_add_n(at(weight), at(weight), other, static_cast<mp_size_t>(limbs_));
    }
    void subtract(std::size_t weight, const mp_limb_t* other) {
        mpn_sub_n(at(weight), at(weight), other, static_cast<mp_size_t>(limbs_));
    }
    /// The sum over the weights from `first` on.
    mpz_class sum_from(std::size_t first) const {
        std::vector<mp_limb_t> sum(limbs_ + 1);
        for (std::size_t weight = first; weight < size(); ++weight)
            sum[limbs_] += mpn_add_n(sum.data(), sum.data(), at(weight), static_cast<mp_size_t>(limbs_));
        mpz_class out;
        mpz_import(out.get_mpz_t(), sum.size(), -1, sizeof(mp_limb_t), 0, 0, sum.data());
        return out;
    }

  private:
    std::size_t limbs_;
    std::vector<mp_limb_t> data_;
};

/// Weights above the quota decide no more than the quota itself does.
std::vector<std::size_t> capped_weights(const std::vector<std::int64_t>& weights, std::int64_t quota) {
    std::vector<std::size_t> capped;
    for (const auto weight : weights) capped.push_back(static_cast<std::size_t>(std::min(weight, quota)));
    return capped;
}

/// For each distinct positive weight, who has it: what is counted for one holds for all of them.
std::map<std::size_t, std::vector<std::size_t>> voters_by_weight(const std::vector<std::size_t>& weights) {
    std::map<std::size_t, std::vector<std::size_t>> voters;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] > 0) voters[weights[i]].push_back(i);
    return voters;
}

/// Abscissae and weights of the Gauss-Legendre rule on [0, 1]: Newton's method on the Legendre polynomial.
std::vector<std::pair<double, double>> gauss_legendre(std::size_t count) {
    std::vector<std::pair<double, double>> rule(count);
    const auto n = static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) {
        double x = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.75) / (n + 0.5)), slope = 1;
        for (int step = 0; step < 100; ++step) {
            double previous = 1, value = x;
            for (double k = 2; k <= n; ++k)
                previous = std::exchange(value, ((2 * k - 1) * x * value - (k - 1) * previous) / k);
            slope = n * (x * value - previous) / (x * x - 1);
            const double move = value / slope;
            x -= move;
            if (std::abs(move) < 1e-16) break;
        }
        rule[i] = {(1 - x) / 2, 1 / ((1 - x * x) * slope * slope)};
    }
    return rule;
}

/// Adds to `chances[i]` the chance that the others' yes votes, each with probability p <= 1/2, leave the decision to i.
void add_pivot_chances(const std::vector<std::int64_t>& weights, std::int64_t quota, double p, double factor,
                       std::vector<double>& chances) {
    const auto capped = capped_weights(weights, quota);
    const auto size = static_cast<std::size_t>(quota);
    std::vector<double> all(size), next(size); // all[w]: the chance that the yes votes weigh w < quota
    all[0] = 1;
    for (const auto weight : capped) {
        if (weight == 0) continue;
        for (std::size_t w = 0; w < weight && w < size; ++w) next[w] = (1 - p) * all[w];
        for (std::size_t w = weight; w < size; ++w) next[w] = (1 - p) * all[w] + p * all[w - weight];
        all.swap(next);
    }
    std::vector<double> others(size);
    for (const auto& [weight, voters] : voters_by_weight(capped)) {
        // Takes one voter of this weight out again. With p <= 1/2 no error grows on the way up.
        for (std::size_t w = 0; w < size; ++w)
            others[w] = (all[w] - (w >= weight ? p * others[w - weight] : 0.0)) / (1 - p);
        double chance = 0;
        for (std::size_t w = size - weight; w < size; ++w) chance += others[w];
        for (const auto voter : voters) chances[voter] += factor * chance;
    }
}

} // namespace

Pivots pivots_by_enumeration(const WeightedGame& game) {
    const std::size_t n = game.weights.size();
    ensure(n <= 24, "coalitions are enumerated for 24 voters at most");
    std::vector<std::vector<std::uint64_t>> counts(n, std::vector<std::uint64_t>(n));
    std::vector<std::int64_t> sums(std::size_t{1} << n);
    for (std::size_t coalition = 0; coalition < sums.size(); ++coalition) {
        if (coalition > 0) {
            const auto lowest = static_cast<std::size_t>(std::countr_zero(coalition));
            sums[coalition] = sums[coalition & (coalition - 1)] + game.weights[lowest];
        }
        if (sums[coalition] >= game.quota) continue;
        const auto size = static_cast<std::size_t>(std::popcount(coalition));
        for (std::size_t i = 0; i < n; ++i)
            if ((coalition >> i & 1) == 0 && sums[coalition] + game.weights[i] >= game.quota) ++counts[i][size];
    }
    Pivots pivots(n);
    for (std::size_t i = 0; i < n; ++i)
        for (const auto count : counts[i]) pivots[i].emplace_back(static_cast<unsigned long>(count));
    return pivots;
}

Pivots pivots_by_weight(const WeightedGame& game) {
    const auto weights = capped_weights(game.weights, game.quota);
    const std::size_t n = weights.size(), quota = static_cast<std::size_t>(game.quota);
    std::vector<Counts> by_size(n + 1, Counts(quota, n)); // by_size[s].at(w): coalitions of s voters that weigh w
    by_size[0].at(0)[0] = 1;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t size = i + 1; size-- > 0;)
            for (std::size_t w = weights[i]; w < quota; ++w) by_size[size + 1].add(w, by_size[size].at(w - weights[i]));

    Pivots pivots(n, std::vector<mpz_class>(n));
    for (const auto& [weight, voters] : voters_by_weight(weights)) {
        Counts without = by_size[0]; // coalitions of the size at hand that do without one voter of this weight
        for (std::size_t size = 0; size < n; ++size) {
            if (size > 0) {
                Counts next = by_size[size];
                for (std::size_t w = weight; w < quota; ++w) next.subtract(w, without.at(w - weight));
                without = std::move(next);
            }
            for (const auto voter : voters) pivots[voter][size] = without.sum_from(quota - weight);
        }
    }
    return pivots;
}

std::vector<mpz_class> swings_by_weight(const WeightedGame& game) {
    const auto weights = capped_weights(game.weights, game.quota);
    const std::size_t n = weights.size(), quota = static_cast<std::size_t>(game.quota);
    Counts all(quota, n);
    all.at(0)[0] = 1;
    std::size_t weightless = 0, reached = 0;
    for (const auto weight : weights) {
        weightless += weight == 0;
        if (weight == 0) continue;
        reached = std::min(reached + weight, quota - 1);
        for (std::size_t w = reached + 1; w-- > weight;) all.add(w, all.at(w - weight));
    }
    std::vector<mpz_class> swings(n);
    for (const auto& [weight, voters] : voters_by_weight(weights)) {
        Counts without = all;
        for (std::size_t w = weight; w < quota; ++w) without.subtract(w, without.at(w - weight));
        mpz_class count = without.sum_from(quota - weight);
        count <<= weightless;
        for (const auto voter : voters) swings[voter] = count;
    }
    return swings;
}

std::vector<double> pivot_shares_by_integration(const WeightedGame& game) {
    std::int64_t total = 0;
    for (const auto weight : game.weights) total += weight;
    std::vector<double> shares(game.weights.size());
    // The chance of being decisive is a polynomial in p of degree n - 1: ceil(n / 2) abscissae integrate it exactly.
    for (const auto& [p, factor] : gauss_legendre((game.weights.size() + 1) / 2)) {
        if (p <= 0.5)
            add_pivot_chances(game.weights, game.quota, p, factor, shares);
        else // the same seen from the no votes: they win with total - quota + 1
            add_pivot_chances(game.weights, total - game.quota + 1, 1 - p, factor, shares);
    }
    return shares;
}

} // namespace reef::measure
