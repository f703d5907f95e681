#include "commons/rules/founding.hpp"
#include <gtest/gtest.h>

namespace reef::rules {
namespace {

using namespace engine;

/// The name of the event that follows, or the refusal's code and field.
template <class Facts, class Command>
std::string charter_given(const Facts& facts, const Command& command) {
    Context context;
    const auto decision = decide(facts, command, context);
    if (decision) return decision->recorded().at(0).name;
    const auto& refusal = decision.error();
    return refusal.field.empty() ? refusal.code : refusal.code + " " + refusal.field;
}
const std::vector<CharterFault> two_faults{{20, "governance.classes.0.weight", "The weights sum to {}.", {"95%"}},
                                           {30, "users.links.0.from", "There is no such class."}};

TEST(FoundPlatform, takes_a_charter_without_faults_once) {
    EXPECT_EQ(charter_given(CharterFacts{}, FoundPlatform{}), "rules.platform_founded");
    EXPECT_EQ(charter_given(CharterFacts{{}, two_faults}, FoundPlatform{}),
              "rules.charter_has_faults charter.governance.classes.0.weight");
    for (const bool launched : {false, true})
        EXPECT_EQ(charter_given(CharterFacts{launched, {}}, FoundPlatform{}), "rules.already_founded");
}

TEST(AmendDraft, takes_a_charter_without_faults_and_nothing_after_the_launch) {
    EXPECT_EQ(charter_given(CharterFacts{false, {}}, AmendDraft{}), "rules.draft_amended");
    EXPECT_EQ(charter_given(CharterFacts{false, two_faults}, AmendDraft{}),
              "rules.charter_has_faults charter.governance.classes.0.weight");
    EXPECT_THROW(charter_given(CharterFacts{true, {}}, AmendDraft{}), BrokenAssumption);
    EXPECT_THROW(charter_given(CharterFacts{}, AmendDraft{}), BrokenAssumption);
}

TEST(EnterIntoForce, comes_once) {
    std::optional draft(PlatformRow{.kept = std::make_shared<Charter>()});
    EXPECT_EQ(charter_given(draft, EnterIntoForce{}), "rules.charter_in_force");
    draft->launched_at = *Time::parse("2026-03-05");
    EXPECT_THROW(charter_given(draft, EnterIntoForce{}), BrokenAssumption);
}

TEST(SeatsKeptForAClass, are_a_class_and_from_1_to_99_seats) {
    for (const auto* text : {"driver: 1", "driver:99", "  driver : 2 "})
        EXPECT_TRUE(ReservedSeats::parse(text)) << text;
    EXPECT_EQ(ReservedSeats::parse("  driver : 2 ")->text(), "driver: 2");
    for (const auto* text :
         {"", "driver", "driver:", "driver: 0", "driver: 100", "driver: two", ": 2", "driver: 1: 2"}) {
        const auto reserved = ReservedSeats::parse(text);
        ASSERT_FALSE(reserved) << text;
        EXPECT_EQ(reserved.error().code, "rules.not_reserved_seats") << text;
    }
}

} // namespace
} // namespace reef::rules
