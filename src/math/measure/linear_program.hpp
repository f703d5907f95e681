// A small dense linear program: the revised simplex method with bounds on variables and rows, for some dozens of rows.
// Columns, bounds and costs may change between solutions; each starts from the basis of the one before. Not for other
// rooms.
#pragma once
#include <cstddef>
#include <limits>
#include <vector>

namespace reef::measure {

using Real = long double;
inline constexpr Real unbounded = std::numeric_limits<Real>::infinity();

struct Coefficient {
    std::size_t row;
    Real value;
};

/// Maximises the sum of gain * variable, with every variable and every row's sum within its bounds.
class LinearProgram {
  public:
    /// A row whose sum lies from `low` to `high`; one of them finite. All rows come before the first variable.
    std::size_t add_row(Real low, Real high);
    /// A variable from `low` (finite) to `high`, with its coefficients in the rows.
    std::size_t add_variable(Real gain, Real low, Real high, std::vector<Coefficient> column);
    void set_gain(std::size_t variable, Real gain) { gains_[place(variable)] = gain; }
    void set_low(std::size_t variable, Real low);
    void set_high(std::size_t variable, Real high);

    /// False where no values satisfy the bounds. The optimum must be finite.
    bool solve();

    // After a solution:
    Real value(std::size_t variable) const { return values_[place(variable)]; }
    Real gain() const;
    /// What one more unit of the row's sum would gain, negated: at least 0 for a row held at its lower bound.
    Real price(std::size_t row) const { return prices_[row]; }

  private:
    enum class Place { basic, low, high };
    // Variables are kept behind one slack for each row, which equals the row's sum (coefficient -1).
    std::size_t place(std::size_t variable) const { return rows_ + variable; }
    void start();
    void factorise();
    void compute_values();
    bool price_out();
    std::size_t entering(bool is_feasible, bool lowest) const;
    bool pivot(std::size_t entering, bool is_feasible, bool lowest);
    void replace(std::size_t row, std::size_t entering, const std::vector<Real>& direction);
    std::vector<Real> direction_of(std::size_t variable) const;
    int side_violated(std::size_t variable) const;
    Real reduced(std::size_t variable, bool is_feasible) const;

    std::size_t rows_ = 0;
    std::vector<std::vector<Coefficient>> columns_;
    std::vector<Real> gains_, low_, high_, values_, prices_;
    std::vector<Place> places_;
    std::vector<std::size_t> basis_; // which variable is basic in each row
    std::vector<Real> inverse_;      // of the basis, row by row
    int pivots_since_factorised_ = 0;
};

} // namespace reef::measure
