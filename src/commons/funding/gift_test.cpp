#include "commons/funding/testing.hpp"
#include <gtest/gtest.h>

namespace reef::funding {
namespace {

using namespace engine;
using testing::Acting;
using testing::code_of;
using testing::eur;
using testing::noon;

GiveFacts may_give() {
    return {.project = testing::project(), .round = testing::round(), .given = eur(0), .available = eur(6'000)};
}
Give gift(std::int64_t minor) { return {IdValue{60}, eur(minor)}; }

TEST(Give, goes_from_the_account_into_the_escrow_of_the_round) {
    Acting given;
    const auto event = read_event<Given>(decide(may_give(), gift(2'500), given.context)->recorded().at(0).data);
    EXPECT_EQ(event.round, IdValue{50});
    EXPECT_EQ(event.member, MemberId(7));
    EXPECT_EQ(event.amount, eur(2'500));
}

TEST(Give, keeps_to_the_terms_of_the_round) {
    EXPECT_EQ(code_of(may_give(), gift(100)), "") << "the least";
    EXPECT_EQ(code_of(may_give(), gift(99)), "funding.gift_too_small");
    EXPECT_EQ(code_of(may_give(), gift(-100)), "funding.gift_too_small");
    EXPECT_EQ(code_of(may_give(), gift(5'000)), "") << "the most";
    EXPECT_EQ(code_of(may_give(), gift(5'001)), "funding.gift_too_large");
    auto facts = may_give();
    facts.given = eur(4'000);
    EXPECT_EQ(code_of(facts, gift(1'000)), "");
    EXPECT_EQ(code_of(facts, gift(1'001)), "funding.gift_too_large") << "with what was given before";
}

TEST(Give, is_refused_by_name) {
    const auto code = [](auto change) {
        auto facts = may_give();
        change(facts);
        return code_of(facts, gift(2'500));
    };
    EXPECT_EQ(code([](auto& f) { f.project.reset(); }), "funding.no_such_project");
    EXPECT_EQ(code([](auto& f) { f.round->state = RoundState::closed; }), "funding.round_over");
    EXPECT_EQ(code([](auto& f) { f.round->kind = RoundKind::retroactive; }), "funding.nothing_to_give");
    EXPECT_EQ(code([](auto& f) { f.project->standing = false; }), "funding.taken_out");
    EXPECT_EQ(code([](auto& f) { f.round->opens_at = noon + seconds(1); }), "funding.not_open_yet");
    EXPECT_EQ(code([](auto& f) { f.project->member = MemberId(7); }), "funding.own_project");
    EXPECT_EQ(code([](auto& f) { f.round->pot.currency = *Currency::parse("USD"); }), "funding.gift_currency");
    EXPECT_EQ(code([](auto& f) { f.available = eur(2'499); }), "funding.not_enough");
    EXPECT_EQ(code([](auto& f) { f.gifts = gifts_max; }), "funding.round_full");
    EXPECT_EQ(code([](auto& f) {
                  f.gifts = gifts_max;
                  f.given = eur(100);
              }),
              "")
        << "more of the same gift is no further one";
}

} // namespace
} // namespace reef::funding
