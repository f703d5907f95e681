// Seats reserved for categories: two counts done by hand, and for every method that whatever is reserved is kept.
#include "math/tally/generators.hpp"
#include "math/tally/reserved.hpp"
#include <set>

namespace reef::tally {
namespace {

using namespace testing;

/// Of categories by the first letters of the ids.
Election reserving(Election election, std::string_view categories, std::vector<ReservedSeats> reserved) {
    for (std::size_t i = 0; i < categories.size(); ++i)
        election.candidates.at(i).category = std::string(1, categories[i]);
    election.reserved = std::move(reserved);
    return election;
}

TEST(ReservedSeats, doom_those_for_whom_no_seat_is_left) {
    // Fourteen votes, two seats: the quota is 14/3 + 1 = 5. 1 has it; the other seat is kept for 4, a rider.
    const auto election = reserving(election_from("4 2\n5 1 2 0\n4 2 0\n3 3 0\n2 4 0\n0\n"), "dddr", {{"r", 1}});
    const auto outcome = outcome_of("stv-scottish", election);
    EXPECT_EQ(ids(election, outcome.winners), "1 4");
    EXPECT_EQ(outcome.account.stages.at(1).action, "exclude_doomed");
    EXPECT_EQ(ids(election, outcome.account.stages.at(1).candidates), "2 3");
    for (const auto* method : {"stv-wigm", "stv-meek"})
        EXPECT_EQ(ids(election, outcome_of(method, election).winners), "1 4") << method;
    auto free = election;
    free.reserved.clear();
    EXPECT_EQ(ids(free, outcome_of("stv-scottish", free).winners), "1 2");
}

TEST(ReservedSeats, guard_the_last_of_a_category) {
    // Thirteen votes, the quota is 5. 4 is the lowest and stays: 3 goes out, and elects 2; then 1 is doomed.
    const auto election = reserving(election_from("4 2\n4 1 0\n4 2 0\n3 3 2 0\n2 4 0\n0\n"), "dddr", {{"r", 1}});
    const auto outcome = outcome_of("stv-scottish", election);
    EXPECT_EQ(ids(election, outcome.winners), "2 4");
    EXPECT_EQ(ids(election, outcome.account.stages.at(1).candidates), "3");
    EXPECT_EQ(ids(election, fact<CandidateList>(outcome.account.stages.at(1).facts, "guarded")), "4");
    for (const auto* method : {"stv-wigm", "stv-meek"})
        EXPECT_EQ(ids(election, outcome_of(method, election).winners), "2 4") << method;
}

TEST(ReservedSeats, are_taken_down_the_order_of_methods_that_know_none) {
    const auto election = reserving(election_from("4 2\n5 1 2 0\n4 2 0\n3 3 0\n2 4 0\n0\n"), "dddr", {{"r", 1}});
    const auto outcome = outcome_of("plurality", election);
    EXPECT_EQ(ids(election, outcome.winners), "1 4");
    EXPECT_EQ(ids(election, fact<CandidateList>(outcome.account.facts, "elected_to_reserved_seats")), "4");
    EXPECT_EQ(ids(election, fact<CandidateList>(outcome.account.facts, "passed_over_for_reserved_seats")), "2");
}

TEST(ReservedSeats, are_refused_where_nobody_can_keep_them) {
    auto election = reserving(election_from("3 2\n5 1 2 0\n0\n"), "ddr", {{"r", 2}});
    EXPECT_EQ(count("stv-meek", election, {}).error().code, "tally.reserved_unmet");
    election.reserved = {{"r", 1}, {"d", 2}};
    EXPECT_EQ(count("stv-meek", election, {}).error().code, "tally.reserved_beyond_seats");
}

RC_GTEST_PROP(ReservedSeats, are_kept_by_every_method_that_fills_several, ()) {
    auto election = arbitrary_election(2, 8, *rc::gen::arbitrary<bool>());
    for (auto& candidate : election.candidates) candidate.category = *rc::gen::element("d", "r", "s");
    election.seats = *rc::gen::inRange<std::int64_t>(1, std::ssize(election.candidates) + 1);
    auto left = election.seats;
    for (const auto* category : {"d", "r", "s"}) {
        const auto stand = std::ranges::count(election.candidates, std::string(category), &Candidate::category);
        const auto most = std::min<std::int64_t>(stand, left); // often all who stand, so that each of them is needed
        const auto kept = *rc::gen::oneOf(rc::gen::just(most), rc::gen::inRange<std::int64_t>(0, most + 1));
        if (kept > 0) election.reserved.push_back({category, kept});
        left -= kept;
    }
    for (const auto& method : methods()) {
        if (std::ranges::find(method.takes, BallotKind::ranked) == method.takes.end()) continue;
        const bool draws = std::ranges::any_of(method.options, [](const auto& each) { return each.name == "ties"; });
        const auto counted = count(method.name, election,
                                   draws ? std::map<std::string, std::string>{{"ties", "lot"}, {"seed", "s"}}
                                         : std::map<std::string, std::string>{});
        if (!counted) continue; // made for one seat, or for other ballots
        const auto& winners = counted->outcome.winners;
        if (std::ssize(winners) < election.seats) continue; // a tie that nobody breaks
        const std::set<CandidateIndex> distinct(winners.begin(), winners.end());
        RC_ASSERT(std::ssize(distinct) == election.seats);
        for (const auto& [category, seats] : election.reserved) {
            const auto of_it = std::ranges::count_if(
                winners, [&, id = category](auto each) { return election.candidates[each].category == id; });
            RC_ASSERT(of_it >= seats);
        }
        // Where what is reserved is kept anyhow by those who would win, methods that know none change nothing.
        auto free = election;
        free.reserved.clear();
        if (!method.keeps_reserved && !refusal_of_reserved(free)) {
            const auto before = count(method.name, free, counted->options.all());
            const auto keeps = std::ranges::all_of(election.reserved, [&](const auto& each) {
                return std::ranges::count_if(before->outcome.winners, [&](auto one) {
                           return election.candidates[one].category == each.category;
                       }) >= each.seats;
            });
            if (keeps)
                RC_ASSERT(std::set<CandidateIndex>(before->outcome.winners.begin(), before->outcome.winners.end()) ==
                          distinct);
        }
    }
}

/// A count of transferable votes is the same where what is reserved stands in nobody's way.
RC_GTEST_PROP(ReservedSeats, change_nothing_where_none_are_reserved, ()) {
    auto election = arbitrary_election(2, 8, true);
    election.seats = *rc::gen::inRange<std::int64_t>(1, std::ssize(election.candidates) + 1);
    for (const auto* method : {"stv-scottish", "stv-wigm", "stv-meek"}) {
        const std::map<std::string, std::string> options{{"ties", "lot"}, {"seed", "s"}};
        auto reserved = election;
        reserved.reserved = {{"nobody", 0}};
        RC_ASSERT(count(method, election, options)->outcome.winners ==
                  count(method, reserved, options)->outcome.winners);
    }
}

} // namespace
} // namespace reef::tally
