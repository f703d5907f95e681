#include "commons/rules/index_check.hpp"
#include "commons/rules/index_window.hpp"
#include "commons/rules/rule_amount.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::rules {
namespace {

using namespace engine;

const Rule<Percent> indexed_rule{"index.commission", "", "", percent(15), percent(0), percent(20)};
const Registry& indexing_registry() {
    static const Registry registry(
        Rooms{.modules = {{.name = "index",
                           .schema = "",
                           .rules = {indexed_rule.declaration(),
                                     Rule<Duration>{"index.time", "", "", minutes(10)}.declaration(),
                                     Rule<Money>{"index.price", "", "", Money{0}}.declaration()},
                           .indicators = {{.name = "index.costs", .unit = IndicatorUnit::amount},
                                          {.name = "index.wait", .unit = IndicatorUnit::minutes}}}}});
    return registry;
}

/// The commission rises by half a percent for each euro of costs above 4 EUR, by 1% at most.
IndexedCharter costs_index() {
    return {.rule = "index.commission",
            .indicator = "index.costs",
            .target = "4.00 EUR",
            .dead_band = "2.00 EUR",
            .when_above = Direction::rises,
            .by = "0.5%",
            .for_each = "1.00 EUR",
            .step = "1%",
            .window = days(7),
            .windows = 2};
}
IndexTerms costs_terms() { return terms_of(costs_index(), *indexing_registry().rule("index.commission")); }

/// A platform with one indexed rule that lives window after window.
struct Indexed {
    IdSource ids{1};
    Context context{Actor::clock(), {}, *Time::parse("2026-06-01"), 1, &ids, &indexing_registry()};
    IndexFacts facts;
    explicit Indexed(IndexedCharter index = costs_index()) {
        facts.state = IndexState{std::move(index), context.at - days(7), context.at, {}, {}};
        facts.terms = terms_of(facts.state->index, *indexing_registry().rule(facts.state->index.rule));
        facts.versions = {{.rule = facts.state->index.rule, .version = 1, .value = "15%"}};
        facts.bounds = {percent(0).hundredths, percent(20).hundredths};
        facts.notice = days(1);
    }
    /// Minor units of what the window cost; nothing where too little tells of it.
    IndexReckoned window(std::optional<std::int64_t> cents) {
        auto& state = *facts.state;
        context.at = state.until;
        facts.reckoned = Reckoned{{cents, 9, 9}, {state.from, state.until}, IndicatorUnit::amount, {}, 5};
        const auto decision = decide(facts, ReckonIndex{state.index.rule, state.until}, context);
        EXPECT_TRUE(decision) << decision.error().code;
        const auto over = read_event<IndexReckoned>(decision->recorded().at(0).data);
        if (over.moved) {
            const auto moved = read_event<RuleIndexed>(decision->recorded().at(1).data);
            facts.versions.push_back({.rule = moved.rule,
                                      .version = moved.version,
                                      .value = moved.value,
                                      .effective_at = moved.effective_at,
                                      .origin = Origin::index});
            last = moved;
        }
        if (over.in_a_row == 1 && over.finding == over.side) facts.figures.clear();
        if (over.finding == over.side && !over.moved)
            facts.figures.push_back({*over.figure, over.from, over.until, over.observations});
        if (over.in_a_row == 0 || over.moved) facts.figures.clear();
        state.from = over.next_from, state.until = over.next_until;
        state.streak = over.moved ? Streak{} : Streak{over.side, over.in_a_row};
        if (over.moved) state.last_move = over.moved;
        return over;
    }
    std::string value() const { return facts.versions.back().value; }
    std::optional<RuleIndexed> last;
};

TEST(Index, moves_by_the_formula_and_by_the_step_at_most) {
    const auto moved = [](std::int64_t euro_cents, std::string_view value) {
        const auto after = moved_value(costs_terms(), euro_cents * 100, Percent::parse(value)->hundredths,
                                       {percent(0).hundredths, percent(20).hundredths});
        return after ? Percent{*after}.text() : "stays";
    };
    EXPECT_EQ(moved(6'00, "15%"), "stays") << "the edge belongs to the band";
    EXPECT_EQ(moved(6'01, "15%"), "16%") << "1.005% by the formula, 1% at most";
    EXPECT_EQ(moved(2'00, "15%"), "stays");
    EXPECT_EQ(moved(1'99, "15%"), "14%");
    EXPECT_EQ(moved(99'00, "19.5%"), "20%") << "not beyond its bound";
    EXPECT_EQ(moved(99'00, "20%"), "stays");
    EXPECT_EQ(moved(99'00, "25%"), "stays") << "what lies beyond a bound already is not moved further, nor back";
    EXPECT_EQ(moved(0, "25%"), "stays") << "still beyond it";
    auto terms = costs_terms();
    terms.step = percent(5).hundredths;
    EXPECT_EQ(moved_value(terms, 6'50'00, 1'500, {}), 1'625) << "half a percent for each of 2.50 EUR";
    terms.when_above = Direction::falls;
    EXPECT_EQ(moved_value(terms, 6'50'00, 1'500, {}), 1'375);
}

TEST(Index, of_a_time_moves_by_whole_seconds) {
    auto index = costs_index();
    index.rule = "index.time", index.by = "1 second", index.step = "1 minute";
    const auto terms = terms_of(index, *indexing_registry().rule("index.time"));
    EXPECT_EQ(moved_value(terms, 6'50'00, minutes(10).ms, {}), minutes(10).ms + 2'000) << "2.5 seconds, cut off";
    index.by = "300 milliseconds";
    EXPECT_FALSE(moved_value(terms_of(index, *indexing_registry().rule("index.time")), 6'50'00, 0, {}));
}

TEST(Index, moves_after_so_many_windows_in_a_row_and_back_after_twice_as_many) {
    Indexed given;
    EXPECT_EQ(given.window(10'00).in_a_row, 1);
    EXPECT_EQ(given.window(5'00).in_a_row, 0) << "inside the band";
    EXPECT_EQ(given.window(10'00).in_a_row, 1);
    EXPECT_EQ(given.window(0).side, WindowFinding::below) << "the other side begins anew";
    EXPECT_EQ(given.window(10'00).in_a_row, 1);
    EXPECT_EQ(given.window({}).in_a_row, 1) << "too little to tell counts neither way";
    const auto over = given.window(11'00);
    EXPECT_EQ(over.moved, Direction::rises);
    EXPECT_EQ(over.version, 2);
    EXPECT_EQ(given.value(), "16%");
    EXPECT_EQ(given.last->effective_at, given.context.at + days(1)) << "with the notice of its domain";
    EXPECT_EQ(over.next_from, given.last->effective_at) << "what is measured next is measured under the new value";
    ASSERT_EQ(given.last->figures.size(), 2U);
    EXPECT_EQ(given.last->figures[0].value, "10.00 EUR");
    EXPECT_EQ(given.last->figures[1].value, "11.00 EUR");
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(given.window(0).moved);
    const auto back = given.window(0);
    EXPECT_EQ(back.needed, 4);
    EXPECT_EQ(back.moved, Direction::falls);
    EXPECT_EQ(given.value(), "15%");
    given.window(0);
    EXPECT_EQ(given.window(0).moved, Direction::falls) << "on in the same way needs no more than at first";
}

TEST(Index, says_where_nothing_is_left_to_move) {
    Indexed given;
    given.facts.bounds.highest = percent(15).hundredths; // a law, perhaps
    given.window(10'00);
    const auto over = given.window(10'00);
    EXPECT_EQ(over.held, true);
    EXPECT_FALSE(over.moved);
    given.facts.bounds.highest = percent(20).hundredths;
    EXPECT_TRUE(given.window(10'00).moved) << "the windows in a row still stand";
}

TEST(Index, rests_where_this_release_knows_rule_or_figure_no_more) {
    Indexed given;
    given.facts.terms.reset();
    EXPECT_EQ(given.window(99'00).finding, WindowFinding::untold);
    given.facts.reckoned.reset();
    given.context.at = given.facts.state->until;
    EXPECT_TRUE(decide(given.facts, ReckonIndex{"index.commission", given.facts.state->until}, given.context));
}

TEST(Index, keeps_the_end_of_the_version_that_it_moves) {
    Indexed given;
    given.facts.versions.back().sunset_at = given.context.at + days(90);
    given.window(10'00);
    given.window(10'00);
    EXPECT_EQ(given.last->sunset_at, given.facts.versions.front().sunset_at);
}

TEST(Index, is_not_reckoned_at_another_time_than_its_own) {
    Indexed given;
    const auto refused = [&](Time until) {
        const auto decision = decide(given.facts, ReckonIndex{"index.commission", until}, given.context);
        return decision ? "" : decision.error().code;
    };
    EXPECT_EQ(refused(given.facts.state->until + days(1)), "rules.no_such_window");
    given.context.at = given.facts.state->until - days(1);
    EXPECT_EQ(refused(given.facts.state->until), "rules.no_such_window") << "before its end";
    given.facts.state.reset();
    EXPECT_EQ(refused(given.context.at), "rules.no_such_window");
}

RC_GTEST_PROP(Index, moves_only_after_long_enough_outside_never_more_than_the_step_and_never_out_of_bounds, ()) {
    Indexed given;
    auto& terms = *given.facts.terms;
    const auto figures = *rc::gen::container<std::vector<std::optional<std::int64_t>>>(
        40, rc::gen::element<std::optional<std::int64_t>>(std::nullopt, 0, 100, 190, 200, 400, 600, 610, 1'000, 9'900));
    terms.windows = given.facts.state->index.windows = *rc::gen::inRange(1, 5);
    terms.when_above = given.facts.state->index.when_above = *rc::gen::element(Direction::rises, Direction::falls);
    std::vector<WindowFinding> told; // since the last move
    std::optional<Direction> last_move;
    for (const auto& figure : figures) {
        const auto before = Percent::parse(given.value())->hundredths;
        const auto over = given.window(figure);
        const auto after = Percent::parse(given.value())->hundredths;
        RC_ASSERT(after >= 0 && after <= percent(20).hundredths);
        RC_ASSERT(std::abs(after - before) <= percent(1).hundredths);
        if (figure)
            told.push_back(*figure > 600   ? WindowFinding::above
                           : *figure < 200 ? WindowFinding::below
                                           : WindowFinding::inside);
        if (after == before) continue;
        RC_ASSERT(figure && (*figure > 600 || *figure < 200));
        const auto direction = after > before ? Direction::rises : Direction::falls;
        RC_ASSERT((direction == Direction::rises) == ((*figure > 600) == (terms.when_above == Direction::rises)));
        const auto needed = static_cast<std::size_t>(terms.windows * (last_move && *last_move != direction ? 2 : 1));
        RC_ASSERT(told.size() >= needed);
        RC_ASSERT(std::count(told.end() - static_cast<std::ptrdiff_t>(needed), told.end(), told.back()) ==
                  static_cast<std::ptrdiff_t>(needed));
        last_move = direction;
        told.clear();
    }
}

/// Key of every fault, in a charter whose one index is `change`d.
std::vector<std::string> index_keys(const std::function<void(IndexedCharter&, Charter&)>& change) {
    Charter charter;
    charter.governance.procedures = {{.id = "ordinary", .notice = days(1)}, {.id = "at-once"}};
    charter.governance.domains = {{.rules = "*", .procedure = "ordinary"}};
    charter.governance.indexed = {costs_index()};
    change(charter.governance.indexed.front(), charter);
    std::vector<std::string> keys;
    for (const auto& fault : index_faults(charter, indexing_registry()))
        keys.push_back(fault.key.substr(std::string_view("governance.indexed.0").size()));
    return keys;
}
using Keys = std::vector<std::string>;

TEST(Index, of_a_charter_is_checked_key_by_key) {
    EXPECT_EQ(index_keys([](auto&, auto&) {}), Keys{});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.rule = "index.nothing"; }), Keys{".rule"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.indicator = "index.luck"; }), Keys{".indicator"});
    EXPECT_EQ(index_keys([](auto&, auto& charter) { charter.outcomes.indicators = {{.id = "index.costs"}}; }),
              Keys{".indicator"})
        << "members measure it here";
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.target = "4 min"; }), Keys{".target"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.dead_band = "-1 EUR"; }), Keys{".dead_band"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.for_each = "0 EUR"; }), Keys{".for_each"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.by = "2 days"; }), Keys{".by"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.step = "0%"; }), Keys{".step"});
    EXPECT_EQ(
        index_keys([](auto& each, auto&) { each.rule = "index.price", each.by = "1.00 USD", each.step = "1.00 EUR"; }),
        Keys{".by"})
        << "the currency of another place";
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.window = hours(23); }), Keys{".window"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.window = days(366); }), Keys{".window"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.windows = 0; }), Keys{".windows"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.windows = 53; }), Keys{".windows"});
    EXPECT_EQ(index_keys([](auto& each, auto&) { each.cases = 4; }), Keys{".cases"});
    EXPECT_EQ(index_keys([](auto&, auto& charter) { charter.governance.domains[0].procedure = "at-once"; }),
              Keys{".rule"})
        << "without notice";
    EXPECT_EQ(index_keys([](auto& each, auto& charter) { charter.governance.indexed.push_back(each); }), Keys{".rule"});
}

} // namespace
} // namespace reef::rules
