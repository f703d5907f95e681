#include "math/measure/circulation.hpp"
#include "math/measure/checks.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {
namespace {

using Matrix = std::vector<std::vector<double>>;

std::optional<Refusal> refusal_of(const Flows& flows) {
    const auto n = flows.between.size();
    if (auto wrong = refusal_of_sizes("between", n, "in", flows.in.size())) return wrong;
    if (auto wrong = refusal_of_sizes("between", n, "out", flows.out.size())) return wrong;
    for (const auto& row : flows.between) {
        if (auto wrong = refusal_of_sizes("between", n, "a row of it", row.size())) return wrong;
        if (auto wrong = refusal_of_amounts(row)) return wrong;
    }
    if (auto wrong = refusal_of_amounts(flows.in)) return wrong;
    return refusal_of_amounts(flows.out);
}

/// Gauss-Jordan elimination with pivoting; nothing where the matrix cannot be inverted.
std::optional<Matrix> inverse(Matrix matrix) {
    const std::size_t n = matrix.size();
    Matrix out(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) out[i][i] = 1;
    for (std::size_t column = 0; column < n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < n; ++row)
            if (std::abs(matrix[row][column]) > std::abs(matrix[pivot][column])) pivot = row;
        if (std::abs(matrix[pivot][column]) < 1e-12) return {};
        std::swap(matrix[pivot], matrix[column]);
        std::swap(out[pivot], out[column]);
        const double scale = matrix[column][column];
        for (std::size_t k = 0; k < n; ++k) matrix[column][k] /= scale, out[column][k] /= scale;
        for (std::size_t row = 0; row < n; ++row) {
            const double factor = matrix[row][column];
            if (row == column || factor == 0) continue;
            for (std::size_t k = 0; k < n; ++k) {
                matrix[row][k] -= factor * matrix[column][k];
                out[row][k] -= factor * out[column][k];
            }
        }
    }
    return out;
}

} // namespace

Measured<double> finn_cycling_index(const Flows& flows) {
    const std::size_t n = flows.between.size();
    if (auto wrong = refusal_of(flows)) return {finn_formula, n, std::move(*wrong)};
    std::vector<double> came = flows.in, went = flows.out, through(n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) went[i] += flows.between[i][j], came[j] += flows.between[i][j];
    for (std::size_t i = 0; i < n; ++i) through[i] = std::max(came[i], went[i]);
    const double total = sum_of(through);
    if (total <= 0) return {finn_formula, n, Shortage{"flows", 1, 0}};

    Matrix left(n, std::vector<double>(n)); // I - G
    for (std::size_t i = 0; i < n; ++i) {
        left[i][i] = 1;
        for (std::size_t j = 0; j < n; ++j)
            if (through[j] > 0) left[i][j] -= flows.between[j][i] / through[j];
    }
    const auto visits = inverse(std::move(left));
    if (!visits) return {finn_formula, n, refuse(nothing_leaves, "between")};
    double cycled = 0;
    for (std::size_t i = 0; i < n; ++i) cycled += through[i] * ((*visits)[i][i] - 1) / (*visits)[i][i];
    return {finn_formula, n, std::clamp(cycled / total, 0.0, 1.0)};
}

} // namespace reef::measure
