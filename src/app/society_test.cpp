// The example's society lives: a whole platform from charter to the first settled rides, checked from outside.
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/decisions/module.hpp"
#include "commons/people/module.hpp"
#include "commons/rules/module.hpp"
#include "core/store/testing.hpp"
#include "spaces/market/module.hpp"
#include <gtest/gtest.h>

namespace reef::app {
namespace {

using namespace engine;

struct Example {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(7);
    std::unique_ptr<store::Database> database;
    std::unique_ptr<Engine> engine;
    SocietyOptions options{.members = 24, .seed = 1};
    std::function<void(Duration)> pass = [this](Duration span) { clock.pass(span); };

    explicit Example(const std::function<void(rules::Charter&)>& change = [](rules::Charter&) {}) {
        database = std::move(*store::Database::open(place.where(), {.durable = false}));
        auto opened =
            Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()});
        EXPECT_TRUE(opened) << opened.error().sentence();
        engine = std::move(*opened);
        auto charter = *preset_charter("ride", engine->registry());
        change(charter);
        const auto founded = found_example(*engine, charter, options, pass);
        EXPECT_TRUE(founded) << founded.error().sentence();
    }
    ~Example() {
        engine.reset();
        database.reset();
    }
    void days_pass(int count) {
        for (int day = 0; day < count; ++day) {
            const auto lived = live_a_day(*engine, options, pass);
            ASSERT_TRUE(lived) << lived.error().sentence();
        }
    }
    template <class T>
    T value(std::string_view sql) {
        return engine->read()->one<T>(sql);
    }
    Result<Answer> propose(std::string_view rule, std::string_view new_value, Actor who,
                           const json::object& more = {}) {
        json::object asked{
            {"rule", rule},
            {"value", new_value},
            {"reason", "We earn less for an hour than in spring."},
            {"expected",
             {{"indicator", "driver_income"}, {"direction", "rises"}, {"size", "4%"}, {"by", "2026-12-01"}}},
            {"features",
             {{"severity", "40%"},
              {"cross_class_effect", "30%"},
              {"volatility", "20%"},
              {"reversibility", "90%"},
              {"compliance", "80%"},
              {"few_parties", "50%"}}},
            {"effects", {{"rights", "Nobody loses a right."}, {"development", "The reserve grows more slowly."}}}};
        asked.insert(more.begin(), more.end());
        return engine->perform(who, "test", Call{"decisions.propose", std::move(asked)});
    }
};

TEST(Society, lives_and_every_book_and_entry_holds) {
    Example example;
    example.days_pass(3);
    EXPECT_GT(example.value<std::int64_t>("SELECT count(*) FROM {market_rides} WHERE stage = 'completed'"), 10);
    EXPECT_EQ(example.value<std::optional<std::int64_t>>("SELECT CAST(sum(balance) AS BIGINT) FROM {ledger_accounts}"),
              0);
    EXPECT_EQ(example.value<std::int64_t>("SELECT count(*) FROM {ledger_shares}"), 6) << "drivers bought a share each";
    const auto report = verify(*example.database, example.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
    EXPECT_EQ(report.redecided, report.entries);
}

/// A deliberation from elsewhere: two statements, one of them moderated out, and two guests: one changes an answer, one
/// answers both.
void import_two_guests(Engine& engine) {
    const auto give = [&](std::string name, json::object data) {
        const auto answer = engine.perform(Actor::system_operator(), "test", Call{std::move(name), std::move(data)});
        ASSERT_TRUE(answer) << answer.error().sentence();
    };
    const auto at = "2026-01-01T00:00:00.000Z";
    give("deliberation.begin_import",
         {{"title", "Elsewhere"}, {"question", "What?"}, {"source", "there"}, {"language", "en"}, {"key", "k"}});
    const auto id =
        engine.read()->one<IdValue>("SELECT deliberation FROM {deliberation_topics} WHERE import_key = 'k'").text();
    give("deliberation.import_statements",
         {{"deliberation", id},
          {"rows", json::array{{{"number", 0}, {"text", "Yes."}, {"at", at}, {"hidden", false}},
                               {{"number", 1}, {"text", "Rude."}, {"at", at}, {"hidden", true}}}}});
    give("deliberation.import_evaluations",
         {{"deliberation", id},
          {"first_row", 0},
          {"rows", json::array{{{"number", 0}, {"guest", 0}, {"answer", "agree"}, {"at", at}},
                               {{"number", 0}, {"guest", 0}, {"answer", "pass"}, {"at", at}},
                               {{"number", 0}, {"guest", 1}, {"answer", "agree"}, {"at", at}},
                               {{"number", 1}, {"guest", 1}, {"answer", "agree"}, {"at", at}}}}});
}

TEST(Society, sums_kept_for_pages_are_what_the_rows_come_to) {
    Example example;
    example.days_pass(2);
    import_two_guests(*example.engine);
    const auto lease = example.engine->read();
    using Sums = std::vector<std::tuple<std::string, std::int64_t>>;
    EXPECT_EQ(
        lease->all<Sums::value_type>("SELECT purpose, minor FROM {ledger_purposes} ORDER BY purpose"),
        lease->all<Sums::value_type>(
            "SELECT purpose, CAST(sum(minor) AS BIGINT) FROM {ledger_transfers} GROUP BY purpose ORDER BY purpose"));

    using Counts = std::vector<std::tuple<IdValue, std::int64_t, std::int64_t>>;
    const auto kept = lease->all<Counts::value_type>(
        "SELECT deliberation, statements, guests FROM {deliberation_topics} ORDER BY deliberation");
    EXPECT_EQ(kept,
              lease->all<Counts::value_type>("SELECT t.deliberation, (SELECT count(*) FROM {deliberation_statements} s "
                                             "WHERE s.deliberation = t.deliberation AND NOT s.hidden), "
                                             "(SELECT count(DISTINCT voice) FROM {deliberation_evaluations} e WHERE "
                                             "e.deliberation = t.deliberation AND e.voice < 0) "
                                             "FROM {deliberation_topics} t ORDER BY t.deliberation"));
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(std::get<1>(kept.back()), 1);
    EXPECT_EQ(std::get<2>(kept.back()), 2);
    EXPECT_EQ(lease->all<std::int64_t>("SELECT voice FROM {deliberation_voices} ORDER BY voice"),
              lease->all<std::int64_t>("SELECT DISTINCT voice FROM {deliberation_evaluations} ORDER BY voice"));

    market::RidesOfWeek settled;
    for (const auto& text :
         lease->all<std::string>("SELECT settlement FROM {market_rides} WHERE stage = 'completed'")) {
        const auto settlement = from_recorded<market::Settlement>(text);
        ++settled.count;
        settled.to_drivers_minor += settlement.to_driver.minor;
        settled.engaged.ms += settlement.driven.engaged.ms;
    }
    const auto week = market::week_of_rides(*lease, example.engine->now());
    EXPECT_GT(week.count, 5);
    EXPECT_EQ(week.count, settled.count);
    EXPECT_EQ(week.to_drivers_minor, settled.to_drivers_minor);
    EXPECT_EQ(week.engaged, settled.engaged);
    EXPECT_EQ(market::week_of_rides(*lease, example.engine->now() + days(8)).count, 0);
    const auto newest = lease->first<IdValue>(
        "SELECT ride FROM {market_rides} WHERE stage = 'completed' ORDER BY completed_at DESC, ride DESC");
    EXPECT_EQ(market::newest_receipt_under(*lease, 1), newest);
    EXPECT_EQ(market::newest_receipt_under(*lease, 2), std::nullopt);
}

TEST(Society, a_vote_changes_the_commission_and_an_order_in_progress_keeps_the_old_one) {
    Example example;
    const auto driver = Actor::of(*behind_door(*example.engine->read(), "driver"));
    const auto rider = Actor::of(*behind_door(*example.engine->read(), "rider"));
    const auto proposed = example.propose("market.commission", "12%", driver);
    ASSERT_TRUE(proposed) << proposed.error().sentence();
    EXPECT_EQ(example.propose("market.commission", "10%", driver).error().code, "decisions.already_open");
    example.days_pass(5);
    ASSERT_TRUE(
        example.engine->perform(driver, "test", Call{"market.go_online", json::object{{"place", "52.36,4.9"}}}));
    const auto commission = [&] {
        return rules::in_force(*example.engine->read(), market::commission, example.engine->now());
    };
    EXPECT_EQ(commission().value.text(), "15%") << "decided, but under notice";
    ASSERT_EQ(example.value<std::string>("SELECT stage FROM {decisions_proposals}"), "passed");

    const auto asked = example.engine->perform(
        rider, "test", Call{"market.request_ride", json::object{{"origin", "here"}, {"destination", "there"}}});
    ASSERT_TRUE(asked) << asked.error().sentence();
    const auto requested = read_event<market::RideRequested>(asked->events.at(0).data);
    const auto first = Actor::of(requested.offers.at(0).driver);
    const json::object ride{{"ride", requested.ride.text()}};
    ASSERT_TRUE(example.engine->perform(first, "test", Call{"market.accept_ride", ride}));
    ASSERT_TRUE(example.engine->perform(first, "test", Call{"market.start_trip", ride}));
    example.clock.pass(days(2));
    EXPECT_EQ(commission().value.text(), "12%");
    const auto settled = example.engine->perform(
        first, "test",
        Call{"market.complete_trip", json::object{{"ride", requested.ride.text()}, {"distance_m", 5'000}}});
    ASSERT_TRUE(settled) << settled.error().sentence();
    const auto receipt = read_event<market::RideSettled>(settled->events.at(0).data);
    EXPECT_EQ(receipt.terms.commission.value, "15%");
    EXPECT_EQ(receipt.terms.commission.version, 1);
    const auto report = verify(*example.database, example.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

TEST(Society, lives_in_any_currency) {
    Example example([](rules::Charter& charter) {
        charter.currency = *Currency::parse("JPY");
        charter.governance.rules = {
            {"market.commission", "15%"},           {"market.fare_start", "500 JPY", "0 JPY", "3000 JPY"},
            {"market.fare_per_km", "300 JPY"},      {"market.fare_per_minute", "40 JPY"},
            {"market.pay_floor_per_km", "180 JPY"}, {"market.pay_floor_per_minute", "60 JPY"},
            {"ledger.share_price", "8000 JPY"},     {"payments.two_keys_above", "150000 JPY"},
            {"payments.least_payout", "100 JPY"},   {"funding.gift_least", "100 JPY"},
            {"funding.gift_most", "40000 JPY"},     {"funding.pair_bound", "4000 JPY"}};
        charter.governance.laws.front().highest = "1000 JPY";
        charter.governance.by_laws.back().lowest = "200 JPY";
        charter.governance.by_laws.back().highest = "900 JPY";
    });
    example.days_pass(3);
    EXPECT_GT(example.value<std::int64_t>("SELECT count(*) FROM {market_rides} WHERE stage = 'completed'"), 10);
    EXPECT_EQ(example.value<std::int64_t>("SELECT count(*) FROM {ledger_transfers} WHERE currency <> 'JPY'"), 0);
    EXPECT_EQ(example.value<std::optional<std::int64_t>>("SELECT CAST(sum(balance) AS BIGINT) FROM {ledger_accounts}"),
              0);
    const auto driver = Actor::of(*behind_door(*example.engine->read(), "driver"));
    EXPECT_EQ(example.propose("market.fare_start", "4.00 EUR", driver).error().code, "rules.other_currency");
    EXPECT_EQ(example.propose("market.fare_start", "3001 JPY", driver).error().code, "rules.out_of_bounds")
        << "the charter's bound";
    EXPECT_EQ(example.propose("market.fare_per_km", "-1 JPY", driver).error().code, "rules.out_of_bounds")
        << "nothing is nothing in any currency";
    EXPECT_TRUE(example.propose("market.fare_start", "600 JPY", driver));
}

TEST(Society, is_held_by_a_law_on_two_rules_from_both_sides) {
    Example example([](rules::Charter& charter) {
        charter.governance.laws.push_back({.id = "act",
                                           .name = "The act",
                                           .reference = "Section 4",
                                           .rules = "decisions.emergency_time",
                                           .not_above = "decisions.review_extension"});
    });
    const auto rider = Actor::of(*behind_door(*example.engine->read(), "rider"));
    const auto refused = [&](std::string_view rule, std::string_view value) {
        const auto proposed = example.propose(rule, value, rider);
        return proposed ? "" : proposed.error().code;
    };
    EXPECT_EQ(refused("decisions.emergency_time", "91 days"), "rules.breaks_law") << "both are 90 days";
    EXPECT_EQ(refused("decisions.review_extension", "89 days"), "rules.breaks_law");
    EXPECT_EQ(refused("decisions.review_extension", "91 days"), "");
    EXPECT_EQ(refused("decisions.emergency_time", "89 days"), "");
}

TEST(Society, moves_an_indexed_rule_from_the_launch_on_and_never_beyond_the_law) {
    Example example([](rules::Charter& charter) {
        charter.governance.indexed.push_back({.rule = "market.fare_start",
                                              .indicator = "ledger.turnover",
                                              .target = "1.00 EUR",
                                              .dead_band = "0.50 EUR",
                                              .by = "1.00 EUR",
                                              .for_each = "1.00 EUR",
                                              .step = "4.00 EUR",
                                              .window = days(1),
                                              .windows = 1});
    });
    const auto before = *Money::parse(example.value<std::string>(
        "SELECT value FROM {rules_versions} WHERE rule = 'market.fare_start' AND version = 1"));
    example.days_pass(7);
    const auto after = [&](std::int64_t version) {
        return *Money::parse(example.value<std::string>(
            "SELECT value FROM {rules_versions} WHERE rule = 'market.fare_start' AND version = " +
            std::to_string(version)));
    };
    EXPECT_EQ(after(2), before + *Money::parse("4.00 EUR")) << "by the step, however much was paid";
    const auto last = example.value<std::int64_t>("SELECT max(version) FROM {rules_versions} WHERE rule = "
                                                  "'market.fare_start'");
    EXPECT_EQ(after(last).text(), "10.00 EUR") << "the by-law allows no more";
    EXPECT_GT(example.value<std::int64_t>("SELECT count(*) FROM {rules_index_windows} WHERE held"), 0);
    const auto report = verify(*example.database, example.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
    EXPECT_EQ(report.redecided, report.entries);
}

TEST(Society, owes_more_from_the_very_entry_that_makes_it_large) {
    Example example([](rules::Charter& charter) {
        charter.governance.duties = {{.id = "report",
                                      .name = "A report",
                                      .text = "What became of complaints.",
                                      .reference = "Our own word",
                                      .answered_by = "office",
                                      .indicator = "people.members",
                                      .from = "25",
                                      .within = days(30)}};
    });
    const auto signed_up =
        example.engine->perform(Actor::stranger(), "test", Call{"people.sign_up", json::object{{"name", "Kim"}}});
    ASSERT_TRUE(signed_up) << signed_up.error().sentence();
    EXPECT_FALSE(example.value<bool>("SELECT is_owed FROM {duties_standing}")) << "a number makes no member";
    const auto joined = example.engine->perform(Actor::of(*MemberId::parse(signed_up->id())), "test",
                                                Call{"people.apply", json::object{{"class", "rider"}}});
    ASSERT_TRUE(joined) << joined.error().sentence();
    EXPECT_TRUE(example.value<bool>("SELECT is_owed FROM {duties_standing}"));
    const auto number = example.value<EntryNumber>("SELECT began_entry FROM {duties_standing}");
    const auto began =
        from_recorded<chronicle::Entry>(chronicle::read_entry(*example.engine->read(), number)->bytes.data);
    ASSERT_TRUE(began.cause);
    EXPECT_EQ(began.cause->entry, joined->entry);
    EXPECT_EQ(began.at, joined->at);
}

TEST(Society, a_body_that_decides_counts_whoever_sits_in_it_once_and_needs_its_quorum) {
    Example example([](rules::Charter& charter) {
        charter.governance.bodies.front().classes = {"staff", "driver"};
        charter.governance.bodies.front().quorum = percent(60);
    });
    const auto read = example.engine->read();
    const auto staff = people::members_of(*read, "staff"), drivers = people::members_of(*read, "driver");
    const auto clerk = Actor::of(staff.front());
    ASSERT_TRUE(example.engine->perform(clerk, "test", Call{"people.apply", json::object{{"class", "driver"}}}));
    const json::object directive{{"legal_basis", "The mandate of the office"}, {"sunset_at", "2026-12-01"}};
    const auto proposed = example.propose("deliberation.open_for", "14 days", clerk, directive);
    ASSERT_TRUE(proposed) << proposed.error().sentence();
    example.clock.pass(days(3));
    ASSERT_TRUE(example.engine->perform(
        clerk, "test",
        Call{"decisions.cast_ballot",
             json::object{{"proposal", example.value<IdValue>("SELECT proposal FROM {decisions_proposals}").text()},
                          {"choice", "for"}}}));
    EXPECT_EQ(example.value<std::int64_t>("SELECT eligible FROM {decisions_electorate}"),
              static_cast<std::int64_t>(staff.size() + drivers.size()));
    EXPECT_EQ(example.value<std::int64_t>("SELECT quorum FROM {decisions_electorate}"), percent(60).hundredths);
}

TEST(Society, whoever_sits_in_a_body_that_audits_sees_what_auditors_see) {
    Example example;
    const auto read = example.engine->read();
    const auto standing_of = [&](const char* of_class) {
        return people::standing(*read, Actor::of(people::members_of(*read, of_class).front()));
    };
    EXPECT_EQ(standing_of("staff").audience(), Audience::auditors);
    EXPECT_EQ(standing_of("driver").audience(), Audience::members);
}

} // namespace
} // namespace reef::app
