#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time looking_at = *Time::parse("2026-11-01");

/// A vote of two classes ends in half a day; ten of a hundred drivers are needed, and one rider of ten.
struct Looking {
    IdSource ids{100};
    Context context{Actor::clock(), {Actor::clock(), {}}, looking_at, 100, &ids};
    QuorumFacts facts{.late = hours(12),
                      .opens_at = looking_at - days(2),
                      .closes_at = looking_at + hours(12),
                      .electorate = {{"driver", "Drivers", percent(60), percent(10), 100},
                                     {"rider", "Riders", percent(40), percent(10), 10}},
                      .represented = {10, 1}};
    QuorumLookedFor looked() {
        return read_event<QuorumLookedFor>(decide(facts, LookForQuorum{IdValue{50}}, context)->recorded().at(0).data);
    }
};

TEST(LateQuorum, that_came_in_time_changes_nothing) {
    Looking given;
    EXPECT_TRUE(given.looked().is_reached);
    EXPECT_FALSE(given.looked().look_again_at);
    EXPECT_FALSE(given.looked().prolonged);
}

TEST(LateQuorum, that_is_missing_is_looked_for_again_at_the_end) {
    Looking given;
    given.facts.represented = {9, 10};
    EXPECT_FALSE(given.looked().is_reached) << "one class of two";
    EXPECT_EQ(given.looked().look_again_at, given.facts.closes_at);
    given.context.at = given.facts.closes_at;
    EXPECT_FALSE(given.looked().prolonged) << "never reached: the vote ends";
    EXPECT_FALSE(given.looked().look_again_at);
}

TEST(LateQuorum, keeps_the_vote_open_once_more) {
    Looking given;
    given.context.at = given.facts.closes_at + minutes(1);
    ASSERT_TRUE(given.looked().prolonged);
    EXPECT_EQ(given.looked().prolonged->opens_at, given.facts.opens_at);
    EXPECT_EQ(given.looked().prolonged->closes_at, given.context.at + hours(12)) << "everybody has that long from now";
    EXPECT_FALSE(given.looked().look_again_at) << "once";
}

} // namespace
} // namespace reef::decisions
