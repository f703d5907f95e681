#include "commons/decisions/module.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

struct PrivateVote {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)),
                    {Actor::of(MemberId(7)), {"member", "class:driver"}},
                    *Time::parse("2026-03-05"),
                    100,
                    &ids};
    BallotFacts facts{Stage::voting, {"driver", "rider"}, {}, {}, CastPrivateBallot::name};
    CastPrivateBallot ballot{IdValue{50}, {VaultReference{sha256({"salt and choice"}), 7}}, {}};
};

TEST(CastPrivateBallot, records_a_commitment_and_never_the_choice) {
    PrivateVote given;
    const auto events = decide(given.facts, given.ballot, given.context);
    ASSERT_TRUE(events);
    const auto cast = read_event<PrivateBallotCast>(events->recorded().at(0).data);
    EXPECT_EQ(cast.choice.reference.commitment, given.ballot.choice.reference.commitment);
    EXPECT_EQ(cast.voter_class, "driver");
    given.facts.previous_class = "rider";
    const auto again = decide(given.facts, given.ballot, given.context);
    EXPECT_EQ(read_event<PrivateBallotCast>(again->recorded().at(0).data).voter_class, "rider")
        << "a later ballot counts where the earlier one did";
}

TEST(CastPrivateBallot, is_refused_by_name) {
    PrivateVote given;
    const auto code = [&] { return decide(given.facts, given.ballot, given.context).error().code; };
    given.ballot.as_class = "city";
    EXPECT_EQ(code(), "decisions.not_in_that_class");
    given.facts.vote_with = CastBallot::name;
    EXPECT_EQ(code(), "decisions.another_ballot");
    given.facts.may_vote_as.clear();
    EXPECT_EQ(code(), "decisions.not_in_electorate");
    given.facts.stage = Stage::passed;
    EXPECT_EQ(code(), "decisions.voting_closed");
    given.facts.stage = Stage::deliberation;
    EXPECT_EQ(code(), "decisions.voting_not_open");
    given.facts.stage.reset();
    EXPECT_EQ(code(), "decisions.no_such_proposal");
}

TEST(Ballots, are_given_as_the_vote_asks) {
    PrivateVote given;
    const VaultReference sealed{sha256({"salt and word"}), 7};
    const auto refused = [&](std::string_view vote_with, const auto& ballot) {
        given.facts.vote_with = vote_with;
        const auto decided = decide(given.facts, ballot, given.context);
        return decided ? "" : decided.error().code + ": " + decided.error().arguments.at(0);
    };
    const SealConsent word{IdValue{50}, {sealed}, {}};
    const SealMarks marks{IdValue{50}, {sealed}, {}};
    const CastBallot plain{IdValue{50}, Choice::in_favour, {}};
    for (const auto asked : {CastBallot::name, CastPrivateBallot::name, SealConsent::name, SealMarks::name}) {
        const auto other = "decisions.another_ballot: " + std::string(asked);
        EXPECT_EQ(refused(asked, plain), asked == CastBallot::name ? "" : other);
        EXPECT_EQ(refused(asked, given.ballot), asked == CastPrivateBallot::name ? "" : other);
        EXPECT_EQ(refused(asked, word), asked == SealConsent::name ? "" : other);
        EXPECT_EQ(refused(asked, marks), asked == SealMarks::name ? "" : other);
    }
    given.facts.vote_with = SealConsent::name;
    const auto events = decide(given.facts, word, given.context);
    EXPECT_EQ(read_event<ConsentSealed>(events->recorded().at(0).data).word.reference, sealed);
    given.facts.vote_with = SealMarks::name;
    const auto marked = decide(given.facts, marks, given.context);
    EXPECT_EQ(read_event<MarksSealed>(marked->recorded().at(0).data).marks.reference, sealed);
}

TEST(BallotCommand, is_told_by_the_procedure) {
    const auto told = [](std::optional<bool> is_private, std::optional<std::string> method) {
        return ballot_command({.id = "any", .ballots_private = is_private, .method = std::move(method)});
    };
    EXPECT_EQ(told({}, {}), "decisions.cast_ballot");
    EXPECT_EQ(told(false, "consent"), "decisions.cast_ballot");
    EXPECT_EQ(told({}, "ranked"), "decisions.mark_options");
    EXPECT_EQ(told(true, {}), "decisions.cast_private_ballot");
    EXPECT_EQ(told(true, "consent"), "decisions.seal_consent");
    EXPECT_EQ(told(true, "approval"), "decisions.seal_marks");
}

PublishedBallots opened_votes() {
    PublishedBallots opened{sha256({"before"}), {}, {}};
    for (const auto* tracker : {"a", "b", "c", "d"}) opened.ballots.push_back({tracker, "driver", Choice::in_favour});
    opened.ballots.push_back({"e", "driver", Choice::against});
    opened.withheld.push_back({"f", "city", Choice::against});
    shuffle_by_seed(opened.seed, opened.ballots);
    return opened;
}

CloseFacts private_facts() {
    return {.procedure = {.id = "sealed", .notice = days(1), .majority = percent(50), .ballots_private = true},
            .electorate = {{"driver", "Drivers", percent(60), percent(10), 10},
                           {"city", "City", percent(40), percent(0), 2}},
            .counts = {{.id = "driver"}, {.id = "city"}},
            .rule = "market.commission",
            .value = "12%"};
}

TEST(CloseVoting, counts_private_ballots_as_they_were_opened_and_publishes_them) {
    PrivateVote given;
    const CloseVoting close{IdValue{50}, opened_votes()};
    const auto events = decide(private_facts(), close, given.context)->recorded();
    const auto decided = read_event<ProposalDecided>(events.at(0).data);
    EXPECT_EQ(decided.counts.at(0).in_favour, 4);
    EXPECT_EQ(decided.counts.at(0).against, 1);
    EXPECT_EQ(decided.counts.at(1).against, 1);
    EXPECT_EQ(decided.weighted_share, "12/25") << "0.6 · 4/5";
    EXPECT_EQ(read_event<BallotsPublished>(events.at(1).data).published.ballots, close.opened->ballots);
}

TEST(CloseVoting, counts_sealed_marks_as_they_were_opened) {
    PrivateVote given;
    auto facts = private_facts();
    facts.procedure.method = "approval";
    facts.options = {{0, "15%", {}}, {1, "12%", {}}, {2, "13%", {}}};
    PublishedBallots opened{sha256({"before"}), {}, {}};
    const auto add = [&](const char* tracker, std::vector<OptionMark> marks) {
        opened.ballots.push_back({tracker, "driver", {}, std::move(marks)});
    };
    add("a", {{1, 1}}), add("b", {{2, 1}}), add("c", {{1, 1}, {2, 1}}), add("d", {{0, 1}}), add("e", {{2, 1}});
    opened.withheld.push_back({"f", "city", {}, std::vector<OptionMark>{{2, 1}}});
    shuffle_by_seed(opened.seed, opened.ballots);
    const auto events = decide(facts, CloseVoting{IdValue{50}, opened}, given.context)->recorded();
    const auto decided = read_event<ProposalDecided>(events.at(0).data);
    EXPECT_EQ(decided.options->winner, 2);
    EXPECT_EQ(decided.value, "13%");
    EXPECT_EQ(decided.weighted_share, "17/20") << "0.6 · 3/4 of those who do not set it beside what is in force + 0.4";
    EXPECT_EQ(read_event<BallotsPublished>(events.at(1).data).published.withheld, opened.withheld);
    facts.electorate[0].eligible = 4;
    EXPECT_THROW(static_cast<void>(decide(facts, CloseVoting{IdValue{50}, opened}, given.context)), BrokenAssumption);
}

TEST(CloseVoting, takes_no_ballots_out_of_order_nor_more_than_there_are_members) {
    PrivateVote given;
    CloseVoting close{IdValue{50}, opened_votes()};
    std::ranges::reverse(close.opened->ballots);
    EXPECT_THROW(static_cast<void>(decide(private_facts(), close, given.context)), BrokenAssumption);
    close.opened = opened_votes();
    auto facts = private_facts();
    facts.electorate[0].eligible = 4;
    EXPECT_THROW(static_cast<void>(decide(facts, close, given.context)), BrokenAssumption);
    close.opened.reset();
    EXPECT_THROW(static_cast<void>(decide(private_facts(), close, given.context)), BrokenAssumption);
}

RC_GTEST_PROP(PublishedBallots, stand_in_an_order_that_nobody_chose, ()) {
    // Whatever the order in which they were cast, the same votes are published in the same one.
    std::vector<PublishedBallot> cast;
    for (const auto& tracker : *rc::gen::unique<std::vector<std::string>>(rc::gen::string<std::string>()))
        cast.push_back({tracker, "driver", Choice::in_favour});
    auto otherwise = cast;
    for (std::size_t i = otherwise.size(); i > 1; --i)
        std::swap(otherwise[i - 1], otherwise[*rc::gen::inRange<std::size_t>(0, i)]);
    const auto seed = sha256({"seed"});
    auto published = cast;
    shuffle_by_seed(seed, published);
    shuffle_by_seed(seed, otherwise);
    RC_ASSERT(published == otherwise);
    RC_ASSERT(std::ranges::is_permutation(published, cast, {}, &PublishedBallot::tracker, &PublishedBallot::tracker));
    if (cast.size() > 20) {
        auto under_another = cast;
        shuffle_by_seed(sha256({"another"}), under_another);
        RC_ASSERT(under_another != published);
    }
}

} // namespace
} // namespace reef::decisions
