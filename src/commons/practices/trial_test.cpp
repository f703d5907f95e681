#include "commons/practices/precedent.hpp"
#include "commons/practices/taking_part.hpp"
#include <gtest/gtest.h>

namespace reef::practices {
namespace {

using namespace engine;

/// A clerk of the office, and parcels that a driver asked about.
struct Answering {
    IdSource ids{100};
    Context context{Actor::of(MemberId(9)),
                    {Actor::of(MemberId(9)), {"member", "class:staff", "body:office"}},
                    *Time::parse("2026-06-01"),
                    100,
                    &ids};
    BodyFacts facts{.practice = PracticeRow{.member = MemberId(7), .classes = {"driver", "rider"}},
                    .answered_by = {"office"},
                    .longest_trial = days(180),
                    .lapses_after = days(60)};
    IdValue number = *IdValue::parse("20");
    TryOut try_out{.practice = number,
                   .participants_most = 6,
                   .lasts = days(60),
                   .harms_borne = 5,
                   .disclosure = "I carry parcels too.",
                   .reasons = "Nobody knows."};

    void begin_trial() {
        facts.practice->state = State::on_trial;
        facts.trial = TrialRow{.ends_at = context.at + days(60), .participants_most = 2, .stops_at = 2};
    }
    template <class C>
    std::string refused(const C& command) {
        const auto decision = decide(facts, command, context);
        return decision ? "" : decision.error().code;
    }
};

TEST(Trial, stops_where_the_exact_limit_of_what_may_be_expected_lies_above_what_it_bears) {
    // Garwood's upper limits at 95%: 3.00 for none, 4.74 for one, then 6.30, 7.75, 9.15.
    EXPECT_EQ(serious_harms_that_stop(2), std::nullopt);
    EXPECT_EQ(serious_harms_that_stop(3), 1);
    EXPECT_EQ(serious_harms_that_stop(4), 1);
    EXPECT_EQ(serious_harms_that_stop(5), 2);
    EXPECT_EQ(serious_harms_that_stop(6), 2);
    EXPECT_EQ(serious_harms_that_stop(7), 3);
    EXPECT_EQ(serious_harms_that_stop(9), 4);
    EXPECT_EQ(serious_harms_that_stop(10), 5);
}

TEST(Trial, is_opened_by_the_body_within_written_limits) {
    Answering given;
    const auto opened =
        read_event<TrialOpened>(decide(given.facts, given.try_out, given.context)->recorded().at(0).data);
    EXPECT_EQ(opened.ends_at, given.context.at + days(60));
    EXPECT_EQ(opened.stops_at, 2);
    const auto with = [&](auto change) {
        auto command = given.try_out;
        change(command);
        return given.refused(command);
    };
    EXPECT_EQ(with([](auto& c) { c.participants_most = 0; }), "practices.no_participants");
    EXPECT_EQ(with([](auto& c) { c.participants_most = 10'001; }), "practices.no_participants");
    EXPECT_EQ(with([](auto& c) { c.lasts = days(180); }), "");
    EXPECT_EQ(with([](auto& c) { c.lasts = days(181); }), "practices.trial_too_long");
    EXPECT_EQ(with([](auto& c) { c.lasts = hours(1); }), "practices.trial_too_long");
    EXPECT_EQ(with([](auto& c) { c.harms_borne = 2; }), "practices.harms_not_shown");
    EXPECT_EQ(with([](auto& c) { c.harms_borne = 101; }), "practices.harms_not_shown");
    given.begin_trial();
    EXPECT_EQ(given.refused(given.try_out), "practices.tried_already");
}

TEST(Trial, is_nobodys_who_asked_or_takes_part) {
    Answering given;
    given.facts.practice->member = MemberId(9);
    EXPECT_EQ(given.refused(given.try_out), "practices.own_practice");
    given.facts.practice->member = MemberId(7), given.facts.takes_part = true;
    EXPECT_EQ(given.refused(given.try_out), "practices.own_practice");
    given.facts.takes_part = false, given.facts.practice->state = State::lapsed;
    EXPECT_EQ(given.refused(given.try_out), "practices.over");
    given.context.standing.roles = {"member", "class:driver"};
    EXPECT_EQ(given.refused(given.try_out), "practices.not_your_body");
    given.facts.practice.reset();
    EXPECT_EQ(given.refused(given.try_out), "practices.no_such_practice");
}

TEST(Trial, is_renewed_once_from_its_day_on) {
    Answering given;
    const RenewTrial renew{.practice = given.number, .lasts = days(30), .reasons = "Too few parcels so far."};
    EXPECT_EQ(given.refused(renew), "practices.not_on_trial");
    given.begin_trial();
    const auto renewed = read_event<TrialRenewed>(decide(given.facts, renew, given.context)->recorded().at(0).data);
    EXPECT_EQ(renewed.ends_at, given.context.at + days(90));
    EXPECT_EQ(given.refused(RenewTrial{.lasts = days(181), .reasons = "Longer."}), "practices.trial_too_long");
    given.facts.trial->renewed = "Once.";
    EXPECT_EQ(given.refused(renew), "practices.renewed_already");
}

TEST(Trial, ends_by_the_body_or_on_its_day_and_is_open_again) {
    Answering given;
    EXPECT_EQ(given.refused(EndTrial{.reasons = "Enough."}), "practices.not_on_trial");
    EXPECT_EQ(given.refused(LetTrialEnd{given.number}), "practices.not_due");
    given.begin_trial();
    EXPECT_EQ(given.refused(EndTrial{.reasons = "Enough."}), "");
    EXPECT_EQ(given.refused(LetTrialEnd{given.number}), "practices.not_due");
    given.context.at = given.facts.trial->ends_at;
    const auto ended =
        read_event<TrialEnded>(decide(given.facts, LetTrialEnd{given.number}, given.context)->recorded().at(0).data);
    EXPECT_EQ(ended.because, TrialEnd::date);
    EXPECT_EQ(ended.lapses_at, given.context.at + days(60));
}

/// A rider, and a trial for two.
struct TakingPart : Answering {
    PartFacts part;
    TakingPart() {
        begin_trial();
        context.actor = Actor::of(MemberId(8)), context.standing = {context.actor, {"member", "class:rider"}};
        part = {.practice = facts.practice, .trial = facts.trial, .lapses_after = days(60)};
    }
    template <class C>
    std::string refused_part(const C& command) {
        const auto decision = decide(part, command, context);
        return decision ? "" : decision.error().code;
    }
    std::vector<std::string> report(std::int64_t severity) {
        std::vector<std::string> names;
        const auto decision = decide(part, ReportHarm{.practice = number, .severity = severity}, context);
        for (const auto& each : decision->recorded()) names.push_back(each.name);
        return names;
    }
};
using Names = std::vector<std::string>;

TEST(TakingPart, has_so_many_places_for_those_whom_it_touches) {
    TakingPart given;
    EXPECT_EQ(given.refused_part(JoinTrial{}), "");
    given.part.participants = 1;
    EXPECT_EQ(given.refused_part(JoinTrial{}), "");
    given.part.participants = 2;
    EXPECT_EQ(given.refused_part(JoinTrial{}), "practices.trial_full");
    EXPECT_EQ(given.refused_part(LeaveTrial{}), "practices.not_in_trial");
    given.part.takes_part = true;
    EXPECT_EQ(given.refused_part(JoinTrial{}), "practices.joined_already");
    EXPECT_EQ(given.refused_part(LeaveTrial{}), "");
    given.context.standing.roles = {"member", "class:city"};
    EXPECT_EQ(given.refused_part(JoinTrial{}), "practices.not_touched");
    given.part.practice->state = State::open;
    EXPECT_EQ(given.refused_part(JoinTrial{}), "practices.not_on_trial");
    given.part.practice.reset();
    EXPECT_EQ(given.refused_part(JoinTrial{}), "practices.no_such_practice");
    EXPECT_EQ(given.refused_part(LeaveTrial{}), "practices.no_such_practice");
}

TEST(TakingPart, ends_everywhere_with_the_membership) {
    TakingPart given;
    const auto decision =
        decide({*IdValue::parse("3"), *IdValue::parse("4")}, LeaveAllTrials{MemberId(8)}, given.context);
    EXPECT_EQ(decision->recorded().size(), 2U);
}

TEST(Harm, of_the_worst_kind_stops_a_trial_at_once_and_serious_ones_as_its_terms_say) {
    TakingPart given;
    EXPECT_EQ(given.report(4), Names{"practices.harm_reported"}) << "the first serious one";
    EXPECT_EQ(given.report(5), (Names{"practices.harm_reported", "practices.trial_ended"}));
    given.part.serious = 1;
    EXPECT_EQ(given.report(2), Names{"practices.harm_reported"}) << "not serious";
    EXPECT_EQ(given.report(3), (Names{"practices.harm_reported", "practices.trial_ended"})) << "the second";
    EXPECT_EQ(given.refused_part(ReportHarm{.severity = 0}), "practices.no_severity");
    EXPECT_EQ(given.refused_part(ReportHarm{.severity = 6}), "practices.no_severity");
    given.part.practice->state = State::open;
    EXPECT_EQ(given.refused_part(ReportHarm{.severity = 3}), "practices.not_on_trial");
    given.part.practice.reset();
    EXPECT_EQ(given.refused_part(ReportHarm{.severity = 3}), "practices.no_such_practice");
}

/// The office settles.
struct Settling : Answering {
    SettleFacts settling;
    Settle settle{.practice = *IdValue::parse("20"),
                  .outcome = Outcome::codified,
                  .holding = "A rule says it.",
                  .proposal = *IdValue::parse("40")};
    Settling() {
        settling.body = facts;
        settling.accepted_at = context.at;
    }
    std::string refused_settling() {
        const auto decision = decide(settling, settle, context);
        return decision ? "" : decision.error().code;
    }
    void tolerate() { settle.outcome = Outcome::tolerated, settle.conditions = "By day.", settle.proposal.reset(); }
    LikeCase like(const char* like_number, Outcome outcome) {
        return {{*IdValue::parse(like_number), {}, outcome, context.at}, percent(80)};
    }
};

TEST(Settling, names_what_it_rests_on) {
    Settling given;
    EXPECT_EQ(given.refused_settling(), "");
    given.settling.accepted_at.reset();
    EXPECT_EQ(given.refused_settling(), "practices.not_accepted");
    given.settling.accepted_at = given.settling.body.practice->opened_at - minutes(1);
    EXPECT_EQ(given.refused_settling(), "practices.accepted_before");
    given.settle.proposal.reset();
    EXPECT_EQ(given.refused_settling(), "practices.names_a_decision");
    given.settle.conditions = "By day.";
    EXPECT_EQ(given.refused_settling(), "practices.conditions_of_tolerated");
    given.tolerate();
    EXPECT_EQ(given.refused_settling(), "");
    given.settle.conditions.reset();
    EXPECT_EQ(given.refused_settling(), "practices.conditions_of_tolerated");
    given.tolerate(), given.settle.proposal = *IdValue::parse("40");
    EXPECT_EQ(given.refused_settling(), "practices.names_a_decision");
    given.settling.body.practice->state = State::codified;
    EXPECT_EQ(given.refused_settling(), "practices.over");
    given.context.standing.roles = {"member"};
    EXPECT_EQ(given.refused_settling(), "practices.not_your_body");
}

TEST(Settling, follows_like_cases_or_says_what_is_different) {
    Settling given;
    given.tolerate();
    given.settling.like = {given.like("11", Outcome::tolerated), given.like("12", Outcome::not_allowed)};
    EXPECT_EQ(given.refused_settling(), "practices.says_no_difference");
    given.settle.distinguished = "Nobody is on board.";
    const auto decision = decide(given.settling, given.settle, given.context);
    const auto settled = read_event<Settled>(decision->recorded().at(0).data);
    EXPECT_EQ(settled.followed, std::vector{*IdValue::parse("11")});
    EXPECT_EQ(settled.departed_from, std::vector{*IdValue::parse("12")});
    given.settle.distinguished.reset(), given.settling.like.pop_back();
    EXPECT_EQ(given.refused_settling(), "") << "it follows the only one";
}

TEST(Settling, ends_the_trial_that_is_on) {
    Settling given;
    given.tolerate();
    given.begin_trial(), given.settling.body = given.facts;
    const auto decision = decide(given.settling, given.settle, given.context);
    EXPECT_EQ(decision->recorded().at(0).name, "practices.trial_ended");
    EXPECT_FALSE(read_event<TrialEnded>(decision->recorded().at(0).data).lapses_at) << "it is not open again";
    EXPECT_EQ(decision->recorded().at(1).name, "practices.settled");
}

TEST(LikeCases, are_those_alike_enough_the_most_alike_first) {
    const Time at = *Time::parse("2026-06-01");
    const auto id = [](const char* number) { return *IdValue::parse(number); };
    const std::vector<Precedent> settled{{id("1"), {"a", "b", "c"}, Outcome::tolerated, at},
                                         {id("2"), {"a", "b"}, Outcome::tolerated, at},
                                         {id("3"), {"x"}, Outcome::tolerated, at},
                                         {id("4"), {"a", "b"}, Outcome::codified, at}};
    const auto like = like_cases(settled, {"a", "b"}, percent(60), id("4"));
    ASSERT_EQ(like.size(), 2U);
    EXPECT_EQ(like[0].precedent.practice, id("2"));
    EXPECT_EQ(like[1].precedent.practice, id("1"));
    EXPECT_EQ(like[1].likeness, Percent{66'66});
    EXPECT_EQ(like_cases(settled, {"a", "b"}, Percent{66'67}, id("4")).size(), 1U);
}

} // namespace
} // namespace reef::practices
