// The figures that the platform reckons itself, as they stand now.
#include "commons/decisions/figure.hpp"
#include "commons/people/module.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

struct IndicatorLine {
    std::string id;
    std::string title;
    std::string meaning;
    std::string formula;
    std::optional<std::string> value;
    std::optional<std::string> not_shown_because;
    std::optional<std::string> from;
    static constexpr auto fields() {
        return FieldTable{field("id", &IndicatorLine::id, "its name, for proposals"),
                          field("title", &IndicatorLine::title, "as people see it"),
                          field("meaning", &IndicatorLine::meaning, "what it says"),
                          field("formula", &IndicatorLine::formula, "what is reckoned from what"),
                          field("value", &IndicatorLine::value, "a number and its unit"),
                          field("not_shown_because", &IndicatorLine::not_shown_because, "why there is none"),
                          field("from", &IndicatorLine::from, "over which time, and from how many cases")};
    }
};
struct IndicatorsPage {
    std::string summary;
    std::vector<IndicatorLine> lines;
    static constexpr auto fields() {
        return FieldTable{field("summary", &IndicatorsPage::summary, "what this is"),
                          field("lines", &IndicatorsPage::lines, "room by room")};
    }
};

IndicatorLine line_of(PageRequest& request, const Indicator& indicator, const Reckoned& reckoned) {
    IndicatorLine line{.id = std::string(indicator.name),
                       .title = request.say(indicator.title),
                       .meaning = request.say(indicator.meaning),
                       .formula = request.say(indicator.formula)};
    if (!suffices(reckoned)) {
        line.not_shown_because = request.say(
            "Too little to reckon it from: {} cases are needed, of five people at least, so that it tells of nobody.",
            {std::to_string(reckoned.observations_needed)});
        return line;
    }
    const auto figure = figure_of(reckoned);
    line.value = figure.value;
    const auto from = request.day(figure.from), until = request.day(figure.until);
    line.from = indicator.is_a_level ? request.say("As it stands now.")
                : figure.observations
                    ? request.say("From {} to {}, of {} cases.", {from, until, std::to_string(*figure.observations)})
                    : request.say("From {} to {}.", {from, until});
    return line;
}

Result<IndicatorsPage> show_indicators(PageRequest& request) {
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto span = rules::in_force(request.connection, measuring_span, request.now).value;
    const auto needed = rules::in_force(request.connection, observations_needed, request.now).value.number;
    IndicatorsPage page{.summary = request.say(
                            "What the platform reckons itself from its own books. A proposal may promise to move one "
                            "of these; then it is measured before and after by nobody's word.")};
    for (const auto& room : request.registry.modules())
        for (const auto& each : room.indicators)
            page.lines.push_back(
                line_of(request, each,
                        reckon(request.connection, each, {request.now - span, request.now}, charter.currency, needed)));
    return page;
}

} // namespace

PageType indicators_page() {
    return page<show_indicators>("/indicators", "src/commons/decisions/indicators.html",
                                 "The figures that the platform reckons itself, as they stand now.", anyone());
}

} // namespace reef::decisions
