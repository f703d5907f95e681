#include "math/measure/checks.hpp"
#include "math/measure/lots.hpp"
#include "math/measure/sortition.hpp"
#include <algorithm>
#include <cmath>

namespace reef::measure {
namespace {

/// How many numbers each kind of panel gets.
class Numbers {
  public:
    Numbers(const PanelLottery& lottery, std::size_t panels_count) : lottery_(lottery), excess_(lottery.types.size()) {
        std::vector<std::int64_t> weights;
        for (const PanelKind& panel : lottery.panels) weights.push_back(std::llround(std::ldexp(panel.chance, 50)));
        counts_ = share_out(static_cast<std::int64_t>(panels_count), weights);
        for (std::size_t t = 0; t < excess_.size(); ++t) {
            const VolunteerType& type = lottery.types[t];
            excess_[t] = -static_cast<double>(panels_count) * type.chance * static_cast<double>(type.members.size());
            for (std::size_t p = 0; p < counts_.size(); ++p)
                excess_[t] += static_cast<double>(counts_[p] * lottery.panels[p].seats[t]);
        }
        while (exchange()) {}
    }
    const std::vector<std::int64_t>& counts() const { return counts_; }

  private:
    /// What the squared excess for each member would gain if one number went from kind `from` to kind `to`.
    double gain(std::size_t from, std::size_t to) const {
        double sum = 0;
        for (std::size_t t = 0; t < excess_.size(); ++t) {
            const auto move = static_cast<double>(lottery_.panels[to].seats[t] - lottery_.panels[from].seats[t]);
            if (move != 0)
                sum -= move * (2 * excess_[t] + move) / static_cast<double>(lottery_.types[t].members.size());
        }
        return sum;
    }
    /// Gives a number from one kind to another where that brings the volunteers nearest to their chances.
    bool exchange() {
        double best = 1e-9;
        std::size_t best_from = 0, best_to = 0;
        for (std::size_t from = 0; from < counts_.size(); ++from)
            for (std::size_t to = 0; counts_[from] > 0 && to < counts_.size(); ++to)
                if (const double value = gain(from, to); value > best) best = value, best_from = from, best_to = to;
        if (best_from == best_to) return false;
        --counts_[best_from];
        ++counts_[best_to];
        for (std::size_t t = 0; t < excess_.size(); ++t)
            excess_[t] += static_cast<double>(lottery_.panels[best_to].seats[t] - lottery_.panels[best_from].seats[t]);
        return true;
    }
    const PanelLottery& lottery_;
    std::vector<double> excess_; // seats of each type over all numbers, above what the chances give
    std::vector<std::int64_t> counts_;
};

} // namespace

Measured<NumberedPanels> numbered_panels(const PanelLottery& lottery, std::size_t panels_count, std::uint64_t seed) {
    if (auto wrong = refusal_outside("panels_count", static_cast<double>(panels_count), 1, 100'000))
        return {numbered_panels_formula, panels_count, std::move(*wrong)};
    ensure(!lottery.panels.empty(), "a lottery has panels");
    Lots lots(seed);
    const auto counts = Numbers(lottery, panels_count).counts();
    std::vector<std::size_t> kinds;
    for (std::size_t p = 0; p < counts.size(); ++p) kinds.insert(kinds.end(), static_cast<std::size_t>(counts[p]), p);
    lots.shuffle(kinds);

    NumberedPanels out{std::vector<std::vector<std::int64_t>>(panels_count), 0};
    for (std::size_t t = 0; t < lottery.types.size(); ++t) {
        auto members = lottery.types[t].members;
        lots.shuffle(members);
        std::size_t turn = 0;
        for (std::size_t number = 0; number < panels_count; ++number)
            for (std::int64_t seat = 0; seat < lottery.panels[kinds[number]].seats[t]; ++seat)
                out.panels[number].push_back(members[turn++ % members.size()]);
        // Turns come round evenly: the first ones may have sat once more than the last.
        const auto each = static_cast<double>(turn / members.size()), more = turn % members.size() > 0 ? 1.0 : 0.0;
        for (const double times : {each, each + more})
            out.deviation_max = std::max(out.deviation_max,
                                         std::abs(times / static_cast<double>(panels_count) - lottery.types[t].chance));
    }
    for (auto& panel : out.panels) std::ranges::sort(panel);
    return {numbered_panels_formula, panels_count, std::move(out)};
}

} // namespace reef::measure
