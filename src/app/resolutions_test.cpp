// Resolutions of a body that decides for others: those whom they bind object, vote on the repeal, and end them.
#include "app/living_example_testing.hpp"
#include "commons/decisions/module.hpp"

namespace reef::app {
namespace {

using namespace engine;

struct ResolvingOffice : LivingExample {
    std::vector<MemberId> staff = people::members_of(*engine->read(), "staff");
    std::vector<MemberId> drivers = people::members_of(*engine->read(), "driver");

    ResolvingOffice()
        : LivingExample(0, [](rules::Charter& charter) {
              charter.governance.domains.push_back({.rules = std::string(decisions::resolutions_domain),
                                                    .mode = rules::Mode::directive,
                                                    .procedure = "ordinary",
                                                    .classes = {"driver"},
                                                    .body = "office"});
          }) {}
    std::string given(MemberId who, const char* command, const json::object& data) {
        const auto answer = engine->perform(Actor::of(who), "test", Call{command, data});
        return answer ? answer->id() : answer.error().code;
    }
    void vote(const std::vector<MemberId>& voters, const std::string& proposal) {
        for (const auto each : voters)
            given(each, "decisions.cast_ballot", {{"proposal", proposal}, {"choice", "for"}});
    }
    decisions::ResolutionRow resolution(const std::string& number) {
        return *decisions::resolution_row(*engine->read(), *IdValue::parse(number));
    }
    void look_at_the_clock() {
        EXPECT_FALSE(engine->write_beside([](store::Connection&) {}));
    }
};

TEST(Resolutions, of_a_body_end_by_the_vote_that_those_bound_call) {
    ResolvingOffice example;
    json::object text{{"title", "Quiet hours"}, {"text", "Nobody hoots at night."}, {"reason", "People sleep."}};
    EXPECT_EQ(example.given(example.drivers.front(), "decisions.propose_resolution", text), "decisions.not_mandated");
    text["legal_basis"] = "The mandate of the office";
    text["sunset_at"] = "2026-12-01";
    const auto quiet = example.given(example.staff.front(), "decisions.propose_resolution", text);
    example.clock.pass(days(3));
    example.vote(example.staff, quiet);
    example.clock.pass(days(4));
    example.look_at_the_clock();
    ASSERT_TRUE(example.resolution(quiet).stands_from);

    for (const auto driver : example.drivers)
        example.given(driver, "decisions.object", {{"proposal", quiet}, {"reason", "Then nobody hears us."}});
    example.look_at_the_clock();
    const auto repeal = decisions::latest(*example.engine->read())->text();
    ASSERT_NE(repeal, quiet);
    EXPECT_EQ(example.resolution(repeal).act, decisions::ResolutionAct::repeal);
    EXPECT_EQ(example.given(example.staff.front(), "decisions.withdraw", {{"proposal", repeal}}),
              "decisions.called_by_review");
    example.clock.pass(days(3));
    example.vote(example.drivers, repeal);
    example.clock.pass(days(4));
    example.look_at_the_clock();
    EXPECT_EQ(example.resolution(quiet).ended_by, IdValue::parse(repeal).value());
    EXPECT_EQ(example.given(example.drivers.front(), "decisions.object", {{"proposal", quiet}, {"reason", "Still."}}),
              "decisions.directive_not_standing");
    const auto page = example.get("/decisions/" + repeal, example.drivers.front().text());
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("/decisions/" + quiet), std::string::npos);
    const auto report = verify(*example.database, example.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
