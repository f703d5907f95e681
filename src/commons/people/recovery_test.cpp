#include "commons/people/recovery.hpp"
#include <gtest/gtest.h>

namespace reef::people {
namespace {

using namespace engine;

struct Recovering {
    IdSource ids{100};
    Context context{
        Actor::system_operator(), {Actor::system_operator(), {"operator"}}, *Time::parse("2026-03-05"), 100, &ids};
    RecoveryFacts facts{.is_here = true, .running = {}, .wait = days(3)};
    BeginRecovery begin{MemberId(7), {VaultReference{sha256({"salt and reason"}), 0}}};
    Recovery waiting(Duration since) const {
        return {context.at - since, context.at - since + days(3), begin.reason.reference.commitment, 99};
    }
};

TEST(Recovery, begins_with_a_wait_by_rule) {
    Recovering given;
    const auto events = decide(given.facts, given.begin, given.context);
    ASSERT_TRUE(events);
    const auto begun = read_event<RecoveryBegun>(events->recorded().at(0).data);
    EXPECT_EQ(begun.member, MemberId(7));
    EXPECT_EQ(begun.until, given.context.at + days(3));
}

TEST(Recovery, is_refused_by_name_where_nobody_is_or_one_runs) {
    Recovering given;
    given.facts.running = given.waiting(days(1));
    EXPECT_EQ(decide(given.facts, given.begin, given.context).error().code, "people.recovery_runs");
    given.facts = {};
    EXPECT_EQ(decide(given.facts, given.begin, given.context).error().code, "people.nobody_to_let_in");
    EXPECT_EQ(decide(given.facts, FinishRecovery{MemberId(7)}, given.context).error().code, "people.nobody_to_let_in");
}

TEST(Recovery, is_stopped_by_the_person_alone) {
    Recovering given;
    given.context.actor = Actor::of(MemberId(7));
    EXPECT_EQ(decide(given.facts, StopRecovery{}, given.context).error().code, "people.no_recovery");
    given.facts.running = given.waiting(days(2));
    const auto stopped = decide(given.facts, StopRecovery{}, given.context);
    EXPECT_EQ(read_event<RecoveryStopped>(stopped->recorded().at(0).data).member, MemberId(7));
}

TEST(Recovery, is_carried_out_when_the_wait_is_over_and_not_before) {
    Recovering given;
    const auto code = [&] { return decide(given.facts, FinishRecovery{MemberId(7)}, given.context).error().code; };
    EXPECT_EQ(code(), "people.no_recovery") << "never begun, or stopped";
    given.facts.running = given.waiting(Duration{days(3).ms - 1});
    EXPECT_EQ(code(), "people.recovery_waits");
    given.facts.running = given.waiting(days(3));
    const auto finished = decide(given.facts, FinishRecovery{MemberId(7)}, given.context);
    ASSERT_TRUE(finished);
    EXPECT_EQ(read_event<RecoveryFinished>(finished->recorded().at(0).data).member, MemberId(7));
}

} // namespace
} // namespace reef::people
