#include "commons/rules/mode_step.hpp"
#include <gtest/gtest.h>

namespace reef::rules {
namespace {

using namespace engine;

TEST(SetMode, is_for_a_domain_of_the_charter) {
    IdSource ids{100};
    Context context{Actor::platform(), {Actor::platform(), {}}, *Time::parse("2026-06-01"), 100, &ids};
    SetMode set;
    set.domain.rules = "market";
    EXPECT_EQ(decide(std::nullopt, set, context).error().code, "rules.unknown_domain");
    EXPECT_TRUE(decide(DomainCharter{.rules = "market"}, set, context));
}

} // namespace
} // namespace reef::rules
