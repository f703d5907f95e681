#include "commons/decisions/directive.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

const Time first_day = *Time::parse("2026-06-07");

/// On a law, until the longest day, in a matter that is settled.
DirectiveSaid said_well() {
    return {.legal_basis = Vaulted<std::string>{},
            .emergency = {},
            .features = Features{.volatility = percent(20)},
            .sunset_at = first_day + days(365),
            .in_force_at = first_day,
            .restores_charter = false,
            .longest = days(365),
            .longest_in_emergency = days(90)};
}
std::string refused_as(const DirectiveSaid& said) {
    const auto refusal = refusal_of_directive(said);
    return refusal ? refusal->code : "";
}

TEST(Directive, names_a_law_or_an_emergency_and_an_end) {
    auto said = said_well();
    EXPECT_EQ(refused_as(said), "");
    said.sunset_at.reset();
    EXPECT_EQ(refused_as(said), "decisions.sunset_needed");
    said = said_well();
    said.legal_basis.reset();
    EXPECT_EQ(refused_as(said), "decisions.no_legal_basis");
}

TEST(Directive, ends_within_the_time_of_the_rule_that_its_refusal_names) {
    auto said = said_well();
    said.sunset_at = *said.sunset_at + Duration{1};
    EXPECT_EQ(refused_as(said), "decisions.directive_too_long");
    EXPECT_EQ(refusal_of_directive(said)->rule, "decisions.directive_time");
}

TEST(Directive, that_answers_an_emergency_alone_ends_sooner) {
    auto said = said_well();
    said.legal_basis.reset();
    said.emergency = Vaulted<std::string>{};
    EXPECT_EQ(refused_as(said), "decisions.emergency_too_long");
    EXPECT_EQ(refusal_of_directive(said)->rule, "decisions.emergency_time");
    said.sunset_at = first_day + days(90);
    EXPECT_EQ(refused_as(said), "");
}

TEST(Directive, on_what_is_in_flux_ends_as_soon_whatever_law_it_names) {
    auto said = said_well();
    said.features->volatility = percent(80);
    EXPECT_EQ(refused_as(said), "decisions.immature_domain");
    said.features->severity = percent(80);
    EXPECT_EQ(refused_as(said), "") << "much is at stake";
    said.features->severity = percent(0);
    said.sunset_at = first_day + days(90);
    EXPECT_EQ(refused_as(said), "");
}

TEST(Directive, that_goes_back_to_the_charter_owes_nothing) { EXPECT_EQ(refused_as({.restores_charter = true}), ""); }

} // namespace
} // namespace reef::decisions
