#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Time amending_at = *Time::parse("2026-06-01");

/// Member 7, a driver, before the second version of member 3's draft; amendment 60 is member 9's, to the first.
struct Amending {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member", "class:driver"}}, amending_at, 100, &ids};
    AmendmentFacts facts;
    Amending() {
        facts.stage = Stage::deliberation;
        facts.is_text = true;
        facts.proposer = MemberId(3);
        facts.domain = {.rules = "*", .procedure = "ordinary"};
        facts.procedure = {
            .id = "ordinary", .deliberation = days(2), .voting = days(3), .notice = days(1), .majority = percent(50)};
        facts.base = "one\n\ntwo\n\nthree";
        facts.text = "one\n\ntwo\n\nTHREE";
        facts.draft = 2;
        facts.sponsors_needed = 2;
        facts.amendment = AmendmentRow{.amendment = IdValue{60},
                                       .proposal = IdValue{50},
                                       .author = MemberId(9),
                                       .draft = 1,
                                       .text = "ONE\n\ntwo\n\nthree",
                                       .sponsors_needed = 2};
    }
    void as_proposer() { facts.proposer = MemberId(7); }
    Merging merging() const { return {*facts.amendment, facts.base, facts.text, facts.draft}; }
    std::string text_put() {
        facts.sponsored = {merging()};
        return read_event<AmendmentPut>(decide(facts, PutAmendments{IdValue{50}}, context)->recorded().at(0).data).text;
    }
    template <class Command>
    std::string refused(const Command& command) {
        const auto decision = decide(facts, command, context);
        return decision ? "" : decision.error().code;
    }
};

TEST(Amend, keeps_the_version_that_its_author_saw_and_how_many_sponsors_it_needs) {
    Amending given;
    const Amend amend{IdValue{50}, "one\r\n\r\nTWO\n", {}};
    const auto proposed =
        read_event<AmendmentProposed>(decide(given.facts, amend, given.context)->recorded().at(0).data);
    EXPECT_EQ(proposed.draft, 2);
    EXPECT_EQ(proposed.text, "one\n\nTWO");
    EXPECT_EQ(proposed.sponsors_needed, 2);
}

TEST(Amend, is_refused_by_name) {
    const auto after = [](auto change) {
        Amending given;
        Amend amend{IdValue{50}, "one", {}};
        change(given.facts, amend);
        return given.refused(amend);
    };
    EXPECT_EQ(after([](auto&, auto&) {}), "");
    EXPECT_EQ(after([](auto& facts, auto&) { facts.stage.reset(); }), "decisions.no_such_proposal");
    EXPECT_EQ(after([](auto& facts, auto&) { facts.is_text = false; }), "decisions.not_amendable");
    EXPECT_EQ(after([](auto& facts, auto&) { facts.stage = Stage::voting; }), "decisions.draft_closed");
    EXPECT_EQ(after([](auto& facts, auto&) { facts.is_closed = true; }), "decisions.draft_closed");
    EXPECT_EQ(after([](auto& facts, auto& amend) { amend.text = facts.text; }), "decisions.amends_nothing");
    EXPECT_EQ(after([](auto& facts, auto&) {
                  facts.domain.mode = rules::Mode::self_regulated;
                  facts.domain.classes = {"rider"};
              }),
              "decisions.not_bound");
    EXPECT_EQ(after([](auto&, auto& amend) {
                  for (int i = 0; i < 401; ++i) amend.text += "\n\nmore";
              }),
              "decisions.too_many_paragraphs");
}

TEST(AcceptAmendment, merges_it_with_what_was_taken_before) {
    Amending given;
    given.as_proposer();
    const AcceptAmendment accept{IdValue{60}};
    const auto changed = read_event<DraftChanged>(decide(given.facts, accept, given.context)->recorded().at(0).data);
    EXPECT_EQ(changed.text, "ONE\n\ntwo\n\nTHREE");
    EXPECT_EQ(changed.draft, 3);
    EXPECT_EQ(changed.amendment, IdValue{60});
}

TEST(AcceptAmendment, is_refused_by_name) {
    const auto after = [](auto change) {
        Amending given;
        given.as_proposer();
        change(given.facts);
        return given.refused(AcceptAmendment{IdValue{60}});
    };
    EXPECT_EQ(after([](auto& facts) { facts.amendment.reset(); }), "decisions.no_such_amendment");
    EXPECT_EQ(after([](auto& facts) { facts.proposer = MemberId(3); }), "decisions.not_your_draft");
    EXPECT_EQ(after([](auto& facts) { facts.amendment->taken_into = 2; }), "decisions.taken_already");
    EXPECT_EQ(after([](auto& facts) { facts.is_closed = true; }), "decisions.draft_closed");
    EXPECT_EQ(after([](auto& facts) { facts.text = "uno\n\ntwo\n\nthree"; }), "decisions.amendment_conflicts");
}

TEST(DeclineAmendment, is_for_whoever_proposed_the_text) {
    Amending given;
    EXPECT_EQ(given.refused(DeclineAmendment{IdValue{60}, {}}), "decisions.not_your_draft");
    given.as_proposer();
    EXPECT_EQ(given.refused(DeclineAmendment{IdValue{60}, {}}), "");
}

TEST(SponsorAmendment, is_once_for_others_until_there_are_enough) {
    Amending given;
    const SponsorAmendment sponsor{IdValue{60}};
    const auto is_enough = [&] {
        return read_event<AmendmentSponsored>(decide(given.facts, sponsor, given.context)->recorded().at(0).data)
            .is_enough;
    };
    EXPECT_FALSE(is_enough());
    given.facts.sponsors = 1;
    EXPECT_TRUE(is_enough());
    given.facts.has_sponsored = true;
    EXPECT_EQ(given.refused(sponsor), "decisions.sponsored_already");
    given.facts.amendment->author = MemberId(7);
    EXPECT_EQ(given.refused(sponsor), "decisions.sponsors_itself");
}

TEST(PutAmendments, puts_the_vote_on_the_text_off_until_theirs_is_over) {
    Amending given;
    given.facts.sponsored = {given.merging(), given.merging()};
    const auto events = decide(given.facts, PutAmendments{IdValue{50}}, given.context)->recorded();
    ASSERT_EQ(events.size(), 2u);
    const auto first = read_event<AmendmentPut>(events.at(0).data),
               second = read_event<AmendmentPut>(events.at(1).data);
    EXPECT_NE(first.vote, second.vote);
    EXPECT_EQ(first.voting_opens_at, amending_at);
    EXPECT_EQ(first.voting_closes_at, amending_at + days(3));
    EXPECT_EQ(second.main_closes_at, amending_at + days(6)) << "once for all of them";
}

TEST(PutAmendments, asks_for_both_merged_or_where_the_draft_was_changed_there_for_the_amendments_own_text) {
    Amending given;
    EXPECT_EQ(given.text_put(), "ONE\n\ntwo\n\nTHREE");
    given.facts.text = "uno\n\ntwo\n\nthree";
    EXPECT_EQ(given.text_put(), "ONE\n\ntwo\n\nthree") << "no draft can be closed against it";
}

TEST(CloseVoting, on_an_amendment_changes_the_draft_or_says_that_another_stands_in_its_way) {
    Amending given;
    CloseFacts facts{.procedure = given.facts.procedure,
                     .electorate = {{"driver", "Drivers", percent(100), percent(0), 4}},
                     .counts = {{.id = "driver", .in_favour = 3}},
                     .subject = Subject::amendment,
                     .reason = {},
                     .merging = given.merging()};
    const auto said = [&] { return decide(facts, CloseVoting{IdValue{70}, {}}, given.context)->recorded(); };
    ASSERT_EQ(said().size(), 2u);
    EXPECT_FALSE(read_event<ProposalDecided>(said().at(0).data).effective_at) << "the text itself is not decided";
    EXPECT_EQ(read_event<DraftChanged>(said().at(1).data).text, "ONE\n\ntwo\n\nTHREE");
    facts.merging->text = "uno\n\ntwo\n\nthree";
    EXPECT_EQ(read_event<AmendmentConflicted>(said().at(1).data).amendment, IdValue{60});
    facts.counts.at(0) = {.id = "driver", .against = 3};
    EXPECT_EQ(said().size(), 1u) << "what was not accepted changes nothing";
}

} // namespace
} // namespace reef::decisions
