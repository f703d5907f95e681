#include "commons/decisions/option_ballot.hpp"
#include "commons/decisions/option_count.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

rules::ProcedureCharter choosing(std::string method) {
    return {.id = "choice", .majority = percent(50), .method = std::move(method)};
}
/// As it is, as proposed, and one alternative.
std::vector<Option> three_options() { return {{0, "30 seconds", {}}, {1, "60 seconds", {}}, {2, "40 seconds", {}}}; }
std::vector<ElectorateClass> drivers(std::int64_t eligible) {
    return {{"driver", "Drivers", percent(100), percent(0), eligible}};
}

/// Two want a minute, two nothing else than now, one forty seconds; but all can live with forty better than with what
/// the others want.
std::vector<OptionBallot> divided_drivers() {
    return {{"driver", {{0, 3}, {1, 1}, {2, 2}}, 2},
            {"driver", {{0, 1}, {1, 3}, {2, 2}}, 2},
            {"driver", {{0, 3}, {1, 2}, {2, 1}}, 1}};
}

TEST(OptionCount, by_ranking_finds_what_most_prefer_to_each_other_one) {
    const auto count = count_options(choosing("ranked"), drivers(5), three_options(), divided_drivers());
    EXPECT_EQ(count.outcome.winner, 2) << "three of five prefer it to a minute, three of five to now";
    ASSERT_EQ(count.outcome.options.size(), 3U);
    EXPECT_EQ(count.outcome.options[1].option, 1) << "three of five prefer a minute to now";
    EXPECT_EQ(count.outcome.options[0].weighted_share, "3/5");
    EXPECT_EQ(count.counts[0].in_favour, 3);
    EXPECT_EQ(count.counts[0].against, 2);
    ASSERT_TRUE(count.outcome.turned_by);
    EXPECT_EQ(count.outcome.turned_by->members, 1) << "3 of 5 less one who was for it";
    const auto by_first_places = count_options(choosing("plurality"), drivers(5), three_options(), divided_drivers());
    EXPECT_EQ(by_first_places.outcome.winner, 1) << "the method by its name: two first places, and three against now";
}

TEST(OptionCount, lets_nothing_pass_that_the_procedure_would_not_let_pass_by_itself) {
    auto procedure = choosing("ranked");
    const auto winner = [&](const auto& electorate, const auto& options) {
        return count_options(procedure, electorate, options, divided_drivers()).outcome.winner;
    };
    procedure.majority = Percent{6001};
    EXPECT_FALSE(winner(drivers(5), three_options())) << "60 % prefer it";
    procedure.majority = percent(60);
    EXPECT_EQ(winner(drivers(5), three_options()), 2) << "more than 50 % is to be reached";
    auto options = three_options();
    options[2].return_margin = percent(10);
    EXPECT_EQ(winner(drivers(5), options), 1) << "a return needs 70 %, so the next one that passes wins";
    auto electorate = drivers(11);
    electorate[0].quorum = percent(50);
    EXPECT_FALSE(winner(electorate, three_options())) << "5 of 11";
    procedure.every_class = true;
    electorate = {{"driver", "Drivers", percent(90), percent(0), 5}, {"rider", "Riders", percent(10), percent(0), 3}};
    EXPECT_FALSE(winner(electorate, three_options())) << "no rider said yes";
}

TEST(OptionCount, weighs_classes_and_not_heads) {
    const std::vector<ElectorateClass> classes{{"driver", "Drivers", percent(60), percent(0), 3},
                                               {"rider", "Riders", percent(40), percent(0), 100}};
    const std::vector<OptionBallot> ballots{{"driver", {{1, 1}}, 3}, {"rider", {{2, 1}}, 100}};
    const auto count = count_options(choosing("approval"), classes, three_options(), ballots);
    EXPECT_EQ(count.outcome.winner, 1);
    EXPECT_EQ(weights_by_class(classes, ballots), (std::vector<std::int64_t>{50, 1})) << "60 % : 3 beside 40 % : 100";
}

TEST(OptionCount, of_equal_options_takes_the_greater_share_and_then_the_earlier) {
    const std::vector<OptionBallot> ballots{{"driver", {{1, 1}}, 2}, {"driver", {{2, 1}}, 2}};
    EXPECT_FALSE(count_options(choosing("approval"), drivers(4), three_options(), {}).outcome.winner) << "nobody voted";
    const auto equal = count_options(choosing("approval"), drivers(4), three_options(), ballots);
    EXPECT_EQ(equal.outcome.winner, 1);
    EXPECT_EQ(equal.outcome.options[1].place, 1) << "they share the first place";
    const std::vector<OptionBallot> ranked{
        {"driver", {{1, 1}, {2, 1}}, 2}, {"driver", {{2, 1}, {0, 2}, {1, 3}}, 1}, {"driver", {{1, 1}, {2, 2}}, 1}};
    EXPECT_EQ(count_options(choosing("ranked"), drivers(4), three_options(), ranked).outcome.winner, 2)
        << "equal to each other, and all four prefer it to now, of the other three";
}

TEST(OptionCount, ranks_what_is_left_out_last_and_passes_over_numbers_that_nobody_gave) {
    using rules::BallotForm;
    EXPECT_TRUE(prefers(BallotForm::ranking, {{2, 7}}, 2, 0));
    EXPECT_FALSE(prefers(BallotForm::ranking, {{2, 7}}, 0, 1)) << "both are left out";
    EXPECT_TRUE(prefers(BallotForm::scores, {{2, 1}}, 2, 0));
    EXPECT_FALSE(prefers(BallotForm::approvals, {{2, 1}, {0, 1}}, 2, 0));
    const auto count = count_options(choosing("irv"), drivers(3), three_options(), {{"driver", {{2, 7}, {1, 9}}, 3}});
    EXPECT_EQ(count.outcome.winner, 2);
}

TEST(OptionCount, says_how_many_would_have_turned_it) {
    const auto turn = [](std::int64_t eligible, std::int64_t for_two, std::int64_t for_now, Percent quorum) {
        auto electorate = drivers(eligible);
        electorate[0].quorum = quorum;
        return *turn_of(choosing("approval"), electorate, three_options(),
                        {{"driver", {{2, 1}}, for_two}, {"driver", {{0, 1}}, for_now}});
    };
    EXPECT_EQ(turn(10, 6, 2, {}).members, 2) << "4 and 4 with two of them for now: no majority";
    EXPECT_EQ(turn(10, 6, 2, {}).option, 0);
    EXPECT_EQ(turn(10, 2, 0, percent(50)).members, 3) << "so many lack";
    EXPECT_EQ(turn(10, 3, 5, {}).members, 2) << "5 and 3 with two of them for it";
}

/// One to three classes with any weights, quorums and ballots, and a procedure.
struct AnyVote {
    rules::ProcedureCharter procedure;
    std::vector<ElectorateClass> electorate;
    std::vector<ClassCount> counts;
};
AnyVote any_vote() {
    const auto below = [](std::int64_t bound) { return *rc::gen::inRange<std::int64_t>(0, bound); };
    AnyVote vote{.procedure = choosing(""), .electorate = {}, .counts = {}};
    vote.procedure.majority = percent(*rc::gen::element<std::int64_t>(50, 50, 60, 67));
    vote.procedure.every_class = *rc::gen::arbitrary<bool>();
    std::vector<std::int64_t> parts;
    const auto classes = 1 + below(3);
    for (std::int64_t i = 0; i < classes; ++i) parts.push_back(1 + below(5));
    const auto weights = share_out(10'000, parts);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::string id(1, static_cast<char>('a' + i));
        ClassCount count{.id = id, .in_favour = below(5), .against = below(5), .abstain = below(3)};
        const auto eligible = count.in_favour + count.against + count.abstain + below(4);
        vote.electorate.push_back({id, id, {weights[i]}, percent(below(3) * 25), eligible});
        vote.counts.push_back(count);
    }
    return vote;
}

std::string any_method() {
    auto methods = rules::decision_methods();
    methods.erase(methods.begin(), methods.begin() + 2); // majority and consent
    return *rc::gen::elementOf(methods);
}

RC_GTEST_PROP(OptionCount, between_two_is_the_majority_count, ()) {
    auto vote = any_vote();
    const bool passes =
        count_by_class(vote.procedure, vote.electorate, vote.counts).outcome == tally::ByClassOutcome::passed;
    vote.procedure.method = any_method();
    const auto form = rules::ballot_form(vote.procedure);
    const bool is_ranking = form == rules::BallotForm::ranking;
    std::vector<OptionBallot> ballots;
    for (const auto& each : vote.counts) {
        if (each.in_favour > 0)
            ballots.push_back({each.id,
                               is_ranking ? std::vector<OptionMark>{{0, 2}, {1, 1}} : std::vector<OptionMark>{{1, 1}},
                               each.in_favour});
        if (each.against > 0) ballots.push_back({each.id, {{0, 1}}, each.against});
        if (each.abstain > 0) ballots.push_back({each.id, {}, each.abstain});
    }
    const auto count = count_options(vote.procedure, vote.electorate, {{0, "15%", {}}, {1, "12%", {}}}, ballots);
    RC_ASSERT(count.outcome.winner.has_value() == passes);
    for (std::size_t i = 0; i < vote.counts.size(); ++i) {
        RC_ASSERT(count.counts[i].in_favour == vote.counts[i].in_favour);
        RC_ASSERT(count.counts[i].against == vote.counts[i].against);
        RC_ASSERT(count.counts[i].abstain == vote.counts[i].abstain);
    }
}

/// Any ballots of any method over four options.
std::vector<OptionBallot> any_ballots(const AnyVote& vote) {
    const auto highest = std::min<std::int64_t>(4, highest_mark(rules::ballot_form(vote.procedure)));
    std::vector<OptionBallot> ballots;
    for (const auto& each : vote.electorate)
        for (auto left = *rc::gen::inRange<std::int64_t>(0, each.eligible + 1); left > 0; --left) {
            std::vector<OptionMark> marks;
            for (std::int64_t option = 0; option < 4; ++option)
                if (const auto mark = *rc::gen::inRange<std::int64_t>(0, highest + 1); mark > 0)
                    marks.push_back({option, mark});
            ballots.push_back({each.id, std::move(marks), 1});
        }
    return ballots;
}
const std::vector<Option> four{{0, "15%", {}}, {1, "12%", {}}, {2, "13%", {}}, {3, "14%", {}}};

RC_GTEST_PROP(OptionCount, takes_the_highest_that_passes_by_itself, ()) {
    auto vote = any_vote();
    vote.procedure.method = any_method();
    const auto count = count_options(vote.procedure, vote.electorate, four, any_ballots(vote));
    RC_ASSERT(count.outcome.options.size() == four.size());
    const auto first = std::ranges::find(count.outcome.options, "passed", &OptionResult::outcome);
    RC_ASSERT(count.outcome.winner.has_value() == (first != count.outcome.options.end()));
    if (count.outcome.winner) RC_ASSERT(first->option == *count.outcome.winner);
    RC_ASSERT((count.result.outcome == tally::ByClassOutcome::passed) == count.outcome.winner.has_value());
}

RC_GTEST_PROP(OptionCount, lets_what_all_want_win_and_counts_shares_of_classes, ()) {
    auto vote = any_vote();
    vote.procedure.method = any_method();
    auto ballots = any_ballots(vote);
    const auto winner = count_options(vote.procedure, vote.electorate, four, ballots).outcome.winner;
    // Twice as many members of one class who vote alike weigh the same.
    auto& doubled = vote.electorate[*rc::gen::inRange<std::size_t>(0, vote.electorate.size())];
    doubled.eligible *= 2;
    for (auto& each : ballots)
        if (each.voter_class == doubled.id) each.votes *= 2;
    RC_ASSERT(count_options(vote.procedure, vote.electorate, four, ballots).outcome.winner == winner);
    const auto wanted = *rc::gen::inRange<std::int64_t>(1, 4);
    std::vector<OptionBallot> unanimous;
    for (const auto& each : vote.electorate)
        if (each.eligible > 0) unanimous.push_back({each.id, {{wanted, 1}}, each.eligible});
    const bool all_have_members =
        std::ranges::all_of(vote.electorate, [](const auto& each) { return each.eligible > 0; });
    if (all_have_members)
        RC_ASSERT(count_options(vote.procedure, vote.electorate, four, unanimous).outcome.winner == wanted);
}

} // namespace
} // namespace reef::decisions
