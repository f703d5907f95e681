#include "math/measure/panel_search.hpp"
#include <cmath>

namespace reef::measure {
namespace {

constexpr Real whole_tolerance = 1e-7L;

} // namespace

PanelSearch::PanelSearch(const PanelRules& rules, const std::vector<VolunteerType>& types) {
    const auto all_seats = program_.add_row(static_cast<Real>(rules.seats), static_cast<Real>(rules.seats));
    std::vector<std::size_t> first_rows;
    for (std::size_t next = all_seats + 1; const Feature& feature : rules.features) {
        first_rows.push_back(next);
        next += feature.categories.size();
        for (const Category& category : feature.categories)
            program_.add_row(static_cast<Real>(category.seats_min), static_cast<Real>(category.seats_max));
    }
    for (const VolunteerType& type : types) {
        std::vector<Coefficient> column = {{all_seats, 1}};
        for (std::size_t f = 0; f < type.categories.size(); ++f)
            column.push_back({first_rows[f] + type.categories[f], 1});
        program_.add_variable(0, 0, static_cast<Real>(type.members.size()), std::move(column));
    }
}

std::optional<Seats> PanelSearch::above(Real more_than, const std::vector<Real>& values) {
    for (std::size_t t = 0; t < values.size(); ++t) program_.set_gain(t, values[t]);
    if (!program_.solve()) return {};
    return branch(program_, more_than, values);
}

/// `relaxed` is solved: its gain bounds what whole numbers of seats can reach under its bounds.
std::optional<Seats> PanelSearch::branch(const LinearProgram& relaxed, Real more_than,
                                         const std::vector<Real>& values) const {
    if (relaxed.gain() <= more_than) return {};
    std::size_t split = values.size();
    Real farthest = whole_tolerance;
    for (std::size_t t = 0; t < values.size(); ++t) {
        const Real away = std::abs(relaxed.value(t) - std::round(relaxed.value(t)));
        if (away > farthest) split = t, farthest = away;
    }
    if (split == values.size()) {
        Seats seats;
        for (std::size_t t = 0; t < values.size(); ++t) seats.push_back(std::llround(relaxed.value(t)));
        return seats;
    }
    const Real value = relaxed.value(split), down = std::floor(value);
    const bool up_first = value - down > 0.5L;
    for (const bool up : {up_first, !up_first}) {
        LinearProgram part = relaxed;
        if (up)
            part.set_low(split, down + 1);
        else
            part.set_high(split, down);
        if (!part.solve()) continue;
        if (auto seats = branch(part, more_than, values)) return seats;
    }
    return {};
}

} // namespace reef::measure
