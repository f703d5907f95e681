#include "commons/ledger/testing.hpp"
#include <gtest/gtest.h>
#include <numeric>

namespace reef::ledger {
namespace {

using namespace engine;
using testing::eur;

Time day(std::string_view text) { return *Time::parse(text); }

struct Closing {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member", "auditor"}}, day("2027-01-02"), 100, &ids};
};

TEST(Periods, end_with_calendar_months) {
    EXPECT_EQ(end_of_period(day("2026-11-07"), 3), day("2027-01-01"));
    EXPECT_EQ(end_of_period(day("2026-11-07"), 12), day("2027-01-01"));
    EXPECT_EQ(end_of_period(day("2026-11-07"), 1), day("2026-12-01"));
    EXPECT_EQ(end_of_period(day("2027-01-01"), 3), day("2027-04-01"));
    EXPECT_EQ(end_of_period(day("2027-12-31"), 1), day("2028-01-01"));
}

/// A class of the co-operative of photographers: 5 % to founders and advisers, the same for each; 5 % to the staff by
/// days of membership; 90 % to the artists by what they sold.
rules::PatronageCharter part(std::string id, std::int64_t whole, rules::Basis basis) {
    return {std::move(id), percent(whole), basis,
            basis == rules::Basis::sales ? std::vector<std::string>{"licence"} : std::vector<std::string>{}};
}
PeriodRow photographers() {
    PeriodTerms terms{.profile = "plain", .cash = percent(20), .retained_years = 5};
    terms.steps = {{.id = "patronage",
                    .name = "Patronage",
                    .kind = StepKind::patronage,
                    .part = percent(100),
                    .of = PartOf::rest,
                    .reason = "as agreed"}};
    terms.patronage = {part("adviser", 5, rules::Basis::equal), part("staff", 5, rules::Basis::tenure),
                       part("artist", 90, rules::Basis::sales)};
    return {1, 10, day("2026-01-01"), day("2027-01-01"), terms, {}, {}};
}
CloseFacts a_good_year() {
    CloseFacts facts{.period = photographers(), .over = true};
    facts.figures = {eur(45'000'000), eur(25'000'000), eur(0), eur(0), eur(0), eur(0), {}};
    facts.patrons = {{{MemberId(1), 1}, {MemberId(2), 1}, {MemberId(3), 1}},
                     {{MemberId(4), 730}, {MemberId(5), 365}},
                     {{MemberId(6), 3'000'000}, {MemberId(7), 2'000'000}, {MemberId(8), 1'000'000}}};
    return facts;
}
PeriodClosed closed(const CloseFacts& facts) {
    Closing given;
    const auto events = decide(facts, ClosePeriod{1}, given.context);
    return read_event<PeriodClosed>(events->recorded().at(0).data);
}
std::string code(const CloseFacts& facts) {
    Closing given;
    return decide(facts, ClosePeriod{1}, given.context).error().code;
}

TEST(BeginPeriod, begins_the_next_one_where_the_last_one_ends) {
    Closing given;
    BeginFacts facts{photographers(), 3, photographers().terms, day("2027-01-01")};
    const auto begun = [&](std::int64_t period) {
        return read_event<PeriodBegan>(decide(facts, BeginPeriod{period}, given.context)->recorded().at(0).data);
    };
    EXPECT_EQ(begun(2).to, day("2027-04-01"));
    EXPECT_THROW(begun(1), BrokenAssumption);
    EXPECT_THROW(begun(3), BrokenAssumption);
    facts.before.reset();
    EXPECT_EQ(begun(1).from, day("2027-01-01"));
    facts.terms.reset();
    EXPECT_THROW(begun(1), BrokenAssumption) << "the charter says nothing of a surplus";
}

// $200,000 → 10,000 / 10,000 / 180,000 (support.stocksy.com, in the research on co-operatives, section 3).
TEST(ClosePeriod, shares_a_surplus_out_by_class_and_within_a_class_by_its_basis) {
    const auto event = closed(a_good_year());
    ASSERT_EQ(event.pools.size(), 3U);
    const auto share = [&](std::size_t pool, std::int64_t member, std::int64_t weight) {
        return event.pools[pool].division.share_of({MemberId(member), weight});
    };
    EXPECT_EQ(event.pools[0].division.pool_minor, 1'000'000);
    EXPECT_EQ(share(0, 1, 1), 333'334); // the cent left over goes to the lowest number
    EXPECT_EQ(share(0, 2, 1), 333'333);
    EXPECT_EQ(event.pools[1].division.pool_minor, 1'000'000);
    EXPECT_EQ(share(1, 4, 730), 666'667); // the largest fraction
    EXPECT_EQ(share(1, 5, 365), 333'333);
    EXPECT_EQ(event.pools[2].division.pool_minor, 18'000'000);
    EXPECT_EQ(share(2, 6, 3'000'000), 9'000'000);
    EXPECT_EQ(share(2, 7, 2'000'000), 6'000'000);
    EXPECT_EQ(share(2, 8, 1'000'000), 3'000'000);
    EXPECT_EQ(event.kept, eur(0));
    ASSERT_TRUE(event.posted);
    ASSERT_EQ(event.posted->transfers.size(), 1U);
    EXPECT_EQ(event.posted->transfers[0].movement,
              (Movement{"treasury", "fund:period-1", eur(20'000'000), "surplus: members"}));
}

TEST(ClosePeriod, keeps_in_the_treasury_what_nobody_is_there_to_get) {
    auto facts = a_good_year();
    facts.patrons[1].clear();
    const auto event = closed(facts);
    EXPECT_EQ(event.pools.size(), 2U);
    EXPECT_EQ(event.kept, eur(1'000'000));
    EXPECT_EQ(event.posted->transfers[0].movement.amount, eur(19'000'000));
}

TEST(ClosePeriod, of_a_loss_moves_nothing_and_carries_it_on) {
    auto facts = a_good_year();
    facts.figures.spent = eur(50'000'000);
    const auto event = closed(facts);
    EXPECT_FALSE(event.posted);
    EXPECT_TRUE(event.pools.empty());
    EXPECT_EQ(event.losses_after, eur(5'000'000));
}

TEST(ClosePeriod, is_refused_by_name) {
    EXPECT_EQ(code({}), "ledger.no_such_period");
    auto facts = a_good_year();
    facts.over = false;
    EXPECT_EQ(code(facts), "ledger.period_not_over");
    facts = a_good_year();
    facts.earlier_open = 1;
    EXPECT_EQ(code(facts), "ledger.earlier_period_open");
    facts = a_good_year();
    facts.period->closed_at = day("2027-01-02");
    EXPECT_EQ(code(facts), "ledger.period_closed");
}

TEST(PayPool, pays_a_part_at_once_rounded_up_and_retains_the_rest) {
    Closing given;
    const auto pool = closed(a_good_year()).pools.at(0);
    const PayFacts facts{.pool = pool,
                         .cash = percent(20),
                         .currency = {},
                         .members = {{MemberId(1), 1}, {MemberId(2), 1}, {MemberId(3), 1}},
                         .all = true};
    const auto events = decide(facts, PayPool{1, 1, 0}, given.context);
    const auto paid = read_event<PoolPaid>(events->recorded().at(0).data);
    EXPECT_EQ(paid.after, 3);
    ASSERT_EQ(paid.posted->transfers.size(), 6U);
    EXPECT_EQ(paid.posted->transfers[0].movement, (Movement{"fund:period-1", "member:1", eur(66'667), "patronage"}));
    EXPECT_EQ(paid.posted->transfers[1].movement,
              (Movement{"fund:period-1", "capital:1", eur(266'667), "patronage retained"}));
    std::int64_t all = 0;
    for (const auto& transfer : paid.posted->transfers) all += transfer.movement.amount.minor;
    EXPECT_EQ(all, pool.division.pool_minor);
}

TEST(Retained, is_due_when_its_years_are_over) {
    auto period = photographers();
    EXPECT_EQ(release_due(period), day("2032-01-01"));
    period.terms.retained_years = 0;
    period.closed_at = day("2027-02-03");
    EXPECT_EQ(release_due(period), day("2027-02-03"));
}

ReleaseFacts two_retained(std::int64_t funds) {
    return {.currency = {},
            .members = {{MemberId(1), 300}, {MemberId(2), 0}, {MemberId(3), 200}},
            .all = true,
            .due = eur(500),
            .solvency = {eur(funds), eur(1'000)}};
}

TEST(Retained, is_paid_to_all_or_waits_for_all) {
    Closing given;
    const auto decided = [&](const ReleaseFacts& facts, std::int64_t after) {
        return decide(facts, ReleaseRetained{1, after}, given.context)->recorded().at(0);
    };
    const auto paid = read_event<RetainedReleased>(decided(two_retained(1'500), 0).data);
    ASSERT_EQ(paid.posted->transfers.size(), 2U) << "nobody is paid nothing";
    EXPECT_EQ(paid.posted->transfers[1].movement,
              (Movement{"capital:3", "member:3", eur(200), "retained patronage, due"}));
    const auto waits = decided(two_retained(1'499), 0);
    ASSERT_EQ(waits.name, "ledger.retained_postponed") << "a cent less than must remain";
    const auto postponed = read_event<RetainedPostponed>(waits.data);
    EXPECT_EQ(postponed.due, eur(500));
    EXPECT_EQ(postponed.funds, eur(1'499));
    EXPECT_EQ(postponed.floor, eur(1'000));
    EXPECT_EQ(postponed.try_at, given.context.at + days(1));
    EXPECT_EQ(decided(two_retained(1'499), 1).name, "ledger.retained_released") << "once some are paid, all are";
    auto nothing = two_retained(0);
    nothing.due = eur(0);
    EXPECT_EQ(decided(nothing, 0).name, "ledger.retained_released") << "where nothing is due, nothing waits";
}

TEST(Profiles, come_with_steps_that_there_are_rules_for) {
    const auto declared = surplus_rules();
    for (const auto* name : {"plain", "us-subchapter-t", "eu-sce", "fr-scic", "it-mutual"})
        for (const auto& version : profile_named(name).versions) {
            EXPECT_EQ(std::ranges::count(version.steps, StepKind::patronage, &ProfileStep::kind), 1) << name;
            for (const auto& step : version.steps) {
                EXPECT_TRUE(!step.rule || std::ranges::count(declared, *step.rule, &RuleDeclaration::name) == 1);
                EXPECT_TRUE(!step.account || Account::parse(*step.account)) << *step.account;
                const bool is_set_aside = step.kind != StepKind::patronage && step.kind != StepKind::capital_return;
                EXPECT_EQ(step.account.has_value(), is_set_aside) << name << ": " << step.id;
            }
        }
}

} // namespace
} // namespace reef::ledger
