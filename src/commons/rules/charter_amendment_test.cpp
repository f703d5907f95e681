#include "commons/rules/module.hpp"
#include <gtest/gtest.h>

namespace reef::rules {
namespace {

using namespace engine;

Charter stepped(Mode mode) {
    Charter charter;
    charter.name = "Ride";
    charter.users.launch_within = days(60);
    charter.outcomes.purpose = "Rides that feed those who drive.";
    charter.governance.domains = {{.rules = "*", .procedure = "ordinary"},
                                  {.rules = "market.*", .mode = mode, .procedure = "ordinary"}};
    return charter;
}
CharterTaken taken(const std::vector<ClauseChange>& changes) {
    Context context;
    auto announced = CharterAnnounced{IdValue{50}, stepped(Mode::negotiated), changes, {}};
    announced.charter.name = "Ride together";
    const auto decision =
        decide(TakeFacts{announced, stepped(Mode::self_regulated)}, TakeCharter{IdValue{50}}, context);
    return read_event<CharterTaken>(decision->recorded().at(0).data);
}

TEST(CharterAmendment, keeps_the_steps_that_a_domain_took_since_it_was_proposed) {
    const auto kept = taken({{"name", "Ride", "Ride together"}});
    EXPECT_EQ(kept.charter.name, "Ride together");
    EXPECT_EQ(kept.charter.governance.domains[1].mode, Mode::self_regulated);
    const auto changed = taken({{"governance.domains[market.*].procedure", "grave", "ordinary"}});
    EXPECT_EQ(changed.charter.governance.domains[1].mode, Mode::negotiated) << "but not where it was decided anew";
}

TEST(CharterAmendment, is_taken_once) {
    Context context;
    EXPECT_EQ(decide(TakeFacts{}, TakeCharter{IdValue{50}}, context).error().code, "rules.no_charter_announced");
}

} // namespace
} // namespace reef::rules
