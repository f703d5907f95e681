// The picture of the treasury says what the books say, whatever moved.
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/ledger/module.hpp"
#include "core/store/testing.hpp"
#include <gtest/gtest.h>

namespace reef::app {
namespace {

using namespace engine;
using ledger::AccountKind;

struct TreasuryFlowExample {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(7);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));

    TreasuryFlowExample() {
        const auto charter = *preset_charter("ride", engine->registry());
        EXPECT_TRUE(found_example(*engine, charter, {.members = 24, .seed = 1}, [&](Duration s) { clock.pass(s); }));
    }
    EntryNumber post(std::string from, std::string to, std::int64_t minor, std::string purpose) {
        const auto answer = engine->perform(
            Actor::platform(), "test",
            call(ledger::Post{{{std::move(from), std::move(to), {minor, {}}, std::move(purpose)}}, "/test", {}}));
        EXPECT_TRUE(answer) << answer.error().sentence();
        return answer->entry;
    }
    ledger::TreasuryFlows flows(const ledger::Stretch& stretch) {
        return ledger::treasury_flows(*engine->read(), {}, stretch);
    }
};

ledger::TreasuryFlow flow(std::string purpose, AccountKind with, std::int64_t minor, bool reversed = false) {
    return {std::move(purpose), with, reversed, {minor, {}}};
}

TEST(TreasuryFlow, adds_up_what_came_and_went_by_purpose_and_kind_of_account) {
    TreasuryFlowExample example;
    const auto before = ledger::balance_of(*example.engine->read(), ledger::treasury, {});
    const auto first = example.post("outside", "treasury", 50'000, "grant");
    const auto member = ledger::account_of(people::members_of(*example.engine->read(), "driver").front());
    example.post("outside", member, 1'000, "pay-in");
    example.post(member, "treasury", 300, "dues");
    example.post(member, "treasury", 200, "dues");
    const auto cost = example.post("treasury", "outside", 7'000, "insurance");
    example.post("treasury", "body:office", 4'000, "tea");
    const auto now = example.flows({first, INT64_MAX});
    EXPECT_EQ(now.before, before);
    EXPECT_EQ(now.came,
              (std::vector{flow("grant", AccountKind::outside, 50'000), flow("dues", AccountKind::member, 500)}));
    EXPECT_EQ(now.went,
              (std::vector{flow("insurance", AccountKind::outside, 7'000), flow("tea", AccountKind::body, 4'000)}));
    EXPECT_EQ(now.after, ledger::balance_of(*example.engine->read(), ledger::treasury, {}));

    // What is corrected is taken off; seen from later alone, it came back.
    const auto clerk = people::members_of(*example.engine->read(), "staff").front();
    const auto reversal = example.engine->perform(
        Actor::of(clerk), "test", {"ledger.reverse", json::object{{"entry", cost}, {"reason", "Not ours"}}});
    ASSERT_TRUE(reversal) << reversal.error().sentence();
    EXPECT_EQ(example.flows({first, INT64_MAX}).went, (std::vector{flow("tea", AccountKind::body, 4'000)}));
    const auto later = example.flows({reversal->entry, INT64_MAX});
    EXPECT_EQ(later.came, (std::vector{flow("insurance", AccountKind::outside, 7'000, true)}));
    EXPECT_EQ(later.before.minor + 7'000, later.after.minor);
    // A stretch that is over does not know what came after it.
    const auto over = example.flows({first, cost});
    EXPECT_EQ(over.before, before);
    EXPECT_EQ(over.after.minor, before.minor + 50'500);
}

} // namespace
} // namespace reef::app
