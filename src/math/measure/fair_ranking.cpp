#include "math/measure/fair_ranking.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/exposure.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace reef::measure {
namespace {

constexpr double rounding = 1e-12;

/// Assigns each row a column so that the sum of `cost(row, column)` is least: the Hungarian method with potentials,
/// O(k^3).
template <class Cost>
std::vector<std::size_t> assignment(std::size_t size, Cost&& cost) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    // Rows and columns count from 1 here; 0 is "none".
    std::vector<double> row_potential(size + 1), column_potential(size + 1);
    std::vector<std::size_t> row_of(size + 1), came_from(size + 1);
    for (std::size_t row = 1; row <= size; ++row) {
        row_of[0] = row;
        std::size_t column = 0;
        std::vector<double> least(size + 1, infinite);
        std::vector<bool> seen(size + 1);
        do {
            seen[column] = true;
            const std::size_t from = row_of[column];
            double step = infinite;
            std::size_t next = 0;
            for (std::size_t c = 1; c <= size; ++c) {
                if (seen[c]) continue;
                const double reduced = cost(from - 1, c - 1) - row_potential[from] - column_potential[c];
                if (reduced < least[c]) least[c] = reduced, came_from[c] = column;
                if (least[c] < step) step = least[c], next = c;
            }
            for (std::size_t c = 0; c <= size; ++c)
                if (seen[c])
                    row_potential[row_of[c]] += step, column_potential[c] -= step;
                else
                    least[c] -= step;
            column = next;
        } while (row_of[column] != 0);
        for (; column != 0; column = came_from[column]) row_of[column] = row_of[came_from[column]];
    }
    std::vector<std::size_t> column_of(size);
    for (std::size_t column = 1; column <= size; ++column) column_of[row_of[column] - 1] = column - 1;
    return column_of;
}

/// The first k of a ranking: who has had what, and what each place gives.
class Page {
  public:
    Page(const std::vector<double>& relevance, const std::vector<Account>& accounts, std::vector<std::size_t> truthful)
        : relevance_(relevance), accounts_(accounts), truthful_(std::move(truthful)) {
        for (std::size_t place = 1; place <= truthful_.size(); ++place) attention_.push_back(position_bias(place));
        const double all = sum_of(attention_);
        for (double& share : attention_) share /= all;
    }
    double attention(std::size_t place) const { return attention_[place]; }
    double gain(const std::vector<std::size_t>& order) const {
        double sum = 0;
        for (std::size_t place = 0; place < order.size(); ++place)
            sum += (std::exp2(relevance_[order[place]]) - 1) * attention_[place];
        return sum;
    }
    /// Of all orders of these items the least unfair; the truthful one unless another is better.
    std::vector<std::size_t> fairest() const {
        const auto places =
            assignment(truthful_.size(), [&](auto i, auto place) { return unfairness(truthful_[i], place); });
        std::vector<std::size_t> order(truthful_.size());
        double fair = 0, truthful = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            order[places[i]] = truthful_[i];
            fair += unfairness(truthful_[i], places[i]);
            truthful += unfairness(truthful_[i], i);
        }
        return fair < truthful - rounding ? order : truthful_;
    }
    /// Swaps neighbours that stand against the truthful order, the pair that gains most first, until the gain suffices.
    void pull_back(std::vector<std::size_t>& order, double gain_min) const {
        while (gain(order) < gain_min - rounding) {
            std::size_t best = order.size();
            double best_gain = 0;
            for (std::size_t place = 0; place + 1 < order.size(); ++place) {
                const double more = (std::exp2(relevance_[order[place + 1]]) - std::exp2(relevance_[order[place]])) *
                                    (attention_[place] - attention_[place + 1]);
                if (more > best_gain) best = place, best_gain = more;
            }
            ensure(best < order.size(), "an order without a better neighbour is the truthful one");
            std::swap(order[best], order[best + 1]);
        }
    }

  private:
    double unfairness(std::size_t item, std::size_t place) const {
        return std::abs(accounts_[item].attention + attention_[place] - accounts_[item].relevance);
    }
    const std::vector<double>& relevance_;
    const std::vector<Account>& accounts_; // with the relevance of this ranking added
    std::vector<std::size_t> truthful_;
    std::vector<double> attention_;
};

std::optional<Refusal> refusal_of(const std::vector<double>& relevance, const std::vector<Account>& accounts,
                                  std::size_t considered, double theta) {
    if (auto wrong = refusal_of_sizes("relevance", relevance.size(), "accounts", accounts.size())) return wrong;
    for (std::size_t i = 0; i < relevance.size(); ++i) {
        if (auto wrong = refusal_outside("relevance", relevance[i], 0, 1)) return wrong;
        if (auto wrong = refusal_of_amounts({accounts[i].attention, accounts[i].relevance})) return wrong;
    }
    if (auto wrong = refusal_outside("considered", static_cast<double>(considered), 1, 50)) return wrong;
    return refusal_outside("theta", theta, 0, 1);
}

} // namespace

Measured<double> amortised_unfairness(const std::vector<Account>& accounts) {
    double sum = 0;
    for (const auto& [attention, relevance] : accounts) {
        if (auto wrong = refusal_of_amounts({attention, relevance}))
            return {unfairness_formula, accounts.size(), std::move(*wrong)};
        sum += std::abs(attention - relevance);
    }
    if (accounts.empty()) return {unfairness_formula, 0, Shortage{"items", 1, 0}};
    return {unfairness_formula, accounts.size(), sum};
}

Measured<FairOrder> fair_order(const std::vector<double>& relevance, const std::vector<Account>& accounts,
                               std::size_t considered, double theta) {
    const std::size_t n = relevance.size();
    if (auto wrong = refusal_of(relevance, accounts, considered, theta))
        return {fair_order_formula, n, std::move(*wrong)};
    const double all = sum_of(relevance);
    if (all <= 0) return {fair_order_formula, n, Shortage{"items of some relevance", 1, 0}};

    FairOrder fair{std::vector<std::size_t>(n), 1, accounts};
    for (std::size_t i = 0; i < n; ++i) fair.accounts[i].relevance += relevance[i] / all;
    std::iota(fair.order.begin(), fair.order.end(), 0U);
    std::ranges::stable_sort(fair.order, [&](auto a, auto b) { return relevance[a] > relevance[b]; });

    const auto top_end = fair.order.begin() + static_cast<std::ptrdiff_t>(std::min(n, considered));
    const std::vector<std::size_t> truthful(fair.order.begin(), top_end);
    const Page page(relevance, fair.accounts, truthful);
    auto top = page.fairest();
    page.pull_back(top, theta * page.gain(truthful));
    std::ranges::copy(top, fair.order.begin());
    fair.dcg_ratio = page.gain(top) / page.gain(truthful);
    for (std::size_t place = 0; place < top.size(); ++place)
        fair.accounts[top[place]].attention += page.attention(place);
    return {fair_order_formula, n, std::move(fair)};
}

} // namespace reef::measure
