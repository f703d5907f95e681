#include "math/measure/network_effect.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/quantiles.hpp"
#include <algorithm>
#include <array>
#include <cmath>

namespace reef::measure {
namespace {

constexpr std::size_t terms = 3;
using Row = std::array<double, terms>;
using Square = std::array<Row, terms>;

struct Regression {
    std::vector<Row> rows;
    std::vector<double> responses;
};

/// The regression over the latest weeks in which both sides were there.
Regression regression_of(const std::vector<double>& acting, const std::vector<double>& responding) {
    std::size_t first = acting.size();
    while (first > 0 && acting[first - 1] > 0 && responding[first - 1] > 0) --first;
    const auto growth = [](const std::vector<double>& side, std::size_t week) {
        return std::log(side[week] / side[week - 1]);
    };
    Regression out;
    for (std::size_t week = first + 2; week < acting.size(); ++week) {
        out.rows.push_back({1, growth(acting, week - 1), growth(responding, week - 1)});
        out.responses.push_back(growth(responding, week));
    }
    return out;
}

/// The inverse by cofactors; nothing where the matrix is singular to rounding.
std::optional<Square> inverse(const Square& m) {
    Square out{};
    for (std::size_t i = 0; i < terms; ++i)
        for (std::size_t j = 0; j < terms; ++j) {
            const std::size_t r1 = (j + 1) % 3, r2 = (j + 2) % 3, c1 = (i + 1) % 3, c2 = (i + 2) % 3;
            out[i][j] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
        }
    const double determinant = m[0][0] * out[0][0] + m[0][1] * out[1][0] + m[0][2] * out[2][0];
    if (!(std::abs(determinant) > 1e-12 * m[0][0] * m[1][1] * m[2][2])) return {};
    for (auto& row : out)
        for (double& value : row) value /= determinant;
    return out;
}

Square product(const Square& one, const Square& other) {
    Square out{};
    for (std::size_t i = 0; i < terms; ++i)
        for (std::size_t j = 0; j < terms; ++j)
            for (std::size_t k = 0; k < terms; ++k) out[i][j] += one[i][k] * other[k][j];
    return out;
}

/// Newey and West's sum: the scores with themselves, and with those up to `lags` weeks before at falling weight.
Square long_run(const std::vector<Row>& scores, std::size_t lags) {
    Square out{};
    for (std::size_t lag = 0; lag <= lags; ++lag) {
        const double weight = 1 - static_cast<double>(lag) / (static_cast<double>(lags) + 1);
        for (std::size_t t = lag; t < scores.size(); ++t)
            for (std::size_t i = 0; i < terms; ++i)
                for (std::size_t j = 0; j < terms; ++j)
                    out[i][j] += lag == 0
                                     ? scores[t][i] * scores[t][j]
                                     : weight * (scores[t][i] * scores[t - lag][j] + scores[t - lag][i] * scores[t][j]);
    }
    return out;
}

std::optional<NetworkEffect> fitted(const Regression& regression) {
    const auto& [rows, responses] = regression;
    const auto n = static_cast<double>(rows.size());
    Square moments{};
    Row right{};
    for (std::size_t t = 0; t < rows.size(); ++t)
        for (std::size_t i = 0; i < terms; ++i) {
            right[i] += rows[t][i] * responses[t];
            for (std::size_t j = 0; j < terms; ++j) moments[i][j] += rows[t][i] * rows[t][j];
        }
    const auto inverted = inverse(moments);
    if (!inverted) return {};
    Row estimate{};
    for (std::size_t i = 0; i < terms; ++i)
        for (std::size_t j = 0; j < terms; ++j) estimate[i] += (*inverted)[i][j] * right[j];

    std::vector<Row> scores = rows;
    for (std::size_t t = 0; t < rows.size(); ++t) {
        double residual = responses[t];
        for (std::size_t i = 0; i < terms; ++i) residual -= estimate[i] * rows[t][i];
        for (double& value : scores[t]) value *= residual;
    }
    NetworkEffect effect;
    effect.lags = static_cast<std::int64_t>(4 * std::pow(n / 100, 2.0 / 9));
    const Square spread =
        product(product(*inverted, long_run(scores, static_cast<std::size_t>(effect.lags))), *inverted);
    const double t = student_quantile(0.975, n - terms);
    const auto coefficient = [&](std::size_t i) {
        const double error = std::sqrt(std::max(spread[i][i], 0.0) * n / (n - terms));
        return Coefficient95{estimate[i], error, {estimate[i] - t * error, estimate[i] + t * error}};
    };
    effect.constant = coefficient(0);
    effect.cross_side = coefficient(1);
    effect.same_side = coefficient(2);
    return effect;
}

} // namespace

Measured<NetworkEffect> network_effect(const std::vector<double>& acting, const std::vector<double>& responding) {
    const Formula& formula = network_effect_formula;
    if (auto wrong = refusal_of_sizes("acting", acting.size(), "responding", responding.size()))
        return {formula, acting.size(), std::move(*wrong)};
    for (const auto* side : {&acting, &responding})
        if (auto wrong = refusal_of_amounts(*side)) return {formula, acting.size(), std::move(*wrong)};
    const auto regression = regression_of(acting, responding);
    const auto found = static_cast<std::int64_t>(regression.rows.size());
    if (found < network_effect_rows_min)
        return {formula, regression.rows.size(),
                Shortage{"rows (weeks in a row with both sides, less two)", network_effect_rows_min, found}};
    auto effect = fitted(regression);
    if (!effect) return {formula, regression.rows.size(), Shortage{"weeks of varying growth on both sides", 2, 0}};
    return {formula, regression.rows.size(), *effect};
}

} // namespace reef::measure
