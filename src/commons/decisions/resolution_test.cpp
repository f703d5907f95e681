#include "commons/decisions/module.hpp"
#include "core/base/paragraphs.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time resolving_at = *Time::parse("2026-06-01");

/// A driver proposes a text under a procedure of two, three and one days; resolution 40 stands.
struct Resolving {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member", "class:driver"}}, resolving_at, 100, &ids};
    ResolutionFacts facts;
    ProposeResolution propose{.title = " Night rides ", .text = "One.\r\n\r\n\r\nTwo.", .reason = {}};
    Resolving() {
        facts.launched = true;
        facts.domain = rules::DomainCharter{.rules = "*", .procedure = "ordinary"};
        facts.procedure = {
            .id = "ordinary", .deliberation = days(2), .voting = days(3), .notice = days(1), .majority = percent(50)};
        facts.bound = {"driver", "rider"};
        facts.directive_time = days(365);
        facts.emergency_time = days(90);
        facts.objection_share = percent(10);
    }
    void about_standing() {
        propose.supersedes = IdValue{40};
        facts.target = ResolutionRow{.proposal = IdValue{40}, .title = "Night rides", .text = "One."};
        facts.target_stands = true;
    }
    std::string refused() {
        const auto decision = decide(facts, propose, context);
        return decision ? "" : decision.error().code;
    }
    ResolutionProposed proposed() {
        return read_event<ResolutionProposed>(decide(facts, propose, context)->recorded().at(0).data);
    }
};

TEST(ProposeResolution, records_the_text_by_paragraphs_and_the_times_of_the_procedure) {
    Resolving given;
    const auto proposed = given.proposed();
    EXPECT_EQ(proposed.act, ResolutionAct::adopt);
    EXPECT_EQ(proposed.title, "Night rides");
    EXPECT_EQ(proposed.text, "One.\n\nTwo.");
    EXPECT_EQ(proposed.voting_opens_at, resolving_at + days(2));
    EXPECT_EQ(proposed.voting_closes_at, resolving_at + days(5));
    EXPECT_FALSE(proposed.directive);
}

TEST(ProposeResolution, is_refused_by_name) {
    const auto after = [](auto change) {
        Resolving given;
        given.about_standing();
        change(given);
        return given.refused();
    };
    EXPECT_EQ(after([](auto&) {}), "");
    EXPECT_EQ(after([](auto& given) { given.facts.launched = false; }), "decisions.not_launched");
    EXPECT_EQ(after([](auto& given) { given.facts.domain.reset(); }), "decisions.nobody_decides");
    EXPECT_EQ(after([](auto& given) {
                  given.facts.domain->mode = rules::Mode::self_regulated;
                  given.facts.domain->classes = {"rider"};
              }),
              "decisions.not_bound");
    EXPECT_EQ(after([](auto& given) { given.facts.procedure.notice = {}; }), "decisions.not_published");
    EXPECT_EQ(after([](auto& given) { given.facts.target.reset(); }), "decisions.no_such_resolution");
    EXPECT_EQ(after([](auto& given) { given.facts.target_stands = false; }), "decisions.resolution_not_standing");
    EXPECT_EQ(after([](auto& given) { given.facts.open_proposal = IdValue{60}; }), "decisions.resolution_open");
    EXPECT_EQ(after([](auto& given) { given.propose.text = "One.\n"; }), "decisions.same_text");
    EXPECT_EQ(after([](auto& given) { given.propose.sunset_at = resolving_at + days(6); }),
              "decisions.sunset_too_early");
    EXPECT_EQ(after([](auto& given) {
                  for (std::size_t i = 0; i <= paragraphs_max; ++i) given.propose.text += "\n\nmore";
              }),
              "decisions.too_many_paragraphs");
}

TEST(ProposeResolution, by_a_body_names_law_and_end_and_whom_it_binds) {
    Resolving given;
    given.facts.domain->mode = rules::Mode::directive;
    given.facts.domain->body = "office";
    EXPECT_EQ(given.refused(), "decisions.not_mandated");
    given.context.standing.roles.push_back("body:office");
    EXPECT_EQ(given.refused(), "decisions.no_legal_basis");
    given.propose.emergency = Vaulted<std::string>{};
    EXPECT_EQ(given.refused(), "decisions.sunset_needed");
    given.propose.sunset_at = resolving_at + days(97);
    EXPECT_EQ(given.refused(), "decisions.emergency_too_long");
    given.propose.sunset_at = resolving_at + days(96);
    EXPECT_EQ(given.proposed().directive->bound, given.facts.bound);
}

TEST(ProposeRepeal, needs_a_resolution_that_stands_and_says_which) {
    Resolving given;
    const ProposeRepeal repeal{IdValue{40}, {}};
    EXPECT_EQ(decide(given.facts, repeal, given.context).error().code, "decisions.no_such_resolution");
    given.about_standing();
    const auto proposed =
        read_event<ResolutionProposed>(decide(given.facts, repeal, given.context)->recorded().at(0).data);
    EXPECT_EQ(proposed.act, ResolutionAct::repeal);
    EXPECT_FALSE(proposed.text);
    EXPECT_EQ(proposed.resolution, IdValue{40});
    EXPECT_EQ(proposed.title, "Night rides");
}

} // namespace
} // namespace reef::decisions
