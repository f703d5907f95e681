#include "commons/rules/constancy.hpp"
#include "commons/rules/enactment.hpp"
#include "commons/rules/lapse.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::rules {
namespace {

using namespace engine;

Version version(std::int64_t number, std::string value, Time at, Origin origin = Origin::decision) {
    Version made;
    made.rule = "market.commission";
    made.version = number;
    made.value = std::move(value);
    made.effective_at = made.published_at = at;
    made.origin = origin;
    return made;
}
const Time begin = *Time::parse("2026-01-01");

TEST(CoolDown, doubles_with_each_other_change_in_the_year_and_three_times_at_most) {
    std::vector<Version> versions = {version(1, "15%", begin, Origin::founding)};
    EXPECT_FALSE(rests_until(versions, days(30))) << "the founding is no change";
    const std::int64_t rest_days[] = {30, 60, 120, 240, 240};
    Time at = begin;
    for (const auto expected : rest_days) {
        at = at + days(10);
        versions.push_back(version(static_cast<std::int64_t>(versions.size()) + 1, "12%", at));
        EXPECT_EQ(*rests_until(versions, days(30)), at + days(expected));
    }
}

TEST(CoolDown, forgets_changes_of_more_than_a_year_before_and_does_not_count_what_lapsed) {
    std::vector<Version> versions = {version(1, "15%", begin, Origin::founding), version(2, "12%", begin)};
    versions.push_back(version(3, "15%", begin + days(50), Origin::sunset));
    EXPECT_EQ(*rests_until(versions, days(30)), begin + days(30)) << "after a sunset one may try again";
    versions.push_back(version(4, "12%", begin + days(365)));
    EXPECT_EQ(*rests_until(versions, days(30)), begin + days(395)) << "a year ago to the day is no longer in the year";
    versions.back().effective_at = begin + days(364);
    EXPECT_EQ(*rests_until(versions, days(30)), begin + days(364 + 60));
}

RC_GTEST_PROP(CoolDown, lasts_from_one_to_eight_times_its_length, ()) {
    std::vector<Version> versions = {version(1, "15%", begin, Origin::founding)};
    Time at = begin;
    for (const auto gap : *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 400)))) {
        at = at + days(gap);
        versions.push_back(version(static_cast<std::int64_t>(versions.size()) + 1, "12%", at));
    }
    const auto rest = *rests_until(versions, days(30)) - at;
    RC_ASSERT(rest == days(30) || rest == days(60) || rest == days(120) || rest == days(240));
}

TEST(Return, is_a_proposal_of_the_value_before_the_last_decided_change) {
    std::vector<Version> versions = {version(1, "15%", begin, Origin::founding)};
    EXPECT_FALSE(is_return(versions, "15%"));
    versions.push_back(version(2, "12%", begin));
    EXPECT_TRUE(is_return(versions, "15%"));
    EXPECT_FALSE(is_return(versions, "14%"));
    versions.push_back(version(3, "15%", begin, Origin::sunset));
    EXPECT_FALSE(is_return(versions, "12%")) << "nobody changed their mind: it lapsed";
    EXPECT_EQ(raised(percent(50), percent(5)), percent(55));
    EXPECT_EQ(raised(percent(98), percent(5)), percent(100));
}

Context at_time(Time at) {
    Context context;
    context.at = at;
    return context;
}

TEST(Lapse, brings_back_the_value_before_and_says_when_that_could_be_known) {
    auto context = at_time(begin + days(90));
    const std::vector<Version> versions = {version(1, "15%", begin, Origin::founding),
                                           version(2, "12%", begin + days(1))};
    const Lapse lapse{"market.commission", 2, Origin::sunset, begin + days(90)};
    const auto lapsed = read_event<RuleLapsed>(decide(LapseFacts{versions, {}}, lapse, context)->recorded().at(0).data);
    EXPECT_EQ(lapsed.value, "15%");
    EXPECT_EQ(lapsed.version, 3);
    EXPECT_EQ(lapsed.published_at, begin + days(1)) << "a sunset is announced with the version";
    const Lapse missed{"market.commission", 2, Origin::missed_promise, begin + days(91)};
    const auto later = read_event<RuleLapsed>(decide(LapseFacts{versions, {}}, missed, context)->recorded().at(0).data);
    EXPECT_EQ(later.published_at, context.at);
    EXPECT_EQ(later.effective_at, begin + days(91));
}

TEST(Lapse, of_a_renewal_brings_back_what_was_before_the_trial) {
    auto context = at_time(begin + days(90));
    const std::vector<Version> versions = {version(1, "15%", begin, Origin::founding), version(2, "12%", begin),
                                           version(3, "12%", begin + days(30))};
    const Lapse lapse{"market.commission", 3, Origin::sunset, begin + days(90)};
    EXPECT_EQ(read_event<RuleLapsed>(decide(LapseFacts{versions, {}}, lapse, context)->recorded().at(0).data).value,
              "15%");
    EXPECT_TRUE(is_return(versions, "15%"));
    EXPECT_FALSE(is_return(versions, "12%"));
}

Version ending(Version made, Time sunset_at) {
    made.sunset_at = sunset_at;
    return made;
}

TEST(Lapse, of_what_replaced_another_trial_falls_back_to_it_only_while_that_one_would_still_stand) {
    auto context = at_time(begin + days(90));
    const auto lapsed = [&](Time other_sunset) {
        const std::vector<Version> versions = {version(1, "15%", begin, Origin::founding),
                                               ending(version(2, "12%", begin), other_sunset),
                                               ending(version(3, "10%", begin), begin + days(90))};
        const Lapse lapse{"market.commission", 3, Origin::sunset, begin + days(90)};
        return read_event<RuleLapsed>(decide(LapseFacts{versions, {}}, lapse, context)->recorded().at(0).data);
    };
    EXPECT_EQ(lapsed(begin + days(90)).value, "15%") << "the other trial is over too";
    EXPECT_FALSE(lapsed(begin + days(90)).sunset_at);
    EXPECT_EQ(lapsed(begin + days(91)).value, "12%");
    EXPECT_EQ(lapsed(begin + days(91)).sunset_at, begin + days(91)) << "it ends when it would have ended";
}

TEST(Lapse, of_a_trial_that_returned_falls_back_below_it) {
    const std::vector<Version> versions = {
        version(1, "15%", begin, Origin::founding), ending(version(2, "12%", begin), begin + days(91)),
        ending(version(3, "10%", begin), begin + days(90)),
        ending(version(4, "12%", begin + days(90), Origin::sunset), begin + days(91))};
    EXPECT_EQ(returns_after(versions, begin + days(91))->value, "15%");
}

TEST(Lapse, does_not_bring_back_what_members_went_back_on) {
    std::vector<Version> versions = {
        version(1, "15%", begin, Origin::founding), ending(version(2, "12%", begin), begin + days(60)),
        ending(version(3, "10%", begin), begin + days(90)), ending(version(4, "12%", begin), begin + days(60))};
    EXPECT_EQ(returns_after(versions, begin + days(60))->value, "15%") << "not 10%, which would have stood longer";
    versions.back().sunset_at = begin + days(30);
    EXPECT_EQ(returns_after(versions, begin + days(30))->value, "10%") << "a trial of its own, that ended";
}

TEST(Lapse, is_refused_for_what_is_no_longer_the_last_version_or_the_first) {
    auto context = at_time(begin + days(90));
    const std::vector<Version> one = {version(1, "15%", begin, Origin::founding)};
    const std::vector<Version> three = {one.front(), version(2, "12%", begin), version(3, "11%", begin)};
    EXPECT_EQ(decide(LapseFacts{one, {}}, Lapse{"market.commission", 1, Origin::sunset, begin}, context).error().code,
              "rules.superseded");
    EXPECT_EQ(decide(LapseFacts{three, {}}, Lapse{"market.commission", 2, Origin::sunset, begin}, context).error().code,
              "rules.superseded");
}

TEST(Result, of_a_decision_that_put_nothing_in_force_is_refused) {
    auto context = at_time(begin);
    EXPECT_EQ(decide(std::optional<Version>(), RecordResult{.decision = IdValue{9}}, context).error().code,
              "rules.no_such_version");
}

} // namespace
} // namespace reef::rules
