// A figure that the platform reckons itself from its own tables, as it is recorded and told.
#pragma once
#include "commons/rules/charter.hpp"
#include "core/engine/module.hpp"

namespace reef::rules {

/// "Totals of groups under five are suppressed."
inline constexpr std::int64_t shown_from = 5;

/// The figure of how many are members, which changes at single entries.
inline constexpr std::string_view members_indicator = "people.members";

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

/// A measurement with what it is counted in: a fact that decisions are taken from.
struct Reckoned {
    engine::Measurement measurement;
    engine::Span span;
    engine::IndicatorUnit unit = engine::IndicatorUnit::number;
    Currency currency;
    std::int64_t observations_needed = 0;
};

/// The indicator of a room by that name, unless the charter has one of the same name, which members measure.
const engine::Indicator* reckoned_indicator(const engine::Registry& registry, const Charter& charter,
                                            std::string_view name);
Reckoned reckon(store::Connection& connection, const engine::Indicator& indicator, engine::Span span, Currency currency,
                std::int64_t observations_needed);

Duration length_of(const engine::Span& span);
/// Enough single cases, and of enough people that it tells of none of them.
bool suffices(const Reckoned& reckoned);
/// What a figure counts: `EUR/h`; nothing for a bare number.
std::string unit_text(engine::IndicatorUnit unit, const Currency& currency);
/// A whole number of ten-thousandths as people write it: at least `digits` decimals, no zeros after.
std::string shortest(std::int64_t ten_thousandths, std::size_t digits);
std::string with_unit(std::string number, std::string_view unit);

/// Asked of what suffices: in ten-thousandths of its unit, amounts of money too.
std::int64_t ten_thousandths_of(const Reckoned& reckoned);
Figure figure_of(const Reckoned& reckoned);

} // namespace reef::rules
