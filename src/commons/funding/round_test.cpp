#include "commons/funding/testing.hpp"
#include <gtest/gtest.h>

namespace reef::funding {
namespace {

using namespace engine;
using testing::Acting;
using testing::code_of;
using testing::eur;
using testing::noon;
using testing::words;

OpenRoundFacts may_open() {
    return {.launched = true,
            .currency = {},
            .held = eur(500'000),
            .opened_by = {{"office"}, 3},
            .pot_part = percent(20),
            .longest = days(90),
            .terms = testing::terms()};
}
OpenRound asked(std::int64_t pot_minor = 100'000) {
    return {{}, words(), words(), eur(pot_minor), {}, noon + days(30)};
}
Acting of_the_office() { return Acting(7, {"member", "body:office"}); }

TEST(OpenRound, sets_aside_a_part_of_what_the_treasury_holds_under_the_rules_of_the_day) {
    auto given = of_the_office();
    const auto opened = read_event<RoundOpened>(decide(may_open(), asked(), given.context)->recorded().at(0).data);
    EXPECT_EQ(opened.pot, eur(100'000)) << "a fifth of 5,000.00";
    EXPECT_EQ(opened.body, "office");
    EXPECT_EQ(opened.opens_at, noon) << "at once";
    EXPECT_EQ(opened.terms, testing::terms());
    const auto calls = ledger_calls(*static_cast<store::Connection*>(nullptr), Meta{}, opened);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(from_json<ledger::Post>(calls[0].data)->movements,
              (std::vector{ledger::Movement{"treasury", "escrow:round-100", eur(100'000), "matching pot"}}));
}

TEST(OpenRound, is_refused_by_name) {
    const auto code = [](auto change, OpenRound open = asked(), Acting acting = of_the_office()) {
        auto facts = may_open();
        change(facts);
        return code_of(facts, open, std::move(acting));
    };
    const auto as_it_is = [](auto&) {};
    EXPECT_EQ(code([](auto& f) { f.launched = false; }), "funding.not_launched");
    EXPECT_EQ(code(as_it_is, asked(), Acting(8)), "funding.not_mandated");
    EXPECT_EQ(code([](auto& f) { f.opened_by.value = {}; }), "funding.not_mandated") << "the rule names no body";
    EXPECT_EQ(code([](auto& f) { f.currency = *Currency::parse("USD"); }), "funding.other_currency");
    EXPECT_EQ(code(as_it_is, asked(0)), "funding.no_pot");
    EXPECT_EQ(code(as_it_is, asked(100'001)), "funding.pot_too_large");
    EXPECT_EQ(code([](auto& f) { f.held = eur(-5); }, asked(1)), "funding.pot_too_large") << "what is owed is not held";
    auto open = asked();
    open.opens_at = noon - seconds(1);
    EXPECT_EQ(code(as_it_is, open), "funding.opens_in_the_past");
    open.opens_at = open.closes_at;
    EXPECT_EQ(code(as_it_is, open), "funding.closes_too_soon");
    open.opens_at = {};
    open.kind = RoundKind::retroactive;
    EXPECT_EQ(code(as_it_is, open), "funding.rated_too_soon") << "no time to nominate";
    open.kind = {};
    open.closes_at = noon + days(90) + seconds(1);
    EXPECT_EQ(code(as_it_is, open), "funding.closes_too_late");
    open.closes_at = noon + days(90);
    EXPECT_EQ(code(as_it_is, open), "");
}

TEST(CallOffRound, is_for_the_body_that_opened_it_while_it_stands) {
    const CallOffRound call_off{IdValue{50}, words()};
    RoundFacts facts{testing::round()};
    EXPECT_EQ(code_of(facts, call_off, of_the_office()), "");
    EXPECT_EQ(code_of(facts, call_off, Acting(8, {"member", "body:green"})), "funding.not_your_round");
    facts.round->state = RoundState::closed;
    EXPECT_EQ(code_of(facts, call_off, of_the_office()), "funding.round_over");
    EXPECT_EQ(code_of(RoundFacts{}, call_off, of_the_office()), "funding.no_such_round");
}

TEST(MandatedBody, is_a_short_name_or_none) {
    EXPECT_EQ(MandatedBody::parse("none")->id, "");
    EXPECT_EQ(MandatedBody::parse("office-2")->text(), "office-2");
    EXPECT_EQ(MandatedBody{}.text(), "none");
    for (const auto* wrong : {"", "The Office", "a b", "büro"})
        EXPECT_EQ(MandatedBody::parse(wrong).error().code, "funding.not_a_body") << wrong;
}

} // namespace
} // namespace reef::funding
