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

TEST(Resolutions, are_voted_on_after_what_was_accepted_of_their_amendments_is_in_the_draft) {
    LivingExample example(0);
    const auto riders = people::members_of(*example.engine->read(), "rider");
    const auto give = [&](MemberId who, const char* command, const json::object& data) {
        const auto answer = example.engine->perform(Actor::of(who), "test", Call{command, data});
        EXPECT_TRUE(answer) << answer.error().sentence();
        return answer ? answer->id() : std::string();
    };
    const auto text = give(riders.at(0), "decisions.propose_resolution",
                           {{"title", "Quiet hours"}, {"text", "Nobody hoots."}, {"reason", "People sleep."}});
    const auto amendment = give(riders.at(1), "decisions.amend",
                                {{"proposal", text}, {"text", "Nobody hoots or sings."}, {"reason", "Singers."}});
    for (std::size_t i = 2; i < 7; ++i) give(riders.at(i), "decisions.sponsor_amendment", {{"amendment", amendment}});
    example.clock.pass(days(2));
    EXPECT_FALSE(example.engine->write_beside([](store::Connection&) {}));
    const auto vote = example.engine->read()->one<IdValue>("SELECT vote FROM {decisions_amendments}");
    for (const auto* each : {"driver", "rider", "staff", "city"})
        for (const auto member : people::members_of(*example.engine->read(), each))
            give(member, "decisions.cast_ballot", {{"proposal", vote.text()}, {"choice", "for"}});
    example.clock.pass(days(3));
    EXPECT_FALSE(example.engine->write_beside([](store::Connection&) {}));
    const auto entry = [&](const char* column, const std::string& proposal) {
        return example.engine->read()->one<EntryNumber>(std::string("SELECT ") + column +
                                                            " FROM {decisions_proposals} WHERE proposal = $1",
                                                        IdValue::parse(proposal).value());
    };
    EXPECT_EQ(decisions::resolution_row(*example.engine->read(), IdValue::parse(text).value())->text,
              "Nobody hoots or sings.");
    EXPECT_GE(entry("frozen_entry", text), entry("closed_entry", vote.text())) << "both fall due at one moment";
}

} // namespace
} // namespace reef::app
