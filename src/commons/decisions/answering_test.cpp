#include "commons/decisions/answering.hpp"
#include "commons/decisions/module.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time asked_on = *Time::parse("2026-06-01");

struct Counted {
    std::vector<ElectorateClass> electorate;
    ProposalDecided decided;
};
/// A count over classes of these weights, sizes and ballots, all in favour.
Counted counted(const std::vector<Percent>& weights, const std::vector<std::int64_t>& sizes,
                const std::vector<std::int64_t>& ballots) {
    Counted made;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const auto id = "c" + std::to_string(i);
        made.electorate.push_back(
            {.id = id, .name = id, .weight = weights[i], .quorum = percent(0), .eligible = sizes[i]});
        made.decided.counts.push_back({.id = id, .in_favour = ballots[i]});
    }
    const auto result = count_by_class({.majority = percent(50)}, made.electorate, made.decided.counts);
    for (std::size_t i = 0; i < sizes.size(); ++i)
        made.decided.counts[i].responsibility = result.classes[i].responsibility;
    made.decided.passed = result.outcome == tally::ByClassOutcome::passed;
    return made;
}
std::vector<Responsible> responsible(const Counted& made) { return responsible_for(made.decided, made.electorate); }

TEST(Responsible, are_the_classes_that_took_part_each_with_its_share) {
    const auto made = counted({percent(50), percent(30), percent(20)}, {9, 9, 9}, {4, 2, 0});
    EXPECT_EQ(responsible(made),
              (std::vector<Responsible>{{"c0", *Percent::parse("62.5%")}, {"c1", *Percent::parse("37.5%")}}))
        << "the third stayed away";
}

TEST(Responsible, beside_a_class_under_five_are_all_who_could_decide_and_no_share_is_told) {
    const auto both = counted({percent(50), percent(30), percent(20)}, {9, 3, 0}, {4, 2, 0});
    const auto one = counted({percent(50), percent(30), percent(20)}, {9, 3, 0}, {4, 0, 0});
    EXPECT_EQ(responsible(both), (std::vector<Responsible>{{"c0", {}}, {"c1", {}}})) << "in the third there is nobody";
    EXPECT_EQ(responsible(both), responsible(one)) << "whether the small class voted";
}

TEST(Responsible, is_a_small_body_for_the_whole_of_what_it_decided_alone) {
    EXPECT_EQ(responsible(counted({percent(100)}, {3}, {2})), (std::vector<Responsible>{{"c0", percent(100)}}));
    EXPECT_EQ(responsible(counted({percent(100)}, {3}, {0})), (std::vector<Responsible>{{"c0", {}}}))
        << "rejected: that somebody voted is not told";
}

TEST(Responsible, are_those_who_agreed_by_their_shares) {
    ProposalDecided agreed{.passed = true, .outcome = "agreed"};
    agreed.counts = {{.id = "driver", .responsibility = percent(60)}, {.id = "rider", .responsibility = percent(40)}};
    EXPECT_EQ(responsible_for(agreed, {}), (std::vector<Responsible>{{"driver", percent(60)}, {"rider", percent(40)}}));
}

/// Three classes of any weights and any ballots, of any sizes; the first may be small, the others are not.
struct AnyCount {
    std::vector<Percent> weights;
    std::vector<std::int64_t> sizes, ballots;
    static AnyCount any(bool has_small) {
        AnyCount made;
        const auto first = *rc::gen::inRange<std::int64_t>(1, 51), second = *rc::gen::inRange<std::int64_t>(0, 50);
        made.weights = {percent(first), percent(second), percent(100 - first - second)};
        for (int i = 0; i < 3; ++i) {
            const auto larger = *rc::gen::weightedElement<std::int64_t>({{1, 0}, {2, 5}, {2, 9}});
            made.sizes.push_back(i == 0 && has_small ? *rc::gen::inRange<std::int64_t>(1, people::shown_from) : larger);
        }
        made.vote();
        return made;
    }
    void vote() {
        ballots.clear();
        for (const auto size : sizes) ballots.push_back(*rc::gen::inRange<std::int64_t>(0, size + 1));
    }
};

RC_GTEST_PROP(Responsible, share_the_whole_and_nobody_else_is_asked, ()) {
    const auto vote = AnyCount::any(false);
    const auto made = counted(vote.weights, vote.sizes, vote.ballots);
    std::int64_t sum = 0;
    for (const auto& each : responsible(made)) {
        const auto place = static_cast<std::size_t>(each.decider.back() - '0');
        RC_ASSERT(vote.ballots[place] > 0);
        sum += each.share->hundredths;
    }
    RC_ASSERT(sum == (responsible(made).empty() ? 0 : 10'000));
    RC_ASSERT(!made.decided.passed || sum == 10'000);
}

RC_GTEST_PROP(Responsible, tell_nothing_of_what_was_voted_beside_a_small_class_but_the_outcome, ()) {
    const auto vote = AnyCount::any(true);
    auto other = vote;
    other.vote();
    const auto one = counted(vote.weights, vote.sizes, vote.ballots),
               two = counted(other.weights, other.sizes, other.ballots);
    if (one.decided.passed == two.decided.passed) RC_ASSERT(responsible(one) == responsible(two));
    for (const auto& each : responsible(one))
        RC_ASSERT(vote.sizes[static_cast<std::size_t>(each.decider.back() - '0')] > 0);
}

struct Answering {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member", "class:driver"}}, asked_on, 100, &ids};
    AnsweringFacts facts{{"driver", "rider", "body:council"}, asked_on + days(14), {"driver", "body:council"}};
    Decision answer(std::optional<std::string> speaking_for = {}) {
        return decide(facts, AnswerForResult{IdValue{50}, std::move(speaking_for), {}}, context);
    }
    std::string refused(std::optional<std::string> speaking_for = {}) {
        const auto decision = answer(std::move(speaking_for));
        return decision ? "" : decision.error().code;
    }
};

TEST(Answering, is_for_those_who_speak_for_a_class_or_body_that_is_asked) {
    Answering given;
    const auto answered = read_event<AnsweredForResult>(given.answer()->recorded().at(0).data);
    EXPECT_EQ(answered.decider, "driver");
    EXPECT_EQ(answered.speaker, MemberId(7));
    EXPECT_EQ(read_event<AnsweredForResult>(given.answer("body:council")->recorded().at(0).data).decider,
              "body:council");
    EXPECT_EQ(given.refused("rider"), "decisions.answers_not_for") << "they speak for others";
    EXPECT_EQ(given.refused("staff"), "decisions.answers_not_for") << "not responsible";
    given.facts.speaks_for.clear();
    EXPECT_EQ(given.refused(), "decisions.answers_not_for");
}

TEST(Answering, begins_with_the_question_and_ends_on_its_date) {
    Answering given;
    given.context.at = given.facts.answer_by - Duration{1};
    EXPECT_EQ(given.refused(), "");
    given.context.at = given.facts.answer_by;
    EXPECT_EQ(given.refused(), "decisions.time_to_answer_over");
    given.facts = {};
    EXPECT_EQ(given.refused(), "decisions.nobody_was_asked");
}

} // namespace
} // namespace reef::decisions
