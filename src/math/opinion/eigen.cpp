#include "math/opinion/eigen.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace reef::opinion {
namespace {

using Vector = std::vector<double>;

constexpr std::size_t basis_limit = 16;    // more would cost more memory than they save passes
constexpr std::size_t kept_at_restart = 6; // best combinations that a full basis is cut down to
constexpr double negligible = 1e-13;       // relative size below which a direction is rounding

double inner(const Vector& a, const Vector& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

void add_scaled(Vector& to, double factor, const Vector& what) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * what[i];
}

Vector part(const VectorPair& pair, double Point::*which) {
    Vector out(pair.size());
    for (std::size_t i = 0; i < pair.size(); ++i) out[i] = pair[i].*which;
    return out;
}

VectorPair side_by_side(const Vector& first, const Vector& second) {
    VectorPair out(first.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = {first[i], second[i]};
    return out;
}

/// An orthonormal basis that grows, with the product of each of its vectors.
struct Basis {
    std::vector<Vector> vectors;
    std::vector<Vector> products;

    /// Adds what of `candidate` is not in the basis yet; nothing if that is rounding only. Twice is enough (Kahan).
    void add(Vector candidate) {
        const double length_before = std::sqrt(inner(candidate, candidate));
        for (int round = 0; round < 2; ++round)
            for (const auto& vector : vectors) add_scaled(candidate, -inner(vector, candidate), vector);
        const double length = std::sqrt(inner(candidate, candidate));
        if (!(length > negligible * length_before) || vectors.size() == candidate.size()) return;
        for (double& entry : candidate) entry /= length;
        vectors.push_back(std::move(candidate));
    }
};

/// The best approximations that the basis holds, best first, with their products.
Basis best_combinations(const Basis& basis, Vector& values) {
    const std::size_t size = basis.vectors.size();
    std::vector<Vector> small(size, Vector(size));
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            small[i][j] = small[j][i] =
                0.5 * (inner(basis.vectors[i], basis.products[j]) + inner(basis.vectors[j], basis.products[i]));
    const auto eigen = small_eigen(std::move(small));
    values = eigen.values;
    const auto combined = [&](const std::vector<Vector>& of, const Vector& factors) {
        Vector out(of[0].size());
        for (std::size_t i = 0; i < size; ++i) add_scaled(out, factors[i], of[i]);
        return out;
    };
    Basis best;
    for (const auto& factors : eigen.vectors) {
        best.vectors.push_back(combined(basis.vectors, factors));
        best.products.push_back(combined(basis.products, factors));
    }
    return best;
}

} // namespace

SmallEigen small_eigen(std::vector<std::vector<double>> matrix) {
    const std::size_t size = matrix.size();
    std::vector<Vector> vectors(size, Vector(size));
    for (std::size_t i = 0; i < size; ++i) vectors[i][i] = 1;
    const auto rotate = [&](std::size_t p, std::size_t q) {
        const double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        const double tangent = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
        const double cosine = 1 / std::sqrt(tangent * tangent + 1), sine = tangent * cosine;
        const auto turn = [&](double& a, double& b) {
            const double old_a = a;
            a = cosine * old_a - sine * b;
            b = sine * old_a + cosine * b;
        };
        for (std::size_t i = 0; i < size; ++i) turn(matrix[i][p], matrix[i][q]);
        for (std::size_t i = 0; i < size; ++i) turn(matrix[p][i], matrix[q][i]);
        for (std::size_t i = 0; i < size; ++i) turn(vectors[p][i], vectors[q][i]);
    };
    for (int sweep = 0; sweep < 60; ++sweep) {
        bool turned = false;
        for (std::size_t p = 0; p < size; ++p)
            for (std::size_t q = p + 1; q < size; ++q)
                if (std::abs(matrix[p][q]) > 1e-16 * std::sqrt(std::abs(matrix[p][p] * matrix[q][q]))) {
                    rotate(p, q);
                    turned = true;
                }
        if (!turned) break;
    }
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return matrix[i][i]; });
    SmallEigen out;
    for (const std::size_t i : order) {
        out.values.push_back(matrix[i][i]);
        out.vectors.push_back(std::move(vectors[i]));
    }
    return out;
}

EigenPair two_largest_eigenvalues(const std::function<VectorPair(const VectorPair&)>& multiply, const VectorPair& start,
                                  double tolerance, int most_products) {
    const Vector nothing(start.size());
    Basis basis;
    basis.add(part(start, &Point::x));
    basis.add(part(start, &Point::y));
    EigenPair found{.vectors = VectorPair(start.size()), .converged = true};
    while (basis.products.size() < basis.vectors.size()) {
        // One multiplication serves the two newest vectors.
        const std::size_t known = basis.products.size();
        const bool two = basis.vectors.size() - known == 2;
        const auto product = multiply(side_by_side(basis.vectors[known], two ? basis.vectors[known + 1] : nothing));
        ++found.products;
        basis.products.push_back(part(product, &Point::x));
        if (two) basis.products.push_back(part(product, &Point::y));

        Vector values;
        auto best = best_combinations(basis, values);
        std::array<Vector, 2> residuals;
        found.residual = 0;
        std::size_t wanted = 0; // components along which anything varies
        while (wanted < std::min<std::size_t>(2, values.size()) && values[wanted] > negligible * values[0]) {
            residuals[wanted] = best.products[wanted];
            add_scaled(residuals[wanted], -values[wanted], best.vectors[wanted]);
            found.residual =
                std::max(found.residual, std::sqrt(inner(residuals[wanted], residuals[wanted])) / values[0]);
            ++wanted;
        }
        found.vectors = side_by_side(wanted > 0 ? best.vectors[0] : nothing, wanted > 1 ? best.vectors[1] : nothing);
        found.values = {wanted > 0 ? values[0] : 0, wanted > 1 ? values[1] : 0};
        found.converged = found.residual <= tolerance;
        if (found.converged || found.products >= most_products) break;
        if (basis.vectors.size() + 2 > basis_limit) {
            best.vectors.resize(kept_at_restart);
            best.products.resize(kept_at_restart);
            basis = std::move(best);
        }
        for (std::size_t i = 0; i < wanted; ++i) basis.add(std::move(residuals[i]));
    }
    return found;
}

} // namespace reef::opinion
