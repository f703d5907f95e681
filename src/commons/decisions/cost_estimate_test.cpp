#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const Currency estimated_in;

/// A rule's change is talked about; the actor speaks for the riders, of whom there were 300 when it was proposed.
struct Estimating {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(7)), {Actor::of(MemberId(7)), {"member"}}, *Time::parse("2026-06-01"), 100, &ids};
    EstimateFacts facts{.stage = Stage::deliberation,
                        .is_of_a_rule = true,
                        .speaks_for = {"rider"},
                        .sizes = {{"driver", 40}, {"rider", 300}},
                        .currency = estimated_in};
    Decision estimate(std::string of, std::int64_t minutes) {
        return decide(facts, EstimateCost{IdValue{50}, {std::move(of), 1, minutes, Money{12'00, estimated_in}}, {}},
                      context);
    }
    std::string refused(std::string of = "rider", std::int64_t minutes = 2) {
        const auto decision = estimate(std::move(of), minutes);
        return decision ? "" : decision.error().code;
    }
};

TEST(CostEstimate, of_a_speaker_is_for_as_many_as_it_was_proposed_to) {
    Estimating given;
    const auto estimated = read_event<CostEstimated>(given.estimate("rider", 2)->recorded().at(0).data);
    EXPECT_EQ(estimated.line.members, 300);
    EXPECT_EQ(estimated.line.cost, (Money{180'00, estimated_in})) << "300 x 3 minutes x 12.00 an hour";
    EXPECT_EQ(estimated.speaker, MemberId(7));
    EXPECT_EQ(given.refused("rider", 0), "") << "that it costs little is an estimate too";
}

TEST(CostEstimate, is_refused_by_name) {
    EXPECT_EQ(Estimating().refused("driver"), "decisions.speaks_not_for_class");
    EXPECT_EQ(Estimating().refused("pilot"), "decisions.no_such_class");
    EXPECT_EQ(Estimating().refused("rider", -1), "decisions.cost_out_of_reach");
    Estimating given;
    given.facts.stage = Stage::voting;
    EXPECT_EQ(given.refused(), "decisions.too_late_to_estimate");
    given.facts.is_of_a_rule = false;
    EXPECT_EQ(given.refused(), "decisions.no_costs");
    given.facts.stage.reset();
    EXPECT_EQ(given.refused(), "decisions.no_such_proposal");
}

TEST(CostEstimate, is_for_the_body_that_speaks_for_a_class_or_for_any_of_its_members) {
    const std::vector<NegotiatorTerms> speakers = {{"driver", "council"}, {"rider", {}}};
    const auto classes = [&](std::vector<std::string> roles) {
        return speaks_for(speakers, {Actor::of(MemberId(7)), std::move(roles)});
    };
    EXPECT_EQ(classes({"class:driver"}), std::vector<std::string>{});
    EXPECT_EQ(classes({"class:driver", "body:council"}), std::vector<std::string>{"driver"});
    EXPECT_EQ(classes({"class:rider"}), std::vector<std::string>{"rider"});
}

} // namespace
} // namespace reef::decisions
