#include "math/measure/voting_power.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/coalitions.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {
namespace {

constexpr std::size_t enumerated_voters_max = 20;
/// Additions of 64 bits, a few seconds of them.
constexpr double additions_max = 3e9;
/// About 150 MB of counts.
constexpr double exact_bytes_max = 1.5e8;
/// Multiplications in the integral, a few seconds of them.
constexpr double multiplications_max = 1e10;

/// How many words of 64 bits a count of coalitions takes.
double words(double voters) { return voters / 64 + 1; }

std::int64_t total_weight(const WeightedGame& game) {
    std::int64_t total = 0;
    for (const auto weight : game.weights)
        if (__builtin_add_overflow(total, weight, &total)) return -1;
    return total;
}

std::optional<Refusal> refusal_of(const WeightedGame& game) {
    if (game.weights.empty()) return refuse(no_voters, "weights").error();
    for (std::size_t i = 0; i < game.weights.size(); ++i)
        if (game.weights[i] < 0)
            return refuse(negative_weight, "weights", {std::to_string(i + 1), std::to_string(game.weights[i])}).error();
    const auto total = total_weight(game);
    if (game.quota < 1 || game.quota > total)
        return refuse(quota_out_of_reach, "quota",
                      {std::to_string(game.quota), total < 0 ? "more than 64 bits hold" : std::to_string(total),
                       std::to_string(std::max<std::int64_t>(total, 1))})
            .error();
    return {};
}

Refusal too_large(const WeightedGame& game) {
    return refuse(game_too_large, "weights", {std::to_string(game.weights.size()), std::to_string(game.quota)}).error();
}

Power exact_power(const mpz_class& part, const mpz_class& whole) {
    mpq_class share(part, whole);
    share.canonicalize();
    return {share.get_d(), share.get_str()};
}

mpz_class factorial(std::size_t n) {
    mpz_class product;
    mpz_fac_ui(product.get_mpz_t(), n);
    return product;
}

ShapleyShubikPower of_pivots(const Pivots& pivots) {
    const std::size_t n = pivots.size();
    ShapleyShubikPower power;
    for (const auto& by_size : pivots) {
        mpz_class orders;
        for (std::size_t size = 0; size < n; ++size)
            if (by_size[size] != 0) orders += by_size[size] * factorial(size) * factorial(n - size - 1);
        power.shares.push_back(exact_power(orders, factorial(n)));
    }
    return power;
}

/// Whether the weighted support reaches the quota without class `left_out` (out of range: with all). A class of which
/// nobody voted counts on neither side.
bool is_adopted(const RecordedDecision& decision, std::size_t left_out) {
    mpq_class support = 0, whole = 0;
    for (std::size_t c = 0; c < decision.classes.size(); ++c) {
        const auto& [weight, yes, no] = decision.classes[c];
        if (c == left_out || yes + no == 0) continue;
        mpq_class share(mpz_class(static_cast<long>(yes)), mpz_class(static_cast<long>(yes + no)));
        share.canonicalize();
        if (decision.form == ClassForm::block) share = yes > no ? 1 : 0;
        support += share * static_cast<long>(weight);
        whole += static_cast<long>(weight);
    }
    return whole > 0 && support * 10'000 >= whole * static_cast<long>(decision.quota.hundredths);
}

std::optional<Refusal> refusal_of(const std::vector<RecordedDecision>& decisions) {
    for (const auto& decision : decisions) {
        if (auto wrong = refusal_of_sizes("the classes of the first decision", decisions.front().classes.size(),
                                          "those of a later one", decision.classes.size()))
            return wrong;
        for (const auto& [weight, yes, no] : decision.classes)
            if (auto wrong = refusal_of_amounts(
                    {static_cast<double>(weight), static_cast<double>(yes), static_cast<double>(no)}))
                return wrong;
    }
    return {};
}

} // namespace

Measured<BanzhafPower> banzhaf(const WeightedGame& game) {
    const std::size_t n = game.weights.size();
    if (auto wrong = refusal_of(game)) return {banzhaf_formula, n, std::move(*wrong)};
    std::vector<mpz_class> swings;
    const auto voters = static_cast<double>(n);
    if (voters * static_cast<double>(game.quota) * words(voters) <= additions_max) {
        swings = swings_by_weight(game);
    } else if (n <= enumerated_voters_max) {
        for (const auto& by_size : pivots_by_enumeration(game)) {
            swings.emplace_back();
            for (const auto& count : by_size) swings.back() += count;
        }
    } else {
        return {banzhaf_formula, n, too_large(game)};
    }
    mpz_class sum;
    for (const auto& count : swings) sum += count;
    BanzhafPower power;
    for (const auto& count : swings) {
        power.shares.push_back(exact_power(count, sum));
        power.absolute.push_back(exact_power(count, mpz_class(1) << (n - 1)));
    }
    return {banzhaf_formula, n, std::move(power)};
}

Measured<ShapleyShubikPower> shapley_shubik(const WeightedGame& game) {
    const std::size_t n = game.weights.size();
    if (auto wrong = refusal_of(game)) return {shapley_shubik_formula, n, std::move(*wrong)};
    if (n <= enumerated_voters_max) return {shapley_shubik_formula, n, of_pivots(pivots_by_enumeration(game))};

    const auto voters = static_cast<double>(n), quota = static_cast<double>(game.quota);
    const double words_held = voters * quota * words(voters);
    if (voters * words_held <= additions_max && 8 * words_held <= exact_bytes_max)
        return {shapley_shubik_formula, n, of_pivots(pivots_by_weight(game))};

    const auto total = static_cast<double>(total_weight(game));
    if (voters * voters * total / 4 > multiplications_max) return {shapley_shubik_formula, n, too_large(game)};
    ShapleyShubikPower power{{}, 1e-9};
    for (const double share : pivot_shares_by_integration(game)) power.shares.push_back({share, {}});
    return {shapley_shubik_formula, n, std::move(power)};
}

Measured<std::vector<PowerBesideWeight>> power_beside_weight(const WeightedGame& game, double tolerance) {
    const std::size_t n = game.weights.size();
    if (auto wrong = refusal_outside("tolerance", tolerance, 0, 1)) return {banzhaf_formula, n, std::move(*wrong)};
    const auto power = banzhaf(game);
    if (!power) return {banzhaf_formula, n, *power.refusal()};
    const auto total = static_cast<double>(total_weight(game));
    std::vector<PowerBesideWeight> rows;
    for (std::size_t i = 0; i < n; ++i) {
        const double weight = static_cast<double>(game.weights[i]) / total, share = power->shares[i].decimal;
        rows.push_back(
            {weight, share, weight > 0 && power->shares[i].fraction == "0", std::abs(share - weight) > tolerance});
    }
    return {banzhaf_formula, n, std::move(rows)};
}

Measured<double> per_head_power_ratio(double share_c, std::int64_t members_c, double share_d, std::int64_t members_d) {
    const auto n_c = static_cast<double>(members_c), n_d = static_cast<double>(members_d);
    if (auto wrong = refusal_of_amounts({share_c, share_d, n_c, n_d}))
        return {per_head_power_formula, 0, std::move(*wrong)};
    const auto inputs_count = static_cast<std::size_t>(members_c + members_d);
    if (members_c == 0 || members_d == 0)
        return {per_head_power_formula, inputs_count, Shortage{"members in each class", 1, 0}};
    if (share_d == 0)
        return {per_head_power_formula, inputs_count, Shortage{"classes with power to compare with", 1, 0}};
    return {per_head_power_formula, inputs_count, share_c / share_d * std::sqrt(n_d / n_c)};
}

Measured<std::vector<double>> empirical_power(const std::vector<RecordedDecision>& decisions) {
    if (auto wrong = refusal_of(decisions)) return {empirical_power_formula, decisions.size(), std::move(*wrong)};
    const auto found = static_cast<std::int64_t>(decisions.size());
    if (found < recorded_decisions_min)
        return {empirical_power_formula, decisions.size(), Shortage{"decisions", recorded_decisions_min, found}};
    const std::size_t classes_count = decisions.front().classes.size();
    std::vector<double> shares(classes_count);
    for (const auto& decision : decisions) {
        const bool adopted = is_adopted(decision, classes_count);
        for (std::size_t c = 0; c < classes_count; ++c) shares[c] += is_adopted(decision, c) != adopted;
    }
    for (double& share : shares) share /= static_cast<double>(found);
    return {empirical_power_formula, decisions.size(), std::move(shares)};
}

} // namespace reef::measure
