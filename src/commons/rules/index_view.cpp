#include "commons/rules/index_view.hpp"
#include "commons/rules/charter_check.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::rules {
using namespace engine;
namespace {

constexpr std::int64_t windows_shown = 12;

std::string figure_title(const PageRequest& request, const IndexedCharter& index) {
    const auto* indicator = request.registry.indicator(index.indicator);
    return indicator ? request.say(indicator->title) : index.indicator;
}

/// A figure so far from the target, in the target's unit.
std::string at_distance(const IndexedCharter& index, std::int64_t sign) {
    const auto target = Size::parse(index.target), band = Size::parse(index.dead_band);
    ensure(target && band, "the figures of an index were checked");
    return with_unit(shortest(target->ten_thousandths + sign * band->ten_thousandths, 0), target->unit);
}

std::string formula_in_words(const PageRequest& request, const IndexedCharter& index) {
    const auto by = value_in_words(request, index.by), step = value_in_words(request, index.step);
    const auto figure = figure_title(request, index);
    if (index.when_above == Direction::rises)
        return request.say("It rises by {} for each {} that the figure “{}” lies above {}, and falls by as much for "
                           "each that it lies below: by {} at most at a time, and within its bounds.",
                           {by, index.for_each, figure, index.target, step});
    return request.say("It falls by {} for each {} that the figure “{}” lies above {}, and rises by as much for each "
                       "that it lies below: by {} at most at a time, and within its bounds.",
                       {by, index.for_each, figure, index.target, step});
}

std::string side_in_words(const PageRequest& request, WindowFinding finding) {
    switch (finding) {
    case WindowFinding::inside:
        return request.say("within the band");
    case WindowFinding::above:
        return request.say("above the band");
    case WindowFinding::below:
        return request.say("below the band");
    case WindowFinding::untold:
        break;
    }
    return request.say("too little to tell: it does not count");
}

std::string state_in_words(const PageRequest& request, const std::optional<IndexState>& state,
                           const RuleDeclaration& rule) {
    if (!state) return request.say("The first window begins at launch.");
    if (state->streak.count == 0) return request.say("No window in a row lies outside of the band now.");
    const auto terms = terms_of(state->index, rule);
    const auto needed = windows_needed(terms, direction_of(terms, state->streak.side), state->last_move);
    return request.say("Windows in a row {}: {} of {}.", {side_in_words(request, state->streak.side),
                                                          std::to_string(state->streak.count), std::to_string(needed)});
}

std::vector<IndexWindowLine> window_lines(PageRequest& request, std::string_view rule) {
    using Columns = std::tuple<Time, Time, std::optional<std::string>, std::optional<std::int64_t>, WindowFinding, bool,
                               std::optional<std::int64_t>, EntryNumber>;
    std::vector<IndexWindowLine> lines;
    for (const auto& [from, until, figure, cases, finding, held, version, entry] : request.connection.all<Columns>(
             "SELECT begins_at, ends_at, figure, observations, finding, held, version, entry FROM "
             "{rules_index_windows} WHERE rule = $1 ORDER BY ends_at DESC LIMIT $2",
             rule, windows_shown)) {
        IndexWindowLine line{
            .from = from, .until = until, .figure = figure, .finding = side_in_words(request, finding)};
        if (cases) line.cases = request.say("{} cases", {std::to_string(*cases)});
        if (version) line.outcome = request.say("version {} followed", {std::to_string(*version)});
        if (held) line.outcome = request.say("its bounds, the law or its smallest unit left nothing to move");
        line.proof = proof_of(request.connection, entry);
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace

std::optional<IndexView> index_view(PageRequest& request, const Charter& charter, std::string_view name) {
    const auto* index = charter.index_of(name);
    const auto* rule = request.registry.rule(name);
    if (!index || !rule) return {};
    const auto state = index_state(request.connection, name);
    const auto& notice = charter.find_procedure(charter.domain_of(name)->procedure)->notice;
    IndexView view{.indicator = figure_title(request, *index),
                   .indicator_href = "/indicators#" + index->indicator,
                   .formula = formula_in_words(request, *index),
                   .band = request.say("Nothing moves while the figure lies from {} to {}.",
                                       {at_distance(*index, -1), at_distance(*index, 1)}),
                   .patience = request.say(
                       "The figure is reckoned over {}. It moves the rule after {} such windows in a row outside of "
                       "the band on one side, after {} where that goes back on its last move, with a notice of {}.",
                       {value_in_words(request, index->window.text()), std::to_string(index->windows),
                        std::to_string(2 * index->windows), value_in_words(request, notice.text())}),
                   .stands = state_in_words(request, state, *rule),
                   .windows = window_lines(request, name)};
    view.has_windows = !view.windows.empty();
    if (state) view.next_at = state->until;
    return view;
}

std::vector<IndexedLine> indexed_lines(PageRequest& request, const Charter& charter) {
    std::vector<IndexedLine> lines;
    for (const auto& index : charter.governance.indexed) {
        const auto* rule = request.registry.rule(index.rule);
        if (!rule) continue;
        const auto state = index_state(request.connection, index.rule);
        lines.push_back({request.say(rule->title), fmt::format("/rules/{}#index", index.rule),
                         formula_in_words(request, index), state_in_words(request, state, *rule),
                         state ? std::optional(state->until) : std::nullopt});
    }
    return lines;
}

std::optional<std::string> moved_by_index(PageRequest& request, const Version& version) {
    if (version.origin != Origin::index) return {};
    using Columns = std::tuple<Time, WindowFinding, std::int64_t>;
    const auto window = request.connection.first<Columns>(
        "SELECT ends_at, finding, in_a_row FROM {rules_index_windows} WHERE rule = $1 AND version = $2", version.rule,
        version.version);
    ensure(window.has_value(), "a version by a formula has the window that made it");
    const auto& [until, finding, in_a_row] = *window;
    auto figures = request.connection.all<std::string>(
        "SELECT figure FROM {rules_index_windows} WHERE rule = $1 AND ends_at <= $2 AND finding = $3 ORDER BY ends_at "
        "DESC LIMIT $4",
        version.rule, until, finding, in_a_row);
    std::ranges::reverse(figures);
    return request.say("Its formula moved it: the figure lay {}, at {}.",
                       {side_in_words(request, finding), join(figures, ", ")});
}

} // namespace reef::rules
