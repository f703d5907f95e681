// A figure that the platform reckons itself, before a change and after it: so a promise is measured by nobody's word.
#pragma once
#include "commons/rules/module.hpp"
#include "core/engine/module.hpp"

namespace reef::decisions {

extern const engine::Rule<Duration> measuring_span;
extern const engine::Rule<engine::Count> observations_needed;

/// As it is recorded: a number and what it counts, such as `18.40 EUR/h`, `4.5 min`, `12`, and what it was reckoned
/// from.
struct Figure {
    std::string value;
    Time from;
    Time until;
    std::optional<std::int64_t> observations;
    static constexpr auto fields() {
        return FieldTable{field("value", &Figure::value, "a number and its unit"),
                          field("from", &Figure::from, "the first time that counts"),
                          field("until", &Figure::until, "the first that counts no more"),
                          field("observations", &Figure::observations, "single cases that it was reckoned from")};
    }
};
/// What it was before the change, and what measuring it again will need.
struct Baseline {
    Figure figure;
    std::int64_t observations_needed = 0;
    static constexpr auto fields() {
        return FieldTable{
            field("figure", &Baseline::figure, "as it was"),
            field("observations_needed", &Baseline::observations_needed, "of which any figure must be reckoned")};
    }
};

/// A measurement with what it is counted in: a fact that decisions are taken from.
struct Reckoned {
    engine::Measurement measurement;
    engine::Span span;
    engine::IndicatorUnit unit = engine::IndicatorUnit::number;
    Currency currency;
    std::int64_t observations_needed = 0;
};

/// The indicator of a room by that name, unless the charter has one of the same name, which members measure.
const engine::Indicator* reckoned_indicator(const engine::Registry& registry, const rules::Charter& charter,
                                            std::string_view name);
/// Over the time before `at` that the rule says; nothing where members measure.
std::optional<Reckoned> reckoned_before(store::Connection& connection, const engine::Registry& registry,
                                        const rules::Charter& charter, const rules::ExpectedResult& expected, Time at);
/// Over as long a time as the baseline was; nothing where this release reckons it no more.
std::optional<Reckoned> reckoned_after(store::Connection& connection, const engine::Registry& registry,
                                       const rules::ExpectedResult& expected, const Baseline& before, Time at);
Reckoned reckon(store::Connection& connection, const engine::Indicator& indicator, engine::Span span, Currency currency,
                std::int64_t observations_needed);

Duration length_of(const engine::Span& span);
/// Enough single cases, and of enough people that it tells of none of them.
bool suffices(const Reckoned& reckoned);
/// What a figure counts: `EUR/h`; nothing for a bare number.
std::string unit_text(engine::IndicatorUnit unit, const Currency& currency);
/// How many of those who could vote did.
engine::Indicator turnout();
engine::PageType indicators_page();

/// Asked of what suffices.
Figure figure_of(const Reckoned& reckoned);
Baseline baseline_of(const Reckoned& reckoned);

/// Why what is promised could not be measured by this. A size is in the figure's unit, or, where that is no percentage
/// itself, in percent of what it was before.
std::optional<Refusal> refusal_to_measure(const Reckoned& before, const rules::Size& promised);
/// By how much it moved as was promised, in the unit of the promise; below zero if it moved the other way. What is left
/// below a ten-thousandth is cut off, so that nothing is kept that was not.
std::string moved_as_promised(const rules::ExpectedResult& promised, const Baseline& before, const Figure& after);

} // namespace reef::decisions
