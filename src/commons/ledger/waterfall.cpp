#include "commons/ledger/waterfall.hpp"
#include <algorithm>

namespace reef::ledger {
namespace {

/// What a part is taken of.
Money base_of(PartOf of, const PeriodFigures& figures, const Money& surplus, const Money& rest) {
    switch (of) {
    case PartOf::surplus:
        return surplus;
    case PartOf::rest:
        return rest;
    case PartOf::capital:
        return figures.capital;
    case PartOf::turnover:
        return figures.received;
    }
    std::unreachable();
}

/// "Keep non-member surplus in the collective account": the part of the business that was not members'.
Money earned_with_others(const PeriodFigures& figures, const Money& surplus) {
    if (figures.business.minor == 0) return {0, surplus.currency};
    return scaled(surplus, (figures.business - figures.business_of_members).minor, figures.business.minor);
}

/// How much the account still takes: "until the reserve equals the capital".
std::optional<Money> room_left(const Step& step, const PeriodFigures& figures, const Money& surplus,
                               const Money& rest) {
    if (!step.until || !step.account) return {};
    const auto full = step.until->of(base_of(step.until_of.value_or(PartOf::capital), figures, surplus, rest));
    const auto held = figures.held.find(*step.account);
    return held == figures.held.end() ? full : full - held->second;
}

} // namespace

Waterfall waterfall(const std::vector<Step>& steps, const PeriodFigures& figures) {
    const Money nothing{0, figures.received.currency};
    const auto result = figures.result();
    // 1. A loss is carried to the next period; a gain first makes up for losses before.
    const auto covered = std::clamp(result, nothing, figures.losses_before);
    Waterfall all{.losses_covered = covered,
                  .losses_after = figures.losses_before - covered + std::max(nothing, -result),
                  .kept = nothing};
    const auto surplus = std::max(nothing, result) - covered;
    // 2. Each step takes its part, at most what is left.
    auto rest = surplus;
    for (const auto& step : steps) {
        const auto base = base_of(step.of, figures, surplus, rest);
        auto amount = step.kind == StepKind::non_members ? earned_with_others(figures, surplus) : step.part.of(base);
        if (const auto room = room_left(step, figures, surplus, rest)) amount = std::min(amount, *room);
        amount = std::clamp(amount, nothing, rest);
        rest = rest - amount;
        all.lines.push_back({step.id, step.name, step.kind, step.account, step.part, base, amount, rest, step.reason});
    }
    // 3. What no step took stays.
    all.kept = rest;
    return all;
}

} // namespace reef::ledger
