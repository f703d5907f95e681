// Where a charter says that nothing is decided while an opinion is unanswered, silence ends a proposal.
#include "app/living_example_testing.hpp"
#include "commons/decisions/module.hpp"
#include <gmock/gmock.h>

namespace reef::app {
namespace {

TEST(Opinions, that_nobody_answers_end_a_proposal_where_the_charter_says_so) {
    LivingExample example(0, [](rules::Charter& charter) {
        for (auto& procedure : charter.governance.procedures)
            if (procedure.answers_within) procedure.unless_answered = rules::UnlessAgreed::nothing;
    });
    const auto proposal = *decisions::latest(*example.engine->read());
    const auto rider = engine::Actor::of(people::members_of(*example.engine->read(), "rider").front());
    const auto stated = example.engine->perform(
        rider, "test", {"decisions.state_opinion", json::object{{"proposal", proposal.text()}, {"text", "And we?"}}});
    ASSERT_TRUE(stated) << stated.error().sentence();
    example.clock.pass(days(3));
    example.engine->perform(rider, "test", {"people.join_body", json::object{{"body", "commons"}}});

    const auto page = example.get("/decisions/" + proposal.text(), "").body;
    EXPECT_THAT(page, testing::HasSubstr("Not decided."));
    EXPECT_THAT(page, testing::HasSubstr("Nobody answered in time"));
    EXPECT_THAT(page, testing::Not(testing::HasSubstr("No accord")));
    const auto report = engine::verify(*example.database, example.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
