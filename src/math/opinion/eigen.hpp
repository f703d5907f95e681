// The two largest eigenvalues of a large symmetric matrix of which only its product with vectors is known.
#pragma once
#include "math/opinion/plane.hpp"
#include <functional>
#include <vector>

namespace reef::opinion {

/// Two vectors side by side: entry i of the one is `[i].x`, of the other `[i].y`.
using VectorPair = std::vector<Point>;

struct EigenPair {
    VectorPair vectors; // of length 1; zero where the eigenvalue is
    Point values;       // largest first
    int products = 0;
    double residual = 0; // max |Av - λv| / λ1
    bool converged = false;
};

/// Power iteration on two vectors at once that keeps its last iterates and takes the best combination of them (block
/// Krylov iteration with Rayleigh-Ritz and restart: Golub and Van Loan, Matrix Computations, 4th ed., 10.1 to 10.3).
/// Keeping only the last iterate would be the plain power iteration, with the same limit and far more products.
/// Two vectors that stay orthogonal to each other are what deflation would find one after the other.
/// `multiply` is the product with a symmetric matrix without negative eigenvalues.
EigenPair two_largest_eigenvalues(const std::function<VectorPair(const VectorPair&)>& multiply, const VectorPair& start,
                                  double tolerance, int most_products);

/// Eigenvalues, largest first, and vectors (row i belongs to value i) of a small symmetric matrix, by Jacobi rotations
/// in fixed order (ibid. 8.5).
struct SmallEigen {
    std::vector<double> values;
    std::vector<std::vector<double>> vectors;
};
SmallEigen small_eigen(std::vector<std::vector<double>> symmetric);

} // namespace reef::opinion
