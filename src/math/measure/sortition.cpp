// LEXIMIN by column generation (the supplementary algorithm of Flanigan et al.): a linear program over the panels known
// so far, to which the panel is added that its prices favour most, until no panel is favoured. Volunteers are merged
// into types.
#include "math/measure/sortition.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/panel_search.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace reef::measure {
namespace {

constexpr Real gain_tolerance = 1e-10L;   // a panel is worth adding if it is favoured by more
constexpr Real price_positive = 1e-7L;    // a type whose price is above has its chance settled
constexpr Real chance_tolerance = 1e-12L; // a panel of less chance is none

std::optional<Refusal> refusal_of(const PanelRules& rules, const std::vector<Volunteer>& pool) {
    if (rules.seats < 1 || rules.seats > 10'000)
        return refuse(no_seats, "seats", {std::to_string(rules.seats)}).error();
    std::set<std::int64_t> ids;
    for (const Volunteer& volunteer : pool) {
        bool is_known = volunteer.categories.size() == rules.features.size();
        for (std::size_t f = 0; is_known && f < rules.features.size(); ++f)
            is_known = volunteer.categories[f] < rules.features[f].categories.size();
        const auto id = std::to_string(volunteer.id);
        if (!is_known) return refuse(unknown_category, "pool", {id, std::to_string(rules.features.size())}).error();
        if (!ids.insert(volunteer.id).second) return refuse(volunteer_twice, "pool", {id}).error();
    }
    return {};
}

/// Faults that one feature shows by itself.
std::optional<Refusal> refusal_of_quotas(const PanelRules& rules, const std::vector<Volunteer>& pool) {
    for (std::size_t f = 0; f < rules.features.size(); ++f) {
        const auto& [name, categories] = rules.features[f];
        std::vector<std::int64_t> available(categories.size());
        for (const Volunteer& volunteer : pool) ++available[volunteer.categories[f]];
        std::int64_t least = 0, most = 0;
        for (std::size_t c = 0; c < categories.size(); ++c) {
            const auto& [category, seats_min, seats_max] = categories[c];
            if (auto wrong =
                    refusal_outside(category, static_cast<double>(seats_min), 0, static_cast<double>(seats_max)))
                return wrong;
            if (seats_min > available[c])
                return refuse(quota_unmet, name, {std::to_string(seats_min), category, std::to_string(available[c])})
                    .error();
            least += seats_min;
            most += std::min(seats_max, available[c]);
        }
        if (least > rules.seats || most < rules.seats)
            return refuse(quota_contradicts, name,
                          {name, std::to_string(least), std::to_string(most), std::to_string(rules.seats)})
                .error();
    }
    return {};
}

std::vector<VolunteerType> types_of(const std::vector<Volunteer>& pool) {
    std::map<std::vector<std::size_t>, std::vector<std::int64_t>> members;
    for (const Volunteer& volunteer : pool) members[volunteer.categories].push_back(volunteer.id);
    std::vector<VolunteerType> types;
    for (auto& [categories, ids] : members) {
        std::ranges::sort(ids);
        types.push_back({categories, std::move(ids)});
    }
    return types;
}

/// Finds the chances of the types, settling the least first. One linear program serves all steps: the chance of a type
/// is at least the sum of one variable for each step that it was still open in, and a step that is over keeps its
/// value.
class Leximin {
  public:
    Leximin(const PanelRules& rules, std::vector<VolunteerType> types)
        : types_(std::move(types)), search_(rules, types_), is_settled_(types_.size()) {
        for (std::size_t t = 0; t < types_.size(); ++t) program_.add_row(0, unbounded);
        program_.add_row(1, 1);
    }

    /// False where no panel satisfies the quotas.
    bool solve() {
        // Panels to begin with: one that favours each type.
        for (std::size_t t = 0; t < types_.size(); ++t) {
            std::vector<Real> values(types_.size());
            values[t] = 1;
            auto panel = search_.above(-1, values);
            if (!panel) return false;
            if (std::ranges::find(panels_, *panel) == panels_.end()) add(std::move(*panel));
        }
        for (std::size_t left = types_.size(); left > 0;) left -= settle();
        return true;
    }

    PanelLottery lottery() && {
        PanelLottery lottery{std::move(types_), {}};
        for (std::size_t p = 0; p < panels_.size(); ++p)
            if (const Real chance = program_.value(variables_[p]); chance > chance_tolerance)
                lottery.panels.push_back({panels_[p], static_cast<double>(chance)});
        for (std::size_t t = 0; t < lottery.types.size(); ++t) {
            double seats = 0;
            for (const PanelKind& panel : lottery.panels) seats += panel.chance * static_cast<double>(panel.seats[t]);
            lottery.types[t].chance = seats / static_cast<double>(lottery.types[t].members.size());
        }
        return lottery;
    }

  private:
    Real members(std::size_t type) const { return static_cast<Real>(types_[type].members.size()); }

    void add(Seats panel) {
        std::vector<Coefficient> column = {{types_.size(), 1}};
        for (std::size_t t = 0; t < panel.size(); ++t)
            if (panel[t] > 0) column.push_back({t, static_cast<Real>(panel[t]) / members(t)});
        variables_.push_back(program_.add_variable(0, 0, unbounded, std::move(column)));
        panels_.push_back(std::move(panel));
    }

    /// Makes the least chance among the open types greatest, and settles those that cannot have more. How many?
    std::size_t settle() {
        std::vector<Coefficient> open;
        for (std::size_t t = 0; t < types_.size(); ++t)
            if (!is_settled_[t]) open.push_back({t, -1});
        const auto step = program_.add_variable(1, 0, unbounded, std::move(open));
        do ensure(program_.solve(), "the chances settled so far can be kept");
        while (add_favoured());
        program_.set_gain(step, 0);
        program_.set_low(step, program_.value(step));
        program_.set_high(step, program_.value(step));

        std::size_t count = 0;
        for (std::size_t t = 0; t < types_.size(); ++t) {
            if (is_settled_[t] || program_.price(t) <= price_positive) continue;
            is_settled_[t] = true;
            ++count;
        }
        ensure(count > 0, "some type has its chance settled by every step"); // their prices sum to one
        return count;
    }

    /// Adds a panel that the prices favour. False where none is favoured: the program is at its optimum.
    bool add_favoured() {
        std::vector<Real> values;
        for (std::size_t t = 0; t < types_.size(); ++t)
            values.push_back(std::max<Real>(program_.price(t), 0) / members(t));
        auto panel = search_.above(gain_tolerance - program_.price(types_.size()), values);
        if (!panel) return false;
        add(std::move(*panel));
        return true;
    }

    std::vector<VolunteerType> types_;
    PanelSearch search_;
    LinearProgram program_;
    std::vector<bool> is_settled_;
    std::vector<Seats> panels_;
    std::vector<std::size_t> variables_; // of the panels
};

} // namespace

Measured<PanelLottery> leximin_lottery(const PanelRules& rules, const std::vector<Volunteer>& pool) {
    if (auto wrong = refusal_of(rules, pool)) return {leximin_formula, pool.size(), std::move(*wrong)};
    const auto found = static_cast<std::int64_t>(pool.size());
    if (found < rules.seats) return {leximin_formula, pool.size(), Shortage{"volunteers", rules.seats, found}};
    if (auto wrong = refusal_of_quotas(rules, pool)) return {leximin_formula, pool.size(), std::move(*wrong)};
    auto types = types_of(pool);
    if (types.size() > volunteer_types_max)
        return {
            leximin_formula, pool.size(),
            refuse(too_many_types, "features", {std::to_string(types.size()), std::to_string(volunteer_types_max)})};
    Leximin leximin(rules, std::move(types));
    if (!leximin.solve()) return {leximin_formula, pool.size(), refuse(quotas_conflict, "features")};
    return {leximin_formula, pool.size(), std::move(leximin).lottery()};
}

} // namespace reef::measure
