// A figure that the platform reckons itself, before a change and after it: so a promise is measured by nobody's word.
#pragma once
#include "commons/rules/module.hpp"
#include "core/engine/module.hpp"

namespace reef::decisions {

extern const engine::Rule<Duration> measuring_span;
extern const engine::Rule<engine::Count> observations_needed;

using rules::Figure;
using rules::figure_of;
using rules::length_of;
using rules::reckon;
using rules::Reckoned;
using rules::reckoned_indicator;
using rules::suffices;
using rules::unit_text;

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

/// Over the time before `at` that the rule says; nothing where members measure.
std::optional<Reckoned> reckoned_before(store::Connection& connection, const engine::Registry& registry,
                                        const rules::Charter& charter, const rules::ExpectedResult& expected, Time at);
/// Over as long a time as the baseline was; nothing where this release reckons it no more.
std::optional<Reckoned> reckoned_after(store::Connection& connection, const engine::Registry& registry,
                                       const rules::ExpectedResult& expected, const Baseline& before, Time at);

/// How many of those who could vote did.
engine::Indicator turnout();
engine::PageType indicators_page();

/// Asked of what suffices.
Baseline baseline_of(const Reckoned& reckoned);

/// Why what is promised could not be measured by this. A size is in the figure's unit, or, where that is no percentage
/// itself, in percent of what it was before.
std::optional<Refusal> refusal_to_measure(const Reckoned& before, const rules::Size& promised);
/// By how much it moved as was promised, in the unit of the promise; below zero if it moved the other way. What is left
/// below a ten-thousandth is cut off, so that nothing is kept that was not.
std::string moved_as_promised(const rules::ExpectedResult& promised, const Baseline& before, const Figure& after);

} // namespace reef::decisions
