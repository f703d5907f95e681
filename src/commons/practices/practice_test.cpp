#include "commons/practices/practice.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::practices {
namespace {

using namespace engine;
using Strings = std::vector<std::string>;

/// A driver asks about parcels.
struct Asking {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)),
                    {Actor::of(MemberId(7)), {"member", "class:driver"}},
                    *Time::parse("2026-06-01"),
                    100,
                    &ids};
    Enter enter{.rules = {"market.offer_time", "market.commission", "market.offer_time"},
                .classes = {"rider", "driver"},
                .words = *Words::parse("parcels")};
    EnterFacts facts{.domain = "market.*", .known_words = {}, .words_most = 10, .lapses_after = days(60)};
    std::string refused() {
        const auto decision = decide(facts, enter, context);
        return decision ? "" : decision.error().code;
    }
};

TEST(Practice, is_entered_with_what_it_touches) {
    Asking given;
    const auto decision = decide(given.facts, given.enter, given.context);
    const auto entered = read_event<Entered>(decision->recorded().at(0).data);
    EXPECT_EQ(entered.rules, (Strings{"market.commission", "market.offer_time"})) << "each once, in order";
    EXPECT_EQ(entered.classes, (Strings{"driver", "rider"}));
    EXPECT_EQ(entered.lapses_at, given.context.at + days(60));
    EXPECT_EQ(entered.domain, "market.*");
}

TEST(Practice, names_rules_laws_and_classes_that_there_are) {
    Asking given;
    EXPECT_EQ(given.refused(), "");
    given.facts.unknown_rules = {"market.tips"};
    EXPECT_EQ(given.refused(), "practices.no_such_rule");
    given.facts.unknown_rules.clear();
    given.enter.law = "moon", given.facts.has_law = false;
    EXPECT_EQ(given.refused(), "practices.no_such_law");
    given.facts.has_law = true;
    given.facts.unknown_classes = {"pilot"};
    EXPECT_EQ(given.refused(), "practices.no_such_class");
    given.facts.unknown_classes.clear();
    given.enter.classes.clear();
    EXPECT_EQ(given.refused(), "practices.whose_interests");
}

TEST(Practice, is_sorted_by_a_small_list_of_words) {
    Asking given;
    given.facts.known_words = {"cash", "evening"}, given.facts.words_most = 2;
    EXPECT_EQ(given.refused(), "practices.too_many_words");
    given.enter.words = *Words::parse("evening, cash");
    EXPECT_EQ(given.refused(), "") << "those that are there";
    given.enter.words = *Words::parse("parcels"), given.facts.words_most = 3;
    EXPECT_EQ(given.refused(), "") << "there is room for one";
}

TEST(Words, are_small_and_few) {
    EXPECT_EQ(Words::parse("parcels, Evening,parcels")->text(), "evening, parcels");
    for (const char* wrong :
         {"", "a", "night shift", "parcels,", "ten-euro-notes-in-the-glove-compartment", "aa,bb,cc,dd,ee,ff,gg,hh,ii"})
        EXPECT_EQ(Words::parse(wrong).error().code, "practices.not_words") << wrong;
    EXPECT_EQ(Words::parse("aa,bb,cc,dd,ee,ff,gg,hh")->all.size(), 8U);
}

TEST(Practice, is_talked_about_by_those_whom_it_touches) {
    Asking given;
    NoteFacts facts{PracticeRow{.member = MemberId(7), .classes = {"rider"}}, {"office"}, days(60)};
    const auto note = [&](MemberId who, Strings roles) {
        given.context.actor = Actor::of(who), given.context.standing = {given.context.actor, std::move(roles)};
        const auto decision = decide(facts, AddNote{.kind = NoteKind::fact}, given.context);
        return decision ? "" : decision.error().code;
    };
    EXPECT_EQ(note(MemberId(7), {"member", "class:driver"}), "") << "whoever entered it";
    EXPECT_EQ(note(MemberId(8), {"member", "class:rider"}), "");
    EXPECT_EQ(note(MemberId(9), {"member", "class:staff", "body:office"}), "") << "the body that answers";
    EXPECT_EQ(note(MemberId(9), {"member", "class:city"}), "practices.not_touched");
    facts.practice->state = State::tolerated;
    EXPECT_EQ(note(MemberId(8), {"member", "class:rider"}), "practices.over");
    facts.practice.reset();
    EXPECT_EQ(note(MemberId(8), {"member", "class:rider"}), "practices.no_such_practice");
}

TEST(Practice, lapses_so_long_after_the_last_that_anybody_did) {
    const auto number = *IdValue::parse("20");
    Asking given;
    NoteFacts facts{PracticeRow{.member = MemberId(7)}, {}, days(60)};
    const auto noted = decide(facts, AddNote{.practice = number}, given.context);
    EXPECT_EQ(read_event<Noted>(noted->recorded().at(0).data).lapses_at, given.context.at + days(60));
    facts.practice->state = State::on_trial;
    const auto on_trial = decide(facts, AddNote{.practice = number}, given.context);
    EXPECT_FALSE(read_event<Noted>(on_trial->recorded().at(0).data).lapses_at) << "a trial has an end of its own";

    std::optional<PracticeRow> practice = PracticeRow{.lapses_at = given.context.at};
    const auto lapse = [&] {
        const auto decision = decide(practice, LetLapse{number}, given.context);
        return decision ? decision->recorded().at(0).name : decision.error().code;
    };
    EXPECT_EQ(lapse(), "practices.lapsed");
    practice->lapses_at = given.context.at + minutes(1);
    EXPECT_EQ(lapse(), "practices.not_due");
    practice->lapses_at = given.context.at, practice->state = State::on_trial;
    EXPECT_EQ(lapse(), "practices.not_due");
    practice.reset();
    EXPECT_EQ(lapse(), "practices.not_due");
}

TEST(Likeness, is_what_both_share_of_what_either_has) {
    const auto parcels = features_of({"market.offer_time"}, {}, {"driver", "rider"}, *Words::parse("parcels"));
    EXPECT_EQ(parcels, (Strings{"class:driver", "class:rider", "rule:market.offer_time", "word:parcels"}));
    const auto pets = features_of({"market.offer_time"}, {}, {"driver", "rider"}, *Words::parse("pets"));
    EXPECT_EQ(likeness(parcels, pets), percent(60)) << "three of five";
    EXPECT_EQ(likeness(parcels, parcels), percent(100));
    EXPECT_EQ(likeness(parcels, {}), percent(0));
    EXPECT_EQ(likeness({}, {}), percent(0));
    EXPECT_EQ(likeness({"a", "b"}, {"a", "b", "c"}), Percent{66'66}) << "rounded down";
}

RC_GTEST_PROP(Likeness, is_the_same_both_ways_and_whole_only_between_equals, ()) {
    const auto some = [] {
        Strings names;
        for (const char* each : {"a", "b", "c", "d", "e"})
            if (*rc::gen::arbitrary<bool>()) names.emplace_back(each);
        return names;
    };
    const auto a = some(), b = some();
    RC_ASSERT(likeness(a, b) == likeness(b, a));
    RC_ASSERT(likeness(a, b) <= percent(100));
    RC_ASSERT((likeness(a, b) == percent(100)) == (a == b && !a.empty()));
}

} // namespace
} // namespace reef::practices
