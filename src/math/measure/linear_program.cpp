#include "math/measure/linear_program.hpp"
#include "core/base/module.hpp"
#include <cmath>

namespace reef::measure {
namespace {

constexpr Real tolerance = 1e-12L;       // of bounds
constexpr Real tie_tolerance = 1e-16L;   // of steps that count as equal: well below that of bounds
constexpr Real price_tolerance = 1e-13L; // of reduced costs
constexpr Real pivot_tolerance = 1e-10L;
constexpr std::size_t nothing = static_cast<std::size_t>(-1);
constexpr int pivots_between_factorisations = 60;

} // namespace

std::size_t LinearProgram::add_row(Real low, Real high) {
    ensure(columns_.size() == rows_, "rows come before variables");
    columns_.push_back({{rows_, -1}});
    gains_.push_back(0);
    low_.push_back(low);
    high_.push_back(high);
    places_.push_back(Place::basic);
    values_.push_back(0);
    return rows_++;
}

std::size_t LinearProgram::add_variable(Real gain, Real low, Real high, std::vector<Coefficient> column) {
    columns_.push_back(std::move(column));
    gains_.push_back(gain);
    low_.push_back(low);
    high_.push_back(high);
    places_.push_back(Place::low);
    values_.push_back(low);
    return columns_.size() - 1 - rows_;
}

void LinearProgram::set_low(std::size_t variable, Real low) {
    low_[place(variable)] = low;
    if (places_[place(variable)] == Place::low) values_[place(variable)] = low;
}

void LinearProgram::set_high(std::size_t variable, Real high) {
    high_[place(variable)] = high;
    if (places_[place(variable)] == Place::high) values_[place(variable)] = high;
}

Real LinearProgram::gain() const {
    Real sum = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) sum += gains_[i] * values_[i];
    return sum;
}

void LinearProgram::start() {
    if (!basis_.empty()) return;
    for (std::size_t row = 0; row < rows_; ++row) basis_.push_back(row);
}

/// Inverts the basis anew, so that rounding does not pile up.
void LinearProgram::factorise() {
    const std::size_t m = rows_;
    std::vector<Real> matrix(m * m);
    inverse_.assign(m * m, 0);
    for (std::size_t k = 0; k < m; ++k) {
        inverse_[k * m + k] = 1;
        for (const auto& [row, value] : columns_[basis_[k]]) matrix[row * m + k] += value;
    }
    for (std::size_t column = 0; column < m; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < m; ++row)
            if (std::abs(matrix[row * m + column]) > std::abs(matrix[pivot * m + column])) pivot = row;
        const Real scale = matrix[pivot * m + column];
        ensure(std::abs(scale) > 0, "the basis of a linear program can be inverted");
        for (std::size_t k = 0; k < m; ++k) {
            std::swap(matrix[pivot * m + k], matrix[column * m + k]);
            std::swap(inverse_[pivot * m + k], inverse_[column * m + k]);
            matrix[column * m + k] /= scale;
            inverse_[column * m + k] /= scale;
        }
        for (std::size_t row = 0; row < m; ++row) {
            const Real factor = matrix[row * m + column];
            if (row == column || factor == 0) continue;
            for (std::size_t k = 0; k < m; ++k) {
                matrix[row * m + k] -= factor * matrix[column * m + k];
                inverse_[row * m + k] -= factor * inverse_[column * m + k];
            }
        }
    }
    pivots_since_factorised_ = 0;
}

/// The basic variables follow from the others: the sums of all rows, slacks included, are 0.
void LinearProgram::compute_values() {
    std::vector<Real> sums(rows_);
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (places_[i] != Place::basic && values_[i] != 0)
            for (const auto& [row, value] : columns_[i]) sums[row] += value * values_[i];
    for (std::size_t k = 0; k < rows_; ++k) {
        Real value = 0;
        for (std::size_t row = 0; row < rows_; ++row) value -= inverse_[k * rows_ + row] * sums[row];
        values_[basis_[k]] = value;
    }
}

int LinearProgram::side_violated(std::size_t variable) const {
    if (values_[variable] > high_[variable] + tolerance) return 1;
    return values_[variable] < low_[variable] - tolerance ? -1 : 0;
}

/// Computes the prices of the rows: of the gain, or, while a basic variable is out of bounds, of the sum of violations.
/// True where all is within bounds.
bool LinearProgram::price_out() {
    bool is_feasible = true;
    for (const auto variable : basis_) is_feasible &= side_violated(variable) == 0;
    prices_.assign(rows_, 0);
    for (std::size_t k = 0; k < rows_; ++k) {
        const Real cost = is_feasible ? -gains_[basis_[k]] : static_cast<Real>(side_violated(basis_[k]));
        if (cost == 0) continue;
        for (std::size_t row = 0; row < rows_; ++row) prices_[row] += cost * inverse_[k * rows_ + row];
    }
    return is_feasible;
}

Real LinearProgram::reduced(std::size_t variable, bool is_feasible) const {
    Real cost = is_feasible ? -gains_[variable] : 0;
    for (const auto& [row, value] : columns_[variable]) cost -= prices_[row] * value;
    return cost;
}

/// The variable whose move off its bound pays most, or (against cycling) the lowest that pays; `nothing` at the
/// optimum.
std::size_t LinearProgram::entering(bool is_feasible, bool lowest) const {
    std::size_t best = nothing;
    Real best_pay = price_tolerance;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (places_[i] == Place::basic || low_[i] == high_[i]) continue;
        const Real cost = reduced(i, is_feasible), pay = places_[i] == Place::low ? -cost : cost;
        if (pay <= best_pay) continue;
        best = i;
        if (lowest) break;
        best_pay = pay;
    }
    return best;
}

std::vector<Real> LinearProgram::direction_of(std::size_t variable) const {
    std::vector<Real> direction(rows_);
    for (const auto& [row, value] : columns_[variable])
        for (std::size_t k = 0; k < rows_; ++k) direction[k] += inverse_[k * rows_ + row] * value;
    return direction;
}

/// Moves a variable off its bound until it or a basic one meets a bound. False where nothing does: without end.
bool LinearProgram::pivot(std::size_t entering, bool is_feasible, bool lowest) {
    const auto direction = direction_of(entering);
    const Real sign = places_[entering] == Place::low ? 1 : -1;
    Real step = high_[entering] - low_[entering];
    std::size_t leaving = nothing;
    bool leaves_high = false;
    for (std::size_t k = 0; k < rows_; ++k) {
        const Real rate = -sign * direction[k];
        if (std::abs(rate) <= pivot_tolerance) continue;
        const auto variable = basis_[k];
        const int violated = is_feasible ? 0 : side_violated(variable);
        if (violated * rate > 0) continue; // further out: it meets no bound
        // Who is out of bounds stops where it comes in; the others stop where they would go out.
        const bool to_high = violated != 0 ? violated > 0 : rate > 0;
        const Real bound = to_high ? high_[variable] : low_[variable];
        if (std::isinf(bound)) continue;
        const Real ratio = std::max<Real>((bound - values_[variable]) / rate, 0);
        const bool is_tie = leaving != nothing && std::abs(ratio - step) <= tie_tolerance;
        const bool wins_tie =
            is_tie && (lowest ? variable < basis_[leaving] : std::abs(direction[k]) > std::abs(direction[leaving]));
        if (!wins_tie && (is_tie || ratio >= step)) continue;
        step = std::min(step, ratio);
        leaving = k;
        leaves_high = to_high;
    }
    if (std::isinf(step)) return false;
    for (std::size_t k = 0; k < rows_; ++k) values_[basis_[k]] -= sign * step * direction[k];
    if (leaving == nothing) { // from one bound to the other
        places_[entering] = sign > 0 ? Place::high : Place::low;
        values_[entering] = sign > 0 ? high_[entering] : low_[entering];
        return true;
    }
    values_[entering] += sign * step;
    const auto left = basis_[leaving];
    places_[left] = leaves_high ? Place::high : Place::low;
    values_[left] = leaves_high ? high_[left] : low_[left];
    replace(leaving, entering, direction);
    return true;
}

void LinearProgram::replace(std::size_t row, std::size_t entering, const std::vector<Real>& direction) {
    basis_[row] = entering;
    places_[entering] = Place::basic;
    const Real scale = direction[row];
    for (std::size_t k = 0; k < rows_; ++k) inverse_[row * rows_ + k] /= scale;
    for (std::size_t other = 0; other < rows_; ++other) {
        if (other == row || direction[other] == 0) continue;
        for (std::size_t k = 0; k < rows_; ++k)
            inverse_[other * rows_ + k] -= direction[other] * inverse_[row * rows_ + k];
    }
    if (++pivots_since_factorised_ >= pivots_between_factorisations) {
        factorise();
        compute_values();
    }
}

bool LinearProgram::solve() {
    start();
    if (inverse_.empty()) factorise();
    compute_values();
    // After many steps the lowest variable that pays is taken (Bland): that never cycles.
    const std::size_t patience = 20 * (rows_ + 10), limit = 2000 * (rows_ + columns_.size());
    for (std::size_t step = 0; step < limit; ++step) {
        const bool is_feasible = price_out(), lowest = step > patience;
        const auto next = entering(is_feasible, lowest);
        if (next == nothing) return is_feasible;
        ensure(pivot(next, is_feasible, lowest), "a linear program of ours has a finite optimum");
    }
    broken("a linear program of ours comes to an end");
}

} // namespace reef::measure
