#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time reckoned_at = *Time::parse("2026-06-01");

Reckoned reckoned(std::int64_t value, IndicatorUnit unit) {
    return {.measurement = {value, 40, 9},
            .span = {reckoned_at - days(28), reckoned_at},
            .unit = unit,
            .currency = Currency(),
            .observations_needed = 5};
}
rules::ExpectedResult rises_by(std::string size) { return {"x", Direction::rises, std::move(size), reckoned_at}; }
std::string moved(const rules::ExpectedResult& promised, const Reckoned& before, const Reckoned& after) {
    return moved_as_promised(promised, baseline_of(before), figure_of(after));
}

TEST(Figure, is_written_with_its_unit) {
    EXPECT_EQ(figure_of(reckoned(whole(12), IndicatorUnit::number)).value, "12");
    EXPECT_EQ(figure_of(reckoned(45'000, IndicatorUnit::minutes)).value, "4.5 min");
    EXPECT_EQ(figure_of(reckoned(123'400, IndicatorUnit::percent)).value, "12.34%");
    EXPECT_EQ(figure_of(reckoned(18'40, IndicatorUnit::amount_an_hour)).value, "18.40 EUR/h");
    auto yen = reckoned(1'840, IndicatorUnit::amount);
    yen.currency = *Currency::parse("JPY");
    EXPECT_EQ(figure_of(yen).value, "1840 JPY");
}

TEST(Figure, moves_as_was_promised_in_its_unit_or_in_percent_of_what_it_was) {
    const auto before = reckoned(20'00, IndicatorUnit::amount), after = reckoned(21'00, IndicatorUnit::amount);
    EXPECT_EQ(moved(rises_by("0.50 EUR"), before, after), "1 EUR");
    EXPECT_EQ(moved(rises_by("4%"), before, after), "5%");
    const rules::ExpectedResult falls{"x", Direction::falls, "1%", reckoned_at};
    EXPECT_EQ(moved(falls, before, after), "-5%");
    EXPECT_EQ(
        moved(rises_by("2%"), reckoned(whole(10), IndicatorUnit::percent), reckoned(whole(12), IndicatorUnit::percent)),
        "2%")
        << "of a percentage, points";
}

TEST(Figure, that_tells_too_little_or_of_too_few_measures_nothing) {
    const auto code = [](const Reckoned& before, std::string_view size) {
        const auto refusal = refusal_to_measure(before, *rules::Size::parse(size));
        return refusal ? refusal->code : "";
    };
    const auto sound = reckoned(20'00, IndicatorUnit::amount);
    EXPECT_EQ(code(sound, "4%"), "");
    EXPECT_EQ(code(sound, "1 EUR"), "");
    EXPECT_EQ(code(sound, "4 min"), "decisions.not_in_its_unit");
    EXPECT_EQ(code(reckoned(0, IndicatorUnit::amount), "4%"), "decisions.nothing_to_compare");
    EXPECT_EQ(code(reckoned(0, IndicatorUnit::amount), "4 EUR"), "");
    auto few = sound;
    few.measurement.observations = 4;
    EXPECT_EQ(code(few, "4%"), "decisions.too_little_to_measure");
    few = sound;
    few.measurement.people = 4;
    EXPECT_EQ(code(few, "4%"), "decisions.too_little_to_measure");
    few.measurement = {whole(3)};
    EXPECT_EQ(code(few, "4%"), "") << "where nothing counted is a figure, nothing is asked for";
}

RC_GTEST_PROP(Figure, keeps_a_promise_in_percent_just_where_the_figure_moved_so_far, ()) {
    const auto before = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
    const auto after = *rc::gen::inRange<std::int64_t>(0, 2'000'000);
    const bool rises = *rc::gen::arbitrary<bool>();
    const auto difference = rises ? after - before : before - after;
    // In ten-thousandths of a percent, at most two away from what the figure did.
    const auto asked = std::max<std::int64_t>(1, difference * 1'000'000 / before + *rc::gen::inRange(-2, 3));
    const rules::ExpectedResult promised{"x", rises ? Direction::rises : Direction::falls, decimal_text(asked, 4) + "%",
                                         reckoned_at};
    const auto finding = rules::judge(
        promised, moved(promised, reckoned(before, IndicatorUnit::amount), reckoned(after, IndicatorUnit::amount)));
    RC_ASSERT((*finding == rules::Finding::achieved) == (difference * 1'000'000 >= asked * before));
}

} // namespace
} // namespace reef::decisions
