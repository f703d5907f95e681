#include "math/measure/resilience.hpp"
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace reef::measure {
namespace {

/// Members who can stand in for each other: the same side, module and category.
using Substitutes = std::set<std::size_t>;

class Interactions {
  public:
    explicit Interactions(const Ecosystem& ecosystem) : worth_(ecosystem.modules.size()) {
        std::map<std::tuple<bool, std::size_t, std::size_t>, std::size_t> numbers;
        const auto group_of = [&](bool supplies, std::size_t member, std::size_t category) {
            const auto number =
                numbers.try_emplace({supplies, ecosystem.modules[member], category}, numbers.size()).first->second;
            if (number == groups_.size()) groups_.emplace_back();
            groups_[number].insert(member);
            return number;
        };
        for (const auto& [supplier, customer, category, value] : ecosystem.interactions) {
            if (value == 0) continue;
            ends_.push_back({group_of(true, supplier, category), group_of(false, customer, category), value});
            worth_[supplier] += static_cast<double>(value);
            worth_[customer] += static_cast<double>(value);
            value_ += static_cast<double>(value);
        }
    }
    double value() const { return value_; }
    /// What each member's loss would cost now.
    std::vector<double> losses() const {
        std::vector<double> losses(worth_.size());
        for (const auto& [suppliers, customers, value] : ends_) {
            const auto& some = groups_[suppliers];
            const auto& others = groups_[customers];
            if (some.empty() || others.empty()) continue; // lost already
            if (some.size() == 1) losses[*some.begin()] += static_cast<double>(value);
            if (others.size() == 1 && !(some.size() == 1 && *some.begin() == *others.begin()))
                losses[*others.begin()] += static_cast<double>(value);
        }
        return losses;
    }
    double worth(std::size_t member) const { return worth_[member]; }
    void lose(std::size_t member) {
        for (auto& group : groups_) group.erase(member);
    }

  private:
    struct Ends {
        std::size_t suppliers, customers;
        std::int64_t value;
    };
    std::vector<Substitutes> groups_;
    std::vector<Ends> ends_;
    std::vector<double> worth_;
    double value_ = 0;
};

template <class T>
std::optional<Measured<T>> nothing_to_measure(const Formula& formula, const Ecosystem& ecosystem) {
    const auto inputs_count = ecosystem.interactions.size();
    bool has_value = false;
    for (std::size_t i = 0; i < inputs_count; ++i) {
        const auto& [supplier, customer, category, value] = ecosystem.interactions[i];
        const auto greatest = std::max(supplier, customer);
        if (greatest >= ecosystem.modules.size())
            return Measured<T>(formula, inputs_count,
                               refuse(unknown_member, "interactions",
                                      {std::to_string(i + 1), std::to_string(greatest),
                                       std::to_string(static_cast<std::int64_t>(ecosystem.modules.size()) - 1)}));
        if (value < 0)
            return Measured<T>(formula, inputs_count,
                               refuse(negative_amount, "interactions", {std::to_string(i + 1), std::to_string(value)}));
        has_value |= value > 0;
    }
    if (has_value) return {};
    return Measured<T>(formula, inputs_count, Shortage{"interactions with a value", 1, 0});
}

} // namespace

Measured<std::vector<double>> keystone(const Ecosystem& ecosystem) {
    if (auto nothing = nothing_to_measure<std::vector<double>>(keystone_formula, ecosystem)) return *nothing;
    const Interactions all(ecosystem);
    auto losses = all.losses();
    for (double& loss : losses) loss /= all.value();
    return {keystone_formula, ecosystem.interactions.size(), std::move(losses)};
}

Measured<BusFactor> bus_factor(const Ecosystem& ecosystem) {
    if (auto nothing = nothing_to_measure<BusFactor>(bus_factor_formula, ecosystem)) return *nothing;
    Interactions all(ecosystem);
    std::set<std::size_t> left;
    for (std::size_t member = 0; member < ecosystem.modules.size(); ++member) left.insert(member);
    BusFactor factor;
    for (double value = all.value(); value > all.value() / 2; ++factor.members_count) {
        const auto losses = all.losses();
        const auto next = *std::ranges::max_element(left, [&](std::size_t a, std::size_t b) {
            return std::tuple(losses[a], all.worth(a), b) < std::tuple(losses[b], all.worth(b), a);
        });
        value -= losses[next];
        all.lose(next);
        left.erase(next);
        factor.lost.push_back(next);
    }
    return {bus_factor_formula, ecosystem.interactions.size(), std::move(factor)};
}

} // namespace reef::measure
