#include "math/opinion/components.hpp"
#include "core/base/module.hpp"
#include "math/opinion/eigen.hpp"
#include "math/opinion/seeded.hpp"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace reef::opinion {
namespace {

/// The matrix of participants and statements less its means. What was not evaluated stands at the mean, that is 0 here,
/// so only the given cells count; each takes one of three values per statement.
class CentredMatrix {
  public:
    CentredMatrix(const Evaluations& evaluations, const std::vector<bool>& is_out, std::span<const double> means)
        : evaluations_(evaluations), value_of_(4 * means.size()) {
        for (std::size_t i = 0; i < means.size(); ++i)
            if (!is_out[i])
                for (const Choice choice : {Choice::disagree, Choice::pass, Choice::agree})
                    value_of_[Cell(i, choice).table_place()] = static_cast<double>(choice) - means[i];
    }

    /// The row's product with two vectors.
    Point dot_row(std::span<const Cell> row, const VectorPair& vectors) const {
        Point sum;
        for (const Cell cell : row) sum += value_of_[cell.table_place()] * vectors[cell.statement()];
        return sum;
    }

    /// The scatter matrix (transposed times itself) times two vectors.
    VectorPair scatter_times(const VectorPair& vectors) const {
        VectorPair out(vectors.size());
        for (std::size_t i = 0; i < evaluations_.participants().size(); ++i) {
            const auto row = evaluations_.row(i);
            const Point factor = dot_row(row, vectors);
            for (const Cell cell : row) out[cell.statement()] += value_of_[cell.table_place()] * factor;
        }
        return out;
    }

    /// Sum of the squares of each statement's entries.
    std::vector<double> variation() const {
        std::vector<double> sum(value_of_.size() / 4);
        for (std::size_t i = 0; i < evaluations_.participants().size(); ++i)
            for (const Cell cell : evaluations_.row(i))
                sum[cell.statement()] += value_of_[cell.table_place()] * value_of_[cell.table_place()];
        return sum;
    }

  private:
    const Evaluations& evaluations_;
    std::vector<double> value_of_; // at Cell::table_place()
};

/// Where the iteration starts: the earlier loadings, and a little of every statement that varies, so that nothing new
/// goes unseen. Those that do not vary have no part in it and keep loadings of exactly 0.
VectorPair starting_vectors(const Evaluations& evaluations, std::span<const double> variation,
                            std::span<const Point> earlier, std::uint64_t seed) {
    constexpr double a_little = 1e-3;
    VectorPair start(evaluations.statements().size());
    const double size = 1 / std::sqrt(static_cast<double>(std::max<std::size_t>(1, start.size())));
    for (std::size_t i = 0; i < start.size(); ++i) {
        if (variation[i] == 0) continue;
        Seeded seeded(seed ^ static_cast<std::uint64_t>(evaluations.statements()[i]) * 0x9E3779B97F4A7C15U);
        const double x = 2 * seeded.fraction() - 1;
        const double y = 2 * seeded.fraction() - 1;
        start[i] = (earlier.empty() ? size : a_little * size) * Point{x, y};
        if (!earlier.empty()) start[i] += earlier[i];
    }
    return start;
}

/// The sign is arbitrary: it follows the earlier run, or else the entry of largest magnitude is positive.
void choose_sign(VectorPair& loadings, std::span<const Point> earlier, double Point::*which) {
    double direction = 0;
    if (!earlier.empty())
        for (std::size_t i = 0; i < loadings.size(); ++i) direction += loadings[i].*which * earlier[i].*which;
    if (direction == 0)
        for (const Point& loading : loadings)
            if (std::abs(loading.*which) > std::abs(direction)) direction = loading.*which;
    if (direction < 0)
        for (Point& loading : loadings) loading.*which = -(loading.*which);
}

} // namespace

std::vector<double> statement_means(const Evaluations& evaluations, const std::vector<bool>& is_out) {
    const std::size_t statements = evaluations.statements().size();
    std::vector<std::int64_t> sum(statements), count(statements);
    for (std::size_t i = 0; i < evaluations.participants().size(); ++i)
        for (const Cell cell : evaluations.row(i)) {
            sum[cell.statement()] += static_cast<int>(cell.choice());
            ++count[cell.statement()];
        }
    std::vector<double> means(statements);
    for (std::size_t i = 0; i < statements; ++i)
        if (!is_out[i] && count[i] > 0) means[i] = static_cast<double>(sum[i]) / static_cast<double>(count[i]);
    return means;
}

Components principal_components(const Evaluations& evaluations, const std::vector<bool>& is_out,
                                std::span<const Point> start, const ComponentSettings& settings) {
    ensure(is_out.size() == evaluations.statements().size(), "one role per statement");
    ensure(start.empty() || start.size() == is_out.size(), "one loading per statement");
    Components found{.means = statement_means(evaluations, is_out)};
    const CentredMatrix matrix(evaluations, is_out, found.means);
    const auto variation = matrix.variation();
    const double total = std::accumulate(variation.begin(), variation.end(), 0.0);
    auto pair = two_largest_eigenvalues([&](const VectorPair& vectors) { return matrix.scatter_times(vectors); },
                                        starting_vectors(evaluations, variation, start, settings.seed),
                                        settings.tolerance, settings.most_passes);
    found.loadings = std::move(pair.vectors);
    choose_sign(found.loadings, start, &Point::x);
    choose_sign(found.loadings, start, &Point::y);
    if (total > 0) found.explained = 1 / total * pair.values;
    found.passes = pair.products;
    found.residual = pair.residual;
    found.converged = pair.converged;
    return found;
}

std::vector<Point> participant_positions(const Evaluations& evaluations, const std::vector<bool>& is_out,
                                         const Components& components) {
    const CentredMatrix matrix(evaluations, is_out, components.means);
    const auto statements = static_cast<double>(is_out.size());
    const auto out_count = std::ranges::count(is_out, true);
    std::vector<Point> positions(evaluations.participants().size());
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const auto row = evaluations.row(i);
        const auto answered =
            out_count + std::ranges::count_if(row, [&](Cell cell) { return !is_out[cell.statement()]; });
        const double stretch = std::sqrt(statements / static_cast<double>(std::max<std::ptrdiff_t>(answered, 1)));
        positions[i] = stretch * matrix.dot_row(row, components.loadings);
    }
    return positions;
}

std::vector<Point> statement_positions(const std::vector<bool>& is_out, const Components& components) {
    std::vector<Point> positions(is_out.size());
    const double stretch = std::sqrt(static_cast<double>(is_out.size()));
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (!is_out[i]) positions[i] = stretch * (1 - components.means[i]) * components.loadings[i];
    return positions;
}

} // namespace reef::opinion
