#include "commons/elections/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::elections {
namespace {

using namespace engine;

std::vector<MemberId> those(std::initializer_list<int> numbers) {
    std::vector<MemberId> all;
    for (const auto each : numbers) all.emplace_back(each);
    return all;
}

struct EmptySeat {
    IdSource ids{100};
    Context context{Actor::platform(), {Actor::platform(), {"platform"}}, *Time::parse("2026-05-15"), 100, &ids};
    CountBackFacts facts{.election = ElectionRow{.election = IdValue{7},
                                                 .body = "council",
                                                 .seats = 2,
                                                 .method = "stv-scottish",
                                                 .electors = 10,
                                                 .seed = sha256({"before"})},
                         .candidates = those({11, 12, 13, 14}),
                         .classes = {"driver", "driver", "driver", "driver"},
                         .sitting = those({12}),
                         .passed_over = those({11})};
    void ballots(int count, std::initializer_list<int> ranking) {
        for (int i = 0; i < count; ++i)
            facts.ballots.push_back({"t" + std::to_string(facts.ballots.size()), those(ranking)});
    }
    std::optional<CountedBack> counted() {
        const auto events = decide(facts, CountBack{"council", MemberId(11)}, context);
        if (events->recorded().empty()) return {};
        return read_event<CountedBack>(events->recorded().at(0).data);
    }
};

TEST(CountBack, seats_whom_the_voters_of_the_departed_wanted_next) {
    EmptySeat given;
    given.ballots(5, {11, 14});
    given.ballots(4, {12, 13});
    given.ballots(2, {13});
    const auto counted = given.counted();
    ASSERT_TRUE(counted);
    EXPECT_EQ(counted->seated, those({14})) << "five ballots for 11 go to 14; 13 has two of its own";
    EXPECT_TRUE(counted->account);
    EXPECT_EQ(counted->departed, MemberId(11));
}

TEST(CountBack, keeps_the_seat_of_a_class_for_it) {
    EmptySeat given;
    given.facts.election->at_least = R"(["rider: 1"])";
    given.facts.classes = {"rider", "driver", "driver", "rider"};
    given.ballots(4, {12});
    given.ballots(3, {13});
    given.ballots(1, {11, 14});
    EXPECT_EQ(given.counted()->seated, those({14})) << "13 has more votes, but the seat was a rider's";
    given.facts.passed_over = those({11, 14});
    EXPECT_EQ(given.counted()->seated, those({})) << "no rider is left, and nobody else gets the seat";
}

TEST(CountBack, takes_nobody_else_s_seat) {
    EmptySeat given;
    given.ballots(6, {11, 13});
    given.ballots(5, {14});
    given.ballots(1, {12});
    EXPECT_EQ(given.counted()->seated, those({13}))
        << "13 and 14 are elected, 12 is not, and stays; one seat was empty";
}

TEST(CountBack, leaves_the_seat_empty_where_nobody_is_left) {
    EmptySeat given;
    given.ballots(6, {11, 13});
    given.facts.passed_over = those({11, 13, 14});
    EXPECT_EQ(given.counted()->seated, those({}));
    EXPECT_FALSE(given.counted()->account);
}

TEST(CountBack, needs_no_count_where_one_alone_is_left) {
    EmptySeat given;
    given.facts.passed_over = those({11, 13});
    EXPECT_EQ(given.counted()->seated, those({14}));
    EXPECT_FALSE(given.counted()->account);
}

TEST(CountBack, counts_nothing_where_nothing_was_published) {
    EmptySeat given;
    given.facts.election.reset();
    EXPECT_FALSE(given.counted());
}

RC_GTEST_PROP(CountBack, fills_empty_seats_alone_and_from_those_who_are_left, ()) {
    EmptySeat given;
    given.facts.candidates = those({11, 12, 13, 14, 15, 16});
    given.facts.classes.assign(6, "driver");
    given.facts.election->seats = *rc::gen::inRange(1, 4);
    given.facts.sitting.clear();
    for (int i = 0; i + 1 < given.facts.election->seats; ++i) given.facts.sitting.emplace_back(12 + i);
    for (int i = 0; i < 12; ++i) {
        const auto ranking = *rc::gen::container<std::vector<int>>(rc::gen::inRange(11, 17));
        PublishedRanking ballot{"t" + std::to_string(i), {}};
        for (const auto each : ranking) ballot.ranking.emplace_back(each);
        given.facts.ballots.push_back(std::move(ballot));
    }
    const auto counted = given.counted();
    RC_ASSERT(counted->seated.size() == 1U);
    RC_ASSERT(counted->seated[0] != MemberId(11));
    RC_ASSERT(std::ranges::find(given.facts.sitting, counted->seated[0]) == given.facts.sitting.end());
}

} // namespace
} // namespace reef::elections
