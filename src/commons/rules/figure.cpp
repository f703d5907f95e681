#include "commons/rules/figure.hpp"
#include <algorithm>

namespace reef::rules {
using namespace engine;
namespace {

bool is_amount(IndicatorUnit unit) { return unit == IndicatorUnit::amount || unit == IndicatorUnit::amount_an_hour; }

} // namespace

const Indicator* reckoned_indicator(const Registry& registry, const Charter& charter, std::string_view name) {
    const auto& own = charter.outcomes.indicators;
    if (std::ranges::find(own, name, &IndicatorCharter::id) != own.end()) return nullptr;
    return registry.indicator(name);
}

Reckoned reckon(store::Connection& connection, const Indicator& indicator, Span span, Currency currency,
                std::int64_t needed) {
    return {indicator.read(connection, span), span, indicator.unit, currency, needed};
}

Duration length_of(const Span& span) { return span.until - span.from; }

bool suffices(const Reckoned& reckoned) {
    const auto& measurement = reckoned.measurement;
    return measurement.value &&
           measurement.observations.value_or(reckoned.observations_needed) >= reckoned.observations_needed &&
           measurement.people.value_or(shown_from) >= shown_from;
}

std::string unit_text(IndicatorUnit unit, const Currency& currency) {
    switch (unit) {
    case IndicatorUnit::number:
        return {};
    case IndicatorUnit::minutes:
        return "min";
    case IndicatorUnit::percent:
        return "%";
    case IndicatorUnit::amount:
        return currency.text();
    case IndicatorUnit::amount_an_hour:
        break;
    }
    return currency.text() + "/h";
}

std::string shortest(std::int64_t value, std::size_t digits) {
    auto text = decimal_text(value, 4);
    while (text.size() - text.find('.') - 1 > digits && text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text;
}
std::string with_unit(std::string number, std::string_view unit) {
    if (unit == "%") return number + "%";
    return unit.empty() ? number : number + " " + std::string(unit);
}

std::int64_t ten_thousandths_of(const Reckoned& reckoned) {
    ensure(reckoned.measurement.value.has_value(), "what suffices has a value");
    auto value = *reckoned.measurement.value;
    if (is_amount(reckoned.unit))
        for (int digits = reckoned.currency.digits(); digits < 4; ++digits) value *= 10;
    return value;
}

Figure figure_of(const Reckoned& reckoned) {
    const auto digits = is_amount(reckoned.unit) ? static_cast<std::size_t>(reckoned.currency.digits()) : 0;
    return {with_unit(shortest(ten_thousandths_of(reckoned), digits), unit_text(reckoned.unit, reckoned.currency)),
            reckoned.span.from, reckoned.span.until, reckoned.measurement.observations};
}

} // namespace reef::rules
