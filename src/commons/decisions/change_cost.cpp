#include "commons/decisions/change_cost.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::decisions {
namespace {

constexpr RefusalKind no_such_class{"decisions.no_such_class", "There is no class \"{}\" on this platform.", 422};
constexpr RefusalKind cost_in_other_currency{"decisions.cost_in_other_currency",
                                             "This platform reckons in {}; give the cost in that.", 422};
constexpr RefusalKind cost_out_of_reach{
    "decisions.cost_out_of_reach",
    "An estimate is not below zero, at most a week for each member, and an amount that "
    "people can imagine.",
    422};

constexpr std::int64_t minutes_max = 7 * 24 * 60;
constexpr std::int64_t hour_max_minor = 10'000'000;
constexpr std::int64_t amount_max_minor = 1'000'000'000'000;

std::optional<Refusal> refusal_of(const std::optional<Money>& amount, const Currency& currency, std::int64_t max,
                                  std::string_view field) {
    if (!amount) return {};
    if (amount->currency != currency) return refuse(cost_in_other_currency, field, {currency.text()}).error();
    if (amount->minor < 0 || amount->minor > max) return refuse(cost_out_of_reach, field).error();
    return {};
}

std::optional<Refusal> refusal_of(const ClassCost& given, const std::string& key, const std::vector<ClassSize>& sizes,
                                  const Currency& currency) {
    if (std::ranges::find(sizes, given.stakeholder_class, &ClassSize::stakeholder_class) == sizes.end())
        return refuse(no_such_class, key + "class", {given.stakeholder_class}).error();
    for (const auto& [minutes, name] :
         {std::pair{given.read_minutes, "read_minutes"}, {given.adapt_minutes, "adapt_minutes"}})
        if (minutes.value_or(0) < 0 || minutes.value_or(0) > minutes_max)
            return refuse(cost_out_of_reach, key + name).error();
    return refusal_of(given.hour, currency, hour_max_minor, key + "hour");
}

} // namespace

Result<CostLine> class_cost(const ClassCost& given, const std::vector<ClassSize>& sizes, const Currency& currency,
                            std::string_view key) {
    if (auto refusal = refusal_of(given, std::string(key), sizes, currency))
        return std::unexpected(std::move(*refusal));
    const auto members = std::ranges::find(sizes, given.stakeholder_class, &ClassSize::stakeholder_class)->members;
    const auto minutes = given.read_minutes.value_or(0) + given.adapt_minutes.value_or(0);
    return CostLine{given.stakeholder_class, members,
                    scaled(given.hour.value_or(Money{0, currency}), members * minutes, 60)};
}

Result<std::optional<ChangeCost>> change_cost(const CostEstimate& estimate, const std::vector<ClassSize>& sizes,
                                              const Currency& currency) {
    ChangeCost cost{.estimate = estimate, .lines = {}, .total = Money{0, currency}};
    for (std::size_t i = 0; i < estimate.classes.size(); ++i) {
        auto line = class_cost(estimate.classes[i], sizes, currency, fmt::format("cost.classes.{}.", i));
        if (!line) return std::unexpected(std::move(line.error()));
        cost.lines.push_back(std::move(*line));
        cost.total = cost.total + cost.lines.back().cost;
    }
    for (const auto& [amount, name] :
         {std::pair{estimate.engineering, "cost.engineering"}, {estimate.transition, "cost.transition"}}) {
        if (auto refusal = refusal_of(amount, currency, amount_max_minor, name))
            return std::unexpected(std::move(*refusal));
        if (amount) cost.total = cost.total + *amount;
    }
    if (cost.total.minor == 0) return std::optional<ChangeCost>();
    return std::optional(std::move(cost));
}

} // namespace reef::decisions
