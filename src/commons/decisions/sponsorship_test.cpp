#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time sponsoring_at = *Time::parse("2026-11-01");

struct Sponsoring {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member", "class:driver"}}, sponsoring_at, 100, &ids};
    SponsorFacts facts{.stage = Stage::admission,
                       .domain = {.rules = "*", .mode = rules::Mode::self_regulated, .classes = {"driver"}},
                       .proposer = MemberId(3),
                       .sponsors = 0,
                       .has_sponsored = false,
                       .terms = {2, sponsoring_at + days(2)},
                       .vote = {sponsoring_at + days(4), sponsoring_at + days(7)}};
    std::string refused() {
        const auto decision = decide(facts, SponsorProposal{IdValue{50}}, context);
        return decision ? "" : decision.error().code;
    }
};

TEST(SponsorProposal, is_recorded_and_with_the_last_one_the_talk_begins_at_once) {
    Sponsoring given;
    const auto sponsored = [&] {
        return read_event<ProposalSponsored>(
            decide(given.facts, SponsorProposal{IdValue{50}}, given.context)->recorded().at(0).data);
    };
    EXPECT_FALSE(sponsored().admitted);
    given.facts.sponsors = 1;
    ASSERT_TRUE(sponsored().admitted);
    EXPECT_EQ(sponsored().admitted->opens_at, sponsoring_at + days(2)) << "as long as was to be talked about";
    EXPECT_EQ(sponsored().admitted->closes_at, sponsoring_at + days(5));
}

TEST(SponsorProposal, is_refused_by_name) {
    const auto after = [](auto change) {
        Sponsoring given;
        change(given);
        return given.refused();
    };
    EXPECT_EQ(after([](auto&) {}), "");
    EXPECT_EQ(after([](auto& given) { given.facts.stage = {}; }), "decisions.no_such_proposal");
    EXPECT_EQ(after([](auto& given) { given.facts.stage = Stage::deliberation; }), "decisions.seeks_no_sponsors");
    EXPECT_EQ(after([](auto& given) { given.facts.stage = Stage::unsupported; }), "decisions.seeks_no_sponsors");
    EXPECT_EQ(after([](auto& given) { given.facts.proposer = MemberId(7); }), "decisions.stands_behind_it");
    EXPECT_EQ(after([](auto& given) { given.facts.has_sponsored = true; }), "decisions.stands_behind_it");
    EXPECT_EQ(after([](auto& given) { given.facts.domain.classes = {"rider"}; }), "decisions.not_bound");
}

TEST(EndAdmission, ends_what_still_seeks_sponsors_alone) {
    Sponsoring given;
    EXPECT_TRUE(decide(EndAdmissionFacts{true}, EndAdmission{IdValue{50}}, given.context));
    EXPECT_EQ(decide(EndAdmissionFacts{false}, EndAdmission{IdValue{50}}, given.context).error().code,
              "decisions.seeks_no_sponsors");
}

RC_GTEST_PROP(SponsorTerms, can_always_be_met, ()) {
    rules::ProcedureCharter procedure{.id = "ordinary"};
    procedure.sponsors_within = days(2);
    if (*rc::gen::arbitrary<bool>()) procedure.sponsors = *rc::gen::inRange<std::int64_t>(1, 1'000);
    if (*rc::gen::arbitrary<bool>()) procedure.sponsors_share = Percent{*rc::gen::inRange<std::int64_t>(1, 5'000)};
    const auto deciders = *rc::gen::inRange<std::int64_t>(0, 2'000);
    const auto terms = sponsor_terms(procedure, {.rules = "*"}, deciders, sponsoring_at);
    if (!terms) return;
    RC_ASSERT(terms->needed >= 1 && terms->needed < deciders);
    RC_ASSERT(terms->until == sponsoring_at + days(2));
    if (procedure.sponsors_share && terms->needed < deciders - 1)
        RC_ASSERT(terms->needed * 10'000 >= procedure.sponsors_share->hundredths * deciders);
}

TEST(SponsorTerms, are_the_greater_of_number_and_share_and_none_where_a_body_decides) {
    rules::ProcedureCharter procedure{.id = "ordinary"};
    const auto needed = [&](std::int64_t deciders, rules::Mode mode = rules::Mode::negotiated) {
        const rules::DomainCharter domain{.rules = "*", .mode = mode, .body = "office"};
        const auto terms = sponsor_terms(procedure, domain, deciders, sponsoring_at);
        return terms ? terms->needed : 0;
    };
    EXPECT_EQ(needed(1'000), 0) << "it asks for none";
    procedure.sponsors = 5;
    procedure.sponsors_share = percent(2);
    procedure.sponsors_within = days(7);
    EXPECT_EQ(needed(100), 5);
    EXPECT_EQ(needed(1'001), 21) << "rounded up";
    EXPECT_EQ(needed(4), 3);
    EXPECT_EQ(needed(1), 0) << "there is nobody else";
    EXPECT_EQ(needed(1'000, rules::Mode::directive), 0);
}

} // namespace
} // namespace reef::decisions
