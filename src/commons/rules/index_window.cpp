#include "commons/rules/index_window.hpp"
#include "commons/rules/law.hpp"
#include "commons/rules/rule_amount.hpp"
#include <algorithm>
#include <map>

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind no_such_window{"rules.no_such_window", "No window of \"{}\" ends then.", 409};

/// Of the rule, the charter and the laws of its register, all at once.
AmountBounds amount_bounds(store::Connection& connection, const Charter& charter, const RuleDeclaration& rule,
                           Time at) {
    AmountBounds both;
    const auto at_least = [&](std::string_view text) {
        if (const auto amount = amount_of(rule, text)) both.lowest = std::max(both.lowest.value_or(*amount), *amount);
    };
    const auto at_most = [&](std::string_view text) {
        if (const auto amount = amount_of(rule, text)) both.highest = std::min(both.highest.value_or(*amount), *amount);
    };
    const auto own = bounds_of(charter, rule);
    at_least(own.lowest);
    at_most(own.highest);
    for (const auto& each : law_bounds(connection, charter, rule.name, at))
        each.is_highest ? at_most(each.value) : at_least(each.value);
    return both;
}

std::vector<Figure> figures_in_a_row(store::Connection& connection, std::string_view rule, const Streak& streak) {
    std::vector<Figure> figures;
    using Columns = std::tuple<std::string, Time, Time, std::optional<std::int64_t>>;
    for (const auto& [value, from, until, observations] : connection.all<Columns>(
             "SELECT figure, begins_at, ends_at, observations FROM {rules_index_windows} WHERE rule = $1 AND finding = "
             "$2 ORDER BY ends_at DESC LIMIT $3",
             rule, streak.side, streak.count))
        figures.push_back({value, from, until, observations});
    std::ranges::reverse(figures);
    return figures;
}

/// Where the figure of this window lay, and how many in a row that makes.
struct Looked {
    std::optional<Figure> figure;
    WindowFinding finding = WindowFinding::untold;
    Streak streak;
};
Looked look_at(const IndexFacts& facts) {
    Looked looked;
    if (facts.terms && facts.reckoned && suffices(*facts.reckoned)) {
        looked.figure = figure_of(*facts.reckoned);
        looked.finding = finding_of(*facts.terms, ten_thousandths_of(*facts.reckoned));
    }
    looked.streak = streak_after(facts.state->streak, looked.finding);
    return looked;
}

IndexReckoned window_over(const IndexFacts& facts, const Looked& looked) {
    const auto& state = *facts.state;
    IndexReckoned over{.rule = state.index.rule,
                       .from = state.from,
                       .until = state.until,
                       .finding = looked.finding,
                       .side = looked.streak.side,
                       .in_a_row = looked.streak.count,
                       .needed = state.index.windows,
                       .next_from = std::max(state.until, facts.versions.back().effective_at)};
    if (looked.figure) {
        over.figure = looked.figure->value;
        over.observations = looked.figure->observations;
    }
    if (facts.terms && looked.streak.count > 0)
        over.needed = windows_needed(*facts.terms, direction_of(*facts.terms, looked.streak.side), state.last_move);
    return over;
}

/// The next version by the formula, if anything is left to move.
std::optional<RuleIndexed> move_after(const IndexFacts& facts, const Looked& looked, const RuleDeclaration& rule,
                                      Time at) {
    const auto& last = facts.versions.back();
    const auto value = amount_of(rule, last.value);
    const auto moved =
        value ? moved_value(*facts.terms, ten_thousandths_of(*facts.reckoned), *value, facts.bounds) : std::nullopt;
    if (!moved) return {};
    auto figures = facts.figures;
    figures.push_back(*looked.figure);
    return RuleIndexed{.rule = facts.state->index.rule,
                       .version = last.version + 1,
                       .value = value_of_amount(rule, *moved, facts.currency),
                       .effective_at = std::max(at + facts.notice, last.effective_at),
                       .index = facts.state->index,
                       .figures = std::move(figures),
                       .sunset_at = last.sunset_at};
}

} // namespace

std::optional<IndexState> index_state(store::Connection& connection, std::string_view rule) {
    using Columns = std::tuple<std::string, Time, Time, WindowFinding, std::int64_t>;
    const auto found = connection.first<Columns>(
        "SELECT terms, begins_at, ends_at, side, in_a_row FROM {rules_indexes} WHERE rule = $1", rule);
    if (!found) return {};
    const auto& [terms, from, until, side, in_a_row] = *found;
    const auto last_move = connection.first<Direction>("SELECT moved FROM {rules_index_windows} WHERE rule = $1 AND "
                                                       "moved IS NOT NULL ORDER BY ends_at DESC LIMIT 1",
                                                       rule);
    return IndexState{from_recorded<IndexedCharter>(terms), from, until, {side, in_a_row}, last_move};
}

IndexFacts load(store::Connection& connection, const Context& context, const ReckonIndex& reckon_index) {
    IndexFacts facts{.state = index_state(connection, reckon_index.rule)};
    if (!facts.state) return facts;
    const auto platform = founded_platform(connection);
    const auto& charter = platform.charter;
    const auto& index = facts.state->index;
    facts.currency = charter.currency;
    facts.versions = versions_of(connection, index.rule);
    facts.figures = figures_in_a_row(connection, index.rule, facts.state->streak);
    if (const auto* domain = charter.domain_of(index.rule))
        facts.notice = charter.find_procedure(domain->procedure)->notice;
    if (const auto* rule = context.registry->rule(index.rule)) {
        facts.terms = terms_of(index, *rule);
        facts.bounds = amount_bounds(connection, charter, *rule, context.at);
    }
    if (const auto* indicator = reckoned_indicator(*context.registry, charter, index.indicator))
        facts.reckoned = reckon(connection, *indicator, {facts.state->from, facts.state->until}, charter.currency,
                                index.cases.value_or(shown_from));
    return facts;
}

Decision decide(const IndexFacts& facts, const ReckonIndex& reckon_index, Context& context) {
    if (!facts.state || facts.state->until != reckon_index.until || context.at < reckon_index.until)
        return refuse(no_such_window, "until", {reckon_index.rule});
    const auto looked = look_at(facts);
    auto over = window_over(facts, looked);
    const bool is_outside = looked.finding == WindowFinding::above || looked.finding == WindowFinding::below;
    std::optional<RuleIndexed> move;
    if (is_outside && over.in_a_row >= over.needed) {
        move = move_after(facts, looked, *context.registry->rule(reckon_index.rule), context.at);
        if (!move) over.held = true;
    }
    if (move) {
        over.moved = direction_of(*facts.terms, looked.finding);
        over.version = move->version;
        over.next_from = std::max(over.next_from, move->effective_at);
    }
    over.next_until = over.next_from + facts.state->index.window;
    Events events{over};
    if (move) events.add(*move);
    return events;
}

void apply(store::Connection& connection, const Meta& meta, const IndexReckoned& event) {
    connection.run("INSERT INTO {rules_index_windows} (rule, begins_at, ends_at, figure, observations, finding, "
                   "in_a_row, needed, held, moved, version, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                   "$11, $12)",
                   event.rule, event.from, event.until, event.figure, event.observations, event.finding, event.in_a_row,
                   event.needed, event.held.value_or(false), event.moved, event.version, meta.entry);
    const Streak streak = event.moved ? Streak{} : Streak{event.side, event.in_a_row};
    connection.run("UPDATE {rules_indexes} SET begins_at = $1, ends_at = $2, side = $3, in_a_row = $4 WHERE rule = $5",
                   event.next_from, event.next_until, streak.side, streak.count, event.rule);
}
void apply(store::Connection& connection, const Meta& meta, const RuleIndexed& event) {
    connection.run(
        "INSERT INTO {rules_versions} (rule, scope, version, value, effective_at, entry, published_at, origin, "
        "sunset_at, by_law) VALUES ($1, '', $2, $3, $4, $5, $6, $7, $8, FALSE)",
        event.rule, event.version, event.value, event.effective_at, meta.entry, meta.at, Origin::index,
        event.sunset_at);
}

void begin_indexes(store::Connection& connection, const Charter& charter, Time at) {
    std::map<std::string, std::string> standing;
    for (const auto& [rule, terms] :
         connection.all<std::tuple<std::string, std::string>>("SELECT rule, terms FROM {rules_indexes} ORDER BY rule"))
        standing.emplace(rule, terms);
    for (const auto& index : charter.governance.indexed) {
        const auto stands = standing.extract(index.rule);
        if (stands && from_recorded<IndexedCharter>(stands.mapped()) == index) continue;
        if (stands) connection.run("DELETE FROM {rules_indexes} WHERE rule = $1", index.rule);
        connection.run("INSERT INTO {rules_indexes} (rule, terms, begins_at, ends_at, side, in_a_row) VALUES ($1, $2, "
                       "$3, $4, $5, 0)",
                       index.rule, json_text(to_json(index)), at, at + index.window, WindowFinding::inside);
    }
    for (const auto& [rule, terms] : standing) connection.run("DELETE FROM {rules_indexes} WHERE rule = $1", rule);
}

Schedule index_schedule() {
    return schedule<std::string, Time>(
        "rules.index", "a window of an indexed rule ends, and its figure is reckoned",
        "SELECT ends_at, rule, ends_at FROM {rules_indexes} WHERE ends_at <= $1 ORDER BY ends_at, rule LIMIT 1",
        [](const std::string& rule, Time until) {
            return call(ReckonIndex{rule, until});
        });
}

} // namespace reef::rules
