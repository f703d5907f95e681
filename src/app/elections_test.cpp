// An election on an example that has lived: whoever has its ballots as a file comes to the same result.
#include "app/living_example_testing.hpp"
#include "commons/elections/module.hpp"

namespace reef::app {
namespace {

using namespace engine;

struct ElectedExample : LivingExample {
    ElectedExample() : LivingExample(15) {}
    json::object document(const std::string& address, const std::string& as) {
        return parse_json(get(address, as, "application/json").body)->as_object();
    }
};

void expect_counted_again_from_the_published_file(ElectedExample& example) {
    const auto member = example.viewers().back(); // strangers get the same file, with numbers instead of names
    const auto past = example.document("/elections", member).at("past").as_array();
    ASSERT_EQ(past.size(), 1u);
    const auto address = std::string(past.at(0).at("href").as_string());
    const auto page = example.document(address, member);
    ASSERT_FALSE(page.at("count").is_null()) << "more stand than there are seats, so that there is something to count";
    const auto election = tally::read_election(example.get(address + "/ballots.blt", member).body);
    ASSERT_TRUE(election) << election.error().sentence();
    EXPECT_GT(election->ballots.voters(), 10);
    const auto counted =
        tally::count("stv-scottish", *election, {{"ties", "lot"}, {"seed", std::string(page.at("seed").as_string())}});
    ASSERT_TRUE(counted);
    std::vector<std::string> by_file, on_page;
    for (const auto winner : counted->outcome.winners) by_file.push_back(election->candidates[winner].name);
    for (const auto& each : page.at("candidates").as_array())
        if (each.at("is_elected").as_bool()) on_page.emplace_back(each.at("member").at("name").as_string());
    EXPECT_EQ(by_file, on_page);
    EXPECT_EQ(on_page.size(), 5u);
}

void expect_nobody_named_to_a_stranger(ElectedExample& example) {
    const auto member = example.viewers().back();
    const auto address = std::string(example.document("/elections", member).at("past").at(0).at("href").as_string());
    std::vector<std::string> names;
    const auto page = example.document(address, member);
    for (const auto& each : page.at("candidates").as_array())
        names.emplace_back(each.at("member").at("name").as_string());
    ASSERT_GT(names.size(), 5u);
    for (const auto* ending : {"", "/ballots.blt", "/ballots.csv"}) {
        const auto seen = example.get(address + ending, {}).body;
        EXPECT_NE(seen.find("Member "), std::string::npos) << ending;
        for (const auto& name : names) EXPECT_EQ(seen.find(name), std::string::npos) << name << " on " << ending;
    }
}

TEST(Elections, seat_whoever_was_elected_and_can_be_counted_and_decided_again) {
    ElectedExample example; // fifteen days are long to live: once for all that is asked of them
    EXPECT_EQ(people::seated(*example.engine->read(), "council").size(), 5u);
    const auto report = verify(*example.database, example.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
    EXPECT_EQ(report.redecided, report.entries);
    expect_counted_again_from_the_published_file(example);
    expect_nobody_named_to_a_stranger(example);
}

} // namespace
} // namespace reef::app
