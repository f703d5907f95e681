#include "math/opinion/components.hpp"
#include "math/opinion/eigen.hpp"
#include "math/opinion/planted_test.hpp"
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::opinion {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// The slow way: every cell written out, what is missing at its column's mean, means taken off.
Matrix dense(const Evaluations& evaluations, const std::vector<bool>& is_out) {
    const std::size_t rows = evaluations.participants().size(), columns = evaluations.statements().size();
    Matrix matrix(rows, std::vector<double>(columns));
    for (std::size_t column = 0; column < columns; ++column) {
        if (is_out[column]) continue;
        double sum = 0, count = 0;
        std::vector<const Cell*> given(rows);
        for (std::size_t row = 0; row < rows; ++row)
            for (const Cell& cell : evaluations.row(row))
                if (cell.statement() == column) given[row] = &cell;
        for (const Cell* cell : given)
            if (cell) sum += static_cast<double>(cell->choice()), ++count;
        for (std::size_t row = 0; row < rows; ++row)
            matrix[row][column] = given[row] ? static_cast<double>(given[row]->choice()) - sum / count : 0;
    }
    return matrix;
}

struct Spectrum {
    std::vector<double> values; // largest first
    Matrix vectors;             // vectors[i] belongs to values[i]
};

/// All eigenvalues of the dense scatter matrix: cyclic Jacobi rotations, written for this test alone.
Spectrum dense_spectrum(const Matrix& matrix, std::size_t size) {
    Matrix a(size, std::vector<double>(size)), v(size, std::vector<double>(size));
    for (const auto& row : matrix)
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t j = 0; j < size; ++j) a[i][j] += row[i] * row[j];
    for (std::size_t i = 0; i < size; ++i) v[i][i] = 1;
    for (int sweep = 0; sweep < 100; ++sweep)
        for (std::size_t p = 0; p + 1 < size; ++p)
            for (std::size_t q = p + 1; q < size; ++q) {
                if (a[p][q] == 0) continue;
                const double angle = 0.5 * std::atan2(2 * a[p][q], a[q][q] - a[p][p]);
                const double c = std::cos(angle), s = std::sin(angle);
                for (std::size_t k = 0; k < size; ++k) {
                    const double x = a[k][p], y = a[k][q];
                    a[k][p] = c * x - s * y, a[k][q] = s * x + c * y;
                }
                for (std::size_t k = 0; k < size; ++k) {
                    const double x = a[p][k], y = a[q][k];
                    a[p][k] = c * x - s * y, a[q][k] = s * x + c * y;
                }
                for (std::size_t k = 0; k < size; ++k) {
                    const double x = v[p][k], y = v[q][k];
                    v[p][k] = c * x - s * y, v[q][k] = s * x + c * y;
                }
            }
    std::vector<std::size_t> order(size);
    for (std::size_t i = 0; i < size; ++i) order[i] = i;
    std::ranges::sort(order, [&](std::size_t i, std::size_t j) { return a[i][i] > a[j][j]; });
    Spectrum spectrum;
    for (const auto i : order) {
        spectrum.values.push_back(a[i][i]);
        spectrum.vectors.push_back(v[i]);
    }
    return spectrum;
}

std::vector<double> part(const std::vector<Point>& loadings, double Point::*which) {
    std::vector<double> entries;
    for (const Point& loading : loadings) entries.push_back(loading.*which);
    return entries;
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

/// Whether `found` is a unit vector of the eigenspace of the value at `place`, whose neighbours within 1e-3 belong to
/// it.
bool lies_in_eigenspace(const std::vector<double>& found, const Spectrum& spectrum, std::size_t place) {
    double inside = 0;
    for (std::size_t i = 0; i < spectrum.values.size(); ++i)
        if (std::abs(spectrum.values[i] - spectrum.values[place]) < 1e-3 * spectrum.values[0])
            inside += std::pow(product(found, spectrum.vectors[i]), 2);
    return std::abs(inside - 1) < 1e-7 && std::abs(product(found, found) - 1) < 1e-9;
}

RC_GTEST_PROP(PrincipalComponents, are_those_of_the_dense_matrix_with_missing_cells_at_the_mean, ()) {
    const Evaluations evaluations(*some_evaluations(12, 9));
    const std::size_t statements = evaluations.statements().size();
    auto is_out = std::vector<bool>(statements);
    if (statements > 2) is_out[*rc::gen::inRange<std::size_t>(0, statements)] = *rc::gen::arbitrary<bool>();
    const auto found = principal_components(evaluations, is_out);
    RC_ASSERT(found.converged);
    const auto matrix = dense(evaluations, is_out);
    const auto spectrum = dense_spectrum(matrix, statements);
    double total = 0;
    for (const double value : spectrum.values) total += value;
    for (const std::size_t place : {0U, 1U}) {
        const auto which = place == 0 ? &Point::x : &Point::y;
        const auto loading = part(found.loadings, which);
        if (place >= statements || spectrum.values[place] < 1e-9 * std::max(1.0, total)) {
            RC_ASSERT(product(loading, loading) == 0); // nothing varies that way
            continue;
        }
        RC_ASSERT(std::abs(found.explained.*which - spectrum.values[place] / total) < 1e-9);
        RC_ASSERT(lies_in_eigenspace(loading, spectrum, place));
    }
    for (std::size_t i = 0; i < statements; ++i)
        if (is_out[i]) RC_ASSERT(found.loadings[i] == Point{});
    // The places of participants, cell by cell.
    const auto positions = participant_positions(evaluations, is_out, found);
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        double answered = 0;
        for (const bool out : is_out) answered += out;
        for (const Cell cell : evaluations.row(row)) answered += !is_out[cell.statement()];
        const double stretch = std::sqrt(static_cast<double>(statements) / answered);
        RC_ASSERT(std::abs(positions[row].x - stretch * product(matrix[row], part(found.loadings, &Point::x))) < 1e-9);
        RC_ASSERT(std::abs(positions[row].y - stretch * product(matrix[row], part(found.loadings, &Point::y))) < 1e-9);
    }
}

TEST(PrincipalComponents, are_found_sooner_from_where_they_were_and_keep_their_signs) {
    auto given = planted(400, 60, 3, 0.6, 0.5, 11);
    const std::vector<bool> none_out(60);
    Evaluations evaluations(given);
    const auto first = principal_components(evaluations, none_out);
    auto turned = first.loadings;
    for (Point& loading : turned) loading = -1.0 * loading;
    evaluations.set({3, 5, Choice::pass});
    const auto anew = principal_components(evaluations, none_out);
    const auto continued = principal_components(evaluations, none_out, turned);
    ASSERT_TRUE(anew.converged && continued.converged);
    EXPECT_LT(continued.passes, anew.passes);
    for (std::size_t i = 0; i < turned.size(); ++i) {
        EXPECT_NEAR(continued.loadings[i].x, -anew.loadings[i].x, 1e-7);
        EXPECT_NEAR(continued.loadings[i].y, -anew.loadings[i].y, 1e-7);
    }
}

TEST(PrincipalComponents, find_a_difference_about_new_statements_that_nobody_connects_with_the_old_ones) {
    // Given axes found among people 0 to 5; then others disagree more strongly about two statements of their own.
    std::vector<Evaluation> given = planted(6, 4, 2, 0.2, 0, 3);
    for (std::int64_t p = 10; p < 40; ++p)
        for (const std::int64_t s : {8, 9})
            given.push_back({p, s, (p + s) % 2 == 0 ? Choice::agree : Choice::disagree});
    const Evaluations evaluations(given);
    std::vector<Point> old_axes =
        principal_components(Evaluations(planted(6, 4, 2, 0.2, 0, 3)), {false, false, false, false}).loadings;
    old_axes.resize(6);
    const auto found = principal_components(evaluations, std::vector<bool>(6), old_axes);
    EXPECT_NEAR(std::abs(found.loadings[4].x), std::sqrt(0.5), 1e-6);
    EXPECT_NEAR(found.loadings[4].x, -found.loadings[5].x, 1e-6);
}

TEST(PrincipalComponents, say_so_when_the_passes_were_not_enough) {
    const Evaluations evaluations(planted(200, 80, 2, 1, 0.3, 5)); // noise alone
    const auto hasty = principal_components(evaluations, std::vector<bool>(80), {}, {.most_passes = 3});
    EXPECT_FALSE(hasty.converged);
    EXPECT_EQ(hasty.passes, 3);
    EXPECT_GT(hasty.residual, 1e-10);
}

TEST(SmallEigen, solves_a_matrix_by_hand) {
    // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, -1).
    const auto eigen = small_eigen({{2, 1}, {1, 2}});
    EXPECT_NEAR(eigen.values[0], 3, 1e-15);
    EXPECT_NEAR(eigen.values[1], 1, 1e-15);
    EXPECT_NEAR(std::abs(eigen.vectors[0][0]), std::sqrt(0.5), 1e-15);
    EXPECT_NEAR(eigen.vectors[0][0], eigen.vectors[0][1], 1e-15);
}

} // namespace
} // namespace reef::opinion
