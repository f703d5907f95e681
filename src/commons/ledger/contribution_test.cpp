#include "commons/ledger/module.hpp"
#include <gtest/gtest.h>

namespace reef::ledger {
namespace {

using namespace engine;

constexpr IdValue number{50};
Money points(std::string_view text) { return *Money::parse(std::string(text) + " PTS"); }

struct Contributing {
    explicit Contributing(std::int64_t member, std::vector<std::string> roles = {"member", "class:rider"})
        : context{Actor::of(MemberId(member)),
                  {Actor::of(MemberId(member)), std::move(roles)},
                  *Time::parse("2026-03-05"),
                  100,
                  &ids} {}
    IdSource ids{100};
    Context context;
};
Vaulted<std::string> words() { return {{Hash{}, 7}}; }

ContributionFacts claimed_by_a_driver() {
    return {.member = MemberId(7),
            .classes = {"driver"},
            .attestations_needed = 2,
            .attested_by = {},
            .dispute_within = days(7),
            .points = points("30"),
            .hours = Money::parse("1.50 HRS").value()};
}

TEST(ClaimContribution, is_worth_points_by_the_hour_or_by_the_piece) {
    Contributing given(7);
    const ClaimFacts facts{{{20}, 3}, 2, days(7)};
    const auto work = read_event<ContributionClaimed>(
        decide(facts, {ContributionKind::work, minutes(90), {}, words()}, given.context)->recorded().at(0).data);
    EXPECT_EQ(work.points, points("30"));
    EXPECT_EQ(work.hours, *Money::parse("1.50 HRS"));
    EXPECT_EQ(work.points_version, 3);
    const auto content = read_event<ContributionClaimed>(
        decide(facts, {ContributionKind::content, {}, 4, words()}, given.context)->recorded().at(0).data);
    EXPECT_EQ(content.points, points("80"));
    EXPECT_FALSE(content.hours);
}

TEST(ClaimContribution, says_what_it_is_counted_by) {
    Contributing given(7);
    const auto code = [&](const ClaimContribution& claim) {
        return decide(ClaimFacts{{{20}, 1}, 2, days(7)}, claim, given.context).error().code;
    };
    EXPECT_EQ(code({ContributionKind::work, {}, 3, words()}), "ledger.counted_by_time");
    EXPECT_EQ(code({ContributionKind::care, seconds(3), {}, words()}), "ledger.counted_by_time");
    EXPECT_EQ(code({ContributionKind::data, hours(2), {}, words()}), "ledger.counted_in_pieces");
    EXPECT_EQ(code({ContributionKind::data, {}, 0, words()}), "ledger.counted_in_pieces");
    EXPECT_EQ(code({ContributionKind::data, {}, 1'001, words()}), "ledger.counted_in_pieces");
}

TEST(AttestContribution, by_the_last_who_is_needed_starts_the_time_to_dispute_it) {
    Contributing given(9);
    auto facts = claimed_by_a_driver();
    const auto final_at = [&] {
        return read_event<ContributionAttested>(
                   decide(facts, AttestContribution{number}, given.context)->recorded().at(0).data)
            .final_at;
    };
    EXPECT_FALSE(final_at());
    facts.attested_by = {MemberId(8)};
    EXPECT_EQ(final_at(), given.context.at + days(7));
}

TEST(AttestContribution, is_refused_by_name) {
    Contributing rider(9), driver(10, {"member", "class:driver"}), self(7, {"member", "class:driver"});
    auto facts = claimed_by_a_driver();
    const auto code = [&](Contributing& bench) {
        return decide(facts, AttestContribution{number}, bench.context).error().code;
    };
    EXPECT_EQ(code(driver), "ledger.same_class");
    EXPECT_EQ(code(self), "ledger.own_contribution");
    facts.attested_by = {MemberId(9)};
    EXPECT_EQ(code(rider), "ledger.attested_already");
    facts.state = ContributionState::disputed;
    EXPECT_EQ(code(rider), "ledger.contribution_disputed");
    facts.state = ContributionState::accepted;
    EXPECT_EQ(code(rider), "ledger.contribution_final");
    facts.member.reset();
    EXPECT_EQ(code(rider), "ledger.no_such_contribution");
}

TEST(SettleContribution, is_for_what_is_disputed_and_never_ones_own) {
    Contributing auditor(9, {"member", "class:staff", "auditor"}), self(7, {"member", "class:driver", "auditor"});
    auto facts = claimed_by_a_driver();
    const SettleContribution settle{number, true, words()};
    EXPECT_EQ(decide(facts, settle, auditor.context).error().code, "ledger.not_disputed");
    facts.state = ContributionState::disputed;
    EXPECT_EQ(decide(facts, settle, self.context).error().code, "ledger.own_contribution");
    const auto yes = read_event<ContributionSettled>(decide(facts, settle, auditor.context)->recorded().at(0).data);
    ASSERT_TRUE(yes.posted);
    EXPECT_EQ(yes.posted->transfers.at(0).movement, (Movement{"outside", "member:7", points("30"), "points"}));
    EXPECT_EQ(yes.posted->transfers.at(1).movement,
              (Movement{"outside", "member:7", *Money::parse("1.50 HRS"), "hours"}));
    const auto no = read_event<ContributionSettled>(
        decide(facts, SettleContribution{number, false, words()}, auditor.context)->recorded().at(0).data);
    EXPECT_FALSE(no.accepted);
    EXPECT_FALSE(no.posted);
}

} // namespace
} // namespace reef::ledger
