// The two directions in which participants differ most: principal components of the evaluations, where what was not
// evaluated stands at its statement's mean.
#pragma once
#include "math/opinion/evaluations.hpp"
#include "math/opinion/plane.hpp"
#include <cstdint>
#include <span>
#include <vector>

namespace reef::opinion {

/// Each vector has one entry per statement, in the order of `Evaluations::statements()`.
struct Components {
    std::vector<double> means;   // of the choices given, -1 to +1; 0 for a statement that is out
    std::vector<Point> loadings; // x: first component, y: second; both of length 1, or 0 where nothing varies that way
    /// Share of all variance along each component, 0 to 1.
    Point explained;
    int passes = 0;      // over all evaluations
    double residual = 0; // |Av - λv| / λ1 of the worse component, A being the scatter matrix
    bool converged = false;
};

struct ComponentSettings {
    double tolerance = 1e-10; // of the residual
    int most_passes = 400;
    std::uint64_t seed = 1;
};

/// Mean of the choices given to each statement; 0 for those that are out.
std::vector<double> statement_means(const Evaluations& evaluations, const std::vector<bool>& is_out);

/// `start` holds the loadings of an earlier run where there was one (0, 0 for what is new, empty at first): the result
/// is found in fewer passes and keeps its signs. Without it, the entry of largest magnitude of each component is
/// positive (the first such). Never forms a dense matrix of participants: time is passes times evaluations, memory that
/// of about thirty vectors of statements.
Components principal_components(const Evaluations& evaluations, const std::vector<bool>& is_out,
                                std::span<const Point> start = {}, const ComponentSettings& settings = {});

/// Each participant's place: `sqrt(statements / evaluations of this participant) * sum of (choice - mean) * loading`.
/// A statement that is out counts as evaluated by everyone and adds nothing.
std::vector<Point> participant_positions(const Evaluations& evaluations, const std::vector<bool>& is_out,
                                         const Components& components);

/// The place of one who agrees with this statement and has said nothing else.
std::vector<Point> statement_positions(const std::vector<bool>& is_out, const Components& components);

} // namespace reef::opinion
