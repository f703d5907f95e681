#include "commons/duties/answer.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::duties {
namespace {

using namespace engine;
using rules::DutyCharter;
using rules::Reckoned;

/// From 1,000 members on, until they are fewer than 900.
DutyCharter report_duty() {
    return {.id = "report",
            .name = "A report",
            .text = "What became of complaints.",
            .reference = "Our own word",
            .answered_by = "office",
            .indicator = "people.members",
            .from = "1000",
            .until = "900",
            .within = days(30),
            .every = days(365)};
}
Reckoned so_many(std::int64_t members) { return {{whole(members)}, {}, IndicatorUnit::number, {}, 5}; }

struct Growing {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)),
                    {Actor::of(MemberId(7)), {"member", "body:office"}},
                    *Time::parse("2026-06-01"),
                    100,
                    &ids};
    DutyState state{.duty = report_duty()};
    /// Names of what happens with another member, or one fewer.
    std::vector<std::string> with(std::int64_t members) {
        const auto decision = decide(std::vector{SizedDuty{state, so_many(members)}}, LookAtMembers{}, context);
        std::vector<std::string> names;
        for (const auto& each : decision->recorded()) {
            names.push_back(each.name);
            state.is_owed = each.name == DutyBegan::name;
            if (state.is_owed) last = read_event<DutyBegan>(each.data), ++state.terms;
        }
        return names;
    }
    std::optional<DutyBegan> last;
};
using Names = std::vector<std::string>;

TEST(Duty, begins_with_the_member_who_makes_up_the_size_and_ends_only_well_below_it) {
    Growing given;
    EXPECT_EQ(given.with(999), Names{});
    EXPECT_EQ(given.with(1'000), Names{"duties.began"});
    EXPECT_EQ(given.last->figure, "1000");
    EXPECT_EQ(given.last->term, (DutyTerm{1, given.context.at + days(30)}));
    EXPECT_EQ(given.with(1'001), Names{}) << "it began already";
    EXPECT_EQ(given.with(900), Names{}) << "between both sizes nothing changes";
    EXPECT_EQ(given.with(899), Names{"duties.ended"});
    EXPECT_EQ(given.with(999), Names{});
    EXPECT_EQ(given.with(1'000), Names{"duties.began"});
    EXPECT_EQ(given.last->term.number, 2) << "its terms are counted on";
}

TEST(Duty, that_names_no_end_is_owed_for_good) {
    Growing given;
    given.state.duty.until.reset();
    given.with(1'000);
    EXPECT_EQ(given.with(0), Names{});
}

RC_GTEST_PROP(Duty, comes_and_goes_no_oftener_than_its_size_crosses_both_bounds, ()) {
    Growing given;
    const auto sizes = *rc::gen::container<std::vector<std::int64_t>>(
        rc::gen::element<std::int64_t>(0, 899, 900, 950, 999, 1'000, 1'001, 2'000));
    bool owed = false;
    for (const auto size : sizes) {
        const auto names = given.with(size);
        if (names == Names{"duties.began"}) RC_ASSERT(!owed && size >= 1'000);
        if (names == Names{"duties.ended"}) RC_ASSERT(owed && size < 900);
        owed = given.state.is_owed;
        RC_ASSERT(owed || size < 1'000);
        RC_ASSERT(!owed || size >= 900);
    }
}

TEST(Duty, is_taken_from_the_charter_with_the_size_of_the_moment) {
    Growing given;
    TakeUpFacts facts{.charter = {{given.state, so_many(1'200)}}, .reckoned_every = days(7)};
    const auto names = [&] {
        Names all;
        const auto decision = decide(facts, TakeUp{}, given.context);
        for (const auto& each : decision->recorded()) all.push_back(each.name);
        return all;
    };
    EXPECT_EQ(names(), (Names{"duties.taken_up", "duties.began"}));
    facts.standing = {given.state};
    EXPECT_EQ(names(), Names{}) << "what the charter asks for as before goes on";
    facts.standing[0].duty.within = days(60), facts.standing[0].is_owed = true;
    EXPECT_EQ(names(), Names{"duties.taken_up"}) << "it is owed already";
    facts.charter.clear();
    EXPECT_EQ(names(), Names{"duties.dropped"});
}

TEST(Duty, of_another_figure_is_looked_at_by_the_clock) {
    Growing given;
    auto& duty = given.state.duty;
    duty.indicator = "ledger.turnover", duty.from = "10.00 EUR", duty.until = {};
    TakeUpFacts taken{.charter = {{given.state, {}}}, .reckoned_every = days(7)};
    const auto up = read_event<DutyTakenUp>(decide(taken, TakeUp{}, given.context)->recorded().at(0).data);
    EXPECT_EQ(up.next_look_at, given.context.at + days(7));

    given.state.next_look_at = given.context.at;
    LookFacts facts{SizedDuty{given.state, Reckoned{{9'99}, {}, IndicatorUnit::amount, {}, 5}}, days(7)};
    const auto look = [&] { return decide(facts, LookAtSize{"report", given.context.at}, given.context); };
    EXPECT_EQ(look()->recorded().size(), 1U);
    facts.duty->size->measurement.value = 10'00;
    EXPECT_EQ(look()->recorded().at(1).name, "duties.began");
    const auto reckoned = read_event<SizeReckoned>(look()->recorded().at(0).data);
    EXPECT_EQ(reckoned.figure, "10.00 EUR");
    EXPECT_EQ(reckoned.next_look_at, given.context.at + days(7));
    facts.duty->size->measurement.people = 4;
    EXPECT_EQ(look()->recorded().size(), 1U) << "a figure of four people tells nothing, and begins nothing";
    facts.duty->size.reset();
    EXPECT_FALSE(read_event<SizeReckoned>(look()->recorded().at(0).data).figure);
    facts.duty->state.next_look_at = given.context.at + days(1);
    EXPECT_EQ(look().error().code, "duties.not_watched");
    facts.duty.reset();
    EXPECT_EQ(look().error().code, "duties.not_watched");
}

TEST(Duty, falls_due_and_is_owed_again_from_that_day) {
    Growing given;
    DueFacts facts{given.state.duty, DutyTerm{1, given.context.at}, false};
    const auto due = [&] { return decide(facts, LetFallDue{"report", 1}, given.context); };
    auto fell = read_event<DutyFellDue>(due()->recorded().at(0).data);
    EXPECT_FALSE(fell.answered);
    EXPECT_EQ(fell.next, (DutyTerm{2, given.context.at + days(365)}));
    facts.answered = true, facts.duty->every.reset();
    fell = read_event<DutyFellDue>(due()->recorded().at(0).data);
    EXPECT_TRUE(fell.answered);
    EXPECT_FALSE(fell.next);
    facts.term->due_at = given.context.at + days(1);
    EXPECT_EQ(due().error().code, "duties.not_due");
    facts.term.reset();
    EXPECT_EQ(due().error().code, "duties.not_due");
}

TEST(Duty, is_answered_by_its_body_while_it_is_owed) {
    Growing given;
    AnswerFacts facts{given.state.duty, true, DutyTerm{3, given.context.at}};
    AnswerDuty answer{.duty = "report", .done = "It is out."};
    const auto refused = [&] {
        const auto decision = decide(facts, answer, given.context);
        return decision ? "" : decision.error().code;
    };
    EXPECT_EQ(refused(), "");
    const auto answered = read_event<DutyAnswered>(decide(facts, answer, given.context)->recorded().at(0).data);
    EXPECT_EQ(answered.number, 3);
    EXPECT_FALSE(answered.is_settled) << "it is owed again";
    answer.done = " ";
    EXPECT_EQ(refused(), "duties.nothing_said");
    facts.term.reset();
    EXPECT_EQ(refused(), "duties.answered_already");
    facts.is_owed = false;
    EXPECT_EQ(refused(), "duties.not_owed_yet");
    given.context.standing.roles = {"member"};
    EXPECT_EQ(refused(), "duties.not_your_body");
    facts.duty.reset();
    EXPECT_EQ(refused(), "duties.no_such_duty");
}

} // namespace
} // namespace reef::duties
