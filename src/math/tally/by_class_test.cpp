#include "math/tally/by_class.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::tally {
namespace {

using Act = TurningPoint::Act;

/// Drivers, riders and staff of a ride co-operative: 60 % of drivers, 50 % of riders and all staff say yes.
std::vector<ClassVotes> ride() {
    return {{.name = "drivers", .weight = percent(50), .eligible = 100, .yes = 30, .no = 20},
            {.name = "riders", .weight = percent(30), .eligible = 1000, .yes = 100, .no = 100, .abstain = 50},
            {.name = "staff", .weight = percent(20), .eligible = 5, .yes = 5}};
}

ByClassResult decide(const std::vector<ClassVotes>& classes, const ByClassRule& rule = {}) {
    auto result = decide_by_class(classes, rule);
    EXPECT_TRUE(result) << result.error().sentence();
    return *result;
}

TEST(ByClass, sums_weight_times_share_of_yes) {
    const auto result = decide(ride());
    // 50 % x 3/5 + 30 % x 1/2 + 20 % x 1 = 65 %
    EXPECT_EQ(result.outcome, ByClassOutcome::passed);
    EXPECT_EQ(result.weighted_yes, (ExactShare{"13/20", "0.650000"}));
    EXPECT_EQ(result.classes[0].contribution.fraction, "3/10");
    EXPECT_EQ(result.classes[1].contribution.fraction, "3/20");
    EXPECT_EQ(result.classes[2].yes_share->fraction, "1");
    EXPECT_EQ(result.conditions.back().explanation,
              "The weighted share of yes is 65.000000% (13/20); more than 50% is needed.");
}

TEST(ByClass, gives_whole_weights_in_the_block_form) {
    const auto result = decide(ride(), {.form = ClassForm::block});
    // The riders are even: their block does not go to the proposal.
    EXPECT_EQ(result.weighted_yes.fraction, "7/10");
    EXPECT_EQ(result.classes[1].contribution.fraction, "0");
}

TEST(ByClass, lets_pass_by_consent_what_nobody_objects_to) {
    const ByClassRule consent{.form = ClassForm::consent, .majority = percent(100), .threshold = Threshold::at_least};
    auto classes = ride();
    classes[0].no = classes[1].no = 0;
    classes[2].yes = 0;
    EXPECT_EQ(decide(classes, consent).outcome, ByClassOutcome::passed) << "who says nothing does not object";
    classes[1].no = 1;
    const auto result = decide(classes, consent);
    EXPECT_EQ(result.outcome, ByClassOutcome::rejected);
    EXPECT_EQ(result.weighted_yes.fraction, "1507/1510") << "1 - 30% x 1/151: standing aside is no objection";
    EXPECT_EQ(result.turning_point->class_name, "riders");
    EXPECT_EQ(result.turning_point->members, 1);
    auto some = consent;
    some.majority = Percent{9980}; // objections of up to 0.2 % of the weight
    EXPECT_EQ(decide(classes, some).outcome, ByClassOutcome::passed);
    classes[1].quorum = percent(100);
    EXPECT_EQ(decide(classes, some).outcome, ByClassOutcome::no_quorum);
}

TEST(ByClass, asks_strictly_more_than_a_simple_majority_and_at_least_a_supermajority) {
    const std::vector<ClassVotes> even{{.name = "members", .weight = percent(100), .eligible = 10, .yes = 5, .no = 5}};
    EXPECT_EQ(decide(even).outcome, ByClassOutcome::rejected);
    EXPECT_EQ(decide(even, {.threshold = Threshold::at_least}).outcome, ByClassOutcome::passed);
}

TEST(ByClass, compares_without_rounding) {
    // 1/3 is more than 33.33 % and less than 33.34 %.
    const std::vector<ClassVotes> third{{.name = "members", .weight = percent(100), .eligible = 3, .yes = 1, .no = 2}};
    EXPECT_EQ(decide(third, {.majority = Percent{3333}}).outcome, ByClassOutcome::passed);
    EXPECT_EQ(decide(third, {.majority = Percent{3334}, .threshold = Threshold::at_least}).outcome,
              ByClassOutcome::rejected);
    EXPECT_EQ(decide(third, {}).weighted_yes, (ExactShare{"1/3", "0.333333"}));
}

TEST(ByClass, fails_without_the_quorum_of_every_class) {
    auto classes = ride();
    classes[1].quorum = percent(25); // 250 of 1000: met exactly, abstentions included
    EXPECT_EQ(decide(classes).outcome, ByClassOutcome::passed);
    classes[1].quorum = Percent{2501}; // 250.1, so 251
    const auto result = decide(classes);
    EXPECT_EQ(result.outcome, ByClassOutcome::no_quorum);
    EXPECT_EQ(result.classes[1].ballots_needed, 251);
    EXPECT_FALSE(result.classes[1].quorum_met);
    EXPECT_TRUE(result.classes[0].quorum_met);
    // One absent rider would have been enough; no driver could have helped.
    EXPECT_EQ(result.turning_point->class_name, "riders");
    EXPECT_EQ(result.turning_point->members, 1);
    EXPECT_FALSE(result.classes[0].turning_point);
}

TEST(ByClass, stands_still_before_a_veto_but_not_before_an_even_class) {
    auto classes = ride();
    classes[1].veto = true;
    EXPECT_EQ(decide(classes).outcome, ByClassOutcome::passed);
    classes[1].no = 101;
    const auto result = decide(classes);
    EXPECT_EQ(result.outcome, ByClassOutcome::vetoed);
    EXPECT_TRUE(result.classes[1].vetoes);
    // What a veto meets must have been a majority: otherwise the proposal was rejected anyway.
    classes[0].no = 50;
    classes[0].yes = 0;
    EXPECT_EQ(decide(classes).outcome, ByClassOutcome::rejected);
}

TEST(ByClass, protects_the_own_rights_of_a_class_by_its_own_majority) {
    auto classes = ride();
    classes[1].own_majority = true;
    EXPECT_EQ(decide(classes).outcome, ByClassOutcome::rejected);
    classes[1].yes = 101;
    EXPECT_EQ(decide(classes).outcome, ByClassOutcome::passed);
}

TEST(ByClass, can_ask_for_a_second_majority_of_ballots_or_of_classes) {
    const std::vector<ClassVotes> classes{{.name = "few", .weight = percent(60), .eligible = 10, .yes = 10},
                                          {.name = "many", .weight = percent(20), .eligible = 100, .yes = 10, .no = 90},
                                          {.name = "more", .weight = percent(20), .eligible = 100, .no = 5}};
    EXPECT_EQ(decide(classes).outcome, ByClassOutcome::passed);
    EXPECT_EQ(decide(classes, {.double_majority = DoubleMajority::of_ballots}).outcome, ByClassOutcome::rejected);
    EXPECT_EQ(decide(classes, {.double_majority = DoubleMajority::of_classes}).outcome, ByClassOutcome::rejected);
    auto others = classes;
    others[1].yes = 90, others[1].no = 10;
    EXPECT_EQ(decide(others, {.double_majority = DoubleMajority::of_ballots}).outcome, ByClassOutcome::passed);
    EXPECT_EQ(decide(others, {.double_majority = DoubleMajority::of_classes}).outcome, ByClassOutcome::passed);
}

TEST(ByClass, counts_the_weight_of_a_silent_class_as_its_rule_says) {
    auto classes = ride();
    classes[1].yes = classes[1].no = 0; // 50 riders abstain
    classes[2].yes = 0;                 // nobody of the staff votes
    const auto against = decide(classes);
    EXPECT_EQ(against.weighted_yes.fraction, "3/10");
    EXPECT_EQ(against.outcome, ByClassOutcome::rejected);
    EXPECT_FALSE(against.classes[1].yes_share);
    EXPECT_EQ(against.conditions.back().explanation,
              "The weighted share of yes is 30.000000% (3/10); more than 50% is needed. Without any yes or no: riders, "
              "staff; that weight counts as not in favour.");
    const auto scaled = decide(classes, {.silent = SilentClass::renormalised});
    EXPECT_EQ(scaled.weighted_yes.fraction, "3/5");
    EXPECT_EQ(scaled.classes[0].weight.fraction, "1");
    EXPECT_EQ(scaled.outcome, ByClassOutcome::passed);
    // Who abstained took part and shares the responsibility; who stayed away does not: 50 : 30.
    EXPECT_EQ(against.classes[0].responsibility.text(), "62.5%");
    EXPECT_EQ(against.classes[1].responsibility.text(), "37.5%");
    EXPECT_EQ(against.classes[2].responsibility.text(), "0%");
}

TEST(ByClass, says_what_would_have_changed_the_outcome) {
    const auto result = decide(ride());
    // 65 % has to fall to 50 %: 15 of 50 drivers take away 15 points, 100 riders at 0.15 points too, 4 of 5 staff 16.
    EXPECT_EQ(result.classes[0].turning_point->members, 15);
    EXPECT_EQ(result.classes[1].turning_point->members, 100);
    EXPECT_EQ(result.classes[2].turning_point->members, 4);
    EXPECT_EQ(result.turning_point->class_name, "staff");
    EXPECT_EQ(result.turning_point->act, Act::vote_no);
    EXPECT_EQ(result.turning_point->yes, 1);
    EXPECT_EQ(result.turning_point->no, 4);
    auto classes = ride();
    classes[2].quorum = percent(100);
    const auto quorate = decide(classes);
    EXPECT_EQ(quorate.turning_point->members, 1);
    EXPECT_EQ(quorate.turning_point->act, Act::stay_away);
}

TEST(ByClass, refuses_what_cannot_be_counted) {
    const auto code = [](std::vector<ClassVotes> classes, ByClassRule rule = {}) {
        const auto result = decide_by_class(classes, rule);
        return result ? "" : result.error().code;
    };
    const auto with = [](auto change) {
        auto classes = ride();
        change(classes[0]);
        return classes;
    };
    EXPECT_EQ(code({}), "tally.no_classes");
    EXPECT_EQ(code(with([](auto& votes) { votes.name = " "; })), "tally.class_unnamed");
    EXPECT_EQ(code(with([](auto& votes) { votes.name = "staff"; })), "tally.class_named_twice");
    EXPECT_EQ(code(with([](auto& votes) { votes.no = -1; })), "tally.class_count_out_of_range");
    EXPECT_EQ(code(with([](auto& votes) { votes.eligible = INT64_MAX; })), "tally.class_count_out_of_range");
    EXPECT_EQ(code(with([](auto& votes) { votes.abstain = 51; })), "tally.more_ballots_than_eligible");
    EXPECT_EQ(code(with([](auto& votes) { votes.weight = Percent{4999}; })), "tally.weights_not_whole");
    EXPECT_EQ(code(with([](auto& votes) { votes.weight = percent(-50); })), "tally.percentage_out_of_range");
    EXPECT_EQ(code(with([](auto& votes) { votes.quorum = percent(101); })), "tally.percentage_out_of_range");
    EXPECT_EQ(code(ride(), {.majority = percent(100)}), "tally.majority_out_of_range");
    EXPECT_EQ(code(ride(), {.majority = percent(0), .threshold = Threshold::at_least}), "tally.majority_out_of_range");
}

/// Up to three small classes under any rule, so that a brute-force search ends.
struct Case {
    std::vector<ClassVotes> classes;
    ByClassRule rule;
};

Case any_case() {
    const auto below = [](int bound) { return *rc::gen::inRange(0, bound); };
    Case made;
    const int count = 1 + below(3);
    std::vector<std::int64_t> weights;
    for (int i = 0; i < count; ++i) weights.push_back(below(5));
    weights.back() += 1;
    const auto shares = share_out(10'000, weights);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const int yes = below(4), no = below(4), abstain = below(3), absent = below(4);
        made.classes.push_back({.name = std::string(1, static_cast<char>('a' + i)),
                                .weight = Percent{shares[i]},
                                .eligible = yes + no + abstain + absent,
                                .yes = yes,
                                .no = no,
                                .abstain = abstain,
                                .quorum = percent(below(5) * 25),
                                .veto = below(4) == 0,
                                .own_majority = below(4) == 0});
    }
    made.rule = {.form = static_cast<ClassForm>(below(3)),
                 .majority = percent(1 + below(99)),
                 .threshold = static_cast<Threshold>(below(2)),
                 .silent = static_cast<SilentClass>(below(2)),
                 .double_majority = static_cast<DoubleMajority>(below(3))};
    return made;
}

bool passes(const Case& given) { return decide_by_class(given.classes, given.rule)->outcome == ByClassOutcome::passed; }

/// The fewest members of one class who act otherwise and turn the decision, by trying every way that they could have
/// acted.
std::optional<std::int64_t> fewest_by_trying(Case given, std::size_t place) {
    const auto before = given.classes[place];
    const auto absent_before = before.eligible - before.yes - before.no - before.abstain;
    const bool passed = passes(given);
    std::optional<std::int64_t> fewest;
    auto& votes = given.classes[place];
    for (votes.yes = 0; votes.yes <= before.eligible; ++votes.yes)
        for (votes.no = 0; votes.yes + votes.no <= before.eligible; ++votes.no)
            for (votes.abstain = 0; votes.yes + votes.no + votes.abstain <= before.eligible; ++votes.abstain) {
                if (passes(given) == passed) continue;
                const auto absent = before.eligible - votes.yes - votes.no - votes.abstain;
                const auto gained = [](std::int64_t now, std::int64_t then) {
                    return std::max<std::int64_t>(0, now - then);
                };
                const auto moved = gained(votes.yes, before.yes) + gained(votes.no, before.no) +
                                   gained(votes.abstain, before.abstain) + gained(absent, absent_before);
                if (!fewest || moved < *fewest) fewest = moved;
            }
    return fewest;
}

RC_GTEST_PROP(ByClass, finds_the_same_turning_points_as_trying_everything, ()) {
    const auto given = any_case();
    const auto result = *decide_by_class(given.classes, given.rule);
    std::optional<std::int64_t> fewest;
    for (std::size_t i = 0; i < given.classes.size(); ++i) {
        const auto expected = fewest_by_trying(given, i);
        const auto& found = result.classes[i].turning_point;
        RC_ASSERT(found.has_value() == expected.has_value());
        if (!found) continue;
        RC_ASSERT(found->members == *expected);
        if (!fewest || *expected < *fewest) fewest = expected;
        auto turned = given;
        turned.classes[i].yes = found->yes, turned.classes[i].no = found->no,
        turned.classes[i].abstain = found->abstain;
        RC_ASSERT(passes(turned) != passes(given));
    }
    RC_ASSERT(result.turning_point.has_value() == fewest.has_value());
    if (fewest) RC_ASSERT(result.turning_point->members == *fewest);
}

RC_GTEST_PROP(ByClass, never_fails_by_more_yes, ()) {
    const auto given = any_case();
    auto more = given;
    auto& votes =
        more.classes[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(more.classes.size())))];
    if (votes.no > 0)
        --votes.no, ++votes.yes;
    else if (votes.abstain > 0)
        --votes.abstain, ++votes.yes;
    else if (votes.yes < votes.eligible)
        ++votes.yes;
    RC_ASSERT(passes(more) || !passes(given));
    const auto share = [](const Case& of) { return decide_by_class(of.classes, of.rule)->weighted_yes.decimal; };
    RC_ASSERT(share(more) >= share(given)); // all of the form 0.123456 or 1.000000
}

RC_GTEST_PROP(ByClass, knows_no_class_by_its_name_or_place, ()) {
    const auto given = any_case();
    auto other = given;
    std::ranges::reverse(other.classes);
    for (auto& votes : other.classes) votes.name = "the " + votes.name;
    const auto here = *decide_by_class(given.classes, given.rule), there = *decide_by_class(other.classes, other.rule);
    RC_ASSERT(here.outcome == there.outcome);
    RC_ASSERT(here.weighted_yes == there.weighted_yes);
    for (std::size_t i = 0; i < here.classes.size(); ++i)
        RC_ASSERT(here.classes[i].contribution == there.classes[here.classes.size() - 1 - i].contribution);
}

RC_GTEST_PROP(ByClass, shares_out_the_whole_responsibility_among_who_took_part, ()) {
    const auto given = any_case();
    const auto result = *decide_by_class(given.classes, given.rule);
    std::int64_t sum = 0;
    bool anyone = false;
    for (std::size_t i = 0; i < given.classes.size(); ++i) {
        const auto& part = result.classes[i];
        sum += part.responsibility.hundredths;
        anyone = anyone || (part.ballots > 0 && given.classes[i].weight > percent(0));
        if (part.ballots == 0) RC_ASSERT(part.responsibility == percent(0));
    }
    RC_ASSERT(sum == (anyone ? 10'000 : 0));
}

} // namespace
} // namespace reef::tally
