#include "commons/decisions/alternative.hpp"
#include "commons/decisions/option_ballot.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

struct Beside {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)),
                    {Actor::of(MemberId(7)), {"member", "class:driver"}},
                    *Time::parse("2026-03-05"),
                    100,
                    &ids};
    AlternativeFacts facts{.stage = Stage::deliberation,
                           .options = {{0, "30 seconds", {}}, {1, "60 seconds", {}}, {2, "40 seconds", {}}},
                           .domain = {"market.offer_time", rules::Mode::self_regulated, "choice", {"driver"}, {}},
                           .rule = "market.offer_time",
                           .value = std::string("45 seconds"),
                           .reversal_margin = percent(10),
                           .next = 4,
                           .most = 4,
                           .voting_opens_at = *Time::parse("2026-03-06")};
    AddAlternative add{IdValue{50}, "45 s", {VaultReference{sha256({"why"}), 7}}};
    std::string code() { return decide(facts, add, context).error().code; }
};

TEST(AddAlternative, sets_another_value_beside_the_proposed_one) {
    Beside given;
    const auto added =
        read_event<AlternativeAdded>(decide(given.facts, given.add, given.context)->recorded().at(0).data);
    EXPECT_EQ(added.option, 4) << "a number that was taken back is not given again";
    EXPECT_EQ(added.value, "45 seconds") << "as it is written for good";
    EXPECT_FALSE(added.return_margin);
    given.facts.is_return = true;
    EXPECT_EQ(read_event<AlternativeAdded>(decide(given.facts, given.add, given.context)->recorded().at(0).data)
                  .return_margin,
              percent(10));
}

TEST(AddAlternative, is_refused_by_name) {
    Beside given;
    given.facts.value = std::string("30 seconds");
    EXPECT_EQ(given.code(), "decisions.alternative_exists") << "what is in force is an option already";
    given.facts.value = std::string("40 seconds");
    EXPECT_EQ(given.code(), "decisions.alternative_exists");
    given.facts.value = refuse(RefusalKind{"rules.out_of_bounds", "Too long.", 422});
    EXPECT_EQ(given.code(), "rules.out_of_bounds");
    given.facts.most = 1;
    EXPECT_EQ(given.code(), "decisions.alternatives_full");
    given.facts.domain.classes = {"rider"};
    EXPECT_EQ(given.code(), "decisions.not_bound");
    given.context.at = given.facts.voting_opens_at;
    EXPECT_EQ(given.code(), "decisions.alternatives_over");
    given.facts.stage = Stage::voting;
    EXPECT_EQ(given.code(), "decisions.alternatives_over");
    given.facts.options.clear();
    EXPECT_EQ(given.code(), "decisions.one_value_only");
    given.facts.stage.reset();
    EXPECT_EQ(given.code(), "decisions.no_such_proposal");
}

TEST(TakeBackAlternative, is_for_its_author_and_before_the_vote) {
    Beside given;
    const TakeBackAlternative take{IdValue{50}, 2};
    const auto code = [&](const TakeBackFacts& facts) { return decide(facts, take, given.context).error().code; };
    EXPECT_EQ(code({}), "decisions.no_such_proposal");
    EXPECT_EQ(code({Stage::deliberation, {}}), "decisions.no_such_alternative");
    EXPECT_EQ(code({Stage::deliberation, MemberId(8)}), "decisions.not_your_alternative");
    EXPECT_EQ(code({Stage::voting, MemberId(7)}), "decisions.alternatives_over");
    EXPECT_TRUE(decide(TakeBackFacts{Stage::deliberation, MemberId(7)}, take, given.context));
}

TEST(MarkOptions, records_one_ballot_in_one_class_and_is_refused_by_name) {
    Beside given;
    MarkFacts facts{.ballot = {Stage::voting, {"driver"}, {}, {}}, .terms = {{0, 1, 2}, rules::BallotForm::ranking}};
    facts.ballot.vote_with = MarkOptions::name;
    MarkOptions mark{IdValue{50}, {{2, 1}, {0, 2}}, {}};
    const auto cast = read_event<OptionsMarked>(decide(facts, mark, given.context)->recorded().at(0).data);
    EXPECT_EQ(cast.voter_class, "driver");
    EXPECT_EQ(cast.marks, (std::vector<OptionMark>{{0, 2}, {2, 1}}));
    const auto code = [&] { return decide(facts, mark, given.context).error().code; };
    mark.marks = {{3, 1}};
    EXPECT_EQ(code(), "decisions.no_such_option");
    mark.marks = {{2, 1}, {2, 2}};
    EXPECT_EQ(code(), "decisions.option_marked_twice");
    mark.marks = {{2, 0}};
    EXPECT_EQ(code(), "decisions.mark_out_of_range") << "the first place is 1";
    facts.terms.form = rules::BallotForm::approvals;
    mark.marks = {{2, 2}};
    EXPECT_EQ(code(), "decisions.mark_out_of_range");
    facts.terms.form = rules::BallotForm::scores;
    mark.marks = {{2, 6}};
    EXPECT_EQ(code(), "decisions.mark_out_of_range");
    mark.marks = {{2, 0}};
    EXPECT_TRUE(decide(facts, mark, given.context)) << "the lowest score";
    facts.ballot.vote_with = CastBallot::name;
    EXPECT_EQ(code(), "decisions.another_ballot");
    facts.ballot.stage = Stage::passed;
    EXPECT_EQ(code(), "decisions.voting_closed") << "nobody's ballot counts after the close";
    EXPECT_EQ(OptionMark::parse("two").error().code, "decisions.not_a_mark");
    EXPECT_EQ(OptionMark::parse("2:1")->text(), "2: 1");
}

} // namespace
} // namespace reef::decisions
