// Indicators as rooms declare them: figures that the platform reckons from its own tables, so that a promise can be
// measured by nobody's word. What they read is made by `apply` alone, so that deciding again reckons the same.
#pragma once
#include "core/base/module.hpp"
#include "core/store/module.hpp"
#include <functional>

namespace reef::engine {

/// Over which an indicator is reckoned: `from` belongs to it, `until` does not.
struct Span {
    Time from;
    Time until;
};

/// What an indicator read over a span.
struct Measurement {
    /// In ten-thousandths of its unit, the rest cut off; of amounts, minor units. None: there was nothing to reckon
    /// from.
    std::optional<std::int64_t> value;
    /// From how many single cases it was reckoned; none where nothing counted is a figure as well.
    std::optional<std::int64_t> observations = {};
    /// How many people's doings it tells of; none where it tells of nobody's in particular.
    std::optional<std::int64_t> people = {};
};

enum class IndicatorUnit { number, minutes, percent, amount, amount_an_hour };

struct Indicator {
    std::string_view name;    // room.words
    std::string_view title;   // as people see it
    std::string_view meaning; // one plain sentence
    std::string_view formula; // what is reckoned from what
    IndicatorUnit unit = IndicatorUnit::number;
    bool is_a_level = false; // as it stands at the end of the span, not over it
    std::function<Measurement(store::Connection&, const Span&)> read;
};

constexpr std::int64_t ten_thousandths = 10'000;
/// A whole number as a measurement has it.
constexpr std::int64_t whole(std::int64_t number) { return number * ten_thousandths; }

} // namespace reef::engine
