// A panel of enough value among all that satisfy the quotas: branch and bound over how many of each type sit in it.
// Not for other rooms.
#pragma once
#include "math/measure/linear_program.hpp"
#include "math/measure/sortition.hpp"
#include <optional>

namespace reef::measure {

using Seats = std::vector<std::int64_t>; // of each type

class PanelSearch {
  public:
    PanelSearch(const PanelRules& rules, const std::vector<VolunteerType>& types);
    /// A panel whose sum of value * seats is above `more_than`: the first that is met on the way to the greatest.
    /// Nothing where there is none.
    std::optional<Seats> above(Real more_than, const std::vector<Real>& values);

  private:
    std::optional<Seats> branch(const LinearProgram& relaxed, Real more_than, const std::vector<Real>& values) const;

    LinearProgram program_;
};

} // namespace reef::measure
