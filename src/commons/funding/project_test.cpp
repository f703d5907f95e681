#include "commons/funding/testing.hpp"
#include <gtest/gtest.h>

namespace reef::funding {
namespace {

using namespace engine;
using testing::Acting;
using testing::code_of;
using testing::words;

const PutProject solar{IdValue{50}, words(), words(), {}};

TEST(PutProject, belongs_to_whoever_puts_it_and_pays_them_or_a_body) {
    Acting given;
    const auto put = [&](std::optional<std::string> body) {
        auto command = solar;
        command.body = std::move(body);
        return read_event<ProjectPut>(
            decide(PutFacts{testing::round()}, command, given.context)->recorded().at(0).data);
    };
    EXPECT_EQ(put({}).member, MemberId(7));
    EXPECT_EQ(put("office").body, "office");
    auto row = testing::project();
    EXPECT_EQ(row.account(), "member:3");
    row.body = "office";
    EXPECT_EQ(row.account(), "body:office");
}

TEST(PutProject, is_refused_by_name) {
    PutFacts facts{.round = testing::round(), .mine = 1};
    EXPECT_EQ(code_of(facts, solar), "");
    facts.mine = 2;
    EXPECT_EQ(code_of(facts, solar), "funding.projects_enough");
    auto command = solar;
    command.body = "nobody";
    facts.has_body = false;
    EXPECT_EQ(code_of(facts, command), "funding.no_such_body");
    facts.round->state = RoundState::called_off;
    EXPECT_EQ(code_of(facts, solar), "funding.round_over");
    EXPECT_EQ(code_of(PutFacts{}, solar), "funding.no_such_round");
}

TEST(PutProject, of_a_result_may_name_whoever_did_it_until_results_are_rated) {
    PutFacts facts{.round = testing::round()};
    auto command = solar;
    command.receiver = MemberId(9);
    EXPECT_EQ(code_of(facts, command), "funding.for_oneself") << "a project pays whoever puts it";
    facts.round->kind = RoundKind::retroactive;
    facts.round->opens_at = testing::noon + seconds(1);
    Acting given;
    const auto put = read_event<ProjectPut>(decide(facts, command, given.context)->recorded().at(0).data);
    EXPECT_EQ(put.member, MemberId(7));
    EXPECT_EQ(put.receiver, MemberId(9));
    facts.has_receiver = false;
    EXPECT_EQ(code_of(facts, command), "funding.no_such_member");
    facts.round->opens_at = testing::noon;
    EXPECT_EQ(code_of(facts, command), "funding.nominations_over");
}

TEST(TakeOutProject, is_for_whoever_put_it_and_for_the_body_of_the_round) {
    const TakeOutProject take_out{IdValue{60}, words()};
    ProjectFacts facts{testing::project(), testing::round()};
    EXPECT_EQ(code_of(facts, take_out, Acting(3)), "");
    EXPECT_EQ(code_of(facts, take_out, Acting(8, {"member", "body:office"})), "");
    EXPECT_EQ(code_of(facts, take_out, Acting(8, {"member", "body:green"})), "funding.not_your_project");
    facts.project->standing = false;
    EXPECT_EQ(code_of(facts, take_out, Acting(3)), "funding.taken_out");
    facts.project->standing = true;
    facts.round->state = RoundState::closed;
    EXPECT_EQ(code_of(facts, take_out, Acting(3)), "funding.round_over");
    EXPECT_EQ(code_of(ProjectFacts{}, take_out, Acting(3)), "funding.no_such_project");
}

} // namespace
} // namespace reef::funding
