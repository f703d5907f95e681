// A budget on an example that has lived: whoever has its ballots as a file comes to the same result, and finds no
// names.
#include "app/living_example_testing.hpp"
#include "commons/budgets/module.hpp"
#include <algorithm>

namespace reef::app {
namespace {

using namespace engine;

/// Drivers vote on three projects of which the sum pays for some.
struct BudgetedExample : LivingExample {
    std::string budget;
    BudgetedExample()
        : LivingExample(3, [](rules::Charter& charter) {
              for (const auto* rule : {"budgets.projects_time", "budgets.checking_time", "budgets.voting_time"})
                  charter.governance.rules.push_back({rule, "1 day", {}, {}});
          }) {
        const auto drivers = people::members_of(*engine->read(), "driver");
        const auto clerk = people::members_of(*engine->read(), "staff").front();
        const auto now = clock.now();
        budget = give(clerk, "budgets.open",
                      {{"title", "For the \"stands\"; all of them"},
                       {"purpose", "What makes waiting better"},
                       {"sum", "2.00 EUR"},
                       {"classes", {"driver"}},
                       {"projects_until", (now + hours(25)).text()},
                       {"voting_from", (now + hours(50)).text()},
                       {"closes_at", (now + hours(75)).text()}});
        std::vector<std::string> projects;
        for (std::size_t i = 0; i < 3; ++i)
            projects.push_back(give(drivers[i], "budgets.put_forward",
                                    {{"budget", budget},
                                     {"title", "Bench; \"number\" " + std::to_string(i)},
                                     {"plan", "Of wood"},
                                     {"cost", i == 0 ? "1.60 EUR" : "0.45 EUR"}}));
        clock.pass(hours(51));
        for (std::size_t i = 0; i < drivers.size(); ++i)
            give(drivers[i], "budgets.cast_ballot",
                 {{"budget", budget},
                  {"approvals", i % 2 == 0 ? json::array{projects[0]} : json::array{projects[1], projects[2]}}});
        clock.pass(hours(26));
        give(drivers[0], "people.join_body", {{"body", "commons"}}); // what is due is discharged first
    }
    std::string give(MemberId member, std::string_view command, const json::object& data) {
        const auto answer = engine->perform(Actor::of(member), "test", {std::string(command), data});
        EXPECT_TRUE(answer) << command << ": " << answer.error().sentence();
        return answer ? answer->id() : "1";
    }
    std::string file(const std::string& as) { return get("/budgets/" + budget + "/ballots.pb", as).body; }
};

TEST(BudgetFiles, can_be_counted_again) {
    BudgetedExample example;
    const auto election = tally::read_election(example.file({}));
    ASSERT_TRUE(election) << election.error().sentence();
    EXPECT_EQ(election->title, "For the \"stands\"; all of them");
    ASSERT_EQ(election->candidates.size(), 3u);
    std::map<std::string, std::string> options;
    std::string method;
    for (const auto part : split(election->notes.at("rule"), ' ')) {
        if (const auto equals = part.find('='); equals == std::string_view::npos)
            method = part;
        else
            options.emplace(part.substr(0, equals), part.substr(equals + 1));
    }
    const auto counted = tally::count(method, *election, options);
    ASSERT_TRUE(counted) << counted.error().sentence();
    std::vector<std::string> by_file, on_page;
    for (const auto winner : counted->outcome.winners) by_file.push_back(election->candidates[winner].id);
    const auto page = parse_json(example.get("/budgets/" + example.budget, {}, "application/json").body)->as_object();
    for (const auto& each : page.at("projects").as_array())
        if (each.at("is_funded").as_bool()) on_page.emplace_back(each.at("number").as_string());
    std::ranges::sort(by_file);
    std::ranges::sort(on_page);
    EXPECT_EQ(by_file, on_page);
    EXPECT_EQ(by_file.size(), 2u) << "half of the drivers steer half of 2.00, too little for 1.60";
}

TEST(BudgetFiles, name_nobody_and_show_voters_their_tracker) {
    BudgetedExample example;
    const auto drivers = people::members_of(*example.engine->read(), "driver");
    const auto mine =
        parse_json(example.get("/budgets/" + example.budget, drivers[1].text(), "application/json").body)->as_object();
    const std::string tracker(mine.at("my_ballot").at("tracker").as_string());
    for (const auto* ending : {"pb", "csv"}) {
        const auto body = example.get("/budgets/" + example.budget + "/ballots." + ending, {}).body;
        EXPECT_NE(body.find(tracker), std::string::npos) << ending;
        EXPECT_EQ(body.find("member"), std::string::npos) << ending;
    }
    EXPECT_EQ(example.file({}), example.file(drivers[1].text()));
    const auto report = verify(*example.database, example.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
    EXPECT_EQ(report.redecided, report.entries);
}

} // namespace
} // namespace reef::app
