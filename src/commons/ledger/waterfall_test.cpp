#include "commons/ledger/testing.hpp"
#include "commons/ledger/waterfall.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::ledger {
namespace {

using testing::eur;

PeriodFigures year(std::int64_t received, std::int64_t spent) {
    return {eur(received), eur(spent), eur(0), eur(0), eur(0), eur(0), {}};
}
Step step(StepKind kind, Percent part, PartOf of, std::optional<std::string> account = {}) {
    return {.id = "step", .kind = kind, .account = std::move(account), .part = part, .of = of};
}

TEST(Waterfall, takes_each_part_of_the_surplus_or_of_what_is_left) {
    // 1,000.00 received, 400.00 spent: 600.00; 10 % of the surplus, then half of the rest.
    const auto result = waterfall({step(StepKind::reserve, percent(10), PartOf::surplus, "reserve:legal"),
                                   step(StepKind::patronage, percent(50), PartOf::rest)},
                                  year(100'000, 40'000));
    EXPECT_EQ(result.lines.at(0).amount, eur(6'000));
    EXPECT_EQ(result.lines.at(0).rest, eur(54'000));
    EXPECT_EQ(result.lines.at(1).amount, eur(27'000));
    EXPECT_EQ(result.kept, eur(27'000));
}

TEST(Waterfall, of_a_loss_gives_nothing_and_carries_it_on) {
    const auto result = waterfall({step(StepKind::patronage, percent(100), PartOf::rest)}, year(40'000, 100'000));
    EXPECT_EQ(result.lines.at(0).amount, eur(0));
    EXPECT_EQ(result.losses_after, eur(60'000));
    EXPECT_EQ(result.kept, eur(0));
}

TEST(Waterfall, makes_up_for_losses_before_anything_else) {
    auto figures = year(100'000, 40'000);
    figures.losses_before = eur(50'000);
    const auto result = waterfall({step(StepKind::patronage, percent(100), PartOf::rest)}, figures);
    EXPECT_EQ(result.losses_covered, eur(50'000));
    EXPECT_EQ(result.losses_after, eur(0));
    EXPECT_EQ(result.lines.at(0).amount, eur(10'000));
}

TEST(Waterfall, fills_a_reserve_until_it_equals_the_capital) {
    // SCE, article 65: 15 % until the reserve equals the capital of 500.00; 480.00 are there, so 20.00 of 90.00.
    auto legal = step(StepKind::reserve, percent(15), PartOf::surplus, "reserve:legal");
    legal.until = percent(100);
    legal.until_of = PartOf::capital;
    auto figures = year(100'000, 40'000);
    figures.capital = eur(50'000);
    figures.held.emplace("reserve:legal", eur(48'000));
    EXPECT_EQ(waterfall({legal}, figures).lines.at(0).amount, eur(2'000));
    figures.held.at("reserve:legal") = eur(70'000);
    EXPECT_EQ(waterfall({legal}, figures).lines.at(0).amount, eur(0));
}

TEST(Waterfall, keeps_apart_what_was_earned_with_others_than_members) {
    auto figures = year(100'000, 40'000);
    figures.business = eur(800'000);
    figures.business_of_members = eur(600'000);
    const auto result = waterfall({step(StepKind::non_members, {}, PartOf::surplus, "reserve:collective"),
                                   step(StepKind::patronage, percent(100), PartOf::rest)},
                                  figures);
    EXPECT_EQ(result.lines.at(0).amount, eur(15'000));
    EXPECT_EQ(result.lines.at(1).amount, eur(45'000));
}

TEST(Waterfall, never_pays_more_on_capital_than_there_is) {
    auto figures = year(1'000, 0);
    figures.capital = eur(1'000'000);
    const auto result = waterfall({step(StepKind::capital_return, percent(5), PartOf::capital)}, figures);
    EXPECT_EQ(result.lines.at(0).base, eur(1'000'000));
    EXPECT_EQ(result.lines.at(0).amount, eur(1'000));
}

RC_GTEST_PROP(Waterfall, loses_no_cent, ()) {
    const auto amount = rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
    auto figures = year(*amount, *amount);
    figures.losses_before = eur(*amount);
    figures.capital = eur(*amount);
    figures.business = eur(*amount);
    figures.business_of_members = eur(*rc::gen::inRange<std::int64_t>(0, figures.business.minor + 1));
    const auto steps = *rc::gen::container<std::vector<Step>>(rc::gen::apply(
        [](int kind, int of, std::int64_t part) {
            return step(static_cast<StepKind>(kind), {part}, static_cast<PartOf>(of), "reserve:x");
        },
        rc::gen::inRange(0, 5), rc::gen::inRange(0, 4), rc::gen::inRange<std::int64_t>(0, 12'000)));
    const auto result = waterfall(steps, figures);
    Money sum = result.kept + result.losses_covered;
    for (const auto& line : result.lines) {
        RC_ASSERT(line.amount.minor >= 0);
        sum = sum + line.amount;
    }
    RC_ASSERT(sum == std::max(eur(0), figures.result()));
    RC_ASSERT(result.losses_after - figures.losses_before ==
              std::max(eur(0), -figures.result()) - result.losses_covered);
}

} // namespace
} // namespace reef::ledger
