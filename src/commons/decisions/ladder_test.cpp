#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;
using rules::Mode;

struct Ladder {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member"}}, *Time::parse("2026-06-01"), 100, &ids};
    LadderFacts facts{.domain = rules::DomainCharter{.rules = "market.*",
                                                     .mode = Mode::self_regulated,
                                                     .procedure = "ordinary",
                                                     .classes = {"driver"},
                                                     .body = "office"},
                      .self_regulated = {},
                      .past = {}};
    explicit Ladder(Mode mode) { facts.domain->mode = mode; }
    std::string refused(Mode to) {
        const auto decision = decide(facts, ChangeMode{"market.*", to, {}}, context);
        return decision ? "" : decision.error().code;
    }
    ModeChanged changed(Mode to) {
        return read_event<ModeChanged>(decide(facts, ChangeMode{"market.*", to, {}}, context)->recorded().at(0).data);
    }
};
Past kept(std::int64_t number) { return {.proposal = IdValue{number}, .finding = rules::Finding::achieved}; }
Past missed(std::int64_t number) { return {.proposal = IdValue{number}, .finding = rules::Finding::not_achieved}; }

TEST(Ladder, goes_from_self_regulated_to_all_classes_once_a_promise_was_missed) {
    Ladder given(Mode::self_regulated);
    given.facts.past = {kept(40)};
    EXPECT_EQ(given.refused(Mode::negotiated), "decisions.no_broken_promise");
    given.facts.past = {kept(40), missed(30)};
    const auto changed = given.changed(Mode::negotiated);
    EXPECT_EQ(changed.because_of, std::vector<IdValue>{IdValue{30}});
    EXPECT_TRUE(changed.domain.classes.empty()) << "all classes, not the drivers alone";
}

TEST(Ladder, stands_still_where_the_charter_protects_how_a_domain_is_decided) {
    Ladder given(Mode::self_regulated);
    given.facts.past = {missed(30)};
    EXPECT_EQ(given.refused(Mode::negotiated), "");
    given.facts.is_protected = true;
    EXPECT_EQ(given.refused(Mode::negotiated), "decisions.mode_is_protected");
}

TEST(Ladder, goes_to_the_body_in_reserve_once_the_classes_tried_and_did_not_agree) {
    Ladder given(Mode::negotiated);
    EXPECT_EQ(given.refused(Mode::directive), "decisions.not_the_body");
    given.context.standing.roles.push_back("body:office");
    given.facts.past = {{.proposal = IdValue{40}, .failed = true}};
    EXPECT_EQ(given.refused(Mode::directive), "decisions.no_failed_negotiation") << "it was not bargained about";
    given.facts.past.front().was_bargained = true;
    EXPECT_EQ(given.changed(Mode::directive).domain.body, "office");
    given.facts.domain->body.reset();
    EXPECT_EQ(given.refused(Mode::directive), "decisions.no_body_in_reserve");
}

TEST(Ladder, comes_down_from_directive_by_the_body_or_once_those_bound_ended_a_directive) {
    Ladder given(Mode::directive);
    EXPECT_EQ(given.refused(Mode::negotiated), "decisions.mandate_not_given_back");
    given.facts.past = {{.proposal = IdValue{40}, .ended_directive = true}};
    EXPECT_EQ(given.changed(Mode::negotiated).because_of, std::vector<IdValue>{IdValue{40}});
    given.facts.past.clear();
    given.context.standing.roles.push_back("body:office");
    EXPECT_EQ(given.refused(Mode::negotiated), "");
}

TEST(Ladder, comes_down_to_those_bound_once_two_promises_in_a_row_were_kept) {
    Ladder given(Mode::negotiated);
    given.facts.past = {kept(40), kept(30)};
    EXPECT_EQ(given.refused(Mode::self_regulated), "decisions.never_self_regulated");
    given.facts.self_regulated = given.facts.domain;
    given.facts.self_regulated->mode = Mode::self_regulated;
    EXPECT_EQ(given.changed(Mode::self_regulated).because_of, (std::vector{IdValue{40}, IdValue{30}}));
    given.facts.past = {kept(40), missed(35), kept(30)};
    EXPECT_EQ(given.refused(Mode::self_regulated), "decisions.promises_not_kept");
}

DirectiveTerm half_a_year(Time since) {
    return {.since = since, .until = since + days(180), .ended_at = {}, .member = MemberId(3), .reason = {}};
}

TEST(Ladder, names_the_end_of_a_step_to_directive_and_of_no_other) {
    Ladder given(Mode::negotiated);
    given.context.standing.roles.push_back("body:office");
    given.facts.longest_directive_mode = days(180);
    given.facts.past = {{.proposal = IdValue{40}, .was_bargained = true, .failed = true}};
    EXPECT_EQ(given.changed(Mode::directive).until, given.context.at + days(180));
    given.facts.self_regulated = given.facts.domain;
    given.facts.past = {kept(40), kept(30)};
    EXPECT_FALSE(given.changed(Mode::self_regulated).until);
}

TEST(Ladder, comes_down_from_directive_by_itself_when_the_time_of_the_step_is_over) {
    Ladder given(Mode::directive);
    given.facts.term = half_a_year(given.context.at - days(180) + Duration{1});
    const auto end = [&] { return decide(given.facts, EndDirectiveMode{"market.*"}, given.context); };
    EXPECT_EQ(end().error().code, "decisions.no_directive_term") << "one moment before its end";
    given.facts.term = half_a_year(given.context.at - days(180));
    const auto changed = read_event<ModeChanged>(end()->recorded().at(0).data);
    EXPECT_EQ(changed.domain.mode, Mode::negotiated);
    EXPECT_EQ(changed.domain.body, "office") << "stays in reserve";
    EXPECT_FALSE(changed.member);
    EXPECT_FALSE(changed.until);
    given.facts.term.reset();
    EXPECT_EQ(end().error().code, "decisions.no_directive_term");
}

TEST(Ladder, leaves_alone_at_the_end_of_a_step_what_the_charter_says_since) {
    Ladder given(Mode::negotiated);
    given.facts.term = half_a_year(given.context.at - days(180));
    const auto end = [&] { return decide(given.facts, EndDirectiveMode{"market.*"}, given.context)->recorded().at(0); };
    EXPECT_EQ(end().name, DirectiveModeLapsed::name);
    given.facts.domain->mode = Mode::directive;
    EXPECT_EQ(end().name, ModeChanged::name);
    given.facts.is_protected = true;
    EXPECT_EQ(end().name, DirectiveModeLapsed::name);
}

TEST(Ladder, has_a_step_to_directive_renewed_by_the_body_until_those_bound_ended_one_of_its_directives) {
    Ladder given(Mode::directive);
    EXPECT_EQ(given.refused(Mode::directive), "decisions.not_next_rung") << "the charter says directive, with no end";
    given.facts.longest_directive_mode = days(180);
    given.facts.term = half_a_year(given.context.at - days(100));
    EXPECT_EQ(given.refused(Mode::directive), "decisions.not_the_body");
    given.context.standing.roles.push_back("body:office");
    EXPECT_EQ(given.changed(Mode::directive).until, given.context.at + days(180));
    given.facts.past = {{.proposal = IdValue{40}, .ended_directive = true}};
    EXPECT_EQ(given.refused(Mode::directive), "decisions.not_to_be_renewed");
}

TEST(Ladder, is_climbed_one_rung_at_a_time_in_a_domain_of_the_charter) {
    EXPECT_EQ(Ladder(Mode::self_regulated).refused(Mode::directive), "decisions.not_next_rung");
    EXPECT_EQ(Ladder(Mode::directive).refused(Mode::self_regulated), "decisions.not_next_rung");
    EXPECT_EQ(Ladder(Mode::negotiated).refused(Mode::negotiated), "decisions.not_next_rung");
    Ladder nowhere(Mode::negotiated);
    nowhere.facts.domain.reset();
    EXPECT_EQ(nowhere.refused(Mode::directive), "decisions.no_such_domain");
}

} // namespace
} // namespace reef::decisions
