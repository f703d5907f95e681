#include "commons/decisions/figure.hpp"
#include "commons/people/module.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
using rules::shortest;
using rules::with_unit;

const Rule<Duration> measuring_span{"decisions.measuring_span",
                                    "Time over which a figure is reckoned",
                                    "Over how long the platform reckons a figure before a change, and again after it.",
                                    days(28),
                                    days(1),
                                    days(365)};
const Rule<Count> observations_needed{
    "decisions.observations_needed",
    "Cases that a figure needs",
    "From how many single cases a median or a share must be reckoned to measure a promise.",
    Count{5},
    Count{1},
    Count{10'000}};

namespace {

constexpr RefusalKind too_little_to_measure{
    "decisions.too_little_to_measure",
    "There is too little yet to reckon this from: {} cases are needed, of five people at least. Name another figure.",
    422};
constexpr RefusalKind nothing_to_compare{
    "decisions.nothing_to_compare",
    "This figure is nothing now, so no percentage of it can be promised. Say by how much it moves.", 422};
constexpr RefusalKind not_in_its_unit{
    "decisions.not_in_its_unit",
    "The platform reckons this figure itself. Promise in its unit, such as \"{}\", or as a part of it, such as \"4%\".",
    422};

constexpr std::string_view percent_unit = "%";

/// In percent of `base`, towards the lower ten-thousandth; beyond what people can imagine it is cut.
std::int64_t in_percent(std::int64_t moved, std::int64_t base) {
    constexpr __int128 most = 1'000'000'000'000'000;
    const auto scaled_up = static_cast<__int128>(moved) * 100 * ten_thousandths;
    const auto whole = scaled_up / base - (scaled_up % base < 0 ? 1 : 0);
    return static_cast<std::int64_t>(std::clamp(whole, -most, most));
}

} // namespace

std::optional<Reckoned> reckoned_before(store::Connection& connection, const Registry& registry,
                                        const rules::Charter& charter, const rules::ExpectedResult& expected, Time at) {
    const auto* indicator = reckoned_indicator(registry, charter, expected.indicator);
    if (!indicator) return {};
    const auto span = rules::in_force(connection, measuring_span, at).value;
    return reckon(connection, *indicator, {at - span, at}, charter.currency,
                  rules::in_force(connection, observations_needed, at).value.number);
}
std::optional<Reckoned> reckoned_after(store::Connection& connection, const Registry& registry,
                                       const rules::ExpectedResult& expected, const Baseline& before, Time at) {
    const auto* indicator = registry.indicator(expected.indicator);
    if (!indicator) return {};
    const auto currency = rules::founded_platform(connection).charter.currency;
    return reckon(connection, *indicator, {at - (before.figure.until - before.figure.from), at}, currency,
                  before.observations_needed);
}

Baseline baseline_of(const Reckoned& reckoned) { return {figure_of(reckoned), reckoned.observations_needed}; }

std::optional<Refusal> refusal_to_measure(const Reckoned& before, const rules::Size& promised) {
    const auto unit = unit_text(before.unit, before.currency);
    if (promised.unit != unit && promised.unit != percent_unit)
        return refuse(not_in_its_unit, "expected.size", {with_unit("2", unit)}).error();
    if (!suffices(before))
        return refuse_by_rule(too_little_to_measure, observations_needed.name, "expected.indicator",
                              {std::to_string(before.observations_needed)})
            .error();
    if (promised.unit != unit && *before.measurement.value == 0)
        return refuse(nothing_to_compare, "expected.size").error();
    return {};
}

std::string moved_as_promised(const rules::ExpectedResult& promised, const Baseline& before, const Figure& after) {
    const auto was = rules::Size::parse(before.figure.value), is = rules::Size::parse(after.value);
    const auto asked = rules::Size::parse(promised.size);
    ensure(was && is && asked && was->unit == is->unit, "figures and promise were checked when it was proposed");
    const auto rise = is->ten_thousandths - was->ten_thousandths;
    auto moved = promised.direction == rules::Direction::rises ? rise : -rise;
    if (asked->unit != was->unit) {
        const auto base = was->ten_thousandths < 0 ? -was->ten_thousandths : was->ten_thousandths;
        moved = in_percent(moved, base);
    }
    return with_unit(shortest(moved, 0), asked->unit);
}

} // namespace reef::decisions
