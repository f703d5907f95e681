#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

struct StandingAside {
    IdSource ids{100};
    Context context{Actor::of(MemberId(7)),
                    {Actor::of(MemberId(7)), {"member", "body:office"}},
                    *Time::parse("2026-11-01"),
                    100,
                    &ids};
    RecuseFacts facts{.stage = Stage::deliberation, .is_of_body = true, .sits_there = true};
};

TEST(Recuse, says_whether_the_electorate_has_one_fewer) {
    StandingAside given;
    const auto recused = [&] {
        return read_event<Recused>(decide(given.facts, Recuse{IdValue{50}, {}}, given.context)->recorded().at(0).data);
    };
    EXPECT_EQ(recused().member, MemberId(7));
    EXPECT_FALSE(recused().voting_is_open) << "it is not frozen yet";
    given.facts.stage = Stage::voting;
    EXPECT_TRUE(recused().voting_is_open);
}

TEST(Recuse, is_refused_by_name) {
    const auto after = [](auto change) {
        StandingAside given;
        change(given.facts);
        const auto decision = decide(given.facts, Recuse{IdValue{50}, {}}, given.context);
        return decision ? "" : decision.error().code;
    };
    EXPECT_EQ(after([](auto&) {}), "");
    EXPECT_EQ(after([](auto& facts) { facts.stage = {}; }), "decisions.no_such_proposal");
    EXPECT_EQ(after([](auto& facts) { facts.is_of_body = false; }), "decisions.no_body_decides");
    EXPECT_EQ(after([](auto& facts) { facts.has_recused = true; }), "decisions.recused_already");
    EXPECT_EQ(after([](auto& facts) { facts.stage = Stage::passed; }), "decisions.too_late_to_recuse");
    EXPECT_EQ(after([](auto& facts) { facts.sits_there = false; }), "decisions.not_in_body");
}

} // namespace
} // namespace reef::decisions
