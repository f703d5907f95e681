#include "math/tally/small_groups.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <set>

namespace reef::tally {
namespace {

constexpr std::int64_t five = 5;

TEST(SmallGroups, are_hidden_with_as_many_others_as_keep_their_count_from_being_subtracted) {
    EXPECT_EQ(shown_beside_sum({{12, 7}, {9, 4}}, five), (std::vector{true, true})) << "nobody is in a small group";
    EXPECT_EQ(shown_beside_sum({{12, 7}, {9, 4}, {3, 1}}, five), (std::vector{true, false, false}))
        << "the smallest of the others goes with it";
    EXPECT_EQ(shown_beside_sum({{12, 7}, {4, 2}, {3, 1}}, five), (std::vector{true, false, false}))
        << "two small groups hide each other";
    EXPECT_EQ(shown_beside_sum({{12, 7}, {9, 9}, {3, 3}}, five), (std::vector{false, false, false}))
        << "all of both were counted: one more is needed";
    EXPECT_EQ(shown_beside_sum({{12, 7}, {0, 0}}, five), (std::vector{true, true})) << "nobody is nobody's secret";
}

/// Whoever adds and subtracts, knowing how large each group is: the lowest and highest that a hidden count can be.
std::pair<std::int64_t, std::int64_t> bounds_by_subtraction(const std::vector<GroupCount>& groups,
                                                            const std::vector<bool>& shown, std::size_t asked) {
    std::int64_t rest = 0, others = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (shown[i]) continue;
        rest += groups[i].count;
        if (i != asked) others += groups[i].members;
    }
    return {std::max<std::int64_t>(0, rest - others), std::min(groups[asked].members, rest)};
}

RC_GTEST_PROP(SmallGroups, leave_every_hidden_count_open_to_whoever_subtracts, ()) {
    std::vector<GroupCount> groups(*rc::gen::inRange<std::size_t>(1, 7));
    for (auto& group : groups) {
        group.members = *rc::gen::inRange<std::int64_t>(0, 12);
        group.count = *rc::gen::inRange<std::int64_t>(0, group.members + 1);
    }
    std::int64_t members = 0, sum = 0;
    for (const auto& group : groups) members += group.members, sum += group.count;
    const bool sum_says_it = members < five || sum == 0 || sum == members;
    const auto shown = shown_beside_sum(groups, five);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].members > 0 && groups[i].members < five) RC_ASSERT(!shown[i]);
        if (shown[i] || sum_says_it) continue;
        const auto [lowest, highest] = bounds_by_subtraction(groups, shown, i);
        RC_ASSERT(lowest < highest);
    }
}

/// What everybody sees of an outcome: how it ended, and the first class that missed its quorum.
struct SeenOutcome {
    ByClassOutcome outcome;
    std::string missed;
    bool operator==(const SeenOutcome&) const = default;
};
SeenOutcome seen(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    SeenOutcome shown{*outcome_by_class(classes, rule), {}};
    if (shown.outcome != ByClassOutcome::no_quorum) return shown;
    for (const auto& votes : classes)
        if ((votes.yes + votes.no + votes.abstain) * 10'000 < votes.quorum.hundredths * votes.eligible) {
            shown.missed = votes.name;
            break;
        }
    return shown;
}

/// All that the classes at `places` can have voted, one after the other, each time with the rest as it is.
void for_each_world(std::vector<ClassVotes>& classes, const std::vector<std::size_t>& places, const auto& visit,
                    std::size_t next = 0) {
    if (next == places.size()) return visit();
    auto& votes = classes[places[next]];
    for (votes.yes = 0; votes.yes <= votes.eligible; ++votes.yes)
        for (votes.no = 0; votes.yes + votes.no <= votes.eligible; ++votes.no)
            for (votes.abstain = 0; votes.yes + votes.no + votes.abstain <= votes.eligible; ++votes.abstain)
                for_each_world(classes, places, visit, next + 1);
}

/// The values that each number of the small classes takes over all worlds that look the same: yes, no, abstain,
/// ballots.
std::vector<std::set<std::int64_t>> possible_numbers(std::vector<ClassVotes> classes, const ByClassRule& rule,
                                                     const SeenOutcome& outcome,
                                                     const std::vector<std::size_t>& unknown) {
    std::vector<std::set<std::int64_t>> numbers(classes.size() * 4);
    for_each_world(classes, unknown, [&] {
        if (seen(classes, rule) != outcome) return;
        for (std::size_t i = 0; i < classes.size(); ++i) {
            if (!is_small(classes[i], five)) continue;
            const std::array values{classes[i].yes, classes[i].no, classes[i].abstain,
                                    classes[i].yes + classes[i].no + classes[i].abstain};
            for (std::size_t k = 0; k < values.size(); ++k) numbers[i * 4 + k].insert(values[k]);
        }
    });
    return numbers;
}

struct SmallVote {
    std::vector<ClassVotes> classes;
    ByClassRule rule;
    std::vector<std::size_t> small, all;
};

/// One larger class and one or two small ones, with any weights, quorums, majority and form.
SmallVote any_small_vote() {
    SmallVote vote;
    const auto cut = *rc::gen::inRange<std::int64_t>(0, 10'001);
    const bool has_two = *rc::gen::arbitrary<bool>();
    const auto second = has_two ? *rc::gen::inRange<std::int64_t>(0, 10'001 - cut) : 10'000 - cut;
    const auto add = [&](const char* name, std::int64_t weight, std::int64_t members) {
        ClassVotes votes{.name = name, .weight = Percent{weight}, .eligible = members};
        votes.quorum = percent(*rc::gen::element<std::int64_t>(0, 0, 30, 50));
        votes.yes = *rc::gen::inRange<std::int64_t>(0, members + 1);
        votes.no = *rc::gen::inRange<std::int64_t>(0, members - votes.yes + 1);
        votes.abstain = *rc::gen::inRange<std::int64_t>(0, members - votes.yes - votes.no + 1);
        vote.all.push_back(vote.classes.size());
        if (members < five) vote.small.push_back(vote.classes.size());
        vote.classes.push_back(votes);
    };
    add("drivers", cut, *rc::gen::inRange<std::int64_t>(5, 7));
    add("city", second, *rc::gen::inRange<std::int64_t>(1, has_two ? 3 : 5));
    if (has_two) add("staff", 10'000 - cut - second, *rc::gen::inRange<std::int64_t>(1, 3));
    vote.rule.majority = percent(*rc::gen::element<std::int64_t>(50, 50, 60, 67));
    vote.rule.threshold = vote.rule.majority > percent(50) ? Threshold::at_least : Threshold::more_than;
    vote.rule.form =
        *rc::gen::element(ClassForm::proportional, ClassForm::proportional, ClassForm::block, ClassForm::consent);
    return vote;
}

/// Whoever knows the sizes, the rule, the outcome and the votes that are shown tries every way in which the small
/// classes can have voted. No number of theirs is left with one value, unless the outcome by itself leaves it with one.
RC_GTEST_PROP(SmallGroups, are_not_told_of_by_the_votes_of_larger_classes, ()) {
    const auto vote = any_small_vote();
    if (votes_shown(vote.classes, vote.rule, five) != VotesShown::larger_classes) return;
    const auto outcome = seen(vote.classes, vote.rule);
    const auto known = possible_numbers(vote.classes, vote.rule, outcome, vote.small);
    const auto is_pinned = [](const auto& values) { return values.size() == 1; };
    if (std::ranges::none_of(known, is_pinned)) return;
    const auto alone = possible_numbers(vote.classes, vote.rule, outcome, vote.all);
    for (std::size_t i = 0; i < known.size(); ++i)
        if (is_pinned(known[i])) RC_ASSERT(is_pinned(alone[i]));
}

RC_GTEST_PROP(SmallGroups, are_not_told_of_by_what_is_hidden, ()) {
    auto vote = any_small_vote();
    const auto shown = votes_shown(vote.classes, vote.rule, five);
    const auto bounds = share_bounds(vote.classes, vote.rule, five);
    for (const auto place : vote.small) {
        auto& votes = vote.classes[place];
        votes.no = *rc::gen::inRange<std::int64_t>(0, votes.eligible + 1);
        votes.yes = votes.eligible - votes.no;
        votes.abstain = 0;
    }
    RC_ASSERT(votes_shown(vote.classes, vote.rule, five) == shown);
    RC_ASSERT(share_bounds(vote.classes, vote.rule, five).lowest == bounds.lowest);
}

TEST(SmallGroups, keep_the_votes_of_others_where_they_could_have_decided) {
    const auto shown = [](std::int64_t yes, std::int64_t no, Percent weight) {
        return votes_shown(
            {{.name = "drivers", .weight = Percent{10'000 - weight.hundredths}, .eligible = 100, .yes = yes, .no = no},
             {.name = "city", .weight = weight, .eligible = 3, .yes = 1}},
            {}, five);
    };
    EXPECT_EQ(shown(60, 40, percent(10)), VotesShown::larger_classes) << "54% of 90%: passed whatever the city said";
    EXPECT_EQ(shown(50, 50, percent(10)), VotesShown::larger_classes) << "45% and a part of 10%: some of them said yes";
    EXPECT_EQ(shown(46, 54, percent(10)), VotesShown::outcome_alone) << "41.4%: only all of the city could carry it";
    EXPECT_EQ(shown(60, 40, percent(0)), VotesShown::larger_classes);
    const auto nobody = votes_shown({{.name = "office", .weight = percent(100), .eligible = 3, .yes = 2}}, {}, five);
    EXPECT_EQ(nobody, VotesShown::larger_classes) << "there are none";
}

TEST(SmallGroups, say_between_what_the_share_lies) {
    const auto bounds = share_bounds({{.name = "drivers", .weight = percent(80), .eligible = 10, .yes = 3, .no = 1},
                                      {.name = "city", .weight = percent(20), .eligible = 2, .yes = 1, .no = 1}},
                                     {}, five);
    EXPECT_EQ(bounds.lowest.fraction, "3/5");
    EXPECT_EQ(bounds.highest.fraction, "4/5");
}

} // namespace
} // namespace reef::tally
