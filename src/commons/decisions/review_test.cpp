#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time today = *Time::parse("2026-06-01");
const IdValue reviewed{50};

rules::Version version(std::int64_t number, std::string value, std::optional<IdValue> decision) {
    rules::Version made;
    made.rule = "market.commission";
    made.version = number;
    made.value = std::move(value);
    made.decision = decision;
    made.origin = decision ? rules::Origin::decision : rules::Origin::founding;
    return made;
}

struct Reviewing {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member", "class:driver"}}, today, 100, &ids};
    ReviewFacts facts;
    Reviewing() {
        facts.stage = ReviewStage::open;
        facts.extended_by = days(90);
        facts.review_time = days(14);
        facts.domain = {.rules = "*", .procedure = "ordinary"};
        facts.procedure = {
            .id = "ordinary", .deliberation = days(2), .voting = days(3), .notice = days(1), .majority = percent(50)};
        facts.expected = {"driver_income", Direction::rises, "4%", today};
        facts.proposer = MemberId(3);
        facts.rule = "market.commission";
        facts.versions = {version(1, "15%", {}), version(2, "12%", reviewed)};
    }
    Decision record(std::string measured) {
        return decide(facts, RecordMeasured{reviewed, std::move(measured), {}}, context);
    }
    ReviewConcluded concluded(const Decision& decision) {
        return read_event<ReviewConcluded>(decision->recorded().at(0).data);
    }
};

TEST(Review, of_a_kept_promise_leaves_the_change_in_force) {
    Reviewing given;
    const auto decision = given.record(" 4.5% ");
    EXPECT_EQ(decision->recorded().size(), 1U);
    EXPECT_EQ(given.concluded(decision).next, Next::stays);
    EXPECT_EQ(given.concluded(decision).measured, "4.5%");
    EXPECT_EQ(given.concluded(decision).recorder, MemberId(7));
}

TEST(Review, of_a_missed_promise_calls_a_vote_on_going_back_without_the_margin_of_a_return) {
    Reviewing given;
    const auto decision = given.record("3%");
    ASSERT_EQ(decision->recorded().size(), 2U);
    const auto called = read_event<Proposed>(decision->recorded().at(1).data);
    EXPECT_EQ(given.concluded(decision).next, Next::vote_called);
    EXPECT_EQ(given.concluded(decision).vote, called.proposal);
    EXPECT_EQ(called.value, "15%");
    EXPECT_EQ(called.old_value, "12%");
    EXPECT_EQ(called.old_version, 2);
    EXPECT_EQ(called.review_of, reviewed);
    EXPECT_EQ(called.procedure.majority, percent(50));
    EXPECT_EQ(called.voting_opens_at, today + days(2));
    EXPECT_EQ(called.voting_closes_at, today + days(5));
}

TEST(Review, lets_the_change_lapse_by_itself_only_where_the_proposal_said_so) {
    Reviewing given;
    given.facts.lapses_if_missed = true;
    const auto decision = given.record("3%");
    EXPECT_EQ(decision->recorded().size(), 1U);
    EXPECT_EQ(given.concluded(decision).next, Next::lapses);
    EXPECT_EQ(given.concluded(decision).lapses_at, today + days(1)) << "after notice";
    EXPECT_EQ(given.concluded(given.record("4%")).next, Next::stays);
}

TEST(Review, calls_nothing_where_the_rule_changed_since_or_is_being_decided) {
    Reviewing given;
    given.facts.open_proposal = IdValue{70};
    EXPECT_EQ(given.concluded(given.record("3%")).next, Next::vote_open);
    EXPECT_EQ(given.concluded(given.record("3%")).vote, IdValue{70});
    given.facts.versions.push_back(version(3, "11%", IdValue{60}));
    given.facts.lapses_if_missed = true;
    EXPECT_EQ(given.concluded(given.record("3%")).next, Next::changed_since);
}

TEST(Review, is_put_off_once_and_then_counts_as_missed) {
    Reviewing given;
    const auto put_off =
        read_event<ReviewExtended>(decide(given.facts, CloseReview{reviewed}, given.context)->recorded().at(0).data);
    EXPECT_EQ(put_off.opens_at, today + days(90));
    EXPECT_TRUE(decide(given.facts, ReportLack{reviewed, {}}, given.context));
    given.facts.is_extended = true;
    EXPECT_EQ(decide(given.facts, ReportLack{reviewed, {}}, given.context).error().code, "decisions.extended_already");
    const auto ended = decide(given.facts, CloseReview{reviewed}, given.context);
    EXPECT_EQ(given.concluded(ended).finding, rules::Finding::not_measured);
    EXPECT_EQ(given.concluded(ended).next, Next::vote_called);
}

TEST(Review, asks_those_responsible_when_it_opens_and_again_when_it_was_put_off) {
    Reviewing given;
    given.facts.stage = ReviewStage::waiting;
    given.facts.responsible = {{"driver", percent(60)}, {"rider", percent(40)}};
    const auto opened = decide(given.facts, OpenReview{reviewed}, given.context);
    ASSERT_EQ(opened->recorded().size(), 2U);
    const auto asked = read_event<AnswersAsked>(opened->recorded().at(1).data);
    EXPECT_EQ(asked.responsible, given.facts.responsible);
    EXPECT_EQ(asked.answer_by, today + days(14)) << "as long as a figure is awaited";
    given.facts.is_extended = true;
    EXPECT_EQ(decide(given.facts, OpenReview{reviewed}, given.context)->recorded().size(), 2U);
}

/// What the platform reckons itself: it was 20.00 EUR/h, 40 cases, and 5% more was promised.
struct Measuring : Reviewing {
    Measuring() {
        facts.stage = ReviewStage::waiting;
        facts.expected = {"market.engaged_pay", Direction::rises, "5%", today};
        facts.baseline = Baseline{{"20.00 EUR/h", today - days(80), today - days(52), 40}, 5};
        facts.reckoned =
            Reckoned{{21'00, 33, 9}, {today - days(28), today}, IndicatorUnit::amount_an_hour, Currency(), 5};
    }
    Decision on_its_date() { return decide(facts, OpenReview{reviewed}, context); }
};

TEST(Review, measures_itself_where_the_platform_reckons_the_figure) {
    Measuring given;
    auto concluded = given.concluded(given.on_its_date());
    EXPECT_EQ(concluded.finding, rules::Finding::achieved);
    EXPECT_EQ(concluded.measured, "5%");
    EXPECT_EQ(concluded.figure->value, "21.00 EUR/h");
    EXPECT_EQ(concluded.figure->observations, 33);
    EXPECT_FALSE(concluded.recorder);
    given.facts.reckoned->measurement.value = 20'99;
    const auto missed = given.on_its_date();
    EXPECT_EQ(read_event<AnswersAsked>(missed->recorded().back().data).answer_by, today + days(14));
    EXPECT_EQ(given.concluded(missed).finding, rules::Finding::not_achieved);
    EXPECT_EQ(given.concluded(missed).measured, "4.95%");
    EXPECT_EQ(given.concluded(missed).next, Next::vote_called);
}

TEST(Review, of_too_few_cases_is_put_off_once_and_then_counts_as_never_measured) {
    Measuring given;
    given.facts.reckoned->measurement.observations = 4;
    EXPECT_EQ(given.on_its_date()->recorded().size(), 1U) << "nobody is asked yet";
    EXPECT_EQ(read_event<ReviewExtended>(given.on_its_date()->recorded().at(0).data).opens_at, today + days(90));
    given.facts.is_extended = true;
    EXPECT_EQ(given.concluded(given.on_its_date()).finding, rules::Finding::not_measured);
    EXPECT_FALSE(given.concluded(given.on_its_date()).figure);
}

TEST(Review, is_refused_by_name) {
    Reviewing given;
    const auto code = [&](const Decision& decision) { return decision ? "" : decision.error().code; };
    given.facts.domain.classes = {"rider"};
    EXPECT_EQ(code(given.record("4%")), "decisions.not_a_reviewer");
    given.facts.domain = {.rules = "*", .mode = rules::Mode::directive, .procedure = "ordinary", .body = "office"};
    EXPECT_EQ(code(given.record("4%")), "decisions.not_a_reviewer");
    given.context.standing.roles.push_back("body:office");
    EXPECT_EQ(code(given.record("4%")), "");
    EXPECT_EQ(code(given.record("4 EUR")), "rules.other_unit");
    given.facts.stage = ReviewStage::waiting;
    EXPECT_EQ(code(given.record("4%")), "decisions.review_not_open");
    EXPECT_EQ(code(decide(given.facts, CloseReview{reviewed}, given.context)), "decisions.review_not_open");
    given.facts.stage = ReviewStage::open;
    EXPECT_EQ(code(decide(given.facts, OpenReview{reviewed}, given.context)), "decisions.review_not_open");
    given.facts.stage.reset();
    EXPECT_EQ(code(given.record("4%")), "decisions.no_review");
}

} // namespace
} // namespace reef::decisions
